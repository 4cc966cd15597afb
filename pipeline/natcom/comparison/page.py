"""The page that a person reads: one self-contained file that loads nothing and trusts no text of a report."""

from __future__ import annotations

import base64
import hashlib
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from natcom.comparison.charts import HEIGHT, WIDTH, charts, number
from natcom.comparison.ledger import largest, name_of, quote_of
from natcom.comparison.load import EditionView
from natcom.comparison.pictures import Pictures
from natcom.comparison.records import (
    CLASSES,
    CaptionedSide,
    Change,
    Comparison,
    Difference,
    FactSide,
    ParagraphSide,
    Restatement,
    SectionSide,
    Side,
    ValueSide,
)
from natcom.comparison.tableviews import table_views
from natcom.config.compare import CompareConfig
from natcom.records import Box

TEMPLATES = Path(__file__).parent / "templates"
TOP = 10  # restatements in the summary
KEPT = 36  # characters of unchanged text shown beside a difference
WHATS = ("fact", "indicator", "cell", "table", "figure", "section", "paragraph")


def render_page(comparison: Comparison, views: Sequence[EditionView], pictures: Pictures, config: CompareConfig) -> str:
    """The comparison as HTML: summary, largest restatements, series, and every change with both pages side by side."""
    style, script = (TEMPLATES / "compare.css").read_text("utf-8"), (TEMPLATES / "compare.js").read_text("utf-8")
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(t=label, plain=plain_label, cell_card=card)
    names = [note.document_id for note in comparison.editions]
    tables = table_views(comparison, views)
    return environment.get_template("compare.html.j2").render(
        style=Markup(style),
        script=Markup(script),
        policy=_policy(style, script),
        editions=comparison.editions,
        notes=[*_notes(comparison), *pictures.missing],
        counts=_counts(comparison.changes),
        whats=[what for what in WHATS if any(change.what == what for change in comparison.changes)],
        classes=[name for name in CLASSES if any(change.class_ == name for change in comparison.changes)],
        total=len(comparison.changes),
        largest=[_top(entry, comparison) for entry in largest(comparison.restatements, TOP)],
        cards={what: [card(c) for c in comparison.changes if c.what == what] for what in WHATS if what != "cell"},
        tables=tables,
        charts=charts(comparison.series, names, config),
        chart_size=(WIDTH, HEIGHT),
        pictures=_picture_data(pictures),
        has_pictures=bool(pictures.pages),
        several=len(names) > 2,
    )


# ---------------------------------------------------------------- words


@lru_cache(maxsize=1)
def _labels() -> dict[str, Any]:
    return tomllib.loads((TEMPLATES / "labels.toml").read_text("utf-8"))


def _words(key: str) -> dict[str, str]:
    found: Any = _labels()
    for part in key.split("."):
        found = found[part]
    return dict(found)


def label(key: str) -> Markup:
    """The label in both languages; the page shows one of them."""
    words = _words(key)
    return Markup('<span class="en" lang="en">{}</span><span class="zh" lang="zh-Hant">{}</span>').format(
        words["en"], words["zh"]
    )


def plain_label(key: str, language: str) -> str:
    """The label in one language, for attributes."""
    return _words(key)[language]


# ---------------------------------------------------------------- safety


