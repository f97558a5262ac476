"""Readers: from files, folders, archives, feeds and web addresses to articles."""

from index.readers.inputs import read

__all__ = ["read"]
