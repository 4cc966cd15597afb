"""Sections through renaming, renumbering, moving, splitting and merging."""

from __future__ import annotations

import pytest

from comparing import edition, found, section
from natcom.comparison import compare
from natcom.comparison.sections import names_another

WATER = "The reservoirs of the island hold enough water for two dry seasons, and new ones are planned in the hills."
POWER = "Electricity comes from wind and sun for the most part, and from gas where the evening peak has to be met."
ROADS = "Buses run on batteries in every town since the programme for clean transport was completed last summer."
TREES = "Forests cover half of the land, and what was cut in the last century has been planted again in most places."


def changes(old: list[dict[str, object]], new: list[dict[str, object]]) -> list[tuple[str, str]]:
    return found(edition(2021, sections=old), edition(2024, sections=new), "section")


def test_the_same_outline_has_not_changed() -> None:
    outline = [section("1", "Water", WATER), section("2", "Power", POWER)]
    assert found(edition(2021, sections=outline), edition(2024, sections=outline)) == []


def test_a_new_title_over_the_same_text_is_a_renaming() -> None:
    assert changes([section("1", "Water", WATER)], [section("1", "Reservoirs", WATER)]) == [("renamed", "wording")]


def test_a_section_put_in_renumbers_those_after_it() -> None:
    old = [section("1", "Water", WATER), section("2", "Power", POWER)]
    new = [section("1", "Water", WATER), section("2", "Forests", TREES), section("3", "Power", POWER)]
    assert changes(old, new) == [("added", "added"), ("renumbered", "structure")]


def test_renamed_and_renumbered_has_a_record_for_each() -> None:
    new = [section("1", "Forests", TREES), section("2", "Reservoirs", WATER)]
    assert changes([section("1", "Water", WATER)], new) == [
        ("added", "added"),
        ("renamed", "wording"),
        ("renumbered", "structure"),
    ]


def test_a_section_under_another_one_has_moved() -> None:
    old = [section("1", "Supply"), section("1/1.1", "Water", WATER), section("2", "Land", TREES)]
    new = [section("1", "Supply", POWER), section("2", "Land", TREES), section("2/2.1", "Water", WATER)]
    assert ("moved", "structure") in changes(old, new)
    assert ("removed", "dropped") not in changes(old, new)


def test_what_became_two_was_split_and_the_other_way_round_merged() -> None:
    one = [section("1", "Water and power", WATER, POWER)]
    two = [section("1", "Water", WATER), section("2", "Power", POWER)]
    assert changes(one, two) == [("split", "structure")] * 2
    assert changes(two, one) == [("merged", "structure")] * 2
    parts = compare(edition(2021, sections=one), edition(2024, sections=two)).changes[0].parts
    assert [part.title for part in parts] == ["Water", "Power"]


def test_a_common_title_alone_does_not_make_two_sections_one() -> None:
    old = [section("1", "Water", WATER), section("1/一", "Goals", POWER), section("2", "Land", TREES)]
    new = [section("1", "Water", WATER), section("2", "Land", TREES), section("2/一", "Goals", ROADS)]
    assert sorted(changes(old, new)) == [("added", "added"), ("removed", "dropped")]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("COP 24", "COP 27", True), ("COP 24", "COP 24", False), ("Goals for 2020", "Goals for 2030", False)],
)
def test_a_number_in_a_name_tells_things_apart_but_a_year_does_not(old: str, new: str, told: bool) -> None:
    assert names_another(old, new) is told


def test_a_changed_paragraph_is_told_with_its_words() -> None:
    old = edition(2021, sections=[section("1", "Water", WATER, POWER)])
    new = edition(2024, sections=[section("1", "Water", WATER.replace("two", "three"), POWER)])
    (change,) = compare(old, new).changes
    assert (change.what, change.change) == ("paragraph", "wording")
    assert [(d.op, d.text) for d in change.differences if d.op != "="] == [("-", "two"), ("+", "three")]


def test_a_paragraph_that_went_to_another_section_has_moved() -> None:
    old = edition(2021, sections=[section("1", "Water", WATER, ROADS), section("2", "Power", POWER)])
    new = edition(2024, sections=[section("1", "Water", WATER), section("2", "Power", POWER, ROADS)])
    assert found(old, new) == [("moved", "structure")]
