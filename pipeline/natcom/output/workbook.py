"""`workbook.xlsx`: the results for people who work in Excel.

A sheet each for observations, facts, indicators and findings, with the columns of their CSV files, and one for every
table with its merged cells. Numbers are numbers; all else is written as text, so that nothing turns into a date and
nothing runs. The same extraction gives the same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from natcom.columns import Column, Value, flat_columns, flat_row
from natcom.output.files import RECORD_CLASSES, key_field, records_of
from natcom.output.schemas import Schema
from natcom.output.workbook_tables import add_table_sheets
from natcom.records import Extraction, Observation, Record

SHEETS = ("observations", "facts", "indicators", "findings")
REVIEW_PAGE = "review.html"
MOST_ROWS = 1_048_576  # of a sheet, by the file format; what goes beyond continues on another sheet
MOST_LINKS = 65_530  # of a sheet, by Excel's limits; further ids are plain text
MOST_CHARACTERS = 32_767  # of a cell, by Excel's limits
TITLE_CHARACTERS = 31  # of a sheet's name, by Excel's limits
WIDTHS = {"string": 20, "integer": 9, "number": 12, "boolean": 11}  # in characters
WIDE = {"quote": 40, "context": 60, "message": 60, "message_zh": 60, "row_labels": 30, "col_labels": 30, "steps": 40}
STRUCTURAL = "structural"

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can say
_FIXED_STAMP = b"1980-01-01T00:00:00Z"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # what XML cannot hold
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what Excel would read as an escaped character
_NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def text(value: str) -> str:
    """The text as a cell can hold it: control characters become U+FFFD, what is too long ends with an ellipsis."""
    clean = _ESCAPE.sub("_x005F_", _CONTROL.sub("\ufffd", value))
    return clean if len(clean) <= MOST_CHARACTERS else clean[: MOST_CHARACTERS - 1] + "…"


class Titles:
    """Names of sheets: at most 31 characters, none that Excel refuses, and no two alike."""

    def __init__(self) -> None:
        self._taken: set[str] = {"history"}  # Excel keeps this name for itself

    def make(self, wanted: str) -> str:
        """A free name as near to `wanted` as may be."""
        base = _NOT_IN_TITLE.sub(" ", text(wanted)).strip().strip("'")[:TITLE_CHARACTERS].strip() or "-"
        title, number = base, 1
        while title.casefold() in self._taken:
            number += 1
            mark = f" ({number})"
            title = base[: TITLE_CHARACTERS - len(mark)] + mark
        self._taken.add(title.casefold())
        return title


@dataclass(frozen=True)
class Book:
    """A workbook that is being written: its file, names of sheets taken, and the language of its heads.

    `looks` keeps what each style comes to in this file, since looking it up for every cell is slow.
    """

    file: Workbook
    titles: Titles
    chinese: bool
    looks: dict[str, Any] = field(default_factory=dict)

    def sheet(self, wanted: str) -> Any:
        """A new sheet that prints landscape, as wide as the page."""
        sheet = self.file.create_sheet(self.titles.make(wanted))
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToHeight = 0  # as many pages as it takes
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        return sheet

    def word(self, described: Mapping[str, Any]) -> str:
        """The title of a schema or a field in the language of the workbook."""
        name = str(described.get("title") or described["name"])
        return str(described.get("title_zh") or name) if self.chinese else name

    def cell(self, sheet: Any, value: Value, style: str, link: str | None = None) -> Any:
        """A cell; text is written as text, whatever it looks like. `link` is a record's id on the review page."""
        cell = WriteOnlyCell(sheet)
        if isinstance(value, str):
            cell._value = text(value)
            cell.data_type = "s"
        else:
            cell.value = value
        if link is not None:
            cell.hyperlink = Hyperlink(ref="", target=REVIEW_PAGE, location=text(link))
        if style not in self.looks:
            cell.style = style
            self.looks[style] = copy(cell._style)
        cell._style = self.looks[style]
        return cell


