"""The only importers of PDF libraries: a path becomes pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from natcom.ingest.pdf import PdfFile, open_pdf
from natcom.ingest.reading import ReadingOptions, content_page, empty_page, read_report
from natcom.model import Page

__all__ = ["PdfFile", "ReadingOptions", "empty_page", "open_pdf", "read_page", "read_pages", "read_report"]


def read_pages(path: Path, password: str = "") -> Iterator[Page]:
    """The pages of the PDF at `path` from its text layer, one by one; of a page's glyphs only its lines are kept.

    Raises:
        InputError: as `open_pdf`, or a page cannot be parsed.
    """
    with open_pdf(path, password) as pdf:
        for index in range(pdf.page_count):
            yield read_page(pdf, index)


def read_page(pdf: PdfFile, index: int, file: int = 0, offset: int = 0) -> Page:
    """The page `index` (from 0) of file number `file`; its number over all files is `offset + index + 1`."""
    return content_page(pdf.content(index), file, index, offset)
