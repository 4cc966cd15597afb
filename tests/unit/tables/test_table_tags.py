"""Where the tables of a file's own structure stand, and which of them only set texts side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from document_builders import HEIGHT, WIDTH, line
from natcom.config import load_config
from natcom.model import CellTag, Line, Page, Ruling, TableTag, TaggedCell
from natcom.tables.evidence import TableZone, evidence_of
from natcom.tables.find.tags import GOING_ON, RULE_REACH_PT, RULE_SHARE, tagged_zones

WORDS = load_config().language
LEFT, COLUMN, PITCH = 70.0, 200.0, 20.0
PROSE = [
    "推動再生能源並改善各地電網設施",
    "強化調適能力並建立長期監測網絡",
    "改善公共運輸之服務品質以及班次",
    "推動友善耕作並減少化學肥料使用",
]


def structure(rows: int, cols: int, first: int = 0, head: bool = False) -> TableTag:
    cells = (TaggedCell(first + r, c, 1, 1, head and r == 0) for r in range(rows) for c in range(cols))
    return TableTag("table", tuple(cells))


def lines_of(tag: TableTag, texts: Sequence[str]) -> list[Line]:
    top = min(cell.row for cell in tag.cells)
    return [
        replace(
            line(text, LEFT + COLUMN * cell.col, 104 + PITCH * (cell.row - top), size=8), cell=CellTag(tag, position)
        )
        for position, (cell, text) in enumerate(zip(tag.cells, texts, strict=True))
    ]


def zones(lines: Sequence[Line], rulings: Sequence[Ruling] = ()) -> list[TableZone]:
    page = Page(1, 0, 1, None, WIDTH, HEIGHT, tuple(lines), rulings=tuple(rulings))
    return tagged_zones(evidence_of(page, WORDS))


def across(y: float, x0: float, x1: float) -> Ruling:
    return Ruling(x0, y, x1, y, 0.5, 0)


def test_texts_side_by_side_are_no_table_but_for_what_says_so() -> None:
    prose = lines_of(structure(2, 2), PROSE)
    assert zones(prose) == []
    assert len(zones([line("表 2-1 各部門措施", LEFT, 80), *prose])) == 1
    assert len(zones(lines_of(structure(2, 2, head=True), PROSE))) == 1


def test_numbers_in_columns_are_a_table_without_rules() -> None:
    assert len(zones(lines_of(structure(3, 2), ["能源", "120.5", "農業", "12.0", "林業", "-8.1"]))) == 1


def test_a_frame_makes_no_table_and_a_rule_between_rows_does() -> None:
    prose = lines_of(structure(2, 2), PROSE)
    right = max(each.x1 for each in prose)
    frame = [across(y, LEFT - 4, right + 4) for y in (104 - RULE_REACH_PT + 1, 134 + RULE_REACH_PT - 1)]
    assert zones(prose, frame) == []
    assert len(zones(prose, [*frame, across(119, LEFT - 4, right + 4)])) == 1


@pytest.mark.parametrize(("share", "count"), [(RULE_SHARE - 0.05, 0), (RULE_SHARE + 0.05, 1)])
def test_a_rule_parts_rows_if_it_covers_enough_of_the_width(share: float, count: int) -> None:
    prose = lines_of(structure(2, 2), PROSE)
    width = max(each.x1 for each in prose) + 1 - (LEFT - 1)
    assert len(zones(prose, [across(119, LEFT - 1, LEFT - 1 + share * width)])) == count


@pytest.mark.parametrize(("rows", "cols"), [(1, 4), (4, 1)])
def test_one_row_or_column_is_none(rows: int, cols: int) -> None:
    tag = TableTag("table", tuple(TaggedCell(r, c, 1, 1, True) for r in range(rows) for c in range(cols)))
    narrow = [replace(each, cell=CellTag(tag, n)) for n, each in enumerate(lines_of(structure(2, 2), PROSE))]
    assert zones(narrow) == []


def test_a_table_goes_on_where_its_first_rows_are_on_another_page() -> None:
    (zone,) = zones(lines_of(structure(2, 2, first=5), PROSE))
    assert zone.method == GOING_ON


def test_outer_rules_belong_to_the_zone_as_far_as_they_reach() -> None:
    table = lines_of(structure(2, 2, head=True), PROSE)
    right = max(each.x1 for each in table)
    (zone,) = zones(table, [across(104 - RULE_REACH_PT + 0.5, LEFT, right), across(60, LEFT, right)])
    assert zone.bbox.top == 104 - RULE_REACH_PT + 0.5


def test_rows_of_caption_and_source_stand_outside() -> None:
    inner = (TaggedCell(r, c, 1, 1, r == 1) for r in (1, 2) for c in range(2))
    cells = (TaggedCell(0, 0, 1, 2, False), *inner, TaggedCell(3, 0, 1, 2, False))
    tag = TableTag("table", cells)
    lines = lines_of(tag, ["表 2-1 各部門措施", *PROSE, "資料來源：環境部"])
    (zone,) = zones(lines)
    assert [each.text for each in lines if zone.holds(each)] == PROSE


def test_a_structure_out_of_order_is_none() -> None:
    tag = structure(4, 2, head=True)
    upside_down = [
        replace(line(f"值{n}", LEFT + COLUMN * c.col, 300 - PITCH * c.row, size=8), cell=CellTag(tag, n))
        for n, c in enumerate(tag.cells)
    ]
    assert zones(upside_down) == []
