"""`natcom run`, as a user meets it: what it writes, what it says, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from commands import Shell, one_sentence
from natcom.config import default_directory
from pdfs import pdf


@pytest.fixture
def natcom(tmp_path: Path) -> Shell:
    """`natcom` in an empty folder."""
    return Shell(tmp_path)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf(("8.1 Cooperation", "8.2 Exchange", "8.3 Outlook")))
    return path


def test_it_writes_a_folder_and_says_where(natcom: Shell, report: Path, tmp_path: Path) -> None:
    done = natcom("run", "report.pdf")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    folder = tmp_path / "output" / "report"
    assert "Written to output" in done.stdout
    assert "natcom review" in done.stdout
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["counts"]["pages"] == 3
    assert manifest["status"] == "complete"
    ran = json.loads((folder / "run.json").read_text("utf-8"))
    assert ran["files"][0]["path"] == str(report.resolve())
    assert ran["files"][0]["sha256"] == manifest["inputs"][0]["sha256"]


def test_a_second_run_gives_identical_bytes(natcom: Shell, report: Path, tmp_path: Path) -> None:
    def content() -> dict[str, bytes]:
        files = (tmp_path / "output").rglob("*")
        return {path.name: path.read_bytes() for path in files if path.is_file() and path.name != "run.json"}

    assert natcom("run", "report.pdf").returncode == 0
    first = content()
    assert natcom("run", "report.pdf", "--jobs", "2").returncode == 0
    assert content() == first


def test_json_is_for_scripts(natcom: Shell, report: Path) -> None:
    done = natcom("run", "report.pdf", "missing.pdf", "--json")
    assert done.returncode == 3
    done = natcom("run", "report.pdf", "--json")
    told = json.loads(done.stdout)
    assert told[0]["document"] == "report"
    assert told[0]["counts"]["pages"] == 3
    assert done.stderr == ""


def test_quiet_says_nothing(natcom: Shell, report: Path) -> None:
    done = natcom("run", "report.pdf", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_pages_choose(natcom: Shell, report: Path, tmp_path: Path) -> None:
    assert natcom("run", "report.pdf").returncode == 0
    whole = (tmp_path / "output/report/manifest.json").read_bytes()
    assert natcom("run", "report.pdf", "--pages", "2-3").returncode == 0
    assert (tmp_path / "output/report/manifest.json").read_bytes() == whole
    numbers = csv.DictReader(io.StringIO((tmp_path / "output/report-pages-2-3/coverage.csv").read_text("utf-8")))
    assert {row["page"] for row in numbers} == {"2", "3"}
    manifest = json.loads((tmp_path / "output/report-pages-2-3/manifest.json").read_text("utf-8"))
    assert manifest["options"]["pages"] == [[2, 3]]
    assert manifest["status"] == "partial"


@pytest.mark.parametrize("pages", ["99", "2-99"])
def test_pages_that_the_report_does_not_have_are_refused(
    natcom: Shell, report: Path, tmp_path: Path, pages: str
) -> None:
    done = natcom("run", "report.pdf", "--pages", pages)
    assert done.returncode == 2
    assert one_sentence(done) == (
        "Error: report.pdf has 3 pages, so that page 99 cannot be read; give --pages within 1-3."
    )
    assert not list(tmp_path.glob("output/*"))


def test_pages_that_people_made_are_kept_and_marked_once_they_are_out_of_date(
    natcom: Shell, report: Path, tmp_path: Path
) -> None:
    assert natcom("run", "report.pdf").returncode == 0
    assert natcom("review", "output/report", "--no-pictures").returncode == 0
    page, notes = tmp_path / "output/report/review.html", tmp_path / "output/report/notes.txt"
    made = page.read_bytes()
    notes.write_text("mine", "utf-8")
    assert natcom("run", "report.pdf").returncode == 0
    assert page.read_bytes() == made
    for _ in range(2):
        assert natcom("run", "report.pdf", "--lang", "en").returncode == 0
    assert page.read_bytes().count(b"Out of date") == 1
    assert notes.read_text("utf-8") == "mine"
    assert natcom("review", "output/report", "--no-pictures").returncode == 0
    assert b"Out of date" not in page.read_bytes()


def test_the_run_says_what_it_used_and_why_corrections_were_not(natcom: Shell, report: Path, tmp_path: Path) -> None:
    (tmp_path / "report-2.corrections.csv").write_text("action\n", "utf-8")
    done = natcom("run", "report.pdf")
    heads = [line.partition(":")[0] for line in done.stdout.splitlines()]
    assert heads[1:6] == ["Found", "Looks wrong", "Used", "Where to look", "Next"]
    assert "no edition file, no corrections" in done.stdout
    assert "report-2.corrections.csv is not used" in done.stdout
    (tmp_path / "report-2.corrections.csv").rename(tmp_path / "report.corrections.csv")
    assert "0 corrections of report.corrections.csv" in natcom("run", "report.pdf").stdout


def test_several_files_are_several_reports(natcom: Shell, report: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing")
    (tmp_path / "other.pdf").write_bytes(pdf())
    done = natcom("run", "report.pdf", "broken.pdf", "other.pdf", "--jobs", "2")
    assert done.returncode == 3
    assert "broken.pdf" in one_sentence(done)
    assert {path.name for path in (tmp_path / "output").iterdir()} == {"report", "other"}
    assert "2 of 3 reports written" in done.stdout


def test_a_folder_is_all_its_pdfs(natcom: Shell, report: Path, tmp_path: Path) -> None:
    assert natcom("run", ".", "--out", "results").returncode == 0
    assert (tmp_path / "results" / "report" / "pages.csv").is_file()


def test_an_edition_is_one_report_of_several_files(natcom: Shell, report: Path, tmp_path: Path) -> None:
    (tmp_path / "two.pdf").write_bytes(pdf(("8.4 Annex",)))
    (tmp_path / "nc.toml").write_text(
        'id = "tw-nc-2024"\nparty = "TWN"\nyear = 2024\nlanguage = "zh-Hant"\nfiles = ["report.pdf", "two.pdf"]\n'
    )
    done = natcom("run", "--edition", "nc.toml")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO((tmp_path / "output/tw-nc-2024/pages.csv").read_text("utf-8"))))
    assert [(row["page"], row["file"], row["file_page"]) for row in rows] == [
        ("1", "report.pdf", "1"),
        ("2", "report.pdf", "2"),
        ("3", "report.pdf", "3"),
        ("4", "two.pdf", "1"),
    ]


def test_the_same_name_twice_is_a_clash(natcom: Shell, report: Path, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "Report.pdf").write_bytes(pdf())
    done = natcom("run", "report.pdf", "sub/Report.pdf")
    assert done.returncode == 2
    assert "both be written to report" in one_sentence(done)
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("letter.pdf", b"Dear reader, this is not what you think it is.", "not a PDF"),
        ("empty.pdf", b"", "empty"),
        ("cut.pdf", pdf(("one", "two"))[:300], "damaged"),
        ("none.pdf", pdf(()), "no pages"),
        ("locked.pdf", pdf(password="open sesame"), "password"),
        ("scan.pdf", pdf(("", "")), "no text layer"),
    ],
)
def test_a_bad_input_is_told_in_one_sentence(
    natcom: Shell, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = natcom("run", name)
    assert done.returncode == 3
    message = one_sentence(done)
    assert name in message
    assert said in message
    assert not (tmp_path / "output").exists() or not list((tmp_path / "output").iterdir())


def test_a_bad_input_leaves_the_last_output(natcom: Shell, report: Path, tmp_path: Path) -> None:
    assert natcom("run", "report.pdf").returncode == 0
    before = (tmp_path / "output/report/pages.csv").read_bytes()
    report.write_bytes(b"spoilt")
    assert natcom("run", "report.pdf").returncode == 3
    assert (tmp_path / "output/report/pages.csv").read_bytes() == before


def test_a_password_opens_it(natcom: Shell, tmp_path: Path) -> None:
    (tmp_path / "locked.pdf").write_bytes(pdf(password="open sesame"))
    (tmp_path / "password").write_text("open sesame\n")
    assert natcom("run", "locked.pdf", NATCOM_PASSWORD="open sesame").returncode == 0
    assert natcom("run", "locked.pdf", "--password-file", "password").returncode == 0
    wrong = natcom("run", "locked.pdf", NATCOM_PASSWORD="shut")
    assert wrong.returncode == 3
    assert "wrong" in one_sentence(wrong)
    written = b"".join(path.read_bytes() for path in (tmp_path / "output").rglob("*") if path.is_file())
    assert b"sesame" not in written


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report.pdf", "--pages", "0-3"), "--pages"),
        (("report.pdf", "--pages", "3-1"), "--pages"),
        (("report.pdf", "--ocr", "perhaps"), "--ocr perhaps"),
        (("report.pdf", "--lang", "xx"), "language xx"),
        (("report.pdf", "--configs", "nowhere"), "nowhere"),
        (("report.pdf", "--edition", "nowhere.toml"), "nowhere.toml"),
        (("report.pdf", "--password-file", "nowhere"), "password file nowhere"),
        (("report.pdf", "--fail-on", "no-such-rule"), "no-such-rule"),
        (("--quiet",), "nothing to read"),
    ],
)
def test_a_wrong_option_is_told_in_one_sentence(
    natcom: Shell, report: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = natcom("run", *arguments)
    assert done.returncode == 2
    assert said in one_sentence(done)
    assert not (tmp_path / "output").exists()


def test_an_unknown_key_of_an_edition_is_named(natcom: Shell, report: Path, tmp_path: Path) -> None:
    (tmp_path / "nc.toml").write_text('id = "nc"\nlanguage = "zh-Hant"\ncolour = "red"\n')
    done = natcom("run", "report.pdf", "--edition", "nc.toml")
    assert done.returncode == 2
    assert "nc.toml: colour: is not a known key" in one_sentence(done)


def test_an_unknown_option_is_a_usage_error(natcom: Shell) -> None:
    done = natcom("run", "report.pdf", "--colour")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_told(natcom: Shell, tmp_path: Path) -> None:
    done = natcom("run", "missing.pdf")
    assert done.returncode == 3
    assert "no file missing.pdf" in one_sentence(done)
    assert not (tmp_path / "output").exists()


def test_a_folder_without_pdfs_is_told(natcom: Shell, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    done = natcom("run", "papers")
    assert done.returncode == 3
    assert "no PDF in the folder papers" in one_sentence(done)


def test_an_output_that_cannot_be_written_is_told_before_reading(natcom: Shell, report: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    done = natcom("run", "report.pdf", "--out", "taken")
    assert done.returncode == 3
    assert "taken" in one_sentence(done)
    assert (tmp_path / "taken").read_text() == "a file"


def test_a_folder_of_the_users_own_is_not_replaced(natcom: Shell, report: Path, tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "notes.txt").write_text("mine")
    done = natcom("run", "report.pdf", "--out", ".")
    assert done.returncode == 3
    assert "not written by natcom" in one_sentence(done)
    assert (tmp_path / "report" / "notes.txt").read_text() == "mine"


def test_limits_end_a_document(natcom: Shell, report: Path, tmp_path: Path) -> None:
    shutil.copytree(default_directory(), tmp_path / "configs")
    limits = (tmp_path / "configs" / "limits.toml").read_text("utf-8")
    (tmp_path / "configs" / "limits.toml").write_text(limits.replace("pages = 5000 ", "pages = 2 "), "utf-8")
    done = natcom("run", "report.pdf", "--configs", "configs")
    assert done.returncode == 3
    assert "2 pages" in one_sentence(done)
    assert not list((tmp_path / "output").glob("*"))


def test_the_version_and_help(natcom: Shell) -> None:
    assert natcom("--version").stdout.startswith("natcom ")
    shown = natcom("run", "--help")
    assert shown.returncode == 0
    assert "natcom run report.pdf" in shown.stdout
    assert "Exit codes" in shown.stdout


def test_help_is_fast_because_nothing_heavy_is_imported() -> None:
    heavy = "{'pandas', 'pydantic', 'spacy', 'playa', 'jieba', 'duckdb', 'openpyxl', 'sqlalchemy'}"
    code = f"import sys, natcom, natcom.cli; found = {heavy} & set(sys.modules); sys.exit(str(found) if found else 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _bomb(megabytes: int) -> bytes:
    """A PDF of one page whose content unpacks to that many megabytes of blanks."""
    packed = zlib.compress(b" " * (megabytes << 20), 9)
    return pdf(("",)).replace(
        b"<</Length 0>>\nstream\n\n", b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\n" % (len(packed), packed)
    )


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_page_that_unpacks_without_end_ends_its_document_only(natcom: Shell, report: Path, tmp_path: Path) -> None:
    shutil.copytree(default_directory(), tmp_path / "configs")
    limits = (tmp_path / "configs" / "limits.toml").read_text("utf-8")
    (tmp_path / "configs" / "limits.toml").write_text(limits.replace("memory_mb = 3072", "memory_mb = 300"), "utf-8")
    (tmp_path / "bomb.pdf").write_bytes(_bomb(400))
    done = natcom("run", "bomb.pdf", "report.pdf", "--configs", "configs")
    assert done.returncode == 3
    assert "bomb.pdf" in one_sentence(done)
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["report"]


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
def test_a_user_who_stops_leaves_nothing_half_written(natcom: Shell, tmp_path: Path) -> None:
    (tmp_path / "long.pdf").write_bytes(pdf([f"8.{n} Cooperation" for n in range(3000)]))
    running = subprocess.Popen(
        [sys.executable, "-m", "natcom", "run", "long.pdf"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(1.5)  # long enough to have begun, too short for 3,000 pages
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 130, said
    assert said.startswith("Stopped")
    assert "Traceback" not in said
    assert not (tmp_path / "output").exists() or not list((tmp_path / "output").iterdir())
