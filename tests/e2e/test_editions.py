"""A report that comes as one PDF per chapter is one edition with one outline, and checks span it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from natcom.config import load_config
from natcom.records import Extraction
from natcom.run import RunOptions, extract

SAMPLE = Path(__file__).parents[2] / "raw" / "sample-nc-2024.pdf"


def part(target: Path, pages: list[int]) -> Path:
    """A PDF of some pages of the sample (from 0)."""
    with pdfium.PdfDocument(SAMPLE) as whole, pdfium.PdfDocument.new() as chapter:
        chapter.import_pages(whole, pages)
        chapter.save(target)
    return target


@pytest.fixture(scope="module")
def whole() -> Extraction:
    return extract([SAMPLE], load_config(), RunOptions(pictures=False), lambda *_: None).extraction


@pytest.fixture(scope="module")
def in_parts(tmp_path_factory: pytest.TempPathFactory) -> Extraction:
    folder = tmp_path_factory.mktemp("chapters")
    files = [part(folder / "chapter-1.pdf", list(range(5))), part(folder / "chapter-2.pdf", list(range(5, 15)))]
    return extract(files, load_config(), RunOptions(pictures=False), lambda *_: None).extraction


def test_the_outline_is_one(whole: Extraction, in_parts: Extraction) -> None:
    assert [(s.path, s.title, s.page) for s in in_parts.sections] == [(s.path, s.title, s.page) for s in whole.sections]


def test_pages_count_on_and_name_their_file(in_parts: Extraction) -> None:
    assert [p.page for p in in_parts.pages] == list(range(1, 16))
    assert {(p.file, p.file_page) for p in in_parts.pages if p.page in (5, 6)} == {
        ("chapter-1.pdf", 5),
        ("chapter-2.pdf", 1),
    }


def test_facts_are_the_same(whole: Extraction, in_parts: Extraction) -> None:
    assert [(f.quote, f.value, f.page) for f in in_parts.facts] == [(f.quote, f.value, f.page) for f in whole.facts]


def test_pages_that_nobody_asked_for_are_not_read() -> None:
    some = extract([SAMPLE], load_config(), RunOptions(pages=((6, 7),), pictures=False), lambda *_: None).extraction
    assert {f.page for f in some.facts} <= {6, 7}
    assert [p.kind for p in some.pages][:3] == ["unread"] * 3
