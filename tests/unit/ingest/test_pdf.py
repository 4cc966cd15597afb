"""What stands on a page of a PDF, held against pdfplumber's reading of the same page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

from natcom.errors import EncryptedPdf, InputError, UnreadablePdf
from natcom.ingest import open_pdf
from natcom.ingest.pdf import BOLD_NAME
from pdfs import pdf

RAW = Path(__file__).parents[3] / "raw"
SAMPLES = sorted(RAW.glob("*.pdf"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_characters_and_their_places_are_those_of_pdfplumber(path: Path) -> None:
    with open_pdf(path) as ours, pdfplumber.open(path) as theirs:
        assert ours.page_count == len(theirs.pages)
        for index, page in enumerate(theirs.pages):
            content = ours.content(index)
            assert (content.width, content.height) == pytest.approx((page.width, page.height))
            wanted = Counter(
                (c["text"], round(c["x0"])) for c in page.chars if c["text"].strip() and 0 <= c["x0"] <= page.width
            )
            given = Counter((g.text, round(g.x0)) for g in content.glyphs if g.text.strip())
            assert sum((wanted - given).values()) <= 0.01 * wanted.total(), f"page {index + 1}"
            assert sum((given - wanted).values()) <= 0.01 * given.total(), f"page {index + 1}"
            page.close()


def test_the_frame_is_turned_where_the_text_runs_sideways_and_boxes_turn_back(tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    from natcom.ingest import read_page

    turned = tmp_path / "turned.pdf"
    with pdfium.PdfDocument(RAW / "sample-nc-en.pdf") as whole:
        page = whole[1]
        width, height = page.get_size()
        turn = pdfium.PdfMatrix(0, 1, -1, 0, height, 0)  # by 90 degrees, content and not the page's own flag
        for part in page.get_objects(max_depth=1):
            part.transform(turn)
        page.set_mediabox(0, 0, height, width)
        page.set_cropbox(0, 0, height, width)
        page.gen_content()
        whole.save(turned)
    with open_pdf(RAW / "sample-nc-en.pdf") as upright, open_pdf(turned) as sideways:
        plain, read = read_page(upright, 1), read_page(sideways, 1)
    assert read.turn in (90, 270)
    assert [line.text for line in read.lines] == [line.text for line in plain.lines]
    box = read.displayed(read.lines[0].bbox)
    assert 0 <= box.x0 < box.x1 <= height + 1
    assert box.height > box.width  # a line that runs up or down the displayed page


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_keeps_all_its_text_in_the_frame_as_shown(tmp_path: Path, turn: int) -> None:
    import pypdfium2 as pdfium

    turned = tmp_path / "turned.pdf"
    with pdfium.PdfDocument(RAW / "sample-nc-en.pdf") as whole:
        whole[1].set_rotation(turn)
        whole.save(turned)
    with open_pdf(RAW / "sample-nc-en.pdf") as upright, open_pdf(turned) as shown:
        plain, content = upright.content(1), shown.content(1)
        across = (plain.height, plain.width) if turn != 180 else (plain.width, plain.height)
        assert shown.size(1) == pytest.approx(across)
    assert (content.width, content.height) == pytest.approx((plain.width, plain.height))  # read upright again
    assert [g.text for g in content.glyphs] == [g.text for g in plain.glyphs]
    assert [g.x0 for g in content.glyphs] == pytest.approx([g.x0 for g in plain.glyphs], abs=0.5)
    assert [g.bottom for g in content.glyphs] == pytest.approx([g.bottom for g in plain.glyphs], abs=0.5)


def test_places_are_those_of_the_crop_box_that_is_shown(tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    cropped = tmp_path / "cropped.pdf"
    with pdfium.PdfDocument(RAW / "sample-nc-en.pdf") as whole:
        width, height = whole[1].get_size()
        whole[1].set_cropbox(20, 30, width - 10, height - 40)
        whole.save(cropped)
        shown = pdfium.PdfDocument(cropped)[1].get_size()
    with open_pdf(RAW / "sample-nc-en.pdf") as full, open_pdf(cropped) as part:
        plain, content = full.content(1), part.content(1)
        assert part.size(1) == pytest.approx(shown)
    here = {(g.text, round(g.x0 + 20), round(g.top + 40)) for g in content.glyphs}
    there = {(g.text, round(g.x0), round(g.top)) for g in plain.glyphs}
    assert here <= there
    assert len(here) > 0.9 * len(there)


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        (b"", UnreadablePdf, "is empty"),
        (b"PK\x03\x04 not a report", UnreadablePdf, "is not a PDF"),
        (pdf()[:200], UnreadablePdf, "damaged|no pages|cannot be"),
        (pdf(password="secret"), EncryptedPdf, "password"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(
    tmp_path: Path, content: bytes, error: type[InputError], said: str
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    with pytest.raises(error, match=said), open_pdf(path) as opened:
        opened.content(0)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"), open_pdf(tmp_path / "none.pdf"):
        pass


@pytest.mark.parametrize(
    ("name", "bold"),
    [
        ("CMBX10", True),
        ("CMSSBX10", True),
        ("NimbusRomNo9L-Medi", True),
        ("GenYoMinTW-B", True),
        ("NotoSerifCJKjp-SemiBold", True),
        ("CMR10", False),
        ("NotoSansTC-DemiLight", False),
        ("NimbusRomNo9L-Regu", False),
        ("MingLiU", False),
    ],
)
def test_a_fonts_name_tells_its_weight(name: str, bold: bool) -> None:
    assert (BOLD_NAME.search(name) is not None) is bold
