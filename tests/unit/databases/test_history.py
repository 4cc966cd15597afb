"""The history: what later runs and editions changed in observations, when, and what caused it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import builders
from loading import Place, edition, write
from natcom.databases.causes import Run, cause, run_from
from natcom.output.manifest import SourceFile
from natcom.records import Extraction, Observation

CHANGED = "SELECT action, cause, old_value, new_value FROM observation_history WHERE scope = 'run' ORDER BY 1, 3"


def with_value(observed: float, **facts: Any) -> Extraction:
    """The edition, its first observation read as `observed`, the fact behind it with these fields."""
    full = edition()
    first = full.observations[0].model_copy(update={"value": observed})
    changed = tuple(each.model_copy(update=facts) for each in full.facts[:1])
    return full.model_copy(
        update={"observations": (first, *full.observations[1:]), "facts": (*changed, *full.facts[1:])}
    )


def test_a_first_load_has_no_history(place: Place, outputs: Path) -> None:
    place.load(write(edition(), outputs))
    assert place.rows("SELECT count(*) FROM observation_history") == [(0,)]


def test_what_changed_came_and_went_is_kept_with_both_values(place: Place, outputs: Path) -> None:
    place.load(write(edition(), outputs))
    one, value, keyed = edition().observations
    gone, came = value, value.model_copy(update={"observation_id": "o-new", "value": 5})
    changed = one.model_copy(update={"value": 38, "unit": "次"})
    report = place.load(write(edition(observations=(changed, keyed, came)), outputs, config_digest="d" * 64))
    assert report.history == 3
    assert place.rows(CHANGED) == [
        ("added", "configuration", None, 5.0),
        ("changed", "configuration", 37.0, 38.0),
        ("removed", "configuration", 37.0, None),
    ]
    (row,) = place.rows(
        "SELECT observation_id, old_unit, new_unit, changed_columns, load_id FROM observation_history "
        "WHERE action = 'changed'"
    )
    assert row == (one.observation_id, "場", "次", ["value", "unit"], 2)
    assert place.rows("SELECT observation_id FROM observation_history WHERE action = 'removed'") == [
        (gone.observation_id,)
    ]


def test_the_whole_record_before_and_after_is_kept(duckdb_file: Place, outputs: Path) -> None:
    duckdb_file.load(write(edition(), outputs))
    duckdb_file.load(write(with_value(38), outputs, config_digest="d" * 64))
    question = "SELECT old_record->>'quote', old_record->>'value', new_record->>'value' FROM observation_history"
    assert duckdb_file.rows(question) == [("37 場", "37.0", "38.0")]


def test_history_is_only_ever_added_to(place: Place, outputs: Path) -> None:
    place.load(write(edition(), outputs))
    for number, value in enumerate((38, 37, 38)):
        place.load(write(with_value(value), outputs, config_digest=str(number) * 64))
    assert place.rows("SELECT load_id, old_value, new_value FROM observation_history ORDER BY load_id") == [
        (2, 37.0, 38.0),
        (3, 38.0, 37.0),
        (4, 37.0, 38.0),
    ]
    assert place.rows("SELECT count(*) FROM runs") == [(4,)]


def test_the_run_that_stands_is_named_by_its_document(place: Place, outputs: Path) -> None:
    place.load(write(edition(), outputs))
    place.load(write(with_value(38), outputs, config_digest="d" * 64))
    question = (
        "SELECT runs.load_id, runs.configuration_sha256 FROM documents "
        "JOIN runs ON runs.document_id = documents.document_id AND runs.run_id = documents.run_id"
    )
    assert place.rows(question) == [(2, "d" * 64)]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ({"sources": (SourceFile(Path("report.pdf"), "1" * 64, 1000),)}, "source"),
        ({"config_digest": "d" * 64}, "configuration"),
        ({"options": {"language": "en"}}, "configuration"),
        ({"inputs": {"corrections": "e" * 64}}, "correction"),
        ({"config_digest": "d" * 64, "inputs": {"corrections": "e" * 64}}, "configuration+correction"),
    ],
)
def test_the_manifests_tell_the_cause(duckdb_file: Place, outputs: Path, run: dict[str, Any], expected: str) -> None:
    duckdb_file.load(write(edition(), outputs))
    duckdb_file.load(write(with_value(38), outputs, **run))
    assert duckdb_file.rows(CHANGED) == [("changed", expected, 37.0, 38.0)]


def test_other_code_is_the_extractor(duckdb_file: Place, outputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb_file.load(write(edition(), outputs))
    monkeypatch.setattr("natcom.output.manifest.code_digest", lambda: "f" * 64)
    duckdb_file.load(write(with_value(38), outputs))
    assert duckdb_file.rows(CHANGED) == [("changed", "extractor", 37.0, 38.0)]


def test_a_corrected_fact_is_a_correction_whatever_else_changed(place: Place, outputs: Path) -> None:
    place.load(write(edition(), outputs))
    place.load(write(with_value(38, value=38, corrected_from="37"), outputs, config_digest="d" * 64))
    assert place.rows(CHANGED) == [("changed", "correction", 37.0, 38.0)]


def test_a_cause_that_nothing_tells_is_unknown() -> None:
    run = run_from("1", {})
    assert cause(run, Run("2", *(run.source, run.code, run.configuration, run.corrections))) == "unknown"


def series(document_id: str, year: int, *values: tuple[str, float], **fields: Any) -> Extraction:
    """An edition that states a series: (period, value) each."""
    facts = tuple(
        builders.fact(f"{value} 公噸", value, context=f"{period} 年", occurrence=number, unit="公噸", unit_code="t CO2")
        for number, (period, value) in enumerate(values, 1)
    )
    observations: list[Observation] = [
        builders.observation(
            fact,
            party="TWN",
            unit_code="t CO2",
            canonical_value=value * 1000,
            period_start=period,
            period_end=period,
            **fields,
        )
        for fact, (period, value) in zip(facts, values, strict=True)
    ]
    return edition(document_id, year, facts=facts, observations=tuple(observations), indicators=(), findings=())


RESTATED = (
    "SELECT document_id, old_document_id, period_start, old_value, new_value, cause FROM observation_history "
    "WHERE scope = 'edition' ORDER BY load_id, document_id, period_start"
)


def test_a_later_edition_that_states_another_value_is_noted(place: Place, outputs: Path) -> None:
    place.load(write(series("nc1", 2018, ("2005", 10), ("2010", 20)), outputs))
    report = place.load(write(series("nc2", 2022, ("2005", 11), ("2010", 20), ("2015", 30)), outputs))
    assert report.history == 1
    assert place.rows(RESTATED) == [("nc2", "nc1", "2005", 10.0, 11.0, "source")]
    assert not place.load(write(series("nc2", 2022, ("2005", 11), ("2010", 20), ("2015", 30)), outputs)).history


def test_editions_loaded_at_once_or_backwards_are_compared_too(place: Place, outputs: Path) -> None:
    new = write(series("nc3", 2022, ("2005", 12)), outputs)
    old = write(series("nc1", 2014, ("2005", 10)), outputs)
    place.load(new, old)
    place.load(write(series("nc2", 2018, ("2005", 11)), outputs))
    assert place.rows(RESTATED) == [
        ("nc3", "nc1", "2005", 10.0, 12.0, "source"),
        ("nc2", "nc1", "2005", 10.0, 11.0, "source"),
        ("nc3", "nc2", "2005", 11.0, 12.0, "source"),
    ]


def test_a_value_stated_twice_says_nothing_about_restatement(duckdb_file: Place, outputs: Path) -> None:
    duckdb_file.load(write(series("nc1", 2018, ("2005", 10), ("2005", 11)), outputs))
    duckdb_file.load(write(series("nc2", 2022, ("2005", 12)), outputs))
    assert duckdb_file.rows(RESTATED) == []


def test_other_words_for_the_same_amount_are_no_restatement(duckdb_file: Place, outputs: Path) -> None:
    duckdb_file.load(write(series("nc1", 2018, ("2005", 10)), outputs))
    same = (
        series("nc2", 2022, ("2005", 10_000))
        .observations[0]
        .model_copy(update={"unit_code": "kg CO2", "unit": "公斤", "canonical_value": 10_000})
    )
    full = series("nc2", 2022, ("2005", 10_000))
    duckdb_file.load(write(full.model_copy(update={"observations": (same,)}), outputs))
    assert duckdb_file.rows(RESTATED) == []


def test_other_parties_are_not_compared(duckdb_file: Place, outputs: Path) -> None:
    duckdb_file.load(write(series("nc1", 2018, ("2005", 10)), outputs))
    other = series("other", 2022, ("2005", 12))
    other = other.model_copy(update={"document": other.document.model_copy(update={"party": "COK"})})
    duckdb_file.load(write(other, outputs))
    assert duckdb_file.rows(RESTATED) == []


def test_a_corrected_cell_is_a_correction_too(duckdb_file: Place, outputs: Path) -> None:
    full = edition()
    first, *rest = full.table_values
    observations = tuple(
        each.model_copy(update={"value": 39}) if each.record_id == first.value_id else each
        for each in full.observations
    )
    values = (first.model_copy(update={"corrected_from": "37", "value": 39}), *rest)
    duckdb_file.load(write(full, outputs))
    mended = full.model_copy(update={"table_values": values, "observations": observations})
    duckdb_file.load(write(mended, outputs, config_digest="d" * 64))
    assert duckdb_file.rows(CHANGED) == [("changed", "correction", 37.0, 39.0)]
