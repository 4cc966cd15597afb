"""The workbook: numbers are numbers, text stays text, links lead to the proof, and the bytes are stable."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook

import builders
from natcom.config import default_directory
from natcom.output import workbook as module
from natcom.output.schemas import load_schemas
from natcom.output.workbook import Titles, text, workbook
from natcom.output.workbook_tables import number_format, plain_number, shown_number
from natcom.records import Cell, Extraction

SCHEMAS = load_schemas(default_directory())


def opened(extraction: Extraction, language: str = "en") -> Any:
    return load_workbook(io.BytesIO(workbook(extraction, SCHEMAS, language)))


def rows(sheet: Any) -> list[dict[str, Any]]:
    heads, *body = sheet.iter_rows()
    return [{head.value: cell for head, cell in zip(heads, row, strict=True)} for row in body]


def with_facts(*facts: Any) -> Extraction:
    return builders.extraction(facts=facts, observations=tuple(builders.observation(fact) for fact in facts))


def test_has_a_sheet_for_each_kind_and_each_table() -> None:
    book = opened(builders.full_extraction())
    assert book.sheetnames == ["Observations", "Facts", "Indicators", "Findings", "表 8-1"]


def test_heads_are_in_the_language_of_the_user() -> None:
    titles = [field["title_zh"] for field in SCHEMAS["facts"].fields]
    sheet = opened(builders.full_extraction(), "zh-Hant")[SCHEMAS["facts"].descriptor["title_zh"]]
    assert [cell.value for cell in sheet[1]] == titles


def test_numbers_are_numbers_and_ids_and_labels_text() -> None:
    fact = builders.fact("8-1", 1234.5, subject="8-1", unit="1/2")
    row = rows(opened(with_facts(fact))["Facts"])[0]
    assert (row["Value"].value, row["Value"].data_type) == (1234.5, "n")
    assert (row["Subject"].value, row["Subject"].data_type, row["Subject"].number_format) == ("8-1", "s", "@")
    assert row["Unit"].data_type == "s"


@pytest.mark.parametrize(
    "hostile", ["=1+1", '=HYPERLINK("http://x","y")', "+1", "@SUM(A1)", "-2", "#REF!", "TRUE", "1e5"]
)
def test_text_never_runs_and_never_changes(hostile: str) -> None:
    row = rows(opened(with_facts(builders.fact(subject=hostile)))["Facts"])[0]
    assert (row["Subject"].value, row["Subject"].data_type) == (hostile, "s")


def test_text_that_a_cell_cannot_hold_is_made_to_fit() -> None:
    assert text("a\x00b\x1f\ud800") == "a\ufffdb\ufffd\ufffd"
    assert text("_x0041_ _x00_") == "_x005F_x0041_ _x00_"
    assert len(text("長" * 40_000)) == module.MOST_CHARACTERS
    row = rows(opened(with_facts(builders.fact(subject="tab\tline\nnul\x00")))["Facts"])[0]
    assert row["Subject"].value == "tab\tline\nnul\ufffd"


def test_each_id_links_to_its_proof() -> None:
    extraction = builders.full_extraction()
    book = opened(extraction)
    link = rows(book["Observations"])[0]["Observation id"].hyperlink
    assert (link.target, link.location) == ("review.html", extraction.observations[0].record_id)
    assert book["表 8-1"]["A1"].hyperlink.location == extraction.tables[0].table_id


def test_links_end_where_excel_would_refuse_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LINKS", 2)
    ids = [row["Observation id"] for row in rows(opened(builders.full_extraction())["Observations"])]
    assert [bool(cell.hyperlink) for cell in ids] == [True, False, False]
    assert all(cell.value for cell in ids)


def test_more_rows_than_a_sheet_holds_continue_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    extraction = builders.full_extraction()
    book = opened(extraction)
    found = [row["Observation id"].value for name in ("Observations", "Observations (2)") for row in rows(book[name])]
    assert sorted(found) == sorted(each.observation_id for each in extraction.observations)


def test_structural_counts_are_there_but_hidden() -> None:
    book = opened(with_facts(builders.fact("四大策略", 4, structural=True), builders.fact()))
    for name in ("Observations", "Facts"):
        sheet = book[name]
        hidden = [sheet.row_dimensions[number].hidden for number in (2, 3)]
        flags = [row["Structural"].value for row in rows(sheet)]
        assert sorted(zip(flags, hidden, strict=True)) == [(False, False), (True, True)]
        (column,) = sheet.auto_filter.filterColumn
        assert sheet[1][column.colId].value == "Structural"
        assert column.filters.filter == ["FALSE"]


def test_heads_are_frozen_and_every_column_has_a_filter() -> None:
    sheet = opened(builders.full_extraction())["Findings"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions


def spanned_table() -> Extraction:
    cells = (
        Cell(row=0, col=0, rowspan=2, text="年度"),
        Cell(row=0, col=1, colspan=2, text="排放量"),
        Cell(row=1, col=1, text="2022"),
        Cell(row=1, col=2, text="2023"),
        Cell(row=2, col=0, text="8-1"),
        Cell(row=2, col=1, text="1,234.50"),
        Cell(row=2, col=2, text="=NE"),
    )
    table = builders.table(n_rows=3, n_cols=3, header_rows=2, cells=cells, unit_note="單位：公噸", notes=("註：初估",))
    value = builders.table_value("1,234.50", row=2, col=1, value=1234.5, notation_key=None)
    return builders.extraction(tables=(table,), table_values=(value,))


def test_a_table_keeps_its_merged_cells_and_its_numbers() -> None:
    sheet = opened(spanned_table())["表 8-1"]
    assert {str(each) for each in sheet.merged_cells.ranges} == {"A3:A4", "B3:C3"}
    assert (sheet["B5"].value, sheet["B5"].number_format) == (1234.5, "#,##0.00")
    assert [sheet[at].data_type for at in ("A5", "B4", "C5")] == ["s", "s", "s"]
    assert sheet.freeze_panes == "B5"
    assert [sheet[at].value for at in ("A1", "A2", "A7")] == ["表 8-1 會談場次", "單位：公噸", "註：初估"]


def test_a_number_keeps_its_words_where_it_has_any() -> None:
    assert plain_number("1.5億", 150_000_000) is None
    assert plain_number("12", 1200) is None
    assert plain_number("−3.5", -3.5) == -3.5
    assert number_format("12.30") == "0.00"


def test_names_of_sheets_are_legal_and_unique() -> None:
    titles = Titles()
    made = [titles.make(wanted) for wanted in ("a/b:c", "A?B*c", "長" * 40, "長" * 40, "", "'", "History")]
    assert len({title.casefold() for title in made}) == len(made)
    assert all(0 < len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in made)
    assert made[-1] != "History"


def test_the_bytes_do_not_depend_on_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = workbook(spanned_table(), SCHEMAS, "en")
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert workbook(spanned_table(), SCHEMAS, "en") == first


def test_an_empty_extraction_still_opens() -> None:
    book = opened(builders.extraction())
    assert [sheet.max_row for sheet in book] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("printed", "value", "shown"),
    [
        ("-2.80%", -2.8, (-0.028, "0.00%")),
        ("(1,800)", -1800, (-1800, "#,##0_);(#,##0)")),
        ("47,000⁵", 47000, (47000, "#,##0")),
        ("(1,800", -1800, None),
        ("(1,800)", 1800, None),
        ("8-1", 8, None),
    ],
)
def test_a_printed_number_is_a_number_in_any_common_form(printed: str, value: float, shown: object) -> None:
    assert shown_number(printed, value) == shown


def test_every_sheet_prints_landscape_as_wide_as_the_page_with_repeated_heads() -> None:
    book = opened(builders.full_extraction())
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert book["Facts"].print_title_rows == "$1:$1"


def test_an_extraction_prints_as_one_short_line() -> None:
    said = str(builders.full_extraction())
    assert said.startswith("<Extraction tw-nc-test: pages ")
    assert len(said) < 300
