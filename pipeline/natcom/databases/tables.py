"""The tables of a database, derived from the records, so that one model serves every target.

A table has the columns of the CSV file of the same name, and as JSON what only the JSON file holds (all boxes, the
steps). Record ids are unique within a document only, so every key leads with `document_id`. Foreign keys are
deferred: within one transaction the order of writing does not matter.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from natcom.columns import BOX_COLUMNS, BOX_FIELDS, ordered_fields
from natcom.comparison.records import Change, Restatement
from natcom.databases.comments import column_comments, table_comment
from natcom.output.files import RECORD_CLASSES, key_field

SCHEMA_VERSION = 1
"""Raised whenever a table or column is added, renamed or removed; older databases are migrated, newer ones refused."""


@dataclass(frozen=True)
class Field:
    """A column of a table of records.

    `kind` is string, words (a list joined by " | "), integer, number, boolean or json.
    `source` is the record's field it is filled from; "" where it is not.
    """

    name: str
    kind: str
    nullable: bool
    source: str


@dataclass(frozen=True)
class Dataset:
    """One table of records: `file` is where they stand in a folder, `inside` the nested list they are taken from.

    `key` identifies a row within the rows that are replaced together (`scope`); `parents` are (columns, table) pairs.
    `indexes` are on ids and codes only: PostgreSQL's take entries of up to 2,700 bytes, and printed text may be longer.
    """

    name: str
    record: type[BaseModel]
    key: tuple[str, ...]
    parents: tuple[tuple[tuple[str, ...], str], ...] = ()
    file: str = ""
    inside: str | None = None
    left_out: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    scope: tuple[str, ...] = ("document_id",)
    renamed: tuple[tuple[str, str], ...] = ()

    @property
    def source(self) -> str:
        """The name of the JSON file without its ending."""
        return self.file or self.name


_SECTION = (("section_id",), "sections")


_SETTINGS: dict[str, dict[str, Any]] = {
    "documents": {"indexes": (("party", "year"),)},
    "sections": {"parents": ((("parent_id",), "sections"),), "left_out": ("paragraphs",)},
    "paragraphs": {"parents": (_SECTION,)},
    "figures": {"parents": (_SECTION,)},
    "tables": {"parents": (_SECTION,), "left_out": ("cells",)},
    "cells": {
        "key": ("table_id", "row", "col"),
        "parents": ((("table_id",), "tables"),),
        "file": "tables",
        "inside": "cells",
    },
    "table_values": {
        "parents": ((("table_id",), "tables"),),
        "indexes": (("series_id", "period_start"), ("document_id", "table_id")),
    },
    "facts": {"parents": (_SECTION,), "indexes": (("series_id", "period_start"),)},
    "mentions": {"indexes": (("kind", "code"),)},
    "indicators": {"indexes": (("indicator", "period"),)},
    "observations": {
        "indexes": (("series_id", "period_start"), ("indicator",), ("area",), ("document_id", "record_id")),
    },
    "findings": {"indexes": (("rule",),)},
}

DATASETS: tuple[Dataset, ...] = tuple(
    Dataset(name, model, **{"key": (key_field(model),), **_SETTINGS.get(name, {})})
    for name, model in RECORD_CLASSES.items()
)
"""Every kind of record that an output folder holds."""

_BOTH_EDITIONS = ((("old_document",), "documents"), (("new_document",), "documents"))
COMPARISONS: tuple[Dataset, ...] = (
    Dataset(
        "changes",
        Change,
        ("change_id",),
        parents=_BOTH_EDITIONS,
        scope=("old_document", "new_document"),
        renamed=(("class_", "class"),),
    ),
    Dataset(
        "restatements",
        Restatement,
        ("restatement_id",),
        parents=_BOTH_EDITIONS,
        scope=("old_document", "new_document"),
        renamed=(("class_", "class"),),
    ),
)


def dataset(name: str) -> Dataset:
    """The dataset called `name`; KeyError where there is none."""
    return {each.name: each for each in (*DATASETS, *COMPARISONS)}[name]


def key_columns(data: Dataset) -> tuple[str, ...]:
    """The primary key: the scope's columns first, then what identifies a row within them."""
    return (*data.scope, *(name for name in data.key if name not in data.scope))


@lru_cache(maxsize=64)
def fields(data: Dataset) -> tuple[Field, ...]:
    """The columns of a dataset's table in order: its key, then those of the CSV file, then what only JSON holds."""
    keys = key_columns(data)
    found = {name: field for field in _record_fields(data) for name in (field.name,)}
    lead = [found.pop(name, Field(name, "string", False, "")) for name in keys]
    last = [Field("run_id", "string", False, "")] if data.name == "documents" else []
    return (*lead, *found.values(), *last)


def _record_fields(data: Dataset) -> Iterator[Field]:
    names = dict(data.renamed)
    nested = []
    for name in ordered_fields(data.record):
        if name in data.left_out:
            continue
        annotation = data.record.model_fields[name].annotation
        if name in BOX_FIELDS:
            yield from (Field(edge, "number", True, name) for edge in BOX_COLUMNS)
        if name == "boxes" or (name not in BOX_FIELDS and _is_nested(annotation)):
            nested.append(Field(names.get(name, name), "json", True, name))
        elif name not in BOX_FIELDS:
            nullable = type(None) in members(annotation)
            yield Field(names.get(name, name), _kind(annotation), nullable or _is_list(annotation), name)
    yield from nested


def members(annotation: Any) -> tuple[Any, ...]:
    """The types that a field may have."""
    return get_args(annotation) if get_origin(annotation) in {Union, types.UnionType} else (annotation,)


def _is_list(annotation: Any) -> bool:
    return any(get_origin(each) is tuple for each in members(annotation))


