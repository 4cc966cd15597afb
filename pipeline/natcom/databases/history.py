"""What a later run, or a later edition, changed in the observations, and what caused it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from natcom._version import __version__
from natcom.databases.causes import Run, cause, run_from
from natcom.databases.database import Database
from natcom.databases.folders import OutputFolder
from natcom.databases.integrity import ORIGINS
from natcom.databases.migration import now
from natcom.databases.replacing import Counts, Scope, among, differs, in_scope, pair, same_key
from natcom.databases.tables import dataset, key_columns, model


@dataclass(frozen=True)
class Load:
    """One load: its number and when it happened (UTC)."""

    load_id: int
    at: dt.datetime


def standing_runs(database: Database, document_ids: Iterable[str]) -> dict[str, Run]:
    """The run whose results stand in the database, for each of the documents that it has."""
    documents, runs = model().tables["documents"], model().tables["runs"]
    join = sa.and_(runs.c.document_id == documents.c.document_id, runs.c.run_id == documents.c.run_id)
    found = database.rows(
        sa.select(documents.c.document_id, runs.c.run_id, runs.c.manifest)
        .join(runs, join)
        .where(among(documents.c.document_id, list(document_ids)))
    )
    return {
        document_id: run_from(run_id, json.loads(manifest) if isinstance(manifest, str) else manifest)
        for document_id, run_id, manifest in found
    }


def record_runs(database: Database, folders: Sequence[OutputFolder], load: Load) -> None:
    """Add the runs that the database does not know yet."""
    table = model().tables["runs"]
    known = set(
        database.rows(
            sa.select(table.c.document_id, table.c.run_id).where(
                among(table.c.document_id, [each.document_id for each in folders])
            )
        )
    )
    for folder in folders:
        if (folder.document_id, folder.run_id) in known:
            continue
        run = run_from(folder.run_id, folder.manifest)
        row = {
            "document_id": folder.document_id,
            "run_id": folder.run_id,
            "load_id": load.load_id,
            "source_sha256": " ".join(run.source),
            "configuration_sha256": run.configuration[0],
            "code_version": run.code[0],
            "code_sha256": run.code[1],
            "status": folder.manifest.get("status"),
            "manifest": folder.manifest,
            "run": folder.run,
        }
        database.change(sa.insert(table).values(row))


def unit_of(row: sa.FromClause) -> sa.ColumnElement[Any]:
    """The unit of an observation: as pint parses it, else as printed."""
    return sa.func.coalesce(row.c.unit_code, row.c.unit)


def _period_and_series(row: sa.FromClause) -> dict[str, Any]:
    return {name: row.c[name] for name in ("series_id", "period_start", "period_end")}


def write_rows(database: Database, values: Mapping[str, Any], rows: sa.Select[Any]) -> int:
    """Add a row to the history for each of `rows`; `values` are columns of it, or the same for all. How many rows."""
    table = model().tables["observation_history"]
    chosen = rows.add_columns(
        *(
            value.label(name)
            if isinstance(value, sa.ColumnElement)
            else sa.literal(value, table.c[name].type).label(name)
            for name, value in values.items()
        )
    )
    return database.change(sa.insert(table).from_select(list(values), chosen))


def record_run_changes(
    database: Database, folders: Sequence[OutputFolder], standing: Mapping[str, Run], load: Load
) -> int:
    """Note what the staged runs change in observations that the database has, before they are replaced.

    A difference is put down to a correction where the fact behind it has got another correction, else to what differs
    between the two runs' manifests.
    """
    return sum(
        _record_document(
            database,
            run_from(folder.run_id, folder.manifest),
            standing[folder.document_id],
            (folder.document_id,),
            load,
        )
        for folder in folders
        if folder.document_id in standing and standing[folder.document_id].run_id != folder.run_id
    )


def _record_document(database: Database, new: Run, old: Run, scope: Scope, load: Load) -> int:
    data = dataset("observations")
    table, stage = pair(data)
    match = same_key(data, table, stage)
    mine, staged = in_scope(data, table, [scope]), in_scope(data, stage, [scope])
    shared = {
        "load_id": load.load_id,
        "scope": "run",
        "changed_at": load.at,
        "old_run_id": old.run_id,
        "new_run_id": new.run_id,
    }
    before = _side("old", table, database.row_as_json)
    after = _side("new", stage, database.row_as_json)
    because = cause(old, new)
    gone = sa.select().where(mine, ~sa.exists(sa.select(sa.literal(1)).select_from(stage).where(match)))
    came = sa.select().where(staged, ~sa.exists(sa.select(sa.literal(1)).select_from(table).where(match)))
    differ = sa.select().where(mine, match, differs(data, table, stage))
    named = {"action": "removed", "cause": _cause(table, because)}
    count = write_rows(database, {**shared, **named, **_key(table), **_period_and_series(table), **before}, gone)
    named = {"action": "added", "cause": _cause(stage, because)}
    count += write_rows(database, {**shared, **named, **_key(stage), **_period_and_series(stage), **after}, came)
    named = {"action": "changed", "cause": _cause(stage, because), "changed_columns": _changed_columns(table, stage)}
    both = {**_key(stage), **_period_and_series(stage), **before, **after}
    return count + write_rows(database, {**shared, **named, **both}, differ)


def _key(row: sa.FromClause) -> dict[str, Any]:
    return {"document_id": row.c.document_id, "observation_id": row.c.observation_id}


def _side(which: str, row: sa.FromClause, row_as_json: str) -> dict[str, Any]:
    as_json = getattr(sa.func, row_as_json)(sa.literal_column(str(row.name)))  # type: ignore[attr-defined]
    side = {f"{which}_value": row.c.value, f"{which}_unit": unit_of(row), f"{which}_record": as_json}
    if which == "old":
        side |= {"old_document_id": row.c.document_id, "old_observation_id": row.c.observation_id}
    return side


def _changed_columns(table: sa.FromClause, stage: sa.FromClause) -> sa.ColumnElement[Any]:
    keys = key_columns(dataset("observations"))
    names = (
        sa.case((each.is_distinct_from(stage.c[each.name]), sa.literal(each.name)))
        for each in table.c
        if each.name not in keys
    )
    return sa.func.string_to_array(sa.func.concat_ws(",", *names), ",")


def _cause(row: sa.FromClause, because: str) -> sa.ColumnElement[str]:
    """`correction` for observations behind which stands a record whose correction changed, else `because`."""
    old, new = (
        sa.func.coalesce(*(_corrected_from(name, which, row) for name in ORIGINS["observations"])) for which in (0, 1)
    )
    return sa.case((old.is_distinct_from(new), sa.literal("correction")), else_=sa.literal(because))


def _corrected_from(name: str, which: int, row: sa.FromClause) -> sa.ScalarSelect[Any]:
    data = dataset(name)
    records = pair(data)[which]
    mine = sa.and_(records.c.document_id == row.c.document_id, records.c[data.key[0]] == row.c.record_id)
    return sa.select(records.c.corrected_from).where(mine).scalar_subquery()


def next_load(database: Database) -> Load:
    """The load that is going on."""
    loads = model().tables["loads"]
    last = database.rows(sa.select(sa.func.max(loads.c.load_id)))[0][0]
    return Load((last or 0) + 1, now())


def record_load(database: Database, load: Load, counts: Counts) -> None:
    """Note a load that changed something."""
    row = {"load_id": load.load_id, "loaded_at": load.at, "code_version": __version__, **vars(counts)}
    database.change(sa.insert(model().tables["loads"]).values(row))
