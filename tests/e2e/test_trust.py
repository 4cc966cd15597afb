"""From the first run to the corrected one: what people mended, rejected and waived stays so, and checks agree."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from natcom.cli.check import check_command
from natcom.cli.run import run_command
from natcom.config.corrections import COLUMNS

SAMPLE = Path(__file__).parents[2] / "raw" / "sample-nc-2024.pdf"
FAULTS = {"table-total", "figure-reference", "counted-list"}  # those planted in the sample

RUN, CHECK = typer.Typer(), typer.Typer()
RUN.command()(run_command)
CHECK.command()(check_command)

Rows = list[dict[str, Any]]


def run(edition: Path) -> Path:
    out = edition.parent / "output"
    result = CliRunner().invoke(RUN, ["--edition", str(edition), "--out", str(out), "-q"], catch_exceptions=False)
    assert result.exit_code == 0
    return out / "demo"


def records(folder: Path, name: str) -> Rows:
    rows: Rows = json.loads((folder / f"{name}.json").read_text("utf-8"))["data"]
    return rows


def correct(edition: Path, rows: Rows) -> None:
    path = edition.with_name("demo.corrections.csv")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("trust") / "demo.toml"
    path.write_text(f"id = 'demo'\nlanguage = 'zh-Hant'\nyear = 2024\nfiles = ['{SAMPLE.as_posix()}']\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def first(edition: Path) -> dict[str, Rows]:
    folder = run(edition)
    return {name: records(folder, name) for name in ("facts", "table_values", "findings", "coverage", "observations")}


def test_the_planted_faults_are_found(first: dict[str, Rows]) -> None:
    assert {f["rule"] for f in first["findings"]} >= FAULTS


def test_nearly_every_number_is_accounted_for(first: dict[str, Rows]) -> None:
    unclaimed = [item for item in first["coverage"] if item["claimed_by"] == "unclaimed"]
    assert len(unclaimed) <= 0.01 * len(first["coverage"])


def test_checking_again_gives_the_findings_of_the_run(edition: Path, first: dict[str, Rows]) -> None:
    folder = edition.parent / "output" / "demo"
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    result = CliRunner().invoke(CHECK, [str(folder), "--edition", str(edition), "-q"], catch_exceptions=False)
    assert result.exit_code == 0
    changed = {p.name for p in folder.iterdir() if p.is_file() and before.get(p.name) != p.read_bytes()}
    assert changed == set()
    assert records(folder, "findings") == first["findings"]


@pytest.fixture(scope="module")
def corrected(edition: Path, first: dict[str, Rows]) -> Path:
    fixed, rejected = first["facts"][3], first["facts"][7]
    total = next(f for f in first["findings"] if f["rule"] == "table-total")
    value = first["table_values"][0]
    correct(
        edition,
        [
            {"action": "fix", "record_id": "renamed", "field": "value", "value": "12345", **_anchor(first, fixed)},
            {"action": "reject", "record_id": rejected["fact_id"]},
            {"action": "fix", "file": "table_values", "record_id": value["value_id"], "field": "value", "value": "7"},
            {"action": "waive", "record_id": total["finding_id"], "value": "accepted"},
            {"action": "fix", "record_id": "nowhere", "field": "value", "value": "1"},
            *_added(first),
        ],
    )
    return run(edition)


def _added(first: dict[str, Rows]) -> Rows:
    """The potential of methane, which no fact holds: its number stands unclaimed in a footnote."""
    unclaimed = next(item for item in first["coverage"] if item["claimed_by"] == "unclaimed" and item["text"] == "28")
    place = {"action": "add", "page": unclaimed["page"], "text": "28"}
    fields = {"kind": "other", "value": "28", "unit": "1", "unit_code": "1", "subject": "甲烷之全球暖化潛勢"}
    return [{**place, "field": field, "value": value} for field, value in fields.items()]


def _anchor(first: dict[str, Rows], fact: dict[str, Any]) -> dict[str, Any]:
    same = [f["fact_id"] for f in first["facts"] if (f["page"], f["quote"]) == (fact["page"], fact["quote"])]
    return {"page": fact["page"], "text": fact["quote"], "occurrence": same.index(fact["fact_id"]) + 1}


def test_the_next_run_keeps_what_was_mended(corrected: Path, first: dict[str, Rows]) -> None:
    facts = {f["fact_id"]: f for f in records(corrected, "facts")}
    mended = facts[first["facts"][3]["fact_id"]]
    assert mended["value"] == 12345
    assert json.loads(mended["corrected_from"]) == {"value": first["facts"][3]["value"]}
    assert first["facts"][7]["fact_id"] not in facts
    assert len(facts) == len(first["facts"]) - 1 + 1
    assert records(corrected, "table_values")[0]["value"] == 7


def test_what_was_added_is_a_fact_an_observation_and_claims_its_number(corrected: Path) -> None:
    (added,) = [f for f in records(corrected, "facts") if f["rule"] == "correction"]
    assert (added["quote"], added["value"], added["origin"]) == ("28", 28, "footnote")
    assert [o["value"] for o in records(corrected, "observations") if o["record_id"] == added["fact_id"]] == [28]
    claimed = [item for item in records(corrected, "coverage") if item["record_id"] == added["fact_id"]]
    assert [(item["text"], item["claimed_by"], item["page"]) for item in claimed] == [("28", "fact", added["page"])]


def test_observations_follow_what_was_mended(corrected: Path, first: dict[str, Rows]) -> None:
    observed = {o["record_id"]: o["value"] for o in records(corrected, "observations") if o["indicator"] is None}
    assert observed[first["facts"][3]["fact_id"]] == 12345
    assert first["facts"][7]["fact_id"] not in observed


def test_what_was_accepted_is_not_new_and_what_matched_nothing_is_told(corrected: Path, first: dict[str, Rows]) -> None:
    findings = records(corrected, "findings")
    known = {f["finding_id"] for f in first["findings"] if f["rule"] == "table-total"}
    assert [f["status"] for f in findings if f["finding_id"] in known] == ["accepted"]
    assert [f["rule"] for f in findings if f["rule"].startswith("correction")] == ["correction-unmatched"]


def test_checking_the_corrected_folder_keeps_all_that(edition: Path, corrected: Path) -> None:
    before = (corrected / "findings.json").read_bytes()
    result = CliRunner().invoke(CHECK, [str(corrected), "--edition", str(edition), "-q"], catch_exceptions=False)
    assert result.exit_code == 0
    assert (corrected / "findings.json").read_bytes() == before


def test_a_draft_that_is_a_pdf_is_told_what_it_forgot(tmp_path: Path) -> None:
    old = SAMPLE.with_name("sample-nc-2021.pdf")
    result = CliRunner().invoke(RUN, [str(old), "--out", str(tmp_path), "-q"], catch_exceptions=False)
    assert result.exit_code == 0
    arguments = [str(SAMPLE), "--against", str(tmp_path / "sample-nc-2021"), "--json", "--fail-on", "draft-stale"]
    result = CliRunner().invoke(CHECK, arguments, catch_exceptions=False)
    assert result.exit_code == 1
    found = {f["found"] for f in json.loads(result.stdout)[0]["findings"]}
    assert {"1,245 站", "15 個", "四個"} <= found
    assert [path.name for path in tmp_path.iterdir()] == ["sample-nc-2021"]
