"""Emission tables in the PRIMAP2 interchange format: a CSV file with the years in columns, and its YAML description.

What the format cannot hold stands in a third file beside them, each value with the reason: notation keys above all,
which are never turned into a number, and values whose category or period is not certain.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from natcom.columns import SEPARATOR, written_number
from natcom.config.primap import PrimapConfig, plain_label
from natcom.errors import InputError
from natcom.records import Extraction, TableValue

GRAMS = {"g": 1, "kg": 1e3, "t": 1e6, "Mg": 1e6, "kt": 1e9, "Gg": 1e9, "Mt": 1e12, "Tg": 1e12, "Gt": 1e15, "Pg": 1e15}
GRAMS_OF_A_GG = 1e9
_MASS = re.compile(rf"(?P<mass>{'|'.join(GRAMS)}) (?P<of>[A-Za-z0-9]+)")
_YEAR = re.compile(r"\d{4}")
CO2 = "CO2"

NO_CATEGORY = "its category is not certain"
NO_YEAR = "it does not hold for one calendar year"
NO_MASS = "its unit is not a mass of this gas"
REPEATED = "its table states another value for the same"
RANGE = "it is a range"

BESIDE_COLUMNS = (
    *("reason", "source", "table", "area (ISO3)", "entity", "category", "row_labels", "col_labels", "year"),
    *("text", "value", "unit", "notation_key", "record_id", "page"),
)


class Series(NamedTuple):
    """What identifies a row of the data set, in the order of its columns."""

    source: str
    scenario: str
    table: str
    area: str
    entity: str
    unit: str
    category: str


@dataclass(frozen=True)
class Interchange:
    """The three files: the data set, its description, and what stands beside; `values` counts numbers in the first."""

    data: bytes
    description: bytes
    beside: bytes
    values: int
    left_out: int


@dataclass(frozen=True)
class _Place:
    """Where a value belongs, or why it does not: exactly one of `series` (with `year`) and `reason` is given."""

    value: TableValue
    series: Series | None = None
    year: str = ""
    reason: str = ""
    entity: str = ""
    category: str = ""


def interchange(extraction: Extraction, config: PrimapConfig, name: str, gwp: str | None = None) -> Interchange:
    """The emission tables of an edition. `name` is that of the files without ending.

    `gwp` names the warming potentials behind CO2 equivalents, such as AR5GWP100; without it the one that the report
    names counts, and where it names none or several, entities in CO2 equivalents do not say which.

    Raises:
        InputError: the edition does not say which party reports, or no value of an emission table can be placed.
    """
    document = extraction.document
    if not document.party:
        raise InputError(
            f"{document.document_id} does not say which party reports; name it in the edition's file and run again."
        )
    named = {fact.gwp for fact in extraction.facts if fact.gwp}
    places = list(_Placing(extraction, config, gwp or (named.pop() if len(named) == 1 else None)).places())
    rows, beside = _collect(places)
    if not rows:
        raise InputError(f"{document.document_id} has no emission table whose gases and categories are known.")
    return Interchange(
        data=_data(rows, config),
        description=_description(extraction, config, name, sorted({series.entity for series in rows})),
        beside=_beside(extraction, beside),
        values=sum(len(years) for years in rows.values()),
        left_out=len(beside),
    )


class _Placing:
    """Finds the place of each value of the emission tables of one edition."""

    def __init__(self, extraction: Extraction, config: PrimapConfig, gwp: str | None) -> None:
        self.extraction = extraction
        self.config = config
        self.gwp = gwp
        kinds = {each.record_id: each.value_type for each in extraction.observations if each.value_type}
        self.scenarios = {key: kind for key, kind in kinds.items() if kind != "actual"}
        self.with_total = {
            value.table_id
            for value in extraction.table_values
            if self._codes(value.row_labels) == [config.total] or self._codes(value.col_labels) == [config.total]
        }

    def places(self) -> Iterator[_Place]:
        """The place of each value that is an amount of a greenhouse gas, in reading order."""
        for value in self.extraction.table_values:
            if value.gas in self.config.by_gas and _MASS.fullmatch(value.unit_code or ""):
                yield self._place(value)

    def _place(self, value: TableValue) -> _Place:
        entity, unit = self._entity(value)
        category = self._category(value)
        reason = (
            (NO_MASS if unit is None else "")
            or (NO_CATEGORY if category is None else "")
            or (NO_YEAR if not _YEAR.fullmatch(value.period or "") else "")
            or (RANGE if value.value_high is not None else "")
        )
        if reason or unit is None or category is None:
            return _Place(value, reason=reason, entity=entity, category=category or "")
        series = Series(
            source=self.extraction.document.document_id,
            scenario=self.scenarios.get(value.value_id, self.config.scenario),
            table=value.table_id,
            area=self.extraction.document.party or "",
            entity=entity,
            unit=unit,
            category=category,
        )
        return _Place(value, series, value.period or "", entity=entity, category=category)

    def _entity(self, value: TableValue) -> tuple[str, str | None]:
        """PRIMAP2's name of the gas, and its unit; the unit is None where the value is not a mass of it."""
        labelled = [
            self.config.gases[found] for found in map(self._plain, _labels(value)) if found in self.config.gases
        ]
        gas = labelled[-1] if labelled else self.config.by_gas[value.gas or ""]
        found = _MASS.fullmatch(value.unit_code or "")
        substance = found["of"] if found else None
        if gas.mass is not None and substance == gas.mass:
            return gas.entity, f"Gg {gas.mass} / yr"
        if substance == CO2:
            return (f"{gas.entity} ({self.gwp})" if self.gwp else gas.entity), f"Gg {CO2} / yr"
        return gas.entity, None

    def _plain(self, label: str) -> str:
        enumerator = self.config.enumerators.regex.match(label)
        return plain_label(label[enumerator.end() :] if enumerator else label)

    def _telling(self, labels: Sequence[str]) -> list[str]:
        """The labels that speak of a category, from the outside in."""
        plain = ((label, self._plain(label)) for label in labels)
        return [
            found
            for label, found in plain
            if found not in self.config.silent
            and found not in self.config.gases
            and not self.config.periods.regex.fullmatch(label.strip())
        ]

    def _codes(self, labels: Sequence[str]) -> list[str | None]:
        """The category of each telling label, None for one that is not known."""
        return [self.config.codes.get(label) for label in self._telling(labels)]

    def _category(self, value: TableValue) -> str | None:
        """The category that the innermost telling label names, where one side of the table alone speaks of them."""
        rows, columns = self._codes(value.row_labels), self._codes(value.col_labels)
        if rows and columns:
            return None
        told = rows or columns
        if told:
            return told[-1]
        return self.config.total if value.table_id in self.with_total else None


