"""The sheets of the workbook that show each table as it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import copy
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from natcom.records import Cell, Table, TableValue

if TYPE_CHECKING:
    from natcom.output.workbook import Book

Place = tuple[str, int, int]
"""A cell: the id of its table, its row and its column."""

GRID_ROW = 3  # the caption stands above the grid, and a free row between
PERCENT_DECIMALS = 12  # enough to undo what dividing by a hundred does to a decimal
COLUMN_WIDTH = 14  # in characters
_PRINTED = re.compile(
    r"(?P<open>\(?)(?P<digits>[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<percent> ?%?)(?P<close>\)?)[⁰¹²³⁴-⁹]*"
)
_PLAIN_NUMBER = re.compile(r"[-−]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")


def add_table_sheets(book: Book, tables: Iterable[Table], values: Iterable[TableValue]) -> None:
    """Add a sheet for every table: caption with a link to the proof, grid with merged cells, notes and source."""
    numbers = {(v.table_id, v.row, v.col): v.value for v in values if v.value is not None and v.value_high is None}
    for table in tables:
        _add_sheet(book, table, numbers)


def plain_number(printed: str, value: float | int | None) -> float | int | None:
    """`value` where the printed text is just this number in digits, so that a number may stand for it; else None.

    >>> plain_number("1,234.50", 1234.5), plain_number("8-1", 8), plain_number("5%", 5)
    (1234.5, None, None)
    """
    digits = printed.strip()
    if value is None or not _PLAIN_NUMBER.fullmatch(digits):
        return None
    return value if float(digits.replace(",", "").replace("−", "-")) == value else None


def number_format(printed: str) -> str:
    """The format that shows a number as it is printed: its decimals, and commas where it has them."""
    decimals = len(printed.strip().partition(".")[2])
    return ("#,##0" if "," in printed else "0") + ("." + "0" * decimals if decimals else "")


def _add_sheet(book: Book, table: Table, numbers: Mapping[Place, float | int]) -> None:
    sheet = book.sheet(table.label or table.caption or table.table_id)
    heads = GRID_ROW + min(table.header_rows, table.n_rows)
    sheet.freeze_panes = f"{get_column_letter(min(table.header_cols, table.n_cols) + 1)}{heads}"
    for column in range(1, table.n_cols + 1):
        sheet.column_dimensions[get_column_letter(column)].width = COLUMN_WIDTH
    title = " ".join(part for part in (table.label, table.caption) if part) or table.table_id
    sheet.append([book.cell(sheet, title, "link", table.table_id)])
    sheet.append([book.cell(sheet, table.unit_note, "words")] if table.unit_note else [])
    grid: list[list[Cell | None]] = [[None] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        if cell.row < table.n_rows and cell.col < table.n_cols:
            grid[cell.row][cell.col] = cell
    for row in grid:
        sheet.append([_table_cell(book, sheet, table, cell, numbers) for cell in row])
    sheet.append([])
    for below in (*table.notes, *((table.source,) if table.source else ())):
        sheet.append([book.cell(sheet, below, "words")])
    for cell in sorted(table.cells, key=lambda each: (each.row, each.col)):
        if cell.rowspan > 1 or cell.colspan > 1:
            sheet.merged_cells.add(_merged(cell))


def _table_cell(book: Book, sheet: Any, table: Table, cell: Cell | None, numbers: Mapping[Place, float | int]) -> Any:
    if cell is None:
        return None
    is_head = cell.row < table.header_rows or cell.col < table.header_cols
    value = None if is_head else numbers.get((table.table_id, cell.row, cell.col))
    shown = shown_number(cell.text, value)
    if shown is None:
        return book.cell(sheet, cell.text, "head" if is_head else "wrapped")
    number, form = shown
    found = book.cell(sheet, number, "figure")
    found._style = copy(found._style)  # shared with all other figures
    found.number_format = form
    return found


def shown_number(printed: str, value: float | int | None) -> tuple[float | int, str] | None:
    """The number for a cell and the format that prints it as the report does; None where it must remain text.

    A per cent is a hundredth, as spreadsheets hold it; a number in brackets is negative where it was read so.

    >>> shown_number("-2.80%", -2.8), shown_number("(1,800)", -1800)
    ((-0.028, '0.00%'), (-1800, '#,##0_);(#,##0)'))
    """
    plain = plain_number(printed, value)
    if plain is not None:
        return plain, number_format(printed)
    match = _PRINTED.fullmatch(printed.strip())
    if match is None or value is None or bool(match["open"]) != bool(match["close"]):
        return None
    size = float(match["digits"].replace(",", "").replace("−", "-"))
    form = number_format(match["digits"])
    if match["open"]:
        return (value, f"{form}_);({form})") if value == -size and not match["percent"] else None
    if value != size:
        return None
    return (round(value / 100, PERCENT_DECIMALS), f"{form}%") if "%" in match["percent"] else (value, form)


def _merged(cell: Cell) -> CellRange:
    row, col = cell.row + GRID_ROW, cell.col + 1
    return CellRange(min_row=row, max_row=row + cell.rowspan - 1, min_col=col, max_col=col + cell.colspan - 1)
