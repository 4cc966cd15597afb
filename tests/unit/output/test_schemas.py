"""The Table Schemas say what the records hold, in two languages, and the package that carries them validates."""

from __future__ import annotations

import json
import re
from pathlib import Path

import frictionless
import pytest

import builders
from natcom.columns import flat_columns
from natcom.config import default_directory
from natcom.errors import ConfigError
from natcom.output.files import RECORD_CLASSES, key_field
from natcom.output.schemas import Schema, load_schemas
from natcom.output.write import write_output
from natcom.records import DocumentRecord

SCHEMAS = load_schemas(default_directory())
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("name", RECORD_CLASSES)
def test_columns_are_those_of_the_records(name: str) -> None:
    told = [(f["name"], f["type"], not f.get("constraints", {}).get("required", False)) for f in SCHEMAS[name].fields]
    assert told == [(column.name, column.type, column.nullable) for column in flat_columns(RECORD_CLASSES[name])]


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=lambda schema: schema.name)
def test_everything_is_described_in_both_languages(schema: Schema) -> None:
    for part in (schema.descriptor, *schema.fields):
        for key in ("title", "description"):
            assert part[key].strip()
            assert not HAN.search(part[key]), part
            assert HAN.search(part[f"{key}_zh"]) or part[f"{key}_zh"].isascii(), part
    assert all(f["description"].endswith(".") and f["description_zh"].endswith("。") for f in schema.fields)


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=lambda schema: schema.name)
def test_titles_differ_within_a_file(schema: Schema) -> None:
    for key in ("title", "title_zh"):
        titles = [field[key] for field in schema.fields]
        assert len(set(titles)) == len(titles), sorted(title for title in titles if titles.count(title) > 1)


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=lambda schema: schema.name)
def test_the_id_is_the_primary_key_and_unique(schema: Schema) -> None:
    if schema.name == "cells":
        assert schema.descriptor["primaryKey"] == ["table_id", "row", "col"]
        return
    key = key_field(RECORD_CLASSES[schema.name])
    assert schema.descriptor["primaryKey"] == [key]


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=lambda schema: schema.name)
def test_foreign_keys_point_at_primary_keys(schema: Schema) -> None:
    columns = {field["name"] for field in schema.fields}
    for key in schema.descriptor.get("foreignKeys", ()):
        target = SCHEMAS[key["reference"]["resource"] or schema.name]
        assert key["fields"] in columns
        assert target.descriptor["primaryKey"] == [key["reference"]["fields"]]


def test_notation_keys_are_missing_values_of_the_value_columns_only() -> None:
    for schema in SCHEMAS.values():
        assert schema.descriptor["missingValues"] == [""]
        for field in schema.fields:
            keyed = any(isinstance(item, dict) and item["value"] == "NA" for item in field.get("missingValues", ()))
            assert keyed == (field["name"] in {"value", "value_high", "canonical_value"}), (schema.name, field["name"])
            assert schema.descriptor["$schema"] == "https://datapackage.org/profiles/2.0/tableschema.json"


def _package(folder: Path) -> frictionless.Report:
    return frictionless.Package(str(folder / "datapackage.json")).validate()


def test_the_package_of_a_full_extraction_validates(tmp_path: Path) -> None:
    folder = write_output(builders.full_extraction(), tmp_path, builders.run_record(), SCHEMAS)
    report = _package(folder)
    assert report.valid, report.flatten(["taskPath", "rowNumber", "fieldName", "message"])


def test_the_package_of_an_empty_extraction_validates(tmp_path: Path) -> None:
    folder = write_output(builders.extraction(sections=()), tmp_path, builders.run_record(), SCHEMAS)
    report = _package(folder)
    assert report.valid, report.flatten(["taskPath", "rowNumber", "fieldName", "message"])


def test_an_unnumbered_heading_validates(tmp_path: Path) -> None:
    extraction = builders.extraction(sections=(builders.section("結語", label="", number=""),))
    folder = write_output(extraction, tmp_path, builders.run_record(), SCHEMAS)
    assert _package(folder).valid


def test_a_notation_key_survives_frictionless(tmp_path: Path) -> None:
    folder = write_output(builders.full_extraction(), tmp_path, builders.run_record(), SCHEMAS)
    package = frictionless.Package(str(folder / "datapackage.json"))
    rows = package.get_resource("table_values").read_rows()
    assert [row["notation_key"] for row in rows] == [None, "NA"]
    assert [row["value"] for row in rows] == [37, None]


@pytest.mark.parametrize(
    ("name", "broken", "message"),
    [
        ("facts", {"kind": "colour"}, "enum"),
        ("facts", {"section_id": "s-nowhere"}, "foreign"),
        ("sections", {"path": "8", "section_id": "s-twin"}, "unique"),
        ("facts", {"occurrence": 0}, "minimum"),
    ],
)
def test_a_broken_record_is_caught(tmp_path: Path, name: str, broken: dict[str, object], message: str) -> None:
    whole = builders.full_extraction()
    spoilt = getattr(whole, name)[0].model_copy(update=broken)
    kept = getattr(whole, name) if name == "sections" else ()
    folder = write_output(whole.model_copy(update={name: (*kept, spoilt)}), tmp_path, builders.run_record(), SCHEMAS)
    errors = _package(folder).flatten(["message", "type"])
    assert any(message in " ".join(map(str, error)).lower() for error in errors), errors


def test_the_package_names_its_sources_and_licence(tmp_path: Path) -> None:
    about: DocumentRecord = builders.document(
        licence="CC-BY-4.0", publisher="環境部", source_url="https://example.org/nc.pdf"
    )
    folder = write_output(builders.extraction(document=about), tmp_path, builders.run_record(), SCHEMAS)
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert package["contributors"] == [{"title": "環境部", "roles": ["publisher"]}]
    assert package["sources"][0]["path"] == "https://example.org/nc.pdf"
    assert package["sources"][0]["hash"] == "sha256:" + "0" * 64
    assert {resource["name"] for resource in package["resources"]} == set(RECORD_CLASSES)


@pytest.mark.parametrize(
    ("licence", "told"),
    [
        ("https://data.gov.tw/license", {"path": "https://data.gov.tw/license"}),
        ("政府資料開放授權條款", {"name": "other", "title": "政府資料開放授權條款"}),
    ],
)
def test_a_licence_is_told_as_what_it_is(tmp_path: Path, licence: str, told: dict[str, str]) -> None:
    extraction = builders.extraction(document=builders.document(licence=licence))
    folder = write_output(extraction, tmp_path, builders.run_record(), SCHEMAS)
    assert json.loads((folder / "datapackage.json").read_text("utf-8"))["licenses"] == [told]
    assert _package(folder).valid


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "no schema"), ("[]", "not a Table Schema"), ("{", "not a Table Schema"), ('{"name": "x"}', "not a Table")],
)
def test_a_broken_schema_is_a_configuration_error(tmp_path: Path, content: str | None, message: str) -> None:
    (tmp_path / "schemas").mkdir()
    if content is not None:
        (tmp_path / "schemas" / "documents.json").write_text(content)
    with pytest.raises(ConfigError, match=message):
        load_schemas(tmp_path)
