"""Where tables stand on a page: their frames, rules and rows, and what beside them is no part of them."""

from __future__ import annotations

from collections.abc import Sequence

from document_builders import HEIGHT, WIDTH, line
from natcom.config import load_config
from natcom.model import BBox, Line, Page, Ruling, Shade
from natcom.tables.choose import TableZone, find_table_zones
from natcom.tables.evidence import pieces_of_lines
from natcom.tables.pieces import text_rows
from natcom.tables.runs import columns_of, with_pages_after

WORDS = load_config().language
LEFT, RIGHT = 70.0, 470.0


def across(y: float, x0: float = LEFT, x1: float = RIGHT) -> Ruling:
    return Ruling(x0, y, x1, y, 0.5, 0)


def upright(x: float, top: float, bottom: float) -> Ruling:
    return Ruling(x, top, x, bottom, 0.5, 0)


def row(name: str, *values: str, top: float) -> list[Line]:
    """A name at the left edge, and values a hundred points apart."""
    return [line(name, LEFT + 5, top), *(line(v, LEFT + 105 + 100 * i, top) for i, v in enumerate(values))]


def zones(lines: Sequence[Line], rulings: Sequence[Ruling]) -> list[TableZone]:
    return list(find_table_zones(Page(1, 0, 1, None, WIDTH, HEIGHT, tuple(lines), rulings=tuple(rulings)), WORDS))


def held(lines: Sequence[Line], rulings: Sequence[Ruling]) -> list[str]:
    """The texts of the lines in the one zone."""
    (zone,) = zones(lines, rulings)
    return [each.text for each in lines if zone.holds(each)]


BODY = [
    *row("部門", "2010", "2020", top=104),
    *row("能源", "120", "130", top=124),
    *row("農業", "12", "13", top=144),
]
TEXTS = [each.text for each in BODY]
CAPTION = line("表 2 各部門排放", LEFT, 80)


def test_source_and_notes_within_a_frame_below_its_last_inner_rule_are_no_row() -> None:
    frame = [across(100), across(200), upright(LEFT, 100, 200), upright(RIGHT, 100, 200)]
    inner = [across(y, LEFT + 5, RIGHT - 5) for y in (120, 140, 160)]
    notes = [line("註：初步統計。", LEFT + 5, 165, size=8), line("資料來源：環境部", LEFT + 5, 180, size=8)]
    assert held([CAPTION, *BODY, *notes], [*frame, *inner]) == TEXTS


def test_a_merged_last_row_with_the_source_is_no_row_and_one_with_column_lines_stays() -> None:
    grid = [across(y) for y in (100, 120, 140, 160, 180)] + [upright(x, 100, 180) for x in (LEFT, RIGHT)]
    through = [upright(x, 100, 160) for x in (170, 270)]
    source = line("資料來源：環境部", LEFT + 5, 164)
    assert held([CAPTION, *BODY, source], [*grid, *through]) == TEXTS
    to_the_foot = [upright(x, 100, 180) for x in (170, 270)]
    assert held([CAPTION, *BODY, line("備註：", LEFT + 5, 164)], [*grid, *to_the_foot])[-1] == "備註："


def test_a_caption_and_a_unit_within_the_frame_are_no_rows() -> None:
    grid = [across(y) for y in (60, 80, 100, 120, 140, 160)] + [upright(x, 60, 160) for x in (LEFT, RIGHT)]
    through = [upright(x, 100, 160) for x in (170, 270)]
    top = [line("表 2 各部門排放", LEFT + 5, 64), line("單位：千公噸", LEFT + 5, 84)]
    assert held([*top, *BODY], [*grid, *through]) == TEXTS


def test_a_frames_empty_room_under_the_last_rule_is_no_row() -> None:
    frame = [across(100), across(175), upright(LEFT, 100, 175), upright(RIGHT, 100, 175)]
    inner = [across(y) for y in (120, 140, 160)]
    (zone,) = zones([CAPTION, *BODY], [*frame, *inner])
    assert zone.bbox.bottom == 160


