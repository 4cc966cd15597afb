"""The sheet for renewing numbers: every number, what is known of it, and room for the new one."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
import typer
from typer.testing import CliRunner

import builders
from natcom.cli.export import export_command
from natcom.config import default_directory
from natcom.config.update_sheet import read_update_sheet
from natcom.output.schemas import load_schemas
from natcom.output.update_sheet import update_rows, update_sheet
from natcom.output.write import write_output
from natcom.records import Extraction

WORDS = read_update_sheet(default_directory())


def rows(extraction: Extraction) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(update_sheet(extraction, WORDS))).active
    assert sheet is not None
    values = list(sheet.iter_rows(values_only=True))
    names = [column.name for column in WORDS.columns]
    return [dict(zip(names, row, strict=True)) for row in values]


def test_every_fact_and_table_value_has_a_row() -> None:
    extraction = builders.full_extraction()
    written = rows(extraction)[1:]
    ids = {f.fact_id for f in extraction.facts} | {v.value_id for v in extraction.table_values}
    assert {row["record_id"] for row in written} == ids
    assert len(written) == len(ids)


def test_a_fact_brings_section_sentence_period_and_source() -> None:
    figure = builders.figure(source="國合會")
    fact = builders.fact(context=figure.caption, period="2023", origin="figure caption")
    (row,) = update_rows(builders.extraction(figures=(figure,), facts=(fact,)))
    assert (row["section"], row["quote"], row["value"], row["period"], row["source"]) == (
        "8 國際合作",
        "37 場",
        37,
        "2023",
        "國合會",
    )


def test_a_table_value_brings_its_heads_table_and_source() -> None:
    table = builders.table(source="國合會")
    (row,) = update_rows(builders.extraction(tables=(table,), table_values=(builders.table_value(),)))
    assert (row["subject"], row["context"], row["source"]) == ("2023 · 場次", "表 8-1 會談場次", "國合會")


def test_columns_for_the_new_edition_are_empty() -> None:
    empty = [column.name for column in WORDS.columns if column.fill]
    assert {"new_value", "new_period", "new_source"} <= set(empty)
    assert all(row[name] is None for row in rows(builders.full_extraction())[1:] for name in empty)


@pytest.mark.parametrize(("language", "head"), [("zh-Hant", "新數值"), ("en", "New value")])
def test_heads_are_in_the_reports_language(language: str, head: str) -> None:
    made = builders.full_extraction()
    told = made.model_copy(update={"document": builders.document(language=language)})
    assert rows(told)[0]["new_value"] == head


def test_text_that_looks_like_a_formula_stays_text() -> None:
    fact = builders.fact(subject="=1+1")
    extraction = builders.extraction(facts=(fact,))
    sheet = openpyxl.load_workbook(io.BytesIO(update_sheet(extraction, WORDS))).active
    assert sheet is not None
    cell = sheet.cell(2, 1 + [c.name for c in WORDS.columns].index("subject"))
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert update_sheet(builders.full_extraction(), WORDS) == update_sheet(builders.full_extraction(), WORDS)


def test_the_command_writes_it(tmp_path: Any) -> None:
    app = typer.Typer()
    app.command()(export_command)
    schemas = load_schemas(default_directory())
    folder = write_output(builders.full_extraction(), tmp_path, builders.run_record(), schemas)
    result = CliRunner().invoke(app, [str(folder), "--update-sheet", "--out", str(tmp_path / "export")])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "export" / builders.DOCUMENT / f"{builders.DOCUMENT}.update.xlsx").is_file()
