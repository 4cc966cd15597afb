"""Databases to load into; PostgreSQL runs once for all tests, each of which gets a database of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import loading
import servers


@pytest.fixture(scope="session")
def server() -> Iterator[servers.Server]:
    if reason := servers.why_no_postgresql():
        pytest.skip(reason)
    with servers.postgresql() as running:
        yield running


@pytest.fixture
def postgresql(server: servers.Server) -> loading.Place:
    return loading.Place("postgresql", server.url(server.new_database()), server=server)


@pytest.fixture
def duckdb_file(tmp_path: Path) -> loading.Place:
    path = tmp_path / "editions.duckdb"
    return loading.Place("duckdb", f"duckdb:///{path}", path)


@pytest.fixture
def parquet(tmp_path: Path) -> loading.Place:
    path = tmp_path / "lake"
    return loading.Place("parquet", f"parquet:{path}", path)


@pytest.fixture(params=loading.KINDS)
def place(request: pytest.FixtureRequest) -> loading.Place:
    """Each kind of database in turn."""
    fixture = {"duckdb": "duckdb_file"}.get(request.param, request.param)
    found: loading.Place = request.getfixturevalue(fixture)
    return found


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """The folder that output folders are written into."""
    return tmp_path / "output"
