"""The gold description of a sample: what a perfect extraction of it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sampling.model import Fact, Figure, Heading, Paragraph, Reference, Report, Rich, Table

# A list item's enumerator ends no sentence.
SENTENCE_END = {"zh-Hant": re.compile(r"(?<=[。！？；])"), "en": re.compile(r"(?<=[.!?;])(?<!^\d\.)\s+")}
KINDS = {
    "emissions": ("tCO2e", "tCO2", "kgCO2e"),
    "currency": ("TWD", "USD", "EUR", "NZD"),
    "energy": ("kWh", "MWh", "GWh", "kLOE", "PJ"),
    "power": ("kW", "MW", "GW"),
    "area": ("ha", "km2", "m2"),
    "length": ("km", "m", "cm", "mm"),
    "volume": ("m3", "hm3"),
    "temperature": ("degC",),
    "percentage": ("%", "‰", "percentage point"),
    "duration": ("year", "month", "day", "hour"),
    "multiple": ("times",),
    "mass": ("t", "kg"),
    "other": ("ppm",),
}
KIND_OF_UNIT = {unit: kind for kind, units in KINDS.items() for unit in units}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its place in the outline."""

    id: str
    parent: str | None
    number: str
    path: str
    heading: Heading


def plain_number(label: str) -> str:
    """An enumerator's plain form.

    >>> plain_number("2.1"), plain_number("(1)")
    ('2.1', '(1)')
    """
    chapter = re.fullmatch(r"第([一二三四五六七八九])章", label)
    if chapter:
        return str("一二三四五六七八九".index(chapter[1]) + 1)
    return re.sub(r"^Chapter\s+", "", label).rstrip("、.")


def outline(report: Report) -> dict[str, Section]:
    """The sections by key, in order, each with its id, parent and path."""
    found: dict[str, Section] = {}
    open_sections: list[Section] = []
    for heading in (block for block in report.blocks if isinstance(block, Heading)):
        open_sections = [section for section in open_sections if section.heading.level < heading.level]
        parent = open_sections[-1] if open_sections else None
        number = plain_number(heading.label)
        step = number or heading.title
        path = f"{parent.path}/{step}" if parent else step
        section = Section(f"s{len(found) + 1}", parent.id if parent else None, number, path, heading)
        if heading.key in found:
            raise ValueError(f"section key used twice: {heading.key}")
        found[heading.key] = section
        open_sections.append(section)
    return found


def sentences(text: str, language: str) -> Iterator[tuple[int, str]]:
    """The sentences of a paragraph or caption, each with its offset."""
    start = 0
    for end in [*SENTENCE_END[language].finditer(text), None]:
        stop = end.start() if end else len(text)
        if text[start:stop].strip():
            lead = len(text[start:stop]) - len(text[start:stop].lstrip())
            yield start + lead, text[start:stop].strip()
        start = end.end() if end else stop


def context_of(text: str, offset: int, quote: str, language: str) -> tuple[str, int]:
    """The sentence that holds the quote at an offset, and the how-manieth time the quote stands in it."""
    for start, sentence in sentences(text, language):
        if start <= offset < start + len(sentence):
            at = offset - start
            return sentence, sentence[: at + len(quote)].count(quote)
    raise ValueError(f"no sentence holds {quote!r} in {text!r}")


def located_facts(report: Report) -> Iterator[tuple[Section, str, str, int, Fact]]:
    """Every fact of paragraphs and captions: section, whole text, context, occurrence, fact."""
    sections = outline(report)
    language = report.meta["language"]
    for section, text in _texts(report, sections):
        for offset, fact in text.facts:
            context, occurrence = context_of(text.plain, offset, fact.quote, language)
            yield section, text.plain, context, occurrence, fact


def _texts(report: Report, sections: dict[str, Section]) -> Iterator[tuple[Section, Rich]]:
    section: Section | None = None
    for block in report.blocks:
        if isinstance(block, Heading):
            section = sections[block.key]
        elif section and isinstance(block, Paragraph):
            yield section, block.text
        elif section and isinstance(block, Figure | Table):
            yield section, block.caption


def make_gold(report: Report) -> dict[str, Any]:
    """The gold file's content."""
    sections = outline(report)
    rows: dict[str, dict[str, Any]] = {key: _section_row(section) for key, section in sections.items()}
    figures: list[dict[str, Any]] = []
    tables: list[dict[str, Any]] = []
    references: list[dict[str, Any]] = []
    here = ""
    for block in report.blocks:
        if isinstance(block, Heading):
            here = block.key
        elif isinstance(block, Paragraph):
            rows[here]["paragraphs"].append(block.text.plain)
        elif isinstance(block, Figure):
            figures.append(_captioned(block, sections[here]))
        elif isinstance(block, Table):
            tables.append(_table_row(block, sections[here]))
        else:
            references.append({"index": block.index, "text": block.text, "url": block.url})
    meta = report.meta
    return {
        "document": {
            "id": meta["id"],
            "title": meta["title"],
            "language": meta["language"],
            "edition": meta["edition"],
        },
        "sections": list(rows.values()),
        "figures": figures,
        "tables": tables,
        "references": references,
        "facts": [_fact_row(*found) for found in located_facts(report)],
        "abbreviations": list(_abbreviations(report)),
        "footnotes": list(_footnotes(report)),
    }


def _section_row(section: Section) -> dict[str, Any]:
    heading = section.heading
    return {
        "id": section.id,
        "parent": section.parent,
        "level": heading.level,
        "label": heading.label,
        "number": section.number,
        "title": heading.title,
        "path": section.path,
        "paragraphs": [],
    }


def _captioned(block: Figure | Table, section: Section) -> dict[str, Any]:
    return {"number": block.number, "caption": block.caption.plain, "source": block.source, "section": section.id}


def _table_row(table: Table, section: Section) -> dict[str, Any]:
    return _captioned(table, section) | {
        "unit_note": table.unit_note,
        "header_rows": table.header_rows,
        "notes": list(table.notes),
        "cells": [
            {
                "row": cell.row,
                "col": cell.col,
                "rowspan": cell.rowspan,
                "colspan": cell.colspan,
                "text": cell.text.plain,
            }
            for cell in table.cells
        ],
    }


def _fact_row(section: Section, _text: str, context: str, occurrence: int, fact: Fact) -> dict[str, Any]:
    return {
        "quote": fact.quote,
        "context": context,
        "occurrence": occurrence,
        "section": section.id,
        "kind": KIND_OF_UNIT.get(fact.unit, "count"),
        "value": fact.value,
        "value_high": fact.value_high,
        "unit": fact.unit,
        "qualifier": fact.qualifier,
        "measure": fact.measure,
        "period": fact.period,
        "subject": fact.subject,
    }


def _abbreviations(report: Report) -> Iterator[dict[str, Any]]:
    for section, text in _texts(report, outline(report)):
        for found in text.abbreviations:
            yield {
                "short": found.short,
                "expansion": found.expansion,
                "name": found.name,
                "language": "en",
                "section": section.id,
            }


def _footnotes(report: Report) -> Iterator[dict[str, Any]]:
    count = 0
    for section, text in _texts(report, outline(report)):
        for note in text.notes:
            count += 1
            yield {"marker": str(count), "text": note, "section": section.id}


def reference_rows(report: Report) -> list[Reference]:
    """The numbered entries of the list of references."""
    return [block for block in report.blocks if isinstance(block, Reference)]
