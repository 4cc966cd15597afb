"""The look of running text."""

from __future__ import annotations

from document_builders import HEIGHT, WIDTH, line
from natcom.layout.style import body_style
from natcom.model import Line, Page

TEXT = "本節說明國內推動減量政策之情形以及各部門執行成果。"


def page(number: int, *lines: Line) -> Page:
    return Page(number, 0, number, None, WIDTH, HEIGHT, lines)


def test_contents_pages_of_a_short_report_do_not_tell_the_size_and_pitch_of_its_text() -> None:
    listed = [line(f"3.{n} 減量政策{'.' * 60}{n}", top=100 + 14 * n, size=9) for n in range(1, 30)]
    text = [line(TEXT, top=100 + 28 * n, size=13) for n in range(10)]
    body = body_style([page(1, *listed), page(2, *text)])
    assert (body.size, body.pitch) == (13.0, 28.0)
