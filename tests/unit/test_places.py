"""Where configuration is looked for: the nearest wins, and what is not used is said with its reason."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from natcom.config import config_of_report, default_directory, known_language
from natcom.config.corrections import COLUMNS
from natcom.config.edition import read_edition
from natcom.config.places import find_corrections, find_edition, places
from natcom.errors import ConfigError

SAMPLES = Path(__file__).parents[2] / "raw"
HEAD = ",".join(COLUMNS)


def corrections(path: Path, *rows: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join((HEAD, *rows)) + "\n", "utf-8")
    return path


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report in a folder of its own; the working directory is another one."""
    (tmp_path / "work").mkdir()
    (tmp_path / "raw").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "raw" / "demo.pdf"


@pytest.mark.parametrize(
    "place",
    [
        "raw/demo.corrections.csv",
        "raw/editions/demo.corrections.csv",
        "work/configs/demo.corrections.csv",
        "work/configs/editions/demo.corrections.csv",
        "mine/editions/demo.corrections.csv",
    ],
)
def test_corrections_are_found_where_a_user_puts_them(report: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "mine").mkdir()
    path = corrections(tmp_path / place, "reject,,fact-1,,,,,,,,")
    config = config_of_report(report, "demo", "", tmp_path / "mine")
    assert [row.record_id for row in config.corrections] == ["fact-1"]
    assert [file.resolve() for file in config.corrections_from.files] == [path]
    assert config.digest != config_of_report(report, "other", "").digest


def test_all_corrections_are_merged_and_the_nearest_says_what_holds(report: Path, tmp_path: Path) -> None:
    corrections(tmp_path / "raw/demo.corrections.csv", "fix,,fact-1,,,,value,1,,,")
    far = ("fix,,fact-1,,,,value,2,,,", "fix,,fact-1,,,,unit,t,,,", "reject,,fact-2,,,,,,,,")
    corrections(tmp_path / "work/configs/demo.corrections.csv", *far)
    rows = config_of_report(report, "demo", "").corrections
    assert [(row.record_id, row.field, row.value) for row in rows] == [
        ("fact-1", "value", "1"),
        ("fact-1", "unit", "t"),
        ("fact-2", "", ""),
    ]


def test_a_corrections_file_that_is_not_used_is_named_with_the_reason(report: Path, tmp_path: Path) -> None:
    corrections(tmp_path / "raw/demo-new.corrections.csv", "reject,,fact-1,,,,,,,,")
    corrections(tmp_path / "raw/unlike.corrections.csv", "reject,,fact-1,,,,,,,,")
    used = find_corrections(places(None, report), "demo")
    assert used.files == ()
    (reason,) = used.unused
    assert "demo-new.corrections.csv is not used" in reason
    assert "demo.corrections.csv" in reason


def test_an_edition_that_names_its_corrections_leaves_out_others_and_says_so(report: Path, tmp_path: Path) -> None:
    named = corrections(tmp_path / "raw/mended.csv", "reject,,fact-1,,,,,,,,")
    other = corrections(tmp_path / "raw/demo.corrections.csv", "reject,,fact-2,,,,,,,,")
    edition = tmp_path / "raw/demo.toml"
    edition.write_text('id = "demo"\nlanguage = "en"\ncorrections = "mended.csv"\n', "utf-8")
    used = find_corrections(places(None, report), "demo", read_edition(edition), edition)
    assert used.files == (named,)
    assert used.unused == (f"{other} is not used: the edition names mended.csv",)


def test_an_edition_is_found_by_sha256_then_id_then_name(report: Path, tmp_path: Path) -> None:
    folder = tmp_path / "work/configs/editions"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text('id = "a"\nlanguage = "en"\nsha256 = ["ff"]\n', "utf-8")
    (folder / "b.toml").write_text('id = "demo"\nlanguage = "en"\n', "utf-8")
    (folder / "other.toml").write_text('id = "c"\nlanguage = "en"\n', "utf-8")
    (folder / "broken.toml").write_text("id = ", "utf-8")
    where = places(None, report)
    found = [find_edition(where, *asked) for asked in (("demo", "ff"), ("demo", "00"), ("other", ""), ("nowhere", ""))]
    assert [path and path.name for path in found] == ["a.toml", "b.toml", "other.toml", None]


def test_the_edition_beside_the_report_is_the_nearest(report: Path, tmp_path: Path) -> None:
    for folder in ("raw", "work/configs/editions"):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "demo.toml").write_text('id = "demo"\nlanguage = "en"\n', "utf-8")
    assert find_edition(places(None, report), "demo") == tmp_path / "raw/demo.toml"


def test_files_of_the_user_are_laid_over_those_of_the_package(report: Path, tmp_path: Path) -> None:
    (tmp_path / "work/configs").mkdir()
    text = (default_directory() / "limits.toml").read_text("utf-8")
    (tmp_path / "work/configs/limits.toml").write_text(text, "utf-8")
    where = places(None, report)
    assert (where / "limits.toml").resolve() == tmp_path / "work/configs/limits.toml"
    assert where / "units.toml" == default_directory() / "units.toml"
    own = config_of_report(report, "demo", "").digest
    (tmp_path / "work/configs").rename(tmp_path / "work/elsewhere")
    assert own != config_of_report(report, "demo", "").digest


def test_every_shipped_edition_knows_its_file_whatever_its_name() -> None:
    shipped = sorted((default_directory() / "editions").glob("*.toml"))
    assert len(shipped) >= 3
    for path in shipped:
        edition = read_edition(path)
        digests = tuple(hashlib.sha256((path.parent / file).read_bytes()).hexdigest() for file in edition.files)
        assert edition.sha256 == digests
        config = config_of_report(Path("renamed.pdf"), "renamed", digests[0])
        assert (config.edition, config.document_id) == (edition, "renamed")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("zh", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh_tw", "zh-Hant"),
        ("ZH-HANT", "zh-Hant"),
        ("en-GB", "en"),
        ("EN", "en"),
    ],
)
def test_a_language_is_understood_as_people_write_it(asked: str, code: str) -> None:
    assert known_language(places(), asked) == code


def test_a_language_that_cannot_be_read_is_refused_with_those_that_can() -> None:
    with pytest.raises(ConfigError, match=r"There is no language xx.*en, zh-Hant"):
        known_language(places(), "xx")
