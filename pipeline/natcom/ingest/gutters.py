"""Gutters: the empty strips between columns of text, told from chance gaps by how many lines stand on both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from natcom.model import Gutter

MIN_LINES = 5  # on each side: fewer are a short list, or chance
MIN_WIDTH_SHARE = 0.15  # of the text's width that a column's lines reach: enumerators and most cells are narrower
EDGE_SHARE = 0.12  # of the text's width: left edges nearer to its own belong to indents
MIN_GAP_PT = 5.0  # between columns; the narrowest set are 4 mm
SAME_GUTTER_PT = 8.0  # parts of one gutter lie no further apart
COMMON_TOP_SHARE = 0.4  # of the shorter column's height that stands beside the other one

Row = tuple[float, float, list[tuple[float, float]]]
Stretch = tuple[float, float, float, float]  # x0, x1, top, bottom of text without a wide gap


def find_gutters(rows: Sequence[Row]) -> tuple[Gutter, ...]:
    """The gutters of a page from its rows, top down: each (top, bottom, stretches of text without a wide gap).

    The lines of two columns seldom share baselines, so it is lines above and below each other that count, not rows.
    """
    stretches = sorted(
        ((a, b, top, bottom) for top, bottom, parts in rows for a, b in parts), key=lambda s: s[2] + s[3]
    )
    if len(stretches) < 2 * MIN_LINES:
        return ()
    left, right = min(s[0] for s in stretches), max(s[1] for s in stretches)
    found: list[Gutter] = []
    for x in _candidates(stretches, left + EDGE_SHARE * (right - left)):
        for gutter in _bands(stretches, x, MIN_WIDTH_SHARE * (right - left)):
            clash = any(
                abs(g.x - gutter.x) < EDGE_SHARE * (right - left) and g.bottom > gutter.top and g.top < gutter.bottom
                for g in found
            )
            if not clash:
                found.append(gutter)
    for x in sorted({gutter.x for gutter in found}):
        for band in _bands(stretches, x, MIN_WIDTH_SHARE * (right - left), 1):
            within = [g for g in found if _meet(g, band)]
            if all(
                abs(g.x - band.x) < SAME_GUTTER_PT and band.top <= g.top and g.bottom <= band.bottom for g in within
            ):
                found = [g for g in found if g not in within] + [band]
    return tuple(sorted(found))


def _meet(a: Gutter, b: Gutter) -> bool:
    return a.bottom > b.top and a.top < b.bottom


def _candidates(stretches: Sequence[Stretch], low: float) -> list[float]:
    """Just left of where many stretches begin, the commonest edge first."""
    edges = Counter(round(s[0]) for s in stretches if s[0] > low)
    votes = {x: edges[x - 1] + n + edges[x + 1] for x, n in edges.items()}
    return [x - 2.0 for x, n in sorted(votes.items(), key=lambda item: (-item[1], item[0])) if n >= MIN_LINES]


def _bands(stretches: Sequence[Stretch], x: float, width: float, least: int = MIN_LINES) -> Iterator[Gutter]:
    """Runs of stretches that leave `x` free, `least` on both sides of it, in columns of at least `width`.

    Where a page has shown its gutter, one line on each side will do: the ends of columns above a wide figure. And from
    its middle it reaches further than from the edge of the text: a title's bracket hangs into it.
    """
    run: list[Stretch] = []
    for stretch in (*stretches, None):
        if stretch is not None and not stretch[0] < x < stretch[1]:
            run.append(stretch)
            continue
        gutter = _gutter(run, x, width, least)
        if gutter is not None:
            yield gutter
        run = []


def _gutter(run: Sequence[Stretch], x: float, width: float, least: int) -> Gutter | None:
    before = [s for s in run if s[1] <= x]
    after = [s for s in run if s[0] >= x]
    if len(before) < least or len(after) < least:
        return None
    top = max(min(s[2] for s in before), min(s[2] for s in after))
    bottom = min(max(s[3] for s in before), max(s[3] for s in after))
    heights = [max(s[3] for s in side) - min(s[2] for s in side) for side in (before, after)]
    if bottom - top < COMMON_TOP_SHARE * min(heights):
        return None
    beside = [[s for s in side if s[3] > top and s[2] < bottom] for side in (before, after)]
    if min(sum(s[1] - s[0] >= width for s in side) for side in beside) < least:
        return None
    start = max(s[1] for s in before if s[1] - s[0] >= width)  # a page number in the middle is no column's edge
    end = min(s[0] for s in after if s[1] - s[0] >= width)
    if end - start < MIN_GAP_PT:
        return None
    return Gutter((start + end) / 2, min(s[2] for s in run), max(s[3] for s in run))
