"""The files of an output folder: which records stand in which, and in what order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel

from natcom.columns import POINT_DECIMALS, first_box, ordered_fields
from natcom.records import DocumentRecord, Extraction, Record, RecordT


class TableCell(Record):
    """A row of `cells.csv`: a cell of the table `table_id`; rows and columns count from 0."""

    table_id: str
    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None


CELLS = "cells"  # the one file that is CSV only: in JSON the cells stand in their tables


def _record_classes() -> dict[str, type[Record]]:
    classes: dict[str, type[Record]] = {"documents": DocumentRecord}
    for name, field in Extraction.model_fields.items():
        if arguments := get_args(field.annotation):
            classes[name] = arguments[0]
        if name == "tables":
            classes[CELLS] = TableCell
    return classes


RECORD_CLASSES = _record_classes()


def records_of(extraction: Extraction, name: str) -> tuple[Record, ...]:
    """The records of the file `name`, in the order in which they are written: page, top, x0; ties by id.

    From Markdown the order is that of lines. Cells stand table by table, row by row. What has no place comes last.
    """
    if name == "documents":
        return (extraction.document,)
    if name == CELLS:
        return tuple(
            TableCell(table_id=table.table_id, **cell.__dict__)
            for table in reading_order(extraction.tables)
            for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col))
        )
    return reading_order(getattr(extraction, name))


def reading_order(records: Iterable[RecordT]) -> tuple[RecordT, ...]:
    """The records by page, top, x0 (as written, to a hundredth of a point), line, and id."""
    return tuple(sorted(records, key=_place))


def _place(record: Record) -> tuple[Any, ...]:
    page = getattr(record, "page", None)
    line = getattr(record, "line_start", None)
    x0, top = (round(side, POINT_DECIMALS) for side in (first_box(record) or (0.0, 0.0))[:2])
    return page is None and line is None, page or 0, line or 0, top, x0, str(getattr(record, key_field(type(record))))


def key_field(model: type[BaseModel]) -> str:
    """The field that holds the id of a record class."""
    return ordered_fields(model)[0]
