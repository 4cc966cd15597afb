"""Sets a report with WeasyPrint: the source's blocks go through `raw/source/report.html.j2`, mostly in two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import font_source_serif_pro  # type: ignore[import-untyped]
import jinja2
import weasyprint  # type: ignore[import-untyped]
from markupsafe import Markup, escape

from sampling.model import Block, Chart, Figure, Heading, Paragraph, Report, Rich, Table

# Source Serif Pro (SIL Open Font License) as the package font-source-serif-pro brings it.
FONTS = Path(font_source_serif_pro.__file__).parent / "files"
NUMERIC = re.compile(r"[-–]?[\d,.]*( [a-z])?|NE|NO|IE")


def set_with_weasyprint(report: Report, template: Path) -> bytes:
    """The report as a PDF; the same bytes each time."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    rows = [_block(block, template.parent) | {"anchor": f"b{n}"} for n, block in enumerate(report.blocks)]
    first_numbered = next(n for n, block in enumerate(report.blocks) if isinstance(block, Heading) and block.label)
    html = environment.from_string(template.read_text("utf-8")).render(
        meta=report.meta,
        contents=[row for row in rows if row["kind"] in ("heading", "figure", "table")],
        parts=[{"columns": False, "blocks": rows[:first_numbered]}, {"columns": True, "blocks": rows[first_numbered:]}],
        fonts=FONTS.as_uri(),
    )
    pdf = weasyprint.HTML(string=html, base_url=str(template.parent)).write_pdf(pdf_identifier=b"natcom-sample-en")
    assert isinstance(pdf, bytes)
    return pdf


def _runs(text: Rich) -> list[dict[str, str]]:
    return [{"text": run.text, "style": run.style} for run in text.runs]


def _block(block: Block, folder: Path) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "label": block.label, "title": block.title}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "item": bool(re.match(r"\d+\. ", block.text.plain)), "runs": _runs(block.text)}
    if isinstance(block, Figure):
        head = {"kind": "figure", "number": block.number, "runs": _runs(block.caption), "source": block.source}
        return head | {"drawing": _drawing(block, folder)}
    if isinstance(block, Table):
        return _table(block)
    return {"kind": "reference", "index": block.index, "text": block.text}


def _drawing(figure: Figure, folder: Path) -> Markup:
    kind, _, name = figure.drawing.partition(":")
    if kind == "picture":
        picture = (folder / "pictures" / f"{name}.jpg").as_uri()
        return Markup('<img src="{}" alt="">').format(picture)
    return Markup("").join(_bars(figure.chart))


def _bars(chart: Chart) -> Iterator[Markup]:
    """A bar chart as SVG: paths and text, no picture."""
    values = chart.series[0][1]
    top = 50.0
    yield Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 140" font-family="Report" font-size="7">')
    for tick in range(0, 51, 10):
        y = 120 - tick / top * 105
        yield Markup('<path d="M22 {0}H236" stroke="#bbb" stroke-width="0.4"/>').format(y)
        yield Markup('<text x="18" y="{}" text-anchor="end">{}</text>').format(y + 2.5, tick)
    yield Markup('<text x="4" y="9">{}</text>').format(escape(chart.unit))
    for n, (label, value) in enumerate(zip(chart.x, values, strict=True)):
        x, height = 30 + n * 29.5, value / top * 105
        yield Markup('<path d="M{} 120v-{}h18v{}z" fill="#2f7ea3"/>').format(x, height, height)
        yield Markup('<text x="{}" y="{}" text-anchor="middle">{:g}</text>').format(x + 9, 117 - height, value)
        yield Markup('<text x="{}" y="131" text-anchor="middle">{}</text>').format(x + 9, label)
    yield Markup("</svg>")


def _table(table: Table) -> dict[str, Any]:
    widths = [float(width) for width in table.options.get("widths", "").split()]
    rows = [
        [
            {
                "rowspan": cell.rowspan,
                "colspan": cell.colspan,
                "runs": _runs(cell.text),
                "number": row >= table.header_rows and bool(NUMERIC.fullmatch(cell.text.plain)),
            }
            for cell in table.cells
            if cell.row == row
        ]
        for row in range(table.n_rows)
    ]
    return {
        "kind": "table",
        "number": table.number,
        "runs": _runs(table.caption),
        "source": table.source,
        "notes": table.notes,
        "rules": table.options.get("rules", "grid"),
        "wide": table.options.get("wide") == "yes",
        "widths": [round(100 * width / sum(widths), 2) for width in widths],
        "head": rows[: table.header_rows],
        "body": rows[table.header_rows :],
    }
