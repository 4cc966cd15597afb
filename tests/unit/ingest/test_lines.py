"""Glyphs to lines: baselines, doubled and raised glyphs, gaps, gutters."""

from __future__ import annotations

from collections.abc import Sequence

from natcom.ingest.content import PageContent
from natcom.ingest.lines import page_lines
from natcom.model import Glyph, Line, Ruling

SIZE = 10.0


def glyphs(text: str, x: float, baseline: float, size: float = SIZE, gap: float = 0.0, font: str = "F") -> list[Glyph]:
    """Characters as wide as they are high (Latin ones half as wide), with `gap` between them; blanks draw nothing."""
    found = []
    for c in text:
        width = size if ord(c) > 0x2E00 else size / 2
        if c != " ":
            found.append(
                Glyph(c, x, baseline - 0.88 * size, x + width, baseline + 0.12 * size, font, size, 0, 0, False)
            )
        x += width + gap
    return found


def lines(*groups: Sequence[Glyph], rulings: Sequence[Ruling] = ()) -> tuple[Line, ...]:
    content = PageContent(600, 800, tuple(g for group in groups for g in group), tuple(rulings), (), ())
    return page_lines(content)[0]


def texts(*groups: Sequence[Glyph], rulings: Sequence[Ruling] = ()) -> list[str]:
    return [line.text for line in lines(*groups, rulings=rulings)]


def test_a_blank_stands_where_latin_words_are_apart_and_never_between_han() -> None:
    assert texts(glyphs("climate change", 50, 100)) == ["climate change"]
    assert texts(glyphs("碳邊境", 50, 100, gap=6)) == ["碳邊境"]


def test_text_drawn_twice_counts_once_and_is_bold() -> None:
    line = lines(glyphs("目標", 50, 100), glyphs("目標", 50.3, 100))[0]
    assert line.text == "目標"
    assert line.bold


def test_a_lowered_figure_stays_in_its_word_and_a_raised_one_is_marked() -> None:
    molecule = [*glyphs("CO", 50, 100), *glyphs("2", 60, 102, size=6.5), *glyphs("e", 64, 100)]
    assert texts(molecule) == ["CO2e"]
    marked = lines([*glyphs("排放量", 50, 100), *glyphs("3", 80, 96, size=6)])[0]
    assert marked.text == "排放量³"
    assert marked.runs[-1].rise == 1


def test_a_fonts_own_superior_figure_is_told_by_its_width() -> None:
    small = Glyph("2", 80, 91.2, 83, 101.2, "F", SIZE, 0, 0, False)  # 3 points wide where figures are 5
    assert texts([*glyphs("數值", 60, 100), small, *glyphs("22", 90, 100)]) == ["數值² 22"]


def test_a_lowered_figure_finds_its_word_beside_another_column_s_text() -> None:
    molecule = [*glyphs("CO", 50, 100), *glyphs("2", 60, 102, size=6.5), *glyphs("e", 64, 100)]
    assert "CO2e" in texts(molecule, glyphs("另一欄之文字", 300, 102))


def test_turned_figures_say_nothing_of_a_font_s_own_widths() -> None:
    turned = Glyph("1", 20, 50, 30, 55, "F", SIZE, 0, 90, False)  # ten points across the page, since it stands upright
    assert "數值12" in texts([*glyphs("數值12", 60, 100), turned])


def test_a_vertical_ruling_and_a_wide_gap_end_a_line() -> None:
    ruling = Ruling(75, 80, 75, 120, 0.5, 0)
    assert texts([*glyphs("年度", 50, 100), *glyphs("班別", 80, 100)], rulings=[ruling]) == ["年度", "班別"]
    assert texts([*glyphs("年度", 50, 100), *glyphs("班別", 120, 100)]) == ["年度", "班別"]


def test_a_title_stretched_over_the_line_is_one() -> None:
    assert texts([*glyphs("目", 50, 100), *glyphs("錄", 100, 100)]) == ["目錄"]


def test_columns_whose_lines_share_no_baseline_are_told_apart() -> None:
    left = [glyphs("左邊的文字一行", 50, 100 + 18 * i) for i in range(8)]
    right = [glyphs("右邊的文字一行", 135, 107 + 18 * i) for i in range(8)]
    content = PageContent(600, 800, tuple(g for group in (*left, *right) for g in group), (), (), ())
    found, gutters = page_lines(content)
    assert {line.text for line in found} == {"左邊的文字一行", "右邊的文字一行"}
    assert len(gutters) == 1
    assert 120 <= gutters[0].x <= 135


def test_every_character_leads_back_to_its_raw_one() -> None:
    line = lines(glyphs("\u2f08口３億", 50, 100))[0]
    assert line.text == "人口3億"
    assert line.raw_text(0, 4) == "\u2f08口３億"
    assert len(line.x0s) == len(line.text) == len(line.x1s)


def test_a_part_of_a_line_keeps_bounds_runs_and_raw_text() -> None:
    line = lines(glyphs("1. \u2f08口", 50, 100))[0]
    part = line.part(2, 4)
    assert part.text == "人口"
    assert part.raw_text(0, 1) == "\u2f08"
    assert part.x0 == line.x0s[2]
    assert part.runs[0].start == 0


def test_letters_set_wide_are_words_still() -> None:
    assert texts(glyphs("CHAPTER ONE", 50, 100, gap=2.5)) == ["CHAPTER ONE"]
    assert texts(glyphs("a b c d e", 50, 100)) == ["a b c d e"]


def test_a_typewriters_o_in_front_of_another_font_is_a_bullet() -> None:
    assert texts([*glyphs("o", 50, 100, font="CourierNew"), *glyphs("節約", 70, 100)]) == ["\u2022節約"]
    assert texts([*glyphs("o", 50, 100), *glyphs("節約", 70, 100)]) == ["o節約"]
    assert texts(glyphs("o n", 50, 100, font="CourierNew")) == ["o n"]


def test_a_bracket_that_hangs_into_the_gutter_does_not_cut_it() -> None:
    left = [glyphs("本章說明國內推動情形之概要", 50, 100 + 15 * n) for n in range(20)]
    right = [glyphs("各部門執行成果與未來規劃方", 220 - (8 if n in (5, 12) else 0), 107 + 15 * n) for n in range(20)]
    content = PageContent(600, 800, tuple(g for row in (*left, *right) for g in row), (), (), ())
    (gutter,) = page_lines(content)[1]
    assert gutter.top < 110
    assert gutter.bottom > 380
