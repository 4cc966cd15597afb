"""All corrections of an edition, one after the other; each says what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Literal, NamedTuple

from natcom.config.corrections import CORRECTABLE, Correction
from natcom.model import Passage
from natcom.records import Extraction, Located
from natcom.stages.corrections.additions import find_spot, make_record
from natcom.stages.corrections.change import FOLLOWERS, Members, cell_text, fix, reject
from natcom.stages.corrections.locate import id_of, locate

Status = Literal["applied", "needless", "unmatched", "incomplete"]


class Outcome(NamedTuple):
    """What became of a correction.

    `needless`: the reading is right by now. `unmatched`: there is no such record, or nothing is printed so.
    `incomplete`: an added record lacks the fields in `detail`.
    """

    correction: Correction
    status: Status
    record_id: str | None = None
    detail: str = ""


class Corrected(NamedTuple):
    """The records after the corrections, and what became of each."""

    extraction: Extraction
    outcomes: tuple[Outcome, ...]


def apply_corrections(
    extraction: Extraction,
    corrections: Sequence[Correction],
    passages: Sequence[Passage] = (),
    sentence_ends: str = ".",
) -> Corrected:
    """The extraction with all corrections applied in their order, but for waivers, which are of findings.

    A record is found by its id where the printed text fits too, else by its anchor. What it held before stands in
    `corrected_from` as JSON. Indicators and observations made from a mended record follow it. `passages` give the exact
    boxes of what is added (without them it has its paragraph's), `sentence_ends` the ends of its context.
    """
    names = (*CORRECTABLE, *FOLLOWERS, "paragraphs")
    members: Members = {name: tuple(getattr(extraction, name)) for name in names}
    outcomes: list[Outcome] = []
    for rows in _units(corrections):
        if rows[0].action == "fix":
            members, outcome = _fix(members, rows[0])
        elif rows[0].action == "reject":
            members, outcome = _reject(members, rows[0])
        else:
            members, outcome = _add(members, rows, extraction.document.document_id, (passages, sentence_ends))
        outcomes.append(outcome)
    changed = {name: records for name, records in members.items() if records != tuple(getattr(extraction, name))}
    return Corrected(extraction.model_copy(update=changed) if changed else extraction, tuple(outcomes))


def _units(corrections: Sequence[Correction]) -> list[tuple[Correction, ...]]:
    """Corrections that go together: the rows of one added record, which must follow each other; others alone."""

    def key(item: tuple[int, Correction]) -> tuple[Any, ...]:
        index, row = item
        return (row.file, row.page, row.text, row.occurrence) if row.action == "add" else (index,)

    numbered = [(index, row) for index, row in enumerate(corrections) if row.action != "waive"]
    return [tuple(row for _, row in group) for _, group in groupby(numbered, key)]


def _fix(members: Members, row: Correction) -> tuple[Members, Outcome]:
    record = locate(members[row.file], row)
    if record is None:
        return members, Outcome(row, "unmatched")
    found = id_of(row.file, record)
    if _holds(record, row):
        return members, Outcome(row, "needless", found)
    if cell_text(record, row.field) is None and row.field not in type(record).model_fields:
        return members, Outcome(row, "unmatched", found)
    return fix(members, record, row), Outcome(row, "applied", found)


def _reject(members: Members, row: Correction) -> tuple[Members, Outcome]:
    record = locate(members[row.file], row)
    if record is None:
        return members, Outcome(row, "unmatched")
    return reject(members, record, row), Outcome(row, "applied", id_of(row.file, record))


def _holds(record: Located, row: Correction) -> bool:
    """Whether the record says already what the correction would have it say."""
    if row.field in type(record).model_fields:
        return bool(getattr(record, row.field) == row.parsed())
    return cell_text(record, row.field) == row.value


def _add(
    members: Members, rows: Sequence[Correction], document_id: str, reading: tuple[Sequence[Passage], str]
) -> tuple[Members, Outcome]:
    first = rows[0]
    passages, sentence_ends = reading
    known = locate(members[first.file], first)
    if known is not None:  # read by itself by now: what differs is mended, nothing is doubled
        wrong = [row for row in rows if not _holds(known, row)]
        for row in wrong:
            members, _ = _fix(members, row)
        return members, Outcome(first, "applied" if wrong else "needless", id_of(first.file, known))
    spot = find_spot(first, members["paragraphs"], passages)
    if spot is None:
        return members, Outcome(first, "unmatched")
    made = make_record(document_id, rows, spot, sentence_ends)
    if isinstance(made, str):
        return members, Outcome(first, "incomplete", detail=made)
    members = members | {first.file: (*members[first.file], made)}
    return members, Outcome(first, "applied", id_of(first.file, made))
