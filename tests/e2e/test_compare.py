"""`natcom compare`, as a user meets it, and how much of what was planted between the samples it finds."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

import natcom as library
from commands import Shell, one_sentence
from comparing import GOLD, RAW, scores
from natcom.comparison import compare

PDFS = (RAW / "sample-nc-2021.pdf", RAW / "sample-nc-2024.pdf")
ENOUGH = 0.97  # recall and precision on extractions; on gold files both are 1


@pytest.fixture
def natcom(tmp_path: Path) -> Shell:
    """`natcom` in an empty folder."""
    return Shell(tmp_path)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which both samples were compared from their PDFs, with a page."""
    folder = tmp_path_factory.mktemp("compared")
    done = Shell(folder)("compare", *map(str, PDFS), "--html", "--json")
    assert done.returncode == 0, done.stderr
    (folder / "told.json").write_text(done.stdout, "utf-8")
    return folder


def test_on_gold_files_all_that_was_planted_is_found_and_nothing_else() -> None:
    assert scores(compare(*GOLD)) == dict.fromkeys(("section", "figure", "table", "cell", "fact"), (1.0, 1.0))


def test_on_extractions_nearly_all_of_it_is(read: Path) -> None:
    folders = [read / "output" / pdf.stem for pdf in PDFS]
    for what, (recall, precision) in scores(compare(*folders)).items():
        assert recall >= ENOUGH, what
        assert precision >= ENOUGH, what


def test_two_pdfs_are_run_first(read: Path) -> None:
    told = json.loads((read / "told.json").read_text("utf-8"))
    assert sorted(path.name for path in (read / "output").iterdir()) == [
        "compare-sample-nc-2021..sample-nc-2024",
        "sample-nc-2021",
        "sample-nc-2024",
    ]
    assert told["folder"] == str(Path("output") / "compare-sample-nc-2021..sample-nc-2024")
    assert told["by_class"]["restated"] > 0
    assert set(told["by_origin"]) == {"source"}


def test_the_page_shows_both_pages_of_every_change(read: Path) -> None:
    page = (read / "output" / "compare-sample-nc-2021..sample-nc-2024" / "compare.html").read_text("utf-8")
    (content,) = re.findall(r'<script type="application/json" id="pictures">(.*?)</script>', page)
    pictures = json.loads(content)
    views = [json.loads(view.replace("&#34;", '"')) for view in re.findall(r'data-view="([^"]*)"', page)]
    shown = [side for view in views for side in view if side]
    assert shown
    for side in shown:
        picture = pictures[f"{side['document']}/{side['page']}"]
        for x0, top, x1, bottom in side["boxes"]:
            assert 0 <= x0 < x1 <= picture["width"] + 1
            assert 0 <= top < bottom <= picture["height"] + 1


def test_without_the_pdf_the_page_comes_without_pictures_and_says_so(read: Path, natcom: Shell) -> None:
    for pdf in PDFS:
        folder = natcom.folder / pdf.stem
        shutil.copytree(read / "output" / pdf.stem, folder)
        (folder / "run.json").write_text(json.dumps({"files": [{"path": "/nowhere/at/all.pdf", "sha256": "0"}]}))
    done = natcom("compare", PDFS[0].stem, PDFS[1].stem, "--html")
    assert done.returncode == 0
    assert done.stderr.count("name the PDF with --pdf.") == 2
    page = next((natcom.folder / "output").glob("compare-*/compare.html"))
    assert "all.pdf is not there any more" in page.read_text("utf-8")
    pdfs = [part for pdf in PDFS for part in ("--pdf", str(pdf))]
    assert "data:image/webp" not in page.read_text("utf-8")
    assert natcom("compare", PDFS[0].stem, PDFS[1].stem, "--html", *pdfs).returncode == 0
    assert "data:image/webp" in page.read_text("utf-8")


def test_it_tells_counts_and_the_largest_restatements(natcom: Shell) -> None:
    done = natcom("compare", *map(str, GOLD))
    assert done.returncode == 0
    assert "Largest restatements" in done.stdout
    assert "Written to" in done.stdout
    assert natcom("compare", *map(str, GOLD), "--quiet").stdout == ""


def test_fail_on_ends_with_1_where_there_is_such_a_change(natcom: Shell) -> None:
    old, new = map(str, GOLD)
    assert natcom("compare", old, new, "--fail-on", "restated", "--json").returncode == 1
    assert natcom("compare", old, new, "--fail-on", "merged", "-q").returncode == 1
    assert natcom("compare", old, old, "--fail-on", "restated", "--fail-on", "removed", "-q").returncode == 0


def test_an_edition_with_itself_has_no_changes(natcom: Shell) -> None:
    done = natcom("compare", str(GOLD[0]), str(GOLD[0]), "--json", "--html")
    assert json.loads(done.stdout)["changes"] == 0
    folder = next((natcom.folder / "output").iterdir())
    assert json.loads((folder / "changes.json").read_text("utf-8"))["data"] == []


def test_more_than_two_editions_have_a_time_line(natcom: Shell) -> None:
    assert natcom("compare", str(GOLD[0]), str(GOLD[1]), str(GOLD[0]), "-q").returncode == 0
    (series,) = (natcom.folder / "output").glob("*/series.csv")
    assert "tw-sample-nc-2024" in series.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["a"], 2, "two editions"),
        (["a", "b"], 3, "no file or folder a"),
        (["a", "b", "--fail-on", "nonsense"], 2, "--fail-on nonsense"),
        (["a", "b", "--tolerance", "7"], 3, "no file or folder a"),
        (["a", "b", "--html", "--pdf", "c.pdf"], 2, "--pdf once for each"),
        (["a.pdf", "b.pdf"], 3, "a.pdf"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(natcom: Shell, arguments: list[str], code: int, told: str) -> None:
    done = natcom("compare", *arguments)
    assert done.returncode == code, done.stderr
    assert told in one_sentence(done)


def test_the_library_reads_pdfs_folders_and_extractions(read: Path) -> None:
    folder = read / "output" / PDFS[0].stem
    assert library.compare(folder, str(folder)).changes == ()
    assert library.compare(*GOLD, tolerance=0.5).restatements == ()
