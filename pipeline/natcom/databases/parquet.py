"""Parquet as a target: `FOLDER/<table>/document_id=<id>/data.parquet`, for every tool that reads Parquet.

The folder is read into a DuckDB in memory, changed there as any other database, and the partitions that changed are
written back. Writing back is in two steps: all new files stand complete in `.committed` before the first old file is
replaced, and whatever a load finds there it puts in its place first. So a load that is cut off is either not there at
all, or is finished by the next.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import duckdb
import sqlalchemy as sa
from sqlalchemy.schema import CreateTable

from natcom.databases.dialects import duckdb_dialect
from natcom.databases.duckdb_file import DuckDb, connect, transaction
from natcom.databases.tables import SCHEMA_VERSION, model
from natcom.errors import OutputError

LOCK = ".lock.duckdb"  # an empty database whose lock keeps other loads out
FRESH, COMMITTED = ".fresh", ".committed"
DATA = "data.parquet"
VERSIONS = "natcom_schema"
_PARTITION_BY = {"natcom_schema": None, "loads": None, "changes": "new_document", "restatements": "new_document"}

Fingerprints = dict[tuple[str, str | None], tuple[int, int]]
"""Of each table and partition, how many rows it has and a hash over them."""


def partition_column(table: str) -> str | None:
    """The column that a table's folders are named by; None where a table is one file."""
    return _PARTITION_BY.get(table, "document_id")


@contextmanager
def open_parquet(folder: Path, wait_seconds: float) -> Iterator[DuckDb]:
    """One transaction in the folder, which is made where there is none.

    Raises:
        OutputError: another load kept it for too long, it holds something else, or it cannot be written; then it is as
            it was.
    """
    name = f"parquet:{folder}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = connect(folder / LOCK, wait_seconds)
        connection.execute("ATTACH ':memory:' AS work")
        connection.execute("USE work")
        with transaction(connection, name) as database:
            _settle(folder)
            before = _read_folder(connection, folder)
            yield database
            _write_back(connection, folder, before)
    except OSError as error:
        raise OutputError(f"{name} could not be written: {error.strerror or error}.") from None


def _settle(folder: Path) -> None:
    """Put in place what a load that was cut off had committed, and drop what it had not."""
    shutil.rmtree(folder / FRESH, ignore_errors=True)
    committed = folder / COMMITTED
    if not committed.is_dir():
        return
    for source in sorted(committed.rglob(DATA)):
        place = folder / source.relative_to(committed)
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, place)
    shutil.rmtree(committed)


def _read_folder(connection: duckdb.DuckDBPyConnection, folder: Path) -> Fingerprints:
    """Fill the tables from the folder; the fingerprints of its partitions, none where all must be written anew."""
    if not (folder / VERSIONS / DATA).is_file():
        if found := [name for name in model().tables if (folder / name).exists()]:
            raise OutputError(f"{folder} has a folder {found[0]} that natcom did not make; choose another folder.")
        return {}
    dialect = duckdb_dialect()
    for table in model().sorted_tables:
        connection.execute(str(CreateTable(table, include_foreign_key_constraints=[]).compile(dialect=dialect)))
        if not (folder / table.name).is_dir():
            continue
        pattern = re.sub(r"([\[*?])", r"[\1]", str(folder / table.name))  # what stands in the path is meant literally
        pattern += f"/*/{DATA}" if partition_column(table.name) else f"/{DATA}"
        present = {column[0] for column in connection.execute(f"DESCRIBE {_reader()}", [pattern]).fetchall()}
        shared = ", ".join(_quoted(column.name) for column in table.columns if column.name in present)
        connection.execute(
            f"INSERT INTO {_quoted(table.name)} ({shared}) SELECT {shared} FROM ({_reader()})", [pattern]
        )
    version = connection.execute(f"SELECT max(version) FROM {VERSIONS}").fetchone()
    return _fingerprints(connection) if version and version[0] == SCHEMA_VERSION else {}


def _reader() -> str:
    return "SELECT * FROM read_parquet($1, hive_partitioning = true, hive_types_autocast = false, union_by_name = true)"


def _fingerprints(connection: duckdb.DuckDBPyConnection) -> Fingerprints:
    found: Fingerprints = {}
    names = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'work'").fetchall()
    present = {row[0] for row in names}
    for table in model().sorted_tables:
        if table.name not in present:
            continue
        column = partition_column(table.name)
        by = _quoted(column) if column else "NULL"
        rows = connection.execute(
            f"SELECT {by}, count(*), bit_xor(hash(every)) FROM {_quoted(table.name)} AS every GROUP BY {by}"
        ).fetchall()
        found |= {(table.name, value): (count, total) for value, count, total in rows}
    return found


def _write_back(connection: duckdb.DuckDBPyConnection, folder: Path, before: Fingerprints) -> None:
    """Write the partitions that differ from before, first apart, then in their place."""
    after = _fingerprints(connection)
    documents = [row[0] for row in connection.execute("SELECT document_id FROM documents").fetchall()]
    fresh = folder / FRESH
    for table in model().sorted_tables:
        column = partition_column(table.name)
        values = {value for name, value in (*before, *after) if name == table.name}
        if column == "document_id":
            values |= set(documents)  # an edition without figures has an empty file, so that every table can be read
        for value in sorted(values, key=str):
            place = Path(table.name, f"{column}={quote(value, safe='')}" if column and value is not None else "", DATA)
            key = (table.name, value)
            if (folder / place).is_file() and before.get(key) == after.get(key):
                continue
            (fresh / place).parent.mkdir(parents=True, exist_ok=True)
            _write(connection, table, value, fresh / place)
    if fresh.is_dir():
        fresh.rename(folder / COMMITTED)
        _settle(folder)


def _write(connection: duckdb.DuckDBPyConnection, table: sa.Table, value: str | None, place: Path) -> None:
    column = partition_column(table.name)
    where = f"WHERE {_quoted(column)} = {_literal(value)}" if column and value is not None else ""
    kept = ", ".join(_quoted(each.name) for each in table.columns if each.name != column)
    order = ", ".join(_quoted(each.name) for each in table.primary_key.columns)
    connection.execute(
        f"COPY (SELECT {kept} FROM {_quoted(table.name)} {where} ORDER BY {order}) TO {_literal(str(place))} "
        "(FORMAT parquet, COMPRESSION zstd)"
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
