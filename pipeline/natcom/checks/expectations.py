"""What the edition's file expects of it: headings, counts of records, and series with unit and plausible range."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from natcom.checks.base import finding, side
from natcom.config import Config
from natcom.config.expectations import Bounds, ExpectedHeading, ExpectedIndicator
from natcom.records import Extraction, Finding, IndicatorValue, Section
from natcom.text.squeeze import squeeze

SAME_TITLE = 0.9  # one slip in ten characters: a heading is renamed from there on


def check_expectations(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Expected headings and series that are missing, counts and values out of bounds; pages left out excuse them."""
    whole = all(page.kind != "unread" for page in extraction.pages)
    expected = config.edition.expect if config.edition else None
    if expected is not None and whole:
        for heading in expected.headings:
            if not any(is_heading(heading, section) for section in extraction.sections):
                name = f"{heading.number} {heading.title}".strip()
                yield finding(extraction, config, "heading-missing", [], expected=name)
        for file, bounds in expected.counts.items():
            count = len(getattr(extraction, file))
            if not bounds.hold(count):
                yield finding(extraction, config, "count-unexpected", [], file=file, expected=str(bounds), found=count)
        yield from _missing_series(extraction, config)
    yield from _implausible(extraction, config)


def is_heading(expected: ExpectedHeading, section: Section) -> bool:
    """Whether the section is the one expected: its number too, where one is given."""
    if expected.number and squeeze(expected.number) != squeeze(section.number):
        return False
    likeness = Levenshtein.normalized_similarity(squeeze(expected.title), squeeze(section.title))
    return bool(likeness >= SAME_TITLE)


def _expected_series(config: Config) -> tuple[ExpectedIndicator, ...]:
    return config.edition.expect.indicators if config.edition else ()


def _missing_series(extraction: Extraction, config: Config) -> Iterator[Finding]:
    found = {value.indicator for value in extraction.indicators}
    titles = {known.name: (known.title, known.title_zh) for known in config.indicators}
    for name in dict.fromkeys(one.indicator for one in _expected_series(config)):
        if name not in found:
            title, title_zh = titles.get(name, (name, name))
            words = {"expected": name, "title": title, "title_zh": title_zh}
            yield finding(extraction, config, "indicator-missing", [], **words)


def _implausible(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Values of series in another unit, or beyond what the edition, else the pack, takes for plausible."""
    units = {known.name: known.unit for known in config.indicators}
    ranges = {known.name: Bounds(least=known.minimum, most=known.maximum) for known in config.indicators}
    for one in _expected_series(config):
        if one.unit is not None:
            units[one.indicator] = one.unit
        if one.bounds is not None:
            ranges[one.indicator] = one.bounds
    for value in extraction.indicators:
        unit, bounds = units.get(value.indicator), ranges.get(value.indicator, Bounds())
        if unit is not None and value.unit is not None and squeeze(unit) != squeeze(value.unit):
            words = {"indicator": _name(value), "expected": unit, "found": value.unit}
            yield finding(extraction, config, "indicator-unit", [side(value)], **words)
        elif value.value is not None and not bounds.hold(value.value):
            words = {"indicator": _name(value), "expected": str(bounds)}
            yield finding(extraction, config, "indicator-range", [side(value)], found=value.value, **words)


def _name(value: IndicatorValue) -> str:
    return f"{value.indicator} [{value.dim_value}]" if value.dim_value else value.indicator
