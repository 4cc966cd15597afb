"""The sample report from PDF to package: written, validated, read back, explained, reviewed."""

from __future__ import annotations

import json
from pathlib import Path

import frictionless
import pytest

import natcom
from commands import Shell
from natcom.config import default_directory
from natcom.config.review import read_review_words
from natcom.output.files import RECORD_CLASSES
from natcom.output.read import read_json

SAMPLE = Path(__file__).parents[2] / "raw" / "sample-nc-2024.pdf"
NAME = "sample-nc-2024"


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """`natcom` in a folder where the sample has been read."""
    shell = Shell(tmp_path_factory.mktemp("sample"))
    done = shell("run", str(SAMPLE))
    assert done.returncode == 0, done.stderr
    return shell


@pytest.fixture(scope="module")
def output(shell: Shell) -> Path:
    return shell.folder / "output" / NAME


def test_the_package_validates(output: Path) -> None:
    report = frictionless.Package(str(output / "datapackage.json")).validate()
    assert report.valid, report.flatten(["taskPath", "rowNumber", "fieldName", "message"])


def test_nothing_the_report_is_known_to_hold_is_missing(output: Path) -> None:
    frames = natcom.read(output)
    for name in ("sections", "paragraphs", "figures", "tables", "cells", "table_values", "facts", "references"):
        assert len(getattr(frames, name)), name
    assert {"NE", "NO", "IE"} <= set(frames.table_values["notation_key"].dropna())


def test_every_record_of_the_pages_has_its_place(output: Path) -> None:
    frames = natcom.read(output)
    for name in ("sections", "paragraphs", "figures", "tables", "table_values", "facts", "observations"):
        frame = getattr(frames, name)
        assert frame[["page", "x0", "top", "x1", "bottom"]].notna().all(axis=None), name
        assert (frame["x0"] < frame["x1"]).all(), name
        assert (frame["top"] < frame["bottom"]).all(), name


def test_ids_are_unique(output: Path) -> None:
    frames = natcom.read(output)
    for name in RECORD_CLASSES:
        if name != "cells":
            assert getattr(frames, name).iloc[:, 0].is_unique, name


def test_a_second_run_gives_identical_bytes(shell: Shell, output: Path) -> None:
    def content() -> dict[str, bytes]:
        files = (path for path in output.rglob("*") if path.is_file() and path.name != "run.json")
        return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}

    first = content()
    assert {"workbook.xlsx", "datapackage.json", "manifest.json"} <= first.keys()
    assert any(name.startswith("figures/") for name in first)
    assert shell("run", str(SAMPLE), "--quiet").returncode == 0
    assert content() == first


def test_every_figure_has_its_picture(output: Path) -> None:
    for image in natcom.read(output).figures["image"].dropna():
        assert (output / image).read_bytes().startswith(b"\x89PNG")


def test_facts_and_values_can_be_explained(shell: Shell, output: Path) -> None:
    frames = natcom.read(output)
    for frame in (frames.facts, frames.table_values, frames.observations, frames.findings):
        if len(frame):
            done = shell("explain", str(frame.iloc[0, 0]))
            assert done.returncode == 0, done.stderr
            assert "page" in done.stdout


def test_every_step_has_a_chinese_name(output: Path) -> None:
    steps = {step["step"].partition(" (")[0] for fact in read_json(output, "facts")["data"] for step in fact["steps"]}
    assert steps
    assert steps <= read_review_words(default_directory()).steps.keys()


def test_the_review_page_shows_every_page(shell: Shell, output: Path) -> None:
    done = shell("review", str(output))
    assert done.returncode == 0, done.stderr
    page = (output / "review.html").read_text("utf-8")
    assert page.count("UklGR") == len(natcom.read(output).pages)
    assert len(page) < 15_000_000


def test_fail_on_ends_with_one(shell: Shell) -> None:
    done = shell("run", str(SAMPLE), "--json", "--fail-on", "info")
    assert done.returncode == 1
    rules = json.loads(done.stdout)[0]["findings"]["rule"]
    assert rules, "the sample has faults planted in it"
    assert shell("run", str(SAMPLE), "--quiet", "--fail-on", next(iter(rules))).returncode == 1


def test_a_text_of_another_converter_is_read_too(shell: Shell) -> None:
    (shell.folder / "report.md").write_text(
        "# 第一章 國際合作\n\n本節說明辦理 37 場雙邊會談之情形。\n", encoding="utf-8"
    )
    done = shell("run", "report.md", "--quiet")
    assert done.returncode == 0, done.stderr
    frames = natcom.read(shell.folder / "output" / "report")
    assert frames.sections["line_start"].tolist() == [1]
    assert frames.paragraphs["line_start"].tolist() == [3]
    assert frames.paragraphs["page"].isna().all()
    assert frames.facts["value"].tolist() == [37]
    assert shell("review", "output/report").returncode == 0
