"""The grid of one zone on one page: columns, rows, cells with their spans, and every fragment in one cell."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from natcom.model import BBox, Line, Page
from natcom.tables.bands import BandRows, Placed, read_band
from natcom.tables.centering import centered_merges
from natcom.tables.frame import Frame, build_frame
from natcom.tables.heads import FULL_SHARE
from natcom.tables.lattice import Area, Lattice
from natcom.tables.pieces import Fragment, is_number, is_period, text_rows
from natcom.tables.rows import split_band
from natcom.tables.spans import head_areas
from natcom.tables.strokes import covered

RULED_BANDS = 4  # bands of a table with rules both ways are its rows


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell and its fragments in reading order."""

    area: Area
    bbox: BBox
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's part on one page. `ruled_head` rows stand above the first full rule under the top one (0: unknown)."""

    page: Page
    bbox: BBox
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    method: str
    ruled_head: int
    evidence: tuple[str, ...]

    @property
    def n_rows(self) -> int:
        return len(self.ys) - 1

    @property
    def n_cols(self) -> int:
        return len(self.xs) - 1


def build_grid(page: Page, box: BBox, lines: Sequence[Line], columns: Sequence[float] = ()) -> Grid:
    """The grid of the lines in the box; each of their characters stands in exactly one cell.

    `columns` are x of column boundaries that are known beforehand (a hint); they replace those found in the text.
    """
    frame = build_frame(page, box, lines, columns)
    bands = _bands(frame)
    ys, areas, row_of = _rows(frame, bands)
    areas = head_areas(areas, frame.placed, row_of, frame.lattice.xs, [s for s in frame.strokes if s.horizontal], ys)
    cells = _fill(frame, ys, areas, row_of)
    method = "grid" if frame.drawn else ("rules" if any(s.horizontal for s in frame.strokes) else "columns")
    return Grid(page, box, frame.lattice.xs, tuple(ys), cells, method, _ruled_head(frame, ys), _evidence(frame, bands))


def _bands(frame: Frame) -> list[BandRows | None]:
    """For each row of the lattice the rows of text it holds, or None where it is one row."""
    lattice = frame.lattice
    held: list[list[Placed]] = [[] for _ in range(len(lattice.ys) - 1)]
    single = {(a.row, c) for a in lattice.areas if a.rowspan == 1 for c in range(a.col, a.col + a.colspan)}
    wide = {(a.row, a.col): a.colspan for a in lattice.areas}
    for p in frame.placed:
        row = _at(lattice.ys, p.piece.middle)
        if (row, p.col) in single:
            held[row].append(p._replace(span=max(p.span, wide.get((row, p.col), 1))))
    body = [h for row, h in enumerate(held) if h and not _is_head_band(frame, row, held)]
    result: list[BandRows | None] = []
    for row, members in enumerate(held):
        band = read_band(members, lattice.xs, frame.drawn) if members else None
        if band is None or _is_head_band(frame, row, held):
            result.append(None)
            continue
        ruled = len(body) > 2 or (frame.drawn and len(body) > 1 and _mostly_single(frame, row))
        split = None if frame.drawn and len(body) >= RULED_BANDS else split_band(band, ruled)
        if split is not None:
            split = _with_centered(band.placed, split, lattice)
        result.append(split)
    return result


def _at(bounds: Sequence[float], value: float) -> int:
    return max(0, min(len(bounds) - 2, sum(b <= value for b in bounds) - 1))


def _is_head_band(frame: Frame, row: int, held: Sequence[Sequence[Placed]]) -> bool:
    """Whether a band at the top is a head: it holds no numbers but years, and a band with more text follows."""
    if row + 1 >= len(held):
        return False
    texts = [p.piece.text for p in held[row]]
    if any(is_number(t) and not is_period(t) and any(c.isdigit() for c in t) for t in texts):
        return False
    above = [p for members in held[:row] for p in members]
    if any(is_number(p.piece.text) and not is_period(p.piece.text) for p in above):
        return False
    lines = len(text_rows(p.piece for p in held[row]))
    return row == 0 or (lines <= 3 and frame.drawn and all(len(text_rows(p.piece for p in m)) <= 3 for m in held[:row]))


