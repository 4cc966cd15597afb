"""Each output file against its Table Schema: types, what is required, unique or listed, bounds, references.

The schema becomes a pydantic model, so that thousands of rows are checked in one call; what a Table Schema cannot say
(a reference into one of several files, cells within their grid) is checked here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError, create_model

from natcom.checks.base import Side, cell_side, finding, record_id, side
from natcom.columns import flat_columns, flat_row
from natcom.config import Config
from natcom.config.schemas import SchemaField, TableSchema
from natcom.records import Extraction, Finding, Located, Record, Table

SHOWN = 20  # records named in one finding; the message tells how many there are

Row = dict[str, Any]


class _File(NamedTuple):
    """The records of one output file and the same as flat rows."""

    records: tuple[Record, ...]
    rows: list[Row]


def check_schemas(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Where records do not fit the schema of their file, a finding for each column and kind of fault."""
    schemas = config.schemas
    files = {name: _flat(records) for name in schemas if (records := _records(extraction, name)) is not None}
    for name, file in files.items():
        yield from _check_values(extraction, config, schemas[name], file)
        yield from _check_unique(extraction, config, schemas[name], file)
        yield from _check_foreign_keys(extraction, config, schemas[name], files)
    yield from _check_record_ids(extraction, config)
    yield from _check_grids(extraction, config)


def _records(extraction: Extraction, name: str) -> tuple[Record, ...] | None:
    """The records of an output file; None for `cells`, which stand in their tables."""
    if name == "documents":
        return (extraction.document,)
    return tuple(getattr(extraction, name)) if name in type(extraction).model_fields else None


def _flat(records: tuple[Record, ...]) -> _File:
    return _File(records, [_row(record) for record in records])


def _row(record: Record) -> Row:
    columns = flat_columns(type(record))
    try:
        values: Sequence[Any] = flat_row(record)
    except ValueError:  # a number that is not finite cannot be written; the schema tells which
        values = [getattr(record, column.name, None) for column in columns]
    return {column.name: value for column, value in zip(columns, values, strict=True)}


def _sides(records: Iterable[Record]) -> list[Side]:
    return [side(record) for record in list(records)[:SHOWN] if isinstance(record, Located)]


# ---------------------------------------------------------------- values


def _check_values(extraction: Extraction, config: Config, schema: TableSchema, file: _File) -> Iterator[Finding]:
    faults: dict[tuple[str, str], list[tuple[int, Any]]] = defaultdict(list)
    for index, column, kind, value in row_faults(schema, file.rows):
        faults[column, kind].append((index, value))
    for (column, kind), found in faults.items():
        yield finding(
            extraction,
            config,
            "schema-value",
            _sides(file.records[index] for index, _ in found),
            file=schema.name,
            column=column,
            count=len(found),
            expected=kind,
            found=str(found[0][1]),
        )


def row_faults(schema: TableSchema, rows: Sequence[Row]) -> Iterator[tuple[int, str, str, Any]]:
    """Row index, column, what it must be, and value of each value that does not fit the schema."""
    try:
        _rows_adapter(schema).validate_python(rows, strict=True)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            index, column = one["loc"][0], one["loc"][1] if len(one["loc"]) > 1 else ""
            yield int(index), str(column), _wanted(schema, str(column), one["type"]), one["input"] if column else None


def _wanted(schema: TableSchema, column: str, fault: str) -> str:
    """What the schema asks of the column, in the schema's own words, by pydantic's name of the fault.

    Those words are the same in every language: `required`, `minimum 1`, `enum a | b`.
    """
    field = next((one for one in schema.fields if one.name == column), None)
    if field is None:
        return "no such column"
    limits = field.constraints
    told = {
        "missing": "required",
        "string_too_short": "required",
        "literal_error": f"enum {' | '.join(map(str, limits.enum or ()))}",
        "greater_than_equal": f"minimum {limits.minimum:g}" if limits.minimum is not None else "minimum",
        "less_than_equal": f"maximum {limits.maximum:g}" if limits.maximum is not None else "maximum",
        "string_pattern_mismatch": f"pattern {limits.pattern}",
    }
    return told.get(fault, f"required {field.type}" if limits.required else field.type)


@lru_cache(maxsize=64)
def _rows_adapter(schema: TableSchema) -> TypeAdapter[list[Any]]:
    fields: dict[str, Any] = {field.name: (_annotation(schema, field), ...) for field in schema.fields}
    model: type[BaseModel] = create_model("Row", __config__=ConfigDict(extra="forbid"), **fields)
    return TypeAdapter(list[model])


