"""The pages of one file that are read from their pictures."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from natcom.errors import UnreadablePdf
from natcom.ingest.lines import page_lines
from natcom.ingest.ocr.page import DPI, RecognisedPage, recognise_page
from natcom.ingest.pictures import opened, render
from natcom.model import Page, PageFault, TextFrom

MOST_AT_ONCE = 4  # each holds models and pictures of some 250 MB
SAMPLE = 2  # pages that are recognised to judge a layer: the two with most text
MIN_ALIKE = 0.9  # of the pairs of neighbouring characters; one wrong character in twenty costs a tenth of the pairs


def recognise_pages(path: Path, pages: Sequence[Page], password: str, jobs: int) -> Iterator[Page]:
    """Each of the pages as its picture shows it, in order, up to `jobs` at a time; pictures are drawn one ahead.

    A page whose picture cannot be drawn stays as it is.
    """
    jobs = min(jobs, MOST_AT_ONCE)
    at_work: deque[tuple[Page, Future[RecognisedPage] | None]] = deque()
    with ThreadPoolExecutor(max_workers=jobs) as pool, opened(path, password) as document:
        for page in pages:
            try:
                picture, scale = render(document, page.file_page, DPI)
                work = pool.submit(recognise_page, np.asarray(picture), scale)
            except UnreadablePdf:
                at_work.append((page, None))
            else:
                at_work.append((page, work))
            if len(at_work) > jobs:
                yield _finished(*at_work.popleft())
        while at_work:
            yield _finished(*at_work.popleft())


def lying_pages(path: Path, pages: Sequence[Page], password: str, jobs: int) -> frozenset[int]:
    """The numbers of the pages whose text layer is not what their pictures show, told from a sample of them.

    All of them, or none: one program made the layer of a whole file.
    """
    full = sorted(pages, key=lambda page: -sum(len(line.text) for line in page.lines))[:SAMPLE]
    if not full:
        return frozenset()
    alike = [
        likeness(layer, seen)
        for layer, seen in zip(full, recognise_pages(path, full, password, jobs), strict=True)
        if seen.text_from is TextFrom.OCR
    ]
    if alike and sum(alike) / len(alike) < MIN_ALIKE:
        return frozenset(page.number for page in pages)
    return frozenset()


def likeness(a: Page, b: Page) -> float:
    """The share of the pairs of neighbouring letters and figures that two readings of a page have in common.

    Whichever comes first of two columns or cells, the pairs are the same; blanks and punctuation are recognised in
    other forms and do not count.
    """
    first, second = _pairs(a), _pairs(b)
    most = max(first.total(), second.total())
    return (first & second).total() / most if most else 1.0


def _pairs(page: Page) -> Counter[tuple[str, str]]:
    lines = ("".join(c for c in line.text if c.isalnum()) for line in page.lines)
    return Counter(pair for line in lines for pair in pairwise(line))


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
