"""`natcom load`: what it prints, and where it takes the password from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from loading import edition, write
from natcom import databases
from natcom.cli.app import app
from natcom.databases import Counts, LoadReport, Target


def run(*arguments: str, env: dict[str, str] | None = None) -> Any:
    return CliRunner().invoke(app, ["load", *arguments], env=env)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(edition(), tmp_path / "output")


def test_prints_what_came_went_and_changed(folder: Path, tmp_path: Path) -> None:
    url = f"duckdb:///{tmp_path}/a.duckdb"
    first = run(str(folder), "--to", url)
    assert first.exit_code == 0, first.output
    assert "Created the tables" in first.output
    assert "observations: +3 -0 ~0" in first.output
    second = run(str(folder), "--to", url)
    assert "nothing changed" in second.output
    write(edition(findings=(), observations=edition().observations[:2]), folder.parent, config_digest="d" * 64)
    third = run(str(folder), "--to", url)
    assert "findings: +0 -1 ~0" in third.output
    assert "+0 -2 ~1 rows" in third.output
    assert "1 changes of observations were noted" in third.output


def test_the_default_is_a_duckdb_file_here(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(str(folder), "--quiet").output == ""
    assert (tmp_path / "natcom.duckdb").is_file()


def test_json_for_scripts(folder: Path, tmp_path: Path) -> None:
    told = json.loads(run(str(folder), "--to", f"duckdb:///{tmp_path}/a.duckdb", "--json").output)
    assert told["tables"]["facts"] == {"added": 2, "removed": 0, "changed": 0}
    assert told["total"]["added"] == sum(table["added"] for table in told["tables"].values())


@pytest.mark.parametrize(
    ("arguments", "code"), [(["nowhere"], 3), (["FOLDER", "--to", "mysql://u:hush@h/d"], 2), ([], 2)]
)
def test_mistakes_are_one_sentence(folder: Path, arguments: list[str], code: int) -> None:
    done = run(*(str(folder) if each == "FOLDER" else each for each in arguments))
    assert done.exit_code == code
    assert "Traceback" not in done.output
    assert "hush" not in done.output


def test_the_password_comes_from_the_file_else_the_environment(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str | None] = []

    def note(_: list[Path], target: Target, __: object) -> LoadReport:
        seen.append(target.password)
        return LoadReport("x", counts={"facts": Counts()})

    monkeypatch.setattr(databases, "load", note)
    file = tmp_path / "password"
    file.write_text("from the file\nsecond line")
    arguments = [str(folder), "--to", "postgresql://u@h/d"]
    run(*arguments, "--password-file", str(file), env={"NATCOM_PASSWORD": "from outside"})
    run(*arguments, env={"NATCOM_PASSWORD": "from outside"})
    run(*arguments, env={"NATCOM_PASSWORD": ""})
    assert seen == ["from the file", "from outside", None]
    missing = run(*arguments, "--password-file", str(tmp_path / "no"))
    assert missing.exit_code == 2
    assert "cannot be read" in missing.output
