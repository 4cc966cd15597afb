"""Recognised characters to glyphs: places from the ink, size and baseline from its height, bold from its weight."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from natcom.ingest.content import ASCENT, DESCENT, RECOGNISED_FONT
from natcom.ingest.ocr.engine import SeenLine
from natcom.ingest.ocr.picture import Ink
from natcom.model import Glyph
from natcom.text.unicode import is_han

HAN_INK = 0.92  # of the em: the ink of a full Han character is this tall or wide
HAN_BELOW = 0.07  # of the em: its ink reaches this far below the baseline
CAPITAL = 0.69  # of the em: capitals and figures are this tall
FULL_HAN = 0.8  # of the tallest in its line: a flatter Han character (one stroke) tells no size
WORD_SPACE = 0.22  # of the size: more white between the ink of two characters parts words
ONE_SPACE = 0.06  # of the size: a 1 has as wide a place as other figures, so it has more white on each side
RAISED, RAISED_TOP = 0.25, 0.6  # of the size: a raised figure's foot and head are at least this far above the baseline
SMALL_FIGURE = 0.78  # of the size; old-style figures are as small, but stay on the line
HEAVY = 1.28  # of the page's usual weight of ink: bold (measured 1.35 to 1.7; ordinary text within 1.15)
SAME_SIZE = 0.07  # sizes that differ by no more are one
EDGE = 0.25  # of a line's band: ink within this of its edge, apart from the rest, belongs to the next line
SAME_ROW = 0.4  # of the size: baselines of texts on one row differ by less
DOT_RISE, DOT_FALL, DOT_WIDTH, MIN_DOTS = 0.55, 0.15, 0.35, 3  # of the size: where the dots of a leader are
STROKE_LIKE = "|\uff5c\u4e28\ufe31"  # what a ruled line is read as


class Mark(NamedTuple):
    """A character with the box of its ink in pixels, and how much of that box is inked."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    weight: float


class MeasuredLine(NamedTuple):
    """A line's characters with its size, baseline and weight of ink, all in pixels."""

    marks: tuple[Mark, ...]
    size: float
    base: float
    weight: float
    han: bool


def measured(line: SeenLine, ink: Ink) -> MeasuredLine | None:
    """The line's characters where their ink is; None where there is no ink but that of ruled lines."""
    top, bottom = max(0, int(line.top) - 1), min(ink.shape[0], int(line.bottom) + 2)
    marks = [mark for mark in _marks(line, ink, top, bottom) if mark is not None]
    if not marks:
        return None
    han = [mark for mark in marks if is_han(mark.text[0])]
    tallest = max((max(m.bottom - m.top, m.x1 - m.x0) for m in han), default=0.0)
    full = [m for m in han if m.bottom - m.top >= FULL_HAN * tallest]
    capitals = [m for m in marks if m.text.isascii() and (m.text.isdigit() or m.text.isupper())]
    if full and len(full) * 4 >= len(capitals):
        size = float(np.median([max(m.bottom - m.top, m.x1 - m.x0) for m in full])) / HAN_INK
        base = float(np.median([m.bottom for m in full])) - HAN_BELOW * size
    elif capitals:
        size = float(np.median([m.bottom - m.top for m in capitals])) / CAPITAL
        base = float(np.median([m.bottom for m in capitals]))
    else:
        size = max(m.bottom for m in marks) - min(m.top for m in marks)
        base = float(np.median([m.bottom for m in marks]))
    if size <= 0:
        return None
    weighed = [m.weight for m in (full or marks)]
    return MeasuredLine(tuple(marks), size, base, float(np.median(weighed)), bool(full))


def _marks(line: SeenLine, ink: Ink, top: int, bottom: int) -> list[Mark | None]:
    """Each character with the ink between the white on both its sides; None for a ruled line read as a character."""
    cut = _boundaries(line, ink, top, bottom)
    marks: list[Mark | None] = []
    for character, (start, end) in zip(line.characters, cut, strict=True):
        part = ink[top:bottom, start:end]
        columns, rows = np.flatnonzero(part.any(axis=0)), _own_rows(part)
        if not len(columns):
            stroke = character.text in STROKE_LIKE
            x0, x1 = character.x0, character.x1
            marks.append(None if stroke else Mark(character.text, x0, x1, float(top), float(bottom), 0.0))
            continue
        x0, x1 = start + columns[0], start + columns[-1] + 1
        y0, y1 = top + rows[0], top + rows[-1] + 1
        weight = float(part.sum()) / ((x1 - x0) * (y1 - y0))
        marks.append(Mark(character.text, float(x0), float(x1), float(y0), float(y1), weight))
    return marks


def _own_rows(part: Ink) -> npt.NDArray[Any]:
    """The rows of the character's ink, without what reaches in from the line above or below."""
    rows = np.flatnonzero(part.any(axis=1))
    if not len(rows):
        return rows
    groups = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    last, edge = part.shape[0] - 1, EDGE * part.shape[0]
    own = [g for g in groups if not ((g[0] == 0 and g[-1] < edge) or (g[-1] == last and g[0] > last - edge))]
    return np.concatenate(own) if own else rows


