"""Tables from the file's own structure: what of it the page bears out, and where the page says more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from document_builders import HEIGHT, WIDTH, line
from natcom.geometry import union
from natcom.model import Block, BlockKind, CellTag, Document, Line, Page, Ruling, TableTag, TaggedCell
from natcom.tables.parts import Part
from natcom.tables.tagged import HEAD_AGAIN_SHARE, ROW_PT, STRAY_SHARE, tag_of, tagged_part
from natcom.tables.tags import INSET_PT, PARTED_SHARE, in_order, settled, stretches, whole_rows

LEFT, PITCH, COLUMN = 70.0, 20.0, 100.0


def grid(n_rows: int, n_cols: int, head: int = 0) -> TableTag:
    cells = (TaggedCell(r, c, 1, 1, r < head) for r in range(n_rows) for c in range(n_cols))
    return TableTag("table", tuple(cells))


def held(tag: TableTag, position: int, text: str, x0: float | None = None, top: float | None = None) -> Line:
    """A line in a cell, by default where the cell's row and column stand."""
    cell = tag.cells[position]
    x0 = LEFT + COLUMN * cell.col if x0 is None else x0
    top = 100 + PITCH * cell.row if top is None else top
    return replace(line(text, x0, top), cell=CellTag(tag, position))


def filled(tag: TableTag, texts: Mapping[int, str] | None = None, skip: Sequence[int] = ()) -> list[Line]:
    return [
        held(tag, n, (texts or {}).get(n, f"r{cell.row}c{cell.col}"))
        for n, cell in enumerate(tag.cells)
        if n not in skip
    ]


def table_block(lines: Sequence[Line], page: int = 1) -> Block:
    return Block(BlockKind.TABLE, page, union(each.bbox for each in lines), tuple(lines))


def document(*blocks: Block, rulings: Sequence[Ruling] = (), beside: Sequence[Line] = ()) -> Document:
    pages = tuple(
        Page(
            n,
            0,
            n,
            None,
            WIDTH,
            HEIGHT,
            (*beside, *(each for b in blocks if b.page == n for each in b.lines)),
            tuple(rulings),
        )
        for n in sorted({b.page for b in blocks})
    )
    return Document("demo", "zh-Hant", pages, blocks)


def texts_of(part: Part) -> list[list[str]]:
    return [[c.text for c in part.starts(row)] for row in range(part.n_rows)]


def read(tag: TableTag, lines: Sequence[Line], rulings: Sequence[Ruling] = ()) -> Part:
    block = table_block(lines)
    return tagged_part(document(block, rulings=rulings), [block], tag)


# ---------------------------------------------------------------- order


def test_rows_and_columns_in_order_bear_the_structure_out() -> None:
    lines = filled(grid(6, 3))
    assert in_order(lines)
    assert tag_of(table_block(lines)) == grid(6, 3)


@pytest.mark.parametrize("swap", ["rows", "columns"])
def test_a_structure_in_another_order_is_none(swap: str) -> None:
    tag = grid(6, 3)
    if swap == "rows":
        lines = [held(tag, n, "text", top=100 + PITCH * (5 - c.row)) for n, c in enumerate(tag.cells)]
    else:
        lines = [held(tag, n, "text", x0=LEFT + COLUMN * (2 - c.col)) for n, c in enumerate(tag.cells)]
    assert not in_order(lines)
    assert tag_of(table_block(lines)) is None


def test_one_cell_out_of_order_in_many_is_a_mark_set_above_its_line() -> None:
    tag = grid(20, 3)
    lines = [held(tag, n, "text", top=90 + PITCH * 3 if n == 12 else None) for n in range(60)]
    assert in_order(lines)


def test_text_in_no_cell_is_borne_up_to_a_share_of_the_table() -> None:
    tag = grid(10, 2)
    lines = [held(tag, n, "ten letter") for n in range(20)]
    chars = round(STRAY_SHARE * 200)
    assert tag_of(table_block([*lines, line("x" * chars, 300, 180)])) is tag
    assert tag_of(table_block([*lines, line("x" * (chars + 1), 300, 180)])) is None


