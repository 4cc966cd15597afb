"""A number of the text and the same number of a table with one digit changed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from natcom.checks.audit.crossrefs import plain_number
from natcom.checks.base import finding, side
from natcom.config import Config
from natcom.config.units import Units
from natcom.records import Extraction, Fact, Finding, Table, TableValue

PRINTED = re.compile(r"\d[\d,]*(?:\.\d+)?")
TELLING = 4  # digits; shorter numbers differ by one digit from many others
CERTAIN = 6  # digits with which two numbers differ by one digit only if one of them is a slip
NAME = 4  # characters of a label that names a thing


class _Place(NamedTuple):
    """Where a fact stands: its section, and the numbers of the tables that its paragraph names."""

    section: str | None
    tables: frozenset[str]


def digits_differ(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Facts whose number, but for one digit, is a value of a table that tells of the same thing.

    It does where a label of the value is in the fact's sentence, or the number is long and its paragraph names the
    table or stands in its section. Values of another time, unit or gas are others; so is a table that has the fact's
    number itself.
    """
    tables = {table.table_id: table for table in extraction.tables}
    alike: dict[str, list[TableValue]] = defaultdict(list)
    own: dict[str, set[str]] = defaultdict(set)
    for value in extraction.table_values:
        number = printed(value.text)
        own[value.table_id].add(number)
        for masked in _masks(number):
            alike[masked].append(value)
    places = _places(extraction, config)
    for fact in extraction.facts:
        number = printed(fact.quote)
        near = {v.value_id: v for masked in _masks(number) for v in alike.get(masked, ())}
        told = [
            value
            for value in near.values()
            if number not in own[value.table_id]
            and _comparable(fact, value, config.units)
            and _same_thing(fact, value, tables[value.table_id], places.get(fact.paragraph_id or ""))
        ]
        if len({printed(value.text) for value in told}) == 1:
            yield _finding(extraction, config, fact, (told[0], tables[told[0].table_id]))


def printed(text: str) -> str:
    """The first number of a text as printed, without separators of thousands; "" where there is none.

    >>> printed("about 19,303 people"), printed("NE")
    ('19303', '')
    """
    match = PRINTED.search(text)
    return match.group().replace(",", "") if match else ""


def _masks(number: str) -> list[str]:
    """The number with each of its digits left out in turn; none of a number with few digits, or a year.

    >>> _masks("20.59")
    ['*0.59', '2*.59', '20.*9', '20.5*']
    >>> _masks("1994"), _masks("0.05")
    ([], [])
    """
    significant = number.replace(".", "").lstrip("0")
    if len(significant) < TELLING or (len(number) == TELLING and number[:2] in {"18", "19", "20"}):
        return []
    return [f"{number[:i]}*{number[i + 1 :]}" for i, char in enumerate(number) if char != "."]


def _comparable(fact: Fact, value: TableValue, units: Units) -> bool:
    """Whether nothing that is known of the two sets them apart: not a factor of ten, time, gas or kind of unit."""
    if fact.measure != "level" or fact.value is None or value.value is None:
        return False
    if fact.period and value.period and fact.period != value.period:
        return False
    if fact.gas and value.gas and fact.gas != value.gas:
        return False
    mine, other = units.lookup(fact.unit), units.lookup(value.unit or "")
    return mine is None or other is None or mine.kind == other.kind


def _same_thing(fact: Fact, value: TableValue, table: Table, place: _Place | None) -> bool:
    said = fact.context.casefold()
    labels = [label for label in (*value.row_labels[-1:], *value.col_labels[-1:]) if len(label) >= NAME]
    if any(label.casefold() in said for label in labels if not PRINTED.fullmatch(label.strip())):
        return True
    long = len(printed(fact.quote).replace(".", "").lstrip("0")) >= CERTAIN
    named = place is not None and table.number is not None and plain_number(table.number) in place.tables
    return long and (named or (place is not None and place.section == table.section_path))


def _places(extraction: Extraction, config: Config) -> Mapping[str, _Place]:
    pattern = config.language.captions.table.regex
    return {
        p.paragraph_id: _Place(p.section_path, frozenset(plain_number(m["n"]) for m in pattern.finditer(p.text)))
        for p in extraction.paragraphs
    }


def _finding(extraction: Extraction, config: Config, fact: Fact, other: tuple[TableValue, Table]) -> Finding:
    value, table = other
    labels: Sequence[str] = (*value.row_labels, *value.col_labels)
    return finding(
        extraction,
        config,
        "digit-differs",
        [side(fact), side(value)],
        table=table.number or table.caption or table.table_id,
        label=" / ".join(labels),
        expected=value.text,
        found=fact.quote,
    )
