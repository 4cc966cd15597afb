"""What became of the pages themselves: those not read, those read from their pictures, text that nobody can see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from natcom.checks.base import Side, finding
from natcom.config import Config
from natcom.records import Extraction, Finding, PageRecord

LOST = {"damaged": "page-damaged", "too slow": "page-limits", "too large": "page-limits"}
DOUBTFUL = 0.9  # mean confidence of a page's recognised characters; clean scans have 0.97 and more


def check_pages(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """A finding for each page that was not read, one for all that were recognised, and one for the language."""
    for page in extraction.pages:
        rule = LOST.get(page.fault or "")
        if rule:
            yield finding(extraction, config, rule, [_side(page)], page=page.page)
        if page.confidence is not None and page.confidence < DOUBTFUL:
            share = f"{page.confidence:.2f}"
            yield finding(extraction, config, "page-doubtful", [_side(page)], page=page.page, found=share)
    scans = [page for page in extraction.pages if page.fault and page.fault not in LOST]
    yield from _group(extraction, config, "page-recognised", [page for page in scans if page.text_from == "ocr"])
    yield from _group(extraction, config, "page-unrecognised", [page for page in scans if page.text_from != "ocr"])
    yield from _hidden(extraction, config)
    yield from _language(extraction, config)


def _side(page: PageRecord) -> Side:
    return Side("", page.page, page.page_label)


def _group(extraction: Extraction, config: Config, rule: str, pages: Sequence[PageRecord]) -> Iterator[Finding]:
    if pages:
        why = ", ".join(sorted({page.fault or "" for page in pages}))
        numbers = page_spans(page.page for page in pages)
        yield finding(extraction, config, rule, [_side(pages[0])], count=len(pages), pages=numbers, why=why)


def _hidden(extraction: Extraction, config: Config) -> Iterator[Finding]:
    pages = [page for page in extraction.pages if page.hidden_characters]
    if pages:
        count = sum(page.hidden_characters for page in pages)
        numbers = page_spans(page.page for page in pages)
        yield finding(extraction, config, "text-hidden", [_side(pages[0])], count=count, pages=numbers)


def _language(extraction: Extraction, config: Config) -> Iterator[Finding]:
    found = extraction.document.language_detected
    if found and not config.knows(found) and extraction.pages:
        names = {"language": config.detection.name(found), "used": config.detection.name(extraction.document.language)}
        yield finding(extraction, config, "language-unread", [_side(extraction.pages[0])], **names)


def page_spans(pages: Iterable[int]) -> str:
    """Page numbers as people write them.

    >>> page_spans([1, 2, 3, 7, 9, 10])
    '1-3, 7, 9-10'
    """
    spans = []
    for _, run in groupby(enumerate(sorted(pages)), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        spans.append(f"{numbers[0]}-{numbers[-1]}" if len(numbers) > 1 else str(numbers[0]))
    return ", ".join(spans)
