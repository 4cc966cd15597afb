"""A sample page, drawn, put askew and read back from its picture: the text layer of the sample is the gold."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PIL import Image
from rapidfuzz import fuzz

from natcom.errors import InputError, NoTextLayer
from natcom.ingest import ReadingOptions, ocr, read_page, read_report
from natcom.ingest.pdf import open_pdf
from natcom.ingest.pictures import opened, render
from natcom.model import Page, PageFault, TextFrom

SAMPLE = Path(__file__).parents[3] / "raw" / "sample-nc-2024.pdf"
TABLE_PAGE = 5  # text, a table with full rules, and figures
DPI = 200
SKEW = -0.6


def scanned(tmp_path: Path, skew: float = SKEW) -> Path:
    """The page as a scanner would give it: one grey picture, no characters."""
    with opened(SAMPLE) as document:
        picture, _ = render(document, TABLE_PAGE, DPI)
    picture = picture.convert("L").rotate(-skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    path = tmp_path / "scan.pdf"
    picture.save(path, "PDF", resolution=DPI, quality=80)
    return path


def nothing(stage: str, done: int, total: int) -> None:
    pass


def characters(page: Page) -> str:
    return "".join(c for line in page.lines for c in line.text if c.isalnum())


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Page, Page]:
    """The page read from its picture, and from its text layer."""
    seen = read_report([scanned(tmp_path_factory.mktemp("scan"))], ReadingOptions(), nothing).pages[0]
    with open_pdf(SAMPLE) as pdf:
        return seen, read_page(pdf, TABLE_PAGE - 1)


def test_the_picture_says_what_the_text_layer_says(pages: tuple[Page, Page]) -> None:
    seen, layer = pages
    assert seen.text_from is TextFrom.OCR
    assert seen.fault is PageFault.NO_TEXT
    assert seen.confidence is not None
    assert seen.confidence > 0.95
    said, printed = Counter(characters(seen)), Counter(characters(layer))
    assert (said & printed).total() > 0.97 * max(said.total(), printed.total())


def test_every_figure_of_the_page_is_read(pages: tuple[Page, Page]) -> None:
    seen, layer = ([c for c in characters(page) if c.isdecimal()] for page in pages)
    assert sorted(seen) == sorted(layer)


def test_the_page_is_levelled_and_its_boxes_lead_back_to_the_scan(pages: tuple[Page, Page]) -> None:
    seen, layer = pages
    assert seen.skew == pytest.approx(SKEW, abs=0.1)
    first = max(layer.lines, key=lambda line: len(line.text))
    same = max(seen.lines, key=lambda line: fuzz.ratio(line.text, first.text))
    assert same.top == pytest.approx(first.top, abs=4)
    box = seen.displayed(same.bbox)
    assert abs(box.center[1] - same.bbox.center[1]) < 4


def test_sizes_are_those_of_the_type(pages: tuple[Page, Page]) -> None:
    usual = [max(page.lines, key=lambda line: len(line.text)).size for page in pages]
    assert usual[0] == pytest.approx(usual[1], rel=0.08)


def test_ruled_lines_are_found(pages: tuple[Page, Page]) -> None:
    long = [sum(r.length > 100 for r in page.rulings if r.horizontal) for page in pages]
    assert long[0] >= min(3, long[1])


def test_without_the_extra_one_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    path = scanned(tmp_path)
    with pytest.raises(NoTextLayer, match=r"pip install 'natcom\[ocr\]'"):
        read_report([path], ReadingOptions(), nothing)
    with pytest.raises(InputError, match=r"natcom\[ocr\]"):
        read_report([path], ReadingOptions(ocr="always"), nothing)


def test_never_leaves_pictures_alone(tmp_path: Path) -> None:
    with pytest.raises(NoTextLayer, match="--ocr never"):
        read_report([scanned(tmp_path)], ReadingOptions(ocr="never"), nothing)
