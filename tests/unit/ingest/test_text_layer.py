"""Whether a page's text layer is believed, and which of its characters a reader can see."""

from __future__ import annotations

import pytest

from natcom.ingest.content import PageContent
from natcom.ingest.text_layer import layer_fault
from natcom.ingest.visibility import share_covered, white_on_white
from natcom.model import BBox, Glyph, PageFault, Shade

INK, WHITE = 0x000000, 0xFFFFFF


def glyph(text: str, x: float = 100.0, color: int = INK) -> Glyph:
    return Glyph(text, x, 100.0, x + 10, 110.0, "Song", 10.0, color, 0, False)


def content(texts: str, pictured: float = 0.0) -> PageContent:
    glyphs = tuple(glyph(text, 72 + 10 * n) for n, text in enumerate(texts))
    return PageContent(595, 842, glyphs, (), (), (), pictured=pictured)


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        (content("排放量為三億公噸，較前一年減少百分之四，其中能源部門"), None),
        (content("", pictured=1.0), PageFault.NO_TEXT),
        (content("", pictured=0.2), None),  # an empty page with a small picture is an empty page
        (content("\ufffd" * 30), PageFault.UNREADABLE_TEXT),
        (content("\ue123\ue124" * 15), PageFault.UNREADABLE_TEXT),
        (content("排放量為三億公噸較前一年減少百分之四其中能源部門" * 2 + "\ufffd"), None),  # a stray symbol
        (content("\ufffd排放"), None),
    ],
)
def test_why_a_layer_is_not_believed(page: PageContent, fault: PageFault | None) -> None:
    assert layer_fault(page) is fault


def test_white_text_is_seen_on_a_shade_only() -> None:
    glyphs = [glyph("a", 100, WHITE), glyph("b", 300, WHITE), glyph("c", 300)]
    shade = Shade(BBox(90, 90, 120, 120), 0x004488)
    assert white_on_white(glyphs, [shade], []) == {1}
    assert white_on_white(glyphs, [Shade(shade.bbox, WHITE)], [BBox(290, 90, 320, 120)]) == {0}


def test_the_share_of_the_page_is_that_within_it() -> None:
    assert share_covered([BBox(-100, -100, 700, 1000)], 595, 842) == pytest.approx(1)
    assert share_covered([], 595, 842) == 0
