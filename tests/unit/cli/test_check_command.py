"""`natcom check` runs all checks on a written folder, keeps what was settled, and ends as --fail-on says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import builders
from natcom.cli.check import check_command
from natcom.config import default_directory
from natcom.config.corrections import COLUMNS
from natcom.errors import InputError
from natcom.output.schemas import load_schemas
from natcom.output.write import write_output
from natcom.records import Extraction

APP = typer.Typer()
APP.command()(check_command)
SCHEMAS = load_schemas(default_directory())


def written(root: Path, **change: object) -> Path:
    extraction: Extraction = builders.full_extraction().model_copy(update={"findings": (), **change})
    return write_output(extraction, root, builders.run_record(), SCHEMAS)


def run(*arguments: str | Path) -> tuple[int, list[dict[str, object]]]:
    result = CliRunner().invoke(APP, [*map(str, arguments), "--json"])
    assert result.exit_code in (0, 1), result.output
    return result.exit_code, json.loads(result.stdout)[0]["findings"]


def fault(root: Path) -> Path:
    """A folder in which a fact names a section that there is not."""
    facts = (builders.fact(section_id="s-nowhere"), *builders.full_extraction().facts[1:])
    return written(root, facts=facts)


def test_a_fault_put_into_a_folder_is_found_and_written(tmp_path: Path) -> None:
    folder = fault(tmp_path)
    code, findings = run(folder)
    assert code == 0
    assert "schema-reference" in {f["rule"] for f in findings}
    kept = json.loads((folder / "findings.json").read_text("utf-8"))["data"]
    assert kept == findings
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["findings"]["rule"]["schema-reference"] == 1
    assert manifest["status"] == "partial"


def test_checking_twice_changes_nothing(tmp_path: Path) -> None:
    folder = fault(tmp_path)
    run(folder)
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    run(folder)
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("schema-reference", 1), ("schema-grid", 0), ("info", 1)])
def test_the_exit_code_is_what_fail_on_asks_for(tmp_path: Path, fail_on: str, code: int) -> None:
    assert run(fault(tmp_path), "--fail-on", fail_on)[0] == code


def configs_with(tmp_path: Path, *rows: str) -> Path:
    configs = tmp_path / "configs"
    shutil.copytree(default_directory(), configs)
    path = configs / "editions" / f"{builders.DOCUMENT}.corrections.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join((",".join(COLUMNS), *rows)) + "\n", "utf-8")
    return configs


def test_what_was_waived_does_not_come_back(tmp_path: Path) -> None:
    folder = fault(tmp_path / "out")
    _, findings = run(folder)
    (one,) = [f for f in findings if f["rule"] == "schema-reference"]
    configs = configs_with(tmp_path, f"waive,,{one['finding_id']},,,,,,known,AB,2026-01-02")
    code, findings = run(folder, "--configs", configs, "--fail-on", "schema-reference")
    assert code == 0
    assert [f["status"] for f in findings if f["rule"] == "schema-reference"] == ["waived"]


def test_findings_on_corrections_are_kept_from_the_run(tmp_path: Path) -> None:
    told = builders.finding("correction-unmatched", about="configuration")
    folder = written(tmp_path, findings=(told, builders.finding("sentence-twice")))
    _, findings = run(folder)
    assert [f["rule"] for f in findings if f["rule"].startswith("correction")] == ["correction-unmatched"]


def test_an_edited_csv_file_is_told(tmp_path: Path) -> None:
    folder = written(tmp_path)
    path = folder / "facts.csv"
    path.write_text(path.read_text("utf-8").replace("37", "38"), "utf-8")
    assert "csv-changed" in {f["rule"] for f in run(folder)[1]}


def test_a_row_that_is_no_record_is_told(tmp_path: Path) -> None:
    folder = written(tmp_path)
    path = folder / "mentions.json"
    path.write_text(path.read_text("utf-8").replace('"Palau"', "7"), "utf-8")
    assert "schema-row" in {f["rule"] for f in run(folder)[1]}


def test_findings_are_shown_with_their_page(tmp_path: Path) -> None:
    shown = CliRunner().invoke(APP, [str(fault(tmp_path))], env={"COLUMNS": "200"}).stdout
    assert "1 error" in shown
    assert "schema-reference" in shown


def test_comparisons_among_the_folders_are_passed_over(tmp_path: Path) -> None:
    folder = written(tmp_path)
    other = tmp_path / "compare-a..b"
    other.mkdir()
    (other / "comparison.json").write_text("{}", "utf-8")
    result = CliRunner().invoke(APP, [str(folder), str(other), "--json"])
    assert result.exit_code == 0
    assert [one["document"] for one in json.loads(result.stdout)] == [builders.DOCUMENT]


def test_what_is_no_folder_is_an_input_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(APP, [str(tmp_path)])
    assert isinstance(result.exception, InputError)


def test_a_draft_is_held_against_the_last_edition_and_nothing_is_written(tmp_path: Path) -> None:
    told = builders.fact(context="2023 年辦理37 場雙邊會談。", period="2023")
    old = written(tmp_path, facts=(told,))
    draft = write_output(
        builders.full_extraction().model_copy(
            update={"document": builders.document(document_id="tw-nc-draft", year=2027), "facts": (told,)}
        ),
        tmp_path,
        builders.run_record(),
        SCHEMAS,
    )
    before = {p.name: p.read_bytes() for p in draft.iterdir() if p.is_file()}
    code, findings = run(draft, "--against", old, "--fail-on", "draft-repeated")
    assert code == 1
    assert [f["found"] for f in findings if f["rule"] == "draft-repeated"] == ["37 場"]
    assert {p.name: p.read_bytes() for p in draft.iterdir() if p.is_file()} == before
