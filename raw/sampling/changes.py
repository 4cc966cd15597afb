"""The differences between two samples, found by the keys that both sources carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sampling.gold import Section, located_facts, outline
from sampling.model import Fact, Figure, Heading, Report, Table

Record = dict[str, Any]
STILL = ("目前", "迄今", "至今", "截至")
# Factors to one unit of each dimension, for amounts that were only written in another unit.
IN_ONE_UNIT = {"MW": (1e3, "kW"), "GW": (1e6, "kW"), "km2": (100.0, "ha"), "kg": (1e-3, "t"), "GWh": (1e6, "kWh")}
NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")


def find_changes(old: Report, new: Report) -> list[Record]:
    """Every difference of sections, figures, tables, cells and facts, in that order; see `raw/README.md`."""
    return [*_sections(old, new), *_captioned(old, new), *_cells(old, new), *_facts(old, new)]


def _record(what: str, change: str, cause: str, old: Record | None, new: Record | None) -> Record:
    return {"what": what, "change": change, "class": cause, "old": old, "new": new}


# ---- sections


def _sections(old: Report, new: Report) -> Iterator[Record]:
    before, after = outline(old), outline(new)
    origins = {key: section.heading.came_from for key, section in after.items() if section.heading.came_from}
    used = {origin for keys in origins.values() for origin in keys}
    for key, section in after.items():
        if key in origins:
            change = "merged" if len(origins[key]) > 1 else "split"
            for origin in origins[key]:
                yield _record("section", change, "structure", _section(before[origin]), _section(section))
        elif key not in before:
            yield _record("section", "added", "added", None, _section(section))
        else:
            yield from _same_section(before, after, key)
    for key, section in before.items():
        if key not in after and key not in used:
            yield _record("section", "removed", "dropped", _section(section), None)


def _same_section(before: dict[str, Section], after: dict[str, Section], key: str) -> Iterator[Record]:
    a, b = before[key], after[key]
    pair = _section(a), _section(b)
    if a.heading.title != b.heading.title:
        yield _record("section", "renamed", "wording", *pair)
    if a.number != b.number:
        yield _record("section", "renumbered", "structure", *pair)
    if _parent_key(before, a) != _parent_key(after, b):
        yield _record("section", "moved", "structure", *pair)


def _section(section: Section) -> Record:
    return {"path": section.path, "label": section.heading.label, "title": section.heading.title}


def _parent_key(sections: dict[str, Section], section: Section) -> str | None:
    return next((key for key, other in sections.items() if other.id == section.parent), None)


# ---- figures and tables


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure or table with the section it stands in."""

    block: Figure | Table
    section: Section

    def main(self) -> Record:
        """The main fields of a record of changes."""
        return {"number": self.block.number, "caption": self.block.caption.plain, "section": self.section.path}


def _placed(report: Report, kind: type[Figure] | type[Table]) -> dict[str, Placed]:
    found: dict[str, Placed] = {}
    sections = outline(report)
    section: Section | None = None
    for block in report.blocks:
        if isinstance(block, Heading):
            section = sections[block.key]
        elif isinstance(block, kind) and section:
            found[block.key] = Placed(block, section)
    return found


def _captioned(old: Report, new: Report) -> Iterator[Record]:
    for what, kind in (("figure", Figure), ("table", Table)):
        before, after = _placed(old, kind), _placed(new, kind)
        for key, b in after.items():
            if key in before:
                yield from _same_captioned(what, before[key], b)
            else:
                yield _record(what, "added", "added", None, b.main())
        for key, a in before.items():
            if key not in after:
                yield _record(what, "removed", "dropped", a.main(), None)


