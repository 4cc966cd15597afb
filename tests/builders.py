"""Records and extractions built in one line each; what is not said has a plain default."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from natcom.identity import digest
from natcom.output.manifest import RunRecord, SourceFile
from natcom.records import (
    Abbreviation,
    Box,
    Cell,
    ContentsEntry,
    CoverageItem,
    DocumentRecord,
    Extraction,
    Fact,
    Figure,
    Finding,
    Footnote,
    IndicatorValue,
    Mention,
    Observation,
    PageRecord,
    Paragraph,
    Reference,
    Section,
    Table,
    TableValue,
)

DOCUMENT = "tw-nc-test"


def box(page: int = 1, x0: float = 72, top: float = 100, x1: float = 200, bottom: float = 112) -> Box:
    """A box on a page, in points."""
    return Box(page=page, bbox=(x0, top, x1, bottom))


def place(page: int = 1, top: float = 100, x0: float = 72) -> dict[str, Any]:
    """The fields that say where a record stands."""
    return {"page": page, "page_label": str(page), "boxes": (box(page, x0, top, x0 + 120, top + 12),)}


def section(path: str = "8", title: str = "國際合作", **fields: Any) -> Section:
    """A section at the path; number, level and parent follow from it."""
    parts = path.split("/")
    defaults: dict[str, Any] = {
        "section_id": section_id(path),
        "parent_id": section_id("/".join(parts[:-1])) if len(parts) > 1 else None,
        "level": len(parts),
        "label": parts[-1],
        "number": parts[-1],
        "title": title,
        "path": path,
        "page_start": fields.get("page", 1),
        "page_end": fields.get("page", 1),
    }
    return Section(**{**place(), **defaults, **fields})


def section_id(path: str) -> str:
    """The id that `section` gives to a path."""
    return f"s-{digest(path)}"


def paragraph(text: str = "本節說明國際合作之情形。", path: str = "8", seq: int = 1, **fields: Any) -> Paragraph:
    """A paragraph of the section at the path."""
    defaults = {
        "paragraph_id": f"p-{digest(text, path, seq)}",
        "section_id": section_id(path),
        "section_path": path,
        "seq": seq,
        "text": text,
    }
    return Paragraph(**{**place(top=120), **defaults, **fields})


def figure(number: str = "8-1", caption: str = "合作架構", path: str = "8", **fields: Any) -> Figure:
    """A figure with a caption, without a picture."""
    defaults = {
        "figure_id": f"fig-{digest(number)}",
        "number": number,
        "label": f"圖 {number}",
        "caption": caption,
        "section_id": section_id(path),
        "section_path": path,
    }
    return Figure(**{**place(top=300), **defaults, **fields})


def cells(rows: Iterable[Iterable[str]], page: int = 1) -> tuple[Cell, ...]:
    """The cells of a plain grid, each 60 by 14 points from (72, 400)."""
    return tuple(
        Cell(row=r, col=c, text=text, page=page, bbox=(72 + 60 * c, 400 + 14 * r, 132 + 60 * c, 414 + 14 * r))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )


def table(
    rows: Iterable[Iterable[str]] = (("年度", "場次"), ("2023", "37")), number: str = "8-1", **fields: Any
) -> Table:
    """A table with these rows, the first of them its head."""
    grid = [list(row) for row in rows]
    defaults = {
        "table_id": f"t-{digest(number)}",
        "number": number,
        "label": f"表 {number}",
        "caption": "會談場次",
        "section_id": section_id("8"),
        "section_path": "8",
        "n_rows": len(grid),
        "n_cols": max((len(row) for row in grid), default=0),
        "header_rows": 1,
        "header_cols": 1,
        "cells": cells(grid, fields.get("page", 1)),
    }
    return Table(**{**place(top=400), **defaults, **fields})


def table_value(text: str = "37", row: int = 1, col: int = 1, number: str = "8-1", **fields: Any) -> TableValue:
    """A value of the table with this number; digits are its value, anything else its notation key."""
    defaults: dict[str, Any] = {
        "value_id": f"v-{digest(number, row, col)}",
        "table_id": f"t-{digest(number)}",
        "row": row,
        "col": col,
        "row_labels": ("2023",),
        "col_labels": ("場次",),
        "text": text,
        "value": int(text) if text.isdecimal() else None,
        "notation_key": None if text.isdecimal() else text,
        "series_id": f"series-{digest(number, col)}",
    }
    return TableValue(**{**place(top=414, x0=132), **defaults, **fields})


def fact(quote: str = "37 場", value: float | int | None = 37, path: str = "8", **fields: Any) -> Fact:
    """A count in running text."""
    defaults: dict[str, Any] = {
        "fact_id": f"f-{digest(quote, fields.get('context', ''), fields.get('occurrence', 1))}",
        "section_id": section_id(path),
        "section_path": path,
        "origin": "paragraph",
        "quote": quote,
        "context": f"辦理{quote}雙邊會談。",
        "occurrence": 1,
        "kind": "count",
        "value": value,
        "unit": "場",
        "unit_code": "1",
        "measure": "level",
        "subject": "雙邊會談",
        "series_id": f"series-{digest('雙邊會談', '場')}",
        "char_start": 2,
        "char_end": 2 + len(quote),
        "rule": "count",
    }
    return Fact(**{**place(top=120), **defaults, **fields})


def observation(record: Fact | TableValue, **fields: Any) -> Observation:
    """The observation behind which the fact or table value stands."""
    is_fact = isinstance(record, Fact)
    record_id = record.fact_id if isinstance(record, Fact) else record.value_id
    defaults: dict[str, Any] = {
        "observation_id": f"o-{digest(record_id)}",
        "document_id": DOCUMENT,
        "series_id": record.series_id,
        "subject": record.subject if isinstance(record, Fact) else None,
        "row_labels": () if is_fact else getattr(record, "row_labels", ()),
        "col_labels": () if is_fact else getattr(record, "col_labels", ()),
        "value": record.value,
        "unit": record.unit,
        "notation_key": getattr(record, "notation_key", None),
        "quote": record.quote if isinstance(record, Fact) else record.text,
        "record_id": record_id,
    }
    located = {name: getattr(record, name) for name in ("page", "page_label", "boxes", "line_start", "line_end")}
    return Observation(**{**located, **defaults, **fields})


def finding(rule: str = "total-differs", severity: str = "warning", **fields: Any) -> Finding:
    """A finding about the report."""
    defaults = {
        "finding_id": f"finding-{digest(rule, fields.get('message', ''))}",
        "rule": rule,
        "severity": severity,
        "about": "report",
        "message": "The total printed differs from the sum of its parts.",
        "message_zh": "所印合計與各項總和不符。",
    }
    return Finding(**{**place(), **defaults, **fields})


def reference(index: int = 1, text: str = "氣候公約秘書處（2023）。", **fields: Any) -> Reference:
    """An entry of the list of references."""
    return Reference(
        **{**place(top=600 + 14 * index), "reference_id": f"r-{index}", "index": index, "text": text, **fields}
    )


def abbreviation(short: str = "COP", expansion: str = "Conference of the Parties", **fields: Any) -> Abbreviation:
    """An abbreviation that the text explains."""
    return Abbreviation(
        **{**place(), "abbreviation_id": f"a-{digest(short)}", "short": short, "expansion": expansion, **fields}
    )


def footnote(marker: str = "1", text: str = "資料截至年底。", **fields: Any) -> Footnote:
    """A footnote."""
    return Footnote(
        **{**place(top=760), "footnote_id": f"n-{digest(marker, text)}", "marker": marker, "text": text, **fields}
    )


def contents_entry(title: str = "國際合作", target_label: str = "8-1", **fields: Any) -> ContentsEntry:
    """An entry of the report's contents page."""
    defaults = {"entry_id": f"entry-{digest(title)}", "kind": "section", "label": "8", "title": title}
    return ContentsEntry(**{**place(), **defaults, "target_label": target_label, **fields})