def test_a_caption_below_its_table_is_found_behind_source_and_notes() -> None:
    rules = [across(y) for y in (100, 120, 160)]
    below = [
        line("註：初步統計。", LEFT, 163),
        line("資料來源：環境部", LEFT, 176),
        line("表 2 各部門排放", LEFT, 200),
    ]
    assert held([*BODY, *below], rules) == TEXTS


def long_rows(top: float, count: int) -> list[Line]:
    return [each for n in range(count) for each in row(f"措施{n}", f"1{n}0", f"2{n}0", top=top + 24 * n)]


HEAD = row("措施", "2010", "2020", top=104)


def test_rows_without_rules_below_a_heads_two_rules_are_the_tables_down_to_its_source() -> None:
    rows = long_rows(130, 6)
    source = line("資料來源：環境部", LEFT, 275)
    assert held([CAPTION, *HEAD, *rows, source], [across(100), across(120)]) == [e.text for e in (*HEAD, *rows)]


def test_running_text_ends_a_table_whose_head_alone_is_ruled() -> None:
    rows = long_rows(130, 3)
    text = line("本節說明各部門推動減量措施之情形及其成果並檢討未來", LEFT + 5, 202)
    assert held([CAPTION, *HEAD, *rows, text], [across(100), across(120)])[-1] == "220"


def page_of(lines: Sequence[Line], rulings: Sequence[Ruling] = (), number: int = 1) -> Page:
    return Page(number, 0, number, None, WIDTH, HEIGHT, tuple(lines), rulings=tuple(rulings))


def over_pages(first: Page, second: Page) -> list[str]:
    """The texts that the second page's tables hold."""
    found = with_pages_after(
        [first, second], {p.number: find_table_zones(p, WORDS) for p in (first, second)}, {}, WORDS
    )
    return [each.text for zone in found[2] for each in second.lines if zone.holds(each)]


def test_rows_on_top_of_the_next_page_go_on_with_the_table_that_ends_the_page() -> None:
    first = page_of([CAPTION, *HEAD, *long_rows(130, 4)], [across(100), across(120)])
    rest, text = long_rows(60, 2), line("本節說明各部門推動減量措施之情形及其成果並檢討未來", LEFT, 140)
    assert over_pages(first, page_of([*rest, text], number=2)) == [each.text for each in rest]
    again = [*row("措施", "2010", "2020", top=60), *long_rows(84, 2)]
    assert over_pages(first, page_of([*again, text], number=2)) == [each.text for each in again]


def test_nothing_goes_on_behind_text_or_where_the_table_did_not_end_its_page() -> None:
    table = [CAPTION, *HEAD, *long_rows(130, 4)]
    text = line("本節說明各部門推動減量措施之情形及其成果並檢討未來", LEFT, 40)
    rules = [across(100), across(120)]
    assert over_pages(page_of(table, rules), page_of([text, *long_rows(60, 2)], number=2)) == []
    ended = page_of([*table, line("以下說明調適領域之各項行動方案及其推動成果與檢討。", LEFT, 400)], rules)
    assert over_pages(ended, page_of(long_rows(60, 2), number=2)) == []


def test_facing_pages_may_have_margins_of_their_own() -> None:
    first = page_of([CAPTION, *HEAD, *long_rows(130, 4)], [across(100), across(120)])
    rest = [line(each.text, each.x0 + 20, each.top) for each in long_rows(60, 2)]
    text = line("本節說明各部門推動減量措施之情形及其成果並檢討未來", LEFT + 20, 140)
    assert over_pages(first, page_of([*rest, text], number=2)) == [each.text for each in rest]


