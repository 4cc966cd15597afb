"""The tables of a database brought to the present version; what is newer than we are is refused."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from natcom._version import __version__
from natcom.databases.database import Database
from natcom.databases.dialects import comment_statements, table_statements, tie_statements
from natcom.databases.tables import SCHEMA_VERSION, model
from natcom.errors import OutputError

_COLUMNS = sa.table(
    "columns",
    *(sa.column(name) for name in ("table_catalog", "table_schema", "table_name", "column_name")),
    schema="information_schema",
)


def _present(database: Database) -> dict[str, set[str]]:
    """The columns of each table that the database has."""
    found: dict[str, set[str]] = defaultdict(set)
    here = sa.and_(
        _COLUMNS.c.table_schema == sa.func.current_schema(), _COLUMNS.c.table_catalog == sa.func.current_database()
    )
    for table, column in database.rows(sa.select(_COLUMNS.c.table_name, _COLUMNS.c.column_name).where(here)):
        found[table].add(column)
    return found


def _version(database: Database, present: dict[str, set[str]]) -> int | None:
    if "natcom_schema" not in present:
        return None
    table = model().tables["natcom_schema"]
    found = database.rows(sa.select(sa.func.max(table.c.version)))
    return int(found[0][0] or 0)


def now() -> dt.datetime:
    """The present time in UTC, without a zone, to the second (both databases hold it alike)."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0, tzinfo=None)


@dataclass(frozen=True)
class Prepared:
    """What was done to the tables: sentences to tell the user, and the tables that are new."""

    notes: tuple[str, ...]
    new: tuple[str, ...]


def finish(database: Database, prepared: Prepared) -> None:
    """Give new tables their indexes and foreign keys, now that they are filled."""
    tables = (table for table in model().sorted_tables if table.name in prepared.new)
    database.define(each for table in tables for each in tie_statements(table, database.foreign_keys))


def prepare(database: Database) -> Prepared:
    """Create what is missing; `finish` completes it once the rows are there.

    Raises:
        OutputError: the database was made by a newer natcom, or its tables are not natcom's.
    """
    present = _present(database)
    found = _version(database, present)
    if found is not None and found > SCHEMA_VERSION:
        raise OutputError(
            f"{database.name} has version {found} of the tables, and this natcom ({__version__}) knows only version "
            f"{SCHEMA_VERSION}; update natcom, or load into another database."
        )
    tables = model().tables
    foreign = sorted(present.keys() & tables.keys()) if found is None else []
    if foreign:
        raise OutputError(
            f"{database.name} already has a table {foreign[0]} that natcom did not make; load into another database "
            "or another schema."
        )
    new, columns = _create(database, present, refresh=found is not None and found < SCHEMA_VERSION)
    if found != SCHEMA_VERSION:
        row = {"version": SCHEMA_VERSION, "since": now(), "code_version": __version__}
        database.change(sa.insert(tables["natcom_schema"]).values(row))
    if found is None:
        return Prepared((f"Created the tables (version {SCHEMA_VERSION}).",), new)
    if found < SCHEMA_VERSION or new or columns:
        what = f": {', '.join((*new, *columns))}" if new or columns else ""
        return Prepared((f"Migrated the tables from version {found} to version {SCHEMA_VERSION}{what}.",), new)
    return Prepared((), ())


def _create(database: Database, present: dict[str, set[str]], refresh: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Create missing tables and columns; the names of both. `refresh` renews all comments too."""
    new: list[str] = []
    columns: list[str] = []
    statements: list[sa.Executable] = []
    for table in model().sorted_tables:
        if table.name not in present:
            statements += table_statements(table)
            new.append(table.name)
            continue
        missing = [column for column in table.columns if column.name not in present[table.name]]
        statements += (_add_column(database, column) for column in missing)
        columns += (f"{table.name}.{column.name}" for column in missing)
        if missing or refresh:
            statements += comment_statements(table)
    database.define(statements)
    return tuple(new), tuple(columns)


def _add_column(database: Database, column: sa.Column[Any]) -> sa.TextClause:
    """The statement that adds a column; what was loaded before has null there until it is loaded again."""
    quote = database.dialect.identifier_preparer.quote
    kind = column.type.compile(dialect=database.dialect)
    return sa.text(f"ALTER TABLE {quote(column.table.name)} ADD COLUMN {quote(column.name)} {kind}")
