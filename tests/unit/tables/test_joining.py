"""Tables over pages: spreads, forms with a strip of fields, titles, rows cut by a page break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from document_builders import HEIGHT, WIDTH, line
from natcom.config import load_config
from natcom.layout import build_document
from natcom.model import BBox, Block, BlockKind, Document, Line, Page, Ruling
from natcom.records import Table
from natcom.stages.tables import extract_tables
from natcom.tables.facing import one_title

CONFIG = load_config()
X0, X1, TOP, BOTTOM = 50.0, 550.0, 150.0, 400.0
HALVES = ([50.0, 250, 400, 550], [50.0, 200, 350, 550])  # the columns of the left and of the right page


def rules(xs: Sequence[float], ys: Sequence[float], upright: tuple[float, float]) -> list[Ruling]:
    """Rules at each of the ys over the whole width, upright ones at each of the xs between two heights."""
    across = [Ruling(xs[0], y, xs[-1], y, 0.5, 0) for y in ys]
    return across + [Ruling(x, upright[0], x, upright[1], 0.5, 0) for x in xs]


def row(top: float, xs: Sequence[float], texts: Sequence[str]) -> list[Line]:
    """One line of text in each column, numbers flush right."""
    return [
        line(text, x0=x1 - 10 * len(text) - 3 if text[0].isdigit() or text == "-" else x0 + 3, top=top)
        for (x0, x1), text in zip(pairwise(xs), texts, strict=True)
        if text
    ]


def page(number: int, *parts: Sequence[Line], rulings: Sequence[Ruling]) -> Page:
    lines = tuple(each for part in parts for each in part)
    return Page(number, 0, number, None, WIDTH, HEIGHT, lines, tuple(rulings))


def read(*pages: Page) -> tuple[Table, ...]:
    document = build_document("test", list(pages), CONFIG.language)
    return extract_tables(document, [None] * len(document.blocks), CONFIG).tables


def texts(table: Table, number: int) -> list[str]:
    """The texts of the cells that begin in a row, from left to right."""
    return [c.text for c in sorted(table.cells, key=lambda c: c.col) if c.row == number]


def half(number: int, rows: Sequence[tuple[float, Sequence[str]]], *others: Line) -> Page:
    """The left (odd number) or the right page of a spread with a ruled table: a head, then a band of rows."""
    xs = HALVES[(number - 1) % 2]
    drawn = rules(xs, [TOP, TOP + 20, BOTTOM], (TOP, BOTTOM))
    return page(number, others, *(row(top, xs, cells) for top, cells in rows), rulings=drawn)


LEFT_ROWS = ((154.0, ("區分", "面積", "成本")), (180.0, ("辦公房屋", "120", "35")), (240.0, ("宿舍", "64", "12")))
RIGHT_ROWS = ((154.0, ("租金", "押金", "合計")), (180.0, ("7", "-", "155")), (240.0, ("2", "-", "76")))
TITLE_LEFT = (line("現有辦公房", x0=500, top=85), line("中華民國", x0=510, top=105))
TITLE_RIGHT = (line("舍明細表", x0=50, top=85), line("一一四年度", x0=50, top=105))


def test_a_spread_under_one_title_is_one_table_in_spite_of_notes_between_its_halves() -> None:
    notes = [line("自有係指衛星追蹤站及防火門等建物，並含受贈之停車場。", x0=50, top=410 + 14 * n) for n in range(4)]
    (table,) = read(half(1, LEFT_ROWS, *TITLE_LEFT, *notes), half(2, RIGHT_ROWS, *TITLE_RIGHT))
    assert (table.page_start, table.page_end, table.n_cols) == (1, 2, 6)
    assert texts(table, 1) == ["辦公房屋", "120", "35", "7", "-", "155"]
    assert texts(table, 2) == ["宿舍", "64", "12", "2", "-", "76"]


def test_text_between_two_tables_parts_them_where_no_title_runs_over_both() -> None:
    notes = [line("自有係指衛星追蹤站及防火門等建物，並含受贈之停車場。", x0=50, top=410 + 14 * n) for n in range(4)]
    assert len(read(half(1, LEFT_ROWS, *notes), half(2, RIGHT_ROWS))) == 2


def test_lines_that_stand_on_both_pages_are_no_title_over_the_fold() -> None:
    box = BBox(X0, TOP, X1, BOTTOM)
    left = page(1, TITLE_LEFT, rulings=())
    assert one_title((left, box), (page(2, TITLE_RIGHT, rulings=()), box))
    again = [line("現有辦公房", x0=50, top=85), line("中華民國", x0=50, top=105)]
    assert not one_title((left, box), (page(2, again, rulings=()), box))
    assert not one_title((left, box), (page(2, TITLE_RIGHT[:1], rulings=()), box))


def test_lines_within_the_height_of_a_left_row_stay_with_it() -> None:
    more = (*RIGHT_ROWS[:2], (196.0, ("", "4", "9")), (212.0, ("", "5", "8")), RIGHT_ROWS[2])
    (table,) = read(half(1, LEFT_ROWS, *TITLE_LEFT), half(2, more, *TITLE_RIGHT))
    label = next(c for c in table.cells if c.text == "辦公房屋")
    assert (label.row, label.rowspan) == (1, 3)
    assert [texts(table, r) for r in (2, 3)] == [["", "4", "9"], ["", "5", "8"]]
    assert texts(table, 4)[0] == "宿舍"


def test_heads_of_unlike_height_are_matched_by_their_rules() -> None:
    left = half(1, LEFT_ROWS, *TITLE_LEFT)
    xs = HALVES[1]
    drawn = rules(xs, [TOP - 20, TOP, TOP + 20, BOTTOM], (TOP, BOTTOM))  # no upright rule in the head's top row
    top_row = line("經費之用途分析", x0=250, top=TOP - 16)
    right = page(2, TITLE_RIGHT, [top_row], *(row(top, xs, cells) for top, cells in RIGHT_ROWS), rulings=drawn)
    (table,) = read(left, right)
    assert table.header_rows == 2
    spans = {c.text: (c.row, c.rowspan, c.colspan) for c in table.cells if c.row < 2}
    assert spans["經費之用途分析"] == (0, 1, 3)
    assert spans["區分"] == (0, 2, 1)
    assert spans["租金"] == (1, 1, 1)


def test_the_unit_over_the_right_half_holds_for_the_spread() -> None:
    unit = line("單位：新臺幣千元", x0=470, top=135)
    (table,) = read(half(1, LEFT_ROWS, *TITLE_LEFT), half(2, RIGHT_ROWS, *TITLE_RIGHT, unit))
    assert table.unit_note == "新臺幣千元"


# ---------------------------------------------------------------- forms

FIELDS = [50.0, 150, 300, 400, 550]
COLUMNS = [50.0, 250, 400, 550]


def form(number: int, fields: Sequence[str], rows: Sequence[Sequence[str]]) -> Page:
    """A page of a form: a strip of fields, under it a table with a head."""
    drawn = rules(FIELDS, [85, 110], (85, 110)) + rules(COLUMNS, [150, 170, 500], (150, 500))
    unit = line("單位：新臺幣千元", x0=470, top=65)
    head = row(153, COLUMNS, ("科目", "金額", "承辦單位"))
    body = [each for n, cells in enumerate(rows) for each in row(175 + 20 * n, COLUMNS, cells)]
    return page(number, [unit], row(91, FIELDS, fields), head, body, rulings=drawn)


FIELD_TEXTS = ("計畫名稱", "地籍業務", "預算金額", "72,331")


def test_a_strip_of_fields_is_a_table_and_the_forms_table_goes_on_under_it() -> None:
    first = [("人事費", "120", "地政司"), ("業務費", "35", "戶政司"), ("設備費", "12", "役政司")]
    second = [("旅運費", "7", "民政司"), ("獎補助", "9", "秘書處"), ("預備金", "1", "主計處")]
    strip, table = read(form(1, FIELD_TEXTS, first), form(2, FIELD_TEXTS, second))
    assert [texts(strip, r) for r in range(strip.n_rows)] == [list(FIELD_TEXTS)] * 2
    assert (strip.page_start, strip.page_end, table.page_start, table.page_end) == (1, 2, 1, 2)
    assert [texts(table, r)[0] for r in range(table.n_rows)] == [
        "科目", "人事費", "業務費", "設備費", "旅運費", "獎補助", "預備金",
    ]  # fmt: skip
    assert {strip.unit_note, table.unit_note} == {"新臺幣千元"}


def test_another_strip_begins_another_form() -> None:
    rows = [("人事費", "120", "地政司"), ("業務費", "35", "戶政司"), ("設備費", "12", "役政司")]
    found = read(form(1, FIELD_TEXTS, rows), form(2, ("計畫名稱", "戶政業務", "預算金額", "1,240"), rows))
    assert [(t.page_start, t.page_end) for t in found] == [(1, 1), (1, 1), (2, 2), (2, 2)]


@pytest.mark.parametrize("fields", [("盤查", "規劃", "執行", "查核"), ("2020", "35", "2030", "72")])
def test_boxes_without_names_and_values_in_turn_are_no_table(fields: Sequence[str]) -> None:
    assert read(page(1, row(91, FIELDS, fields), rulings=rules(FIELDS, [85, 110], (85, 110)))) == ()


def test_a_title_under_a_running_heads_rule_is_no_row_of_the_table() -> None:
    drawn = [*rules(COLUMNS, [150, 170, 190, 210], (150, 210)), Ruling(50, 110, 550, 110, 0.5, 0)]
    cells = [("科目", "金額", "單位"), ("人事費", "120", "地政司"), ("業務費", "35", "戶政司")]
    body = [each for n, texts in enumerate(cells) for each in row(154 + 20 * n, COLUMNS, texts)]
    (table,) = read(page(1, [line("各科目之金額", x0=250, top=130)], body, rulings=drawn))
    assert (table.n_rows, table.n_cols) == (3, 3)


# ---------------------------------------------------------------- page after page


def titled(number: int, title: str, rows: Sequence[Sequence[str]]) -> Page:
    drawn = rules(COLUMNS, [150, 170, 500], (150, 500))
    body = [each for n, cells in enumerate(rows) for each in row(175 + 20 * n, COLUMNS, cells)]
    head = row(153, COLUMNS, ("科目", "金額", "說明"))
    return page(number, [line(title, x0=220, top=110, size=16)], head, body, rulings=drawn)


PROSE = page(
    1,
    [line("本預算依行政院核定之額度及施政計畫編列，並循程序送請立法院審議。", top=150 + 20 * n) for n in range(20)],
    rulings=(),
)
ROWS = [("人事費", "120", "薪資"), ("業務費", "35", "差旅"), ("設備費", "12", "電腦")]


@pytest.mark.parametrize(("second", "count"), [("歲入預算表", 1), ("歲入預算表（續）", 1), ("歲出預算表", 2)])
def test_another_title_over_the_next_page_begins_another_table(second: str, count: int) -> None:
    pages = [PROSE, titled(2, "歲入預算表", ROWS), titled(3, second, ROWS)]
    assert len(read(*pages)) == count


@pytest.mark.parametrize(("texts_over", "count"), [(("第3頁", "第4頁"), 1), (("收入說明", "支出說明"), 2)])
def test_a_line_that_counts_the_pages_parts_no_table(texts_over: tuple[str, str], count: int) -> None:
    pages = [titled(n, "預算表", ROWS) for n in (1, 2)]
    blocks = []
    for each, over in zip(pages, texts_over, strict=True):
        label = line(over, x0=50, top=70)
        blocks.append(Block(BlockKind.TEXT, each.number, label.bbox, (label,)))
        blocks.append(Block(BlockKind.TABLE, each.number, BBox(50, 150, 550, 500), each.lines[1:]))
    pages = [replace(each, lines=(*blocks[2 * n].lines, *each.lines)) for n, each in enumerate(pages)]
    document = Document("test", "zh-Hant", tuple(pages), tuple(blocks))
    assert len(extract_tables(document, [None] * 4, CONFIG).tables) == count


def test_a_row_goes_on_over_the_page_break_beside_a_cell_over_several_rows() -> None:
    """The first page's last text is cut; the empty cell beside its rest reaches down over the next row too."""
    xs = [50.0, 150, 200, 350, 550]
    drawn = [Ruling(50, y, 550, y, 0.5, 0) for y in (150, 170, 210)] + [Ruling(150, 190, 550, 190, 0.5, 0)]
    drawn += [Ruling(x, 150, x, 210, 0.5, 0) for x in xs]
    head = row(153, xs, ("業務", "項", "計畫", "內容"))
    upper = [*row(173, xs, ("測量", "一", "測圖計畫", "辦理測圖。")), *row(193, xs, ("", "二", "海圖計畫", "辦理海域"))]
    lower = [*row(173, xs, ("", "", "", "測繪之檢核。")), *row(193, xs, ("", "三", "檢校計畫", "辦理儀器檢校。"))]
    (table,) = read(page(1, head, upper, rulings=drawn), page(2, head, lower, rulings=drawn))
    assert [texts(table, r)[-1] for r in range(table.n_rows)] == [
        "內容", "辦理測圖。", "辦理海域測繪之檢核。", "辦理儀器檢校。",
    ]  # fmt: skip
    label = next(c for c in table.cells if c.text == "測量")
    assert (label.row, label.rowspan) == (1, 3)


@pytest.mark.parametrize(
    ("first", "rest", "label"),
    [("35", "開發業務", "地籍測量與土地開發業務"), ("35", "（二）開發業務", None), ("", "開發業務", None)],
)
def test_a_name_goes_on_over_the_page_break_where_every_row_has_values(
    first: str, rest: str, label: str | None
) -> None:
    upper = [(name, first if n < 2 else "12", "") for n, name in enumerate(("人事費", "業務費", "設備費", "旅運費"))]
    upper.append(("地籍測量與土地", "7", ""))
    lower = [(rest, "", ""), ("獎補助費", "9", ""), ("預備金", "1", "")]
    (table,) = read(PROSE, titled(2, "預算表", upper), titled(3, "預算表", lower))
    names = [texts(table, r)[0] for r in range(1, table.n_rows)]
    assert (label in names) if label else ("地籍測量與土地" in names)
