"""Strokes in a box as a lattice: elementary cells, and the rectangles that strokes bound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from natcom.model import BBox
from natcom.tables.strokes import TOUCH_PT, Stroke, covered

EDGE_SHARE = 0.6  # a side is drawn where strokes cover this much of it; corners and dashes leave gaps
CLUSTER_PT = 4.0  # boundaries nearer than this are one: no cell is as narrow (double rules stand 2 to 3 points apart)


class Area(NamedTuple):
    """A rectangle of the lattice: rows [row, row + rowspan), columns [col, col + colspan)."""

    row: int
    col: int
    rowspan: int
    colspan: int


class Spanning(Protocol):
    """Whatever stands in rows [row, row + rowspan) and columns [col, col + colspan) of a grid."""

    @property
    def row(self) -> int: ...
    @property
    def col(self) -> int: ...
    @property
    def rowspan(self) -> int: ...
    @property
    def colspan(self) -> int: ...


def free_places(cells: Iterable[Spanning], n_rows: int, n_cols: int) -> list[tuple[int, int]]:
    """The places (row, column) of a grid that none of the cells covers, row by row.

    >>> free_places([Area(0, 0, 2, 1)], 2, 2)
    [(0, 1), (1, 1)]
    """
    taken = {
        (row, col)
        for cell in cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
    }
    return [(row, col) for row in range(n_rows) for col in range(n_cols) if (row, col) not in taken]


@dataclass(frozen=True, slots=True)
class Lattice:
    """`xs` and `ys` bound the columns and rows (one more than there are); `areas` tile it."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]

    def bbox(self, area: Area) -> BBox:
        """The area's rectangle in points."""
        return BBox(
            self.xs[area.col], self.ys[area.row], self.xs[area.col + area.colspan], self.ys[area.row + area.rowspan]
        )


def cluster(values: Sequence[float], tolerance: float = CLUSTER_PT) -> list[float]:
    """Sorted values, those that follow one another within the tolerance as their mean.

    >>> cluster([10.0, 0.0, 1.0], 2)
    [0.5, 10.0]
    """
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(g) / len(g) for g in groups]


class Level(NamedTuple):
    """A boundary between rows that no stroke draws: at `y`, under the columns [start, end) of each pair in `spans`."""

    y: float
    spans: tuple[tuple[float, float], ...]


def build_lattice(
    strokes: Sequence[Stroke], box: BBox, forced: Sequence[float] = (), levels: Sequence[Level] = ()
) -> Lattice:
    """The lattice of the strokes in the box; the box's own sides bound it where no stroke does.

    `forced` are x of boundaries that part columns in every row, drawn or not; `levels` are boundaries between rows.
    """
    across = [s for s in strokes if s.horizontal]
    upright = [s for s in strokes if not s.horizontal]
    xs = _boundaries([*(s.at for s in upright), *forced], box.x0, box.x1)
    across += [Stroke(True, level.y, low, high) for level in levels for low, high in level.spans]
    ys = _boundaries([s.at for s in across], box.top, box.bottom)
    n_rows, n_cols = len(ys) - 1, len(xs) - 1
    free = [not any(abs(x - place) <= CLUSTER_PT for place in forced) for x in xs]
    right = [
        [not free[c + 1] or covered(upright, xs[c + 1], ys[r], ys[r + 1]) >= EDGE_SHARE for c in range(n_cols)]
        for r in range(n_rows)
    ]
    below = [[covered(across, ys[r + 1], xs[c], xs[c + 1]) >= EDGE_SHARE for c in range(n_cols)] for r in range(n_rows)]
    return Lattice(tuple(xs), tuple(ys), tuple(_tiles(right, below)))


def _boundaries(places: list[float], low: float, high: float) -> list[float]:
    inner = [p for p in cluster(places) if low + TOUCH_PT < p < high - TOUCH_PT]
    return [low, *inner, high]


def _tiles(right: list[list[bool]], below: list[list[bool]]) -> list[Area]:
    """Rectangles grown from each free elementary cell, first to the right, then down, as far as no side is drawn."""
    n_rows, n_cols = len(right), len(right[0]) if right else 0
    taken = [[False] * n_cols for _ in range(n_rows)]
    areas = []
    for r in range(n_rows):
        for c in range(n_cols):
            if taken[r][c]:
                continue
            end = c + 1
            while end < n_cols and not right[r][end - 1] and not taken[r][end]:
                end += 1
            low = r + 1
            while low < n_rows and _open_below(right, below, (low, c, end)) and not any(taken[low][c:end]):
                low += 1
            for i in range(r, low):
                taken[i][c:end] = [True] * (end - c)
            areas.append(Area(r, c, low - r, end - c))
    return areas


def _open_below(right: list[list[bool]], below: list[list[bool]], at: tuple[int, int, int]) -> bool:
    """Whether row `at[0]` goes on with the rectangle above it in columns [at[1], at[2])."""
    row, start, end = at
    if any(below[row - 1][start:end]) or any(right[row][start : end - 1]):
        return False
    closed_left = start == 0 or right[row][start - 1]
    closed_right = end == len(right[row]) or right[row][end - 1]
    return closed_left and closed_right
