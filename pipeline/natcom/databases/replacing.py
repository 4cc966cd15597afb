"""Making the rows of some editions equal to what was staged, touching only rows that differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from natcom.databases.database import Database
from natcom.databases.tables import STAGE, Dataset, key_columns, model, staging

Scope = tuple[str, ...]
"""The values of a dataset's scope columns: a document's id, or those of two editions compared."""


@dataclass(frozen=True)
class Counts:
    """Rows that came, went and changed."""

    added: int = 0
    removed: int = 0
    changed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.added + other.added, self.removed + other.removed, self.changed + other.changed)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def pair(data: Dataset) -> tuple[sa.Table, sa.Table]:
    """The table of a dataset and its staging table."""
    return model().tables[data.name], staging().tables[STAGE + data.name]


def same_key(data: Dataset, one: sa.FromClause, other: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether two rows have the same primary key."""
    return sa.and_(*(one.c[name] == other.c[name] for name in key_columns(data)))


def differs(data: Dataset, one: sa.FromClause, other: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether two rows of the same key differ in any other column."""
    keys = key_columns(data)
    return sa.or_(
        sa.false(), *(one.c[each.name].is_distinct_from(other.c[each.name]) for each in one.c if each.name not in keys)
    )


def among(column: sa.ColumnElement[Any], values: Sequence[str]) -> sa.ColumnElement[bool]:
    """Whether the column is one of the values, however many (they travel as one array, not as parameters each)."""
    return column == sa.any_(sa.bindparam(None, list(values), type_=ARRAY(sa.Text)))


def in_scope(data: Dataset, table: sa.FromClause, scopes: Sequence[Scope]) -> sa.ColumnElement[bool]:
    """Whether a row belongs to what is being replaced."""
    if len(data.scope) == 1:
        return among(table.c[data.scope[0]], [scope[0] for scope in scopes])
    return sa.or_(
        sa.false(),
        *(
            sa.and_(*(table.c[name] == value for name, value in zip(data.scope, scope, strict=True)))
            for scope in scopes
        ),
    )


def replace(database: Database, data: Dataset, scopes: Sequence[Scope]) -> Counts:
    """Make the dataset's rows of `scopes` equal to the staged ones; rows that do not differ are not touched."""
    table, stage = pair(data)
    keys = key_columns(data)
    match = same_key(data, table, stage)
    known = database.rows(sa.select(sa.literal(1)).select_from(table).where(in_scope(data, table, scopes)).limit(1))
    removed = changed = 0
    fresh = sa.select(*stage.c)
    if known:
        gone = ~sa.exists(sa.select(sa.literal(1)).select_from(stage).where(match))
        removed = database.change(sa.delete(table).where(in_scope(data, table, scopes), gone))
        values = {each.name: stage.c[each.name] for each in table.c if each.name not in keys}
        if values:
            changed = database.change(sa.update(table).values(values).where(match, differs(data, table, stage)))
        fresh = fresh.where(~sa.exists(sa.select(sa.literal(1)).select_from(table).where(match)))
    added = database.change(sa.insert(table).from_select([each.name for each in stage.c], fresh))
    return Counts(added, removed, changed)
