"""Sources, notes and units beside a table, told from the running text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from document_builders import block, line
from natcom.config import load_config
from natcom.layout.captions import announcement, target_blocks
from natcom.model import Block, BlockKind

WORDS = load_config().language
TABLE, NOTE, SOURCE, TEXT, CAPTION = (
    BlockKind.TABLE,
    BlockKind.NOTE,
    BlockKind.SOURCE,
    BlockKind.TEXT,
    BlockKind.CAPTION,
)
BODY = 12.0


def small(kind: BlockKind, *texts: str, top: float) -> Block:
    return block(kind, *(line(text, 70, top + 12 * n, size=9) for n, text in enumerate(texts)))


def grid() -> Block:
    return block(TABLE, line("部門", 70, 100), line("排放量", 200, 100))


def labelled(*blocks: Block) -> list[tuple[BlockKind, str | None, str]]:
    return [
        (b.kind, b.target, "".join(each.text for each in b.lines))
        for b in target_blocks(blocks, BODY)
        if b.kind != TABLE
    ]


def test_small_print_with_a_mark_under_a_table_is_its_note_and_so_is_the_source_below() -> None:
    found = labelled(
        grid(),
        small(TEXT, "a 不含離島。", top=114),
        small(TEXT, "b 暫估值。", top=126),
        small(SOURCE, "資料來源：環境部", top=138),
    )
    assert [(kind, target) for kind, target, _ in found] == [(NOTE, "table"), (NOTE, "table"), (SOURCE, "table")]


def test_small_print_without_a_mark_is_a_note_only_above_a_source() -> None:
    with_source = labelled(grid(), small(TEXT, "空白為未評估。", top=114), small(SOURCE, "資料來源：環境部", top=126))
    assert [kind for kind, *_ in with_source] == [NOTE, SOURCE]
    assert [kind for kind, *_ in labelled(grid(), small(TEXT, "空白為未評估。", top=114))] == [TEXT]


def test_text_of_the_bodys_size_and_rows_that_no_table_holds_are_no_notes() -> None:
    body = block(TEXT, line("1. 推動節能。", 70, 114, size=12))
    row = block(TEXT, line("a 能源", 70, 114, size=9), line("120", 200, 114, size=9))
    assert [kind for kind, *_ in labelled(grid(), body)] == [TEXT]
    assert [kind for kind, *_ in labelled(grid(), row)] == [TEXT]


def test_a_source_ends_where_the_points_of_the_notes_begin() -> None:
    found = labelled(grid(), small(SOURCE, "資料來源：環境部", "a 不含離島。", "b 暫估值。", top=114))
    assert [(kind, text) for kind, _, text in found] == [
        (SOURCE, "資料來源：環境部"),
        (NOTE, "a 不含離島。"),
        (NOTE, "b 暫估值。"),
    ]


def test_a_source_of_two_lines_stays_whole() -> None:
    found = labelled(grid(), small(SOURCE, "Source: report of", "a survey in 2020", top=114))
    assert len(found) == 1


def test_a_note_under_a_caption_below_its_table_is_the_tables() -> None:
    caption = replace(block(CAPTION, line("表1 排放", 150, 114)), target="table")
    assert [kind for kind, *_ in labelled(grid(), caption, small(TEXT, "a 暫估值。", top=130))] == [CAPTION, NOTE]


def test_a_bracketed_line_right_above_a_table_is_its_unit() -> None:
    above = block(TEXT, line("(million $)", 70, 80))
    assert labelled(above, grid())[0][:2] == (NOTE, "table")
    far = block(TEXT, line("(million $)", 70, 40))
    assert labelled(far, grid())[0][0] is TEXT


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("（資料來源：環境部）", SOURCE),
        ("資料出處：經濟部", SOURCE),
        ("註(1)：估計值", NOTE),
        ("金額單位：千元", NOTE),
        ("附表 2 清單", CAPTION),
        ("表三-2 人口", CAPTION),
        ("表 A-1 係數", CAPTION),
    ],
)
def test_what_lines_announce(text: str, kind: BlockKind) -> None:
    said = announcement(text, WORDS)
    assert said is not None
    assert said.kind is kind
