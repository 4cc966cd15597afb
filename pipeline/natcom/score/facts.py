"""Facts: found by quote and sentence, then value, unit, and all that GOLD-format facts say about a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from natcom.score.measure import SAME_CONTEXT, VALUE_TOLERANCE, Miss, Row, Score, f1, place, similarity
from natcom.text.squeeze import squeeze

FIELDS = ("found", "value", "unit", "strict", "qualifier", "measure", "period", "full", "subject", "section", "kind")
SHOWN = 50


def score_facts(gold: Sequence[Row], given: Sequence[Row], cover: Sequence[str] = ()) -> Score:
    """facts_found, and of these value, unit, both (strict), qualifier, measure, period, all five (full), and the rest.

    `cover`: only facts under these section paths count on both sides (`8/8.1` with all below it, `8=` that one alone).
    """
    if cover:
        gold = [g for g in gold if _covered(g, cover)]
        given = [p for p in given if _covered(p, cover)]
    free: dict[str, list[Row]] = defaultdict(list)
    for p in given:
        free[squeeze(p.get("quote"))].append(p)
    hits = dict.fromkeys(FIELDS, 0)
    misses = []
    for g in gold:
        near = free[squeeze(g["quote"])]
        ranked = [_closeness(g, p) for p in near]
        if not ranked or max(ranked)[0] < SAME_CONTEXT:
            misses.append(Miss("fact", "missed", f"{g['quote']} in {g['context'][:SHOWN]}", section=g["_section"]))
            continue
        p = near.pop(ranked.index(max(ranked)))
        right = compare_facts(g, p)
        for name, agrees in right.items():
            hits[name] += agrees
        told = ("value", "unit", *_PLAIN, *(("subject",) if g.get("subject") else ()))
        wrong = [f"{k} {g.get(k)!r} ≠ {p.get(k)!r}" for k in told if not right[k]]
        if wrong:
            misses.append(Miss("fact", "wrong", f"{g['quote']}: {', '.join(wrong)}", *place(p)))
    misses += [
        Miss("fact", "invented", f"{p.get('quote')} in {str(p.get('context'))[:SHOWN]}", *place(p))
        for left in free.values()
        for p in left
    ]
    counts = len(gold), len(given)
    return Score({f"facts_{name}": f1(n, *counts) for name, n in hits.items()}, tuple(misses))


_PLAIN = ("qualifier", "measure", "period", "kind")


def compare_facts(g: Row, p: Row) -> dict[str, bool]:
    """Which fields of a gold fact and its counterpart agree."""
    value = _same_number(g["value"], p.get("value")) and _same_number(g.get("value_high"), p.get("value_high"))
    unit = squeeze(g["unit"]).lower() == squeeze(p.get("unit")).lower()
    plain = {k: (g.get(k) or None) == (p.get(k) or None) for k in _PLAIN}
    strict = value and unit
    return plain | {
        "found": True,
        "value": value,
        "unit": unit,
        "strict": strict,
        "full": strict and plain["qualifier"] and plain["measure"] and plain["period"],
        "subject": _same_subject(squeeze(g.get("subject")), squeeze(p.get("subject"))),
        "section": squeeze(p.get("_section")) == squeeze(g["_section"]),
    }


def _covered(row: Row, cover: Sequence[str]) -> bool:
    path = squeeze(row.get("_section"))
    wanted = [squeeze(where) for where in cover]
    return any(path == w.rstrip("=") or (not w.endswith("=") and path.startswith(w + "/")) for w in wanted)


def _closeness(g: Row, p: Row) -> tuple[float, bool, bool]:
    """How well two facts with one quote fit: their sentences first, then section, then occurrence."""
    a, b = squeeze(g["context"]), squeeze(p.get("context"))
    context = 1.0 if a and b and (a in b or b in a) else similarity(a, b)
    same_section = squeeze(p.get("_section")) == squeeze(g["_section"])
    return context, same_section, p.get("occurrence") == g.get("occurrence")


def _same_number(a: float | None, b: object) -> bool:
    if a is None or b is None:
        return a is None and b is None
    if isinstance(b, str) or not isinstance(b, int | float):
        return False  # a value that is text is wrong even where it reads the same
    return abs(float(a) - float(b)) <= VALUE_TOLERANCE * max(1.0, abs(float(a)))


def _same_subject(a: str, b: str) -> bool:
    """Half of the text agrees, or one holds the other and is not more than twice as long."""
    if not a or not b:
        return False
    if similarity(a, b) >= 0.5:
        return True
    return (a in b and len(b) <= 2 * len(a) + 2) or (b in a and len(b) * 2 >= len(a))