# ---------------------------------------------------------------- missing cells


def without(tag: TableTag, *missing: tuple[int, int]) -> tuple[TableTag, dict[int, tuple[float, float]]]:
    """The table as a file gives it that leaves out some empty cells, and where the texts of the others stand."""
    cells, places = [], {}
    for row in range(max(c.row for c in tag.cells) + 1):
        col = 0
        for cell in (c for c in tag.cells if c.row == row):
            if (row, cell.col) not in missing:
                places[len(cells)] = (LEFT + COLUMN * cell.col, LEFT + COLUMN * cell.col + 40)
                cells.append(cell._replace(col=col))
                col += cell.colspan
    return tag._replace(cells=tuple(cells)), places


def test_cells_after_a_missing_one_go_to_the_columns_they_stand_in() -> None:
    tag, places = without(grid(4, 4), (1, 1), (2, 0), (2, 1), (3, 3))
    result = settled(tag, places).cells
    assert [(c.row, c.col) for c in result if c.row == 1][:3] == [(1, 0), (1, 2), (1, 3)]
    assert {(c.row, c.col) for c in result} == {(r, c) for r in range(4) for c in range(4)}
    assert [(c.row, c.col) for c in result[len(tag.cells) :]] == [(1, 1), (2, 0), (2, 1), (3, 3)]


def test_a_table_without_holes_stays_as_it_is() -> None:
    tag = grid(3, 3)
    assert settled(tag, {}) is tag


def test_spans_go_to_free_columns_side_by_side() -> None:
    cells = (
        *(TaggedCell(0, c, 1, 1, True) for c in range(4)),
        TaggedCell(1, 0, 2, 1, False),
        TaggedCell(1, 1, 1, 2, False),  # stands over the last two columns: the second is empty
        TaggedCell(2, 1, 1, 1, False),  # in the last column
    )
    places = {n: (100.0 * n, 100.0 * n + 60) for n in range(4)}
    places |= {4: (0, 60), 5: (220, 340), 6: (310, 350)}
    result = settled(TableTag("table", cells), places).cells
    assert [c.col for c in result[4:7]] == [0, 2, 3]
    assert sum(c.rowspan * c.colspan for c in result) == 12


def test_rows_under_an_uncertain_one_are_not_certain() -> None:
    cells = (
        TaggedCell(0, 0, 2, 1, False),  # one of two cells of its row: the other is missing
        TaggedCell(1, 1, 1, 1, False),
        TaggedCell(2, 0, 1, 1, False),
        TaggedCell(2, 1, 1, 1, False),
    )
    assert whole_rows(cells) == {2}


# ---------------------------------------------------------------- columns of the page


def test_a_table_in_two_columns_of_the_page_has_two_stretches() -> None:
    tag = grid(6, 2)
    moved = [
        held(
            tag,
            n,
            "text",
            x0=LEFT + 40 * c.col + (250 if c.row > 3 else 0),
            top=500 + PITCH * (c.row - (c.row > 3) * 20),
        )
        for n, c in enumerate(tag.cells)
    ]
    parts = stretches(moved)
    assert [{each.cell.place.row for each in part if each.cell} for part in parts] == [{0, 1, 2, 3}, {4, 5}]
    assert all(in_order(part) for part in parts)


def test_a_head_printed_again_in_the_next_column_begins_it() -> None:
    tag = grid(4, 2, head=1)
    lines = [held(tag, n, f"t{n}", x0=LEFT + 40 * c.col, top=500 + PITCH * c.row) for n, c in enumerate(tag.cells[:6])]
    lines += [held(tag, n, f"t{n}", x0=LEFT + 250 + 40 * n, top=100) for n in (0, 1)]
    lines += [held(tag, n, f"t{n}", x0=LEFT + 250 + 40 * (n - 6), top=120) for n in (6, 7)]
    parts = stretches(lines)
    assert [[each.text for each in part] for part in parts] == [
        ["t0", "t1", "t2", "t3", "t4", "t5"],
        ["t0", "t1", "t6", "t7"],
    ]
    blocks = [table_block(part) for part in parts]
    part = tagged_part(document(*blocks), blocks, tag)
    assert texts_of(part) == [["t0", "t1"], ["t2", "t3"], ["t4", "t5"], ["t6", "t7"]]
    assert len(part.boxes) == 2


