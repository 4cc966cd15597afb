"""Names of countries, cities, organisations, initiatives and sessions that the text speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from natcom.config import Config
from natcom.config.facts import FactWords
from natcom.config.vocabulary import Vocabulary
from natcom.identity import Ids
from natcom.model import Passage
from natcom.records import Box, Mention


def extract_mentions(passages: Sequence[Passage], config: Config, document_id: str) -> tuple[Mention, ...]:
    """Every name of the vocabulary that the passages hold, in order of place; where spellings overlap, the longest."""
    ids = Ids(document_id)
    mentions: list[Mention] = []
    for passage in passages:
        found = sorted(_found(passage.text, config.vocabulary, config.language.facts), key=lambda item: item[:2])
        for start, end, kind, code, name in found:
            boxes = tuple(Box(page=page, bbox=box) for page, box in passage.boxes(start, end))
            lines = passage.line_numbers(start, end)
            mentions.append(
                Mention(
                    mention_id=ids.make("mention", passage.record_id, kind, passage.text[start:end]),
                    kind=kind,
                    code=code,
                    name=name,
                    text=passage.text[start:end],
                    section_path=passage.section_path,
                    page=boxes[0].page if boxes else None,
                    boxes=boxes,
                    line_start=lines[0] if lines else None,
                    line_end=lines[1] if lines else None,
                )
            )
    return tuple(mentions)


def _found(
    text: str, vocabulary: Vocabulary, words: FactWords | None
) -> Iterator[tuple[int, int, str, str | None, str]]:
    """(start, end, kind, code, name) of each name; a session comes as `COP 29`."""
    taken: list[tuple[int, int]] = []
    if words is not None:
        for match in words.events.regex.finditer(text):
            number = next(group for group in match.groups() if group)
            taken.append(match.span())
            session = words.events.name.format(n=number)
            yield *match.span(), "session", session.replace(" ", ""), session
    for match in vocabulary.pattern.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            name = vocabulary.by_spelling[match[0]]
            yield *match.span(), name.kind, name.code, name.name
