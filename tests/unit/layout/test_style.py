"""The look of running text."""

from __future__ import annotations

from document_builders import HEIGHT, WIDTH, line
from natcom.config import load_config
from natcom.layout.document import build_document
from natcom.layout.style import body_style
from natcom.model import BlockKind, Line, Page, Ruling

TEXT = "本節說明國內推動減量政策之情形以及各部門執行成果。"


def page(number: int, *lines: Line) -> Page:
    return Page(number, 0, number, None, WIDTH, HEIGHT, lines)


def test_contents_pages_of_a_short_report_do_not_tell_the_size_and_pitch_of_its_text() -> None:
    listed = [line(f"3.{n} 減量政策{'.' * 60}{n}", top=100 + 14 * n, size=9) for n in range(1, 30)]
    text = [line(TEXT, top=100 + 28 * n, size=13) for n in range(10)]
    body = body_style([page(1, *listed), page(2, *text)])
    assert (body.size, body.pitch) == (13.0, 28.0)


def test_a_report_of_tables_for_the_most_part_is_told_by_the_text_between_them() -> None:
    pages = []
    for n in (1, 2, 3):
        text = [line(TEXT[n:-1], top=130 + 18 * i, size=12) for i in range(8)]
        cells = [
            line("各部門排放量之歷年變化與說明文字", 72 + 260 * c, 302 + 22 * r, size=8)
            for r in range(18)
            for c in (0, 1)
        ]
        level = [Ruling(70, 300 + 22 * r, 550, 300 + 22 * r, 0.5, 0) for r in range(19)]
        upright = [Ruling(x, 300, x, 696, 0.5, 0) for x in (70, 330, 550)]
        pages.append(Page(n, 0, n, None, WIDTH, HEIGHT, (*text, *cells), (*level, *upright)))
    assert body_style(pages).size == 8.0
    report = build_document("demo", pages, load_config().language)
    assert {b.kind for b in report.blocks if b.lines and b.lines[0].size == 12} == {BlockKind.TEXT}
