"""Columns of text by one dynamic programme: the separators that cost least over all lines of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from natcom.tables.pieces import Fragment, TextRow, cut_at_gaps, fragment, is_number, is_period

INK_GAP_EMS = 0.15  # white between two characters from which they are two stretches of ink
# what a boundary in the white of one line is worth, by its width in ems: a cell parted (1), or as dear as ink cut (-1)
WORTH_PLAIN = ((0.2, 0.5, 1.0), (-1.0, 0.0, 1.0))  # in a table without a head
WORTH_HEADED = ((0.15, 0.3, 0.6), (-1.0, 0.0, 1.0))  # where a head begins over the right one
WORTH_HEADLESS = ((0.5, 0.88, 0.9), (-1.0, 0.0, 1.0))  # where none does
WIDE_EMS = 1.0  # and wider white is certain
COLUMN_COST, HEADED_COST, HEADLESS_COST = 1.3, 0.8, 2.5  # of each separator: with no heads, with one behind it, without
ENUMERATED = 0.4  # of its width counts white behind an enumerator at the beginning of a line
HEAD_CROSSING = 0.25  # a head over several columns crosses what parts them
SOLO_CROSSING = 0.3  # and so does a title of a group, alone on its line
BESIDE = 0.5  # of a cell apart count two texts side by side on neighbouring lines, one of them alone on its own
BESIDE_REACH = 1.5  # heights of white between such lines at most
HEADLESS_CROSSING = 3.0  # times as dear is a line over the boundary of such a column
HEAD_EMS, HEAD_PT = 0.45, 3.0  # white between the heads of two columns; a head begins this far over its neighbour
MIN_STRIP_PT = 0.5  # white between two columns is wider
ENUMERATOR = re.compile(r"[(（\[]?\w{1,3}[)）\].．\u3001]|[•●◆■▪◦○–-]")
CUT_EMS, SOLO_CUT_EMS = 0.22, 0.6  # a line is cut in white as wide at a separator; one that stands alone in wider white
DIGITS_OF_THOUSANDS = 3  # 1 234: no two numbers


class _Gap(NamedTuple):
    """White in a line from x0 to x1, how wide it is, and how much it counts."""

    x0: float
    x1: float
    ems: float
    weight: float


@dataclass(frozen=True, slots=True)
class _Lines:
    """The ink (x0, x1, weight of its crossing), the white (x0, x1, ems, weight), where heads begin, as arrays."""

    ink: NDArray[np.float64]
    gaps: NDArray[np.float64]
    heads: NDArray[np.float64]

    def worth(self, look: tuple[tuple[float, ...], tuple[float, ...]]) -> NDArray[np.float64]:
        """What a boundary in each piece of white is worth."""
        result: NDArray[np.float64] = np.interp(self.gaps[:, 2], *look) * self.gaps[:, 3]
        return result


def separators(body: Sequence[TextRow], heads: Sequence[TextRow], low: float, high: float) -> list[float]:
    """x of the boundaries between columns, from left to right, strictly between `low` and `high`.

    What is minimised: lines that a boundary crosses, texts apart that share a cell, and a constant for each boundary.
    Narrow white counts where a head begins behind it.
    """
    lines = _gathered(body, heads)
    strips = _strips(lines, low, high) if len(lines.gaps) else np.empty((0, 2))
    if not len(strips):
        return []
    chosen = [float(strips[i].mean()) for i in _cheapest(lines, strips)]
    return _in_the_white(chosen, _extents(body), _extents(heads))


def _extents(rows: Sequence[TextRow]) -> list[tuple[float, float]]:
    return [stretch for row in rows for stretch in _stretches(row)[0]]


def _in_the_white(
    chosen: Sequence[float], body: Sequence[tuple[float, float]], heads: Sequence[tuple[float, float]]
) -> list[float]:
    """The separators each in the middle of the white between its columns, of what their heads leave of it."""
    result = []
    bounds = [float("-inf"), *chosen, float("inf")]
    for before, x, after in zip(bounds, chosen, bounds[2:], strict=False):
        low = max((b for _, b in body if before < b <= x), default=x)
        high = min((a for a, _ in body if x <= a < after), default=x)
        free_from = max((b for a, b in heads if a < low < b < high), default=low)
        free_to = min((a for a, b in heads if low < a < high < b), default=high)
        result.append((free_from + free_to) / 2 if free_from < free_to else (low + high) / 2)
    return result


def _gathered(body: Sequence[TextRow], heads: Sequence[TextRow]) -> _Lines:
    ink: list[tuple[float, float, float]] = []
    gaps: list[_Gap] = []
    edges = [x for row in body for x in (row.fragments[0].x0, row.fragments[-1].x1)]
    middle = (min(edges, default=0.0) + max(edges, default=0.0)) / 2
    for rows, crossing in ((body, 1.0), (heads, HEAD_CROSSING)):
        last: tuple[TextRow, list[tuple[float, float]]] | None = None
        for row in rows:
            weight = min(crossing, SOLO_CROSSING) if len(row.fragments) == 1 else crossing
            own_ink, own_gaps = _stretches(row)
            ink += [(a, b, weight) for a, b in own_ink]
            gaps += [gap._replace(weight=weight if gap.ems < WIDE_EMS else 1.0) for gap in own_gaps]
            title = len(row.fragments) == 1 and abs(row.fragments[0].center - middle) < row.fragments[0].size
            if last is not None and rows is body and not title:
                gaps += _beside(last, (row, own_ink))
            last = None if title else (row, own_ink)
    begin = [
        part.x0
        for row in heads
        for piece in row.fragments
        for part in cut_at_gaps(piece, HEAD_EMS)
        if _may_head(part.text)
    ]
    return _Lines(
        np.array(ink, dtype=float).reshape(-1, 3), np.array(gaps, dtype=float).reshape(-1, 4), np.array(begin)
    )


def _may_head(text: str) -> bool:
    """Whether a text may be a column's head: words, or a period."""
    return is_period(text) or not is_number(text)


