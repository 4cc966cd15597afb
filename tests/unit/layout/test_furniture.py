"""Running headers and footers, page numbers, watermarks, margin numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from document_builders import HEIGHT, WIDTH, line
from natcom.config import load_config
from natcom.layout.front import find_contents, find_covers
from natcom.layout.furniture import find_furniture, printed_number, without_line_numbers
from natcom.layout.style import BodyStyle
from natcom.model import BlockKind, Line, Page

WORDS = load_config().language
BODY = BodyStyle(10.0, False, 0, frozenset({"Body"}), 18.0)
TEXT = "本章說明國內推動減量政策之情形以及各部門執行成果"


def page(number: int, *lines: Line) -> Page:
    return Page(number, 0, number, None, WIDTH, HEIGHT, tuple(lines))


def report(headers: Sequence[str], numbers: Sequence[str]) -> list[Page]:
    return [
        page(n, line(head, top=40), line(TEXT, top=200), line(TEXT, top=220), line(number, x0=290, top=770))
        for n, (head, number) in enumerate(zip(headers, numbers, strict=True), 1)
    ]


def kinds(pages: Sequence[Page]) -> list[dict[int, BlockKind]]:
    labels = find_furniture(pages, WORDS.furniture, BODY)
    return [{i: kind for (number, i), kind in labels.items() if number == p.number} for p in pages]


def test_headers_that_alternate_and_page_numbers_are_told_from_text() -> None:
    pages = report(["國家通訊", "第一章 概況"] * 3, ["1-1", "1-2", "1-3", "1-4", "1-5", "1-6"])
    for found in kinds(pages):
        assert found == {0: BlockKind.HEADER, 3: BlockKind.PAGE_NUMBER}


def test_a_chapters_title_on_one_page_is_a_header_by_its_slot() -> None:
    pages = report(["國家通訊"] * 7 + ["附錄"], [str(n) for n in range(1, 9)])
    assert kinds(pages)[-1][0] is BlockKind.HEADER


def test_a_number_elsewhere_that_counts_on_is_a_page_number() -> None:
    pages = report(["國家通訊"] * 6, [str(n) for n in range(1, 7)])
    moved = replace(pages[3], lines=(*pages[3].lines[:3], line("4", x0=290, top=745)))
    assert kinds([*pages[:3], moved, *pages[4:]])[3][3] is BlockKind.PAGE_NUMBER


def test_a_footnote_on_each_page_is_no_page_number() -> None:
    pages = report(["國家通訊"] * 12, [str(n) for n in range(1, 13)])
    noted = [replace(p, lines=(*p.lines, line(str(p.number - 3), x0=72, top=772))) for p in pages[4:8]]
    found = kinds([*pages[:4], *noted, *pages[8:]])
    assert [labels[3] for labels in found] == [BlockKind.PAGE_NUMBER] * 12
    assert all(labels.get(4) is not BlockKind.PAGE_NUMBER for labels in found[4:8])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("8-12", "8-12"),
        ("- 12 -", "12"),
        ("iv", "iv"),
        ("第 3 頁", "3"),
        ("第3頁，共 20 頁", "3"),
        ("3/20", "3"),
        ("COP 29 大會", None),
    ],
)
def test_printed_numbers_in_their_forms(text: str, number: str | None) -> None:
    assert printed_number(text, WORDS.furniture) == number


def test_large_sloping_text_is_a_watermark() -> None:
    stamp = replace(line("草案", top=300, size=60), turned=True)
    labels = find_furniture([page(1, line(TEXT), stamp)], WORDS.furniture, BODY)
    assert labels == {(1, 1): BlockKind.WATERMARK}


def test_numbers_counted_in_the_margin_are_cut_off() -> None:
    lines = []
    for n in range(1, 11):
        number, text = line(str(n), x0=50 - 10 * len(str(n)), top=100 + 18 * n), line(TEXT, top=100 + 18 * n)
        joined = number.text + text.text
        lines.append(
            replace(
                text,
                text=joined,
                x0s=number.x0s + text.x0s,
                x1s=number.x1s + text.x1s,
                runs=(text.runs[0]._replace(end=len(joined)),),
            )
        )
    cut, numbers = without_line_numbers(page(1, *lines))
    assert [cut.lines[i].text for i in sorted(numbers)] == [str(n) for n in range(1, 11)]
    assert [each.text for i, each in enumerate(cut.lines) if i not in numbers] == [TEXT] * 10


def test_lists_that_count_in_the_text_are_not() -> None:
    lines = [line(f"{n}. {TEXT}", top=100 + 18 * n) for n in (1, 2, 3)]
    assert without_line_numbers(page(1, *lines))[1] == frozenset()


def test_contents_pages_with_leaders_are_set_apart_and_the_text_after_them_is_not() -> None:
    listed = [line("目錄", top=100), *(line(f"3.{n} 政策{'.' * 20}3-{n}", top=120 + 20 * n) for n in range(1, 5))]
    pages = [page(1, *listed), page(2, line(TEXT), line(TEXT, top=120))]
    labels = find_contents(pages, WORDS, set())
    assert set(labels) == {(1, i) for i in range(5)}


def test_a_title_page_is_a_cover_and_a_page_of_text_is_none() -> None:
    cover = page(1, line("國家通訊", top=200, size=28), line("環境部", top=600, size=14))
    body = page(2, *(line(TEXT, top=100 + 18 * n) for n in range(20)))
    assert find_covers([cover, body], WORDS, BODY, set()) == {1}
    assert find_covers([body, cover], WORDS, BODY, set()) == set()


def test_a_page_with_nothing_but_a_chapters_title_is_no_cover_and_ends_the_covers() -> None:
    cover = page(1, line("國家通訊", top=200, size=28))
    chapter = page(2, line("一、海洋碳匯", top=200, size=28))
    slide = page(3, line("現有面積", top=100, size=28))
    body = page(4, *(line(TEXT, top=100 + 18 * n) for n in range(20)))
    assert find_covers([cover, chapter, slide, body], WORDS, BODY, set()) == {1}


def test_a_chapters_number_and_title_on_a_page_of_their_own_are_no_cover() -> None:
    cover = page(1, line("國家通訊", top=200, size=28), line("環境部", top=600, size=14))
    opening = page(2, line("第一章", top=300, size=22), line("能源轉型的起點", top=340, size=30))
    body = page(3, *(line(TEXT, top=100 + 18 * n) for n in range(20)))
    assert find_covers([cover, opening, body], WORDS, BODY, set()) == {1}


def test_large_lines_at_the_top_that_count_on_are_titles_and_small_ones_headers() -> None:
    def at_top(size: float) -> set[str]:
        made = [page(n, line(f"CHAPTER {n}", top=50, size=size), line(TEXT, top=300)) for n in range(1, 6)]
        return {kind.value for kind in find_furniture(made, WORDS.furniture, BODY).values()}

    assert at_top(13.0) == set()
    assert at_top(9.0) == {"header"}
