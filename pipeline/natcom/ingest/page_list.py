"""The pages of a file one by one: a page whose own description is broken costs no other page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playa.document import PageList
from playa.page import Page as PdfPage

DISPENSABLE = ("CropBox", "Rotate", "MediaBox")  # attributes without which a page can still be read


def set_pages(document: Any) -> int:
    """Give the open document its list of pages, and return their number.

    PLAYA makes all pages at once, so that one with a box that is no box would end the file. A page that cannot be made
    even without its boxes is an empty one.
    """
    pages = list(_pages(document))
    document._pages = PageList(document, pages)  # what its property `pages` keeps
    return len(pages)


def _pages(document: Any) -> Iterator[PdfPage]:
    for index, (number, attributes) in enumerate(PageList(document).page_objects):
        yield _page(document, number, dict(attributes), index)


def _page(document: Any, number: int, attributes: dict[str, Any], index: int) -> PdfPage:
    for dropped in range(len(DISPENSABLE) + 1):
        kept = {key: value for key, value in attributes.items() if key not in DISPENSABLE[:dropped]}
        try:
            return PdfPage(document, number, kept, None, index, document.space)
        except Exception:  # whatever a broken attribute provokes: the next attempt does without it
            continue
    return PdfPage(document, number, {}, None, index, document.space)