def _same_captioned(what: str, a: Placed, b: Placed) -> Iterator[Record]:
    pair = a.main(), b.main()
    before, after = a.block.caption.plain, b.block.caption.plain
    if before != after:
        yield _record(what, "renamed", "new_period" if _masked(before, ()) == _masked(after, ()) else "wording", *pair)
    if a.block.number != b.block.number:
        yield _record(what, "renumbered", "structure", *pair)
    if a.section.heading.key != b.section.heading.key:
        yield _record(what, "moved", "structure", *pair)
    if isinstance(a.block, Table) and isinstance(b.block, Table):
        if a.block.unit_note != b.block.unit_note:
            notes = ({"unit_note": table.unit_note} for table in (a.block, b.block))
            yield _record(what, "unit", "unit", *(main | note for main, note in zip(pair, notes, strict=True)))
        common = [[key for key in t.row_keys if key in s.row_keys and key] for t, s in _both_ways(a.block, b.block)]
        if common[0] != common[1]:
            yield _record(what, "reordered", "structure", *pair)


def _both_ways(a: Table, b: Table) -> tuple[tuple[Table, Table], tuple[Table, Table]]:
    return (a, b), (b, a)


# ---- cells


def _cells(old: Report, new: Report) -> Iterator[Record]:
    before, after = _placed(old, Table), _placed(new, Table)
    for key in after:
        if key in before:
            a, b = before[key].block, after[key].block
            assert isinstance(a, Table)
            assert isinstance(b, Table)
            yield from _table_cells(a, b)


def _columns(table: Table) -> dict[str, int]:
    """The columns by the text of their heads, a head merged downwards named once."""
    columns: dict[str, int] = {}
    for col in range(table.label_cols, table.n_cols):
        heads = dict.fromkeys(table.text_at(row, col) for row in range(table.header_rows))
        columns[" / ".join(heads)] = col
    return columns


def _rows(table: Table) -> dict[str, int]:
    return {key: row for row, key in enumerate(table.row_keys) if key and row >= table.header_rows}


def _row_label(table: Table, row: int) -> str:
    return " / ".join(dict.fromkeys(table.text_at(row, col) for col in range(table.label_cols)))


def _table_cells(a: Table, b: Table) -> Iterator[Record]:
    rows_a, rows_b, cols_a, cols_b = _rows(a), _rows(b), _columns(a), _columns(b)

    def main(table: Table, row: int, col: int, col_name: str) -> Record:
        text = table.text_at(row, col)
        return {"table": table.number, "row": _row_label(table, row), "col": col_name, "text": text}

    for key, row in rows_b.items():
        if key in rows_a:
            label = b.label_cols - 1
            pair = main(a, rows_a[key], label, a.text_at(0, label)), main(b, row, label, b.text_at(0, label))
            if pair[0]["text"] != pair[1]["text"]:
                yield _record("cell", "renamed", "wording", *pair)
        for name, col in cols_b.items():
            if _spans_label(b, row, col):
                continue
            new_cell = main(b, row, col, name)
            if key not in rows_a:
                yield _record("cell", "added", "added", None, new_cell)
            elif name not in cols_a:
                yield _record("cell", "added", "new_period", None, new_cell)
            elif a.text_at(rows_a[key], cols_a[name]) != new_cell["text"]:
                old_cell = main(a, rows_a[key], cols_a[name], name)
                change, cause = _cell_change(a, b, key, (old_cell["text"], new_cell["text"]))
                yield _record("cell", change, cause, old_cell, new_cell)
    for key, row in rows_a.items():
        for name, col in cols_a.items():
            if (key not in rows_b or name not in cols_b) and not _spans_label(a, row, col):
                yield _record("cell", "removed", "dropped", main(a, row, col, name), None)


def _spans_label(table: Table, row: int, col: int) -> bool:
    """Whether a row's label runs on into this column."""
    return any(c.row == row and c.col < table.label_cols and c.col + c.colspan > col for c in table.cells)


def _cell_change(a: Table, b: Table, key: str, texts: tuple[str, str]) -> tuple[str, str]:
    if not all(NUMBER.fullmatch(text) for text in texts):
        return "wording", "wording"
    scales = [float(table.options.get("scale", "1")) for table in (a, b)]
    before, after = (float(text.replace(",", "")) * scale for text, scale in zip(texts, scales, strict=True))
    if before == after:
        return "unit", "unit"
    return "value", "gwp" if key in b.options.get("gwp", "").split() else "restated"


