"""Numbers of figures, tables, headings and list items that jump or repeat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from natcom.checks.audit.announced import Item, item_of
from natcom.checks.base import Side, finding, side
from natcom.config import Config
from natcom.languages import language_module
from natcom.records import Extraction, Figure, Finding, Paragraph, Section, Table

ALIKE = 10  # letters with which two captions of one thing begin alike


class Numbered(NamedTuple):
    """A caption: the last part of its number, the number as printed, its text, and where it stands."""

    last: int
    shown: str
    caption: str
    side: Side


def caption_numbers(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Figures or tables whose numbers repeat, or leave one out, within one series (8.2.1-1, 8.2.1-2 …)."""
    yield from _captions(extraction, config, "figure", extraction.figures)
    yield from _captions(extraction, config, "table", extraction.tables)


def _captions(
    extraction: Extraction, config: Config, what: str, records: Iterable[Figure | Table]
) -> Iterator[Finding]:
    series: dict[str, list[Numbered]] = {}
    for record in records:
        parts = re.split(r"(\d+|\D+)$", record.number or "")
        if len(parts) < 2 or not record.number:
            continue
        last = language_module(config.language.module).ordinal(parts[1])
        if last is not None:
            series.setdefault(parts[0], []).append(Numbered(last, record.number, record.caption or "", side(record)))
    for prefix, numbers in series.items():
        yield from _sequence(extraction, config, f"{what}-number", numbers, prefix)


def _sequence(
    extraction: Extraction, config: Config, rule: str, numbers: list[Numbered], prefix: str
) -> Iterator[Finding]:
    """Repeats, and steps over a number that stands nowhere in the series."""
    present = {one.last for one in numbers}
    seen: dict[str, Numbered] = {}
    highest, before = 0, None
    for one in numbers:
        shown = one.shown.casefold()  # XX and 20 are two numbers
        if shown in seen:
            if not _same(one.caption, seen[shown].caption):
                sides = [one.side, seen[shown].side]
                yield finding(extraction, config, f"{rule}-repeat", sides, found=one.shown)
        elif missing := [n for n in range(highest + 1, one.last) if n not in present]:
            yield finding(
                extraction,
                config,
                f"{rule}-jump",
                [one.side, *([before.side] if before else [])],
                expected=f"{prefix}{missing[0]}",
                found=one.shown,
            )
        seen.setdefault(shown, one)
        highest, before = max(highest, one.last), one


def _same(a: str, b: str) -> bool:
    """Whether two captions or titles are of one thing, read twice: on its page and in a list, or where it goes on.

    >>> _same("Costs of options in 2030", "(continued): Costs of options in 2030"), _same("Costs", "Benefits")
    (True, False)
    """
    one, other = ("".join(c for c in text.casefold() if c.isalnum()) for text in (a, b))
    if len(one) < ALIKE or len(other) < ALIKE:
        return one == other
    return one[:ALIKE] in other or other[:ALIKE] in one


def heading_numbers(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Headings under one parent whose numbers repeat or leave one out that no list item below them has either.

    Two and more under one parent are an outline that was read wrong, not slips of the report.
    """
    families: dict[str | None, list[Section]] = {}
    for section in extraction.sections:
        families.setdefault(section.parent_id, []).append(section)
    items = _items_by_section(extraction, config)
    for parent, children in families.items():
        slips = list(_family(extraction, config, children, items.get(parent or "", set()), items))
        yield from slips if len(slips) == 1 else ()


def _items_by_section(extraction: Extraction, config: Config) -> dict[str, set[tuple[str, int]]]:
    """For each section the kinds and numbers of the list items in it and below it."""
    parents = {s.section_id: s.parent_id for s in extraction.sections}
    items: dict[str, set[tuple[str, int]]] = {}
    for paragraph in extraction.paragraphs:
        item = item_of(paragraph.text, config)
        owner: str | None = paragraph.section_id
        while item is not None and owner is not None:
            items.setdefault(owner, set()).add((item.kind, item.ordinal))
            owner = parents.get(owner)
    return items


def _family(
    extraction: Extraction,
    config: Config,
    children: list[Section],
    above: set[tuple[str, int]],
    items: dict[str, set[tuple[str, int]]],
) -> Iterator[Finding]:
    numbered: dict[str, list[tuple[Section, Item]]] = {}
    for child in children:
        item = item_of(child.label, config) if child.label else None
        if item is not None:
            numbered.setdefault(item.kind, []).append((child, item))
    for kind, run in numbered.items():
        others = above.union(*(items.get(child.section_id, set()) for child, _ in run))
        present = {n for k, n in others if k == kind} | {item.ordinal for _, item in run}
        last, before = (0 if run[0][0].level > 1 else run[0][1].ordinal - 1), None
        seen: dict[int, Section] = {}
        for child, item in run:
            number, sides = item.ordinal, [side(child), *([side(before)] if before else [])]
            if number in seen:
                sides = [side(child), side(seen[number])]
                if _same(child.title, seen[number].title):
                    continue
                yield finding(extraction, config, "section-number-repeat", sides, found=child.label, title=child.title)
            elif missing := [n for n in range(last + 1, number) if n not in present]:
                yield finding(
                    extraction,
                    config,
                    "section-number-jump",
                    sides,
                    title=child.title,
                    expected=missing[0],
                    found=child.label,
                )
            seen.setdefault(number, child)
            last, before = max(last, number), child


def item_numbers(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """List items of one section whose numbers repeat or leave one out; a list that starts again at 1 is a new one.

    Two and more in one section are lists that were read through each other, not slips of the report.
    """
    sections: dict[str, list[Paragraph]] = {}
    for paragraph in extraction.paragraphs:
        sections.setdefault(paragraph.section_id, []).append(paragraph)
    for paragraphs in sections.values():
        slips = list(_slips(paragraphs, config))
        if len(slips) == 1:
            due, item, paragraph, before = slips[0]
            yield finding(
                extraction,
                config,
                "item-number",
                [side(paragraph), side(before)],
                expected=due,
                found=item.ordinal,
                text=paragraph.text[: config.checks.audit.quote_length // 3],
            )


def _slips(paragraphs: Iterable[Paragraph], config: Config) -> Iterator[tuple[int, Item, Paragraph, Paragraph]]:
    """The number that was due, the item that stands there, its paragraph, and the item before."""
    last: dict[str, tuple[Item, Paragraph]] = {}
    for paragraph in paragraphs:
        item = item_of(paragraph.text, config)
        if item is None:
            continue
        last = {kind: one for kind, one in last.items() if one[0].rank <= item.rank}
        if item.kind in last and item.ordinal != 1:
            before, where = last[item.kind]
            if item.ordinal != before.ordinal + 1:
                yield before.ordinal + 1, item, paragraph, where
        last[item.kind] = (item, paragraph)
