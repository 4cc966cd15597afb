"""A scan with a layer of unseen text: believed where it says what the picture shows, else read from the picture."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from natcom.ingest import ReadingOptions, read_report
from natcom.ingest.ocr.report import likeness
from natcom.ingest.pictures import opened, render
from natcom.model import Page, PageFault, TextFrom

DPI = 150
SENTENCES = [
    "The inventory covers the years from 1990 to 2022 and all sectors.",
    "Emissions of the energy sector were 24.6 million tonnes in 2022.",
    "The area of planted forest grew by 1,250 hectares over five years.",
    "Most of the electricity was generated from natural gas and wind.",
    "The next report will be submitted before the end of the year.",
] * 4
UNSEEN = 3  # the text rendering mode that draws nothing (ISO 32000-1, table 106)


def nothing(stage: str, done: int, total: int) -> None:
    pass


def printed(lines: list[str], mode: int = 0, picture: Image.Image | None = None) -> bytes:
    """A page with these lines, over a picture of a page where one is given."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    if picture is not None:
        canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    text = canvas.beginText(72, 760)
    text.setFont("Helvetica", 12)
    text.setLeading(20)
    text.setTextRenderMode(mode)
    for line in lines:
        text.textLine(line)
    canvas.drawText(text)
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    path = tmp_path_factory.mktemp("drawn") / "page.pdf"
    path.write_bytes(printed(SENTENCES))
    with opened(path) as document:
        return render(document, 1, DPI)[0]


def read(tmp_path: Path, layer: list[str], picture: Image.Image) -> Page:
    path = tmp_path / "scan.pdf"
    path.write_bytes(printed(layer, UNSEEN, picture))
    return read_report([path], ReadingOptions(), nothing).pages[0]


def test_a_layer_that_says_what_is_shown_is_believed(tmp_path: Path, picture: Image.Image) -> None:
    page = read(tmp_path, SENTENCES, picture)
    assert (page.text_from, page.fault, page.layer_hidden) == (TextFrom.LAYER, None, True)


def test_a_layer_that_says_something_else_is_not(tmp_path: Path, picture: Image.Image) -> None:
    page = read(tmp_path, [line.replace("e", "c").replace("n", "m").replace("2", "7") for line in SENTENCES], picture)
    assert (page.text_from, page.fault) == (TextFrom.OCR, PageFault.DIFFERENT_TEXT)
    assert "24.6" in "".join(line.text for line in page.lines)


def test_the_order_of_columns_is_no_difference(tmp_path: Path, picture: Image.Image) -> None:
    page = read(tmp_path, SENTENCES, picture)
    shuffled = page.lines[::-1]
    other = Page(1, 0, 1, None, 595, 842, tuple(shuffled))
    assert likeness(page, other) == 1
