"""Extractors: Document and configuration in, tuples of records out."""
