"""Loading: the database holds just what the folders hold, however often and in whatever order they come."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import builders
from loading import Place, edition, write
from natcom.columns import flat_columns
from natcom.databases import Counts
from natcom.databases.staging import Staging
from natcom.databases.tables import DATASETS, model
from natcom.errors import InputError
from natcom.output.read import read


def as_read(folder: Path, name: str, columns: list[str]) -> set[tuple[Any, ...]]:
    frame = getattr(read(folder), name)
    return {
        tuple(None if value is pd.NA or pd.isna(value) else value for value in row)
        for row in frame[columns].itertuples(index=False)
    }


@pytest.mark.parametrize("name", [data.name for data in DATASETS])
def test_a_table_holds_what_the_file_holds(duckdb_file: Place, outputs: Path, name: str) -> None:
    folder = write(edition(), outputs)
    duckdb_file.load(folder)
    data = next(each for each in DATASETS if each.name == name)
    columns = [column.name for column in flat_columns(data.record)]
    names = ", ".join(f'"{column}"' for column in columns)
    found = set(duckdb_file.rows(f'SELECT {names} FROM "{name}"'))
    assert found == as_read(folder, name, columns)
    assert found or not json.loads((folder / f"{data.source}.json").read_text())["data"]


def test_all_databases_hold_the_same(duckdb_file: Place, postgresql: Place, parquet: Place, outputs: Path) -> None:
    folder = write(edition(), outputs)
    contents = []
    for place in (duckdb_file, postgresql, parquet):
        place.load(folder)
        content = place.content()
        del content["loads"], content["natcom_schema"]
        contents.append({name: [[plain(value) for value in row] for row in rows] for name, rows in content.items()})
    assert contents[0] == contents[1]
    assert contents[0] == contents[2]


def plain(value: Any) -> Any:
    """JSON as text and as objects alike."""
    if isinstance(value, str) and value[:1] in {"[", "{"}:
        return json.loads(value)
    return value


def test_the_same_folder_twice_changes_nothing(place: Place, outputs: Path) -> None:
    folder = write(edition(), outputs)
    first = place.load(folder)
    before = place.content()
    second = place.load(folder)
    assert first.counts["observations"] == Counts(added=3)
    assert not second.total
    assert second.notes == ()
    assert place.content() == before


def test_a_new_run_replaces_the_rows_of_its_edition_only(place: Place, outputs: Path) -> None:
    other = write(edition("other"), outputs)
    place.load(write(edition(), outputs), other)
    before = place.content()
    one, value, keyed = edition().observations
    changed = one.model_copy(update={"value": 38})
    new = value.model_copy(update={"observation_id": "o-new"})
    report = place.load(write(edition(observations=(changed, keyed, new)), outputs, config_digest="d" * 64), other)
    assert report.counts["observations"] == Counts(added=1, removed=1, changed=1)
    assert report.counts["facts"] == Counts()
    mine = place.rows("SELECT observation_id, value FROM observations WHERE document_id = $1", builders.DOCUMENT)
    assert set(mine) == {(changed.observation_id, 38.0), (keyed.observation_id, None), ("o-new", 37.0)}
    of_other = [row for row in before["observations"] if row[0] == "other"]
    assert [row for row in place.content()["observations"] if row[0] == "other"] == of_other


def test_a_kind_of_record_that_is_gone_altogether_goes(place: Place, outputs: Path) -> None:
    place.load(write(edition(), outputs))
    report = place.load(write(edition(findings=(), mentions=()), outputs))
    assert report.counts["findings"] == Counts(removed=1)
    assert place.rows("SELECT count(*) FROM findings") == [(0,)]
    assert place.rows("SELECT count(*) FROM mentions") == [(0,)]


def test_a_folder_of_output_folders_stands_for_them(duckdb_file: Place, outputs: Path) -> None:
    write(edition("a"), outputs)
    write(edition("b"), outputs)
    (outputs / ".hidden").mkdir()
    duckdb_file.load(outputs)
    assert duckdb_file.rows("SELECT document_id FROM documents ORDER BY 1") == [("a",), ("b",)]


def test_more_editions_than_are_staged_at_once(
    duckdb_file: Place, outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("natcom.databases.loading.EDITIONS_AT_ONCE", 2)
    for number in range(5):
        write(edition(f"e{number}"), outputs)
    report = duckdb_file.load(outputs)
    assert report.counts["documents"] == Counts(added=5)
    assert duckdb_file.rows("SELECT count(*) FROM observations") == [(15,)]


def test_ids_need_to_be_unique_within_an_edition_only(place: Place, outputs: Path) -> None:
    place.load(write(edition("a"), outputs), write(edition("b"), outputs))
    assert place.rows("SELECT count(*), count(DISTINCT fact_id) FROM facts") == [(4, 2)]


class TestRefused:
    def test_a_missing_folder(self, duckdb_file: Place, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no folder"):
            duckdb_file.load(tmp_path / "nowhere")

    def test_a_folder_that_holds_nothing_of_ours(self, duckdb_file: Place, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="nothing to load"):
            duckdb_file.load(tmp_path)

    def test_a_folder_that_lacks_a_file(self, duckdb_file: Place, outputs: Path) -> None:
        folder = write(edition(), outputs)
        (folder / "facts.json").unlink()
        with pytest.raises(InputError, match=r"facts\.json is missing"):
            duckdb_file.load(folder)

    @pytest.mark.parametrize(
        "content", ["", "[]", "null", "{", '{"schema": "facts/1", "document": "x", "data": [{"val']
    )
    def test_a_damaged_file(self, duckdb_file: Place, outputs: Path, content: str) -> None:
        folder = write(edition(), outputs)
        (folder / "facts.json").write_text(content)
        with pytest.raises(InputError, match=r"facts\.json"):
            duckdb_file.load(folder)

    def test_a_value_that_is_not_a_number_and_its_file_is_named(self, duckdb_file: Place, outputs: Path) -> None:
        good, bad = write(edition("good"), outputs), write(edition("bad"), outputs)
        file = bad / "facts.json"
        file.write_text(file.read_text("utf-8").replace('"value": 37', '"value": "many"'), "utf-8")
        with pytest.raises(InputError, match=r"bad/facts\.json is damaged"):
            duckdb_file.load(good, bad)

    @pytest.mark.parametrize("content", ["{", "[]"])
    def test_a_damaged_manifest(self, duckdb_file: Place, outputs: Path, content: str) -> None:
        folder = write(edition(), outputs)
        (folder / "manifest.json").write_text(content)
        with pytest.raises(InputError, match=r"manifest\.json"):
            duckdb_file.load(folder)

    def test_records_of_a_newer_natcom(self, duckdb_file: Place, outputs: Path) -> None:
        folder = write(edition(), outputs)
        file = folder / "facts.json"
        file.write_text(file.read_text("utf-8").replace('"facts/1"', '"facts/99"'), "utf-8")
        with pytest.raises(InputError, match="update natcom"):
            duckdb_file.load(folder)

    def test_two_folders_of_one_edition(self, duckdb_file: Place, outputs: Path, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="both hold the edition"):
            duckdb_file.load(write(edition(), outputs), write(edition(), tmp_path / "again"))

    def test_a_file_of_another_edition(self, duckdb_file: Place, outputs: Path) -> None:
        folder, other = write(edition(), outputs), write(edition("other"), outputs)
        (folder / "facts.json").write_bytes((other / "facts.json").read_bytes())
        with pytest.raises(InputError, match="another edition"):
            duckdb_file.load(folder)

    def test_a_folder_that_is_written_anew_meanwhile(
        self, duckdb_file: Place, outputs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = write(edition(), outputs)
        real = Staging.read_outputs

        def read_slowly(staging: Staging, folders: Any) -> None:
            real(staging, folders)
            write(edition(findings=()), outputs)

        monkeypatch.setattr(Staging, "read_outputs", read_slowly)
        with pytest.raises(InputError, match="written anew"):
            duckdb_file.load(folder)

    def test_two_records_of_one_id(self, duckdb_file: Place, outputs: Path) -> None:
        twin = builders.finding()
        with pytest.raises(InputError, match="twice"):
            duckdb_file.load(write(edition(findings=(twin, twin)), outputs))

    def test_a_record_that_refers_to_nothing(self, duckdb_file: Place, outputs: Path) -> None:
        lost = builders.paragraph(path="99")
        with pytest.raises(InputError, match=r"paragraphs refers to .* not in sections"):
            duckdb_file.load(write(edition(paragraphs=(lost,)), outputs))

    def test_an_observation_without_its_fact(self, duckdb_file: Place, outputs: Path) -> None:
        lost = builders.observation(builders.fact("99 場", 99))
        with pytest.raises(InputError, match="observations refers to"):
            duckdb_file.load(write(edition(observations=(lost,)), outputs))


def test_every_column_says_what_it_holds(place: Place, outputs: Path) -> None:
    silent = [f"{t.name}.{c.name}" for t in model().sorted_tables for c in t.columns if not c.comment]
    assert silent == []
    if place.kind == "parquet":
        return
    place.load(write(edition(), outputs))
    if place.kind == "duckdb":
        said = place.rows("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal")
    else:
        said = place.rows(
            "SELECT table_name, column_name, col_description(format('%I', table_name)::regclass, ordinal_position) "
            "FROM information_schema.columns WHERE table_schema = 'public'"
        )
    comments = {(table, column): comment for table, column, comment in said}
    for table in model().sorted_tables:
        for column in table.columns:
            assert comments[table.name, column.name] == column.comment


def test_postgresql_enforces_foreign_keys(postgresql: Place, outputs: Path) -> None:
    import psycopg

    postgresql.load(write(edition(), outputs))
    assert postgresql.server is not None
    with (
        pytest.raises(psycopg.errors.ForeignKeyViolation),
        postgresql.server.connect(postgresql.url.rsplit("/", 1)[1]) as connection,
    ):
        connection.execute("DELETE FROM sections")


def test_questions_by_series_use_an_index(postgresql: Place, outputs: Path) -> None:
    postgresql.load(write(edition(), outputs))
    names = {row[0] for row in postgresql.rows("SELECT indexname FROM pg_indexes WHERE tablename = 'observations'")}
    assert "ix_observations_series_id_period_start" in names
