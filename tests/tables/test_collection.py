"""The collection of tables by kind: cells, spans and heads as they were set; look-alikes are no tables."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import pytest

from natcom.score.captioned import score_tables
from tables_reader import COLLECTION, misplaced, read_tables

GOLD: dict[str, Any] = json.loads((COLLECTION / "collection.json").read_text("utf-8"))
KINDS = sorted({entry["kind"] for entry in GOLD.values() if entry["tables"]})
CELLS, SPANS = 0.97, 0.92


def figures_of(name: str) -> dict[str, float]:
    _, result = read_tables(COLLECTION / f"{name}.pdf")
    given = [table.model_dump() | {"_section": None} for table in result.tables]
    gold = [table | {"_section": None} for table in GOLD[name]["tables"]]
    return dict(score_tables(gold, given).figures)


def test_the_collection_holds_forty_tables_of_four_typesetters() -> None:
    tables = [entry for entry in GOLD.values() if entry["tables"]]
    assert len(tables) >= 40
    assert len({entry["typesetter"] for entry in tables}) == 4
    assert all((COLLECTION / f"{name}.pdf").is_file() for name in GOLD)


@pytest.mark.parametrize("kind", KINDS)
def test_tables_of_each_kind_are_read(kind: str) -> None:
    sums: dict[str, list[float]] = defaultdict(list)
    for name, entry in GOLD.items():
        if entry["kind"] == kind:
            for figure, value in figures_of(name).items():
                sums[figure].append(value)
    means = {figure: sum(values) / len(values) for figure, values in sums.items()}
    assert means["tables_f1"] == means["table_captions"] == means["table_sources"] == 1
    assert means["table_cells"] >= CELLS, means
    assert means["table_spans"] >= SPANS, means
    assert means["table_heads"] == 1


@pytest.mark.parametrize("name", [name for name, entry in GOLD.items() if not entry["tables"]])
def test_look_alikes_are_no_tables(name: str) -> None:
    _, result = read_tables(COLLECTION / f"{name}.pdf")
    assert result.tables == ()


@pytest.mark.parametrize("name", sorted(GOLD))
def test_each_character_stands_in_one_cell(name: str) -> None:
    document, _ = read_tables(COLLECTION / f"{name}.pdf")
    assert misplaced(document) == []


def test_reading_twice_gives_the_same_records() -> None:
    path = COLLECTION / "01-full-grid-weasyprint.pdf"
    first = read_tables(path)[1]
    read_tables.cache_clear()
    again = read_tables(path)[1]
    assert (again.tables, again.table_values) == (first.tables, first.table_values)