# ---- facts


@dataclass(frozen=True, slots=True)
class Located:
    """A fact with its sentence, and the sentence with its numbers masked."""

    fact: Fact
    section: Section
    context: str
    masked: str

    def main(self) -> Record:
        """The main fields of a record of changes."""
        names = ("quote", "value", "value_high", "unit", "period", "subject")
        fields: Record = {name: getattr(self.fact, name) for name in names}
        return fields | {"context": self.context, "section": self.section.path}


def _located(report: Report) -> dict[str, list[Located]]:
    found = list(located_facts(report))
    by_key: dict[str, list[Located]] = {}
    for section, _text, context, _occurrence, fact in found:
        quotes = tuple(other.quote for _, _, there, _, other in found if there == context)
        by_key.setdefault(fact.key, []).append(Located(fact, section, context, _masked(context, quotes)))
    return by_key


def _masked(text: str, quotes: tuple[str, ...]) -> str:
    for quote in sorted(quotes, key=len, reverse=True):
        text = text.replace(quote, "#")
    return re.sub(r"[\d,.\-]+", "#", re.sub(r"\s+", "", text))


def _facts(old: Report, new: Report) -> Iterator[Record]:
    before, after = _located(old), _located(new)
    for key, fresh in after.items():
        stock = list(before.get(key, []))
        known = bool(stock)
        left: list[Located] = []
        for b in fresh:
            a = next((a for a in stock if a.fact.period == b.fact.period), None)
            if a is None:
                left.append(b)
                continue
            stock.remove(a)
            yield from _same_period(a, b)
        if len(left) == 1 and len(stock) == 1:
            a, b = stock[0], left[0]
            change = "period" if _amount(a.fact) == _amount(b.fact) else "value"
            yield _record("fact", change, "new_period", a.main(), b.main())
            continue
        for b in left:
            yield _record("fact", "added", "new_period" if known else "added", None, b.main())
        for a in stock:
            yield _record("fact", "removed", "dropped", a.main(), None)
    for key, gone in before.items():
        if key not in after:
            for a in gone:
                yield _record("fact", "removed", "dropped", a.main(), None)


def _amount(fact: Fact) -> tuple[str, float, float | None]:
    """The amount in one unit of its dimension."""
    factor, unit = IN_ONE_UNIT.get(fact.unit, (1.0, fact.unit))
    high = None if fact.value_high is None else round(fact.value_high * factor, 6)
    return unit, round(fact.value * factor, 6), high


def _same_period(a: Located, b: Located) -> Iterator[Record]:
    pair = a.main(), b.main()
    if _amount(a.fact) != _amount(b.fact):
        cause = b.fact.cause or ("rounding" if _only_rounded(a.fact, b.fact) else "restated")
        yield _record("fact", "value", cause, *pair)
    elif re.sub(r"\s", "", a.fact.quote) != re.sub(r"\s", "", b.fact.quote):
        yield _record("fact", "unit", "unit", *pair)
    elif a.masked != b.masked:
        yield _record("fact", "wording", "wording", *pair)
    elif any(word in b.context for word in STILL):
        yield _record("fact", "unchanged", "stale", *pair)


def _only_rounded(a: Fact, b: Fact) -> bool:
    """Whether one amount is the other, printed with fewer digits."""
    fine, coarse = sorted((a, b), key=lambda fact: -len(_digits(fact)))
    digits = NUMBER.search(coarse.quote)
    if digits is None or fine.unit != coarse.unit or len(_digits(fine)) == len(_digits(coarse)):
        return False
    printed = float(digits[0].replace(",", ""))
    decimals = len(digits[0].partition(".")[2])
    return round(fine.value * printed / coarse.value, decimals) == printed


def _digits(fact: Fact) -> str:
    """The digits that the quote spells out, without trailing zeros of a whole number."""
    found = NUMBER.search(fact.quote)
    text = found[0].replace(",", "") if found else ""
    return text.replace(".", "") if "." in text else text.rstrip("0")
