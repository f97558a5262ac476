"""From a file, page or feed to a passage that can be found: everything that holds the articles."""