# ---------------------------------------------------------------- over pages


def over_pages(tag: TableTag, again: Sequence[Line]) -> Part:
    """A table of six rows of two cells, four on the first page, and on the second `again` above the others."""
    lines = filled(tag)
    blocks = [table_block(lines[:8]), table_block([*again, *lines[8:]], page=2)]
    return tagged_part(document(*blocks), blocks, tag)


def test_a_head_with_the_same_tags_on_each_page_counts_once_and_is_the_head() -> None:
    tag = grid(6, 2)
    again = [held(tag, n, f"r0c{n}", top=150) for n in (0, 1)]
    part = over_pages(tag, again)
    assert texts_of(part)[0] == ["r0c0", "r0c1"]
    assert part.head == 1


def test_a_head_again_without_tags_is_dropped_even_in_other_lines() -> None:
    tag = grid(6, 2, head=1)
    again = [line("r0", 70, 130), line("c0", 70, 145), line("r0c1", 170, 145)]
    part = over_pages(tag, again)
    assert texts_of(part)[4] == ["r4c0", "r4c1"]
    assert part.head == 1


def test_a_title_above_a_head_again_is_dropped_with_it() -> None:
    again = [line("Measures (continued)", 70, 100), line("r0c0", 70, 145), line("r0c1", 170, 145)]
    assert texts_of(over_pages(grid(6, 2, head=1), again))[4] == ["r4c0", "r4c1"]


def test_a_head_again_may_have_a_mark_of_its_page_up_to_a_share() -> None:
    head = [line("r0c0", 70, 145), line("r0c1", 170, 145)]
    room = round(8 / HEAD_AGAIN_SHARE) - 8  # the head has eight characters
    within, beyond = (line("#" * n, 400, 145) for n in (room, room + 1))
    assert texts_of(over_pages(grid(6, 2, head=1), [*head, within]))[4] == ["r4c0", "r4c1"]
    assert texts_of(over_pages(grid(6, 2, head=1), [*head, beyond]))[4] != ["r4c0", "r4c1"]


def test_other_text_above_the_first_row_of_a_page_stays_in_a_cell() -> None:
    part = over_pages(grid(6, 2, head=1), [line("continued text", 70, 160)])
    assert texts_of(part)[4] == ["continued text r4c0", "r4c1"]


def test_a_row_that_goes_on_keeps_both_its_parts() -> None:
    tag = grid(3, 2)
    lines = filled(tag)
    blocks = [table_block(lines), table_block([held(tag, 4, "more", top=100)], page=2)]
    assert texts_of(tagged_part(document(*blocks), blocks, tag))[2] == ["r2c0 more", "r2c1"]


# ---------------------------------------------------------------- heads


@pytest.mark.parametrize(("marked", "head"), [((0,), 1), ((0, 1), 2), ((), 0), ((0, 1, 2, 3, 4, 5), 0), ((1,), 0)])
def test_rows_marked_as_heads(marked: tuple[int, ...], head: int) -> None:
    tag = grid(6, 2)
    tag = tag._replace(cells=tuple(c._replace(head=c.row in marked) for c in tag.cells))
    numbers = {n: f"{n},000" for n in range(12)}  # rows of numbers: the text alone tells no head
    assert read(tag, filled(tag, numbers)).head == head


def test_a_cell_that_reaches_down_makes_the_row_below_a_head_too() -> None:
    cells = (
        TaggedCell(0, 0, 2, 1, True),
        TaggedCell(0, 1, 1, 2, True),
        TaggedCell(1, 1, 1, 1, False),
        TaggedCell(1, 2, 1, 1, False),
        *(TaggedCell(r, c, 1, 1, False) for r in (2, 3) for c in range(3)),
    )
    tag = TableTag("table", cells)
    assert read(tag, filled(tag)).head == 2


