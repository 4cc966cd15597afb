"""Lists: where they end, how many members they may be said to have, what their names are."""

from __future__ import annotations

import pytest

from natcom.checks.audit.listing import bare, listing_after, listing_before, listings, names
from natcom.config import load_config

WORDS = load_config().language.audit.lists
JOINED = WORDS.model_copy(update={"names": ("聖文森及格瑞那丁", "聖克里斯多福及尼維斯")})


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("推動減緩、調適、治理", 3, 3),
        ("推動減緩、調適及能力建構", 2, 3),
        ("先辦甲案，再辦減緩、調適、治理", 3, 3),
        ("甲市、乙市、丙市、丁市及戊市", 5, 5),
        ("揭露（含甲、乙）、監理、國際鏈結及誘因機制", 3, 4),
        ("「甲、乙」、「丙」及「丁」", 2, 3),
    ],
)
def test_list_before_a_number(text: str, least: int, most: int) -> None:
    listing = listing_before(text, len(text), WORDS)
    assert listing is not None
    assert (listing.least, listing.most) == (least, most)


def test_no_mark_no_list() -> None:
    assert listing_before("推動減緩及調適", 7, WORDS) is None


def test_a_conjunction_within_a_known_name_joins_nothing() -> None:
    text = "貝里斯、海地、聖克里斯多福及尼維斯與聖文森及格瑞那丁"
    plain, known = listing_before(text, len(text), WORDS), listing_before(text, len(text), JOINED)
    assert plain is not None
    assert known is not None
    assert (plain.most, known.most) == (6, 4)


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("甲社、乙社、丙社等團體參加", ("甲社", "乙社", "丙社")),
        ("甲社、乙社，以及丙社。其他", ("甲社", "乙社", "以及丙社")),
        ("甲社、乙社，並擴大辦理", ("甲社", "乙社")),
        ("初等教育、高等教育、成人教育等", ("初等教育", "高等教育", "成人教育")),
    ],
)
def test_list_after_a_number(text: str, members: tuple[str, ...]) -> None:
    listing = listing_after(text, 0, WORDS)
    assert listing is not None
    assert listing.members == members


def test_lists_within_brackets_are_their_own() -> None:
    found = listings("甲、乙、丙（丁、戊、己）、庚", WORDS)
    assert [one.least for one in found] == [4, 3]


def test_an_enumerator_is_no_member() -> None:
    (found,) = listings("已完成。五、水利、環境、能源、農業", WORDS)
    assert found.members[0] == "水利"


def test_names_are_bare_and_split_at_the_last_conjunction() -> None:
    (found,) = listings("邀請「水利署」、氣象署（前氣象局）、林業署及水利署等單位", WORDS)
    assert names(found, WORDS) == ("水利署", "氣象署", "林業署", "水利署")
    assert bare("帛琉（Palau）", WORDS) == "帛琉"
