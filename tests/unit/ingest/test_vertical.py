"""Pages set in columns from top to bottom, right to left."""

from __future__ import annotations

from natcom.ingest.content import PageContent
from natcom.ingest.lines import page_lines
from natcom.ingest.vertical import read_down
from natcom.model import Glyph, Page

SIZE, PITCH = 14.0, 18.0
TEXT = "本節說明國內推動減量之情形以及各部門執行成果與未來規劃方向各機關依此辦理並定期檢討"


def page(place: object) -> PageContent:
    """A page of the text's characters, each where `place` puts it: (x, top) from its index."""
    assert callable(place)
    glyphs = tuple(
        Glyph(c, x, top, x + SIZE, top + SIZE, "Ming", SIZE, 0, 0, False)
        for i, c in enumerate(TEXT)
        for x, top in [place(i)]
    )
    return PageContent(600.0, 800.0, glyphs, (), (), ())


def in_columns(i: int) -> tuple[float, float]:
    return 500.0 - 28.0 * (i // 20), 100.0 + PITCH * (i % 20)


def test_columns_are_read_from_the_right_each_from_its_top() -> None:
    lines, _ = page_lines(read_down(page(in_columns)))
    assert "".join(line.text for line in lines) == TEXT
    assert len(lines) == 3


def test_boxes_are_those_of_the_page_as_displayed() -> None:
    content = read_down(page(in_columns))
    lines, _ = page_lines(content)
    seen = Page(1, 0, 1, None, content.width, content.height, lines, turn=content.turn).displayed(lines[0].bbox)
    assert abs(seen.x0 - 500) < 1
    assert abs(seen.x1 - 514) < 1
    assert abs(seen.top - 100) < 1
    assert 450 < seen.bottom < 460


def test_a_page_set_in_rows_stays_as_it_is() -> None:
    rows = page(lambda i: (80.0 + SIZE * (i % 20), 100.0 + 24.0 * (i // 20)))
    assert read_down(rows) is rows
