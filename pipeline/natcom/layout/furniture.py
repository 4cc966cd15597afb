"""Page furniture: running headers and footers, printed page numbers, watermarks, line numbers in the margin."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from natcom.config.language import FurnitureWords
from natcom.layout.style import BodyStyle, same_size
from natcom.model import BlockKind, Line, Page

EDGE_SHARE = 0.13  # of the page's height: furniture stands in the outer strip above or below
SLOT_PT = 3.5  # lines whose tops differ by less stand in one slot; typesetters place furniture to the point
MIN_REPEATS = 3  # pages that must bear the same text in one slot; 2 in a report of at most SHORT pages
SHORT = 6
SLOT_SHARE = 0.3  # of the pages: a slot filled as often holds furniture whatever the text (chapter titles change)
MIN_LINE_NUMBERS = 8  # rows of a page that begin with ascending numbers at one x
TITLE_SIZE = 1.1  # of the body size: no running header that counts on (Chapter 1, Chapter 2) is as large
WATERMARK_SIZE = 2.5  # times the body size: turned text of this size is a stamp

LineKey = tuple[int, int]  # page number, index of the line on its page
Labels = Mapping[LineKey, BlockKind]


class _Edge(NamedTuple):
    """A line near the top or the bottom of its page."""

    key: LineKey
    line: Line
    bottom_edge: bool
    pattern: str


def find_furniture(
    pages: Sequence[Page], words: FurnitureWords, body: BodyStyle, known: Container[LineKey] = ()
) -> dict[LineKey, BlockKind]:
    """The kind of every line that is furniture; `known` are lines that are something else, such as margin numbers."""
    edges = [edge for page in pages for edge in _edges(page) if edge.key not in known]
    numbers = _page_numbers(edges, words, len(pages))
    repeated = _repeated(edges, len(pages), body)
    labels: dict[LineKey, BlockKind] = {}
    for edge in _in_slots(edges, repeated | numbers, len(pages)):
        labels[edge.key] = BlockKind.FOOTER if edge.bottom_edge else BlockKind.HEADER
    for edge in edges:
        if edge.key in numbers:
            labels[edge.key] = BlockKind.PAGE_NUMBER
        elif edge.key in repeated:
            labels[edge.key] = BlockKind.FOOTER if edge.bottom_edge else BlockKind.HEADER
    labels.update(_watermarks(pages, body))
    return labels


def _edges(page: Page) -> Iterator[_Edge]:
    for i, line in enumerate(page.lines):
        if line.turned:
            continue
        upper, lower = line.bottom <= EDGE_SHARE * page.height, line.top >= (1 - EDGE_SHARE) * page.height
        if upper or lower:
            yield _Edge((page.number, i), line, lower, re.sub(r"[\d\s]+", "#", line.text))


def _slots(edges: Sequence[_Edge]) -> Iterator[list[_Edge]]:
    """Edges at one height, over all pages."""
    for lower in (False, True):
        group: list[_Edge] = []
        for edge in sorted((e for e in edges if e.bottom_edge == lower), key=lambda e: e.line.top):
            if group and edge.line.top - group[-1].line.top > SLOT_PT:
                yield group
                group = []
            group.append(edge)
        if group:
            yield group


def _pages_of(edges: Sequence[_Edge]) -> int:
    return len({edge.key[0] for edge in edges})


def _repeated(edges: Sequence[_Edge], page_count: int, body: BodyStyle) -> set[LineKey]:
    """Lines that stand at one height on several pages, numbers aside: large ones with other numbers are titles."""
    needed = 2 if page_count <= SHORT else MIN_REPEATS
    found: set[LineKey] = set()
    for slot in _slots(edges):
        by_text: dict[str, list[_Edge]] = defaultdict(list)
        for edge in slot:
            if edge.pattern != "#":
                by_text[edge.pattern].append(edge)
        for same in by_text.values():
            large = [edge for edge in same if edge.line.size > TITLE_SIZE * body.size]
            if len({edge.line.text for edge in large}) == len(large) > 1:
                continue
            if _pages_of(same) >= needed:
                found |= {edge.key for edge in same}
    return found | _elsewhere(edges, found)


def _elsewhere(edges: Sequence[_Edge], found: set[LineKey]) -> set[LineKey]:
    """The running lines of pages that are turned or of another size: same words in the same type, at another height."""
    looks = {(edge.pattern, round(edge.line.size, 1)) for edge in edges if edge.key in found}
    return {edge.key for edge in edges if (edge.pattern, round(edge.line.size, 1)) in looks}


def printed_number(text: str, words: FurnitureWords) -> str | None:
    """The page number that the text is, without dashes and words around it; None where it is more than that."""
    for pattern in words.page_numbers:
        match = pattern.regex.fullmatch(text.strip())
        if match:
            return match.group("n")
    return None


def _page_numbers(edges: Sequence[_Edge], words: FurnitureWords, page_count: int) -> set[LineKey]:
    """Lines that are page numbers: by their form, in a slot that enough pages fill with them, outermost.

    A number elsewhere at an edge is one too where it counts on with the others: landscape and chapter pages differ.
    Where two numbers of a page count on (a footnote on each page), the one does that counts on over more pages.
    """
    found: set[LineKey] = set()
    steps: Counter[int] = Counter()
    by_page: dict[int, list[_Edge]] = defaultdict(list)
    for edge in edges:
        by_page[edge.key[0]].append(edge)
    like = [edge for edge in edges if printed_number(edge.line.text, words)]
    for slot in _slots(like):
        if _pages_of(slot) >= min(2, page_count) and (
            _pages_of(slot) >= 0.1 * page_count or _pages_of(slot) >= MIN_REPEATS
        ):
            for edge in slot:
                if _outermost(edge, by_page):
                    found.add(edge.key)
                    steps.update(_step(edge, words))
    usual = {step for step, n in steps.items() if n >= MIN_REPEATS}
    counting: set[LineKey] = set()
    for _, same in itertools.groupby(like, key=lambda edge: edge.key[0]):
        on_page = [edge for edge in same if usual & set(_step(edge, words)) and _outermost(edge, by_page)]
        most = max((steps[step] for edge in on_page for step in _step(edge, words)), default=0)
        counting |= {edge.key for edge in on_page if any(steps[step] == most for step in _step(edge, words))}
    sure = {number for number, _ in counting}  # a footnote's marker may stand in the same slot
    return counting | {key for key in found if key[0] not in sure and not _within_a_count(key[0], sure)}


def _within_a_count(page: int, sure: set[int]) -> bool:
    """Whether the pages before and after have numbers that count on: another number on this page is a note's mark."""
    return page - 1 in sure and page + 1 in sure


