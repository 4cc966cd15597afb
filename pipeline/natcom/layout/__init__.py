"""From the lines of all pages to a Document: labelled blocks in reading order, page furniture set apart."""

from __future__ import annotations

from natcom.layout.document import build_document

__all__ = ["build_document"]
