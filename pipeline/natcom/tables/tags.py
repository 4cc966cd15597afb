"""Cells of the file's own structure, held against the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from natcom.geometry import union
from natcom.model import BBox, Line, TableTag, TaggedCell
from natcom.tables.lattice import free_places
from natcom.tables.strokes import Stroke, covered

DISORDER_SHARE = 0.05  # of the cells may stand out of their order: a note set above its line, an empty first line
INSET_PT = 2.0  # a column's boundary is its rule's middle; the rule beside it may be as thick
PARTED_SHARE = 0.9  # of a column's width that a rule covers to part two cells in it
MAX_TRIALS = 20_000  # steps of one row's placing: cells times columns of the widest tables is a tenth of it


def in_order(lines: Sequence[Line]) -> bool:
    """Whether the cells stand on the page as their structure has them: rows one below the other, columns side by side.

    A file's structure can be wrong.
    """
    boxes: dict[int, BBox] = {}
    cells: dict[int, TaggedCell] = {}
    for line in lines:
        if line.cell is not None:
            index = line.cell.position
            cells[index] = line.cell.place
            boxes[index] = union([boxes[index], line.bbox]) if index in boxes else line.bbox
    rows: dict[int, list[int]] = {}
    for index, cell in cells.items():
        rows.setdefault(cell.row, []).append(index)
    steps = wrong = 0
    for members in rows.values():
        for a, b in pairwise(sorted(members, key=lambda i: cells[i].col)):
            steps += 1
            wrong += boxes[a].x0 >= boxes[b].x0
    tops = [
        min((boxes[i].top for i in rows[row] if cells[i].rowspan == 1), default=None) for row in sorted(rows)
    ]  # a cell over several rows may be set in their middle
    known = [top for top in tops if top is not None]
    for upper, lower in pairwise(known):
        steps += 1
        wrong += upper > lower + 1
    return wrong <= DISORDER_SHARE * steps


def stretches(lines: Sequence[Line]) -> list[list[Line]]:
    """One table's lines on a page, by the columns of the page that it runs through.

    A row above the one before it, and beside all of them, begins the next column, and so does a head printed again.
    """
    result: list[list[Line]] = []
    for part in _at_heads_again([line for line in lines if line.cell is not None]):
        rows: dict[int, list[Line]] = {}
        for line in part:
            if line.cell is not None:
                rows.setdefault(line.cell.place.row, []).append(line)
        box: BBox | None = None
        for row in sorted(rows):
            own = union(line.bbox for line in rows[row])
            if box is not None and own.bottom < box.bottom and (own.x0 > box.x1 or own.x1 < box.x0):
                box = None
            if box is None:
                result.append([])
            box = own if box is None else union([box, own])
            result[-1] += rows[row]
    return result


def _at_heads_again(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines parted where cells have the same text once more, all as far to the right."""
    seen: dict[tuple[int, str], list[Line]] = {}
    for line in lines:
        if line.cell is not None:
            seen.setdefault((line.cell.position, line.text), []).append(line)
    shifted: dict[int, list[Line]] = {}
    for same in seen.values():
        first, *others = sorted(same, key=lambda line: line.x0)
        again = next((line for line in others if line.x0 > first.x1), None)
        if again is not None:
            shifted.setdefault(round(again.x0 - first.x0), []).append(again)
    heads = max(shifted.values(), key=len, default=[])
    if len(heads) < 2:
        return [list(lines)]
    x = min(line.x0 for line in heads) - 1
    left = [line for line in lines if line.x1 <= x]
    right = [line for line in lines if line.x0 >= x]
    if len(left) + len(right) < len(lines):
        return [list(lines)]
    return [left, *_at_heads_again(right)]


def width(cells: Iterable[TaggedCell]) -> int:
    """The number of columns."""
    return max(cell.col + cell.colspan for cell in cells)


def whole_rows(cells: Sequence[TaggedCell]) -> frozenset[int]:
    """The rows whose cells' columns are certain: cells cover the whole width, and begin in such rows all."""
    n_cols = width(cells)
    covering: dict[int, list[TaggedCell]] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            covering.setdefault(row, []).append(cell)
    whole: set[int] = set()
    for row in sorted(covering):
        own = covering[row]
        if sum(c.colspan for c in own) == n_cols and all(c.row == row or c.row in whole for c in own):
            whole.add(row)
    return frozenset(whole)


def settled(table: TableTag, places: Mapping[int, tuple[float, float]]) -> TableTag:
    """The table with its empty cells where the file leaves them out: cells go to the columns that their text stands in.

    `places` are the x of the cells' texts, by position; those that hold text keep their position, and the empty ones
    come last. A table without holes comes back as it is.
    """
    n_cols, n_rows = width(table.cells), max(cell.row + cell.rowspan for cell in table.cells)
    if sum(cell.rowspan * cell.colspan for cell in table.cells) == n_rows * n_cols:
        return table
    whole = whole_rows(table.cells)
    known = [(c, places[i]) for i, c in enumerate(table.cells) if c.row in whole and i in places]
    cells = _moved(table, places, _extents(known, n_cols))
    known = [(c, places[i]) for i, c in enumerate(cells) if i in places]
    cells = _moved(table, places, _extents(known, n_cols))
    return table._replace(cells=(*cells, *_holes(cells, n_rows, n_cols)))


