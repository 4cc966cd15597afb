"""What an edition expects and does not hold is told, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import builders
from natcom.checks.expectations import check_expectations
from natcom.config import Config, load_config
from natcom.config._toml import validate
from natcom.config.edition import Edition
from natcom.config.indicators import Indicator
from natcom.errors import ConfigError
from natcom.records import Extraction

MEETINGS = Indicator(
    name="meetings", title="Meetings", title_zh="會談", unit="場", subject="會談", minimum=1, maximum=500
)


def config(**expect: Any) -> Config:
    edition = Edition.model_validate({"id": "demo", "language": "zh-Hant", "expect": expect})
    return replace(load_config(), edition=edition, indicators=(MEETINGS,))


def told(extraction: Extraction, **expect: Any) -> list[tuple[str, str | None, str | None]]:
    return [(f.rule, f.expected, f.found) for f in check_expectations(extraction, config(**expect))]


def report(**members: Any) -> Extraction:
    sections = (builders.section("8", "國際合作"), builders.section("8/8.1", "投融資合作"))
    return builders.extraction(sections=sections, **members)


@pytest.mark.parametrize(
    ("heading", "missing"),
    [
        ({"title": "國際合作"}, False),
        ({"title": "國際 合作"}, False),
        ({"title": "國際合作", "number": "8"}, False),
        ({"title": "國際合作", "number": "7"}, True),
        ({"title": "國家概況"}, True),
    ],
)
def test_a_heading_that_must_be_there(heading: dict[str, str], missing: bool) -> None:
    found = told(report(), headings=[heading])
    assert [rule for rule, _, _ in found] == (["heading-missing"] if missing else [])


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        ({"least": 2}, None),
        ({"most": 2}, None),
        ({"least": 3}, "≥ 3"),
        ({"most": 1}, "≤ 1"),
        ({"least": 3, "most": 9}, "3 – 9"),
    ],
)
def test_least_and_most_counts(bounds: dict[str, int], expected: str | None) -> None:
    assert told(report(), counts={"sections": bounds}) == ([("count-unexpected", expected, "2")] if expected else [])


def test_pages_left_out_excuse_what_is_missing() -> None:
    pages = (builders.page(1), builders.page(2, kind="unread"))
    assert told(report(pages=pages), headings=[{"title": "國家概況"}], counts={"facts": {"least": 5}}) == []


def test_a_series_without_a_value() -> None:
    ((rule, expected, _),) = told(report(), indicators=[{"indicator": "meetings"}])
    assert (rule, expected) == ("indicator-missing", "meetings")
    assert told(report(indicators=(builders.indicator("meetings"),)), indicators=[{"indicator": "meetings"}]) == []


@pytest.mark.parametrize(
    ("value", "unit", "expect", "rules"),
    [
        (37, "場", {}, []),
        (37, "家", {}, ["indicator-unit"]),
        (501, "場", {}, ["indicator-range"]),
        (0, "場", {}, ["indicator-range"]),
        (None, "場", {}, []),
        (501, "場", {"most": 600}, []),
        (37, "場", {"least": 40}, ["indicator-range"]),
        (37, "家", {"unit": "家"}, []),
    ],
)
def test_unit_and_plausible_range(value: int | None, unit: str, expect: dict[str, Any], rules: list[str]) -> None:
    series = builders.indicator("meetings", value, unit=unit)
    own = [{"indicator": "meetings", **expect}] if expect else []
    assert [rule for rule, _, _ in told(report(indicators=(series,)), indicators=own)] == rules


def test_without_an_edition_the_packs_bounds_hold() -> None:
    bare = replace(load_config(), indicators=(MEETINGS,))
    extraction = report(indicators=(builders.indicator("meetings", 900),))
    assert [f.rule for f in check_expectations(extraction, bare)] == ["indicator-range"]


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ({"counts": {"colours": {"least": 1}}}, "colours is not a file"),
        ({"counts": {"facts": {"least": 3, "most": 1}}}, "least is more than most"),
        ({"colour": 1}, "is not a known key"),
    ],
)
def test_expectations_that_cannot_be_understood(expect: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        validate({"id": "demo", "language": "en", "expect": expect}, Edition, "demo.toml")
