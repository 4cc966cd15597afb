"""A table as lines of figures: its rows, or turned round its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from natcom.checks.audit.arithmetic import PRINTED, rounding
from natcom.checks.base import Side, cell_side, side
from natcom.config.audit import TableWords
from natcom.config.pattern import NamedPattern
from natcom.records import Extraction, Table, TableValue


class Line(NamedTuple):
    """A row (or column) of a table: its head, and its figures by column (or row)."""

    number: int
    label: str
    total: bool
    aside: bool
    values: dict[int, TableValue]


class Sheet(NamedTuple):
    """The figures of a table line by line; `heads` label the other direction, `turned` where lines are columns."""

    table: Table
    lines: tuple[Line, ...]
    heads: dict[int, str]
    turned: bool

    def sides(self, values: Sequence[TableValue]) -> list[Side]:
        """Some values of the table as sides of a finding: the table with their cells, then each of them."""
        places = {(v.row, v.col) for v in values}
        cells = [cell for cell in self.table.cells if (cell.row, cell.col) in places]
        whole = cell_side(self.table, cells) if cells else side(self.table)
        return [whole, *(Side(value.value_id) for value in values)]


def sheets(extraction: Extraction, words: TableWords) -> Iterator[Sheet]:
    """Each table with figures, once by rows and once by columns."""
    figures: dict[str, list[TableValue]] = {}
    for value in extraction.table_values:
        figures.setdefault(value.table_id, []).append(value)
    for table in extraction.tables:
        own = figures.get(table.table_id, [])
        if own:
            rows, columns = _labels(table, own)
            yield _sheet(table, own, (rows, columns), words, turned=False)
            yield _sheet(table, own, (columns, rows), words, turned=True)


def _labels(table: Table, own: Sequence[TableValue]) -> tuple[dict[int, str], dict[int, str]]:
    rows = {v.row: " ".join(v.row_labels) for v in own}
    columns = {v.col: " ".join(v.col_labels) for v in own}
    for cell in table.cells:
        text = " ".join(cell.text.split())
        for row in range(cell.row, cell.row + cell.rowspan):
            if cell.col < table.header_cols and cell.row >= table.header_rows and text not in rows.get(row, ""):
                rows[row] = f"{rows.get(row, '')} {text}".strip()
        for col in range(cell.col, cell.col + cell.colspan):
            if cell.row < table.header_rows and text not in columns.get(col, ""):
                columns[col] = f"{columns.get(col, '')} {text}".strip()
    return rows, columns


def _sheet(
    table: Table,
    own: Sequence[TableValue],
    labels: tuple[dict[int, str], dict[int, str]],
    words: TableWords,
    turned: bool,
) -> Sheet:
    lines: dict[int, dict[int, TableValue]] = {}
    for value in own:
        number, place = (value.col, value.row) if turned else (value.row, value.col)
        lines.setdefault(number, {})[place] = value
    heads = labels[0]
    return Sheet(
        table,
        tuple(
            Line(
                number,
                heads.get(number, ""),
                says(words.total, heads.get(number, "")) or _marked(list(values.values()), turned),
                says(words.of_which, heads.get(number, "")),
                values,
            )
            for number, values in sorted(lines.items())
        ),
        labels[1],
        turned,
    )


def _marked(values: Sequence[TableValue], turned: bool) -> bool:
    """Whether the values of a row were read as totals; a column has no mark of its own."""
    return not turned and bool(values) and all(v.is_total for v in values)


def says(pattern: NamedPattern | None, text: str) -> bool:
    """Whether the pattern occurs in the text."""
    return pattern is not None and pattern.regex.search(text) is not None


def half(value: TableValue) -> float:
    """Half a unit of the last printed digit."""
    return rounding(value.text, float(value.value or 0))


def scale(value: TableValue) -> float:
    """What one printed unit is in the value's own unit: 1,000 in a table whose unit is a thousand tonnes."""
    printed = PRINTED.search(value.text)
    digits = float(printed.group().replace(",", "")) if printed else 0.0
    return abs(float(value.value or 0)) / digits if digits and value.value else 1.0


def counted(value: TableValue, caption: str, words: TableWords) -> bool:
    """Whether the figure is a count, by its unit, its labels or its table's caption: no rounding blurs it."""
    said = (caption, *value.col_labels, *value.row_labels, value.unit or "")
    return value.unit_code == "1" or says(words.counts, " ".join(said))
