"""The files of an output folder: which records stand in which, and in what order."""

from __future__ import annotations

from typing import get_args

from pydantic import BaseModel

from natcom.columns import ordered_fields
from natcom.records import DocumentRecord, Extraction, Record


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
    """The records of the file `name`, in the order of the extraction, which is that of reading.

    Cells stand table by table, row by row.
    """
    if name == "documents":
        return (extraction.document,)
    if name == CELLS:
        return tuple(
            TableCell(table_id=table.table_id, **cell.__dict__)
            for table in extraction.tables
            for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col))
        )
    return tuple(getattr(extraction, name))


def key_field(model: type[BaseModel]) -> str:
    """The field that holds the id of a record class."""
    return ordered_fields(model)[0]