def _labels(value: TableValue) -> tuple[str, ...]:
    return (*value.row_labels, *value.col_labels)


def _collect(places: Iterable[_Place]) -> tuple[dict[Series, dict[str, float | int]], list[_Place]]:
    """Rows of the data set, and what stands beside it."""
    rows: dict[Series, dict[str, float | int]] = defaultdict(dict)
    beside = []
    for place in places:
        number = place.value.value
        if place.series is None or number is None:
            beside.append(place)
            continue
        found = _MASS.fullmatch(place.value.unit_code or "")
        amount = written_number(number * GRAMS[found["mass"]] / GRAMS_OF_A_GG) if found else number
        if rows[place.series].setdefault(place.year, amount) != amount:
            beside.append(_Place(place.value, None, place.year, REPEATED, place.entity, place.category))
    return dict(rows), beside


def _columns(config: PrimapConfig) -> list[str]:
    return [
        *("source", "scenario (natcom)", "table", "area (ISO3)", "entity", "unit"),
        f"category ({config.terminology})",
    ]


def _data(rows: Mapping[Series, Mapping[str, float | int]], config: PrimapConfig) -> bytes:
    years = sorted({year for values in rows.values() for year in values})
    table = [[*series, *(values.get(year, "") for year in years)] for series, values in sorted(rows.items())]
    return _csv([[*_columns(config), *years], *table])


def _csv(rows: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def _description(extraction: Extraction, config: PrimapConfig, name: str, entities: Sequence[str]) -> bytes:
    """The YAML that PRIMAP2 reads (by strictyaml, hence block style; texts in the quotes of JSON)."""
    document = extraction.document
    attributes = {
        "area": "area (ISO3)",
        "cat": f"category ({config.terminology})",
        "comment": f"Read from the report by natcom; sha256 of the source {document.sha256}",
        "institution": document.publisher,
        "references": document.source_url,
        "rights": document.licence,
        "scen": "scenario (natcom)",
        "title": document.title or document.document_id,
    }
    dimensions = sorted([*_columns(config), "time"])
    lines = [
        "attrs:",
        *(f"  {key}: {_quoted(value)}" for key, value in attributes.items() if value),
        f"data_file: {_quoted(f'{name}.csv')}",
        "dimensions:",
        "  '*':",
        *(f"  - {_quoted(each)}" for each in dimensions),
        "time_format: '%Y'",
    ]
    return ("\n".join(lines) + "\n").encode()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _beside(extraction: Extraction, places: Iterable[_Place]) -> bytes:
    document = extraction.document
    rows = [
        (
            place.reason or f"notation key {place.value.notation_key}",
            document.document_id,
            place.value.table_id,
            document.party,
            place.entity,
            place.category,
            SEPARATOR.join(place.value.row_labels),
            SEPARATOR.join(place.value.col_labels),
            place.value.period,
            place.value.text,
            place.value.value,
            place.value.unit_code,
            place.value.notation_key,
            place.value.value_id,
            place.value.page,
        )
        for place in places
    ]
    return _csv([BESIDE_COLUMNS, *rows])
