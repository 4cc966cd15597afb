"""Where tables stand on a page: their frames, rules and rows, and what beside them is no part of them."""

from __future__ import annotations

from collections.abc import Sequence

from document_builders import HEIGHT, WIDTH, line
from natcom.config import load_config
from natcom.layout.table_zones import TableZone, find_table_zones
from natcom.model import Line, Page, Ruling

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