def _policy(style: str, script: str) -> str:
    """The page may run its own script, use its own style and show pictures that it carries; nothing else at all."""
    return (
        f"default-src 'none'; img-src data:; style-src '{_source_hash(style)}'; script-src '{_source_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _source_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _picture_data(pictures: Pictures) -> dict[str, dict[str, Any]]:
    return {
        f"{document}/{page}": {
            "width": picture.width,
            "height": picture.height,
            "src": "data:image/webp;base64," + base64.b64encode(picture.content).decode(),
        }
        for (document, page), picture in sorted(pictures.pages.items())
    }


# ---------------------------------------------------------------- what is shown


def _counts(changes: Iterable[Change]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for change in changes:
        counts.setdefault(change.what, Counter())[change.class_] += 1
    return counts


def _notes(comparison: Comparison) -> list[Markup]:
    runs = {(note.code_version, note.config_hash) for note in comparison.editions}
    versions = {note.code_version for note in comparison.editions}
    unsure = any(change.origin != "source" for change in comparison.changes)
    return [label("extractor_note")] if len(versions) > 1 or (len(runs) > 1 and unsure) else []


def _top(entry: Restatement, comparison: Comparison) -> dict[str, Any]:
    change = next(change for change in comparison.changes if change.change_id == entry.change_id)
    return {"entry": entry, "share": percent(entry.relative), "width": _bar(entry.relative), **_common(change)}


def _bar(relative: float | None) -> float:
    """How long a bar is, of 100: half the width is a change by half or more."""
    return round(min(abs(relative if relative is not None else 1.0), 0.5) * 100, 1)


def percent(relative: float | None) -> str:
    """A relative change as it is read.

    >>> percent(0.1234), percent(-0.00012), percent(12.5), percent(None)
    ('+12.3 %', '−0.012 %', '+1,250 %', '')
    """
    if relative is None:
        return ""
    share = 100 * abs(relative)
    digits = 0 if share >= 100 else 1 if share >= 10 else 2 if share >= 0.1 else 3
    return f"{'−' if relative < 0 else '+'}{share:,.{digits}f} %"


def card(change: Change) -> dict[str, Any]:
    """A change as the template shows it."""
    old, new = change.old, change.new
    return {
        **_common(change),
        "titles": (title_of(old), title_of(new)),
        "texts": (text_of(old), text_of(new)),
        "places": (section_of(old), section_of(new)),
        "contexts": (_context(old), _context(new)),
        "differences": shortened(change.differences),
        "delta": _delta(change),
        "share": percent(change.relative) if change.delta else "",
        "parts": [f"{part.label} {part.title}" for part in change.parts],
    }


def _common(change: Change) -> dict[str, Any]:
    return {
        "id": change.change_id,
        "what": change.what,
        "change": change.change,
        "cause": change.class_,
        "origin": change.origin,
        "pages": (page_of(change.old), page_of(change.new)),
        "view": json.dumps([_view(change.old_document, change.old), _view(change.new_document, change.new)]),
        "shows": any(side is not None and side.page for side in (change.old, change.new)),
        "pair": f"{change.old_document} → {change.new_document}",
    }


def _view(document: str, side: Side | None) -> dict[str, Any] | None:
    """What the side-by-side shows of a side: its page and the boxes on it."""
    if side is None or not (side.boxes or side.page):
        return None
    page = side.boxes[0].page if side.boxes else side.page
    return {"document": document, "page": page, "boxes": [_rounded(b) for b in side.boxes if b.page == page]}


def _rounded(box: Box) -> list[float]:
    return [round(at, 1) for at in box.bbox]


def page_of(side: Side | None) -> str:
    """The page as printed, or as counted where none is printed; empty where it is not known."""
    if side is None or side.page is None:
        return ""
    return side.page_label or str(side.page)


def title_of(side: Side | None) -> str:
    """What a reader calls the thing: a section's title, a caption, what is measured."""
    if isinstance(side, SectionSide):
        return side.title
    if isinstance(side, CaptionedSide):
        return side.caption or ""
    return (name_of(side) or "") if isinstance(side, ValueSide) else ""


def text_of(side: Side | None) -> str:
    """What is printed: a section's or caption's number, a paragraph, a value."""
    if isinstance(side, SectionSide):
        return side.label
    if isinstance(side, CaptionedSide):
        return side.number or ""
    if isinstance(side, ParagraphSide):
        return side.text
    return quote_of(side) if isinstance(side, ValueSide) else ""


def section_of(side: Side | None) -> str:
    """The path of the section that a side stands in, or is."""
    if isinstance(side, SectionSide):
        return side.path
    return getattr(side, "section", None) or ""


def _context(side: Side | None) -> tuple[str, str, str]:
    """A fact's sentence, parted around its number."""
    if not isinstance(side, FactSide):
        return "", "", ""
    before, found, after = side.context.partition(side.quote)
    return (before, side.quote, after) if found else (side.context, "", "")


def _delta(change: Change) -> str:
    if not change.delta:
        return ""
    sign = "−" if change.delta < 0 else "+"
    return f"{sign}{number(abs(change.delta))} {change.unit or ''}".strip()


def shortened(differences: Sequence[Difference]) -> list[Difference]:
    """The differences with long stretches of unchanged text cut down to what stands next to a change."""
    result = []
    for at, item in enumerate(differences):
        text = item.text
        if item.op == "=" and len(text) > 2 * KEPT + 3:
            head = text[:KEPT] if at else ""
            tail = text[-KEPT:] if at < len(differences) - 1 else ""
            text = f"{head} … {tail}"
        result.append(Difference(op=item.op, text=text))
    return result
