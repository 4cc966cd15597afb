"""Changing one record, and what was made from it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from natcom.config.corrections import CELL_FIELD, Correction
from natcom.records import Cell, Fact, Located, Record, Section, Step, Table, TableValue
from natcom.stages.corrections.locate import id_of
from natcom.text.iso_periods import bounds

Members = dict[str, tuple[Any, ...]]  # the extraction's members by name; each function returns a new one

# Files whose records are made from others: they follow, under the same field names, when what they came from changes.
FOLLOWERS = ("indicators", "observations")


def fix(members: Members, record: Located, row: Correction) -> Members:
    """The members with the field that `row` names set in `record`, and in what was made from it."""
    if isinstance(record, Table) and (cell := re.fullmatch(CELL_FIELD, row.field)):
        return _fix_cell(members, record, row, (int(cell["row"]), int(cell["col"])))
    value = row.parsed()
    changed = _changed(record, {row.field: value, **_dependent(members, record, row)}, row)
    members = _replace(members, row.file, record, changed)
    if isinstance(changed, TableValue) and row.field == "text":
        members = _retype_cell(members, changed)
    if isinstance(record, Section) and row.field == "path":
        members = _rename_paths(members, record.path, str(value))
    return _lead(members, id_of(row.file, record), record, changed)


def reject(members: Members, record: Located, row: Correction) -> Members:
    """The members without `record` and without what was made from it (a table goes with its values)."""
    gone = {id_of(row.file, record)}
    if isinstance(record, Table):
        gone |= {v.value_id for v in members["table_values"] if v.table_id == record.table_id}
        kept = tuple(v for v in members["table_values"] if v.table_id != record.table_id)
        members = members | {"table_values": kept}
    members = members | {row.file: tuple(r for r in members[row.file] if id_of(row.file, r) not in gone)}
    return members | {name: tuple(r for r in members[name] if r.record_id not in gone) for name in FOLLOWERS}


def _replace(members: Members, file: str, old: Located, new: Record) -> Members:
    wanted = id_of(file, old)
    return members | {file: tuple(new if id_of(file, r) == wanted else r for r in members[file])}


def _changed(record: Located, values: Mapping[str, Any], row: Correction) -> Located:
    """The record with `values`; its mark keeps the oldest value of each field that corrections have changed."""
    before = {name: _plain(getattr(record, name)) for name in values}
    marked = json.loads(getattr(record, "corrected_from", None) or "{}")
    update: dict[str, Any] = {**values, "corrected_from": json.dumps(before | marked, ensure_ascii=False)}
    if isinstance(record, Fact):
        why = "; ".join(part for part in (row.reason, row.who, row.when) if part)
        after = f"{row.field} = {row.value}" + (f" ({why})" if why else "")
        update["steps"] = (
            *record.steps,
            Step(step="correction", before=f"{row.field} = {before[row.field]}", after=after),
        )
    return record.model_copy(update=update)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _dependent(members: Members, record: Located, row: Correction) -> dict[str, Any]:
    """What follows from a field: a period has its first and last day, a unit the code that it has elsewhere."""
    if not isinstance(record, Fact | TableValue):
        return {}
    if row.field == "period":
        return dict(zip(("period_start", "period_end"), bounds(row.value or None), strict=True))
    if row.field != "unit":
        return {}
    others = (*members["facts"], *members["table_values"])
    return {"unit_code": next((o.unit_code for o in others if o.unit == row.value and o.unit_code), None)}


def _lead(members: Members, source: str, old: Located, new: Located) -> Members:
    """The members with indicators and observations of the record `source` changed as it changed."""
    moved = {name: getattr(new, name) for name in type(new).model_fields if getattr(new, name) != getattr(old, name)}
    return members | {
        name: tuple(_follow(r, moved, old, new) if r.record_id == source else r for r in members[name])
        for name in FOLLOWERS
    }


def _follow(follower: Located, moved: Mapping[str, Any], old: Located, new: Located) -> Located:
    update = {name: value for name, value in moved.items() if name in type(follower).model_fields and name != "boxes"}
    canonical = getattr(follower, "canonical_value", None)
    if canonical is not None and ({"value", "unit"} & moved.keys()):
        before, after = getattr(old, "value", None), getattr(new, "value", None)
        same_unit = "unit" not in moved
        update["canonical_value"] = canonical * after / before if same_unit and before and after is not None else None
    return follower.model_copy(update=update)


def cell_text(record: Located, field: str) -> str | None:
    """The text of the cell that the field of a table names (`cell 3,1`); None where there is no such cell."""
    named = re.fullmatch(CELL_FIELD, field)
    if named is None or not isinstance(record, Table):
        return None
    place = int(named["row"]), int(named["col"])
    return next((c.text for c in record.cells if (c.row, c.col) == place), None)


def _fix_cell(members: Members, table: Table, row: Correction, place: tuple[int, int]) -> Members:
    cells = tuple(_with_text(c, row.value) if (c.row, c.col) == place else c for c in table.cells)
    before = {row.field: cell_text(table, row.field)}
    marked = json.loads(table.corrected_from or "{}")
    mark = json.dumps(before | marked, ensure_ascii=False)
    return _replace(members, "tables", table, table.model_copy(update={"cells": cells, "corrected_from": mark}))


def _retype_cell(members: Members, value: TableValue) -> Members:
    """The cell that a table value was read from gets the value's text."""
    table = next((t for t in members["tables"] if t.table_id == value.table_id), None)
    if table is None:
        return members
    cells = tuple(_with_text(c, value.text) if (c.row, c.col) == (value.row, value.col) else c for c in table.cells)
    return _replace(members, "tables", table, table.model_copy(update={"cells": cells}))


def _with_text(cell: Cell, text: str) -> Cell:
    return cell.model_copy(update={"text": text})


def _rename_paths(members: Members, old: str, new: str) -> Members:
    """Everything under the section path `old` moves with it to `new`."""

    def moved(path: str | None) -> str | None:
        if path is None or not (path == old or path.startswith(f"{old}/")):
            return path
        return new + path.removeprefix(old)

    def rename(record: Any) -> Any:
        field = "path" if isinstance(record, Section) else "section_path"
        path = getattr(record, field, None)
        return record if moved(path) == path else record.model_copy(update={field: moved(path)})

    return {name: tuple(map(rename, records)) for name, records in members.items()}
