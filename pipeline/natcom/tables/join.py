"""One table over several pages: the next page's rows below those of the page before."""

from __future__ import annotations

import itertools
from dataclasses import replace

from natcom.tables.lattice import free_places
from natcom.tables.parts import Part, TableCell, numeric_columns
from natcom.tables.pieces import is_number, is_year
from natcom.tables.wraps import is_code, starts_item
from natcom.text.joining import join_texts

SAME_X_PT = 5.0  # columns of one table stand at the same places on each page, but for a shift of the whole
COMMON_SHARE = 0.7  # of the narrower of two columns that text alone bounds: their boundaries lie anywhere in the white
STRIP_CELLS = 4  # two fields at least, name and value: a single cell may read the same by chance
MIN_VALUED, VALUED_SHARE = 6, 0.9  # rows of a table, and how many of them have values, that one without is none
HEAD_ALIKE = 0.7  # of a repeated head's cells read the same


def repeated_head(upper: Part, lower: Part) -> int:
    """The number of rows on top of `lower` that repeat the head of `upper`."""
    for rows in range(min(upper.head, lower.n_rows), 0, -1):
        ours = [t for r in range(upper.head - rows, upper.head) for t in upper.row_texts(r) if t]
        theirs = [t for r in range(rows) for t in lower.row_texts(r) if t]
        if rows == upper.head and theirs and sum(t in ours for t in theirs) >= HEAD_ALIKE * max(len(theirs), len(ours)):
            return rows
    return 0


def repeats(upper: Part, lower: Part) -> bool:
    """Whether `lower` is `upper`, a strip of fields without a head, printed again: cell for cell, numbers too."""
    if upper.head or lower.head or upper.n_cols != lower.n_cols or lower.n_rows > upper.n_rows:
        return False
    theirs = [lower.row_texts(row) for row in range(lower.n_rows)]
    alike = all(upper.row_texts(row) == texts for row, texts in enumerate(theirs))
    return alike and sum(bool(text) for text in theirs[0]) >= STRIP_CELLS


def same_columns(upper: Part, lower: Part) -> bool:
    """Whether the columns stand at the same places, the parts as a whole shifted or not."""
    if upper.n_cols != lower.n_cols:
        return False
    shift = lower.xs[0] - upper.xs[0]
    if all(abs(b - a - shift) <= SAME_X_PT for a, b in zip(upper.xs, lower.xs, strict=True)):
        return True
    if "grid" in (upper.method, lower.method):
        return False
    ours = itertools.pairwise(x + shift for x in upper.xs)
    return all(
        min(a[1], b[1]) - max(a[0], b[0]) >= COMMON_SHARE * min(a[1] - a[0], b[1] - b[0])
        for a, b in zip(ours, itertools.pairwise(lower.xs), strict=True)
    )


def goes_on(upper: Part, lower: Part) -> bool:
    """Whether `lower`, the first of the next page, goes on with `upper` where no caption tells."""
    repeated = repeated_head(upper, lower)
    if upper.n_cols != lower.n_cols:
        return False
    if repeated:
        return True
    if not same_columns(upper, lower):
        return False
    return lower.head == 0 or not (lower.head >= 2 or _has_head(lower))


def _has_head(part: Part) -> bool:
    """Whether the first row looks like a head: every cell filled and none a number, while numbers stand below."""
    first = part.starts(0)
    return all(c.text and not is_number(c.text) for c in first) and bool(numeric_columns(part, 1))


