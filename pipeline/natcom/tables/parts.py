"""A table's part on one page with its cells' text, and its head."""

from __future__ import annotations

from dataclasses import dataclass, replace

from natcom.model import BBox, Page
from natcom.tables.pieces import is_number, is_period
from natcom.tables.read import Grid
from natcom.text.joining import join_texts

MAX_HEAD = 6  # more rows on top are no head
KEPT_SHARE = 0.5  # of its rows a column of ordinals fills less: account numbers that only group rows


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a part: its place in the grid, its text, its page, and its box in the page's reading frame."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    page: Page
    bbox: BBox


@dataclass(frozen=True, slots=True)
class Part:
    """A table, or what stands of it on one page.

    `tops` are the rows' upper edges, `heights` the middles of the lines of their numbers (of all lines where there are
    none), `xs` the columns' boundaries.
    """

    cells: tuple[TableCell, ...]
    n_rows: int
    n_cols: int
    head: int
    xs: tuple[float, ...]
    tops: tuple[float, ...]
    heights: tuple[tuple[float, ...], ...]
    boxes: tuple[tuple[Page, BBox], ...]
    method: str
    evidence: tuple[str, ...]

    def at(self, row: int, col: int) -> TableCell | None:
        """The cell that covers a place of the grid."""
        return next(
            (c for c in self.cells if c.row <= row < c.row + c.rowspan and c.col <= col < c.col + c.colspan), None
        )

    def row_texts(self, row: int) -> tuple[str, ...]:
        """The texts of the cells that begin in a row, without blanks."""
        return tuple("".join(c.text.split()) for c in self.cells if c.row == row)

    def starts(self, row: int) -> tuple[TableCell, ...]:
        """The cells that begin in a row."""
        return tuple(c for c in self.cells if c.row == row)


def part_of(grid: Grid, head: int | None = None) -> Part:
    """The part that a grid is, empty columns left out; `head` is the number of head rows where it is known."""
    grid_cells = tuple(
        TableCell(
            c.area.row,
            c.area.col,
            c.area.rowspan,
            c.area.colspan,
            join_texts(f.text for f in c.fragments),
            grid.page,
            c.bbox,
        )
        for c in grid.cells
    )
    part = Part(
        grid_cells,
        grid.n_rows,
        grid.n_cols,
        0,
        grid.xs,
        grid.ys[:-1],
        _heights(grid),
        ((grid.page, grid.bbox),),
        grid.method,
        grid.evidence,
    )
    return replace(part, head=head if head is not None else head_rows(part, grid.ruled_head))


def _heights(grid: Grid) -> tuple[tuple[float, ...], ...]:
    numbers: list[list[float]] = [[] for _ in range(grid.n_rows)]
    words: list[list[float]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        for piece in cell.fragments:
            (numbers if is_number(piece.text) else words)[cell.area.row].append(piece.middle)
    return tuple(tuple(sorted(n or w)) for n, w in zip(numbers, words, strict=True))


def _is_value(text: str) -> bool:
    """Whether a cell's text is a value of a body row: a number that is no year of a head."""
    return is_number(text) and not is_period(text)


def head_rows(part: Part, ruled: int) -> int:
    """The number of rows on top that hold column heads. `ruled` rows stand above the first full rule."""
    if part.n_rows < 2:
        return 0
    if _is_body(part, 0):
        return 0
    head = 1
    if 1 < ruled <= min(MAX_HEAD, part.n_rows - 1) and not any(_is_body(part, r) for r in range(ruled)):
        head = ruled
    while head < min(MAX_HEAD, part.n_rows - 1):
        reach = max((c.row + c.rowspan for c in part.cells if c.row < head), default=head)
        if head < reach <= min(MAX_HEAD, part.n_rows - 1) and not any(_is_body(part, r) for r in range(head, reach)):
            head = reach
        elif _goes_on(part, head):
            head += 1
        else:
            break
    return head


def _is_body(part: Part, row: int) -> bool:
    """Whether a row holds values in columns that hold values below too."""
    values = [c for c in part.starts(row) if c.text and _is_value(c.text) and any(ch.isdigit() for ch in c.text)]
    if not values:
        return False
    alike = 0
    for cell in values:
        below = [c for c in part.cells if c.row > row and c.col == cell.col and c.text]
        alike += not below or sum(_is_value(c.text) for c in below) >= 0.5 * len(below)
    return alike >= 0.5 * len(values)


def _goes_on(part: Part, row: int) -> bool:
    """Whether a row under the head belongs to it: it subdivides a head over several columns, or gives units, years."""
    cells = [c for c in part.starts(row) if c.text]
    if not cells or _is_body(part, row):
        return False
    above = [c for c in part.starts(row - 1) if c.colspan > 1 and c.text]
    whole = [c for c in above if c.colspan == part.n_cols]
    if whole and row == 1:
        return True
    divided = [c for c in above if c.colspan < part.n_cols]
    if divided:
        return all(any(a.col <= c.col < a.col + a.colspan for a in divided) or len(c.text) <= 12 for c in cells)
    first = part.at(row, 0)
    numeric = numeric_columns(part, row + 1)
    if first is not None and not first.text and numeric:
        return all(c.col in numeric for c in cells) and all(is_period(c.text) or not is_number(c.text) for c in cells)
    return False


def numeric_columns(part: Part, start: int) -> set[int]:
    """The columns most of whose texts from a row on are values; sparse columns of ordinals are none."""
    result = set()
    for col in range(part.n_cols):
        texts = [c.text for c in part.cells if c.row >= start and c.col == col and c.colspan == 1 and c.text]
        values = [t for t in texts if _is_value(t)]
        if not values or len(values) < 0.5 * len(texts):
            continue
        ordinals = all(t.isdecimal() and len(t) <= 2 for t in values)
        if ordinals and len(values) < KEPT_SHARE * (part.n_rows - start):
            continue
        result.add(col)
    return result


def head_columns(part: Part) -> int:
    """The number of columns at the left that name the rows: those before the first column of values, else one."""
    numeric = numeric_columns(part, part.head)
    if not numeric:
        return 1 if part.n_cols > 1 else 0
    return min(numeric)
