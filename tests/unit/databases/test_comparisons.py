"""What `natcom compare` found goes into the database beside the editions it compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import builders
from loading import Place, edition, write
from natcom.comparison import compare
from natcom.comparison.write import files_of, write_comparison
from natcom.databases import Counts
from natcom.errors import InputError
from natcom.records import Extraction


def stated(document_id: str, year: int, value: int) -> Extraction:
    """An edition that says how many meetings there were in 2021."""
    fact = builders.fact(
        f"{value} 場",
        value,
        context=f"2021 年辦理{value} 場雙邊會談。",
        period="2021",
        char_start=9,
        char_end=11 + len(str(value)),
    )
    return edition(
        document_id,
        year,
        facts=(fact,),
        observations=(builders.observation(fact),),
        indicators=(),
        findings=(),
        paragraphs=(builders.paragraph(f"2021 年辦理{value} 場雙邊會談。"),),
    )


def compared(root: Path, *folders: Path) -> Path:
    return write_comparison(files_of(compare(*folders)), root / "compared")


def test_changes_and_restatements_are_loaded(place: Place, outputs: Path) -> None:
    old, new = write(stated("nc1", 2022, 37), outputs), write(stated("nc2", 2024, 38), outputs)
    folder = compared(outputs, old, new)
    written = {name: json.loads((folder / f"{name}.json").read_text()) for name in ("changes", "restatements")}
    assert written["restatements"]["data"], "the two editions must differ for this test to say anything"
    report = place.load(old, new, folder)
    assert report.counts["changes"] == Counts(added=len(written["changes"]["data"]))
    found = place.rows(
        'SELECT old_document, new_document, old_value, new_value, "class", period FROM restatements ORDER BY 3'
    )
    assert found == [
        (r["old_document"], r["new_document"], r["old_value"], r["new_value"], r["class"], r["period"])
        for r in written["restatements"]["data"]
    ]
    assert not place.load(old, new, folder).total


def test_sides_keep_their_parts_as_json(duckdb_file: Place, outputs: Path) -> None:
    old, new = write(stated("nc1", 2022, 37), outputs), write(stated("nc2", 2024, 38), outputs)
    duckdb_file.load(outputs, compared(outputs, old, new))
    question = "SELECT old->>'quote', new->>'quote' FROM changes WHERE what = 'fact'"
    assert duckdb_file.rows(question) == [("37 場", "38 場")]


def test_a_shelf_holds_editions_and_comparisons(duckdb_file: Place, outputs: Path) -> None:
    old, new = write(stated("nc1", 2022, 37), outputs), write(stated("nc2", 2024, 38), outputs)
    compared(outputs, old, new)
    report = duckdb_file.load(outputs)
    assert report.counts["documents"].added == 2
    assert report.counts["changes"].added > 0


def test_a_comparison_replaces_what_it_said_before(place: Place, outputs: Path) -> None:
    old, new = write(stated("nc1", 2022, 37), outputs), write(stated("nc2", 2024, 38), outputs)
    before = place.load(old, new, compared(outputs, old, new)).counts["changes"].added
    new = write(stated("nc2", 2024, 37), outputs)
    report = place.load(old, new, compared(outputs, old, new))
    assert report.counts["changes"].removed == before
    assert place.rows("SELECT count(*) FROM restatements") == [(0,)]
    assert not place.load(old, new, outputs / "compared").total


def test_an_edition_that_is_not_there_is_named(place: Place, outputs: Path) -> None:
    old, new = write(stated("nc1", 2022, 37), outputs), write(stated("nc2", 2024, 38), outputs)
    folder = compared(outputs, old, new)
    with pytest.raises(InputError, match="nc2, which the database does not hold"):
        place.load(old, folder)
    place.load(old, new)
    assert place.load(folder).total


@pytest.mark.parametrize("content", [{}, {"editions": [{}]}, []])
def test_a_comparison_that_names_no_editions_is_refused(duckdb_file: Place, outputs: Path, content: Any) -> None:
    old, new = write(stated("nc1", 2022, 37), outputs), write(stated("nc2", 2024, 38), outputs)
    folder = compared(outputs, old, new)
    (folder / "comparison.json").write_text(json.dumps(content))
    with pytest.raises(InputError, match="does not name the editions"):
        duckdb_file.load(old, new, folder)


def test_changes_of_other_editions_than_it_says_are_refused(duckdb_file: Place, outputs: Path) -> None:
    old, new = write(stated("nc1", 2022, 37), outputs), write(stated("nc2", 2024, 38), outputs)
    folder = compared(outputs, old, new)
    file = folder / "changes.json"
    file.write_text(file.read_text("utf-8").replace('"new_document": "nc2"', '"new_document": "nc1"'), "utf-8")
    with pytest.raises(InputError, match=r"which comparison\.json does not"):
        duckdb_file.load(old, new, folder)
