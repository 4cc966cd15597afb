"""The tagged files of the collection: read by their structure, without it, and with a structure that lies."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import natcom.ingest.pdf as ingest
from natcom.ingest.pdf import open_pdf
from natcom.ingest.tags import table_cells
from natcom.model import BlockKind, CellTag, Document, TableTag
from natcom.records import Table
from natcom.score.captioned import score_tables
from natcom.stages.tables import TablesResult
from tables_reader import COLLECTION, read_tables

GOLD: dict[str, Any] = json.loads((COLLECTION / "collection.json").read_text("utf-8"))
CELLS, SPANS = 0.97, 0.92  # of the whole collection; they hold without tags too
Cells = dict[tuple[int, int], CellTag]


def _is_tagged(name: str) -> bool:
    with open_pdf(COLLECTION / f"{name}.pdf") as file:
        return bool(table_cells(file.document.structure))


TAGGED = [name for name, entry in sorted(GOLD.items()) if entry["tables"] and _is_tagged(name)]


@pytest.fixture
def reading(
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Callable[[str, Callable[[Any], Cells]], tuple[Document, TablesResult]]]:
    """Reads a file with other tags than its own; what is kept of files already read is let go before and after."""
    read_tables.cache_clear()

    def read(name: str, tags: Callable[[Any], Cells]) -> tuple[Document, TablesResult]:
        monkeypatch.setattr(ingest, "table_cells", tags)
        read_tables.cache_clear()
        return read_tables(COLLECTION / f"{name}.pdf")

    yield read
    read_tables.cache_clear()


def figures_of(name: str, tables: tuple[Table, ...]) -> dict[str, float]:
    given = [table.model_dump() | {"_section": None} for table in tables]
    return dict(score_tables([table | {"_section": None} for table in GOLD[name]["tables"]], given).figures)


def characters(texts: Iterator[str]) -> Counter[str]:
    return Counter("".join("".join(text.split()) for text in texts))


def test_the_collection_has_tagged_files_of_most_kinds() -> None:
    assert len(TAGGED) >= 15
    assert len({GOLD[name]["kind"] for name in TAGGED}) >= 12


@pytest.mark.parametrize("name", TAGGED)
def test_tagged_tables_are_read_without_fault(name: str) -> None:
    document, result = read_tables(COLLECTION / f"{name}.pdf")
    assert all(table.method.startswith("tags") for table in result.tables)
    figures = figures_of(name, result.tables)
    assert min(figures.values()) == 1, figures
    blocks = [block for block in document.blocks if block.kind is BlockKind.TABLE]
    there = characters(line.text for block in blocks for line in block.lines)
    placed = characters(cell.text for table in result.tables for cell in table.cells)
    heads = characters(c.text for t in result.tables for c in t.cells if c.row < t.header_rows)
    again = len(blocks) - len(result.tables)  # each page that a table goes on on may have its head once more
    assert placed <= there
    assert there - placed in (Counter(), Counter({char: again * count for char, count in heads.items()}))


def test_the_same_files_hold_the_floors_without_their_tags(reading: Any) -> None:
    sums: Counter[str] = Counter()
    for name in TAGGED:
        _, result = reading(name, lambda _structure: {})
        assert not any(table.method.startswith("tags") for table in result.tables)
        sums.update(figures_of(name, result.tables))
    means = {figure: total / len(TAGGED) for figure, total in sums.items()}
    assert means["tables_f1"] == 1
    assert means["table_cells"] >= CELLS, means
    assert means["table_spans"] >= SPANS, means


def lying(structure: Any) -> Cells:
    """The file's tags with the rows of each table turned round."""
    turned: dict[str, tuple[CellTag, ...]] = {}
    found = {}
    for place, (table, position) in table_cells(structure).items():
        if table.key not in turned:
            last = max(cell.row for cell in table.cells)
            cells = tuple(cell._replace(row=max(0, last - cell.row - cell.rowspan + 1)) for cell in table.cells)
            wrong = TableTag(table.key, cells)
            turned[table.key] = tuple(CellTag(wrong, n) for n in range(len(cells)))
        found[place] = turned[table.key][position]
    return found


@pytest.mark.parametrize("name", TAGGED)
def test_a_table_whose_tags_lie_is_read_from_the_page(name: str, reading: Any) -> None:
    _, result = reading(name, lying)
    assert not any(table.method.startswith("tags") for table in result.tables)
    told = [(cell.row, cell.col, cell.text) for table in result.tables for cell in table.cells]
    _, plain = reading(name, lambda _structure: {})
    assert told == [(cell.row, cell.col, cell.text) for table in plain.tables for cell in table.cells]
