"""Facts of `tests/facts/sentences.jsonl`: our own sentences with every form and every trap, scored; floors only rise.

A line is {about, text, facts}: the facts as the gold format has them, `subject` where it is worth checking, no field
that the rules leave open. A sentence without facts must give none. `chapters.jsonl` holds sentences in the manner of
all chapters of a national communication, written before any output for them was seen.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from natcom.config import load_config
from natcom.languages.base import FoundFact
from natcom.languages.zh_hant import grammar, read_facts

SENTENCES = Path(__file__).parents[1] / "facts" / "sentences.jsonl"
CHAPTERS = SENTENCES.with_name("chapters.jsonl")
FLOORS = {
    "found": 0.998,
    "value": 0.998,
    "unit": 0.998,
    "kind": 0.998,
    "qualifier": 0.998,
    "measure": 0.998,
    "period": 0.998,
    "subject": 0.98,
}
CHAPTER_FLOORS = {
    "found": 0.998,
    "value": 0.998,
    "unit": 0.998,
    "kind": 0.998,
    "qualifier": 0.998,
    "measure": 0.996,
    "period": 0.998,
    "subject": 0.92,
}


def _rows(collection: Path = SENTENCES) -> list[dict[str, Any]]:
    return [json.loads(line) for line in collection.read_text("utf-8").splitlines()]


def _same(expected: float | None, found: float | None) -> bool:
    if expected is None or found is None:
        return expected is found
    return found == pytest.approx(expected, rel=1e-9)


def _alike(expected: str, found: str | None) -> bool:
    """As the scorer has it: half of the characters in common, or one within the other and not much longer."""
    a, b = expected.replace(" ", ""), (found or "").replace(" ", "")
    near = Levenshtein.normalized_similarity(a, b) >= 0.5
    return bool(b) and (near or (a in b and len(b) <= 2 * len(a) + 2) or (b in a and len(b) * 2 >= len(a)))


def _judge(expected: dict[str, Any], found: FoundFact) -> dict[str, bool]:
    quantity = found.quantity
    given = {
        "unit": quantity.reading.unit,
        "kind": quantity.reading.kind,
        "qualifier": found.qualifier,
        "measure": found.measure,
        "period": found.period,
    }
    value = _same(expected["value"], quantity.value) and _same(expected["value_high"], quantity.value_high)
    settled = {name: name not in expected or expected[name] == said for name, said in given.items()}
    return {"found": True, "value": value, **settled}


def _tally(rows: list[dict[str, Any]]) -> tuple[dict[str, float], list[str]]:
    config = load_config()
    assert config.language.facts is not None
    words = grammar(config.language.facts, config.units)
    right: Counter[str] = Counter()
    wrong: list[str] = []
    expected_total = found_total = subjects = 0
    for row in rows:
        text = row["text"]
        left = [(text[fact.start : fact.end], fact) for fact in read_facts(text, words)]
        expected_total, found_total = expected_total + len(row["facts"]), found_total + len(left)
        for expected in row["facts"]:
            pair = next((pair for pair in left if pair[0] == expected["quote"]), None)
            subjects += "subject" in expected
            if pair is None:
                wrong.append(f"missed {expected['quote']} in {text}")
                continue
            left.remove(pair)
            verdict = _judge(expected, pair[1])
            right.update(name for name, ok in verdict.items() if ok)
            right["subject"] += "subject" in expected and _alike(expected["subject"], pair[1].subject)
            wrong += [f"{name} of {expected['quote']} in {text}" for name, ok in verdict.items() if not ok]
        wrong += [f"invented {quote} in {text}" for quote, _ in left]
    figures = {name: 2 * right[name] / (expected_total + found_total) for name in FLOORS}
    return figures | {"subject": right["subject"] / subjects}, wrong


def test_the_collection_is_large_and_has_each_sentence_once() -> None:
    texts = [row["text"] for row in _rows()]
    assert len(texts) >= 560
    assert len(set(texts)) == len(texts)
    assert sum(not row["facts"] for row in _rows()) >= 70


@pytest.mark.parametrize(("collection", "floors"), [(SENTENCES, FLOORS), (CHAPTERS, CHAPTER_FLOORS)])
def test_facts_of_our_sentences_keep_their_floors(collection: Path, floors: dict[str, float]) -> None:
    figures, wrong = _tally(_rows(collection))
    below = {name: round(figures[name], 4) for name, floor in floors.items() if figures[name] < floor}
    assert not below, "\n".join([str(below), *wrong])
