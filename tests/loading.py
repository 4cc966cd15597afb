"""Databases for tests of loading: the same questions asked of DuckDB, PostgreSQL and Parquet."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import sqlalchemy as sa

import builders
import servers
from natcom.config import default_directory
from natcom.databases import LoadReport, Target, load, parse_target
from natcom.databases.tables import model
from natcom.output.schemas import load_schemas
from natcom.output.write import write_output
from natcom.records import Extraction

SCHEMAS = load_schemas(default_directory())
KINDS = ("duckdb", "postgresql", "parquet")


@dataclass(frozen=True)
class Place:
    """A database that a test may load into and look at."""

    kind: str
    url: str
    path: Path | None = None
    server: servers.Server | None = None
    wait: float = 20
    tables: tuple[str, ...] = field(default_factory=lambda: tuple(model().tables))

    @property
    def target(self) -> Target:
        """The place as the loader takes it."""
        return parse_target(self.url, servers.PASSWORD if self.server else None, self.wait)

    def load(self, *folders: Path) -> LoadReport:
        """Load the folders."""
        return load(folders, self.target)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query yields; placeholders are $1, $2 …"""
        with self.open() as ask:
            return ask(sql, *values)

    @contextmanager
    def open(self) -> Iterator[Callable[..., list[tuple[Any, ...]]]]:
        """A function that answers queries, while the database is open."""
        if self.server is not None:
            import psycopg

            with self.server.connect(self.url.rsplit("/", 1)[1]) as server:
                yield lambda sql, *values: psycopg.RawCursor(server).execute(sql.encode(), values or None).fetchall()
            return
        with self.connect() as file:
            yield lambda sql, *values: file.execute(sql, list(values)).fetchall()

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A connection of DuckDB that sees the tables."""
        assert self.path is not None
        if self.kind == "duckdb":
            return duckdb.connect(str(self.path), read_only=True)
        connection = duckdb.connect()
        for name in self.tables:
            if (self.path / name).is_dir():
                pattern = str(self.path / name / "**" / "data.parquet").replace("'", "''")
                connection.execute(
                    f"CREATE VIEW \"{name}\" AS SELECT * FROM read_parquet('{pattern}', hive_partitioning = true, "
                    "hive_types_autocast = false)"
                )
        return connection

    def content(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that the tables hold, by the columns of the model, in the order of their keys."""
        with self.open() as ask:
            return {table.name: self._rows_of(ask, table) for table in model().sorted_tables}

    def _rows_of(self, ask: Callable[..., list[tuple[Any, ...]]], table: sa.Table) -> list[tuple[Any, ...]]:
        if self.kind == "parquet" and self.path is not None and not (self.path / table.name).is_dir():
            return []
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        keys = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
        return ask(f'SELECT {names} FROM "{table.name}" ORDER BY {keys}')


def write(extraction: Extraction, root: Path, **run: Any) -> Path:
    """Write an output folder as `natcom run` does."""
    return write_output(extraction, root, builders.run_record(**run), SCHEMAS)


def edition(document_id: str = builders.DOCUMENT, year: int = 2024, **members: Any) -> Extraction:
    """The full extraction as another edition: every record that names its edition names this one."""
    full = builders.full_extraction()
    observations = members.pop("observations", full.observations)
    return full.model_copy(
        update={
            "document": builders.document(document_id=document_id, year=year, edition=str(year)),
            "observations": tuple(each.model_copy(update={"document_id": document_id}) for each in observations),
            **members,
        }
    )


def run_python(code: str, *arguments: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