def test_a_filled_head_without_a_rule_belongs_to_the_table_below_it() -> None:
    filled = [Shade(BBox(x0, 100, x1, 120), 0x404040) for x0, x1 in ((LEFT, 170), (170, 270), (270, RIGHT))]
    rules = [across(140, 170), across(160)]
    page = Page(1, 0, 1, None, WIDTH, HEIGHT, (CAPTION, *BODY), rulings=tuple(rules), shades=tuple(filled))
    (zone,) = find_table_zones(page, WORDS)
    assert [each.text for each in BODY if zone.holds(each)] == TEXTS
    assert (zone.bbox.x0, zone.bbox.top) == (LEFT, 100)


def test_a_head_without_a_caption_is_a_tables_where_numbers_stand_below_it() -> None:
    numbers = long_rows(130, 5)
    head = [*row("措施", "2010", "2020", top=104)]
    assert held([*head, *numbers], [across(100), across(120)]) == [e.text for e in (*head, *numbers)]
    words = [each for n in range(5) for each in row("甲項", "乙項", "丙項", top=130 + 24 * n)]
    assert zones([*head, *words], [across(100), across(120)]) == []


def test_rows_of_several_lines_on_the_next_page_go_on_from_rule_to_rule() -> None:
    first = page_of([CAPTION, *HEAD, *long_rows(130, 4)], [across(100), across(120), across(225)])
    cells = [
        line("推動建築", LEFT + 5, 90, size=8),
        line("公告", LEFT + 105, 96, size=8),
        line("能效分級", LEFT + 5, 100, size=8),
        line("節能標章", LEFT + 5, 125, size=8),
        line("補助", LEFT + 105, 131, size=8),
    ]
    again = row("措施", "2010", "2020", top=60)
    rest = [*again, *row("措施九", "190", "290", top=73), *cells]
    found = over_pages(first, page_of(rest, [across(y) for y in (58, 71, 87, 118, 145)], number=2))
    assert found == [each.text for each in rest]


def test_a_line_of_a_head_that_the_first_row_touches_belongs_to_it() -> None:
    stripes = tuple(Shade(BBox(LEFT, y, RIGHT, y + 18), 0xE0E0E0) for y in (121, 157, 193))
    head = [line("氣候變", 275, 92, size=8), *row("措施", "變化", "", top=101)[:2]]
    rows = [each for n in range(6) for each in row(f"措施{n}", f"1{n}", f"2{n}", top=124 + 18 * n)]
    page = Page(1, 0, 1, None, WIDTH, HEIGHT, (line("表 2 排放", LEFT, 60), *head, *rows), shades=stripes)
    (zone,) = find_table_zones(page, WORDS)
    assert [each.text for each in head if zone.holds(each)] == [each.text for each in head]


def test_values_strewn_over_a_charts_gridlines_are_no_table() -> None:
    gridlines = [across(y) for y in (100, 130, 160)]
    strewn = [
        *(line(value, x, y) for value, x, y in (("59.5", 300, 104), ("60.1", 340, 104), ("50.6", 400, 117))),
        *(line(value, x, y) for value, x, y in (("46.4", 200, 134), ("46.0", 150, 134), ("38.0", 180, 146))),
    ]
    assert zones(strewn, gridlines) == []
    whole = [line(f"{x}.{y}", x, y) for y in (104, 117, 134, 146) for x in (150, 250, 350)]
    assert len(zones(whole, gridlines)) == 1


def test_numbers_set_right_behind_heads_set_left_are_a_row_of_their_table_and_words_are_not() -> None:
    head = [line("部門", LEFT + 5, 104), *(line(t, x, 104) for t, x in (("甲烷", 200), ("氮", 300), ("合計", 400)))]
    columns = columns_of(text_rows(pieces_of_lines(head)))

    def fits(*values: str) -> bool:
        lines = [line("能源", LEFT + 5, 124), *(line(v, x, 124) for v, x in zip(values, (270, 365, 450), strict=True))]
        (row,) = text_rows(pieces_of_lines(lines))
        return columns.fit(row)

    assert fits("11", "21", "31")
    assert not fits("發電", "供熱", "其他")
