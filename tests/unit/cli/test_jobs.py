"""What is asked for becomes jobs, or is refused before anything is read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from natcom.cli.jobs import Asked, failing, page_ranges, plan, read_password
from natcom.errors import ConfigError, InputError, OutputError
from natcom.job import Job


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.pdf", "a.PDF", "notes.txt"):
        (tmp_path / name).write_bytes(b"%PDF-")
    return tmp_path


def _plan(folder: Path, *reports: Path, **changes: Any) -> tuple[Job, ...]:
    asked = Asked(
        reports=reports, edition=None, out=folder / "out", pages=None, ocr="auto", jobs=1, lang=None, configs=None
    )
    return plan(replace(asked, **changes), "", debug_tables=False)


def test_each_file_is_a_job_and_a_folder_is_its_pdfs(folder: Path) -> None:
    jobs = _plan(folder, folder, folder / "notes.txt")
    assert [job.name for job in jobs] == ["a.PDF", "b.pdf", "notes.txt"]


def test_cores_go_to_the_one_report_or_to_the_many(folder: Path) -> None:
    assert [job.jobs for job in _plan(folder, folder / "b.pdf", jobs=4)] == [4]
    assert [job.jobs for job in _plan(folder, folder, jobs=4)] == [1, 1]


def test_an_edition_names_its_files_beside_itself(folder: Path) -> None:
    edition = folder / "nc.toml"
    edition.write_text('id = "nc"\nlanguage = "en"\nfiles = ["b.pdf", "a.PDF"]\n')
    (job,) = _plan(folder, edition=edition)
    assert [Path(source).name for source in job.sources] == ["b.pdf", "a.PDF"]
    (job,) = _plan(folder, folder / "a.PDF", edition=edition)
    assert [Path(source).name for source in job.sources] == ["a.PDF"]


def test_an_edition_without_files_wants_them_as_arguments(folder: Path) -> None:
    edition = folder / "nc.toml"
    edition.write_text('id = "nc"\nlanguage = "en"\n')
    with pytest.raises(ConfigError, match="names no files"):
        _plan(folder, edition=edition)


def test_files_that_would_share_a_folder_are_refused(folder: Path) -> None:
    (folder / "B.pdf").write_bytes(b"%PDF-2")
    with pytest.raises(ConfigError, match="both be written to b"):
        _plan(folder, folder / "b.pdf", folder / "B.pdf")


def test_nothing_is_made_while_it_is_planned(folder: Path) -> None:
    before = sorted(folder.iterdir())
    _plan(folder, folder / "b.pdf", out=folder / "deep" / "out")
    assert sorted(folder.iterdir()) == before


def test_an_output_below_a_file_is_refused(folder: Path) -> None:
    with pytest.raises(OutputError, match="Nothing can be written"):
        _plan(folder, folder / "b.pdf", out=folder / "notes.txt")
    with pytest.raises(OutputError, match="not a folder"):
        _plan(folder, folder / "b.pdf", out=folder / "notes.txt" / "deep")


def test_a_missing_file_is_refused(folder: Path) -> None:
    with pytest.raises(InputError, match=r"no file .*gone\.pdf"):
        _plan(folder, folder / "gone.pdf")


@pytest.mark.parametrize(("text", "ranges"), [("1-20", ((1, 20),)), ("3", ((3, 3),)), (" 1 - 2 , 5", ((1, 2), (5, 5)))])
def test_pages_are_ranges(text: str, ranges: tuple[tuple[int, int], ...]) -> None:
    assert page_ranges(text) == ranges


@pytest.mark.parametrize("text", ["", "0", "2-1", "a", "1-", "-3", "1;2", "٣", "1,,2"])
def test_other_pages_are_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="--pages"):
        page_ranges(text)


def test_the_password_comes_from_the_file_else_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NATCOM_PASSWORD", "from the environment")
    assert read_password(None) == "from the environment"
    (tmp_path / "password").write_text("from the file\nnot this\n")
    assert read_password(tmp_path / "password") == "from the file"
    (tmp_path / "empty").write_text("")
    assert read_password(tmp_path / "empty") == ""
    with pytest.raises(ConfigError, match="cannot be read"):
        read_password(tmp_path / "gone")


def test_a_severity_stands_for_all_that_are_worse() -> None:
    assert failing(["warning"], None) == {"warning", "error"}
    assert failing([], None) == set()


def test_a_rule_must_be_known() -> None:
    with pytest.raises(ConfigError, match="neither a rule"):
        failing(["no-such-rule"], None)


def test_a_job_travels_as_json_and_never_shows_its_password() -> None:
    job = Job(sources=("a.pdf", "b.pdf"), pages=((1, 3), (5, 5)), password="open sesame")
    assert Job.from_json(json.loads(json.dumps(job.as_json()))) == job
    assert "sesame" not in repr(job)