def _mostly_single(frame: Frame, row: int) -> bool:
    """Whether the other bands of the lattice are one or two lines high, so that this one's lines are one cell's."""
    ys = frame.lattice.ys
    heights = sorted(b - a for i, (a, b) in enumerate(itertools.pairwise(ys)) if i != row)
    return bool(heights) and ys[row + 1] - ys[row] <= 3 * heights[len(heights) // 2]


def _with_centered(placed: Sequence[Placed], split: BandRows, lattice: Lattice) -> BandRows:
    taken = {m.col for m in split.merges}
    merges = centered_merges(placed, split, len(lattice.xs) - 1)
    kept = [m for m in split.merges if m.col not in {c.col for c in merges}]
    row_of = list(split.row_of)
    for merge in merges:
        for i, p in enumerate(placed):
            if p.col == merge.col and p.span == 1 and merge.first <= row_of[i] <= merge.last:
                row_of[i] = merge.first
    return BandRows(split.tops, tuple(row_of), tuple(kept + list(merges))) if merges or taken else split


def _rows(frame: Frame, bands: Sequence[BandRows | None]) -> tuple[list[float], list[Area], list[int]]:
    """Row bounds, areas and the row of each placed fragment after the bands are split."""
    lattice = frame.lattice
    ys: list[float] = [lattice.ys[0]]
    first: list[int] = []
    for i, split in enumerate(bands):
        first.append(len(ys) - 1)
        if split is not None:
            ys += [max(t, ys[-1] + 0.1) for t in split.tops[1:]]
        ys.append(max(lattice.ys[i + 1], ys[-1] + 0.1))
    first.append(len(ys) - 1)
    areas: list[Area] = []
    for a in lattice.areas:
        start, end = first[a.row], first[a.row + a.rowspan]
        split = bands[a.row]
        if a.rowspan > 1 or split is None:
            areas.append(Area(start, a.col, end - start, a.colspan))
            continue
        merges = sorted(m for m in split.merges if m.col == a.col and a.colspan == 1)
        row = 0
        while row < end - start:
            merge = next((m for m in merges if m.first == row), None)
            height = merge.last - merge.first + 1 if merge else 1
            areas.append(Area(start + row, a.col, height, a.colspan))
            row += height
    row_of = [first[_at(lattice.ys, p.piece.middle)] for p in frame.placed]
    where = {id(p.piece): i for i, p in enumerate(frame.placed)}
    _set_split_rows(frame, bands, first, where, row_of)
    return ys, areas, row_of


def _set_split_rows(
    frame: Frame, bands: Sequence[BandRows | None], first: Sequence[int], where: dict[int, int], row_of: list[int]
) -> None:
    """Fills in the rows of the fragments in split bands."""
    lattice = frame.lattice
    held: list[list[Placed]] = [[] for _ in bands]
    single = {(a.row, c) for a in lattice.areas if a.rowspan == 1 for c in range(a.col, a.col + a.colspan)}
    for p in frame.placed:
        row = _at(lattice.ys, p.piece.middle)
        if (row, p.col) in single:
            held[row].append(p)
    for row, split in enumerate(bands):
        if split is None:
            continue
        for p, inner in zip(read_band(held[row], lattice.xs, frame.drawn).placed, split.row_of, strict=True):
            row_of[where[id(p.piece)]] = first[row] + max(inner, 0)


def _fill(frame: Frame, ys: Sequence[float], areas: Sequence[Area], row_of: Sequence[int]) -> tuple[GridCell, ...]:
    """The fragments in their cells; a fragment in no area of its own goes to the one that covers its row and column."""
    cover: dict[tuple[int, int], int] = {}
    for i, a in enumerate(areas):
        for r in range(a.row, a.row + a.rowspan):
            for c in range(a.col, a.col + a.colspan):
                cover[r, c] = i
    held: dict[int, list[Fragment]] = {}
    for p, row in zip(frame.placed, row_of, strict=True):
        held.setdefault(cover[row, p.col], []).append(p.piece)
    xs = frame.lattice.xs
    cells = []
    for i, a in enumerate(areas):
        pieces = held.get(i, [])
        box = BBox(xs[a.col], ys[a.row], xs[a.col + a.colspan], ys[a.row + a.rowspan])
        cells.append(GridCell(a, box, _reading_order(pieces)))
    return tuple(sorted(cells, key=lambda c: (c.area.row, c.area.col)))


def _reading_order(pieces: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """A cell's fragments line by line; a number set apart at the end of the first line of several comes last."""
    lines = text_rows(pieces)
    ordered = [f for line in lines for f in line.fragments]
    if len(lines) > 1 and len(lines[0].fragments) == 2:
        first, last = lines[0].fragments
        below = [f for line in lines[1:] for f in line.fragments]
        if is_number(last.text) and not is_number(first.text) and all(f.x1 <= last.x0 for f in below):
            ordered = [first, *below, last]
    return tuple(ordered)


def _ruled_head(frame: Frame, ys: Sequence[float]) -> int:
    """The number of rows above the first full rule that has text over and under it; 0 where there is none."""
    xs, across = frame.lattice.xs, [s for s in frame.strokes if s.horizontal]
    for row in range(1, len(ys) - 1):
        if covered(across, ys[row], xs[0], xs[-1]) >= FULL_SHARE:
            return row
    return 0


def _evidence(frame: Frame, bands: Sequence[BandRows | None]) -> tuple[str, ...]:
    """What the structure was read from, for the report on the table."""
    upright = sum(not s.horizontal for s in frame.strokes)
    across = len(frame.strokes) - upright
    split = sum(b is not None for b in bands)
    return (f"{across} horizontal and {upright} vertical rules", f"{split} bands split by text")
