"""A folder read back gives the records that were written; what was changed since is told."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import builders
from natcom.config import default_directory
from natcom.errors import InputError
from natcom.output.files import RECORD_CLASSES, records_of
from natcom.output.restore import read_extraction, write_findings
from natcom.output.schemas import load_schemas
from natcom.output.write import write_output

SCHEMAS = load_schemas(default_directory())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_output(builders.full_extraction(), tmp_path, builders.run_record(), SCHEMAS)


def test_what_was_written_is_read_back(folder: Path) -> None:
    restored = read_extraction(folder)
    written = builders.full_extraction()
    for name in RECORD_CLASSES:
        if name != "pages":  # their sizes are rounded as they are written
            assert records_of(restored.extraction, name) == records_of(written, name)
    assert (restored.faults, restored.changed) == ((), ())


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_row_that_is_no_record_is_left_out_and_told(folder: Path) -> None:
    edit(folder / "facts.json", '"value": 37', '"value": "many"')
    restored = read_extraction(folder)
    assert len(restored.extraction.facts) == 1
    assert {(f.file, f.row, f.value) for f in restored.faults} == {("facts", 1, "many")}
    assert restored.changed == ()


def test_a_csv_file_edited_or_lost_is_told(folder: Path) -> None:
    edit(folder / "facts.csv", "37", "38")
    (folder / "cells.csv").unlink()
    assert read_extraction(folder).changed == ("cells", "facts")


@pytest.mark.parametrize("lost", ["manifest.json", "facts.json"])
def test_a_folder_that_is_not_whole_is_no_output(folder: Path, lost: str) -> None:
    (folder / lost).unlink()
    with pytest.raises(InputError, match=lost):
        read_extraction(folder)


def test_a_file_without_a_list_is_an_error(folder: Path) -> None:
    (folder / "facts.json").write_text('{"schema": "facts/1", "document": "x", "data": 3}', "utf-8")
    with pytest.raises(InputError, match="no list"):
        read_extraction(folder)


def test_findings_are_written_anew_and_everything_that_counts_them_agrees(folder: Path) -> None:
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    told = (builders.finding("schema-grid", "error"), builders.finding("sentence-twice", status="waived"))
    extraction = read_extraction(folder).extraction.model_copy(update={"findings": told})
    manifest = write_findings(folder, extraction, SCHEMAS)
    again = read_extraction(folder)
    assert {f.rule for f in again.extraction.findings} == {"schema-grid", "sentence-twice"}
    assert again.changed == ()
    assert manifest == json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["findings"]["status"] == {"open": 1, "waived": 1}
    assert manifest["findings"]["severity"] == {"error": 1}
    assert manifest["counts"]["findings"] == 2
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    (resource,) = [r for r in package["resources"] if r["name"] == "findings"]
    assert resource["hash"] == f"sha256:{hashlib.sha256((folder / 'findings.csv').read_bytes()).hexdigest()}"
    changed = {p.name for p in folder.iterdir() if p.is_file() and before.get(p.name) != p.read_bytes()}
    assert changed == {"findings.json", "findings.csv", "manifest.json", "datapackage.json"}


def test_the_same_findings_leave_every_byte(folder: Path) -> None:
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    write_findings(folder, read_extraction(folder).extraction, SCHEMAS)
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before


def test_the_workbook_tells_the_new_findings_too(folder: Path) -> None:
    import openpyxl

    (folder / "workbook.xlsx").write_bytes(b"stale")
    told = (builders.finding("schema-grid", "error", message="A cell lies outside."),)
    write_findings(folder, read_extraction(folder).extraction.model_copy(update={"findings": told}), SCHEMAS)
    book = openpyxl.load_workbook(folder / "workbook.xlsx")
    assert any("A cell lies outside." in row for sheet in book for row in sheet.iter_rows(values_only=True))
