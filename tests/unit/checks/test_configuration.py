"""The shipped configuration knows all codes it uses and doubles no label; faults put into one are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import builders
from natcom.checks.configuration import check_configuration, doubled_labels, unknown_codes
from natcom.config import Config, default_directory, load_config
from natcom.config.edition import Edition
from natcom.config.indicators import Indicator, Key

CONFIG = load_config()
EDITIONS = sorted((default_directory() / "editions").glob("*.toml"))


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.stem)
def test_the_shipped_editions_are_sound(path: Path) -> None:
    config = load_config(edition=path)
    assert list(unknown_codes(config)) == []
    assert list(doubled_labels(config)) == []


def edition(**fields: Any) -> Config:
    return replace(CONFIG, edition=Edition.model_validate({"id": "demo", "language": "zh-Hant", **fields}))


def test_a_party_that_is_no_country() -> None:
    assert list(unknown_codes(edition(party="XXX"))) == [("editions/demo: party", "XXX")]
    assert list(unknown_codes(edition(party="TWN"))) == []


def test_a_series_that_no_pack_defines() -> None:
    doubts = list(unknown_codes(edition(expect={"indicators": [{"indicator": "colours"}]})))
    assert doubts == [("editions/demo: expect.indicators", "colours")]


def series(**fields: Any) -> Config:
    made = Indicator.model_validate(
        {"name": "demo", "title": "Demo", "title_zh": "示範", "unit": "t", "subject": "x", **fields}
    )
    return replace(CONFIG, indicators=(made,))


def test_a_kind_of_name_and_a_gas_that_there_are_not() -> None:
    gases = Key(name="gas", places=("before",), values={"CO2": "a", "XYZ": "b"})
    assert list(unknown_codes(series(mentions=["planet"]))) == [("indicators: demo: mentions", "planet")]
    assert list(unknown_codes(series(key=gases.model_dump()))) == [("indicators: demo: key.values", "XYZ")]


@pytest.mark.parametrize(
    ("fields", "where", "what"),
    [
        ({"expect": {"headings": [{"title": "甲"}, {"title": "甲"}]}}, "expect.headings", "甲"),
        ({"tables": [{"number": "1"}, {"number": "1"}]}, "tables", "1"),
        ({"accepted": ["finding-1"], "waived": ["finding-1"]}, "accepted and waived", "finding-1"),
    ],
)
def test_entries_of_an_edition_that_stand_twice(fields: dict[str, Any], where: str, what: str) -> None:
    assert list(doubled_labels(edition(**fields))) == [(f"editions/demo: {where}", what)]


def test_a_spelling_that_two_things_of_one_kind_share() -> None:
    first, *others = (name for name in CONFIG.vocabulary.names if name.kind == "country")
    twin = others[0].model_copy(update={"variants": (first.name,)})
    vocabulary = CONFIG.vocabulary.model_copy(update={"names": (first, twin)})
    assert list(doubled_labels(replace(CONFIG, vocabulary=vocabulary))) == [("vocabulary: country", first.name)]


def test_findings_are_about_the_configuration() -> None:
    (one,) = check_configuration(builders.extraction(), edition(party="XXX"))
    assert (one.rule, one.about, one.found) == ("config-unknown", "configuration", "XXX")
