"""Databases for tests of loading: the same questions asked of DuckDB, PostgreSQL and Parquet."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

import builders
import servers
from natcom.config import default_directory
from natcom.output.databases import LoadReport, Target, load, parse_target
from natcom.output.databases.tables import model
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
        if self.server is not None:
            import psycopg

            with self.server.connect(self.url.rsplit("/", 1)[1]) as connection:
                return psycopg.RawCursor(connection).execute(sql.encode(), values or None).fetchall()
        with self.connect() as connection:
            return connection.execute(sql, list(values)).fetchall()

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
        found = {}
        for table in model().sorted_tables:
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            keys = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
            if self.kind == "parquet" and self.path is not None and not (self.path / table.name).is_dir():
                found[table.name] = []
                continue
            found[table.name] = self.rows(f'SELECT {names} FROM "{table.name}" ORDER BY {keys}')
        return found


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
