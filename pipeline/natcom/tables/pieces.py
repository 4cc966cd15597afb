"""Lines cut into fragments at columns' boundaries, and fragments gathered into text rows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from natcom.model import BBox, Line

GAP_EMS = 0.9  # a blank this wide (in the font's size) parts two columns; justified text stays below it
NUMBER = re.compile(
    r"""[\s$€£¥(（\[+\-–—−‐▲△▼≈~～<>≤≥±]*
        (?:\d{1,3}(?:[,，]\d{3})+|\d{1,3}(?:\ \d{3})+|\d+)?(?:[.．]\d+)?(?:[eE][+-]?\d+)?
        [\s)）\]%％‰°*†‡§]*(?:[a-h]|[¹²³])?[*†‡)）]*$""",
    re.X,
)
KEY = re.compile(r"(?:NE|NO|NA|IE|C|FX)(?:\s*[,，/;\u3001]\s*(?:NE|NO|NA|IE|C|FX))*\s*[a-h*†]?$")
DASH = re.compile(r"[\-–—−‐‑―－…·.*xX]{1,4}$")
RANGE = re.compile(r"[\-–−]?\d[\d,.]*\s*[\-–—~～]\s*\d[\d,.]*\s*[%％]?$")


class Fragment(NamedTuple):
    """The characters [start, end) of a line, which stand in one column."""

    line: Line
    start: int
    end: int
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def center(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def bbox(self) -> BBox:
        return BBox(self.x0, self.top, self.x1, self.bottom)

    @property
    def size(self) -> float:
        return self.line.size


def fragment(line: Line, start: int, end: int) -> Fragment | None:
    """The characters [start, end) without blanks at their ends, or None where nothing is left."""
    text = line.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    return Fragment(line, start, end, line.x0s[start], line.x1s[end - 1], line.top, line.bottom)


def cut(line: Line, separators: Sequence[float]) -> list[Fragment]:
    """The line cut where one of the separators (x, sorted) passes it; a character belongs to the side of its middle."""
    inner = [x for x in separators if line.x0 < x < line.x1]
    if not inner:
        whole = fragment(line, 0, len(line.text))
        return [whole] if whole else []
    starts = [0]
    at = 0
    for i in range(len(line.text)):
        middle = (line.x0s[i] + line.x1s[i]) / 2
        while at < len(inner) and middle > inner[at]:
            at += 1
            if starts[-1] != i:
                starts.append(i)
    starts.append(len(line.text))
    pieces = (fragment(line, a, b) for a, b in itertools.pairwise(starts))
    return [piece for piece in pieces if piece]


def cut_at_gaps(piece: Fragment, gap_ems: float = GAP_EMS) -> list[Fragment]:
    """The fragment cut at blanks as wide as the gap between columns."""
    line = piece.line
    wide = gap_ems * line.size
    starts = [piece.start]
    last = line.x1s[piece.start]
    for i in range(piece.start + 1, piece.end):
        if line.text[i].isspace():
            continue
        if line.x0s[i] - last >= wide:
            starts.append(i)
        last = line.x1s[i]
    if len(starts) == 1:
        return [piece]
    starts.append(piece.end)
    parts = (fragment(line, a, b) for a, b in itertools.pairwise(starts))
    return [part for part in parts if part]


def is_number(text: str) -> bool:
    """Whether a cell's text is a number, a range, a dash or notation keys, with its marks and nothing else.

    >>> [is_number(t) for t in ("1,234.5", "(12)", "NO, NE", "-", "12.3a", "285,967*", "CO2", "")]
    [True, True, True, True, True, True, False, False]
    """
    text = text.strip()
    if not text or len(text) > 40:
        return False
    if DASH.match(text) or KEY.match(text) or RANGE.match(text):
        return True
    return any(c.isdigit() for c in text) and bool(NUMBER.match(text))


def is_year(text: str) -> bool:
    """Whether a cell's text is a year alone, with its mark, as in the head of a time series."""
    digits = text.strip().rstrip("*abcde†‡¹²³⁴⁵⁶⁷⁸⁹⁰ ")
    return len(digits) == 4 and digits.isdecimal() and 1850 <= int(digits) <= 2150


YEARS = re.compile(r"(?P<a>\d{4})\s*[-–—‒~～/\uff0d]\s*(?P<b>\d{4}|\d{2})\s*[*a-e†‡¹²³⁴⁵⁶⁷⁸⁹⁰]*$")  # 2021–2040, 2019/20


def is_period(text: str) -> bool:
    """Whether a cell's text is a year or a range of years alone, as in the head of a series.

    >>> [is_period(t) for t in ("1990", "2021–2040", "2019/20", "1,990", "12–15")]
    [True, True, True, False, False]
    """
    if is_year(text):
        return True
    match = YEARS.match(text.strip())
    return match is not None and is_year(match["a"]) and (len(match["b"]) == 2 or is_year(match["b"]))


class TextRow(NamedTuple):
    """Fragments on one baseline, from left to right."""

    top: float
    bottom: float
    fragments: tuple[Fragment, ...]

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def text_rows(fragments: Iterable[Fragment]) -> list[TextRow]:
    """The fragments by baseline from the top: those whose middles lie within a third of their height stand on one."""
    groups: list[list[Fragment]] = []
    for piece in sorted(fragments, key=lambda f: (f.middle, f.x0)):
        if groups:
            group = groups[-1]
            middle = sum(f.middle for f in group) / len(group)
            height = min(piece.bottom - piece.top, *(f.bottom - f.top for f in group))
            if piece.middle - middle <= max(0.34 * height, 1.5):
                group.append(piece)
                continue
        groups.append([piece])
    return [
        TextRow(min(f.top for f in g), max(f.bottom for f in g), tuple(sorted(g, key=lambda f: f.x0))) for g in groups
    ]
