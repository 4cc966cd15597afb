"""Heads of several levels where no rule parts them: which lines make a level, which columns a head stands over."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from natcom.grid.fragments import Fragment, TextRow, is_number, is_year, text_rows
from natcom.grid.strokes import Stroke
from natcom.model import BBox

FULL_SHARE = 0.85  # of the table's width: a rule over the whole of it
MAX_LINES = 8  # of text in a head
OFF_CENTRE_EMS = 1.1  # the middle of a head over several columns lies no farther from theirs


class HeadPlace(NamedTuple):
    """A head's fragment and the columns [col, col + span) it stands over."""

    piece: Fragment
    col: int
    span: int


def is_head_text(text: str) -> bool:
    """Whether a fragment may stand in a head: words, or a year."""
    return is_year(text) or not (is_number(text) and any(c.isdigit() for c in text))


def place_heads(lines: Sequence[TextRow], xs: Sequence[float], cores: Sequence[tuple[float, float]]) -> list[HeadPlace]:
    """The columns of the fragments of head lines; `cores` are the x extents of the columns' text, `xs` their bounds.

    A line with one fragment a column is read off in order; else a fragment stands over the column it overlaps most, or
    over those that have heads below it and whose middle is its own.
    """
    n = len(xs) - 1
    placed: list[HeadPlace] = []
    for line in lines:
        pieces = list(line.fragments)
        if len(pieces) == n:
            placed += [HeadPlace(piece, col, 1) for col, piece in enumerate(pieces)]
            continue
        placed += [HeadPlace(piece, _column(piece, xs, cores, placed), 1) for piece in pieces]
    placed = _apart(placed, n)
    return [_over(place, placed, xs) for place in placed]


def _column(
    piece: Fragment, xs: Sequence[float], cores: Sequence[tuple[float, float]], above: Sequence[HeadPlace]
) -> int:
    """The column whose head or body text the fragment overlaps most, else the one its middle lies in."""

    def common(low: float, high: float) -> float:
        return min(high, piece.x1) - max(low, piece.x0)

    best: tuple[float, int] = (0.5, -1)
    for col, (low, high) in enumerate(cores):
        best = max(best, (common(low, high), -col - 2)) if common(low, high) > best[0] else best
    for place in above:
        overlap = common(place.piece.x0, place.piece.x1)
        if overlap > best[0]:
            best = (overlap, -place.col - 2)
    if best[1] != -1:
        return -best[1] - 2
    return max(0, min(len(xs) - 2, sum(x <= piece.center for x in xs) - 1))


def _apart(placed: list[HeadPlace], n: int) -> list[HeadPlace]:
    """Fragments side by side on one line in columns of their own: the later of two in one column moves on."""
    result: list[HeadPlace] = []
    for current in placed:
        place = current
        last = result[-1] if result else None
        if (
            last
            and abs(last.piece.middle - place.piece.middle) < 2
            and place.piece.x0 > last.piece.x1
            and place.col <= last.col
        ):
            place = place._replace(col=min(n - 1, last.col + 1))
        result.append(place)
    return result


def _over(place: HeadPlace, placed: Sequence[HeadPlace], xs: Sequence[float]) -> HeadPlace:
    """The place widened over the columns that it heads."""
    piece, n = place.piece, len(xs) - 1
    below: dict[int, Fragment] = {}
    for other in placed:
        if other.piece.top >= piece.bottom - 0.3 * (piece.bottom - piece.top) and other.col not in below:
            below[other.col] = other.piece
    beside = sorted(o.col for o in placed if o is not place and abs(o.piece.middle - piece.middle) < 2)
    lows = [max((o.piece.middle for o in placed if o.col == c), default=0.0) for c in range(n)]
    best = place
    best_off = OFF_CENTRE_EMS * piece.size
    for first in range(n):
        for last in range(n - 1, first, -1):
            inside = range(first, last + 1)
            if not all(c in below for c in inside) or any(first <= c <= last for c in beside):
                continue
            if max(lows[first : last + 1]) - min(lows[first : last + 1]) > 0.5 * piece.size:
                continue  # a head set in the middle of the levels' height stands under no other
            low, high = below[first], below[last]
            middles = ((low.center + high.center) / 2, (xs[first] + xs[last + 1]) / 2)
            off = min(abs(piece.center - middle) for middle in middles)
            reaches = piece.x0 <= high.x1 and piece.x1 >= low.x0
            wider = last - first + 1 > best.span
            if (
                reaches
                and off <= OFF_CENTRE_EMS * piece.size
                and (wider or (off < best_off - 1 and last - first + 1 == best.span))
            ):
                best, best_off = HeadPlace(piece, first, last - first + 1), off
    return best


def head_levels(lines: Sequence[TextRow], placed: Sequence[HeadPlace]) -> list[float]:
    """y of the boundaries between levels: under each line that bears a head over several columns with heads below."""
    boundaries = []
    for above, below in itertools.pairwise(lines):
        wide = [p for p in placed if p.span > 1 and above.top - 1 <= p.piece.middle <= above.bottom + 1]
        heads_below = [p for p in placed if p.piece.middle > above.bottom]
        if any(w.col <= p.col < w.col + w.span for w in wide for p in heads_below):
            middles = [p.piece.top for p in heads_below if any(w.col <= p.col < w.col + w.span for w in wide)]
            boundaries.append((max(w.piece.bottom for w in wide) + min(middles)) / 2)
        del below
    return boundaries


def head_bottom(pieces: Sequence[Fragment], across: Sequence[Stroke], box: BBox) -> float:
    """y of the lower edge of a table's head: the first rule over its whole width, else above the first line of numbers.

    The box's upper side where no head can be told.
    """
    full = sorted(s.at for s in across if s.length >= FULL_SHARE * box.width)
    for y in full:
        above = [p for p in pieces if p.middle < y]
        if above and any(p.middle > y for p in pieces):
            if all(is_head_text(p.text) for p in above) and len(text_rows(above)) <= MAX_LINES:
                return y
            break
    lines = text_rows(pieces)
    numbers = [p for p in pieces if not is_head_text(p.text)]
    first = next((i for i, line in enumerate(lines) if any(not is_head_text(f.text) for f in line.fragments)), 0)
    extents = [(p.x0, p.x1) for p in numbers]
    count = 0
    for i, line in enumerate(lines[:first]):
        over = any(f.x0 < high and f.x1 > low for f in line.fragments for low, high in extents)
        right = line.fragments[0].x0 > lines[first].fragments[0].x1
        close = i == 0 or line.top - lines[i - 1].bottom < 0.35 * (line.bottom - line.top)
        if len(line.fragments) >= 2 or (over and (right or i + 1 < first) and (close or i + 1 < first)):
            count = i + 1
    if not 0 < count <= MAX_LINES:
        return box.top
    low, high = lines[count - 1].bottom, lines[count].top
    rule = next((s.at for s in across if low - 4 <= s.at <= high + 4), None)
    return rule if rule is not None else (low + high) / 2


__all__ = ["HeadPlace", "head_bottom", "head_levels", "is_head_text", "place_heads"]