def mention(text: str = "帛琉", code: str | None = "PW", **fields: Any) -> Mention:
    """A country named in the text."""
    defaults = {"mention_id": f"m-{digest(text)}", "kind": "country", "code": code, "name": "Palau"}
    return Mention(**{**place(), **defaults, "text": text, **fields})


def indicator(name: str = "cop_bilateral_meetings", value: float | int | None = 37, **fields: Any) -> IndicatorValue:
    """A value of a named series."""
    defaults = {
        "indicator_value_id": f"i-{digest(name, fields.get('period', ''), fields.get('dim_value', ''))}",
        "indicator": name,
        "value": value,
        "unit": "場",
        "record_id": fact().fact_id,
    }
    return IndicatorValue(**{**place(), **defaults, **fields})


def coverage(text: str = "37", claimed_by: str = "fact", **fields: Any) -> CoverageItem:
    """A number as printed, and what accounts for it."""
    defaults = {"coverage_id": f"c-{digest(text, claimed_by)}", "text": text, "claimed_by": claimed_by}
    return CoverageItem(**{**place(), **defaults, **fields})


def page(number: int = 1, **fields: Any) -> PageRecord:
    """An A4 page of running text."""
    defaults = {
        "page": number,
        "page_label": str(number),
        "file": "report.pdf",
        "file_page": number,
        "width": 595.276,
        "height": 841.89,
        "kind": "body",
        "text_layer": True,
    }
    return PageRecord(**{**defaults, **fields})