def _beside(
    above: tuple[TextRow, list[tuple[float, float]]], below: tuple[TextRow, list[tuple[float, float]]]
) -> list[_Gap]:
    """The white between texts side by side on two lines: numbers in the middle of a name's lines, a group's name."""
    (upper, first), (lower, second) = above, below
    height = upper.bottom - upper.top
    alone = min(len(upper.fragments), len(lower.fragments)) == 1 and lower.top - upper.bottom <= BESIDE_REACH * height
    if not alone and lower.top >= upper.bottom:
        return []
    ordered = sorted([(*stretch, 0) for stretch in first] + [(*stretch, 1) for stretch in second])
    size = lower.fragments[0].size
    found = []
    reach = ordered[0][1]
    for (_, _, one), (x0, x1, other) in pairwise(ordered):
        if one != other and x0 - reach >= WIDE_EMS * size:
            found.append(_Gap(reach, x0, WIDE_EMS, BESIDE))
        reach = max(reach, x1)
    return found


def _stretches(row: TextRow) -> tuple[list[tuple[float, float]], list[_Gap]]:
    """The ink of a line from left to right, and the white between."""
    ink: list[tuple[float, float]] = []
    gaps: list[_Gap] = []
    last: tuple[Fragment, int] | None = None
    for piece in row.fragments:
        line = piece.line
        text, x0s, x1s = line.text, line.x0s, line.x1s
        wide = INK_GAP_EMS * line.size
        for i in range(piece.start, piece.end):
            if text[i].isspace():
                continue
            if last is not None and x0s[i] - ink[-1][1] < wide:
                ink[-1] = (ink[-1][0], max(ink[-1][1], x1s[i]))
            else:
                if last is not None:
                    gaps.append(_gap(ink[-1][1], x0s[i], last, (piece, i), len(ink) == 1))
                ink.append((x0s[i], x1s[i]))
            last = (piece, i)
    return ink, gaps


def _gap(x0: float, x1: float, before: tuple[Fragment, int], after: tuple[Fragment, int], first: bool) -> _Gap:
    ems = (x1 - x0) / after[0].size
    if _two_numbers(before, after):
        ems = max(ems, WIDE_EMS)
    elif first and ENUMERATOR.fullmatch(before[0].line.text[before[0].start : before[1] + 1].strip()):
        ems *= ENUMERATED
    return _Gap(x0, x1, ems, 1.0)


def _two_numbers(before: tuple[Fragment, int], after: tuple[Fragment, int]) -> bool:
    """Whether white parts two numbers, and not the thousands of one."""
    (left, end), (right, start) = before, after
    if not left.line.text[end].isdigit() or not right.line.text[start].isdigit():
        return False
    text = right.line.text
    stop = start
    while stop < right.end and text[stop].isdigit():
        stop += 1
    words = left.text.split()
    if not all(char.isdigit() or char in ",.-" for word in words for char in word):
        return False
    word = left.line.text[left.start : end + 1].split()[-1]
    return stop - start != DIGITS_OF_THOUSANDS or any(char in ",." for char in word)


