"""Facts of `tests/facts/sentences-en.jsonl`: our own English sentences with forms and traps, scored; floors only rise.

A line is {about, text, facts}, as for the sentences of the first language.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from natcom.config import load_config
from natcom.config.facts import Rule
from natcom.languages.base import FoundFact
from natcom.languages.en import grammar, read_facts, read_numbers

SENTENCES = Path(__file__).parents[2] / "facts" / "sentences-en.jsonl"
CHAPTERS = SENTENCES.with_name("chapters-en.jsonl")
REPORTS = SENTENCES.with_name("reports-en.jsonl")  # of reports and of science, written and read through with the code
FLOORS = {
    "found": 0.995,
    "value": 0.995,
    "unit": 0.995,
    "kind": 0.995,
    "qualifier": 0.99,
    "measure": 0.99,
    "period": 0.99,
    "subject": 0.85,
}
CHAPTER_FLOORS = {
    "found": 0.995,
    "value": 0.995,
    "unit": 0.995,
    "kind": 0.995,
    "qualifier": 0.99,
    "measure": 0.98,
    "period": 0.99,
    "subject": 0.80,
}
CONFIG = load_config(language="en")
WORDS = CONFIG.language.facts
assert WORDS is not None
GRAMMAR = grammar(WORDS, CONFIG.units)


def _rows(collection: Path = SENTENCES) -> list[dict[str, Any]]:
    return [json.loads(line) for line in collection.read_text("utf-8").splitlines()]


def _same(expected: float | None, found: float | None) -> bool:
    if expected is None or found is None:
        return expected is found
    return bool(found == pytest.approx(expected, rel=1e-9))


def _alike(expected: str, found: str | None) -> bool:
    a, b = expected.replace(" ", "").lower(), (found or "").replace(" ", "").lower()
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
    right: Counter[str] = Counter()
    wrong: list[str] = []
    expected_total = found_total = subjects = 0
    for row in rows:
        text = row["text"]
        left = [(text[fact.start : fact.end], fact) for fact in read_facts(text, GRAMMAR)]
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
            named = "subject" in expected and _alike(expected["subject"], pair[1].subject)
            right["subject"] += named
            wrong += [f"{name} of {expected['quote']} in {text}" for name, ok in verdict.items() if not ok]
            if "subject" in expected and not named:
                wrong.append(f"subject of {expected['quote']} is {pair[1].subject} in {text}")
        wrong += [f"invented {quote} in {text}" for quote, _ in left]
    figures = {name: 2 * right[name] / (expected_total + found_total) for name in FLOORS}
    return figures | {"subject": right["subject"] / subjects}, wrong


def test_the_collection_is_large_and_has_each_sentence_once() -> None:
    texts = [row["text"] for row in _rows()]
    assert len(texts) >= 100
    assert len(set(texts)) == len(texts)
    assert sum(not row["facts"] for row in _rows()) >= 25


@pytest.mark.parametrize(("collection", "floors"), [(SENTENCES, FLOORS), (CHAPTERS, CHAPTER_FLOORS), (REPORTS, FLOORS)])
def test_facts_of_our_sentences_keep_their_floors(collection: Path, floors: dict[str, float]) -> None:
    figures, wrong = _tally(_rows(collection))
    below = {name: round(figures[name], 4) for name, floor in floors.items() if figures[name] < floor}
    assert not below, "\n".join([str(below), *wrong])


@pytest.mark.parametrize("row", [row for row in _rows() if not row["facts"]], ids=lambda row: row["about"])
def test_every_printed_number_of_a_trap_is_claimed(row: dict[str, Any]) -> None:
    claims = read_numbers(row["text"], GRAMMAR).claims
    for match in re.finditer(r"\d+", row["text"]):
        assert any(c.start <= match.start() and match.end() <= c.end for c in claims), match[0]
    assert {c.claim for c in claims}.isdisjoint({"fact", "number"})


@pytest.mark.parametrize("pattern", WORDS.not_facts, ids=lambda pattern: pattern.name)
def test_patterns_of_what_is_no_fact(pattern: Rule) -> None:
    for example in pattern.match:
        assert re.search(pattern.pattern, example), example
    for example in pattern.no_match:
        assert not re.search(pattern.pattern, example), example
