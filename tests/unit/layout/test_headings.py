"""Which blocks are headings."""

from __future__ import annotations

from dataclasses import replace

from document_builders import line
from natcom.config import load_config
from natcom.config.language import LanguageConfig
from natcom.languages import language_module
from natcom.layout.heading_features import Surroundings
from natcom.layout.headings import HeadingFinder, listed_titles
from natcom.layout.style import BodyStyle, underlined
from natcom.model import Block, BlockKind, Bookmark, Line, Page, Ruling

WORDS = load_config().language
BODY = BodyStyle(10.0, False, 0, frozenset({"Body"}), 18.0)
TEXT = "本節說明國內推動減量政策之情形以及各部門執行成果與未來規劃方向。" * 2


def finder(
    titles: frozenset[str] = frozenset(), lines: frozenset[int] = frozenset(), words: LanguageConfig = WORDS
) -> HeadingFinder:
    return HeadingFinder(Surroundings(words, BODY, titles, lines, {}, language_module(words.module).ordinal))


def bold(text: str, size: float = 10.0) -> Line:
    made = line(text, size=size)
    return replace(made, runs=tuple(run._replace(bold=True) for run in made.runs))


def block(made: Line | str, top: float = 100.0) -> Block:
    made = line(made, top=top) if isinstance(made, str) else made
    return Block(BlockKind.TEXT, 1, made.bbox, (made,))


def prose() -> Block:
    """Two lines of running text: no page of a report is without."""
    lines = (line(TEXT + TEXT, top=700), line(TEXT, top=718))
    return Block(BlockKind.TEXT, 1, lines[0].bbox, lines)


def kinds(*texts: Line | str, titles: frozenset[str] = frozenset()) -> list[str]:
    blocks = [block(text, 100 + 40 * n) for n, text in enumerate(texts)]
    return [b.kind.value for b in finder(titles).label([*blocks, prose()])][:-1]


def test_a_bold_line_with_an_enumerator_is_a_heading() -> None:
    assert kinds(bold("一、排放趨勢"), TEXT) == ["heading", "text"]


def test_a_bold_sentence_is_not() -> None:
    assert kinds(bold("一、" + TEXT), TEXT) == ["text", "text"]


def test_a_bold_lead_in_that_runs_on_is_a_paragraph() -> None:
    made = line("一、排放趨勢：" + TEXT)
    made = replace(made, runs=(made.runs[0]._replace(end=7, bold=True), made.runs[0]._replace(start=7)))
    assert kinds(made, TEXT) == ["text", "text"]


def test_a_plain_short_line_that_titles_what_follows_is_a_heading() -> None:
    assert kinds("(一) 運輸部門", TEXT, "(二) 住商部門", TEXT) == ["heading", "text", "heading", "text"]


def test_plain_short_items_one_after_the_other_are_a_list() -> None:
    assert kinds("1. 太陽光電", "2. 離岸風電", "3. 地熱發電", TEXT) == ["text"] * 4


def test_larger_type_makes_a_title_without_a_number() -> None:
    assert kinds(line("結語", size=14.0), TEXT) == ["heading", "text"]


def test_lines_in_another_font_one_after_the_other_are_entries_not_titles() -> None:
    def entry(text: str) -> Line:
        made = line(text)
        return replace(made, runs=tuple(run._replace(font="Kai") for run in made.runs))

    assert kinds(*map(entry, ("碳匯", "碳權", "碳費", "碳稅")), TEXT)[:3] == ["text"] * 3


def test_a_title_of_the_contents_page_is_evidence() -> None:
    titles = listed_titles(["執行摘要綜覽 ........ 3"], [Bookmark(1, "第一章 概況", 1)])
    assert kinds("執行摘要綜覽", TEXT, titles=titles) == ["heading", "text"]
    assert "第一章概況" in titles


def test_an_enumerator_alone_is_completed_by_the_title_below_it() -> None:
    blocks = [
        block(bold("第八章", 16), 100),
        Block(
            BlockKind.TEXT,
            1,
            line("國際合作", top=124, size=16).bbox,
            (replace(bold("國際合作", 16), top=124, bottom=143.2),),
        ),
    ]
    found = finder().label([*blocks, block(TEXT, 180)])
    assert [len(b.lines) for b in found] == [2, 1]


def test_no_sentence_ends_within_a_title() -> None:
    assert kinds(bold("運輸部門逐年減少。本章先說明排放的規模，再說明各部門之趨勢。"), TEXT) == ["text", "text"]


def test_in_english_a_full_stop_within_a_number_ends_no_sentence() -> None:
    words = load_config(language="en").language
    texts = ("Box 2.1 How the fee works", "Installations that emit more than the threshold pay a fee for each tonne.")
    blocks = [block(text, 100 + 40 * n) for n, text in enumerate(texts)]
    assert [b.kind.value for b in finder(words=words).label(blocks)] == ["heading", "text"]


def test_the_last_of_a_list_of_short_bullets_titles_nothing() -> None:
    assert kinds("• 燃氣", "• 燃煤", "• 核能", TEXT) == ["text"] * 4
    assert kinds(TEXT, "• 核能安全", TEXT) == ["text", "heading", "text"]


def test_an_underlined_line_is_a_title_and_an_underlined_address_is_none() -> None:
    def found(text: str, shift: float = 0.0) -> str:
        made = block(line(text, 70, 100))
        rule = Ruling(70, 112 + shift, made.bbox.x1, 112 + shift, 0.5, 0)
        lines = frozenset(map(id, underlined(Page(1, 0, 1, None, 600, 800, made.lines, (rule,)))))
        return finder(lines=lines).label([made, block(TEXT, 140)])[0].kind.value

    assert found("躉購費率制度") == "heading"
    assert found("躉購費率制度", shift=6) == "text"
    assert found("https://a.tw") == "text"


def test_small_print_titles_nothing() -> None:
    assert kinds(line("1. 依最新清冊", size=6.0), TEXT) == ["text", "text"]
