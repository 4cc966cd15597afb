"""Tables as the page shows them: the new edition's grid with every changed cell marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from natcom.comparison.load import EditionView
from natcom.comparison.records import CellSide, Change, Comparison
from natcom.records import Table


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of the grid; `change` is what happened to it, if anything did."""

    text: str
    rowspan: int
    colspan: int
    head: bool
    change: Change | None


@dataclass(frozen=True, slots=True)
class TableView:
    """A table in which cells changed: its grid in the new edition, and the cells that are no longer given.

    `gone` names each row or column that they stood under, with their other labels and texts.
    """

    table: Table
    rows: tuple[tuple[CellView, ...], ...]
    gone: tuple[tuple[str, tuple[tuple[str, Change], ...]], ...]
    changes: tuple[Change, ...]


def table_views(comparison: Comparison, views: Sequence[EditionView]) -> list[TableView]:
    """The tables with changed cells, in the order of the last edition that has them."""
    by_table: dict[tuple[str, str], list[Change]] = defaultdict(list)
    became: dict[tuple[str, str], tuple[str, str]] = {}
    cells = [change for change in comparison.changes if change.what == "cell"]
    for change in cells:
        if isinstance(change.old, CellSide) and isinstance(change.new, CellSide):
            old = (change.old_document, change.old.table_id)
            became[old] = (change.new_document, change.new.table_id)
    for change in cells:
        by_table[_home(change, became)].append(change)
    tables = {(view.note.document_id, table.table_id): table for view in views for table in view.tables}
    return [_view(table, by_table[key]) for key, table in tables.items() if key in by_table]


def _home(change: Change, became: dict[tuple[str, str], tuple[str, str]]) -> tuple[str, str]:
    """The table that a change is shown in: the new one, or the old one where nothing else ties it to a new one."""
    if isinstance(change.new, CellSide):
        return change.new_document, change.new.table_id
    assert isinstance(change.old, CellSide)
    old = (change.old_document, change.old.table_id)
    return became.get(old, old)


def _view(table: Table, changes: Sequence[Change]) -> TableView:
    marked = {(c.new.row, c.new.col): c for c in changes if isinstance(c.new, CellSide)}
    rows: dict[int, list[CellView]] = {row: [] for row in range(table.n_rows)}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        head = cell.row < table.header_rows or cell.col < table.header_cols
        change = marked.get((cell.row, cell.col))
        rows[cell.row].append(CellView(cell.text, cell.rowspan, cell.colspan, head, change))
    return TableView(table, tuple(tuple(row) for row in rows.values()), _gone(changes), tuple(changes))


def _gone(changes: Sequence[Change]) -> tuple[tuple[str, tuple[tuple[str, Change], ...]], ...]:
    """The cells of the old edition only, under whichever label, of column or row, holds more of them together."""
    alone = [(c, c.old) for c in changes if c.new is None and isinstance(c.old, CellSide)]
    columns: dict[Any, list[Change]] = defaultdict(list)
    rows: dict[Any, list[Change]] = defaultdict(list)
    for change, side in alone:
        columns[side.col_labels].append(change)
        rows[side.row_labels].append(change)
    by_column = len(columns) <= len(rows)
    groups = columns if by_column else rows
    return tuple(
        (" / ".join(name), tuple((_other_label(change, by_column), change) for change in group))
        for name, group in groups.items()
    )


def _other_label(change: Change, by_column: bool) -> str:
    assert isinstance(change.old, CellSide)
    return " / ".join(change.old.row_labels if by_column else change.old.col_labels)