def document(**fields: Any) -> DocumentRecord:
    """The edition that all other builders' records belong to."""
    defaults = {
        "document_id": DOCUMENT,
        "party": "TWN",
        "edition": "2024",
        "year": 2024,
        "language": "zh-Hant",
        "title": "國家通訊（樣本）",
        "sha256": "0" * 64,
        "page_count": 2,
    }
    return DocumentRecord(**{**defaults, **fields})


def extraction(**members: Any) -> Extraction:
    """An extraction of two pages and one section that holds what is given."""
    defaults: dict[str, Any] = {"document": document(), "pages": (page(1), page(2)), "sections": (section(),)}
    return Extraction(**{**defaults, **members})


def full_extraction() -> Extraction:
    """An extraction with at least one record of every kind, which agree with each other."""
    one, value, keyed = fact(), table_value(), table_value("NA", row=2, row_labels=("2024",))
    grid = table((("年度", "場次"), ("2023", "37"), ("2024", "NA")))
    return extraction(
        sections=(section("8", paragraphs=("辦理37 場雙邊會談。",)), section("8/8.1", "雙邊合作", page=2)),
        paragraphs=(paragraph("辦理37 場雙邊會談。"),),
        figures=(figure(),),
        tables=(grid,),
        table_values=(value, keyed),
        facts=(one, fact("2.5 至 3.1°C", 2.5, value_high=3.1, kind="temperature", unit="degC", **place(2))),
        mentions=(mention(),),
        indicators=(indicator(),),
        observations=(observation(one), observation(value), observation(keyed)),
        references=(reference(),),
        abbreviations=(abbreviation(),),
        footnotes=(footnote(),),
        contents=(contents_entry(),),
        findings=(finding(record_ids=(one.fact_id, value.value_id)),),
        coverage=(coverage(), coverage("2023", "label"), coverage("5", "unclaimed")),
    )


def run_record(**fields: Any) -> RunRecord:
    """How the extraction came about: one file, no options, at a fixed time."""
    defaults: dict[str, Any] = {
        "config_digest": "c" * 64,
        "sources": (SourceFile(Path("report.pdf"), "0" * 64, 1000),),
        "started": datetime(2024, 1, 1, tzinfo=UTC),
    }
    return RunRecord(**{**defaults, **fields})


def source(path: Path) -> SourceFile:
    """A file as it was read."""
    content = path.read_bytes()
    return SourceFile(path, hashlib.sha256(content).hexdigest(), len(content))
