"""CSV for people who open CSV in Excel: with a byte order mark, and no cell that would run or turn into a date."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from natcom.columns import Value, flat_columns, flat_row
from natcom.output.files import RECORD_CLASSES, records_of
from natcom.records import Extraction

BYTE_ORDER_MARK = "\ufeff"
RUNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the start of a formula, in full width too."""

MOST_CHARACTERS = 255  # of a text within a formula, by Excel's limits
WORDS = frozenset({"TRUE", "FALSE"})


def excel_files(extraction: Extraction) -> dict[str, bytes]:
    """The CSV files of an edition by name; numbers stand bare, and every text that Excel might change is quoted."""
    return {
        f"{name}.csv": _file(
            [column.name for column in flat_columns(model)],
            [flat_row(record) for record in records_of(extraction, name)],
        )
        for name, model in RECORD_CLASSES.items()
    }


def excel_text(text: str) -> str:
    """The text so that Excel shows just this, and runs and converts nothing: where need be, as a formula `="text"`.

    A formula of one quoted text is the only spelling in CSV that Excel does not convert. It can hold neither a line
    break nor more than 255 characters: such a text gets an apostrophe in front where it would run.

    >>> excel_text("8-1"), excel_text("=1+1"), excel_text("Table")
    ('="8-1"', '="=1+1"', 'Table')
    """
    runs = text.startswith(RUNS)
    if not (runs or text[:1].isdigit() or text.upper() in WORDS):  # a number, a date or a time starts with a digit
        return text
    if len(text) > MOST_CHARACTERS or "\n" in text or "\r" in text:
        return f"'{text}" if runs else text
    return '="' + text.replace('"', '""') + '"'


def _file(head: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow([excel_text(value) if isinstance(value, str) else value for value in row])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()
