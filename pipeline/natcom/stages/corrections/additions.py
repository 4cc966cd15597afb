"""A record that reading missed and people have added. It must be printed where they say: nothing is added unseen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import ValidationError

from natcom.config.corrections import CORRECTABLE, Correction
from natcom.identity import digest
from natcom.model import Passage
from natcom.records import Box, Fact, Located, Paragraph, Step
from natcom.text.squeeze import squeeze

ADDED_RULE = "correction"


class Spot(NamedTuple):
    """Where an added text is printed: the characters [start, end) of `text`, with its places and section."""

    text: str
    start: int
    end: int
    boxes: tuple[Box, ...]
    origin: str
    record_id: str
    section_id: str | None
    section_path: str | None


def find_spot(row: Correction, paragraphs: Sequence[Paragraph], passages: Sequence[Passage]) -> Spot | None:
    """The how-manieth place of the printed text on its page, or None; passages know where each character stands."""
    seen = 0
    for spot in _spots(row, paragraphs, passages):
        if not spot.boxes or any(box.page == row.page for box in spot.boxes):
            seen += 1
            if seen == row.occurrence:
                return spot
    return None


def _spots(row: Correction, paragraphs: Sequence[Paragraph], passages: Sequence[Passage]) -> list[Spot]:
    if passages:
        return [
            Spot(p.text, a, b, _boxes(p, a, b), p.origin, p.record_id, p.section_id, p.section_path)
            for p in passages
            for a, b in _finds(p.text, row.text)
        ]
    return [
        Spot(p.text, a, b, p.boxes, "paragraph", p.paragraph_id, p.section_id, p.section_path)
        for p in paragraphs
        for a, b in _finds(p.text, row.text)
    ]


def _boxes(passage: Passage, start: int, end: int) -> tuple[Box, ...]:
    return tuple(Box(page=page, bbox=tuple(box)) for page, box in passage.boxes(start, end))


def _finds(text: str, wanted: str) -> list[tuple[int, int]]:
    """All places of `wanted` in `text` whatever their blanks and widths, as [start, end); never a part of a number."""
    places = [i for i, c in enumerate(text) if squeeze(c)]
    flat = [squeeze(text[i]) for i in places]
    short = "".join(flat)
    owner = [i for i, piece in zip(places, flat, strict=True) for _ in piece]
    key = squeeze(wanted)
    found, at = [], short.find(key) if key else -1
    while at >= 0:
        end = at + len(key)
        if not (_in_number(short, at) or _in_number(short, end)):
            found.append((owner[at], owner[end - 1] + 1))
        at = short.find(key, end)
    return found


def _in_number(text: str, at: int) -> bool:
    """Whether the place between two characters lies within a number (2|8, 1,|234, 1|.5)."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if re.search(r"\d$", before):
        return re.match(r"[.,]?\d", after) is not None
    return re.search(r"\d[.,]$", before) is not None and after[:1].isdigit()


def make_record(document_id: str, rows: Sequence[Correction], spot: Spot, sentence_ends: str) -> Located | str:
    """The record that the rows describe, field by field; else what it still lacks, in words."""
    first = rows[0]
    known = CORRECTABLE[first.file]
    values: dict[str, Any] = {
        known.id_field: first.record_id or added_id(document_id, first),
        known.text_field: first.text,
        "page": first.page,
        "boxes": spot.boxes,
        "section_id": spot.section_id,
        "section_path": spot.section_path,
        "corrected_from": "{}",
    }
    if known.record is Fact:
        values |= _fact_values(first, spot, sentence_ends)
    values |= {row.field: row.parsed() for row in rows}
    if known.record is Fact:
        values.setdefault(
            "series_id", digest("series", values.get("subject"), values.get("unit"), values.get("measure"))
        )
    fields = known.record.model_fields
    try:
        return known.record.model_validate({name: value for name, value in values.items() if name in fields})  # type: ignore[return-value]
    except ValidationError as error:
        return ", ".join(sorted({str(e["loc"][0]) for e in error.errors()}))


def added_id(document_id: str, row: Correction) -> str:
    """The id of an added record, made from its anchor."""
    kind = CORRECTABLE[row.file].id_field.removesuffix("_id")
    return f"{kind}-{digest(document_id, ADDED_RULE, row.page, row.text, row.occurrence)}"


def _fact_values(row: Correction, spot: Spot, sentence_ends: str) -> dict[str, Any]:
    start, end = _sentence(spot, sentence_ends)
    context = spot.text[start:end].strip()
    quote = spot.text[spot.start : spot.end]
    why = "; ".join(part for part in (row.reason, row.who, row.when) if part)
    return {
        "paragraph_id": spot.record_id if spot.origin == "paragraph" else None,
        "origin": spot.origin,
        "quote": quote,
        "context": context,
        "occurrence": spot.text.count(quote, start, spot.end),
        "measure": "level",
        "char_start": spot.start,
        "char_end": spot.end,
        "rule": ADDED_RULE,
        "steps": (Step(step=ADDED_RULE, before=quote, after=why),),
    }


def _sentence(spot: Spot, sentence_ends: str) -> tuple[int, int]:
    """The sentence of the spot as [start, end), its end mark included."""
    start = max((spot.text.rfind(mark, 0, spot.start) for mark in sentence_ends), default=-1) + 1
    ends = [at for mark in sentence_ends if (at := spot.text.find(mark, spot.end)) >= 0]
    return start, min(ends) + 1 if ends else len(spot.text)