def _step(edge: _Edge, words: FurnitureWords) -> tuple[int, ...]:
    """By how much the page's printed number is behind its physical one; () where it is no plain number."""
    number = printed_number(edge.line.text, words)
    return (edge.key[0] - int(number),) if number and number.isdecimal() else ()


def _outermost(edge: _Edge, by_page: Mapping[int, Sequence[_Edge]]) -> bool:
    """Whether at most two lines of its page's edge stand further out."""
    beyond = [
        e
        for e in by_page[edge.key[0]]
        if e.bottom_edge == edge.bottom_edge
        and (e.line.top > edge.line.bottom if edge.bottom_edge else e.line.bottom < edge.line.top)
    ]
    return len(beyond) <= 2


def _in_slots(edges: Sequence[_Edge], known: set[LineKey], page_count: int) -> Iterator[_Edge]:
    """Other lines in slots that hold furniture on many pages: same height, same size."""
    for slot in _slots(edges):
        sure = [edge for edge in slot if edge.key in known]
        if not sure or _pages_of(sure) < max(2, SLOT_SHARE * page_count):
            continue
        looks = {(round(edge.line.size, 1), round(edge.line.top)) for edge in sure}
        for edge in slot:
            alike = any(same_size(edge.line.size, size) and abs(edge.line.top - top) <= SLOT_PT for size, top in looks)
            if alike and edge.key not in known:
                yield edge


def _watermarks(pages: Sequence[Page], body: BodyStyle) -> dict[LineKey, BlockKind]:
    """Turned or sloping text that is large, or that stands at one place on several pages."""
    places: dict[tuple[str, int, int], list[LineKey]] = defaultdict(list)
    labels: dict[LineKey, BlockKind] = {}
    for page in pages:
        for i, line in enumerate(page.lines):
            if not line.turned:
                continue
            places[line.text, round(line.x0 / 10), round(line.top / 10)].append((page.number, i))
            if line.size >= WATERMARK_SIZE * body.size:
                labels[page.number, i] = BlockKind.WATERMARK
    for keys in places.values():
        if len({number for number, _ in keys}) >= MIN_REPEATS:
            labels.update(dict.fromkeys(keys, BlockKind.WATERMARK))
    return labels


def without_line_numbers(page: Page) -> tuple[Page, frozenset[int]]:
    """The page with numbers counted in the margin cut off its lines, and the indexes of these numbers among its lines.

    Margin numbers ascend evenly (by 1, or by 5) down one x position left of all text.
    """
    heads = [
        (i, m)
        for i, line in enumerate(page.lines)
        if not line.turned and (m := re.match(r"(\d{1,4})(?=\s|$|\D)", line.text))
    ]
    by_x: dict[int, list[tuple[int, re.Match[str]]]] = defaultdict(list)
    for i, match in heads:
        by_x[round(page.lines[i].x1s[match.end() - 1] / 4)].append((i, match))
    for group in by_x.values():
        values = [int(m.group(1)) for _, m in group]
        steps = {b - a for a, b in itertools.pairwise(values)}
        if len(group) < MIN_LINE_NUMBERS or len(steps) != 1 or steps.pop() not in (1, 5):
            continue
        edge = max(page.lines[i].x1s[m.end() - 1] for i, m in group)
        others = [line.x0 for i, line in enumerate(page.lines) if all(i != j for j, _ in group) and not line.turned]
        rest = [_next_start(page.lines[i], m.end()) for i, m in group if m.end() < len(page.lines[i].text)]
        if min([*others, *rest, page.width]) > edge and (rest or others):
            return _cut(page, {i: m.end() for i, m in group})
    return page, frozenset()


def _next_start(line: Line, start: int) -> float:
    """Where the first character from `start` on begins that is no blank."""
    while line.text[start] == " ":
        start += 1
    return line.x0s[start]


def _cut(page: Page, ends: Mapping[int, int]) -> tuple[Page, frozenset[int]]:
    lines: list[Line] = []
    numbers: set[int] = set()
    for i, line in enumerate(page.lines):
        end = ends.get(i)
        if end is None:
            lines.append(line)
            continue
        numbers.add(len(lines))
        lines.append(line.part(0, end))
        if end < len(line.text):
            lines.append(line.part(end, len(line.text)))
    return replace(page, lines=tuple(lines)), frozenset(numbers)
