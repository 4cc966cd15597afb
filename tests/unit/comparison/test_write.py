"""The files of a comparison: the same each time, as their schemas say, and in the place of an older one."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from comparing import GOLD
from natcom.comparison import compare
from natcom.comparison.flat import CHANGE_COLUMNS, RESTATEMENT_COLUMNS, SERIES_COLUMNS
from natcom.comparison.write import SCHEMA_VERSIONS, files_of, folder_name, summary, write_comparison
from natcom.config import default_directory
from natcom.errors import OutputError

COMPARISON = compare(*GOLD)
FILES = files_of(COMPARISON)
COLUMNS = {"changes": CHANGE_COLUMNS, "restatements": RESTATEMENT_COLUMNS, "series": SERIES_COLUMNS}


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(FILES[f"{name}.csv"].decode())))


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_and_versions_are_those_of_the_schema(name: str) -> None:
    schema = json.loads((default_directory() / "schemas" / f"{name}.json").read_text("utf-8"))
    assert [field["name"] for field in schema["fields"]] == list(COLUMNS[name])
    assert (
        f"{schema['name']}/{schema['version']}" == SCHEMA_VERSIONS[name] == json.loads(FILES[f"{name}.json"])["schema"]
    )


@pytest.mark.parametrize("name", COLUMNS)
def test_every_cell_is_as_its_schema_says(name: str) -> None:
    schema = json.loads((default_directory() / "schemas" / f"{name}.json").read_text("utf-8"))
    for field in schema["fields"]:
        column, rules = [row[field["name"]] for row in rows(name)], field.get("constraints", {})
        filled = [cell for cell in column if cell]
        assert len(filled) == len(column) or not rules.get("required"), field["name"]
        assert len(set(filled)) == len(filled) or not rules.get("unique"), field["name"]
        assert set(filled) <= set(rules.get("enum", filled)), field["name"]
        if field["type"] in {"number", "integer"}:
            assert all(float(cell) is not None for cell in filled)


@pytest.mark.parametrize("name", COLUMNS)
def test_csv_and_json_hold_the_same_records(name: str) -> None:
    data = json.loads(FILES[f"{name}.json"])["data"]
    assert len(rows(name)) == len(data) > 0
    assert "class_" not in data[0]
    key = COLUMNS[name][0]
    assert [row[key] for row in rows(name)] == [record[key] for record in data]


def test_two_comparisons_give_the_same_bytes() -> None:
    assert files_of(compare(*GOLD)) == FILES


def test_whole_numbers_are_written_without_a_fraction() -> None:
    assert b"57.0" not in FILES["changes.csv"]
    assert not [row for row in rows("changes") if row["delta"].endswith(".0")]


def test_the_summary_counts_everything() -> None:
    told = summary(COMPARISON)
    assert told["changes"] == sum(told["by_class"].values()) == sum(told["by_kind"].values()) == len(COMPARISON.changes)


def test_a_comparison_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    target = tmp_path / "deep" / folder_name(COMPARISON)
    write_comparison({**FILES, "old.txt": b""}, target)
    write_comparison(FILES, target)
    assert sorted(path.name for path in target.iterdir()) == sorted(FILES)
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(OutputError, match="not written by natcom"):
        write_comparison(FILES, tmp_path / "mine")
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"
