"""DuckDB as a target: a file that one process at a time may write."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import sqlalchemy as sa

from natcom.databases.dialects import duckdb_dialect, script_of
from natcom.databases.staging import Staging
from natcom.errors import NatcomError, OutputError

LOOK_AGAIN_SECONDS = 0.2  # how often a waiting writer tries the lock


class DuckDb:
    """A transaction in a DuckDB connection; the staging tables live in the same connection."""

    foreign_keys = False
    row_as_json = "to_json"

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        self.name = name
        self.staging = Staging(connection)
        self._connection = connection
        self.dialect = duckdb_dialect()

    def _run(self, statement: sa.Executable) -> duckdb.DuckDBPyConnection:
        compiled = statement.compile(dialect=self.dialect, compile_kwargs={"render_postcompile": True})  # type: ignore[attr-defined]
        names = getattr(compiled, "positiontup", None) or ()
        return self._connection.execute(str(compiled), [compiled.params[name] for name in names])

    def rows(self, statement: sa.Executable) -> list[tuple[Any, ...]]:
        """The rows that a statement yields."""
        return self._run(statement).fetchall()

    def change(self, statement: sa.Executable) -> int:
        """Run a statement that changes something; the number of rows it touched."""
        found = self._run(statement).fetchone()
        return int(found[0]) if found and isinstance(found[0], int) else 0

    def define(self, statements: Iterable[sa.Executable]) -> None:
        """Run statements that create, alter or describe tables, all in one go."""
        if script := script_of(statements, self.dialect):
            self._connection.execute(script)

    def look_over(self, names: Iterable[str]) -> None:
        """Nothing to do: DuckDB always knows."""

    def bring(self, name: str) -> None:
        """Nothing to do: what is staged is visible here."""


def connect(path: Path, wait_seconds: float) -> duckdb.DuckDBPyConnection:
    """The file opened for writing, as soon as no other program holds it.

    Raises:
        OutputError: another program kept it for longer than `wait_seconds`, or it cannot be opened.
    """
    until = time.monotonic() + wait_seconds
    while True:
        try:
            return duckdb.connect(str(path))
        except duckdb.Error as error:
            text = str(error)
            busy = "lock on file" in text or "being used by another process" in text or "Unique file handle" in text
            if not busy:
                raise OutputError(_cannot_open(path, text)) from None
            if time.monotonic() >= until:
                raise OutputError(
                    f"Another program has {path} open and kept it for {wait_seconds:g} seconds; close it, or wait "
                    "longer with --wait."
                ) from None
            time.sleep(LOOK_AGAIN_SECONDS)


def _cannot_open(path: Path, text: str) -> str:
    if path.is_dir() or "Is a directory" in text:
        return f"{path} is a folder, not a DuckDB file; name a file, or use parquet:{path} for Parquet."
    if not path.parent.is_dir():
        return f"There is no folder {path.parent} for {path.name}; make it first."
    if "not a valid DuckDB database file" in text:
        return f"{path} is not a DuckDB file; name another file."
    if "newer" in text and "version" in text:
        return f"{path} was written by a newer DuckDB; update the package duckdb."
    return f"{path} cannot be opened: {text.splitlines()[0]}"


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[DuckDb]:
    """A transaction that is committed at the end and rolled back on any error; the connection is closed after it.

    Raises:
        OutputError: the database could not take what was written (no room, a broken constraint).
    """
    try:
        connection.execute("BEGIN TRANSACTION")
        yield DuckDb(connection, name)
        connection.execute("COMMIT")
    except duckdb.Error as error:
        raise OutputError(f"{name} could not be written and is as it was: {str(error).splitlines()[0]}") from error
    except NatcomError:
        connection.execute("ROLLBACK")
        raise
    finally:
        connection.close()


@contextmanager
def open_duckdb(path: Path, wait_seconds: float) -> Iterator[DuckDb]:
    """One transaction in the DuckDB file at `path`, which is made where there is none.

    Raises:
        OutputError: it stayed locked, cannot be opened, or cannot take what is written; then it is as it was.
    """
    with transaction(connect(path, wait_seconds), str(path)) as database:
        yield database
