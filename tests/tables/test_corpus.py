"""Tables of real reports, where they are at hand (environment variable NATCOM_CORPUS)."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from natcom.model import BlockKind
from natcom.score.captioned import score_tables
from natcom.stages.tables import TablesResult
from tables_reader import misplaced, read_tables

CORPUS = Path(os.environ.get("NATCOM_CORPUS", ""))
pytestmark = pytest.mark.skipif(not os.environ.get("NATCOM_CORPUS"), reason="NATCOM_CORPUS is not set")
ROWS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "budget_rows.json").read_text("utf-8"))
SPANS = """
    12 15-20 21-34 34-43 46-47 48-58 62 63-64 65-66 67 68 69 70 71 72 73 74-77 78-82 83-84 85-89 90-93 94-96
    97-105 106-107 108-114 115-119 120 121 122-123 124-125 126-127 128-129 131-132 133-134 136 137-138 139-145
    147-148 149-150 151-152 153-154 155-164 165-174 176 177-180 181-184 185-186 187-188 189-190 191-192 193-194
    195-197 199-206 207 208-296 304-307 308-312 313-314 315-319 320-323 324-326 327-333 334-338 339 340 341-342
    343-344 345-346 348 349-350 351-352 358 359-367 368-369 370 371-372 373-377 382 383-384 385-386 388 389-390
    391-392
"""  # the pages that each table of the budget stands on, read by eye
REPORTS = {
    "budget-moi.pdf": "zh-Hant",
    "cook-islands-nc1.pdf": "en",
    "netzero2050/netzero2050.pdf": "zh-Hant",
    **{f"chapter8/chapter8-{setting}.pdf": "zh-Hant" for setting in ("word", "chromium", "xelatex", "kangxi")},
}


@cache
def budget() -> TablesResult:
    return read_tables(CORPUS / "budget-moi.pdf")[1]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def rows_on(page: int) -> list[list[tuple[str, int | None]]]:
    """The rows of tables on a page as (text, page) of their cells; a facing page's labels stand on the one before."""
    rows = []
    for table in budget().tables:
        if table.page_start is None or table.page_end is None or not table.page_start <= page <= table.page_end:
            continue
        for number in range(table.n_rows):
            cells = sorted((c for c in table.cells if c.row == number), key=lambda c: c.col)
            if any(c.page in (page, page - 1) for c in cells):
                rows.append([(squeezed(c.text), c.page) for c in cells])
    return rows


def is_found(row: dict[str, Any]) -> bool:
    """Whether one row of one table has the label in a cell (with its code) and each number, in order, in its own."""
    label = re.compile(r"[\d.]*" + re.escape(squeezed(row["label"])) + r"\d{0,2}")
    for cells in rows_on(row["page"]):
        if not any(label.fullmatch(text) for text, _ in cells):
            continue
        rest = iter([text for text, page in cells if page == row["page"]])
        if all(any(text == number for text in rest) for number in row["numbers"]):
            return True
    return False


def test_rows_read_by_eye_are_enough() -> None:
    assert len(ROWS) >= 150
    assert len({row["page"] for row in ROWS}) >= 12


def test_rows_of_the_budget_are_found_whole() -> None:
    missed = [row for row in ROWS if not is_found(row)]
    assert len(missed) <= 0.01 * len(ROWS), missed


def test_tables_are_joined_over_their_pages() -> None:
    spans = {
        f"{t.page_start}-{t.page_end}" if t.page_start != t.page_end else f"{t.page_start}" for t in budget().tables
    }
    assert set(SPANS.split()) - spans == set()


@pytest.mark.parametrize(("first", "last", "columns"), [(131, 132, 17), (149, 150, 17), (181, 184, 14), (187, 188, 14)])
def test_facing_pages_are_one_table(first: int, last: int, columns: int) -> None:
    assert (last, columns) in {(t.page_end, t.n_cols) for t in budget().tables if t.page_start == first}


def test_every_table_of_sums_states_its_unit() -> None:
    with_unit = {t.page_start for t in budget().tables if t.unit_note}
    assert {62, 74, 147, 155, 165, 181, 189} <= with_unit


@pytest.mark.parametrize("report", REPORTS)
def test_no_character_of_a_table_is_lost(report: str) -> None:
    document, _ = read_tables(CORPUS / report, REPORTS[report])
    assert misplaced(document) == []


@pytest.mark.parametrize("setting", ["word", "chromium", "xelatex", "kangxi"])
def test_the_chapter_s_table_is_read_in_every_setting(setting: str) -> None:
    _, result = read_tables(CORPUS / f"chapter8/chapter8-{setting}.pdf")
    gold = json.loads((CORPUS / "chapter8/chapter8.gold.json").read_text("utf-8"))["tables"]
    given = [table.model_dump() | {"_section": None} for table in result.tables]
    figures = score_tables([table | {"_section": None} for table in gold], given).figures
    assert min(figures.values()) == 1, figures


def test_diagrams_are_no_tables() -> None:
    document, result = read_tables(CORPUS / "netzero2050/netzero2050.pdf")
    assert result.tables == ()
    assert not any(block.kind is BlockKind.TABLE for block in document.blocks)
