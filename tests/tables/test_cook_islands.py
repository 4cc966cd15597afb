"""A real national communication in English, table by table, against what its pages show (NATCOM_CORPUS).

The report was set in a layout program: boxes with rules between the rows, no upright rules, heads set by hand.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from natcom.score.captioned import score_tables
from tables_reader import read_tables

CORPUS = Path(os.environ.get("NATCOM_CORPUS", ""))
needs_corpus = pytest.mark.skipif(not os.environ.get("NATCOM_CORPUS"), reason="NATCOM_CORPUS is not set")

Cell = dict[str, Any]
Table = dict[str, Any]
GOLD: dict[str, Any] = json.loads((Path(__file__).parent / "cook_islands.json").read_text("utf-8"))
TABLES: list[Table] = GOLD["tables"]
# What was measured, rounded down: figures to raise with the reading, never to lower.
LEAST = {
    "tables_f1": 0.96,
    "table_captions": 0.96,
    "table_sources": 0.96,
    "table_cells": 0.96,
    "table_spans": 0.96,
    "table_heads": 0.90,
}
READ_WHOLE = ["2.1", "2.2", "2.3", *(f"3.{n}" for n in range(1, 11)), "4.1", "4.2"]


def settled(gold: Table, given: Table | None) -> Table:
    """The gold in that of its readings which the given table comes nearest to.

    Where the gold leaves long prose out, its cell takes the given text if one stands in a cell of the same place.
    """
    texts = {_box(cell): cell["text"] for cell in (given or {}).get("cells", ()) if cell["text"]}
    readings = []
    for cells in (gold["cells"], *gold.get("other_readings", ())):
        filled = [c | {"text": texts.get(_box(c), "(prose)")} if c["text"] is None else c for c in cells]
        readings.append(with_plain_labels(gold | {"cells": filled}, gold))
    return max(readings, key=lambda reading: score_tables([reading], [given]).figures["table_cells"] if given else 0)


def with_plain_labels(table: Table, gold: Table) -> Table:
    """A group label that is one cell over its whole row becomes a label beside blank cells, where allowed."""
    cells = []
    width = max(c["col"] + c["colspan"] for c in table["cells"])
    for cell in table["cells"]:
        if cell["row"] in gold.get("label_rows", ()) and (cell["rowspan"], cell["colspan"]) == (1, width):
            blanks = [cell | {"col": col, "colspan": 1, "text": ""} for col in range(1, width)]
            cells += [cell | {"colspan": 1}, *blanks]
        else:
            cells.append(cell)
    return table | {"cells": cells, "_section": None}


def paired(given: list[Table]) -> list[tuple[Table, Table | None]]:
    """Each gold table, settled, with the given one that bears its number, else stands on its page without a number."""
    pairs = []
    for gold in TABLES:
        there = [g for g in given if g["number"] == gold["number"] and g["page_start"] == gold["page"]]
        found = with_plain_labels(there[0], gold) if there else None
        pairs.append((settled(gold, found), found))
    return pairs


def unexpected(given: list[Table]) -> list[Table]:
    """The given tables that are none of the report's, those apart that a reader might call a table."""
    known = {(gold["number"], gold["page"]) for gold in TABLES}
    borderline = {entry["page"] for entry in GOLD["borderline"]}
    left = [g for g in given if (g["number"], g["page_start"]) not in known]
    return [g for g in left if g["number"] or g["page_start"] not in borderline]


def _box(cell: Cell) -> tuple[int, int, int, int]:
    return cell["row"], cell["col"], cell["rowspan"], cell["colspan"]


@cache
def read() -> tuple[Table, ...]:
    _, result = read_tables(CORPUS / "cook-islands-nc1.pdf", "en")
    return tuple(table.model_dump() | {"_section": None} for table in result.tables)


def test_the_gold_covers_each_grid_once() -> None:
    assert len(TABLES) == 17
    for table in TABLES:
        for cells in (table["cells"], *table.get("other_readings", ())):
            boxes = [_box(cell) for cell in cells]
            at = [(r + i, c + j) for r, c, rows, cols in boxes for i in range(rows) for j in range(cols)]
            height, width = (1 + max(place[side] for place in at) for side in (0, 1))
            assert sorted(at) == [(r, c) for r in range(height) for c in range(width)], table["number"]


@needs_corpus
def test_the_report_s_tables_are_read() -> None:
    pairs = paired(list(read()))
    figures = score_tables([gold for gold, _ in pairs], [given for _, given in pairs if given]).figures
    assert all(figures[name] >= least for name, least in LEAST.items()), figures


@needs_corpus
@pytest.mark.parametrize("number", READ_WHOLE)
def test_tables_once_read_whole_stay_so(number: str) -> None:
    gold, given = next(pair for pair in paired(list(read())) if pair[0]["number"] == number)
    assert given is not None
    figures = score_tables([gold], [given]).figures
    assert figures["table_cells"] == figures["table_spans"] == figures["table_heads"] == 1, figures


@needs_corpus
def test_nothing_else_is_taken_for_a_table() -> None:
    assert [(table["page_start"], table["caption"]) for table in unexpected(list(read()))] == []
