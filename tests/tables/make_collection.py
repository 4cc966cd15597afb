"""Makes the collection of tables: `python tests/tables/make_collection.py`. Needs reportlab, fpdf2, weasyprint, typst.

With numbers behind it (`make_collection.py 81 82`) only the PDFs that they begin are written. Each PDF holds one table
of a kind, set by one typesetter; `collection.json` holds what it says, in the gold format.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import contents as c
import special
from fonts import make_font
from typesetters import BOLD, FONTS, SETTERS, TRUETYPE, Sheet, positions, spans

HERE = Path(__file__).parent / "collection"

# kind, typesetter, content, style, options
PLAN: list[tuple[str, str, c.Content, str, dict[str, Any]]] = [
    ("full grid", "weasyprint", c.SECTORS, "grid", {}),
    ("full grid", "typst", c.KEYS, "grid", {}),
    ("full grid", "fpdf2", c.NEGATIVES, "grid", {}),
    ("full grid", "reportlab", c.ENGLISH, "grid", {}),
    ("nested heads", "weasyprint", c.GASES, "grid", {}),
    ("nested heads", "typst", c.THREE_LEVELS, "grid", {}),
    ("nested heads", "reportlab", c.THREE_LEVELS, "uprights", {}),
    ("nested heads", "fpdf2", c.GASES, "grid", {}),
    ("nested heads", "weasyprint", c.GASES, "booktabs", {}),
    ("nested heads", "typst", c.GASES, "booktabs", {}),
    ("row groups", "weasyprint", c.MEASURES, "grid", {}),
    ("row groups", "typst", c.MEASURES, "grid", {}),
    ("row groups", "reportlab", c.MEASURES, "booktabs", {}),
    ("row groups", "typst", c.MEASURES, "booktabs", {}),
    ("row groups", "weasyprint", c.SUBHEADS, "lines", {}),
    ("row groups", "typst", c.SUBHEADS, "booktabs", {}),
    ("three lines", "weasyprint", c.KEYS, "booktabs", {}),
    ("three lines", "typst", c.SECTORS, "booktabs", {}),
    ("three lines", "reportlab", c.STACKED, "booktabs", {}),
    ("three lines", "fpdf2", c.ENGLISH, "booktabs", {}),
    ("horizontal rules", "weasyprint", c.NEGATIVES, "lines", {}),
    ("horizontal rules", "typst", c.TEXTS, "lines", {}),
    ("horizontal rules", "fpdf2", c.KEYS, "lines", {}),
    ("striped rows", "weasyprint", c.SECTORS, "stripes", {}),
    ("striped rows", "typst", c.ENGLISH, "stripes", {}),
    ("striped rows", "reportlab", c.KEYS, "stripes", {}),
    ("borderless", "weasyprint", c.ENGLISH, "plain", {}),
    ("borderless", "typst", c.SECTORS, "plain", {}),
    ("borderless", "reportlab", c.NEGATIVES, "plain", {}),
    ("borderless", "fpdf2", c.STACKED, "plain", {}),
    ("upright rules", "weasyprint", c.SECTORS, "uprights", {}),
    ("upright rules", "typst", c.NEGATIVES, "uprights", {}),
    ("upright rules", "reportlab", c.KEYS, "uprights", {}),
    ("landscape", "weasyprint", c.WIDE, "grid", {"landscape": True}),
    ("landscape", "typst", c.WIDE, "lines", {"landscape": True}),
    ("landscape", "reportlab", c.WIDE, "booktabs", {"landscape": True}),
    ("beside text", "weasyprint", c.NEGATIVES, "grid", {"beside": True}),
    ("beside text", "typst", c.NEGATIVES, "lines", {"beside": True}),
    ("two-column page", "weasyprint", c.NEGATIVES, "lines", {"columns": 2}),
    ("two-column page", "typst", c.NEGATIVES, "booktabs", {"columns": 2}),
    ("over pages", "weasyprint", c.SERIES, "grid", {}),
    ("over pages", "typst", c.SERIES, "booktabs", {}),
    ("over pages", "reportlab", c.SERIES, "lines", {}),
    ("over pages", "fpdf2", c.SERIES, "grid", {}),
    ("empty cells", "weasyprint", c.EMPTY, "grid", {}),
    ("empty cells", "typst", c.EMPTY, "lines", {}),
    ("several lines", "weasyprint", c.LISTS, "grid", {}),
    ("several lines", "typst", c.LISTS, "lines", {}),
    ("several lines", "reportlab", c.TEXTS, "grid", {}),
    ("several lines", "weasyprint", c.TEXTS, "booktabs", {}),
    ("long cells", "weasyprint", c.LONG_CELLS, "grid", {}),
    ("long cells", "typst", c.LONG_CELLS, "lines", {}),
    ("caption below", "weasyprint", c.GASES, "grid", {"below": True}),
    ("caption below", "typst", c.SECTORS, "booktabs", {"below": True}),
]
UNRULED: list[tuple[str, str, c.Content, str, dict[str, Any]]] = [  # numbered from 81: no rule tells their structure
    ("heads set left", "weasyprint", c.CAPACITY, "left", {}),
    ("levels of heads", "typst", c.THREE_LEVELS, "booktabs", {}),
    ("rules under heads", "weasyprint", c.SCENARIOS, "spanners", {}),
    ("titles of groups", "weasyprint", c.SCOPES, "groups", {}),
    ("titles of groups", "weasyprint", c.SUBHEADS, "bands", {}),
    ("shaded cells", "weasyprint", c.SECTORS, "cells", {}),
    ("labels of two lines", "reportlab", c.PROGRAMMES, "booktabs", {}),
    ("second head", "weasyprint", c.TWO_PERIODS, "again", {}),
    ("brackets", "typst", c.SHARES, "booktabs", {}),
    ("justified words", "weasyprint", c.PLEDGES, "justified", {}),
]


def gold_table(content: c.Content, number: str | None) -> dict[str, Any]:
    """A table in the gold format."""
    cells = []
    for row, (places, line) in enumerate(zip(positions(content), content.rows, strict=True)):
        for col, cell in zip(places, line, strict=True):
            text, rowspan, colspan = spans(cell)
            cells.append({"row": row, "col": col, "rowspan": rowspan, "colspan": colspan, "text": text})
    return {
        "number": number,
        "caption": content.caption if number else None,
        "source": content.source,
        "header_rows": content.header_rows,
        "notes": list(content.notes),
        "unit": content.unit,
        "cells": cells,
    }


def main() -> None:
    """Writes the PDFs that are asked for, or all, and `collection.json`."""
    wanted = tuple(f"{number}-" for number in sys.argv[1:]) or ("",)
    HERE.mkdir(exist_ok=True)
    FONTS.mkdir(exist_ok=True)
    used = "".join(sorted(set("".join(p.read_text("utf-8") for p in Path(__file__).parent.glob("*.py"))) - {"\n"}))
    make_font(Path(TRUETYPE), used)
    make_font(Path(BOLD), used, "bold")
    gold: dict[str, Any] = {}
    for i, (kind, setter, content, style, options) in [*enumerate(PLAN, 1), *enumerate(UNRULED, 81)]:
        name = f"{i:02d}-{kind.replace(' ', '-')}-{setter}"
        number = f"3.{i}-1"
        sheet = Sheet(content=content, number=number, style=style, **options)
        if name.startswith(wanted):
            (HERE / f"{name}.pdf").write_bytes(SETTERS[setter](sheet))
        gold[name] = {"kind": kind, "typesetter": setter, "tables": [gold_table(content, number)]}
    for name, kind, setter, data, tables in special.pages():
        if name.startswith(wanted):
            (HERE / f"{name}.pdf").write_bytes(data)
        gold[name] = {"kind": kind, "typesetter": setter, "tables": [gold_table(t, n) for t, n in tables]}
    lines = (f" {json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}" for name, entry in gold.items())
    (HERE / "collection.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main()