def leaders(lines: Sequence[MeasuredLine], ink: Ink) -> tuple[MeasuredLine, ...]:
    """The dots between two texts on one row, which recognition reads in part: a contents page's entry and its page."""
    ordered = sorted(lines, key=lambda line: line.marks[0].x0)
    found = []
    for left in ordered:
        right = next(
            (
                o
                for o in ordered
                if o.marks[0].x0 > left.marks[-1].x1 and abs(o.base - left.base) < SAME_ROW * left.size
            ),
            None,
        )
        if right is None:
            continue
        start, end = int(left.marks[-1].x1) + 1, int(right.marks[0].x0) - 1
        top, bottom = max(0, int(left.base - DOT_RISE * left.size)), int(left.base + DOT_FALL * left.size)
        filled = ink[top:bottom, start:end].any(axis=0) if end > start else np.zeros(0, dtype=np.bool_)
        columns = np.flatnonzero(filled)
        if not len(columns):
            continue
        dots = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1)
        widest = max(len(dot) for dot in dots)
        if len(dots) < MIN_DOTS or widest > DOT_WIDTH * left.size:
            continue
        marks = tuple(
            Mark(".", float(start + d[0]), float(start + d[-1] + 1), float(top), float(bottom), 0.0) for d in dots
        )
        found.append(MeasuredLine(marks, left.size, left.base, 0.0, left.han))
    return tuple(found)


def _boundaries(line: SeenLine, ink: Ink, top: int, bottom: int) -> list[tuple[int, int]]:
    """Pixel columns [start, end) of each character: the middle of the widest white between two characters' middles."""
    filled = np.asarray(ink[top:bottom].any(axis=0))
    middles = [(c.x0 + c.x1) / 2 for c in line.characters]
    first, last = line.characters[0], line.characters[-1]
    cuts = [max(0, int(first.x0 - (first.x1 - first.x0) / 2))]
    for left, right in pairwise(middles):
        cuts.append(_whitest(filled, int(left), max(int(left) + 1, int(right))))
    cuts.append(min(len(filled), int(last.x1 + (last.x1 - last.x0) / 2) + 1))
    return [(a, max(a + 1, b)) for a, b in pairwise(cuts)]


def _whitest(filled: npt.NDArray[Any], start: int, end: int) -> int:
    best, best_length, run = (start + end) // 2, 0, 0
    for x in range(start, min(end, len(filled))):
        run = 0 if filled[x] else run + 1
        if run > best_length:
            best, best_length = x - run // 2, run
    return best


def page_glyphs(lines: Sequence[MeasuredLine], scale: float) -> tuple[Glyph, ...]:
    """The glyphs of all lines in points; sizes that nearly agree are one size, heavy lines are bold."""
    sizes = _agreed([line.size / scale for line in lines], [len(line.marks) for line in lines])
    usual = {han: _usual_weight([line for line in lines if line.han is han]) for han in (True, False)}
    glyphs: list[Glyph] = []
    for line, size in zip(lines, sizes, strict=True):
        bold = 0 < usual[line.han] * HEAVY < line.weight
        glyphs += _line_glyphs(line, size, scale, bold)
    return tuple(glyphs)


def _usual_weight(lines: Sequence[MeasuredLine]) -> float:
    """The weight of ink of the middle character."""
    each = [line.weight for line in lines for _ in line.marks]
    return float(np.median(each)) if each else 0.0


def _agreed(sizes: Sequence[float], counts: Sequence[int]) -> list[float]:
    """Each size as the weighted mean, to half a point, of those near it."""
    order = sorted(range(len(sizes)), key=lambda i: sizes[i])
    result, group = list(sizes), [order[0]] if order else []
    for i in [*order[1:], -1]:
        if i >= 0 and sizes[i] <= sizes[group[0]] * (1 + 2 * SAME_SIZE):
            group.append(i)
            continue
        total = sum(counts[j] for j in group)
        mean = sum(sizes[j] * counts[j] for j in group) / max(1, total)
        for j in group:
            result[j] = round(2 * mean) / 2 or 0.5
        group = [i]
    return result


def _line_glyphs(line: MeasuredLine, size: float, scale: float, bold: bool) -> list[Glyph]:
    base, pixels = line.base / scale, line.size
    glyphs: list[Glyph] = []
    spans = _advances(line)
    for mark, (x0, x1) in zip(line.marks, spans, strict=True):
        own, foot = size, base
        if mark.text.isascii() and mark.text.isdigit() and mark.weight:
            height = (mark.bottom - mark.top) / CAPITAL
            foot_above, top_above = (line.base - mark.bottom) / pixels, (line.base - mark.top) / pixels
            if height < SMALL_FIGURE * pixels and foot_above > RAISED and top_above > RAISED_TOP:
                own, foot = round(2 * height / scale) / 2 or 0.5, mark.bottom / scale
        box = (x0 / scale, foot - ASCENT * own, x1 / scale, foot + DESCENT * own)
        glyphs.append(Glyph(mark.text, *box, RECOGNISED_FONT, own, 0, 0, bold))
    return glyphs


def _advances(line: MeasuredLine) -> list[tuple[float, float]]:
    """From where to where each character reaches: up to its neighbour, unless white that parts words is between."""
    spans = [[mark.x0, mark.x1] for mark in line.marks]
    for i, (a, b) in enumerate(pairwise(line.marks)):
        ones = (a.text == "1") + (b.text == "1") if a.text.isdigit() and b.text.isdigit() else 0
        if b.x0 - a.x1 <= (WORD_SPACE + ONE_SPACE * ones) * line.size:
            middle = (a.x1 + b.x0) / 2
            spans[i][1] = spans[i + 1][0] = middle
    return [(x0, max(x0, x1)) for x0, x1 in spans]