def _annotation(schema: TableSchema, field: SchemaField) -> Any:
    limits = field.constraints
    missing = schema.missing_values if field.missing_values is None else field.missing_values
    kind: Any
    if limits.enum is not None:
        kind = Literal[limits.enum]
    elif field.type == "string":
        pattern = f"^(?:{limits.pattern})$" if limits.pattern else None
        shortest = 1 if limits.required and "" in missing else 0
        kind = Annotated[str, StringConstraints(pattern=pattern, min_length=shortest)]
    elif field.type == "boolean":
        kind = bool
    else:
        bounds = Field(ge=limits.minimum, le=limits.maximum)
        kind = (
            Annotated[int, bounds] if field.type == "integer" else Annotated[float, bounds, Field(allow_inf_nan=False)]
        )
    return kind if limits.required else kind | None


# ---------------------------------------------------------------- keys


def _check_unique(extraction: Extraction, config: Config, schema: TableSchema, file: _File) -> Iterator[Finding]:
    single = [(field.name,) for field in schema.fields if field.constraints.unique]
    for columns in dict.fromkeys([schema.primary_key, *single]):
        if not columns:
            continue
        places: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for index, row in enumerate(file.rows):
            places[tuple(row[column] for column in columns)].append(index)
        for value, indexes in places.items():
            if len(indexes) > 1 and None not in value:
                yield finding(
                    extraction,
                    config,
                    "schema-unique",
                    _sides(file.records[index] for index in indexes),
                    file=schema.name,
                    column=", ".join(columns),
                    count=len(indexes),
                    found=", ".join(map(str, value)),
                )


def _check_foreign_keys(
    extraction: Extraction, config: Config, schema: TableSchema, files: Mapping[str, _File]
) -> Iterator[Finding]:
    for key in schema.foreign_keys:
        target = key.reference.resource or schema.name
        if target not in files:
            continue
        known = {tuple(row[column] for column in key.reference.fields) for row in files[target].rows}
        lost: dict[tuple[Any, ...], list[Record]] = defaultdict(list)
        for record, row in zip(*files[schema.name], strict=True):
            value = tuple(row[column] for column in key.fields)
            if None not in value and value not in known:
                lost[value].append(record)
        for value, records in lost.items():
            columns, found = ", ".join(key.fields), ", ".join(map(str, value))
            yield _lost(extraction, config, (schema.name, columns, found, target), records)


def _lost(
    extraction: Extraction, config: Config, words: tuple[str, str, str, str], records: Sequence[Record]
) -> Finding:
    file, column, found, target = words
    return finding(
        extraction, config, "schema-reference", _sides(records), file=file, column=column, found=found, target=target
    )


def _check_record_ids(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """What names a record of one of several files names one that is there."""
    values = {f.fact_id for f in extraction.facts} | {v.value_id for v in extraction.table_values}
    series = values | {i.indicator_value_id for i in extraction.indicators}
    every = {record_id(r) for name in _LOCATED for r in getattr(extraction, name)}
    sources = values | {p.paragraph_id for p in extraction.paragraphs} | {m.mention_id for m in extraction.mentions}
    for name, known in (("indicators", sources), ("observations", series), ("coverage", every)):
        for record in getattr(extraction, name):
            if record.record_id is not None and record.record_id not in known:
                yield _lost(extraction, config, (name, "record_id", record.record_id, TARGETS[name]), [record])


TARGETS = {
    "indicators": "facts, table_values, paragraphs, mentions",
    "observations": "facts, table_values, indicators",
    "coverage": "any file",
}
_LOCATED = tuple(name for name in Extraction.model_fields if name not in {"document", "pages", "coverage", "findings"})


# ---------------------------------------------------------------- grids


def _check_grids(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Cells lie within the rows and columns of their table, and no two on one place."""
    for table in extraction.tables:
        taken: dict[tuple[int, int], int] = {}
        for index, cell in enumerate(table.cells):
            beyond = cell.row + cell.rowspan > table.n_rows or cell.col + cell.colspan > table.n_cols
            places = [
                (r, c)
                for r in range(cell.row, cell.row + cell.rowspan)
                for c in range(cell.col, cell.col + cell.colspan)
            ]
            if beyond or any(place in taken for place in places):
                yield _bad_cell(extraction, config, table, index)
            taken |= dict.fromkeys(places, index)


def _bad_cell(extraction: Extraction, config: Config, table: Table, index: int) -> Finding:
    cell = table.cells[index]
    return finding(
        extraction,
        config,
        "schema-grid",
        [cell_side(table, [cell])],
        table=table.number or table.table_id,
        row=str(cell.row),
        col=str(cell.col),
        expected=f"{table.n_rows} × {table.n_cols}",
        found=cell.text,
    )