def _extents(known: Sequence[tuple[TaggedCell, tuple[float, float]]], n_cols: int) -> list[tuple[float, float] | None]:
    """From where to where the texts of each column's own cells stand."""
    result: list[tuple[float, float] | None] = []
    for col in range(n_cols):
        own = [x for cell, x in known if cell.col == col and cell.colspan == 1]
        result.append((min(x0 for x0, _ in own), max(x1 for _, x1 in own)) if own else None)
    return result


def _moved(
    table: TableTag, places: Mapping[int, tuple[float, float]], extents: Sequence[tuple[float, float] | None]
) -> list[TaggedCell]:
    """The cells, row by row, in the free columns that fit their text best, in their order."""
    cells = list(table.cells)
    rows: dict[int, list[int]] = {}
    for index, cell in enumerate(table.cells):
        rows.setdefault(cell.row, []).append(index)
    taken: set[tuple[int, int]] = set()
    for row in sorted(rows):
        free = [c for c in range(len(extents)) if (row, c) not in taken]
        for index, col in zip(rows[row], _best(rows[row], table, places, (free, extents)), strict=True):
            run = next((n for n in range(1, cells[index].colspan) if (row, col + n) in taken), cells[index].colspan)
            cell = cells[index] = cells[index]._replace(col=col, colspan=run)
            taken.update(
                (r, c) for r in range(row, row + cell.rowspan) for c in range(cell.col, cell.col + cell.colspan)
            )
    return cells


def _best(
    row: Sequence[int],
    table: TableTag,
    places: Mapping[int, tuple[float, float]],
    columns: tuple[Sequence[int], Sequence[tuple[float, float] | None]],
) -> list[int]:
    """The columns of a row's cells that lie nearest to their text, from left to right."""
    free, extents = columns
    spans = [table.cells[i].colspan for i in row]
    spare = len(free) - sum(spans)
    leftmost = [free[sum(spans[:k])] for k in range(len(row))]
    if spare <= 0 or len(row) * (spare + 1) > MAX_TRIALS:
        return leftmost
    # best[k] is the least cost of the cells so far with k free columns left out before and among them
    best: list[tuple[float, list[int]] | None] = [(0.0, []) for _ in range(spare + 1)]
    used = 0
    for index in row:
        span = table.cells[index].colspan
        fitted: list[tuple[float, list[int]] | None] = []
        for left_out in range(spare + 1):
            before = min((b for b in best[: left_out + 1] if b is not None), key=lambda b: b[0], default=None)
            cols = free[used + left_out : used + left_out + span]
            if before is None or cols[-1] - cols[0] != span - 1:
                fitted.append(None)
                continue
            cost = before[0] + _misfit(places.get(index), [extents[c] for c in cols])
            fitted.append((cost, [*before[1], cols[0]]))
        best = fitted
        used += span
    found = min((b for b in best if b is not None), key=lambda b: b[0], default=None)
    return found[1] if found else leftmost


def _misfit(place: tuple[float, float] | None, extents: Sequence[tuple[float, float] | None]) -> float:
    """How far the middle of a text stands outside the columns."""
    known = [extent for extent in extents if extent is not None]
    if place is None or not known:
        return 0.0
    middle = (place[0] + place[1]) / 2
    return max(0.0, min(x0 for x0, _ in known) - middle, middle - max(x1 for _, x1 in known))


def _holes(cells: Iterable[TaggedCell], n_rows: int, n_cols: int) -> list[TaggedCell]:
    return [TaggedCell(row, col, 1, 1, False) for row, col in free_places(cells, n_rows, n_cols)]


def merged_down(
    cells: Mapping[int, TaggedCell],
    filled: Collection[int],
    edges: Mapping[int, float],
    columns: Sequence[float],
    rules: Sequence[Stroke],
) -> dict[int, TaggedCell]:
    """The cells with empty ones joined to the one above that no rule parts them from, where rules part the others.

    Some word processors write cells over several rows as one with the text and empty ones. `edges` are the upper edges
    of rows whose row above stands over them, `columns` the boundaries of the columns. A table that has cells over
    several rows, or no upright rules, stays as it is.
    """
    result = dict(cells)
    if any(cell.rowspan > 1 for cell in cells.values()) or not any(not s.horizontal for s in rules):
        return result
    across = [s for s in rules if s.horizontal]
    above: dict[int, int] = {}
    for index, cell in sorted(cells.items(), key=lambda item: (item[1].row, item[1].col)):
        y, over = edges.get(cell.row), above.get(cell.col)
        above[cell.col] = index
        if y is None or over is None or index in filled or over not in filled:
            continue
        parted = [covered(across, y, columns[c] + INSET_PT, columns[c + 1] - INSET_PT) for c in range(len(columns) - 1)]
        own = parted[cell.col : cell.col + cell.colspan]
        if max(own) <= 1 - PARTED_SHARE and max(parted) >= PARTED_SHARE and result[over].colspan == cell.colspan:
            result[over] = result[over]._replace(rowspan=cell.row - result[over].row + 1)
            above[cell.col] = over
            del result[index]
    return result
