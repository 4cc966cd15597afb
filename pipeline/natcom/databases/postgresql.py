"""PostgreSQL as a target: one transaction under an advisory lock, filled with COPY."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from natcom.databases.dialects import script_of
from natcom.databases.staging import Staging
from natcom.databases.tables import STAGE, staging
from natcom.databases.targets import Target
from natcom.errors import ConfigError, OutputError

ADVISORY_LOCK = 0x6E6174636F6D  # "natcom" in ASCII: every load takes this lock, so that loads come one after another
CONNECT_SECONDS = 10
CHUNK_BYTES = 1 << 20
_LOCK_NOT_AVAILABLE = "55P03"
_NO_PASSWORD = ("no password supplied", "password authentication failed")


class PostgreSql:
    """A transaction in PostgreSQL; what is staged comes from DuckDB through CSV, without a row of Python."""

    foreign_keys = True
    row_as_json = "to_jsonb"

    def __init__(self, connection: sa.Connection, name: str, folder: Path) -> None:
        self.name = name
        self.dialect = connection.dialect
        staged = duckdb.connect(config={"temp_directory": str(folder), "preserve_insertion_order": False})
        self.staging = Staging(staged)
        self._connection = connection
        self._folder = folder
        self._made: set[str] = set()

    def rows(self, statement: sa.Executable) -> list[tuple[Any, ...]]:
        """The rows that a statement yields."""
        return [tuple(row) for row in self._connection.execute(statement)]

    def change(self, statement: sa.Executable) -> int:
        """Run a statement that changes something; the number of rows it touched."""
        return max(self._connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount, 0)

    def define(self, statements: Iterable[sa.Executable]) -> None:
        """Run statements that create, alter or describe tables, all in one go."""
        if script := script_of(statements, self.dialect):
            self._connection.exec_driver_sql(script)

    def look_over(self, names: Iterable[str]) -> None:
        """Let the server gather statistics, which it does not do by itself within a transaction."""
        for name in names:
            self._connection.execute(sa.text(f"ANALYZE {self.dialect.identifier_preparer.quote(name)}"))

    def bring(self, name: str) -> None:
        """Copy what is staged of one dataset into a temporary table here."""
        table = staging().tables[STAGE + name]
        quoted = self.dialect.identifier_preparer.quote(table.name)
        if name in self._made:
            self._connection.execute(sa.text(f"TRUNCATE {quoted}"))
        else:
            self._connection.execute(sa.schema.CreateTable(table))
            self._made.add(name)
        file = self._folder / "staged.csv"
        columns = ", ".join(f"{_clean(column)} AS {_quoted(column.name)}" for column in table.columns)
        self.staging.connection.execute(
            f"COPY (SELECT {columns} FROM {_quoted(table.name)}) TO '{_escaped(file)}' "
            "(FORMAT csv, HEADER false, FORCE_QUOTE *)"
        )
        self._copy(file, f"COPY {quoted} FROM STDIN (FORMAT csv)")
        file.unlink()

    def _copy(self, file: Path, statement: str) -> None:
        driver: Any = self._connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(statement) as copy, file.open("rb") as source:
            while chunk := source.read(CHUNK_BYTES):
                copy.write(chunk)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")


def _clean(column: sa.Column[Any]) -> str:
    """The column without U+0000, which PostgreSQL cannot hold: U+FFFD stands in its place."""
    name = _quoted(column.name)
    if isinstance(column.type, JSONB):
        return f"replace(CAST({name} AS VARCHAR), '\\u0000', '\\ufffd')"
    return f"replace({name}, chr(0), chr(65533))" if isinstance(column.type, sa.Text) else name


def _engine(target: Target, password: str | None) -> sa.Engine:
    url = sa.make_url(target.place)
    if password is not None:
        url = url.set(password=password)
    try:
        return sa.create_engine(
            url,
            poolclass=sa.pool.NullPool,
            hide_parameters=True,
            connect_args={"connect_timeout": CONNECT_SECONDS},
            json_serializer=lambda value: json.dumps(value, ensure_ascii=False).replace("\\u0000", "\\ufffd"),
        )
    except ModuleNotFoundError:
        raise ConfigError("Loading into PostgreSQL needs psycopg: pip install 'natcom[postgres]'.") from None


def _connect(target: Target, name: str) -> sa.Connection:
    """A connection; the password is asked for once where the server wants one.

    Raises:
        OutputError: the server cannot be reached, or does not let us in. The message holds no credentials.
    """
    password = target.password
    for attempt in range(2):
        try:
            return _engine(target, password).connect()
        except sa.exc.SQLAlchemyError as error:
            reason = _reason(error, password)
        if attempt or target.ask is None or password is not None or not any(each in reason for each in _NO_PASSWORD):
            break
        password = target.ask()
    if any(each in reason for each in _NO_PASSWORD):
        raise OutputError(
            f"{name} does not accept the password, or wants one: set NATCOM_PASSWORD or give --password-file."
        )
    raise OutputError(f"Cannot connect to {name}: {reason}")


def _reason(error: Exception, password: str | None) -> str:
    """The first line of what the server or driver says, without the password."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines()
    text = said[0] if said else type(error).__name__
    text = re.sub(r"(?i)(password\s*=\s*)\S+", r"\1…", text)
    return text.replace(password, "…") if password else text


@contextmanager
def open_postgresql(target: Target) -> Iterator[PostgreSql]:
    """One transaction in the database; loads from elsewhere wait for it, and it waits for theirs.

    Raises:
        ConfigError: the driver is not installed.
        OutputError: the server cannot be reached, another load took too long, or the rows cannot be written; then the
            database is as it was.
    """
    name = sa.make_url(target.place).set(drivername="postgresql").render_as_string()
    connection = _connect(target, name)
    try:
        with tempfile.TemporaryDirectory(prefix="natcom-") as folder, connection.begin():
            connection.execute(sa.text(f"SET LOCAL lock_timeout = {int(target.wait_seconds * 1000)}"))
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ADVISORY_LOCK)))
            connection.execute(sa.text("SET LOCAL client_encoding = 'UTF8'"))
            database = PostgreSql(connection, name, Path(folder))
            try:
                yield database
            finally:
                database.staging.connection.close()
    except sa.exc.SQLAlchemyError as error:
        if getattr(getattr(error, "orig", None), "sqlstate", None) == _LOCK_NOT_AVAILABLE:
            raise OutputError(
                f"Another load into {name} took longer than {target.wait_seconds:g} seconds; try again, or wait longer "
                "with --wait."
            ) from None
        raise OutputError(f"{name} could not be written and is as it was: {_reason(error, target.password)}") from None
    except _driver_errors() as error:
        raise OutputError(f"{name} could not be written and is as it was: {_reason(error, target.password)}") from None
    finally:
        connection.close()


def _driver_errors() -> tuple[type[Exception], ...]:
    """What COPY can raise: it talks to the driver itself, and stages with DuckDB."""
    import psycopg

    return (psycopg.Error, duckdb.Error)
