"""The restatement ledger: every value of a past period that differs between two editions."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from natcom.comparison.load import EditionView
from natcom.comparison.records import CellSide, Change, FactSide, IndicatorSide, Restatement, ValueSide
from natcom.config.compare import CompareConfig
from natcom.identity import Ids

PAST = frozenset({"restated", "gwp", "rounding"})  # classes of a past value that is now told otherwise
YEAR = re.compile(r"\d{4}")


def restatements(
    changes: Iterable[Change], editions: Sequence[EditionView], config: CompareConfig
) -> tuple[Restatement, ...]:
    """One entry per value that changed for a period that was over when both editions came out, in order of the changes.

    An indicator whose value is that of a fact or cell in the ledger is not listed again.
    """
    years = {view.note.document_id: view.note.reports_on or view.note.year for view in editions}
    ids = Ids("restatements")
    entries: list[Restatement] = []
    listed: set[tuple[str | None, str | None]] = set()
    for change in changes:
        old, new = change.old, change.new
        if (
            change.change != "value"
            or change.class_ not in PAST
            or not isinstance(old, ValueSide)
            or not isinstance(new, ValueSide)
        ):
            continue
        known = [year for name in (change.old_document, change.new_document) if (year := years.get(name)) is not None]
        if not is_past(old.period or new.period, min(known, default=None)):
            continue
        records = tuple(side.record_id if isinstance(side, IndicatorSide) else side.id for side in (old, new))
        if isinstance(old, IndicatorSide) and records in listed:
            continue
        listed.add((records[0], records[1]))
        entries.append(_entry(change, old, new, ids, config))
    return tuple(entries)


def is_past(period: str | None, year: int | None) -> bool:
    """Whether a period (as facts state it) had ended by the end of `year`; any stated period has where it is unknown.

    >>> is_past("2005", 2021), is_past("../2030", 2021), is_past(None, 2021)
    (True, False, False)
    """
    years = YEAR.findall(period or "")
    return bool(years) and (year is None or int(years[-1]) <= year)


def _entry(change: Change, old: ValueSide, new: ValueSide, ids: Ids, config: CompareConfig) -> Restatement:
    unit = change.unit or old.unit
    return Restatement(
        restatement_id=ids.make("restated", change.change_id),
        change_id=change.change_id,
        what=change.what,
        class_=change.class_,
        origin=change.origin,
        subject=name_of(new) or name_of(old),
        period=old.period or new.period,
        unit=unit,
        old_document=change.old_document,
        new_document=change.new_document,
        old_value=old.value,
        old_unit=old.unit,
        new_value=new.value,
        new_unit=new.unit,
        old_common=_in_unit(old, unit, config),
        new_common=_in_unit(new, unit, config),
        delta=change.delta,
        relative=change.relative,
        old_quote=quote_of(old),
        new_quote=quote_of(new),
        old_section=old.section,
        new_section=new.section,
        old_id=old.id,
        new_id=new.id,
        old_page=old.page,
        old_boxes=old.boxes,
        new_page=new.page,
        new_boxes=new.boxes,
    )


def _in_unit(side: ValueSide, unit: str | None, config: CompareConfig) -> float | int | None:
    """The side's value in `unit`; None where its own unit has no known relation to that."""
    if side.value is None or side.unit == unit:
        return side.value
    own, common = config.units.get(side.unit or ""), config.units.get(unit or "")
    if own is None or common is None or own.dimension != common.dimension:
        return None
    return float(f"{side.value * own.factor / common.factor:.12g}")


def name_of(side: ValueSide) -> str | None:
    """What the value is of, in words: a fact's subject, a cell's labels but for its year, an indicator and its key."""
    if isinstance(side, FactSide):
        return side.subject
    if isinstance(side, CellSide):
        labels = [*side.row_labels, *side.col_labels]
        return " · ".join(name for name in labels if not (side.period and side.period in name)) or None
    return f"{side.indicator} [{side.dim_value}]" if side.dim_value else side.indicator


def quote_of(side: ValueSide) -> str:
    """What is printed where the value stands."""
    return side.text if isinstance(side, CellSide) else side.quote or ""


def largest(entries: Iterable[Restatement], count: int) -> list[Restatement]:
    """The restatements that changed most in relative terms, from zero first; roundings and repeats are left out."""
    found: dict[tuple[object, ...], Restatement] = {}
    for entry in entries:
        if entry.class_ != "rounding" and entry.relative != 0:
            found.setdefault((entry.subject, entry.period, entry.old_value, entry.new_value), entry)
    return sorted(found.values(), key=lambda e: -abs(e.relative) if e.relative is not None else -math.inf)[:count]
