"""The next edition's configuration from the last one's, and the new report runs with it as it is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from natcom.cli.init import init_command
from natcom.cli.run import run_command
from natcom.config.edition import read_edition
from natcom.errors import ConfigError

ROOT = Path(__file__).parents[2]
OLD = ROOT / "configs" / "editions" / "sample-nc-2021.toml"
NEW = ROOT / "raw" / "sample-nc-2024.pdf"

INIT, RUN = typer.Typer(), typer.Typer()
INIT.command()(init_command)
RUN.command()(run_command)


def init(*arguments: str | Path) -> dict[str, object]:
    result = CliRunner().invoke(INIT, [*map(str, arguments), "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    told: dict[str, object] = json.loads(result.stdout)
    return told


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    target = tmp_path_factory.mktemp("editions") / "next.toml"
    return target, init(NEW, "--like", OLD, "--to", target)


def test_what_became_of_the_headings_is_told(carried: tuple[Path, dict[str, object]]) -> None:
    notes = carried[1]["notes"]
    assert isinstance(notes, list)
    told = {(n["change"], n["old"], n["new"]) for n in notes if n["what"] == "heading"}
    assert ("renamed and moved", "4.1 參與公約活動", "5.1 參與公約相關活動") in told
    assert ("moved", "4.3 能力建構", "5.2.3 能力建構") in told
    assert ("renamed", "3.3 碳定價之準備", "3.3 碳費制度") in told
    assert ("vanished", "4.4 民間參與", None) in told
    assert ("new", None, "第四章 氣候變遷調適") in told


def test_the_new_edition_is_about_the_new_report(carried: tuple[Path, dict[str, object]]) -> None:
    edition = read_edition(carried[0])
    assert (edition.id, edition.year, edition.party) == ("tw-sample-nc-2024", 2024, "TWN")
    assert edition.title == "中華民國（臺灣）國家通訊 2024 年版（範例）"
    assert (carried[0].parent / edition.files[0]).samefile(NEW)


def test_it_runs_without_a_line_written_by_hand(carried: tuple[Path, dict[str, object]], tmp_path: Path) -> None:
    result = CliRunner().invoke(RUN, ["--edition", str(carried[0]), "--out", str(tmp_path), "-q"])
    assert result.exit_code == 0
    folder = tmp_path / "tw-sample-nc-2024"
    findings = json.loads((folder / "findings.json").read_text("utf-8"))["data"]
    expected = {"heading-missing", "count-unexpected", "indicator-missing", "indicator-unit", "indicator-range"}
    assert not expected & {f["rule"] for f in findings}


def test_the_shipped_later_edition_has_what_init_writes(carried: tuple[Path, dict[str, object]]) -> None:
    shipped, written = read_edition(ROOT / "configs" / "editions" / "sample-nc-2024.toml"), read_edition(carried[0])
    assert written.expect.headings == shipped.expect.headings
    assert (written.id, written.title, written.year) == (shipped.id, shipped.title, shipped.year)


def test_a_file_that_is_there_is_kept(carried: tuple[Path, dict[str, object]]) -> None:
    result = CliRunner().invoke(INIT, [str(NEW), "--like", str(OLD), "--to", str(carried[0])])
    assert isinstance(result.exception, ConfigError)
    assert "--force" in str(result.exception)


def test_an_earlier_edition_that_cannot_be_found(tmp_path: Path) -> None:
    for like, said in (("nowhere", "neither a TOML file"), (str(tmp_path / "lost.toml"), "no configuration file")):
        result = CliRunner().invoke(INIT, [str(NEW), "--like", like, "--to", str(tmp_path)])
        assert isinstance(result.exception, ConfigError)
        assert said in str(result.exception)


def test_an_earlier_edition_whose_pdf_is_gone_says_what_to_do(tmp_path: Path) -> None:
    lost = tmp_path / "old.toml"
    shutil.copy(OLD, lost)
    result = CliRunner().invoke(INIT, [str(NEW), "--like", str(lost), "--to", str(tmp_path)])
    assert isinstance(result.exception, ConfigError)
    assert "give its output folder" in str(result.exception)


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    arguments = [str(NEW), "--like", str(OLD), "--to", str(tmp_path), "--id", "tw-sample-nc-2021"]
    result = CliRunner().invoke(INIT, arguments)
    assert isinstance(result.exception, ConfigError)


def test_a_first_edition_expects_what_the_report_holds(tmp_path: Path) -> None:
    english = ROOT / "raw" / "sample-nc-en.pdf"
    init(english, "--id", "demo", "--lang", "en", "--to", tmp_path)
    edition = read_edition(tmp_path / "demo.toml")
    assert edition.language == "en"
    assert "National circumstances" in {h.title for h in edition.expect.headings}