def _is_nested(annotation: Any) -> bool:
    """Whether the field holds records, or a list of anything but words."""
    for each in members(annotation):
        if get_origin(each) is tuple and get_args(each)[0] is not str:
            return True
        if get_origin(each) is Annotated or (isinstance(each, type) and issubclass(each, BaseModel)):
            return True
    return False


def _kind(annotation: Any) -> str:
    plain = [each for each in members(annotation) if each is not type(None)]
    if get_origin(plain[0]) is tuple:
        return "words"
    if float in plain:
        return "number"
    return {bool: "boolean", int: "integer"}.get(plain[0], "string")


_SQL_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    "string": sa.Text(),
    "words": sa.Text(),
    "integer": sa.BigInteger(),
    "number": sa.Double(),
    "boolean": sa.Boolean(),
    "json": JSONB(),
}


def _record_table(metadata: sa.MetaData, data: Dataset) -> sa.Table:
    comments = column_comments(data.name)
    items: list[Any] = [
        sa.Column(each.name, _SQL_TYPES[each.kind], nullable=each.nullable, comment=comments.get(each.name))
        for each in fields(data)
    ]
    items.append(sa.PrimaryKeyConstraint(*key_columns(data)))
    lead = () if data.scope != ("document_id",) else ("document_id",)
    if lead and data.name != "documents":
        items.append(_foreign_key(data.name, lead, "documents", lead))
    for own, parent in data.parents:
        theirs = (*lead, *(dataset(parent).key)) if lead else ("document_id",)
        items.append(_foreign_key(data.name, (*lead, *own), parent, theirs))
    for each in data.indexes:
        items.append(sa.Index(f"ix_{data.name}_{'_'.join(each)}", *each))
    return sa.Table(data.name, metadata, *items, comment=table_comment(data.name))


def _foreign_key(table: str, own: tuple[str, ...], parent: str, theirs: tuple[str, ...]) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        own,
        [f"{parent}.{column}" for column in theirs],
        name=f"fk_{table}_{own[-1]}",
        deferrable=True,
        initially="DEFERRED",
    )


def _own_table(metadata: sa.MetaData, name: str, key: tuple[str, ...], parts: list[Any]) -> None:
    comments = column_comments(name)
    for column in parts:
        if isinstance(column, sa.Column):
            column.comment = comments[column.name]
    sa.Table(name, metadata, *parts, sa.PrimaryKeyConstraint(*key), comment=table_comment(name))


def _add_bookkeeping(metadata: sa.MetaData) -> None:
    """The tables that the loader itself keeps: versions, loads, runs, and what later runs and editions changed."""
    text, when = sa.Text(), sa.DateTime()
    number: sa.types.TypeEngine[Any] = sa.Double()
    _own_table(
        metadata,
        "natcom_schema",
        ("version",),
        [
            sa.Column("version", sa.BigInteger(), autoincrement=False),
            sa.Column("since", when),
            sa.Column("code_version", text),
        ],
    )
    _own_table(
        metadata,
        "loads",
        ("load_id",),
        [
            sa.Column("load_id", sa.BigInteger(), autoincrement=False),
            sa.Column("loaded_at", when),
            sa.Column("code_version", text),
            *(sa.Column(name, sa.BigInteger()) for name in ("added", "removed", "changed")),
        ],
    )
    _own_table(
        metadata,
        "runs",
        ("document_id", "run_id"),
        [
            sa.Column("document_id", text),
            sa.Column("run_id", text),
            sa.Column("load_id", sa.BigInteger()),
            *(
                sa.Column(name, text)
                for name in ("source_sha256", "configuration_sha256", "code_sha256", "code_version", "status")
            ),
            *(sa.Column(name, JSONB()) for name in ("manifest", "run")),
            _foreign_key("runs", ("document_id",), "documents", ("document_id",)),
        ],
    )
    _own_table(
        metadata,
        "observation_history",
        ("load_id", "document_id", "observation_id", "scope"),
        [
            sa.Column("load_id", sa.BigInteger(), autoincrement=False),
            *(sa.Column(name, text) for name in ("document_id", "observation_id", "scope")),
            sa.Column("changed_at", when),
            *(sa.Column(name, text) for name in ("action", "cause", "series_id", "period_start", "period_end")),
            *(sa.Column(name, text) for name in ("old_document_id", "old_observation_id", "old_run_id", "new_run_id")),
            *(sa.Column(name, number) for name in ("old_value", "new_value")),
            *(sa.Column(name, text) for name in ("old_unit", "new_unit")),
            sa.Column("changed_columns", ARRAY(sa.Text())),
            *(sa.Column(name, JSONB()) for name in ("old_record", "new_record")),
            sa.Index("ix_observation_history_series_id_period_start", "series_id", "period_start"),
            sa.Index("ix_observation_history_document_id_observation_id", "document_id", "observation_id"),
        ],
    )


@lru_cache(maxsize=1)
def model() -> sa.MetaData:
    """All tables of a natcom database, with keys, indexes and comments."""
    metadata = sa.MetaData()
    for data in (*DATASETS, *COMPARISONS):
        _record_table(metadata, data)
    _add_bookkeeping(metadata)
    return metadata


STAGE = "stage_"


@lru_cache(maxsize=1)
def staging() -> sa.MetaData:
    """The temporary tables that hold what was read from folders: the same columns, no keys."""
    metadata = sa.MetaData()
    for table in (model().tables[each.name] for each in (*DATASETS, *COMPARISONS)):
        staged = [sa.Column(column.name, column.type) for column in table.columns]
        sa.Table(STAGE + table.name, metadata, *staged, prefixes=["TEMPORARY"])
    return metadata
