"""Hints of an edition for one table, by its number: column lines and head rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from natcom.config import load_config
from natcom.config.edition import Edition, TableHint
from natcom.ingest import read_pages
from natcom.layout import build_document
from natcom.output.debug_tables import table_pictures
from natcom.stages.tables import extract_tables
from natcom.stages.tables.values import read_number
from tables_reader import COLLECTION, read_tables

NAME = "29-borderless-reportlab"


def test_hints_replace_what_the_text_tells() -> None:
    config = load_config()
    hint = TableHint(number="3.29-1", columns=(300.0,), header_rows=2)
    hinted = replace(config, edition=Edition(id="e", language="zh-Hant", tables=(hint,)))
    document = build_document("e", list(read_pages(COLLECTION / f"{NAME}.pdf")), config.language)
    table = extract_tables(document, [None] * len(document.blocks), hinted).tables[0]
    assert (table.n_cols, table.header_rows) == (2, 2)


def test_a_hint_for_another_table_changes_nothing() -> None:
    config = load_config()
    hint = TableHint(number="9.9-9", columns=(300.0,))
    hinted = replace(config, edition=Edition(id="e", language="zh-Hant", tables=(hint,)))
    document, plain = read_tables(COLLECTION / f"{NAME}.pdf")
    table = extract_tables(document, [None] * len(document.blocks), hinted).tables[0]
    assert table.n_cols == plain.tables[0].n_cols == 4


def test_each_page_with_a_table_has_a_picture() -> None:
    path = COLLECTION / "41-over-pages-weasyprint.pdf"
    document, result = read_tables(path)
    pictures = dict(table_pictures([path], document, result.tables))
    assert list(pictures) == ["debug/tables/page-0001.png", "debug/tables/page-0002.png"]
    assert all(data.startswith(b"\x89PNG") for data in pictures.values())


@pytest.mark.parametrize(
    ("text", "value", "marks"),
    [
        ("1,234.5", "1234.5", ""),
        ("(12)", "-12", ""),
        ("▲1,373", "-1373", ""),
        ("−0.5", "-0.5", ""),
        ("12.3a", "12.3", "a"),
        ("285,967*", "285967", "*"),
        ("1.2e3", "1200", ""),
    ],
)
def test_numbers_of_cells(text: str, value: str, marks: str) -> None:
    number = read_number(text)
    assert number is not None
    assert (float(number.value), number.marks, number.rest) == (float(value), marks, "")


@pytest.mark.parametrize("text", ["", "-", "NO", "NE, NO", "CO2", "表 3", "(12"])
def test_what_is_no_number(text: str) -> None:
    assert read_number(text) is None


def test_a_range_has_two_ends() -> None:
    number = read_number("10–20 %")
    assert number is not None
    assert (number.value, number.high, number.rest) == (10, 20, "%")
