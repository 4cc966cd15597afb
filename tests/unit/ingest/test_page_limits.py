"""A page that takes too much is given up; what is around it goes on."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pikepdf
import pytest

from natcom.ingest import ReadingOptions, read_report
from natcom.ingest.page_limits import TimeUp, page_limits
from natcom.ingest.pdf import open_pdf
from natcom.model import PageFault
from pdfs import pdf

linux = pytest.mark.skipif(sys.platform != "linux", reason="the limit on memory is Linux's")


def nothing(stage: str, done: int, total: int) -> None:
    pass


def test_work_without_end_is_ended() -> None:
    def working() -> None:
        while True:
            pass

    with pytest.raises(TimeUp), page_limits(seconds=0.05):
        working()


def test_a_parser_that_swallows_exceptions_is_ended_too() -> None:
    def swallowing() -> None:
        while True:
            try:
                sum(range(1000))
            except Exception:
                continue

    with pytest.raises(TimeUp), page_limits(seconds=0.05):
        swallowing()


def test_ordinary_work_is_left_alone() -> None:
    with page_limits(seconds=5):
        assert sum(range(10)) == 45


@linux
def test_memory_has_a_bound() -> None:
    with pytest.raises(MemoryError), page_limits(megabytes=50):
        bytearray(200 << 20)
    assert bytearray(100 << 20)  # the bound goes with the block


def broken(tmp_path: Path, key: str, value: object) -> Path:
    """A file of two pages, an attribute of the first of which is not what it should be."""
    with pikepdf.open(io.BytesIO(pdf(("Emissions were 12 Mt.", "Emissions were 34 Mt.")))) as document:
        document.pages[0].obj[f"/{key}"] = value
        path = tmp_path / "broken.pdf"
        document.save(path)
    return path


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("MediaBox", pikepdf.Array([0, 0, pikepdf.Name("/x"), 842])),
        ("CropBox", pikepdf.Array([pikepdf.String("a"), 0, 1, 1])),
        ("Rotate", pikepdf.String("x")),
    ],
)
def test_a_broken_box_or_angle_costs_nothing(tmp_path: Path, key: str, value: object) -> None:
    pages = read_report([broken(tmp_path, key, value)], ReadingOptions(ocr="never"), nothing).pages
    assert ["".join(line.text for line in page.lines) for page in pages] == [
        "Emissions were 12 Mt.",
        "Emissions were 34 Mt.",
    ]


def test_a_page_that_nests_without_end_costs_itself_only(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf(("one", "Emissions were 34 Mt.")))) as document:
        document.pages[0].Contents = document.make_stream(b"/Span <</A [" * 400_000)
        document.save(tmp_path / "nested.pdf")
    pages = read_report([tmp_path / "nested.pdf"], ReadingOptions(ocr="never"), nothing).pages
    assert pages[1].lines[0].text == "Emissions were 34 Mt."
    assert not pages[0].lines


def test_bookmarks_that_loop_are_left_out(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(pdf(("one", "two")))) as document:
        item = document.make_indirect(pikepdf.Dictionary(Title=pikepdf.String("Energy")))
        item.Next = item
        document.Root.Outlines = document.make_indirect(pikepdf.Dictionary(First=item, Last=item, Count=1))
        document.save(tmp_path / "loop.pdf")
    with open_pdf(tmp_path / "loop.pdf") as read:
        assert len(read.bookmarks()) <= 20_000
        assert read.content(1).glyphs


@pytest.mark.parametrize(("revision", "aes"), [(4, True), (6, True), (4, False)])
def test_a_file_locked_for_owners_is_read_and_its_wishes_are_noted(tmp_path: Path, revision: int, aes: bool) -> None:
    allowed = pikepdf.Permissions(extract=False)
    lock = pikepdf.Encryption(owner="owner", user="", R=revision, aes=aes, metadata=aes, allow=allowed)
    with pikepdf.open(io.BytesIO(pdf(("Emissions were 12 Mt.",)))) as document:
        document.save(tmp_path / "locked.pdf", encryption=lock)
    report = read_report([tmp_path / "locked.pdf"], ReadingOptions(), nothing)
    assert report.pages[0].lines[0].text == "Emissions were 12 Mt."
    assert report.restrictions == (("encrypted", "no copy"),)


def test_a_file_that_is_not_locked_has_no_restrictions(tmp_path: Path) -> None:
    (tmp_path / "open.pdf").write_bytes(pdf(("one",)))
    assert read_report([tmp_path / "open.pdf"], ReadingOptions(), nothing).restrictions == ((),)


def test_faults_have_the_words_that_the_checks_know() -> None:
    from natcom.checks.pages import LOST

    assert set(LOST) <= {str(fault) for fault in PageFault}
