"""What each section is about, in the words of the Convention's outline: reports of different Parties line up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from natcom.config.topics import Topic
from natcom.records import Section

STRONG, WEAK = 0.9, 0.5  # confidence that a phrase gives which fills its title
FILLED = 0.35  # share of the title that a phrase fills where it counts in full
SURE = 0.75  # from here on a section's topic is that of all below it, whatever their titles say
HANDED_DOWN = 0.97  # of its confidence that a section's topic keeps from one level to the next
LEAST = 0.45  # below this nothing is said
AHEAD = 0.15  # by how much the best topic must lead the next: a chapter on two of them has none


class _Reading(NamedTuple):
    code: str
    confidence: float


def with_topics(sections: Sequence[Section], topics: Sequence[Topic], language: str) -> tuple[Section, ...]:
    """The sections, each with the topic that its title or the part it stands in names; null where that is unsure."""
    found: dict[str, _Reading | None] = {}
    result: list[Section] = []
    for section in sections:
        above = found.get(section.parent_id) if section.parent_id else None
        own = _named(section.title, topics, language)
        reading = _settled(own, above)
        found[section.section_id] = reading
        result.append(
            section.model_copy(
                update={"topic": reading.code, "topic_confidence": round(reading.confidence, 2)} if reading else {}
            )
        )
    return tuple(result)


def _settled(own: _Reading | None, above: _Reading | None) -> _Reading | None:
    """The section's own topic, or that of the part it stands in where that is surer."""
    if above is None:
        return own
    kept = above._replace(confidence=above.confidence * HANDED_DOWN)
    if own is None or (own.code != above.code and above.confidence >= SURE):
        return kept if kept.confidence >= LEAST else None
    return max(own, kept, key=lambda reading: reading.confidence)


def _named(title: str, topics: Sequence[Topic], language: str) -> _Reading | None:
    """The topic that the title's own words name; None where none does, or two do.

    A phrase within a longer one that names another topic counts nothing: the effect of policies is no policy.
    """
    text = re.sub(r"\s+", " ", title).casefold().strip()
    found = [
        (phrase.casefold(), weight, topic.code)
        for topic in topics
        for phrases, weight in ((topic.strong, STRONG), (topic.weak, WEAK))
        for phrase in phrases.get(language, ())
        if _holds(text, phrase.casefold())
    ]
    scores: dict[str, float] = {}
    for phrase, weight, code in found:
        if not any(phrase != other and phrase in other and code != owner for other, _, owner in found):
            filled = min(1.0, 0.5 + 0.5 * len(phrase) / (FILLED * len(text)))
            scores[code] = max(scores.get(code, 0.0), weight * filled)
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < LEAST or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < AHEAD):
        return None
    return _Reading(*ranked[0])


def _holds(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text, as whole words where words have blanks between them."""
    if not phrase.isascii():
        return phrase in text
    return re.search(rf"(?<![a-z]){re.escape(phrase)}(?![a-z])", text) is not None
