"""A third language from a TOML file, a function for numerals and one for noun phrases: the seam between languages.

Spanish is an example, not a supported language. Its sentences were written for it, with what they state.
"""

from __future__ import annotations

import importlib.util
import json
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from natcom.config import load_config
from natcom.config.language import read_language
from natcom.config.pattern import NamedPattern
from natcom.config.units import Units

HERE = Path(__file__).parent / "spanish"
ROWS = [json.loads(line) for line in (HERE / "sentences.jsonl").read_text("utf-8").splitlines()]
WORDS = read_language(HERE / "es.toml").facts
assert WORDS is not None
FLOORS = {"found": 0.98, "value": 0.98, "unit": 0.98, "period": 0.95, "measure": 0.95, "qualifier": 0.95}


def _module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("spanish", HERE / "spanish.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _units() -> Units:
    own, known = tomllib.loads((HERE / "units.toml").read_text("utf-8")), load_config().units
    units = tuple(
        unit.model_copy(update={"spellings": (*unit.spellings, *own["spellings"].get(unit.unit, ()))})
        if unit.factor == 1
        else unit
        for unit in known.units
    )
    gases = tuple(
        gas.model_copy(update={"spellings": (*gas.spellings, *own["gases"].get(gas.gas, ()))}) for gas in known.gases
    )
    return known.model_copy(update={"units": units, "gases": gases, "scales": {**known.scales, **own["scales"]}})


LANGUAGE = _module().SPANISH
GRAMMAR = LANGUAGE.grammar(WORDS, _units())


def _found(text: str) -> list[dict[str, Any]]:
    return [
        {
            "quote": text[fact.start : fact.end],
            "value": pytest.approx(fact.quantity.value),
            "value_high": fact.quantity.value_high,
            "unit": fact.quantity.reading.unit,
            "period": fact.period,
            "measure": fact.measure,
            "qualifier": fact.qualifier,
        }
        for fact in LANGUAGE.read_facts(text, GRAMMAR)
    ]


def test_spanish_sentences_are_read_by_the_shared_reader() -> None:
    assert len(ROWS) >= 40
    right = dict.fromkeys(FLOORS, 0)
    total, wrong = 0, []
    for row in ROWS:
        found = _found(row["text"])
        total += len(row["facts"]) + len(found)
        for expected in row["facts"]:
            match = next((f for f in found if f["quote"] == expected["quote"]), None)
            right["found"] += match is not None
            for name in list(FLOORS)[1:]:
                same = match is not None and match[name] == expected[name]
                right[name] += same
                wrong += [] if same else [f"{name} of {expected['quote']} in {row['text']}: {match and match[name]}"]
        quotes = [expected["quote"] for expected in row["facts"]]
        wrong += [f"invented {f['quote']} in {row['text']}" for f in found if f["quote"] not in quotes]
    figures = {name: 2 * count / total for name, count in right.items()}
    assert all(figures[name] >= floor for name, floor in FLOORS.items()), "\n".join([str(figures), *wrong])


@pytest.mark.parametrize("rule", [*WORDS.signs, *WORDS.not_facts, *WORDS.value_types], ids=lambda rule: rule.name)
def test_rules_of_the_example_hold_their_examples(rule: NamedPattern) -> None:
    assert [text for text in rule.match if not rule.finds(text)] == []
    assert [text for text in rule.no_match if rule.finds(text)] == []
