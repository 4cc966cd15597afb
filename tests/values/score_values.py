"""Values drawn from real reports against what a reader of their pages wrote down: each right in all its fields?

    python tests/values/score_values.py GOLD.json OUTPUT_FOLDER… [--misses]

A row of the gold names a printed number by document, page and box, and the right fields; `alternatives` are answers
that a fair judge accepts as well. `OUTPUT_FOLDER`s are those that `natcom run` writes, one a document.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

FIELDS = ("value", "value_high", "unit", "gas", "period", "qualifier", "measure", "value_type", "per", "what")
NEAR_PT = 14.0  # how far a number may be from where the gold has it: a line
SAME_WORDS = 0.5  # of the words of a subject

Row = dict[str, Any]


def read_values(folder: Path) -> list[Row]:
    """All values of an output folder that have a place: facts and table values."""
    rows: list[Row] = []
    for name in ("facts", "table_values"):
        rows += json.loads((folder / f"{name}.json").read_text("utf-8"))["data"]
    return [row for row in rows if row.get("boxes")]


def squeeze(text: object) -> str:
    """Text as it is compared: NFKC, small letters, no blanks, one kind of dash."""
    plain = unicodedata.normalize("NFKC", str(text or "")).casefold()
    return re.sub(r"\s+", "", plain.translate({0x2013: "-", 0x2212: "-", 0x2014: "-", 0x2019: "'"}))


def find(gold: Row, values: Sequence[Row]) -> Row | None:
    """The value read of the printed number: on its page, nearest to its box, with its text."""
    x0, top, x1, bottom = gold["bbox"]

    def distance(row: Row) -> float:
        boxes = [box["bbox"] for box in row["boxes"] if box["page"] == gold["page"]]
        return min((_apart((b[0], b[2]), (x0, x1)) + _apart((b[1], b[3]), (top, bottom)) for b in boxes), default=1e9)

    digits = re.sub(r"\D", "", squeeze(gold["printed"]))
    same = [row for row in values if digits in re.sub(r"\D", "", squeeze(row.get("quote") or row.get("text")))]
    best = min(same, key=distance, default=None)
    return best if best is not None and distance(best) <= NEAR_PT else None


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far two stretches are apart: the gap between them, and a little for what one reaches beyond the other."""
    gap = max(0.0, one[0] - other[1], other[0] - one[1])
    return gap + (abs(one[0] - other[0]) + abs(one[1] - other[1])) / 100


def judge(gold: Row, found: Row | None) -> dict[str, bool]:
    """For each field whether it is right; a number that is no value is right where none was made of it."""
    allowed = {**gold.get("alternatives", {})}
    if not gold["valid"] or found is None:
        spared = found is None and (not gold["valid"] or False in allowed.get("valid", ()))
        return dict.fromkeys(FIELDS, spared)
    verdict = {name: _right(name, gold, found, allowed) for name in FIELDS if name not in ("what", "unit", "value")}
    verdict["value"], verdict["unit"] = _amount(gold, found, allowed)
    verdict["what"] = _same_thing(gold, found, allowed)
    return {name: verdict[name] for name in FIELDS}


def _right(name: str, gold: Row, found: Row, allowed: Row) -> bool:
    accepted = [gold.get(name), *allowed.get(name, ())]
    if name == "period":
        accepted += [gold.get("period_context"), *allowed.get("period_context", ())]
    if name == "value_type" and gold.get("value_type") in (None, "actual"):
        accepted += [None, "actual"]  # what is told as done and what is said of nothing else are one
    if name == "measure" and "measure" not in found:
        return True  # a table's values have none
    return any(_equal(found.get(name), one) for one in accepted)


def _amount(gold: Row, found: Row, allowed: Row) -> tuple[bool, bool]:
    """Value and unit: together they say one amount, whatever prefix the unit has."""
    units = [gold.get("unit"), *allowed.get("unit", ())]
    values = [gold.get("value"), *allowed.get("value", ())]
    own = found.get("unit")
    unit = any(_same_unit(own, one, found, gold) for one in units)
    return any(_equal(found.get("value"), value) for value in values), unit


