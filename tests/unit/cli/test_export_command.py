"""`natcom export`: where its files go, what it says, and what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import builders
from loading import edition, write
from natcom.cli.app import app


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["export", *arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition with one emission that has a place in PRIMAP2's terms, and one that has none."""
    waste = builders.table_value(
        "12", row_labels=("Waste",), col_labels=("2005",), period="2005", value=12_000, unit_code="t CO2", gas="CO2e"
    )
    odd = builders.table_value(
        "13", row=2, row_labels=("?",), col_labels=("2005",), period="2005", value=13_000, unit_code="t CO2", gas="CO2e"
    )
    values = (waste, odd)
    return write(
        edition("nc", table_values=values, observations=tuple(map(builders.observation, values)), findings=()),
        tmp_path / "output",
    )


def test_primap_and_excel_files_stand_in_a_folder_of_the_edition(folder: Path, tmp_path: Path) -> None:
    done = run(str(folder), "--primap", "--excel-csv", "--out", str(tmp_path / "export"))
    assert done.exit_code == 0, done.output
    assert "1 values in nc.csv; 1 beside it in nc.beside.csv" in done.output
    made = tmp_path / "export" / "nc"
    assert {each.name for each in made.iterdir()} == {"nc.csv", "nc.yaml", "nc.beside.csv", "excel"}
    assert (made / "excel" / "facts.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_user_may_name_the_warming_potentials(folder: Path, tmp_path: Path) -> None:
    run(str(folder), "--primap", "--gwp", "AR5GWP100", "--quiet", "--out", str(tmp_path / "export"))
    assert "KYOTOGHG (AR5GWP100)" in (tmp_path / "export" / "nc" / "nc.csv").read_text("utf-8")


def test_mistakes_are_one_sentence(folder: Path, tmp_path: Path) -> None:
    asked = {
        (str(folder),): 2,
        (str(tmp_path / "nowhere"), "--primap"): 3,
        (str(folder), "--primap", "--out", str(folder / "manifest.json")): 3,
    }
    for arguments, code in asked.items():
        done = run(*arguments)
        assert done.exit_code == code, done.output
        assert "Traceback" not in done.output
        assert done.output.startswith("Error: ")
