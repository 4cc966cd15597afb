"""The vocabulary's files: codes are unique and well formed, spellings lead to one thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from natcom.config import load_config
from natcom.config.places import Places
from natcom.config.vocabulary import KINDS, read_vocabulary
from natcom.errors import ConfigError

NAMES = load_config().vocabulary.names


@pytest.mark.parametrize("kind", KINDS.values())
def test_codes_of_a_kind_are_unique(kind: str) -> None:
    codes = [name.code for name in NAMES if name.kind == kind and name.code]
    assert len(codes) == len(set(codes))
    assert kind == "city" or codes


def test_country_codes_are_alpha_3_and_say_where_they_are_from() -> None:
    countries = [name for name in NAMES if name.kind == "country"]
    assert all(re.fullmatch("[A-Z]{3}", name.code) and name.reference for name in countries if name.code)
    assert len(countries) > 200


def test_no_spelling_of_a_kind_stands_for_two_things() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for name in NAMES:
        for spelling in {name.name, *name.variants}:
            owners.setdefault((name.kind, spelling), set()).add(name.name)
    assert {key: names for key, names in owners.items() if len(names) > 1} == {}


def test_other_columns_are_an_error(tmp_path: Path) -> None:
    for stem in KINDS:
        (tmp_path / "vocabulary").mkdir(exist_ok=True)
        (tmp_path / "vocabulary" / f"{stem}.csv").write_text("code,name\nA,b\n", "utf-8")
    with pytest.raises(ConfigError, match="must have the columns"):
        read_vocabulary(Places((tmp_path,)))
