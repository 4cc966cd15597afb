"""The figures equal those of the reference scorer, on the corpus's gold files and on many spoilt copies of them."""

from __future__ import annotations

import copy
import importlib.util
import json
import os
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from natcom.score import score
from natcom.score.sheet import make_sheet

CORPUS = os.environ.get("NATCOM_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="NATCOM_CORPUS is not set")
ROOT = Path(CORPUS or ".")
SPOILT_COPIES = 12


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_score", ROOT.parent / "eval" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _spoil(data: dict[str, Any], seed: int) -> dict[str, Any]:
    """A copy with records dropped, doubled, and fields changed at random, as a reader would get them wrong."""
    chance = random.Random(seed)
    spoilt = copy.deepcopy(data)
    for part in ("sections", "figures", "tables", "references", "facts"):
        rows = [row for row in spoilt[part] if chance.random() > 0.1]
        rows += [copy.deepcopy(row) for row in rows if chance.random() > 0.95]
        for row in rows:
            _spoil_row(row, chance)
        spoilt[part] = rows
    return spoilt


def _spoil_row(row: dict[str, Any], chance: random.Random) -> None:
    for key, value in list(row.items()):
        if chance.random() > 0.08 or key in ("id", "row", "col"):
            continue
        if isinstance(value, str):
            cut = chance.randrange(len(value) + 1)
            row[key] = chance.choice([None if key != "quote" else "", value[:cut] + value[cut + 1 :], value + " – x"])
        elif isinstance(value, int | float):
            row[key] = chance.choice([value + 1, None, str(value)]) if key == "value" else value + 1
        elif isinstance(value, list):
            row[key] = value[1:]


def _given(data: dict[str, Any], reference: ModuleType, tmp_path: Path) -> dict[str, Any]:
    path = tmp_path / "given.json"
    path.write_text(json.dumps(data), "utf-8")
    loaded: dict[str, Any] = reference.load(path)
    return loaded


@pytest.mark.parametrize("seed", range(SPOILT_COPIES))
@pytest.mark.parametrize("name", ["chapter8", "netzero2050"])
def test_figures_equal_the_reference(reference: ModuleType, tmp_path: Path, name: str, seed: int) -> None:
    gold_path = ROOT / name / f"{name}.gold.json"
    gold = json.loads(gold_path.read_text("utf-8"))
    gold["sections"] = gold["sections"][:40]
    for key in ("figures", "tables", "facts"):
        gold[key] = gold[key][:120]
    given = _spoil(gold, seed) if seed else copy.deepcopy(gold)
    cut = tmp_path / "gold.json"
    cut.write_text(json.dumps(gold), "utf-8")
    expected, _ = reference.score(reference.load(cut), _given(given, reference, tmp_path))
    result = score(make_sheet(gold), make_sheet(given))
    assert result.figures == pytest.approx(expected, abs=1e-12)
    assert seed == 0 or result.misses
