"""Pictures of the pages that changed, and what is said where there are none."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from PIL import Image

from comparing import RAW, edition, section
from natcom.comparison import EditionView, compare
from natcom.comparison.load import SourceFile
from natcom.comparison.pictures import Pictures, page_pictures
from natcom.run import read_sources

WATER = "The reservoirs of the island hold enough water for two dry seasons, and new ones are planned."


def editions(path: Path | None, sha256: str | None = None) -> tuple[EditionView, EditionView]:
    """Two editions whose one section, on page 2, is renamed; the old one's PDF is `path`."""
    old, new = (edition(y, sections=[section("1", f"Water {y}", WATER)]) for y in (2021, 2024))
    placed = tuple(s.model_copy(update={"page": 2}) for s in old.sections)
    files = (SourceFile(path, sha256),) if path else ()
    return replace(old, sections=placed, files=files), new


def pictures_of(*views: EditionView, pdfs: tuple[Path, ...] = ()) -> Pictures:
    return page_pictures(compare(*views), views, pdfs)


def test_the_pages_that_changed_are_rendered() -> None:
    (source,) = read_sources([RAW / "sample-nc-2021.pdf"])
    pictures = pictures_of(*editions(source.path, source.sha256))
    assert list(pictures.pages) == [("report-2021", 2)]
    picture = pictures.pages["report-2021", 2]
    size = Image.open(io.BytesIO(picture.content)).size
    assert abs(size[0] / picture.width - size[1] / picture.height) < 0.01
    assert not [told for told in pictures.missing if "2021" in told]


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    pictures = pictures_of(*editions(tmp_path / "gone.pdf"))
    assert pictures.pages == {}
    assert any("gone.pdf is not there any more; name the PDF with --pdf." in told for told in pictures.missing)


def test_a_run_that_names_no_file_is_said() -> None:
    assert any("--pdf" in told for told in pictures_of(*editions(None)).missing)


def test_another_file_than_the_one_that_was_read_is_shown_with_a_word_of_warning() -> None:
    pictures = pictures_of(*editions(RAW / "sample-nc-2021.pdf", "0" * 64))
    assert pictures.pages
    assert any("not the file that was read" in told for told in pictures.missing)


def test_a_named_pdf_goes_before_the_noted_one(tmp_path: Path) -> None:
    views = editions(tmp_path / "gone.pdf")
    pictures = pictures_of(*views, pdfs=(RAW / "sample-nc-2021.pdf", RAW / "sample-nc-2024.pdf"))
    assert list(pictures.pages) == [("report-2021", 2)]


def test_what_is_no_pdf_ends_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    pictures = pictures_of(*editions(tmp_path / "broken.pdf"))
    assert pictures.pages == {}
    assert any("broken.pdf cannot be rendered" in told for told in pictures.missing)
