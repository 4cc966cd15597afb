"""From the lines of all pages to a Document: labelled blocks in reading order, page furniture set apart."""
