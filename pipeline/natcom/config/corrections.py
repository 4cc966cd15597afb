"""What people have mended in one edition: `configs/editions/<id>.corrections.csv`.

A row names a record by its id, and by its anchor (page, printed text, how-manieth on that page) for the day when
reading improves and ids change.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import Field, TypeAdapter, ValidationError, ValidationInfo, field_validator

from natcom.columns import SEPARATOR
from natcom.config._toml import Settings, read_csv, validate
from natcom.errors import ConfigError
from natcom.records import (
    Abbreviation,
    Fact,
    Figure,
    Footnote,
    IndicatorValue,
    Mention,
    Record,
    Reference,
    Section,
    Table,
    TableValue,
)

COLUMNS = ("action", "file", "record_id", "page", "text", "occurrence", "field", "value", "reason", "who", "when")
FINDINGS = "findings"


class Correctable(NamedTuple):
    """An output file whose records people may mend: its class, its id, and the field that holds the printed text."""

    record: type[Record]
    id_field: str
    text_field: str


CORRECTABLE = {
    "sections": Correctable(Section, "section_id", "title"),
    "figures": Correctable(Figure, "figure_id", "caption"),
    "tables": Correctable(Table, "table_id", "caption"),
    "table_values": Correctable(TableValue, "value_id", "text"),
    "facts": Correctable(Fact, "fact_id", "quote"),
    "mentions": Correctable(Mention, "mention_id", "text"),
    "indicators": Correctable(IndicatorValue, "indicator_value_id", "indicator"),
    "references": Correctable(Reference, "reference_id", "text"),
    "abbreviations": Correctable(Abbreviation, "abbreviation_id", "short"),
    "footnotes": Correctable(Footnote, "footnote_id", "text"),
}
ADDABLE = ("facts", "figures", "abbreviations", "references", "mentions")
CELL_FIELD = r"cell (?P<row>\d+),(?P<col>\d+)"  # the field of a table that means one cell's text, from 0
_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
PERIOD = rf"{_DAY}|{_DAY}/(?:{_DAY}|\.\.)|\.\./{_DAY}"
OWN_PLACE = frozenset({"page", "page_label", "boxes", "line_start", "line_end", "corrected_from", "steps", "cells"})


class Correction(Settings):
    """One row. `page` is the physical page, `text` the printed text of the record, `occurrence` counts it on that page.

    `fix` sets a field, `reject` drops the record, `add` makes a new one (a row for each of its fields), `waive` takes a
    finding off the list: `field` is then the rule and `value` the status, `waived` where it is empty.
    """

    line: int
    action: Literal["fix", "reject", "add", "waive"]
    file: str = "facts"
    record_id: str = ""
    page: int | None = Field(None, ge=1)
    text: str = ""
    occurrence: int = Field(1, ge=1)
    field: str = ""
    value: str = ""
    reason: str = ""
    who: str = ""
    when: str = ""

    @field_validator("page", mode="before")
    @classmethod
    def _no_page(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("file", "occurrence", mode="before")
    @classmethod
    def _default(cls, value: object, info: ValidationInfo) -> object:
        return cls.model_fields[info.field_name or ""].default if value == "" else value

    def parsed(self) -> Any:
        """`value` in the type of the field it is for; an empty cell is null where the field may be null.

        Raises:
            ValueError: it does not fit the field.
        """
        if self.field not in CORRECTABLE[self.file].record.model_fields:  # a cell's text
            return self.value
        return _parse(self.file, self.field, self.value)


def _parse(file: str, field: str, value: str) -> Any:
    adapter = _adapter(file, field)
    wanted: Any = value
    if isinstance(_default_of(file, field), tuple):
        wanted = tuple(value.split(SEPARATOR)) if value else ()
    elif value == "" and _takes(adapter, None):
        return None
    try:
        parsed = adapter.validate_strings(wanted) if isinstance(wanted, str) else adapter.validate_python(wanted)
    except ValidationError as error:
        raise ValueError(f"{value!r} is no value for {field}: {error.errors()[0]['msg']}") from None
    return int(value) if isinstance(parsed, float) and re.fullmatch(r"[+-]?\d+", value) else parsed


@lru_cache(maxsize=256)
def _adapter(file: str, field: str) -> TypeAdapter[Any]:
    annotation: Any = CORRECTABLE[file].record.model_fields[field].annotation
    return TypeAdapter(annotation)


def _default_of(file: str, field: str) -> Any:
    return CORRECTABLE[file].record.model_fields[field].default


def _takes(adapter: TypeAdapter[Any], value: Any) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The rows of a corrections file, in order.

    Raises:
        ConfigError: the file is not such a table, or a row cannot be understood (its line is named).
    """
    rows = read_csv(path)
    corrections = []
    for number, row in enumerate(rows, 2):
        where = f"{path}: line {number}"
        unknown = sorted(set(row) - set(COLUMNS))
        if unknown:
            raise ConfigError(f"{path}: {unknown[0]} is not a column; the columns are {', '.join(COLUMNS)}.")
        if not any(row.values()):
            continue
        correction = validate({"line": number, **row}, Correction, where)
        problem = _problem(correction)
        if problem:
            raise ConfigError(f"{where}: {problem}.")
        corrections.append(correction)
    return tuple(corrections)


def _problem(row: Correction) -> str | None:
    """What is wrong with a row, in words; None where nothing is."""
    if not row.record_id and not (row.page and row.text) and not (row.action == "waive" and row.field):
        return "it names neither a record_id nor a page and a text"
    if row.action == "waive":
        return None if row.value in ("", "waived", "accepted") else f"a finding is waived or accepted, not {row.value}"
    known = CORRECTABLE.get(row.file)
    if known is None:
        return f"{row.file} is not a file that can be corrected; these can: {', '.join(CORRECTABLE)}"
    if row.action == "reject":
        return "a section cannot be rejected, only renamed" if row.file == "sections" else None
    if row.action == "add" and (row.file not in ADDABLE or not (row.page and row.text)):
        return f"only {', '.join(ADDABLE)} can be added, with the page and the text as printed"
    if row.file == "tables" and re.fullmatch(CELL_FIELD, row.field):
        return None
    if row.field not in known.record.model_fields or row.field in OWN_PLACE or row.field == known.id_field:
        return f"{row.field or 'an empty field'} is not a field of {row.file} that can be set"
    try:
        row.parsed()
    except ValueError as error:
        return str(error)
    if row.field == "period" and row.value and not re.fullmatch(PERIOD, row.value):
        return f"{row.value!r} is no period; write 2022, 2023-11, 2020/2025, 2021/.. or ../2024-05"
    return None
