"""What the report's own contents pages and lists of figures and tables say that it holds, and on which pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from natcom.config.language import LanguageConfig
from natcom.identity import Ids
from natcom.layout.captions import announcement
from natcom.layout.enumerators import find_mark
from natcom.layout.style import LEADER
from natcom.model import Block, BlockKind, Document, Line
from natcom.records import Box, ContentsEntry
from natcom.text.joining import join_texts
from natcom.text.squeeze import squeeze

Kind = Literal["section", "figure", "table"]

# A page's number as lists print it: 12, iv, 3-14, A-2, R.1. It stands behind leaders or a gap, so it may be short.
PAGE_LABEL = re.compile(r"(?:[^\W\d_]{1,3}\s*[-\u2013.]\s*)?(?:\d{1,3}\s*[-\u2013.]\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,7})")
BY_CHAPTER = re.compile(r"(?<=[^\d\s.,-])\s*\d{1,2}[-\u2013]\d{1,3}\s*$")
SHORT_LEADER = " .\u2026\u22ef\u00b7\u2027"  # what a long title leaves room for
HAS_WORD = re.compile(r"[^\W\d_]{3}")
MIN_ROWS = 4  # in each of two columns, that they are believed
FEW = 0.05  # of all lines: titles of the page stand across both columns
TITLE_EDGES = " :\uff1a\u3000."  # between a caption's number and its text
SAME_ROW = 0.5  # lines whose middles differ by less than this share of their height stand in one row


class _Row(NamedTuple):
    """A row of a list: its text before the page number, that number where it has one, and its lines."""

    text: str
    target: str | None
    lines: tuple[Line, ...]
    page: int


def extract_contents(document: Document, words: LanguageConfig) -> tuple[ContentsEntry, ...]:
    """The entries in reading order; an entry over several rows is joined, and ends with the row that has its page."""
    entries: list[ContentsEntry] = []
    ids = Ids(document.id)
    for rows in _entries(document, words):
        text = join_texts(row.text for row in rows).strip()
        if not text or squeeze(text).casefold() in _titles(words):
            continue
        kind, label, number, title = _parts(text, words)
        entries.append(
            ContentsEntry(
                entry_id=ids.make("entry", kind, label, title),
                kind=kind,
                label=label,
                number=number,
                title=title,
                target_label=rows[-1].target,
                page=rows[0].page,
                page_label=document.page(rows[0].page).label,
                boxes=_boxes(document, rows),
            )
        )
    return tuple(entries)


def _titles(words: LanguageConfig) -> set[str]:
    """The titles of contents pages and lists, which are no entries, as they are compared."""
    return {squeeze(title).casefold() for title in words.furniture.contents}


def _entries(document: Document, words: LanguageConfig) -> Iterator[list[_Row]]:
    titles = _titles(words)
    pending: list[_Row] = []
    for row in _rows(block for block in document.blocks if block.kind is BlockKind.CONTENTS and block.page):
        if squeeze(row.text).casefold() in titles and row.target is None:
            if pending:
                yield pending
            pending = []
            continue
        announced = announcement(row.text, words) and pending and not announcement(pending[0].text, words)
        if pending and (announced or _begins_anew(pending[0].text, row.text, words)):
            yield pending
            pending = []
        pending.append(row)
        if row.target is not None:
            yield pending
            pending = []
    if pending:
        yield pending


def _begins_anew(first: str, text: str, words: LanguageConfig) -> bool:
    """Whether both texts begin with an enumerator, the first with a title behind it: the second is an entry of its own.

    An entry whose page number was left out would else run on into the next.
    """
    before, mark = find_mark(first, words.outline), find_mark(text, words.outline)
    return before is not None and mark is not None and any(c.isalpha() for c in first[before.end :])


def _rows(blocks: Iterator[Block]) -> Iterator[_Row]:
    for block in blocks:
        for column in _columns(block.lines):
            row: list[Line] = []
            for line in column:
                if row and not _beside(row[0], line):
                    yield _row(row, block.page)
                    row = []
                row.append(line)
            if row:
                yield _row(row, block.page)


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a list set in two columns, column by column; of any other, all of them.

    There are two where titles begin right of a page number's column in several rows and no line crosses between.
    """
    starts = sorted({round(line.x0) for line in lines if HAS_WORD.search(line.text)})
    for start in starts:
        left = [line for line in lines if line.x1 < start]
        right = [line for line in lines if line.x0 >= start - 1]
        numbers = sum(_ends_in_label(line) for line in left)
        titles = sum(bool(HAS_WORD.search(line.text)) for line in right)
        across = [line for line in lines if line.x0 < start - 1 and line.x1 >= start]
        if numbers >= MIN_ROWS and titles >= MIN_ROWS and len(across) <= len(lines) * FEW:
            return [[*across, *left], right]
    return [list(lines)]


def _ends_in_label(line: Line) -> bool:
    words = line.text.split()
    return bool(words) and PAGE_LABEL.fullmatch(words[-1]) is not None


def _beside(a: Line, b: Line) -> bool:
    height = min(a.bottom - a.top, b.bottom - b.top)
    return abs((a.top + a.bottom) - (b.top + b.bottom)) / 2 < SAME_ROW * height


def _row(lines: Sequence[Line], page: int) -> _Row:
    ordered = sorted(lines, key=lambda line: line.x0)
    last = ordered[-1]
    leaders = list(LEADER.finditer(last.text))
    if leaders:
        rest, label = last.text[: leaders[0].start()], last.text[leaders[-1].end() :].strip()
    elif len(ordered) > 1:
        rest, label = "", last.text.strip()
    else:
        rest, label = _split_at_blank(last.text)
    if not PAGE_LABEL.fullmatch(label):
        rest, label = last.text if not leaders else f"{rest} {label}", ""
    rest = rest.rstrip(SHORT_LEADER)
    text = " ".join(part for part in (*(LEADER.sub(" ", line.text) for line in ordered[:-1]), rest) if part.strip())
    return _Row(text.strip(), squeeze(label) or None, tuple(ordered), page)


def _split_at_blank(text: str) -> tuple[str, str]:
    """A row without leaders (its title fills it): its last word where that is a number, plain or by chapter."""
    by_chapter = BY_CHAPTER.search(text)
    if by_chapter:
        return text[: by_chapter.start()], by_chapter.group().strip()
    head, _, tail = text.rstrip().rpartition(" ")
    return (head, tail) if head and tail.isdecimal() and not head.rstrip()[-1:].isdecimal() else (text, "")


def _parts(text: str, words: LanguageConfig) -> tuple[Kind, str, str | None, str]:
    """Kind, label as printed, number (of figures and tables), and title of an entry."""
    told = announcement(text, words)
    kinds: dict[Kind, re.Pattern[str]] = {"figure": words.captions.figure.regex, "table": words.captions.table.regex}
    for kind, pattern in kinds.items():
        match = pattern.match(text)
        if match and told is not None and told.target == kind:
            return kind, match.group().strip(), squeeze(match.group("n")), text[match.end() :].strip(TITLE_EDGES)
    mark = find_mark(text, words.outline)
    if mark is None:
        return "section", "", None, text
    return "section", mark.label, None, text[mark.end :].strip().removesuffix(words.outline.title_end)


def _boxes(document: Document, rows: Sequence[_Row]) -> tuple[Box, ...]:
    return tuple(
        Box(page=row.page, bbox=tuple(round(side, 2) for side in document.page(row.page).displayed(line.bbox)))
        for row in rows
        for line in row.lines
    )
