"""Titles on pictures, boxes whose ground is drawn in strips, sentences that hang from a label."""

from __future__ import annotations

from array import array

from natcom.config import load_config
from natcom.layout import build_document
from natcom.layout.boxes import text_boxes
from natcom.model import BBox, Block, BlockKind, Line, Page, Picture, Run, Shade

WORDS = load_config(language="en").language
PROSE = "the district keeps its wells and mends its roads"


def latin(text: str, x0: float = 70.0, top: float = 100.0, size: float = 10.0) -> Line:
    """A line of Latin letters, half as wide as they are high."""
    n = len(text)
    x0s, x1s = (array("d", (x0 + size * (i + k) / 2 for i in range(n))) for k in (0, 1))
    return Line(text, top, top + 1.2 * size, x0s, x1s, (Run(0, n, size, False, 0, "Body", 0),))


def blocks(*lines: Line, pictures: tuple[Picture, ...] = ()) -> list[Block]:
    """The blocks of a page with these lines above four full lines of text, after a page of text."""
    prose = [latin(PROSE + " and " + PROSE[:30], top=600 + 15 * i) for i in range(6)]
    pages = [
        Page(
            1, 0, 1, None, 600.0, 800.0, tuple(latin(PROSE + " and " + PROSE[:30], top=100 + 15 * i) for i in range(9))
        ),
        Page(2, 0, 2, None, 600.0, 800.0, (*lines, *prose), pictures=pictures),
    ]
    return [block for block in build_document("demo", pages, WORDS).blocks if block.page == 2]


def kind_of(found: list[Block], text: str) -> BlockKind:
    return next(block.kind for block in found if any(text in each.text for each in block.lines))


def test_a_large_title_on_a_picture_is_no_label_of_it() -> None:
    title = latin("Chapter 2", 100, 150, size=26), latin("Water and coasts", 100, 185, size=26)
    assert kind_of(blocks(*title, pictures=(Picture(BBox(60, 60, 540, 400), False),)), "Chapter 2") is BlockKind.HEADING


def test_the_names_on_a_map_are_labels() -> None:
    names = [
        latin(name, 100 + 60 * i, 150 + 30 * i, size=8) for i, name in enumerate(("Tarn", "Holm", "Skerry", "Voe"))
    ]
    large = latin("THE ISLES", 200, 300, size=26)
    found = blocks(*names, large, pictures=(Picture(BBox(60, 60, 540, 400), False),))
    assert kind_of(found, "THE ISLES") is BlockKind.FIGURE


def test_a_ground_drawn_in_strips_is_one_box() -> None:
    strips = [Shade(BBox(60, 100 + 20 * i, 400, 126 + 20 * i), 0xEEEEEE) for i in range(4)]
    lines = [latin(PROSE, 70, 104 + 18 * i) for i in range(4)]
    page = Page(1, 0, 1, None, 600.0, 800.0, tuple(lines), shades=tuple(strips))
    assert len(text_boxes(page, lines)) == 1


def test_a_sentence_goes_on_where_its_lines_hang_from_a_label() -> None:
    first = latin("Rule 4: The council keeps a list of the wells that it has closed and", 70, 400)
    second = latin("the reasons for closing them, and shows it to all who ask.", 130, 415)
    found = blocks(first, second)
    assert len(next(block for block in found if block.lines[0] is first or first in block.lines).lines) == 2
