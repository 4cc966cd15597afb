"""Text boxes: grounds and frames with text of their own."""

from __future__ import annotations

from document_builders import HEIGHT, WIDTH, line
from natcom.config import load_config
from natcom.layout.boxes import text_boxes
from natcom.layout.columns import Flow, Item
from natcom.layout.paragraphs import Segmenter
from natcom.layout.style import BodyStyle
from natcom.model import BBox, Line, Page, Ruling, Shade

WORDS = load_config().language
BODY = BodyStyle(10.0, False, 0, frozenset({"Body"}), 18.0)
TEXT = "本報告說明國內推動減量政策之情形以及各部門執行成果。"
BOX = BBox(80.0, 130.0, 400.0, 190.0)


def frame(box: BBox) -> tuple[Ruling, ...]:
    x0, top, x1, bottom = box
    level = tuple(Ruling(x0, y, x1, y, 0.5, 0) for y in (top, bottom))
    return (*level, *(Ruling(x, top, x, bottom, 0.5, 0) for x in (x0, x1)))


def page(*lines: Line, shades: tuple[Shade, ...] = (), rulings: tuple[Ruling, ...] = ()) -> Page:
    return Page(1, 0, 1, None, WIDTH, HEIGHT, lines, shades=shades, rulings=rulings)


LINES = (line(TEXT, 70, 110), line(TEXT, 95, 140), line(TEXT[:20], 95, 158), line(TEXT, 70, 196))


def test_a_ground_or_frame_with_lines_of_text_is_a_box_with_edges_of_its_own() -> None:
    for made in (page(*LINES, shades=(Shade(BOX, 0xFFF4E6),)), page(*LINES, rulings=frame(BOX))):
        (box,) = text_boxes(made, LINES)
        assert (box.left, box.right) == (95.0, 385.0)


def test_a_frame_that_another_ruling_meets_is_a_cell() -> None:
    assert text_boxes(page(*LINES, rulings=(*frame(BOX), Ruling(400, 150, 500, 150, 0.5, 0))), LINES) == ()


def test_a_ground_behind_one_line_or_behind_the_page_is_none() -> None:
    assert text_boxes(page(*LINES, shades=(Shade(BBox(80, 130, 400, 155), 0xFFF4E6),)), LINES) == ()
    assert text_boxes(page(*LINES, shades=(Shade(BBox(0, 0, WIDTH, HEIGHT), 0xFFF4E6),)), LINES) == ()


def test_text_does_not_run_into_a_box_or_out_of_it() -> None:
    unended = tuple(line(TEXT[:-1], each.x0, each.top) for each in LINES)
    made = page(*unended, shades=(Shade(BOX, 0xFFF4E6),))
    flow = Flow(made, tuple(Item(each.bbox, each) for each in unended), 70, 400)
    assert [len(block.lines) for block in Segmenter(WORDS, BODY).blocks(flow)] == [1, 2, 1]
