"""Cells over several columns where no upright rule tells: by fragments that cross, by partial rules, by centring."""

from __future__ import annotations

from collections.abc import Sequence

from natcom.tables.bands import Placed
from natcom.tables.lattice import Area
from natcom.tables.pieces import Fragment
from natcom.tables.strokes import Stroke, covered

CROSSING_PT = 2.0  # a fragment reaches this far into a column before it stands in it


def spread(piece: Fragment, xs: Sequence[float], drawn: bool) -> Placed:
    """The fragment with the columns that it stands in; between drawn lines, the one of its centre."""
    n = len(xs) - 1
    middle = max(0, min(n - 1, sum(x <= piece.center for x in xs) - 1))
    if drawn:
        return Placed(piece, middle)
    first = max(0, min(n - 1, sum(x <= piece.x0 + CROSSING_PT for x in xs) - 1))
    last = max(first, min(n - 1, sum(x < piece.x1 - CROSSING_PT for x in xs) - 1))
    return Placed(piece, first, last - first + 1)


def head_areas(
    areas: Sequence[Area],
    placed: Sequence[Placed],
    row_of: Sequence[int],
    xs: Sequence[float],
    across: Sequence[Stroke],
    ys: Sequence[float],
) -> list[Area]:
    """The areas with those joined side by side that one fragment crosses, or that a partial rule underlines."""
    grid: dict[tuple[int, int], Area] = {}
    for a in areas:
        for r in range(a.row, a.row + a.rowspan):
            for c in range(a.col, a.col + a.colspan):
                grid[r, c] = a
    filled = {(row, p.col) for p, row in zip(placed, row_of, strict=True)}
    wanted = [(row, p.col, p.col + p.span) for p, row in zip(placed, row_of, strict=True) if p.span > 1]
    wanted += _underlined(areas, xs, ys, across)
    joined = list(areas)
    for row, start, end in sorted(set(wanted), key=lambda w: w[1] - w[2]):
        parts = {grid[row, c] for c in range(start, end)}
        if len(parts) < 2:
            continue
        same = {(a.row, a.rowspan) for a in parts}
        others = [c for c in range(start + 1, end) if (row, c) in filled]
        if len(same) != 1 or (others and not _one_starts(placed, row_of, row, start, end)):
            continue
        first = min(parts, key=lambda a: a.col)
        last = max(parts, key=lambda a: a.col)
        whole = Area(first.row, first.col, first.rowspan, last.col + last.colspan - first.col)
        joined = [a for a in joined if a not in parts] + [whole]
        for r in range(whole.row, whole.row + whole.rowspan):
            for c in range(whole.col, whole.col + whole.colspan):
                grid[r, c] = whole
    return joined


def _one_starts(placed: Sequence[Placed], row_of: Sequence[int], row: int, start: int, end: int) -> bool:
    """Whether no other fragment of the row stands alone in the columns after the first."""
    return not any(r == row and start < p.col < end for p, r in zip(placed, row_of, strict=True))


def _underlined(
    areas: Sequence[Area], xs: Sequence[float], ys: Sequence[float], across: Sequence[Stroke]
) -> list[tuple[int, int, int]]:
    """(row, first column, end) over partial rules that underline several columns and not all."""
    result = []
    width = xs[-1] - xs[0]
    for stroke in across:
        if stroke.length >= 0.85 * width:
            continue
        row = next((i for i, y in enumerate(ys[1:-1]) if abs(y - stroke.at) <= 3), None)
        if row is None:
            continue
        under = [c for c in range(len(xs) - 1) if covered([stroke], stroke.at, xs[c], xs[c + 1]) >= 0.5]
        if len(under) >= 2 and under == list(range(under[0], under[-1] + 1)):
            result.append((row, under[0], under[-1] + 1))
    return result
