"""A workbook of every number of an edition, beside empty columns for what the next edition will say."""

from __future__ import annotations

import io
from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.styles import Alignment, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter

from natcom.columns import Value
from natcom.config.update_sheet import SheetColumn, UpdateSheetWords
from natcom.output.workbook import Book, Titles, styles, without_times
from natcom.records import Extraction, Fact, Table, TableValue

Row = dict[str, Value]

LABELS = " · "  # between the heads of a table's row and column
FILLED = "to fill"
LOOKS = {"value": "figure", "value_high": "figure", "context": "wrapped", "subject": "wrapped"}


def update_sheet(extraction: Extraction, words: UpdateSheetWords) -> bytes:
    """The .xlsx file, in Chinese for a report in Chinese; numbers page by page, each with its record's id.

    The same extraction gives the same bytes.
    """
    chinese = extraction.document.language.startswith("zh")
    book = Book(Workbook(write_only=True), Titles(), chinese)
    for style in (*styles(), _to_fill()):
        book.file.add_named_style(style)
    sheet = book.file.create_sheet(book.titles.make(words.title_zh if chinese else words.title))
    _lay_out(sheet, words.columns)
    sheet.append([book.cell(sheet, column.told(chinese=chinese), "head") for column in words.columns])
    count = 1
    for row in update_rows(extraction):
        row["kind"] = next(k.told(chinese=chinese) for k in words.kinds if k.name == row["kind"])
        sheet.append([_cell(book, sheet, column, row) for column in words.columns])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(words.columns))}{count}"
    content = io.BytesIO()
    book.file.save(content)
    return without_times(content.getvalue())


def _to_fill() -> NamedStyle:
    ground = PatternFill("solid", start_color="FFF8DC")
    return NamedStyle(FILLED, fill=ground, alignment=Alignment(vertical="top", wrap_text=True))


def _lay_out(sheet: object, columns: tuple[SheetColumn, ...]) -> None:
    sheet.freeze_panes = "A2"  # type: ignore[attr-defined]
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width  # type: ignore[attr-defined]


def _cell(book: Book, sheet: object, column: SheetColumn, row: Row) -> object:
    if column.fill:
        return book.cell(sheet, None, FILLED)
    return book.cell(sheet, row[column.name], LOOKS.get(column.name, "words"))


def update_rows(extraction: Extraction) -> Iterator[Row]:
    """Every fact and table value, page by page: where it stands, what it says, and its source where one is told."""
    titles = {s.path: f"{s.label} {s.title}".strip() for s in extraction.sections}
    tables = {table.table_id: table for table in extraction.tables}
    sources = {f.caption: f.source for f in extraction.figures} | {t.caption: t.source for t in extraction.tables}
    records: list[Fact | TableValue] = [*extraction.facts, *extraction.table_values]
    for record in sorted(records, key=lambda record: record.page or 0):
        if isinstance(record, Fact):
            yield _fact_row(record, titles, sources.get(record.context))
        else:
            yield _value_row(record, titles, tables.get(record.table_id))


def _fact_row(fact: Fact, titles: dict[str, str], source: str | None) -> Row:
    return {
        "kind": "fact",
        "section": titles.get(fact.section_path or "", fact.section_path),
        "page_label": fact.page_label or _text(fact.page),
        "subject": fact.subject,
        "context": fact.context,
        "quote": fact.quote,
        "value": fact.value,
        "value_high": fact.value_high,
        "unit": fact.unit,
        "period": fact.period,
        "source": source,
        "record_id": fact.fact_id,
    }


def _value_row(value: TableValue, titles: dict[str, str], table: Table | None) -> Row:
    path = table.section_path if table else None
    return {
        "kind": "table_value",
        "section": titles.get(path or "", path),
        "page_label": value.page_label or _text(value.page),
        "subject": LABELS.join((*value.row_labels, *value.col_labels)),
        "context": f"{table.label or ''} {table.caption or ''}".strip() if table else None,
        "quote": value.text,
        "value": value.value,
        "value_high": value.value_high,
        "unit": value.unit,
        "period": value.period,
        "source": table.source if table else None,
        "record_id": value.value_id,
    }


def _text(page: int | None) -> str | None:
    return None if page is None else str(page)
