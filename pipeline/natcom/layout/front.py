"""What stands before and beside the text: covers, contents pages, lists of figures and tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from natcom.config.language import LanguageConfig
from natcom.layout.enumerators import find_mark
from natcom.layout.furniture import LineKey
from natcom.layout.style import LEADER, BodyStyle
from natcom.model import BlockKind, Line, Page

ENTRY_END = re.compile(r"(?:[\divxlcIVXLC]+(?:\s*[-\u2013.]\s*\d+)?|(?<![A-Za-z])[A-Z]{1,3}[-.]?\d{1,3})\s*$")
MAX_COVER_LINES = 30
COVER_PAGES = 3  # a cover, its inside, a title page
OPENING_LINES = 3  # a chapter's number and its title on a page of their own
LOOSE_ROWS = 6  # rows of one entry over several lines, cut by the page's end
TEXT_WIDTH = 10  # of the body's size: a line of running text is wider, also in three columns; an imprint is not
MIN_ENTRIES = 3  # lines with a page number at their end that make a list without leaders a contents page


def find_contents(pages: Sequence[Page], words: LanguageConfig, taken: set[LineKey]) -> dict[LineKey, BlockKind]:
    """The lines of contents pages: from a title of such a page, or a first entry with leaders, to the last entry."""
    titles = {re.sub(r"\s", "", title).casefold() for title in words.furniture.contents}
    labels: dict[LineKey, BlockKind] = {}
    lists: list[_List] = []
    for page in pages:
        rows = [(i, line) for i, line in enumerate(page.lines) if (page.number, i) not in taken]
        found = _list_on(rows, titles, bool(lists) and lists[-1].number == page.number - 1)
        if found is not None:
            lists.append(_List(page.number, rows, *found))
    for n, entries in enumerate(lists):
        follows = (
            n > 0
            and lists[n - 1].number == entries.number - 1
            and lists[n - 1].last >= len(lists[n - 1].rows) - LOOSE_ROWS
        )
        goes_on = n + 1 < len(lists) and lists[n + 1].number == entries.number + 1 and lists[n + 1].first <= LOOSE_ROWS
        first = 0 if follows and entries.first <= LOOSE_ROWS else entries.first
        last = len(entries.rows) - 1 if goes_on and entries.last >= len(entries.rows) - LOOSE_ROWS else entries.last
        for i, _ in entries.rows[first : last + 1]:
            labels[entries.number, i] = BlockKind.CONTENTS
    return labels


class _List(NamedTuple):
    """The entries on a page: its free rows, and the first and last of them that belong to the list."""

    number: int
    rows: list[tuple[int, Line]]
    first: int
    last: int


def _list_on(rows: Sequence[tuple[int, Line]], titles: set[str], goes_on: bool) -> tuple[int, int] | None:
    """The first and last row of the list on a page, or None where there is none."""
    entries = [n for n, (_, line) in enumerate(rows) if _is_entry(line, rows)]
    heads = [n for n, (_, line) in enumerate(rows) if re.sub(r"\s", "", line.text).casefold() in titles]
    leaders = [n for n, (_, line) in enumerate(rows) if LEADER.search(line.text)]
    enough = bool(leaders) or len(entries) >= max(MIN_ENTRIES, len(rows) // 4)
    if len(leaders) < MIN_ENTRIES and not ((heads or goes_on) and enough):
        return None
    strong = leaders or entries
    return min([*heads, *strong]), max([*strong, *[n for n in entries if n - max(strong) <= 2]])


def _is_entry(line: Line, rows: Sequence[tuple[int, Line]]) -> bool:
    """Whether the line ends in a page number set apart: behind leaders, or alone at the right end of its row."""
    if not ENTRY_END.search(line.text):
        return False
    if LEADER.search(line.text):
        return True
    alone = ENTRY_END.fullmatch(line.text) is not None
    return alone and any(abs(o.bottom - line.bottom) < 2 and o.x1 < line.x0 for _, o in rows)


def find_covers(pages: Sequence[Page], words: LanguageConfig, body: BodyStyle, taken: set[LineKey]) -> set[int]:
    """The numbers of the pages before the text that are covers: few lines, none of them running text."""
    covers: set[int] = set()
    for page in pages[:COVER_PAGES]:
        lines = [line for i, line in enumerate(page.lines) if (page.number, i) not in taken and not line.turned]
        if any((page.number, i) in taken for i in range(len(page.lines))) and not lines:
            continue
        if not lines:
            if page.kind != "unread":
                covers.add(page.number)
            continue
        if len(pages) == 1 or len(lines) > MAX_COVER_LINES or _has_running_text(lines, words, body):
            break
        if page.number == 1 or all(n in covers for n in range(1, page.number)):
            if max(line.size for line in lines) < 1.2 * body.size or _opens_report(lines, words):
                break
            covers.add(page.number)
    return covers


def _opens_report(lines: Sequence[Line], words: LanguageConfig) -> bool:
    """Whether the page opens a chapter: its largest line has an enumerator, or there is but one and a title."""
    largest = max(lines, key=lambda line: line.size)
    mark = find_mark(largest.text, words.outline)
    if mark is not None and any(c.isalpha() for c in largest.text[mark.end :]):
        return True
    label = find_mark(lines[0].text, words.outline)
    return 1 < len(lines) <= OPENING_LINES and label is not None and label.end >= len(lines[0].text)


def _has_running_text(lines: Sequence[Line], words: LanguageConfig, body: BodyStyle) -> bool:
    """Whether two lines of one width follow each other at body size, or one ends a sentence: no cover has that."""
    ends = words.outline.sentence_ends
    small = [line for line in lines if line.size <= 1.1 * body.size]
    for a, b in itertools.pairwise(small):
        close = 0 < b.bottom - a.bottom < 2.2 * body.size
        wide = min(a.x1 - a.x0, b.x1 - b.x0) >= TEXT_WIDTH * body.size
        level = abs(a.x1 - b.x1) < 2 * body.size and abs(a.x0 - b.x0) < 4 * body.size
        if close and wide and level and len(a.text) >= 15:
            return True
    return any(line.text[-1] in ends and len(line.text) > 12 for line in small)
