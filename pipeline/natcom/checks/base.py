"""What a check is, and how it says what it found.

A check is a function from an extraction and the configuration to findings. It is pure: no file, clock or global. Its
rules stand in `configs/checks.toml` with severity, blame and message, so no wording stands in Python.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from natcom.config import Config
from natcom.identity import digest
from natcom.records import Box, Cell, Extraction, Finding, Located, Table

Check = Callable[[Extraction, Config], Iterable[Finding]]

Word = str | int | float | None


class Side(NamedTuple):
    """One of the places that a finding speaks of."""

    record_id: str
    page: int | None = None
    page_label: str | None = None
    boxes: tuple[Box, ...] = ()
    line_start: int | None = None
    line_end: int | None = None


def record_id(record: Located) -> str:
    """The record's own id: the first of its class's fields that is one (`paragraph_id` of a paragraph).

    >>> from natcom.records import TableValue
    >>> record_id(TableValue(value_id="v1", table_id="t1", row=0, col=0, text="3", series_id="s"))
    'v1'
    """
    own = next(name for name in type(record).model_fields if name not in Located.model_fields and name.endswith("_id"))
    return str(getattr(record, own))


def side(record: Located, boxes: tuple[Box, ...] = ()) -> Side:
    """The whole record as a side, or the part of it within `boxes`."""
    page = boxes[0].page if boxes else record.page
    label = record.page_label if page == record.page else None
    return Side(record_id(record), page, label, boxes or record.boxes, record.line_start, record.line_end)


def cell_side(table: Table, cells: Iterable[Cell]) -> Side:
    """Some cells of a table as a side."""
    return side(table, tuple(Box(page=c.page, bbox=c.bbox) for c in cells if c.page is not None and c.bbox is not None))


def quote(text: str, config: Config) -> str:
    """`text` as a message quotes it: on one line, cut in the middle where it is long."""
    flat, most = " ".join(text.split()), config.checks.audit.quote_length
    return flat if len(flat) <= most else f"{flat[: most - most // 3]}…{flat[-(most // 3) :]}"


def plain(value: float | int) -> str:
    """A number as a message shows it.

    >>> plain(1234567), plain(68.27586206), plain(2.0)
    ('1,234,567', '68.276', '2')
    """
    if isinstance(value, int) or float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.3f}".rstrip("0") if abs(value) >= 1 else f"{value:.4g}"


def finding(extraction: Extraction, config: Config, rule: str, sides: Sequence[Side], **words: Word) -> Finding:
    """A finding of `rule` about `sides`, the first of which that has a page gives it.

    `words` fill the rule's messages; `expected` and `found` among them also fill the columns of that name. The id is
    made from the document, the rule and the words, so it stays when reading gives the records other ids.

    Raises:
        KeyError: the rule is not configured, or its messages want a word that is not given.
    """
    settings = config.checks.rules[rule]
    shown = {name: plain(value) if isinstance(value, int | float) else value for name, value in words.items()}
    parts = [f"{name}={shown[name]}" for name in sorted(shown)]
    first = next((one for one in sides if one.page is not None), sides[0] if sides else Side(""))
    return Finding(
        page=first.page,
        page_label=first.page_label,
        boxes=tuple(dict.fromkeys(box for one in sides for box in one.boxes)),
        line_start=first.line_start,
        line_end=first.line_end,
        finding_id=f"finding-{digest(extraction.document.document_id, rule, *parts)}",
        rule=rule,
        severity=settings.severity,
        about=settings.about,
        status=settings.status,
        message=settings.en.format_map(shown),
        message_zh=settings.zh.format_map(shown),
        record_ids=tuple(dict.fromkeys(one.record_id for one in sides if one.record_id)),
        expected=shown.get("expected"),
        found=shown.get("found"),
    )


def run_all(checks: Iterable[Check], extraction: Extraction, config: Config) -> tuple[Finding, ...]:
    """What all the checks find, in reading order; rules that are off are left out, equal ids are told by occurrence."""
    found = [one for check in checks for one in check(extraction, config) if one.severity != "off"]
    seen: Counter[str] = Counter()
    told: list[Finding] = []
    for one in sorted(found, key=reading_order):
        seen[one.finding_id] += 1
        nth = seen[one.finding_id]
        told.append(one if nth == 1 else one.model_copy(update={"finding_id": f"{one.finding_id}.{nth}"}))
    return tuple(told)


def reading_order(one: Finding) -> tuple[float, float, float, int, str, str, tuple[str, ...]]:
    """What findings are sorted by: page, place on it, rule, id."""
    box = one.boxes[0].bbox if one.boxes else (0.0, 0.0, 0.0, 0.0)
    return one.page or 0, box[1], box[0], one.line_start or 0, one.rule, one.finding_id, one.record_ids
