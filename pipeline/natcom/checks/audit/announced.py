"""A number of items that the text announces, against the list items or headings that follow it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from natcom.checks.audit.prose import Prose, prose
from natcom.checks.base import Side, finding, side
from natcom.config import Config
from natcom.languages import language_module
from natcom.records import Extraction, Finding, Paragraph, Section


class Item(NamedTuple):
    """What opens a list item or heading: the kind of its enumerator, that kind's rank, and its number."""

    kind: str
    rank: int
    ordinal: int


def item_of(text: str, config: Config) -> Item | None:
    """The enumerator at the start of a text, None where there is none or its numeral cannot be read."""
    for kind in config.language.outline.enumerators:
        found = kind.regex.match(text)
        if found:
            numeral = (found["n"] or "").replace("\uff0e", ".").split(".")[-1]
            value = language_module(config.language.module).ordinal(numeral) if numeral else None
            return Item(kind.name, kind.rank, value) if value is not None else None
    return None


def announced_items(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """A paragraph that ends on `the following four measures:` before another number of list items or headings."""
    below: dict[str, list[Section]] = {}
    for section in extraction.sections:
        if section.parent_id is not None:
            below.setdefault(section.parent_id, []).append(section)
    for place, one in enumerate(one for one in prose(extraction) if isinstance(one.record, Paragraph)):
        paragraph = extraction.paragraphs[place]
        claim = _announced(one, config)
        if claim is None:
            continue
        rest = [p for p in extraction.paragraphs[place + 1 :] if p.section_id == paragraph.section_id]
        items = _items(rest, config) if rest else _headings(below.get(paragraph.section_id, ()), config)
        if items and len(items) != claim[1]:
            yield finding(
                extraction,
                config,
                "announced-items",
                [one.side(), *items],
                number=claim[0],
                expected=claim[1],
                found=len(items),
            )


def _announced(one: Prose, config: Config) -> tuple[str, float] | None:
    """The last count of the text, as printed and as a number, where the text's end announces that many items."""
    words = config.language.audit.lists
    counts = [f for f in one.facts if f.kind == "count" and f.value is not None and f.unit not in words.uncounted]
    if not counts or words.announced is None:
        return None
    last = counts[-1]
    if last.qualifier is not None or last.value_high is not None or last.value is None:
        return None
    if not words.announced.regex.match(one.text[last.char_start :]):
        return None
    return last.quote, last.value


def _items(rest: list[Paragraph], config: Config) -> list[Side]:
    """The run of items of one kind that follows at once, deeper ones between them left out."""
    run: list[Side] = []
    first: Item | None = None
    for paragraph in rest:
        item = item_of(paragraph.text, config)
        if first is None:
            if item is None or item.ordinal != 1:
                return []
            first = item
        if item is None or item.rank > first.rank:
            continue
        if item.kind != first.kind or item.ordinal <= len(run):
            break
        run.append(side(paragraph))
    return run


def _headings(children: tuple[Section, ...] | list[Section], config: Config) -> list[Side]:
    """The headings right below that are numbered in one kind from 1."""
    items = [(child, item_of(child.label, config)) for child in children]
    first = items[0][1] if items else None
    if first is None or first.ordinal != 1:
        return []
    return [side(child) for child, item in items if item is not None and item.kind == first.kind]
