"""The packs of series: every pattern holds what its examples say, every unit is known, names are unique."""

from __future__ import annotations

from pathlib import Path

import pytest

from natcom.config import default_directory, load_config
from natcom.config.indicators import Indicator, read_packs
from natcom.errors import ConfigError

LANGUAGES = ["zh-Hant", "en"]
INDICATORS = [
    (code, i)
    for code in LANGUAGES
    for i in read_packs(sorted((default_directory() / "indicators").glob("*.toml")), code)
]
PACK = """
language = "zh-Hant"
title = "A pack"
title_zh = "一組"
[[indicators]]
name = "meetings"
title = "Meetings"
title_zh = "會談"
unit = "場"
words = '▮會談'
match = ["舉行▮會談"]
"""


@pytest.mark.parametrize(("code", "indicator"), INDICATORS, ids=[f"{code}-{i.name}" for code, i in INDICATORS])
def test_examples(code: str, indicator: Indicator) -> None:
    for example in indicator.match:
        assert indicator.says(example), f"{indicator.name} should match {example!r}"
    for example in indicator.no_match:
        assert not indicator.says(example), f"{indicator.name} should not match {example!r}"


@pytest.mark.parametrize(("code", "indicator"), INDICATORS, ids=[f"{code}-{i.name}" for code, i in INDICATORS])
def test_bounds_are_in_order(code: str, indicator: Indicator) -> None:
    if indicator.minimum is not None and indicator.maximum is not None:
        assert indicator.minimum < indicator.maximum


def test_there_are_series_for_the_whole_report() -> None:
    assert len({i.name for code, i in INDICATORS if code == "zh-Hant"}) >= 100


def test_packs_are_chosen_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(PACK, "utf-8")
    (tmp_path / "b.toml").write_text(PACK.replace('"meetings"', '"talks"'), "utf-8")
    assert [i.name for i in read_packs(sorted(tmp_path.glob("*.toml")), "zh-Hant")] == ["meetings", "talks"]
    assert [i.name for i in read_packs(sorted(tmp_path.glob("*.toml")), "zh-Hant", ["b"])] == ["talks"]
    assert read_packs(sorted(tmp_path.glob("*.toml")), "en") == ()


def test_unknown_pack(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no indicator pack oceans"):
        read_packs(sorted(tmp_path.glob("*.toml")), "zh-Hant", ["oceans"])


def test_one_name_for_two_series(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(PACK, "utf-8")
    (tmp_path / "b.toml").write_text(PACK, "utf-8")
    with pytest.raises(ConfigError, match="two indicators meetings"):
        read_packs(sorted(tmp_path.glob("*.toml")), "zh-Hant")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("words = '▮會談'", "words = '(▮會談'", "not a regular expression"),
        ('unit = "場"', "", "needs a unit"),
        ('match = ["舉行▮會談"]', "", "example"),
        ('name = "meetings"', 'name = "Meetings held"', "must hold only"),
        ('unit = "場"', 'unit = "場"\nkey = { name = "cop", places = ["heading"] }', "either a pattern or values"),
        ('unit = "場"', 'unit = "場"\ncolour = "red"', "not a known key"),
    ],
)
def test_faulty_packs(tmp_path: Path, old: str, new: str, what: str) -> None:
    (tmp_path / "a.toml").write_text(PACK.replace(old, new), "utf-8")
    with pytest.raises(ConfigError, match=what):
        read_packs(sorted(tmp_path.glob("*.toml")), "zh-Hant")


def test_an_edition_names_its_packs(tmp_path: Path) -> None:
    edition = tmp_path / "tw.toml"
    edition.write_text('id = "tw"\nlanguage = "zh-Hant"\nindicators = ["unfccc"]\n', "utf-8")
    names = {i.name for i in load_config(edition=edition).indicators}
    assert "cop_bilateral_meetings" in names
    assert "ghg_total" not in names