def stack(upper: Part, lower: Part) -> Part:
    """`lower` under `upper`, its repeated head left out, a row that the page break cut put together again."""
    skip = repeated_head(upper, lower)
    if not skip and lower.head and upper.head and _has_head(lower):
        skip = lower.head
    n_cols = max(upper.n_cols, lower.n_cols)
    body = [c for c in lower.cells if c.row >= skip]
    cut = bool(body) and _is_rest_of_row(upper, lower, skip)
    offset = upper.n_rows - skip - (1 if cut else 0)
    cells = list(upper.cells)
    moved = [replace(c, row=c.row + offset) for c in body]
    last = upper.n_rows - 1
    for cell in moved:
        over = upper.at(last, cell.col) if cell.row == last + (0 if cut else 1) else None
        if over is None or over.colspan != cell.colspan or over.col != cell.col:
            if not (cut and cell.row == last and over is not None):
                cells.append(cell)
            elif cell.text:
                cells = _with_text(cells, over, cell, 0)
            continue
        if cut and cell.row == last:
            cells = _with_text(cells, over, cell, cell.rowspan - 1)
        elif _one_cell(over, cell):
            cells = _with_text(cells, over, cell, cell.rowspan)
        else:
            cells.append(cell)
    n_rows = upper.n_rows + lower.n_rows - skip - (1 if cut else 0)
    cells = completed(cells, n_rows, n_cols)
    tops = upper.tops + lower.tops[skip + (1 if cut else 0) :]
    return Part(
        tuple(sorted(cells, key=lambda c: (c.row, c.col))),
        n_rows,
        n_cols,
        upper.head,
        upper.xs,
        tops,
        upper.heights + lower.heights[skip + (1 if cut else 0) :],
        upper.boxes + lower.boxes,
        upper.method,
        upper.evidence,
    )


def _with_text(cells: list[TableCell], over: TableCell, cell: TableCell, rows: int) -> list[TableCell]:
    whole = replace(over, text=join_texts(t for t in (over.text, cell.text) if t), rowspan=over.rowspan + rows)
    return [whole if c is over or (c.row, c.col) == (over.row, over.col) else c for c in cells]


def _is_rest_of_row(upper: Part, lower: Part, row: int) -> bool:
    """Whether the first row of `lower` goes on with the last of `upper`: no label or number, texts under texts only."""
    cells = lower.starts(row)
    filled = [c for c in cells if c.text]
    if not filled or any(is_number(c.text) for c in filled):
        return False
    if any(c.col == 0 for c in filled) and not _lacks_label(upper) and not _is_rest_of_name(upper, lower, row):
        return False
    if any(c.rowspan > 1 for c in filled) or not any(c.rowspan == 1 and not c.text for c in cells):
        return False  # empty cells over several rows alone are the lower part of one that names these rows too
    for cell in filled:
        over = upper.at(upper.n_rows - 1, cell.col)
        if over is None or (not over.text and cell.col > 0):
            return False
        if is_number(over.text) and not (cell.col == 0 and is_code(over.text)):
            return False
    return True


def _is_rest_of_name(upper: Part, lower: Part, row: int) -> bool:
    """Whether a row that has a name alone ends the name of the last row: nearly all rows of the table have values."""
    name = lower.at(row, 0)
    if name is None or starts_item(name.text):
        return False
    body = [(upper, r) for r in range(upper.head, upper.n_rows)]
    body += [(lower, r) for r in range(row + 1, lower.n_rows)]
    valued = sum(any(is_number(c.text) for c in part.starts(r)) for part, r in body)
    return len(body) >= MIN_VALUED and valued >= VALUED_SHARE * len(body)


def _lacks_label(upper: Part) -> bool:
    """Whether the last row has texts and no label: its label, set in the row's middle, stands on the next page."""
    cells = upper.starts(upper.n_rows - 1)
    first = upper.at(upper.n_rows - 1, 0)
    labels = [c for c in upper.cells if c.col == 0 and c.row >= upper.head]
    named = sum(bool(c.text) for c in labels[:-1]) == len(labels) - 1
    return first is not None and not first.text and first.rowspan == 1 and named and any(c.text for c in cells)


def _one_cell(over: TableCell, cell: TableCell) -> bool:
    """Whether two cells on either side of a page break are one: one is empty, one is over several rows."""
    return (
        bool(over.text) != bool(cell.text)
        and (over.rowspan > 1 or cell.rowspan > 1)
        and not (over.text and over.rowspan == 1 and is_number(over.text) and not is_year(over.text))
    )


def completed(cells: list[TableCell], n_rows: int, n_cols: int) -> list[TableCell]:
    """The cells with an empty one for each place of the grid that none covers."""
    sample = cells[0]
    empty = [
        replace(sample, row=row, col=col, rowspan=1, colspan=1, text="")
        for row, col in free_places(cells, n_rows, n_cols)
    ]
    return cells + empty


__all__ = ["completed", "goes_on", "repeated_head", "same_columns", "stack"]