def _same_unit(own: object, right: object, found: Row, gold: Row) -> bool:
    if squeeze(own) == squeeze(right):
        return True
    bare = [re.sub(r"(co2e?|ch4|n2o|/.*)$", "", squeeze(unit)) for unit in (own, right)]
    if bare[0] and bare[0] == bare[1] and (found.get("gas") or gold.get("gas")):
        return True  # the gas has a column of its own
    kind = found.get("kind")
    return kind == "count" and bool(own and right) and (squeeze(own).rstrip("s") == squeeze(right).rstrip("s"))


def _equal(a: object, b: object) -> bool:
    if isinstance(a, int | float) and isinstance(b, int | float):
        return abs(a - b) <= 1e-6 * max(1.0, abs(a), abs(b))
    return squeeze(a) == squeeze(b)


def _same_thing(gold: Row, found: Row, allowed: Row) -> bool:
    if gold["where"] == "text" and "subject" in found:
        return any(_alike(found["subject"], one) for one in [gold["subject"], *allowed.get("subject", ())])
    if gold["where"] == "text":
        return False
    rows = [gold["row_labels"] or [], *allowed.get("row_labels", ())]
    heads = [gold["col_labels"] or [], *allowed.get("col_labels", ())]
    labels = [*found.get("row_labels", ()), *found.get("col_labels", ())]
    return any(_covered(labels, r) for r in rows if r is not None) and any(
        _covered(labels, c) for c in heads if c is not None
    )


def _covered(labels: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the innermost label that is wanted is among those found."""
    return not wanted or any(_alike(label, wanted[-1]) for label in labels)


def _alike(a: object, b: object) -> bool:
    x, y = squeeze(a), squeeze(b)
    if x == y:
        return True
    if not x or not y:
        return False
    if (x in y and 2 * len(x) >= len(y)) or (y in x and len(x) <= 2 * len(y) + 2):
        return True
    common = sum(min(x.count(c), y.count(c)) for c in set(x)) if not x.isascii() else 0
    words = [set(re.findall(r"[a-z]+", str(t).casefold())) for t in (a, b)]
    shared = len(words[0] & words[1]) / max(1, len(words[0] | words[1]))
    return shared >= SAME_WORDS or (bool(common) and common >= SAME_WORDS * max(len(x), len(y)))


def verdicts(gold: Sequence[Row], folders: dict[str, Path]) -> Iterator[tuple[Row, Row | None, dict[str, bool]]]:
    """Each row of the gold, what was read of it, and the judgement; documents without a folder are left out."""
    values = {name: read_values(folder) for name, folder in folders.items()}
    for row in gold:
        if row["document"] in values:
            found = find(row, values[row["document"]])
            yield row, found, judge(row, found)


def shares(judged: Sequence[dict[str, bool]]) -> dict[str, float]:
    """The share of rows right in each field, and in all."""
    if not judged:
        return {}
    right = {name: sum(one[name] for one in judged) / len(judged) for name in FIELDS}
    return {**right, "all": sum(all(one.values()) for one in judged) / len(judged)}


def main(arguments: Sequence[str]) -> None:
    """Print the table of shares for text, for tables and for both; with --misses also what is wrong."""
    paths = [Path(a) for a in arguments if not a.startswith("--")]
    gold = json.loads(paths[0].read_text("utf-8"))
    judged = list(verdicts(gold, {folder.name: folder for folder in paths[1:]}))
    for where in ("text", "table", "all"):
        part = [verdict for row, _, verdict in judged if where in (row["where"], "all")]
        line = "  ".join(f"{name} {share:.2f}" for name, share in shares(part).items())
        print(f"{where:5} {len(part):4}  {line}")
    if "--misses" in arguments:
        for row, found, verdict in judged:
            wrong = [name for name, right in verdict.items() if not right]
            if wrong:
                print(f"- {row['n']} {row['document']} p{row['page']} {row['printed']!r} {'' if found else 'not read'}")
                for name in wrong if found else ():
                    print(f"    {name}: {_shown(found, name)!r} for {_shown(row, name)!r}")


def _shown(row: Row, name: str) -> object:
    return row.get(name) if name != "what" else row.get("subject") or (row.get("row_labels"), row.get("col_labels"))


if __name__ == "__main__":
    main(sys.argv[1:])
