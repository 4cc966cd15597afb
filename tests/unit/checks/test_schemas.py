"""Records that do not fit their file's schema are told; those that do are not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from corrections_report import fact, report
from natcom.checks.schemas import check_schemas
from natcom.config import Config, default_directory, load_config
from natcom.config.schemas import read_table_schemas
from natcom.errors import ConfigError
from natcom.records import Cell, CoverageItem, Extraction, PageRecord

CONFIG = load_config()


def sound() -> Extraction:
    """The small report with all that the schemas ask of it."""
    made = report()
    pages = [
        PageRecord(page=n, file="a.pdf", file_page=n, width=595, height=842, kind="body", text_layer=True)
        for n in range(1, 6)
    ]
    return made.model_copy(
        update={"pages": tuple(pages), "document": made.document.model_copy(update={"sha256": "0" * 64})}
    )


def with_fact(**change: Any) -> Extraction:
    first = sound().facts[0].model_copy(update=change)
    return Extraction.model_construct(**{**sound().__dict__, "facts": (first, *sound().facts[1:])})


def rules(extraction: Extraction, config: Config = CONFIG) -> list[tuple[str, str | None]]:
    return [(f.rule, f.found) for f in check_schemas(extraction, config)]


def test_a_sound_report_has_no_findings() -> None:
    assert rules(sound()) == []


@pytest.mark.parametrize(
    ("change", "found", "said"),
    [
        ({"kind": "colour"}, "colour", "kind"),
        ({"measure": "up"}, "up", "measure"),
        ({"value": "37"}, "37", "value"),
        ({"value": float("nan")}, "nan", "value"),
        ({"occurrence": 0}, "0", "occurrence"),
        ({"char_start": -1}, "-1", "char_start"),
        ({"quote": ""}, "", "quote"),
        ({"quote": None}, "None", "quote"),
        ({"structural": "yes"}, "yes", "structural"),
        ({"period_source": "guess"}, "guess", "period_source"),
    ],
)
def test_a_value_that_does_not_fit_its_column(change: dict[str, Any], found: str, said: str) -> None:
    (one,) = check_schemas(with_fact(**change), CONFIG)
    assert (one.rule, one.severity, one.about, one.found) == ("schema-value", "error", "extraction", found)
    assert said in one.message
    assert (one.record_ids, one.page) == (("fact-a",), 3)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"quote": ""}, "required"),
        ({"occurrence": 0}, "minimum 1"),
        ({"measure": "up"}, "enum level | increase | decrease"),
        ({"value": "37"}, "number"),
    ],
)
def test_what_is_expected_is_said_in_the_schemas_words(change: dict[str, Any], expected: str) -> None:
    (one,) = check_schemas(with_fact(**change), CONFIG)
    assert one.expected == expected


def test_one_finding_tells_of_all_records_with_one_fault() -> None:
    facts = tuple(f.model_copy(update={"kind": "colour"}) for f in sound().facts)
    (one,) = check_schemas(sound().model_copy(update={"facts": facts}), CONFIG)
    assert one.record_ids == ("fact-a", "fact-b")
    assert "2 record(s)" in one.message


def test_an_id_that_stands_twice() -> None:
    facts = (*sound().facts, fact("fact-a", "15 個", 15))
    assert rules(sound().model_copy(update={"facts": facts})) == [("schema-unique", "fact-a")]


def test_a_section_that_there_is_not() -> None:
    assert rules(with_fact(section_id="sec-9")) == [("schema-reference", "sec-9")]


def test_a_page_that_there_is_not() -> None:
    assert rules(with_fact(page=77)) == [("schema-reference", "77")]


@pytest.mark.parametrize("name", ["indicators", "observations"])
def test_a_record_made_from_one_that_there_is_not(name: str) -> None:
    record = getattr(sound(), name)[0].model_copy(update={"record_id": "fact-gone"})
    assert rules(sound().model_copy(update={name: (record,)})) == [("schema-reference", "fact-gone")]


@pytest.mark.parametrize(("claimant", "told"), [("fact-a", 0), ("table-1", 0), (None, 0), ("fact-gone", 1)])
def test_a_number_is_claimed_by_a_record_that_is_there(claimant: str | None, told: int) -> None:
    number = CoverageItem(coverage_id="c-1", text="37", claimed_by="fact", record_id=claimant, page=3)
    assert len(rules(sound().model_copy(update={"coverage": (number,)}))) == told


@pytest.mark.parametrize(
    "cell",
    [Cell(row=1, col=0, text="外"), Cell(row=0, col=1, colspan=2, text="外"), Cell(row=0, col=0, text="重")],
)
def test_a_cell_outside_its_grid_or_on_another(cell: Cell) -> None:
    table = sound().tables[0]
    spoilt = table.model_copy(update={"cells": (*table.cells, cell)})
    assert {r for r, _ in rules(sound().model_copy(update={"tables": (spoilt,)}))} == {"schema-grid"}


def test_thousands_of_records_are_checked_within_a_second() -> None:
    facts = tuple(sound().facts[0].model_copy(update={"fact_id": f"fact-{n}"}) for n in range(8000))
    many = sound().model_copy(update={"facts": (*facts, *sound().facts)})
    start = perf_counter()
    assert rules(many) == []
    assert perf_counter() - start < 2.0  # 0.3 s on the machine it was written on


# ---------------------------------------------------------------- the schemas themselves


def spoilt_schema(folder: Path, **change: Any) -> Path:
    target = folder / "schemas"
    shutil.copytree(default_directory() / "schemas", target)
    path = target / "facts.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change), "utf-8")
    return target


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"colour": "red"}, "colour: is not a known key"),
        ({"fields": [{"name": "x"}]}, "fields.0.type"),
        (
            {"foreignKeys": [{"fields": "page", "reference": {"resource": "nowhere", "fields": "page"}}]},
            "leads nowhere",
        ),
        (
            {"foreignKeys": [{"fields": "colour", "reference": {"resource": "pages", "fields": "page"}}]},
            "leads nowhere",
        ),
    ],
)
def test_a_schema_that_cannot_be_understood(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        read_table_schemas(spoilt_schema(tmp_path, **change))


def test_every_file_of_an_extraction_has_a_schema() -> None:
    files = set(Extraction.model_fields) - {"document"}
    assert files <= set(read_table_schemas(default_directory() / "schemas"))
