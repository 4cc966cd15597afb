"""Sets a report with Typst: the source's blocks go to `raw/source/report.typ` as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import typst

from sampling.model import Block, Figure, Heading, Paragraph, Report, Rich, Table

# Debian's and Ubuntu's package fonts-noto-cjk (SIL Open Font License) installs here.
NOTO_CJK = Path("/usr/share/fonts/opentype/noto")
LIST_ITEM = re.compile(r"^(\d+\.|\([^)]+\)|\w+、) ?")


def set_with_typst(report: Report, template: Path) -> bytes:
    """The report as a PDF; needs the fonts of `NOTO_CJK`, and gives the same bytes each time."""
    if not NOTO_CJK.is_dir():
        raise FileNotFoundError(f"{NOTO_CJK}: install the package fonts-noto-cjk")
    content = json.dumps(
        {"meta": report.meta, "blocks": [_block(block) for block in report.blocks]}, ensure_ascii=False
    )
    pdf = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(NOTO_CJK)],
        ignore_system_fonts=True,
        sys_inputs={"report": content},
        timestamp=0,
        pdf_tags=report.meta["style"] == "sans",
    )
    assert isinstance(pdf, bytes)
    return pdf


def _runs(text: Rich) -> list[dict[str, str]]:
    return [{"text": run.text, "style": run.style} for run in text.runs]


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        runs = [{"text": block.title, "style": "plain"}]
        return {"kind": "heading", "level": block.level, "label": block.label, "runs": runs}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "item": bool(LIST_ITEM.match(block.text.plain)), "runs": _runs(block.text)}
    if isinstance(block, Figure):
        return _figure(block)
    if isinstance(block, Table):
        return _table(block)
    return {"kind": "reference", "index": block.index, "text": block.text}


def _figure(figure: Figure) -> dict[str, Any]:
    chart = figure.chart
    return {
        "kind": "figure",
        "number": figure.number,
        "caption": _runs(figure.caption),
        "source": figure.source,
        "drawing": figure.drawing,
        "chart": {
            "unit": chart.unit,
            "x": chart.x,
            "steps": chart.steps,
            "series": [{"name": name, "values": values} for name, values in chart.series],
        },
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "number": table.number,
        "caption": _runs(table.caption),
        "source": table.source,
        "notes": table.notes,
        "unit": table.unit_note,
        "head": table.header_rows,
        "rows": table.n_rows,
        "rules": table.options.get("rules", "grid"),
        "widths": [float(width) for width in table.options.get("widths", "").split()],
        "columns": [1.8 if col < table.label_cols else 1.0 for col in range(table.n_cols)],
        "cells": [
            {
                "row": cell.row,
                "col": cell.col,
                "rowspan": cell.rowspan,
                "colspan": cell.colspan,
                "plain": cell.text.plain,
                "runs": _runs(cell.text),
            }
            for cell in table.cells
        ],
    }
