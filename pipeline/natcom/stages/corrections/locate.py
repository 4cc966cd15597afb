"""Finding a record again: by its id, and by where and how it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from natcom.config.corrections import CORRECTABLE, Correction
from natcom.records import Located
from natcom.text.squeeze import squeeze


class Anchor(NamedTuple):
    """Where a record stands whatever its id: page, printed text, and the how-manieth of that text on that page."""

    page: int | None
    text: str
    occurrence: int


def id_of(file: str, record: Located) -> str:
    """The record's own id."""
    return str(getattr(record, CORRECTABLE[file].id_field))


def printed(file: str, record: Located) -> str:
    """The text by which a record of this file is recognised, as it is compared."""
    return squeeze(getattr(record, CORRECTABLE[file].text_field))


def anchor_of(file: str, record: Located, records: Iterable[Located]) -> Anchor:
    """The anchor of `record` among the `records` of its file."""
    text = printed(file, record)
    same = in_reading_order(r for r in records if r.page == record.page and printed(file, r) == text)
    place = next((n for n, r in enumerate(same, 1) if id_of(file, r) == id_of(file, record)), 1)
    return Anchor(record.page, str(getattr(record, CORRECTABLE[file].text_field) or ""), place)


def locate(records: Sequence[Located], row: Correction) -> Located | None:
    """The record that a correction means, or None.

    One whose id and printed text both fit comes first, then the one at the anchor, then the one of that id: ids end in
    a count where records are equal, so an id alone may have moved on to a neighbour.
    """
    by_id = [r for r in records if row.record_id and id_of(row.file, r) == row.record_id]
    if not row.text:
        return by_id[0] if by_id else None
    wanted = squeeze(row.text)
    same = [r for r in records if _fits(row, r, wanted)]
    exact = [r for r in by_id if any(r is other for other in same)]
    if exact:
        return exact[0]
    ordered = in_reading_order(same)
    if row.occurrence <= len(ordered):
        return ordered[row.occurrence - 1]
    return by_id[0] if by_id else None


def _fits(row: Correction, record: Located, wanted: str) -> bool:
    return printed(row.file, record) == wanted and (row.page is None or record.page == row.page)


def in_reading_order(records: Iterable[Located]) -> list[Located]:
    """The records by page, line, top and left edge of their first box; those without a place keep their order."""
    return sorted(records, key=_place)


def _place(record: Located) -> tuple[Any, ...]:
    box = record.boxes[0].bbox if record.boxes else (0.0, 0.0, 0.0, 0.0)
    start = getattr(record, "char_start", 0)
    return record.page or 0, record.line_start or 0, round(box[1]), round(box[0]), start
