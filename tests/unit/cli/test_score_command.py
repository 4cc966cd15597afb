"""`natcom score` prints figures, misses with their pages and links, and JSON for scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from natcom.cli.score import score_command

APP = typer.Typer()
APP.command()(score_command)

SECTION = {"section_id": "sec-1", "page": 4, "level": 1, "number": "1", "title": "前言", "path": "1", "paragraphs": []}
FACT = {
    "fact_id": "fact-1",
    "quote": "3 家",
    "context": "共 3 家。",
    "occurrence": 1,
    "section_path": "1",
    "page": 4,
    "value": 3,
    "unit": "家",
}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[str, str]:
    gold = {"sections": [SECTION], "figures": [], "tables": [], "references": [], "facts": [FACT]}
    (tmp_path / "gold.json").write_text(json.dumps(gold), "utf-8")
    output = tmp_path / "out"
    output.mkdir()
    for name, rows in (("sections", [SECTION]), ("facts", [{**FACT, "value": 5}])):
        (output / f"{name}.json").write_text(json.dumps({"schema": name, "data": rows}), "utf-8")
    return str(tmp_path / "gold.json"), str(output)


def test_figures_and_misses_are_printed(folders: tuple[str, str]) -> None:
    result = CliRunner().invoke(APP, [*folders])
    assert result.exit_code == 0
    assert "facts_strict" in result.stdout
    assert "fact wrong: 3 家: value 3 ≠ 5  p. 4" in result.stdout
    assert "out/review.html#fact-1" in result.stdout


def test_json_holds_figures_and_linked_misses(folders: tuple[str, str]) -> None:
    told = json.loads(CliRunner().invoke(APP, [*folders, "--json"]).stdout)
    assert told["figures"]["facts_found"] == 1
    assert told["figures"]["facts_value"] == 0
    assert [(m["page"], m["link"]) for m in told["misses"]] == [(4, "review.html#fact-1")]


def test_misses_can_be_left_out(folders: tuple[str, str]) -> None:
    assert "≠" not in CliRunner().invoke(APP, [*folders, "--misses", "0"]).stdout


def test_only_the_pages_asked_for_count(folders: tuple[str, str]) -> None:
    told = json.loads(CliRunner().invoke(APP, [*folders, "--json", "--pages", "5-6"]).stdout)
    assert [m["fault"] for m in told["misses"]] == ["missed", "missed"]