def workbook(extraction: Extraction, schemas: Mapping[str, Schema], language: str) -> bytes:
    """The workbook as the bytes of an .xlsx file, its heads in Chinese where `language` is Chinese, else in English.

    Counts of the text's own headings are there but hidden, until the filter of their column is cleared.
    """
    book = Book(Workbook(write_only=True), Titles(), language.startswith("zh"))
    for style in styles():
        book.file.add_named_style(style)
    hidden = {fact.fact_id for fact in extraction.facts if fact.structural}
    for name in SHEETS:
        _add_records(book, schemas, name, _sheet_rows(extraction, name, hidden))
    add_table_sheets(book, extraction.tables, extraction.table_values)
    content = io.BytesIO()
    book.file.save(content)
    return without_times(content.getvalue())


def styles() -> Iterator[NamedStyle]:
    """The looks of cells by name: head, words, wrapped, figure, link."""
    shade = PatternFill("solid", start_color="DDE6EE")
    top = Alignment(vertical="top")
    wrapped = Alignment(vertical="top", wrap_text=True)
    yield NamedStyle("head", font=Font(bold=True), fill=shade, alignment=wrapped, number_format="@")
    yield NamedStyle("words", alignment=top, number_format="@")
    yield NamedStyle("wrapped", alignment=wrapped, number_format="@")
    yield NamedStyle("figure", alignment=top)
    yield NamedStyle("link", font=Font(color="0563C1", underline="single"), alignment=top, number_format="@")


@dataclass(frozen=True)
class _Rows:
    """The rows of a sheet under its columns, each with the record it links to and whether it is hidden."""

    columns: tuple[Column, ...]
    rows: Iterable[tuple[tuple[Value, ...], str, bool]]
    filtered: str | None = None


def _sheet_rows(extraction: Extraction, name: str, hidden: set[str]) -> _Rows:
    model, records = RECORD_CLASSES[name], records_of(extraction, name)
    columns = flat_columns(model)
    if name == "observations":
        flag = Column(STRUCTURAL, "boolean", False, STRUCTURAL)
        return _Rows((*columns, flag), _with_flag(records, hidden), STRUCTURAL if hidden else None)
    key = key_field(model)
    rows = ((flat_row(record), getattr(record, key), getattr(record, key) in hidden) for record in records)
    return _Rows(columns, rows, STRUCTURAL if hidden and name == "facts" else None)


def _with_flag(records: Iterable[Record], hidden: set[str]) -> Iterator[tuple[tuple[Value, ...], str, bool]]:
    for record in records:
        assert isinstance(record, Observation)
        structural = record.record_id in hidden
        yield (*flat_row(record), structural), record.record_id, structural


def _add_records(book: Book, schemas: Mapping[str, Schema], name: str, content: _Rows) -> None:
    heads = {each["name"]: book.word(each) for schema in (schemas["facts"], schemas[name]) for each in schema.fields}
    columns, rows = content.columns, iter(content.rows)
    row = next(rows, None)
    first = True
    while first or row is not None:
        first = False
        sheet = book.sheet(book.word(schemas[name].descriptor))
        sheet.print_title_rows = "1:1"
        sheet.freeze_panes = "B2"
        for number, column in enumerate(columns, 1):
            width = WIDE.get(column.name, WIDTHS[column.type])
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.append([book.cell(sheet, heads.get(column.name, column.name), "head") for column in columns])
        count = 1
        while row is not None and count < MOST_ROWS:
            count += 1
            values, link, is_hidden = row
            if is_hidden:
                sheet.row_dimensions[count].hidden = True
            sheet.append(_cells(book, sheet, values, link if count <= MOST_LINKS else None))
            row = next(rows, None)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
        if content.filtered:
            position = [column.name for column in columns].index(content.filtered)
            sheet.auto_filter.add_filter_column(position, ["FALSE"])


def _cells(book: Book, sheet: Any, values: Sequence[Value], link: str | None) -> list[Any]:
    return [
        None
        if value is None
        else book.cell(sheet, value, "link", link)
        if number == 0 and link is not None
        else book.cell(sheet, value, "words" if isinstance(value, str) else "figure")
        for number, value in enumerate(values)
    ]


def without_times(content: bytes) -> bytes:
    """The same zip file with fixed times in its directory and in the document's properties."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "docProps/core.xml":
                data = _STAMP.sub(rb"\g<1>" + _FIXED_STAMP, data)
            entry = zipfile.ZipInfo(info.filename, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            new.writestr(entry, data)
    return fixed.getvalue()
