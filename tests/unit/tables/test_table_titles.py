"""Titles of groups of rows: bold at the left, in the middle, or on a band of their own colour."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from natcom.model import BBox, Line, Shade
from table_builders import read_grid, rule, set_row, texts_of, words

PLACES = [(60.0, "left"), (200.0, "right"), (260.0, "right"), (500.0, "right")]  # the last column is wide
BOX = BBox(50, 100, 510, 300)
HEAD = set_row(104, [(60, "left"), (185, "center"), (245, "center"), (480, "center")], ("部門", "甲項", "乙項", "丙項"))
RULES = [rule(100, 50, 510), rule(120, 50, 510), rule(300, 50, 510)]
NAMES = ("能源", "工業", "運輸", "農業", "廢棄物", "土地")


def rows_with(title: Sequence[Line], *, pitch: float = 20.0, shades: Sequence[Shade] = ()) -> list[str]:
    """Texts and widths of the title's row under the first three rows of numbers: name, columns it stands over."""
    lines = [*HEAD, *title]
    for n, name in enumerate(NAMES):
        top = 126 + pitch * (n + (n >= 3))
        lines += set_row(top, PLACES, (name, f"{n}12", f"{n}34", f"{n}56"))
    found = read_grid(BOX, lines, RULES, shades)
    return [f"{text}/{colspan}" for row in found[1:] for text, _, colspan in row if text and not text[0].isdigit()]


TITLE_TOP = 126 + 20 * 3
PLAIN_NAMES = [f"{name}/1" for name in NAMES]


def test_a_bold_title_at_the_left_stays_in_the_first_column() -> None:
    found = rows_with([words("非能源部門", 60, TITLE_TOP, bold=True)])
    assert found == [*PLAIN_NAMES[:3], "非能源部門/1", *PLAIN_NAMES[3:]]


def test_a_bold_title_longer_than_the_first_column_stands_over_all() -> None:
    found = rows_with([words("非能源部門各年度之統計數據依國家清冊所列類別彙整", 60, TITLE_TOP, bold=True)])
    assert found[3] == "非能源部門各年度之統計數據依國家清冊所列類別彙整/4"


def test_a_title_in_the_tables_middle_stands_over_all() -> None:
    assert rows_with([words("非能源部門", 280, TITLE_TOP, "center", bold=True)])[3] == "非能源部門/4"


@pytest.mark.parametrize(("share", "span"), [(0.96, 4), (0.94, 1)])
def test_a_band_of_its_own_colour_over_the_whole_width_makes_a_title(share: float, span: int) -> None:
    shade = Shade(BBox(50, TITLE_TOP - 4, 50 + share * 460, TITLE_TOP + 16), 0xDDE6EE)
    assert rows_with([words("非能源", 60, TITLE_TOP)], shades=[shade])[3] == f"非能源/{span}"


def test_a_stripe_makes_no_title() -> None:
    """The same ground lies under rows of numbers too."""
    tops = (TITLE_TOP, TITLE_TOP - 40, TITLE_TOP + 40)
    shades = [Shade(BBox(50, top - 4, 510, top + 16), 0xDDE6EE) for top in tops]
    assert rows_with([words("非能源", 60, TITLE_TOP)], shades=shades)[3] == "非能源/1"


WRAPPED = (("能源部門及其", "製程"), ("工業部門之減", "量推動"), ("農業部門與土", "地利用"))


@pytest.mark.parametrize("beside", [0, 1])
def test_a_line_of_a_wrapped_bold_label_is_no_title(beside: int) -> None:
    """The upper line fills the narrow column, so the lower one is the rest of it: numbers stand beside either."""
    lines = set_row(104, [(60, "left"), (150, "left"), (280, "left")], ("部門", "甲項", "乙項"))
    for n, name in enumerate(WRAPPED):
        top = 126 + 44 * n
        for k, part in enumerate(name):
            lines += set_row(top + 14 * k, PLACES[:1], (part,), bold=True)
        lines += set_row(top + 14 * beside, [(165.0, "right"), (300.0, "right")], (f"{n}12", f"{n}34"))
    found = read_grid(BBox(50, 100, 310, 260), lines, [rule(y, 50, 310) for y in (100, 120, 260)])
    assert texts_of(found)[1:] == [["".join(name), f"{n}12", f"{n}34"] for n, name in enumerate(WRAPPED)]


def test_a_bold_line_that_ends_short_over_a_row_is_a_title() -> None:
    lines = set_row(104, [(60, "left"), (150, "left"), (280, "left")], ("部門", "甲項", "乙項"))
    for n, (title, name) in enumerate((("能源", "電力及其供應"), ("工業", "製程及其產品"), ("農業", "畜牧及其產品"))):
        top = 126 + 44 * n
        lines += [words(title, 60, top, bold=True), words(name, 60, top + 14)]
        lines += set_row(top + 14, [(165.0, "right"), (300.0, "right")], (f"{n}12", f"{n}34"))
    found = read_grid(BBox(50, 100, 310, 260), lines, [rule(y, 50, 310) for y in (100, 120, 260)])
    assert [row[0] for row in texts_of(found)[1:]] == [
        "能源", "電力及其供應", "工業", "製程及其產品", "農業", "畜牧及其產品",
    ]  # fmt: skip
