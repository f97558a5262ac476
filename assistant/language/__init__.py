"""The little that is needed of English: words, stems, names and dates in questions and text."""