def _strips(lines: _Lines, low: float, high: float) -> NDArray[np.float64]:
    """The strips between neighbouring edges of ink that fewest lines cross, of those side by side the widest."""
    edges = np.unique(np.round(lines.ink[:, :2].ravel(), 1))
    edges = edges[(edges > low) & (edges < high)]
    if len(edges) < 2:
        return np.empty((0, 2))
    strips = np.column_stack((edges[:-1], edges[1:]))
    crossed = _alone(lines, strips.mean(axis=1), headed=True)
    keep = np.ones(len(strips), dtype=bool)
    keep[1:] &= crossed[1:] <= crossed[:-1] + 1e-9
    keep[:-1] &= crossed[:-1] <= crossed[1:] + 1e-9
    keep &= strips[:, 1] - strips[:, 0] >= MIN_STRIP_PT
    return strips[keep]


def _alone(lines: _Lines, xs: NDArray[np.float64], headed: bool) -> NDArray[np.float64]:
    """What a separator at each x costs alone: ink crossed, less the cells that it parts."""
    crossed: NDArray[np.float64] = _through(lines.ink, xs, 1e-6).T @ lines.ink[:, 2]
    look = WORTH_PLAIN if not len(lines.heads) else WORTH_HEADED if headed else WORTH_HEADLESS
    dear = HEADLESS_CROSSING if len(lines.heads) and not headed else 1.0
    constant = (HEADED_COST if headed else HEADLESS_COST) if len(lines.heads) else COLUMN_COST
    return dear * crossed + constant - _through(lines.gaps, xs, 0.0).T @ lines.worth(look)


def _through(spans: NDArray[np.float64], xs: NDArray[np.float64], inset: float) -> NDArray[np.float64]:
    """Which of the spans (x0, x1, …) reach over each x, as 0 and 1."""
    return ((spans[:, :1] + inset <= xs[None, :]) & (spans[:, 1:2] - inset >= xs[None, :])).astype(float)


def _cheapest(lines: _Lines, strips: NDArray[np.float64]) -> list[int]:
    """The separators of least cost together; white that two of them share is parted once."""
    xs = strips.mean(axis=1)
    n = len(xs)
    through = _through(lines.gaps, xs, 0.0)
    common = through.T @ (lines.worth(WORTH_HEADED if len(lines.heads) else WORTH_PLAIN)[:, None] * through)
    alone, dear = _alone(lines, xs, headed=True), _alone(lines, xs, headed=False)
    # cost[i, j]: of separator i where j is the next one (n: none), which bounds where its column's head may begin
    ends = np.append(xs, np.inf)
    begins = np.sort(lines.heads)
    first = np.searchsorted(begins, strips[:, 0] - HEAD_PT)
    headed = np.searchsorted(begins, ends)[None, :] > first[:, None]
    cost = np.where(headed | (len(begins) == 0), alone[:, None], dear[:, None])
    cost[:, :n] += common
    best = np.full(n + 1, np.inf)  # of the separators up to i, i among them, without i's own cost
    before = np.full(n + 1, -1)
    for j in range(n + 1):
        best[j] = 0.0
        if j:
            through_i = best[:j] + cost[:j, j]
            choice = int(np.argmin(through_i))
            if through_i[choice] < 0.0:
                best[j], before[j] = through_i[choice], choice
    chosen = []
    at = int(before[n])
    while at >= 0:
        chosen.append(at)
        at = int(before[at])
    return chosen[::-1]


def cut_at(piece: Fragment, xs: Sequence[float], alone: bool) -> list[Fragment]:
    """The fragment cut in its white at the separators; `alone`: it stands alone on its line, so only in wide white."""
    line = piece.line
    inner = [x for x in xs if piece.x0 < x < piece.x1]
    if not inner:
        return [piece]
    wide = (SOLO_CUT_EMS if alone else CUT_EMS) * line.size
    starts = [piece.start]
    last = None
    for i in range(piece.start, piece.end):
        if line.text[i].isspace():
            continue
        low, high = (line.x1s[last], line.x0s[i]) if last is not None else (0.0, 0.0)
        if last is not None and high - low >= wide and any(low <= x <= high for x in inner):
            starts.append(i)
        last = i
    parts = (fragment(line, a, b) for a, b in zip(starts, [*starts[1:], piece.end], strict=True))
    return [part for part in parts if part]
