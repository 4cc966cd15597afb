"""Gutters: the empty strips between columns of text, told from chance gaps by how many rows keep them free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from natcom.model import Gutter

MIN_ROWS = 5  # a gap that fewer rows in a row share is chance, or a short list
MIN_SHARE = 0.5  # of the rows beside a gutter, those with text on both sides; else it is the white of a ragged edge
EDGE_SHARE = 0.12  # of the text's width: gaps nearer to its edge belong to enumerators and indents

Row = tuple[float, float, list[tuple[float, float]]]


def find_gutters(rows: Sequence[Row]) -> tuple[Gutter, ...]:
    """The gutters of a page from its rows, top down: each (top, bottom, stretches of text without a wide gap)."""
    rows = [row for row in rows if row[2]]
    if len(rows) < MIN_ROWS:
        return ()
    left = min(row[2][0][0] for row in rows)
    right = max(row[2][-1][1] for row in rows)
    margin = EDGE_SHARE * (right - left)
    found: list[Gutter] = []
    for x in _candidates(rows, left + margin, right - margin):
        for gutter in _bands(rows, x):
            clash = any(abs(g.x - gutter.x) < margin and min(g.bottom, gutter.bottom) > max(g.top, gutter.top) for g in found)
            if not clash:
                found.append(gutter)
    return tuple(sorted(found))


def _candidates(rows: Sequence[Row], low: float, high: float) -> list[float]:
    """The places that most rows leave free between two stretches, best first."""
    votes: dict[int, int] = {}
    for _, _, stretches in rows:
        for a, b in zip(stretches, stretches[1:], strict=False):
            for x in range(int(max(low, a[1])) + 1, int(min(high, b[0])) + 1):
                votes[x] = votes.get(x, 0) + 1
    good = sorted((x for x, n in votes.items() if n >= MIN_ROWS), key=lambda x: (-votes[x], x))
    chosen: list[float] = []
    for x in good:
        level = [y for y in good if votes[y] == votes[x] and abs(y - x) < 60]
        middle = sum(level) / len(level)
        if all(abs(middle - c) > 8 for c in chosen):
            chosen.append(middle)
    return chosen[:12]


def _bands(rows: Sequence[Row], x: float) -> Iterator[Gutter]:
    """Runs of rows that leave `x` free, long enough and with text on both sides often enough."""
    run: list[Row] = []
    for row in [*rows, None]:
        if row is not None and not any(a < x < b for a, b in row[2]):
            run.append(row)
            continue
        sides = [(any(b <= x for _, b in r[2]), any(a >= x for a, _ in r[2])) for r in run]
        both = [r for r, (before, after) in zip(run, sides, strict=True) if before and after]
        if len(both) >= MIN_ROWS:
            first, last = run.index(both[0]), len(run) - 1 - run[::-1].index(both[-1])
            if len(both) >= MIN_SHARE * (last - first + 1):
                yield Gutter(x, both[0][0], both[-1][1])
        run = []
