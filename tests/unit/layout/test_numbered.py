"""Headings that open with a plain number."""

from __future__ import annotations

from dataclasses import replace

from document_builders import line
from natcom.config import load_config
from natcom.layout.heading_features import Surroundings
from natcom.layout.headings import HeadingFinder
from natcom.layout.numbered import CHAINED
from natcom.layout.style import BodyStyle
from natcom.model import Block, BlockKind, Line

WORDS = load_config().language
BODY = BodyStyle(10.0, False, 0, frozenset({"Body"}), 18.0)
TEXT = "本節說明國內推動減量政策之情形以及各部門執行成果與未來規劃方向。"


def chapters(*texts: str | Line) -> list[str]:
    """The texts that are read as headings by their plain number."""
    made = [each if isinstance(each, Line) else line(each, top=100 + 40 * n) for n, each in enumerate(texts)]
    blocks = [Block(BlockKind.TEXT, 1, each.bbox, (each,)) for each in made]
    found = HeadingFinder(Surroundings(WORDS, BODY)).label(blocks)
    return [b.lines[0].text for b in found if b.kind is BlockKind.HEADING and b.target == CHAINED]


def bold(text: str) -> Line:
    made = line(text)
    return replace(made, runs=tuple(run._replace(bold=True) for run in made.runs))


def test_a_plain_number_above_its_parts_is_a_chapter_and_so_are_its_neighbours() -> None:
    found = chapters("1 緒論", TEXT, "2 研究方法", TEXT, "2.1 資料", TEXT, "2.2 模式", TEXT, "3 結論", TEXT)
    assert found == ["1 緒論", "2 研究方法", "3 結論"]


def test_a_count_among_them_is_not() -> None:
    found = chapters(
        "1 緒論", TEXT, "1.1 背景", "3 座焚化廠與其他", TEXT, "2 方法", TEXT, "2.1 資料", TEXT, "5 個縣市", TEXT
    )
    assert found == ["1 緒論", "2 方法"]


def test_without_parts_chapters_stand_out_and_count_from_one() -> None:
    assert chapters(bold("1 緒論"), TEXT, bold("2 方法"), TEXT) == ["1 緒論", "2 方法"]
    assert chapters("1 緒論", TEXT, "2 方法", TEXT) == []
    assert chapters(bold("3 座焚化廠"), TEXT, bold("5 個縣市"), TEXT) == []


def test_white_between_number_and_title_counts_as_the_blank_that_the_file_leaves_out() -> None:
    def apart(text: str, top: float) -> Line:
        made = line(text, top=top)
        for xs in (made.x0s, made.x1s):
            for i in range(1, len(xs)):
                xs[i] += 6.0
        return made

    set_apart = [apart("1緒論", 100), line(TEXT, top=140), line("1.1 背景", top=180), line(TEXT, top=220)]
    assert chapters(*set_apart) == ["1緒論"]
    assert chapters("1緒論", TEXT, "1.1 背景", TEXT) == []


def test_a_letter_set_off_by_more_than_a_blank_counts_appendices() -> None:
    def lettered(text: str, white: float) -> Line:
        made = bold(text)
        for xs in (made.x0s, made.x1s):
            for i in range(1, len(xs)):
                xs[i] += white - 10.0  # a blank is as wide as the size here
        return made

    assert chapters(lettered("A 名詞對照", 7.0), TEXT, lettered("B 資料來源", 7.0), TEXT) == [
        "A 名詞對照",
        "B 資料來源",
    ]
    assert chapters(lettered("A 名詞對照", 3.0), TEXT) == []
    assert chapters(lettered("C 名詞對照", 7.0), TEXT) == []
