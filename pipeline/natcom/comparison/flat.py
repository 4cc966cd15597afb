"""Changes, restatements and time lines as rows of a CSV file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from natcom.columns import BOX_COLUMNS, POINT_DECIMALS, SEPARATOR, written_number
from natcom.comparison.ledger import name_of, quote_of
from natcom.comparison.records import (
    CaptionedSide,
    Change,
    Difference,
    ParagraphSide,
    Restatement,
    SectionSide,
    SeriesValue,
    Side,
    ValueSide,
)
from natcom.records import Box

Value = str | int | float | None
Row = dict[str, Value]

SIDE = ("id", "section", "number", "name", "text", "value", "value_high", "unit", "period", "page", "page_label")
HEAD = ("change_id", "what", "change", "class", "origin", "old_document", "new_document")
MEASURES = ("delta", "relative", "unit", "differences", "parts")
CHANGE_COLUMNS = (
    *HEAD,
    *(f"{edition}_{name}" for edition in ("old", "new") for name in (*SIDE, *BOX_COLUMNS)),
    *MEASURES,
)
RESTATEMENT_COLUMNS = (
    *("restatement_id", "change_id", "what", "class", "origin", "subject", "period", "unit"),
    *("old_document", "new_document", "old_value", "old_unit", "new_value", "new_unit", "old_common", "new_common"),
    *("delta", "relative", "old_quote", "new_quote"),
    *("old_section", "new_section", "old_id", "new_id"),
    *(f"{edition}_{name}" for edition in ("old", "new") for name in ("page", *BOX_COLUMNS)),
)
SERIES_COLUMNS = tuple(SeriesValue.model_fields)


def change_rows(changes: Iterable[Change]) -> list[Row]:
    """One row per change; each side's place is that of its first box."""
    return [_change_row(change) for change in changes]


def _change_row(change: Change) -> Row:
    row: Row = {name: getattr(change, name) for name in HEAD if name != "class"}
    row["class"] = change.class_
    for edition, side in (("old", change.old), ("new", change.new)):
        row |= {f"{edition}_{name}": value for name, value in _side_cells(side).items()}
    row |= {"delta": _number(change.delta), "relative": _number(change.relative), "unit": change.unit}
    row["differences"] = marked(change.differences) or None
    row["parts"] = SEPARATOR.join(part.path for part in change.parts) or None
    return row


def _side_cells(side: Side | None) -> Row:
    if side is None:
        return {}
    cells: Row = {"id": side.id, "page": side.page, "page_label": side.page_label, **_box_cells(side.boxes)}
    if isinstance(side, SectionSide):
        return cells | {"section": side.path, "number": side.label, "name": side.title}
    if isinstance(side, ParagraphSide):
        return cells | {"section": side.section, "number": str(side.seq), "text": side.text}
    if isinstance(side, CaptionedSide):
        return cells | {"section": side.section, "number": side.number, "name": side.caption}
    assert isinstance(side, ValueSide)
    values: Row = {"section": side.section, "name": name_of(side), "text": quote_of(side), "unit": side.unit}
    number = getattr(side, "table", None)
    high = _number(getattr(side, "value_high", None))
    return cells | values | {"number": number, "value": _number(side.value), "value_high": high, "period": side.period}


def _box_cells(boxes: Sequence[Box]) -> Row:
    if not boxes:
        return {}
    return {name: written_number(at, POINT_DECIMALS) for name, at in zip(BOX_COLUMNS, boxes[0].bbox, strict=True)}


def _number(value: float | int | None) -> float | int | None:
    return None if value is None else written_number(value)


def marked(differences: Iterable[Difference]) -> str:
    """The differences in one line, as wdiff marks them.

    >>> marked([Difference(op="=", text="a "), Difference(op="-", text="b"), Difference(op="+", text="c")])
    'a [-b-]{+c+}'
    """
    forms = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "".join(forms[item.op].format(item.text) for item in differences)


def restatement_rows(entries: Iterable[Restatement]) -> list[Row]:
    """One row per restated value."""
    rows: list[Row] = []
    for entry in entries:
        row: Row = {name: getattr(entry, name) for name in RESTATEMENT_COLUMNS if name in Restatement.model_fields}
        row |= {"class": entry.class_, "old_value": _number(entry.old_value), "new_value": _number(entry.new_value)}
        row |= {"old_common": _number(entry.old_common), "new_common": _number(entry.new_common)}
        row |= {"delta": _number(entry.delta), "relative": _number(entry.relative)}
        for edition, boxes in (("old", entry.old_boxes), ("new", entry.new_boxes)):
            row |= {f"{edition}_{name}": value for name, value in _box_cells(boxes).items()}
        rows.append(row)
    return rows


def series_rows(values: Iterable[SeriesValue]) -> list[Row]:
    """One row per value of a series in an edition."""
    numbers = ("value", "value_high")
    return [
        {name: _number(getattr(v, name)) if name in numbers else getattr(v, name) for name in SERIES_COLUMNS}
        for v in values
    ]
