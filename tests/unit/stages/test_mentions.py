"""Names found in the text, with their codes."""

from __future__ import annotations

import pytest

from natcom.config import load_config
from natcom.model import Passage
from natcom.stages.mentions import extract_mentions

CONFIG = load_config(language="zh-Hant")


def _names(text: str) -> list[tuple[str, str | None, str]]:
    mentions = extract_mentions([Passage(text, "paragraph", "p1", "s1", "8")], CONFIG, "report")
    return [(mention.kind, mention.code, mention.text) for mention in mentions]


@pytest.mark.parametrize("spelling", ["聖文森及格瑞那丁", "聖文森及格林那丁", "聖文森"])
def test_spellings_of_a_country_have_one_code(spelling: str) -> None:
    assert _names(f"我團與{spelling}會談。") == [("country", "VCT", spelling)]


def test_place_without_a_code_has_none() -> None:
    assert _names("另訪問索馬利蘭。") == [("country", None, "索馬利蘭")]


def test_longest_name_wins_and_parts_of_other_names_are_none() -> None:
    assert _names("聯合國環境署與巴黎協定，加勒比海地區與印度洋。") == [
        ("organisation", "UNEP", "聯合國環境署"),
        ("initiative", "Paris", "巴黎協定"),
    ]


def test_sessions_are_told_by_their_number() -> None:
    assert _names("COP29 與公約第 28 次締約方大會") == [
        ("session", "COP29", "COP29"),
        ("session", "COP28", "公約第 28 次締約方大會"),
    ]


def test_display_name_is_our_own() -> None:
    (mention,) = extract_mentions([Passage("台灣參與", "paragraph", "p", "s", "1")], CONFIG, "report")
    assert (mention.name, mention.code) == ("臺灣", "TWN")