def test_an_empty_corner_need_not_be_marked() -> None:
    tag = grid(4, 2, head=1)
    tag = tag._replace(cells=(tag.cells[0]._replace(head=False), *tag.cells[1:]))
    assert read(tag, filled(tag, skip=[0])).head == 1


# ---------------------------------------------------------------- rows and columns without text


def test_rows_without_text_or_room_are_left_out() -> None:
    tag = grid(4, 2)
    lines = [held(tag, n, "text", top=100 + 15 * (c.row - (c.row > 2))) for n, c in enumerate(tag.cells) if c.row != 2]
    part = read(tag, lines)
    assert (part.n_rows, len(part.cells)) == (3, 6)


@pytest.mark.parametrize(("apart", "n_rows"), [(ROW_PT - 2, 3), (ROW_PT + 2, 4)])
def test_a_row_without_text_is_one_where_rules_leave_room(apart: float, n_rows: int) -> None:
    tag = grid(4, 2)
    rules = [Ruling(60, y, 260, y, 0.5, 0) for y in (155 - apart / 2, 155 + apart / 2)]
    assert read(tag, filled(tag, skip=[4, 5]), rules).n_rows == n_rows


@pytest.mark.parametrize(("apart", "n_cols"), [(ROW_PT - 2, 2), (ROW_PT + 2, 3)])
def test_a_column_without_text_is_one_where_rules_leave_room(apart: float, n_cols: int) -> None:
    tag = grid(3, 3)
    rules = [Ruling(x, 95, x, 160, 0.5, 0) for x in (220 - apart / 2, 220 + apart / 2)]
    assert read(tag, filled(tag, skip=[1, 4, 7]), rules).n_cols == n_cols


def test_spans_shrink_with_the_rows_and_columns_left_out() -> None:
    cells = (TaggedCell(0, 0, 1, 3, True), *(TaggedCell(r, c, 1, 1, False) for r in (1, 2) for c in range(3)))
    tag = TableTag("table", cells)
    part = read(tag, filled(tag, skip=[2, 5]))
    assert (part.n_cols, part.cells[0].colspan) == (2, 2)


def test_a_row_that_stands_outside_the_block_is_none_of_the_table() -> None:
    cells = (TaggedCell(0, 0, 1, 2, True), *(TaggedCell(r, c, 1, 1, r == 1) for r in (1, 2, 3) for c in range(2)))
    tag = TableTag("table", cells)
    caption, *lines = filled(tag)
    block = table_block(lines)
    part = tagged_part(document(block, beside=[caption]), [block], tag)
    assert texts_of(part) == [["r1c0", "r1c1"], ["r2c0", "r2c1"], ["r3c0", "r3c1"]]
    assert part.head == 1


def test_each_cell_s_box_holds_its_text() -> None:
    tag = grid(4, 3)
    lines = filled(tag)
    part = read(tag, lines)
    for cell, own in zip(part.cells, lines, strict=True):
        assert cell.text == own.text
        assert cell.bbox == union([cell.bbox, own.bbox])


@pytest.mark.parametrize(("share", "rowspan"), [(1 - PARTED_SHARE - 0.02, 2), (1 - PARTED_SHARE + 0.05, 1)])
def test_an_empty_cell_that_no_rule_parts_from_the_one_above_is_part_of_it(share: float, rowspan: int) -> None:
    tag = grid(3, 2)
    frame = [Ruling(x, 95, x, 155, 0.5, 0) for x in (65, 165, 265)]
    frame += [Ruling(65, y, 265, y, 0.5, 0) for y in (95, 115, 155)]
    between = Ruling(165 - (100 - 2 * INSET_PT) * share - INSET_PT, 136, 265, 136, 0.5, 0)  # under the second column
    part = read(tag, filled(tag, skip=[4]), [*frame, between])
    assert [cell.rowspan for cell in part.cells if cell.text == "r1c0"] == [rowspan]
    assert sum(cell.rowspan * cell.colspan for cell in part.cells) == 6


def test_empty_cells_without_rules_stay_cells() -> None:
    tag = grid(3, 2)
    assert len(read(tag, filled(tag, skip=[4])).cells) == 6
