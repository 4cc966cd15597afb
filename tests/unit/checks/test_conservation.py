"""Every number printed is accounted for once; what nothing accounts for in running text is told."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

import builders
from document_builders import area, block, document, line, passage
from natcom.checks.conservation import check_conservation, cover_numbers
from natcom.config import load_config
from natcom.languages import language_module
from natcom.model import Block, BlockKind, Document, Passage
from natcom.records import Box, Cell, CoverageItem, Extraction, Fact

CONFIG = load_config()


class Claim(NamedTuple):
    start: int
    end: int
    claim: str


def read(text: str) -> Iterator[Claim]:
    """A reading that knows years, whatever stands before 家, and nothing else."""
    for match in re.finditer(r"(?P<date>\d{4} 年)|(?P<fact>(?:\d+,)?\d+ 家)|(?P<name>一般)", text):
        yield Claim(match.start(), match.end(), match.lastgroup or "")


def cover(report: Document, *passages: Passage, extraction: Extraction | None = None) -> list[tuple[str, str]]:
    items = cover_numbers(report, passages, extraction or builders.extraction(), CONFIG, read)
    return [(i.text, i.claimed_by) for i in items]


def running(text: str) -> tuple[Document, Passage]:
    body = block(BlockKind.TEXT, text)
    report = document(body)
    return report, passage(report, [body])


def fact(quote: str, text: str) -> Fact:
    start = text.index(quote)
    return builders.fact(
        quote, 3, paragraph_id="para-1", context=text, char_start=start, char_end=start + len(quote), fact_id="fact-1"
    )


def test_running_text_is_claimed_by_facts_and_by_what_the_language_knows() -> None:
    text = "2022 年共 33 家參加，編號 17，一般情形。"
    report, words = running(text)
    found = cover(report, words, extraction=builders.extraction(facts=(fact("33 家", text),)))
    assert found == [("2022 年", "date"), ("33 家", "fact"), ("17", "unclaimed")]


def test_a_fact_that_no_record_holds_is_unclaimed() -> None:
    report, words = running("共 33 家參加。")
    assert cover(report, words) == [("33 家", "unclaimed")]


def test_an_item_knows_its_record_and_its_own_box() -> None:
    text = "共 33 家，另 17。"
    report, words = running(text)
    extraction = builders.extraction(facts=(fact("33 家", text),))
    known, other = cover_numbers(report, (words,), extraction, CONFIG, read)
    assert (known.record_id, other.record_id) == ("fact-1", "para-1")
    assert known.boxes[0].bbox == (70 + 10 * 2, 100.0, 70 + 10 * 6, 112.0)
    assert (known.page, other.claimed_by) == (1, "unclaimed")


def test_a_number_over_a_line_end_is_one() -> None:
    body = block(BlockKind.TEXT, "共計 1,2", "34 家。")
    report = document(body)
    items = cover_numbers(report, (passage(report, [body]),), builders.extraction(), CONFIG, read)
    assert [(i.text, len(i.boxes)) for i in items] == [("1,234 家", 2)]


def test_digits_that_the_language_leaves_out_of_a_number_are_unclaimed() -> None:
    report, words = running("編號 A1.34 家")
    assert cover(report, words) == [("1", "unclaimed"), ("34 家", "unclaimed")]


@pytest.mark.parametrize(
    ("kind", "claimed_by"),
    [
        (BlockKind.HEADER, "furniture"),
        (BlockKind.FOOTER, "furniture"),
        (BlockKind.PAGE_NUMBER, "furniture"),
        (BlockKind.WATERMARK, "furniture"),
        (BlockKind.LINE_NUMBER, "furniture"),
        (BlockKind.CONTENTS, "furniture"),
        (BlockKind.COVER, "furniture"),
        (BlockKind.FIGURE, "figure"),
        (BlockKind.REFERENCE, "reference"),
        (BlockKind.SOURCE, "label"),
        (BlockKind.NOTE, "label"),
        (BlockKind.TABLE, "unclaimed"),
        (BlockKind.TEXT, "unclaimed"),
    ],
)
def test_blocks_claim_by_their_kind(kind: BlockKind, claimed_by: str) -> None:
    assert cover(document(block(kind, "第 12 號"))) == [("12", claimed_by)]


def test_a_heading_has_an_enumerator_and_a_label() -> None:
    assert cover(document(block(BlockKind.HEADING, "8.2 第 29 屆大會"))) == [("8.2", "enumerator"), ("29", "label")]


def test_the_number_of_a_caption_stands_outside_its_passage() -> None:
    caption = block(BlockKind.CAPTION, "圖 3：17 家")
    report = document(caption)
    words = passage(report, [caption], record_id="fig-1", origin="figure caption", skip=4)
    assert cover(report, words) == [("3", "label"), ("17 家", "unclaimed")]


def table_report() -> tuple[Document, Extraction]:
    cells = Block(
        BlockKind.TABLE,
        1,
        area(70, 100, 400, 160),
        (
            line("2022", x0=200),
            line("31", x0=200, top=130),
            line("第 5 期", x0=300, top=130),
            line("99", x0=500, top=130),
        ),
    )
    table = builders.table().model_copy(
        update={
            "header_rows": 1,
            "header_cols": 0,
            "cells": (
                Cell(row=0, col=0, text="2022", page=1, bbox=(190, 95, 250, 120)),
                Cell(row=1, col=0, text="31", page=1, bbox=(190, 125, 250, 150)),
                Cell(row=1, col=1, text="第 5 期", page=1, bbox=(290, 125, 380, 150)),
            ),
        }
    )
    value = builders.table_value("31", row=1, col=0).model_copy(
        update={"boxes": (Box(page=1, bbox=(190, 125, 250, 150)),), "table_id": table.table_id}
    )
    return document(cells), builders.extraction(tables=(table,), table_values=(value,))


def test_numbers_in_tables_are_values_heads_or_text_of_cells() -> None:
    report, extraction = table_report()
    items = cover_numbers(report, (), extraction, CONFIG, read)
    table, value = extraction.tables[0], extraction.table_values[0]
    assert [(i.text, i.claimed_by, i.record_id) for i in items] == [
        ("2022", "label", table.table_id),
        ("31", "table value", value.value_id),
        ("5", "cell", table.table_id),
        ("99", "unclaimed", None),
    ]


def test_tables_of_a_text_source_are_claimed_by_their_order() -> None:
    rows = [
        dataclasses.replace(line(text), number=n) for n, text in enumerate(("| 年 | 2022 |", "| 3 | 3 |", "| 9 |"), 1)
    ]
    report = document(dataclasses.replace(block(BlockKind.TABLE, *rows), page=0))
    table = builders.table((("年", "2022"), ("3", "3")), page=None).model_copy(
        update={"header_cols": 1, "line_start": 1, "line_end": 3}
    )
    value = builders.table_value("3", row=1, col=1).model_copy(update={"table_id": table.table_id})
    extraction = builders.extraction(tables=(table,), table_values=(value,))
    items = cover_numbers(report, (), extraction, CONFIG, read)
    assert [(i.text, i.claimed_by, i.line_start) for i in items] == [
        ("2022", "label", 1),
        ("3", "label", 2),
        ("3", "table value", 2),
        ("9", "unclaimed", 3),
    ]


def test_the_heads_that_a_table_repeats_on_its_next_page_are_labels() -> None:
    head = block(BlockKind.TABLE, "2022", page=2)
    report, extraction = table_report()
    table = extraction.tables[0].model_copy(update={"page_start": 1, "page_end": 2})
    more = document(*report.blocks, head)
    items = cover_numbers(more, (), extraction.model_copy(update={"tables": (table,)}), CONFIG, read)
    assert [(i.claimed_by, i.record_id) for i in items if i.page == 2] == [("label", table.table_id)]


def test_equal_numbers_have_ids_of_their_own() -> None:
    items = cover_numbers(document(block(BlockKind.HEADER, "3 3 3")), (), builders.extraction(), CONFIG, read)
    assert len({i.coverage_id for i in items}) == 3


def test_items_stand_in_the_order_of_the_blocks() -> None:
    column = block(BlockKind.TEXT, "第 2 號", top=50)
    report = document(block(BlockKind.TEXT, "1", top=300), column, block(BlockKind.TEXT, "3", page=2))
    assert [text for text, _ in cover(report, passage(report, [column]))] == ["1", "2", "3"]


def test_the_languages_own_reading_fits() -> None:
    module = language_module(CONFIG.language.module)
    grammar = module.grammar(CONFIG.language.facts, CONFIG.units)  # type: ignore[attr-defined]
    report, words = running("依第 3 條規定，COP 29 於 2024 年 11 月舉行。")
    items = cover_numbers(
        report,
        (words,),
        builders.extraction(),
        CONFIG,
        lambda text: module.read_numbers(text, grammar).claims,  # type: ignore[attr-defined]
    )
    assert "unclaimed" not in {i.claimed_by for i in items}
    assert "".join(i.text for i in items if i.claimed_by == "date").replace(" ", "") == "2024年11月"


# ---------------------------------------------------------------- findings


def item(number: str, claimed_by: str, record_id: str | None, n: int = 1) -> CoverageItem:
    return builders.coverage(number, claimed_by, coverage_id=f"number-{n}", record_id=record_id)


def test_an_unclaimed_number_in_running_text_is_a_finding_that_quotes_it() -> None:
    paragraph = builders.paragraph("前段很長" * 20 + "編號為 17，" + "後段很長" * 20)
    extraction = builders.extraction(
        paragraphs=(paragraph,), coverage=(item("17", "unclaimed", paragraph.paragraph_id), item("3", "date", None, 2))
    )
    (told,) = check_conservation(extraction, CONFIG)
    assert (told.rule, told.about, told.found, told.record_ids) == (
        "number-unclaimed",
        "extraction",
        "17",
        (paragraph.paragraph_id,),
    )
    assert "編號為 17" in told.message


def test_unclaimed_numbers_elsewhere_are_told_page_by_page() -> None:
    numbers = [
        builders.coverage(str(n), "unclaimed", coverage_id=f"n-{n}", **builders.place(1 + n // 3)) for n in range(5)
    ]
    first, second = check_conservation(builders.extraction(coverage=tuple(numbers)), CONFIG)
    assert [(f.rule, f.page, f.found) for f in (first, second)] == [
        ("numbers-unplaced", 1, "3"),
        ("numbers-unplaced", 2, "2"),
    ]
    assert "0, 1, 2" in first.message
    assert len(first.boxes) == 1  # the three stand at one place in this test


def test_numbers_that_are_claimed_are_not_told() -> None:
    extraction = builders.extraction(coverage=(item("17", "date", None), item("18", "furniture", None, 2)))
    assert list(check_conservation(extraction, CONFIG)) == []
