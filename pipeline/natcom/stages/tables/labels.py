"""The labels of a table's cells: heads above, labels beside, titles of groups, heads that begin anew within."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from natcom.records import Cell, Table
from natcom.stages.tables.cell_numbers import read_number

MIN_HEADS = 2  # years in a row that make it a head within the table
MIN_AGAIN = 4  # cells of a row that another page has again, to make it a head
RAISED_MARKS = re.compile(r"[¹²³⁴-⁹⁰*†‡§#]+$")

Place = tuple[int, int]


@dataclass(frozen=True)
class TableLabels:
    """A table's labels. `dates` tells whether a cell states a time and nothing else (1996, 1996/97)."""

    table: Table
    dates: Callable[[str], bool]

    @cached_property
    def by_place(self) -> Mapping[Place, Cell]:
        """The cell that covers each place of the grid."""
        return {
            (r, c): cell
            for cell in self.table.cells
            for r in range(cell.row, cell.row + cell.rowspan)
            for c in range(cell.col, cell.col + cell.colspan)
        }

    @cached_property
    def _rows(self) -> Mapping[int, tuple[Cell, ...]]:
        rows: dict[int, list[Cell]] = {}
        for cell in self.table.cells:
            if cell.text.strip():
                rows.setdefault(cell.row, []).append(cell)
        return {row: tuple(sorted(cells, key=lambda cell: cell.col)) for row, cells in rows.items()}

    @property
    def first_value_column(self) -> int:
        """The first column behind those of labels."""
        return max(self.table.header_cols, 1)

    @cached_property
    def inner_heads(self) -> tuple[int, ...]:
        """Body rows that are heads of the rows below them: all their cells behind the label state times."""
        found = []
        for row in range(self.table.header_rows, self.table.n_rows):
            cells = [cell for cell in self._rows.get(row, ()) if cell.col >= self.first_value_column]
            if len(cells) >= MIN_HEADS and all(self.dates(RAISED_MARKS.sub("", cell.text)) for cell in cells):
                found.append(row)
        return tuple(found)

    @cached_property
    def heads_again(self) -> tuple[int, ...]:
        """Body rows that are heads over several columns' parts, since another page has them again cell for cell.

        A table that goes on has its heads printed anew; rows of figures are not the same on two pages.
        """
        said: dict[tuple[str, ...], list[int]] = {}
        for row in range(self.table.header_rows, self.table.n_rows):
            cells = self._rows.get(row, ())
            if len(cells) >= MIN_AGAIN:
                said.setdefault(tuple(" ".join(cell.text.split()) for cell in cells), []).append(row)
        pages = {row: cells[0].page for row, cells in self._rows.items()}
        again = [rows for rows in said.values() if len({pages[row] for row in rows}) == len(rows) > 1]
        return tuple(sorted(row for rows in again for row in rows))

    @cached_property
    def groups(self) -> Mapping[int, str]:
        """For each body row the title of its group: the label of the last row above with a label and nothing else.

        The label of a head within the table is such a title too.
        """
        groups: dict[int, str] = {}
        current = ""
        for row in range(self.table.header_rows, self.table.n_rows):
            cells = self._rows.get(row, ())
            alone = len(cells) == 1 and cells[0].col == 0 and cells[0].rowspan == 1 and self.table.n_cols > 1
            if row in self.inner_heads:
                current = cells[0].text if cells[0].col < self.first_value_column else current
            elif alone and read_number(cells[0].text) is None:
                current = cells[0].text
            elif current:
                groups[row] = current
        return groups

    def rows(self, cell: Cell) -> tuple[str, ...]:
        """The labels of the cell's row from the outermost: its group's, then those in the label columns."""
        labels = [self.groups[cell.row]] if cell.row in self.groups else []
        for col in range(self.first_value_column):
            head = self.by_place.get((cell.row, col))
            if head is not None and head is not cell and head.text and head.text not in labels[-1:]:
                labels.append(head.text)
        return tuple(labels)

    def columns(self, cell: Cell) -> tuple[str, ...]:
        """The heads of the cell's column from the top; those of the last head within the table, where one is above."""
        inner = max((row for row in self.inner_heads if row < cell.row), default=None)
        if inner is not None:
            head = self.by_place.get((inner, cell.col))
            return (head.text,) if head is not None and head.text else ()
        again = max((row for row in self.heads_again if row < cell.row), default=None)
        below = self.by_place.get((again, cell.col)) if again is not None else None
        heads = self.heads(cell.col)
        return (*heads, below.text) if below is not None and below.text and below.text not in heads else heads

    def heads(self, col: int) -> tuple[str, ...]:
        """The heads of a column from the top, without a title over the whole table."""
        labels: list[str] = []
        seen: set[Place] = set()
        for row in range(self.table.header_rows):
            head = self.by_place.get((row, col))
            text = head.text if head is not None else ""
            if head is not None and ((head.row, head.col) in seen or head.colspan >= self.table.n_cols):
                continue
            text = text or self._spread.get((row, col), "")
            if text:
                labels.append(text)
            if head is not None:
                seen.add((head.row, head.col))
        return tuple(labels)

    @cached_property
    def title(self) -> str:
        """The text of head cells over the whole table, which are titles rather than heads."""
        whole = (c for c in self.table.cells if c.row < self.table.header_rows and c.colspan >= self.table.n_cols > 1)
        return " ".join(cell.text for cell in whole)

    @cached_property
    def stub(self) -> str:
        """The head over the label columns, which may speak of the whole table."""
        texts = (self.heads(col) for col in range(self.first_value_column))
        return " ".join(dict.fromkeys(text for labels in texts for text in labels))

    @cached_property
    def _spread(self) -> Mapping[Place, str]:
        """Heads that are printed once over a group of columns, for the group's other columns.

        A group is seen where the heads below repeat in turn (male, female, male, female …) and the row above has one
        text for each turn.
        """
        spread: dict[Place, str] = {}
        columns = range(self.first_value_column, self.table.n_cols)
        for row in range(self.table.header_rows - 1):
            below = [self._text(row + 1, col) for col in columns]
            turn = _turn(below)
            if not turn:
                continue
            for start in range(0, len(below), turn):
                group = columns[start : start + turn]
                texts = [text for col in group if (text := self._text(row, col))]
                if len(set(texts)) == 1:
                    spread.update({(row, col): texts[0] for col in group})
        return spread

    def _text(self, row: int, col: int) -> str:
        cell = self.by_place.get((row, col))
        return cell.text if cell is not None else ""


def _turn(texts: Sequence[str]) -> int:
    """After how many columns the texts begin anew, at least twice; 0 where they do not.

    >>> _turn(["m", "f", "m", "f"]), _turn(["a", "b", "c"]), _turn(["a", "a", "a"])
    (2, 0, 0)
    """
    for length in range(2, len(texts) // 2 + 1):
        differ = len(texts) % length == 0 and all(texts) and len(set(texts[:length])) == length
        if differ and all(text == texts[i % length] for i, text in enumerate(texts)):
            return length
    return 0
