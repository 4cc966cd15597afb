"""What sections are about, by their titles and the parts they stand in."""

from __future__ import annotations

import pytest

from natcom.config import load_config
from natcom.records import Section
from natcom.stages.topics import with_topics

TOPICS = load_config().topics


def topics_of(*rows: tuple[str, str | None], language: str = "en") -> list[str | None]:
    """The topics of sections given as (title, title of the parent), in order."""
    made = [
        Section(
            section_id=title, parent_id=parent, level=2 if parent else 1, label="", number="", title=title, path=title
        )
        for title, parent in rows
    ]
    return [section.topic for section in with_topics(made, TOPICS, language)]


def test_codes_are_unique_and_phrases_are_in_both_languages() -> None:
    codes = [topic.code for topic in TOPICS]
    assert len(set(codes)) == len(codes) > 8
    for topic in TOPICS:
        assert set(topic.strong) == set(topic.weak) == {"en", "zh-Hant"}


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("National circumstances relevant to emissions", "national_circumstances"),
        ("Greenhouse gas inventory information", "inventory"),
        ("Policies and measures", "policies_measures"),
        ("Projections and the total effect of policies and measures", "projections"),
        ("Vulnerability assessment, climate change impacts and adaptation measures", "vulnerability_adaptation"),
        ("Financial resources and transfer of technology", "finance_technology"),
        ("Research and systematic observation", "research"),
        ("Education, training and public awareness", "education"),
        ("Tracking progress made in the nationally determined contribution", "ndc_progress"),
        ("The harbour and its fish market", None),
    ],
)
def test_a_title_names_its_topic(title: str, topic: str | None) -> None:
    assert topics_of((title, None)) == [topic]


def test_chinese_titles_name_theirs() -> None:
    given = (("國家概況", None), ("溫室氣體排放與移除清冊", None), ("氣候變遷調適", None), ("港口與漁市", None))
    expected = ["national_circumstances", "inventory", "vulnerability_adaptation", None]
    assert topics_of(*given, language="zh-Hant") == expected


def test_a_sure_part_hands_its_topic_down_whatever_the_titles_below_say() -> None:
    rows = (("National circumstances", None), ("Education and training", "National circumstances"))
    assert topics_of(*rows) == ["national_circumstances"] * 2


def test_a_part_without_a_topic_leaves_it_to_the_sections_below() -> None:
    rows = (("Other information", None), ("Public awareness", "Other information"))
    assert topics_of(*rows) == [None, "education"]


def test_a_title_on_two_topics_has_none_and_confidence_falls_from_level_to_level() -> None:
    assert topics_of(("Public awareness and systematic observation", None)) == [None]
    made = [
        Section(section_id="a", level=1, label="", number="", title="Inventory report", path="a"),
        Section(section_id="b", parent_id="a", level=2, label="", number="", title="Cement", path="a/b"),
    ]
    above, below = with_topics(made, TOPICS, "en")
    assert above.topic_confidence is not None
    assert below.topic_confidence is not None
    assert 0.5 < below.topic_confidence < above.topic_confidence <= 0.9
