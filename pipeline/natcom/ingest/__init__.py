"""The only importers of PDF libraries: a path becomes pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from natcom.ingest.lines import page_lines
from natcom.ingest.pdf import PdfFile, open_pdf
from natcom.model import Page

__all__ = ["PdfFile", "open_pdf", "read_page", "read_pages", "unread_page"]


def read_pages(path: Path, password: str = "") -> Iterator[Page]:
    """The pages of the PDF at `path`, one by one; nothing of a page's glyphs is kept but its lines.

    Raises:
        InputError: as `open_pdf`, or a page cannot be parsed.
    """
    with open_pdf(path, password) as pdf:
        for index in range(pdf.page_count):
            yield read_page(pdf, index)


def read_page(pdf: PdfFile, index: int, file: int = 0, offset: int = 0) -> Page:
    """The page `index` (from 0) of file number `file`; its number over all files is `offset + index + 1`."""
    content = pdf.content(index)
    lines, gutters = page_lines(content)
    return Page(
        number=offset + index + 1,
        file=file,
        file_page=index + 1,
        label=content.label,
        width=content.width,
        height=content.height,
        lines=lines,
        rulings=content.rulings,
        shades=content.shades,
        pictures=content.pictures,
        gutters=gutters,
        turn=content.turn,
        text_layer=bool(content.glyphs),
    )


def unread_page(pdf: PdfFile, index: int, file: int = 0, offset: int = 0) -> Page:
    """The page `index` as one the user did not ask for: its size, and nothing on it."""
    width, height = pdf.size(index)
    return Page(offset + index + 1, file, index + 1, None, width, height, (), kind="unread")
