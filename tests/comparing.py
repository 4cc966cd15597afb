"""Small editions to compare, written in the gold format, and how found changes are held against planted ones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from natcom.comparison import Change, Comparison, EditionView, compare
from natcom.comparison.load import view_of_gold
from natcom.comparison.records import CellSide, Side
from natcom.text.squeeze import squeeze

RAW = Path(__file__).resolve().parents[1] / "raw"
GOLD = (RAW / "sample-nc-2021.gold.json", RAW / "sample-nc-2024.gold.json")
PLANTED = RAW / "sample-nc.changes.json"
Row = dict[str, Any]


def section(path: str, title: str, *paragraphs: str, label: str | None = None) -> Row:
    """A section; its number is the last part of its path, its parent what stands before."""
    parent, _, number = path.rpartition("/")
    return {
        "id": path,
        "parent": parent or None,
        "level": path.count("/") + 1,
        "label": label or number,
        "number": number,
        "title": title,
        "path": path,
        "paragraphs": list(paragraphs),
    }


def fact(quote: str, value: float, unit: str, context: str, **more: Any) -> Row:
    """A fact of the section 1."""
    plain = {
        "value_high": None,
        "qualifier": None,
        "measure": "level",
        "period": None,
        "subject": None,
        "occurrence": 1,
    }
    kind = {"tCO2e": "emissions", "%": "percentage", "MW": "power", "GW": "power", "ha": "area", "TWD": "currency"}
    row = {"quote": quote, "value": value, "unit": unit, "context": context, "kind": kind.get(unit, "count")}
    return {**plain, "section": "1", **row, **more}


def table(number: str, caption: str, rows: Sequence[Sequence[str]], **more: Any) -> Row:
    """A table of the section 1 without merged cells, its first row the head."""
    cells = [{"row": r, "col": c, "text": text} for r, row in enumerate(rows) for c, text in enumerate(row)]
    return {
        "number": number,
        "caption": caption,
        "source": None,
        "section": "1",
        "header_rows": 1,
        "cells": cells,
        **more,
    }


def figure(number: str, caption: str, where: str = "1") -> Row:
    """A figure."""
    return {"number": number, "caption": caption, "source": None, "section": where}


def edition(year: int, **parts: list[Row]) -> EditionView:
    """An edition of this year with these `sections`, `figures`, `tables`, `facts`; a section 1 where none is given."""
    about = {"id": f"report-{year}", "title": "Report", "language": "en", "edition": str(year)}
    content = {"sections": [section("1", "Overview")], "figures": [], "tables": [], "facts": [], **parts}
    return view_of_gold({"document": about, **content}, sha256=f"{year}")


def found(old: EditionView, new: EditionView, what: str = "", tolerance: float = 0.0) -> list[tuple[str, str]]:
    """(change, class) of all changes of this kind of thing, in order."""
    changes = compare(old, new, tolerance=tolerance).changes
    return [(change.change, change.class_) for change in changes if not what or change.what == what]


# ---------------------------------------------------------------- against planted changes

Key = tuple[str | None, ...]


def planted() -> list[Row]:
    """The changes planted between the two samples."""
    return list(json.loads(PLANTED.read_text("utf-8"))["changes"])


def _key(what: str, side: Side | Row | None) -> Key | None:
    if side is None:
        return None
    row = side if isinstance(side, dict) else side.model_dump()
    if what == "cell":
        labels = (side.row_labels, side.col_labels) if isinstance(side, CellSide) else ((row["row"],), (row["col"],))
        return (squeeze(row["table"]), *(squeeze(" / ".join(names)) for names in labels), squeeze(row["text"]))
    names = {"section": ("path", "title"), "fact": ("quote", "context", "section")}
    return tuple(squeeze(row[name]) for name in names.get(what, ("number", "caption", "section")))


def scores(comparison: Comparison) -> dict[str, tuple[float, float]]:
    """Recall and precision of the changes found between the samples, by kind of thing."""
    wanted = Counter(
        (r["what"], r["change"], r["class"], _key(r["what"], r["old"]), _key(r["what"], r["new"])) for r in planted()
    )
    given = Counter(_found_keys(comparison.changes))
    result = {}
    for what in dict.fromkeys(key[0] for key in wanted):
        hits = sum(min(n, given[key]) for key, n in wanted.items() if key[0] == what)
        of = (sum(n for key, n in counter.items() if key[0] == what) for counter in (wanted, given))
        result[what] = (hits / next(of), hits / max(1, next(of)))
    return result


# What was planted is a value that differs; the samples' golds do not say what is an outlook.
LATER = {"revised_projection": "restated", "revised_target": "restated", "estimate_to_actual": "restated"}


def _found_keys(changes: Iterable[Change]) -> list[tuple[Any, ...]]:
    told = [c for c in changes if c.what not in {"paragraph", "indicator"}]  # these are not among the planted ones
    return [(c.what, c.change, LATER.get(c.class_, c.class_), _key(c.what, c.old), _key(c.what, c.new)) for c in told]
