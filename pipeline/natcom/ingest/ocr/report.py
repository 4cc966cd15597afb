"""The pages of one file that are read from their pictures."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz

from natcom.errors import UnreadablePdf
from natcom.ingest.lines import page_lines
from natcom.ingest.ocr.page import DPI, RecognisedPage, recognise_page
from natcom.ingest.pictures import opened, render
from natcom.model import Page, PageFault, TextFrom

SAMPLE = 2  # pages that are recognised to judge a layer: the two with most text
MIN_ALIKE = 94.0  # of 100: a good layer and PP-OCR agree to 97 and more, a poor one (2 % of characters wrong) to 90


def recognise_pages(path: Path, pages: Sequence[Page], password: str, pool: ThreadPoolExecutor) -> Iterator[Page]:
    """Each of the pages as its picture shows it, in order. Pictures are drawn one ahead of those at work.

    A page whose picture cannot be drawn stays as it is.
    """
    at_work: deque[tuple[Page, Future[RecognisedPage] | None]] = deque()
    with opened(path, password) as document:
        for page in pages:
            try:
                picture, scale = render(document, page.file_page, DPI)
                work = pool.submit(recognise_page, np.asarray(picture), scale)
            except UnreadablePdf:
                at_work.append((page, None))
            else:
                at_work.append((page, work))
            if len(at_work) > pool._max_workers:
                yield _finished(*at_work.popleft())
        while at_work:
            yield _finished(*at_work.popleft())


def lying_pages(path: Path, pages: Sequence[Page], password: str, pool: ThreadPoolExecutor) -> frozenset[int]:
    """The numbers of the pages whose text layer is not what their pictures show, told from a sample of them.

    All of them, or none: one program made the layer of a whole file.
    """
    full = sorted(pages, key=lambda page: -sum(len(line.text) for line in page.lines))[:SAMPLE]
    if not full:
        return frozenset()
    alike = [
        fuzz.ratio(_characters(layer), _characters(seen))
        for layer, seen in zip(full, recognise_pages(path, full, password, pool), strict=True)
        if seen.text_from is TextFrom.OCR
    ]
    if alike and sum(alike) / len(alike) < MIN_ALIKE:
        return frozenset(page.number for page in pages)
    return frozenset()


def _characters(page: Page) -> str:
    """The letters and figures of the page in reading order; blanks and punctuation are recognised in other forms."""
    return "".join(c for line in page.lines for c in line.text if c.isalnum())


def _finished(page: Page, work: Future[RecognisedPage] | None) -> Page:
    if work is None:
        return page
    found = work.result()
    lines, gutters = page_lines(found.content)
    return replace(
        page,
        width=found.content.width,
        height=found.content.height,
        lines=lines,
        rulings=found.content.rulings,
        shades=found.content.shades,
        pictures=found.content.pictures,
        gutters=gutters,
        turn=0,
        kind="body",
        text_from=TextFrom.OCR if lines else TextFrom.NOTHING,
        fault=page.fault or PageFault.NO_TEXT,
        confidence=round(found.confidence, 3) if lines else None,
        skew=found.skew,
    )
