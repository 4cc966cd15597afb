"""Values drawn from real reports, each with all its fields; see `score_values.py`."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from natcom.config import load_config
from natcom.run import RunOptions, extract
from values.score_values import find, judge, shares

CORPUS = os.environ.get("NATCOM_CORPUS")
GOLD = json.loads((Path(__file__).parent / "values.json").read_text("utf-8"))
FILES = {
    "netzero2050": "netzero2050/netzero2050.pdf",
    "cook-islands-nc1": "cook-islands-nc1.pdf",
    "tw-power-112": "real/tw-power-112.pdf",
    "en-wg3-spm": "real/en-wg3-spm.pdf",
    "en-nutrition-policy": "real/en-nutrition-policy.pdf",
}
ENGLISH = {"cook-islands-nc1", "en-wg3-spm", "en-nutrition-policy"}
FLOORS = {"text": 0.60, "table": 0.70}  # of values right in all fields; what was reached when this was written is more


def row(**fields: Any) -> dict[str, Any]:
    return {**next(one for one in GOLD if one["where"] == "table" and one["valid"]), "alternatives": {}, **fields}


def value(gold: dict[str, Any], **fields: Any) -> dict[str, Any]:
    names = ("value", "value_high", "unit", "gas", "period", "per", "row_labels", "col_labels")
    boxes = [{"page": gold["page"], "bbox": gold["bbox"]}]
    return {**{name: gold[name] for name in names}, "text": gold["printed"], "boxes": boxes, **fields}


def test_a_value_as_the_gold_has_it_is_right_in_all_fields() -> None:
    gold = row()
    assert all(judge(gold, find(gold, [value(gold)])).values())


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("value", -1), ("unit", "furlong"), ("gas", "SF6"), ("period", "1811"), ("per", "month"), ("value_high", 7)],
)
def test_each_field_is_judged_by_itself(field: str, wrong: object) -> None:
    gold = row()
    verdict = judge(gold, value(gold, **{field: wrong}))
    assert [name for name, right in verdict.items() if not right] == [field]


def test_a_number_is_found_by_page_place_and_text() -> None:
    gold = row()
    x0, top, x1, bottom = gold["bbox"]
    wider = value(gold, boxes=[{"page": gold["page"], "bbox": [x0 - 30, top, x1 + 30, bottom]}])
    assert find(gold, [wider]) is wider
    assert find(gold, [value(gold, text="888888")]) is None
    assert find(gold, [value(gold, boxes=[{"page": gold["page"] + 1, "bbox": gold["bbox"]}])]) is None
    far = value(gold, boxes=[{"page": gold["page"], "bbox": [x0, top + 60, x1, bottom + 60]}])
    assert find(gold, [far]) is None
    assert find(gold, [far, wider]) is wider


def test_what_is_no_value_is_right_where_none_was_read() -> None:
    gold = row(valid=False)
    assert all(judge(gold, None).values())
    assert not any(judge(gold, value(gold)).values())


@lru_cache(maxsize=len(FILES))
def read(name: str) -> list[dict[str, Any]]:
    config = load_config(language="en" if name in ENGLISH else "zh-Hant")
    assert CORPUS is not None
    made = extract([Path(CORPUS) / FILES[name]], config, RunOptions(pictures=False), lambda stage, done, of: None)
    records = (*made.extraction.facts, *made.extraction.table_values)
    return [record.model_dump(mode="json") for record in records if record.boxes]


@pytest.mark.skipif(not CORPUS, reason="NATCOM_CORPUS is not set")
@pytest.mark.parametrize("where", ["text", "table"])
def test_values_of_real_reports(where: str) -> None:
    judged = [judge(gold, find(gold, read(gold["document"]))) for gold in GOLD if gold["where"] == where]
    assert shares(judged)["all"] >= FLOORS[where]
