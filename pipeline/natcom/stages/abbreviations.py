"""Abbreviations as the text introduces them: short form, what it stands for, and the name in the report's language."""

from __future__ import annotations

from collections.abc import Sequence

from natcom.config.language import AbbreviationWords
from natcom.identity import Ids
from natcom.model import Passage
from natcom.records import Abbreviation, Box
from natcom.stages.passages import rounded


def extract_abbreviations(
    document_id: str, passages: Sequence[Passage], words: AbbreviationWords
) -> tuple[Abbreviation, ...]:
    """Each abbreviation where it is first introduced, in reading order; later ones of the same are left out."""
    ids = Ids(document_id)
    seen: set[tuple[str, str]] = set()
    found: list[Abbreviation] = []
    for passage in passages:
        matches = sorted(
            (m for pattern in words.patterns for m in pattern.regex.finditer(passage.text)),
            key=lambda m: (m.start(), -m.end()),
        )
        for match in matches:
            groups = match.groupdict()
            short, expansion = groups["short"].strip(), groups["expansion"].strip(" ,\u3001\uff0c")
            if (short, expansion.casefold()) in seen:
                continue
            seen.add((short, expansion.casefold()))
            boxes = tuple(Box(page=page, bbox=rounded(box)) for page, box in passage.boxes(*match.span()))
            numbers = passage.line_numbers(*match.span())
            found.append(
                Abbreviation(
                    abbreviation_id=ids.make("abb", short, expansion),
                    short=short,
                    expansion=expansion,
                    name=(groups.get("name") or "").strip() or None,
                    language=words.expansion_language,
                    section_path=passage.section_path,
                    page=boxes[0].page if boxes else None,
                    boxes=boxes,
                    line_start=numbers[0] if numbers else None,
                    line_end=numbers[1] if numbers else None,
                )
            )
    return tuple(found)
