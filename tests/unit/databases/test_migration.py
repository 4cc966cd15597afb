"""Versions of the tables: older ones are migrated, newer ones refused, others' tables left alone."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from loading import Place, edition, write
from natcom.databases import migration, tables
from natcom.errors import OutputError


def change(place: Place, sql: str) -> None:
    """Change a database behind the loader's back."""
    if place.server is not None:
        with place.server.connect(place.url.rsplit("/", 1)[1]) as connection:
            connection.execute(sql)
        return
    with duckdb.connect(str(place.path)) as connection:
        connection.execute(sql)


@pytest.fixture(params=["duckdb_file", "postgresql"])
def database(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(request.param)
    return found


def test_an_older_database_gets_what_it_lacks_and_keeps_what_it_has(database: Place, outputs: Path) -> None:
    folder = write(edition(), outputs)
    database.load(folder)
    before = database.content()
    change(database, "UPDATE natcom_schema SET version = 0")
    change(database, "DROP INDEX ix_findings_rule")
    change(database, "ALTER TABLE findings DROP COLUMN message_zh")
    change(database, "DROP TABLE mentions")
    report = database.load(folder)
    assert len(report.notes) == 1
    assert report.notes[0].startswith("Migrated the tables from version 0 to version 1")
    assert "findings.message_zh" in report.notes[0]
    assert "mentions" in report.notes[0]
    after = database.content()
    for name in ("findings", "mentions", "observations", "facts"):
        assert after[name] == before[name], name
    assert database.rows("SELECT version FROM natcom_schema ORDER BY 1") == [(0,), (1,)]
    assert not database.load(folder).notes


def test_a_table_with_indexes_and_many_rows_gets_a_column(
    database: Place, outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(edition(), outputs)
    database.load(folder)
    newer = tables.model().__class__()
    for table in tables.model().sorted_tables:
        table.to_metadata(newer)
    import sqlalchemy as sa

    newer.tables["observations"].append_column(sa.Column("quality", sa.Text(), comment="How sure the reading is."))
    monkeypatch.setattr(migration, "model", lambda: newer)
    monkeypatch.setattr(migration, "SCHEMA_VERSION", 2)
    assert "observations.quality" in database.load(folder).notes[0]
    assert database.rows("SELECT quality FROM observations") == [(None,), (None,), (None,)]
    monkeypatch.undo()
    with pytest.raises(OutputError, match="update natcom"):
        database.load(folder)


def test_a_newer_database_is_refused_and_left_alone(place: Place, outputs: Path) -> None:
    folder = write(edition(), outputs)
    place.load(folder)
    if place.kind == "parquet":
        assert place.path is not None
        file = place.path / "natcom_schema" / "data.parquet"
        duckdb.sql(f"COPY (SELECT 99 AS version, NULL::TIMESTAMP AS since, 'x' AS code_version) TO '{file}'")
    else:
        change(place, "UPDATE natcom_schema SET version = 99")
    before = place.content()
    with pytest.raises(OutputError, match=r"version 99.*update natcom"):
        place.load(write(edition("other"), outputs))
    assert place.content() == before


def test_tables_that_are_not_ours_are_left_alone(database: Place, outputs: Path) -> None:
    change(database, "CREATE TABLE facts (mine TEXT)")
    with pytest.raises(OutputError, match="facts that natcom did not make"):
        database.load(write(edition(), outputs))
    assert database.rows("SELECT * FROM facts") == []


def test_other_tables_beside_ours_do_no_harm(database: Place, outputs: Path) -> None:
    change(database, "CREATE TABLE notes_of_mine (mine TEXT)")
    assert database.load(write(edition(), outputs)).total
    assert database.rows("SELECT * FROM notes_of_mine") == []


def test_a_folder_with_other_things_in_it_is_refused(parquet: Place, outputs: Path) -> None:
    assert parquet.path is not None
    (parquet.path / "facts").mkdir(parents=True)
    with pytest.raises(OutputError, match="natcom did not make"):
        parquet.load(write(edition(), outputs))
