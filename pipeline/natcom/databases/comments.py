"""What each table and column of a database means, in words.

The columns of the records are described by the Table Schemas, in the configuration; those that the loader adds, here.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from natcom.config import default_directory

_ADDED = {
    "document_id": "The edition that the row belongs to.",
    "x0": "Left edge of the first box, in points from the left of the page as displayed.",
    "top": "Upper edge of the first box, in points from the top of the page as displayed.",
    "x1": "Right edge of the first box, in points from the left of the page as displayed.",
    "bottom": "Lower edge of the first box, in points from the top of the page as displayed.",
    "boxes": "All boxes on the pages: a list of {page, bbox [x0, top, x1, bottom]} in points from the page's top left.",
    "run_id": "The run whose results stand in the database now (see runs).",
    "steps": "The steps from the raw glyphs to the value: a list of {step, before, after}.",
    "table_id": "The table that the row belongs to.",
}

_BOOKKEEPING: dict[str, tuple[str, dict[str, str]]] = {
    "natcom_schema": (
        "The versions that the tables of this database have had; the highest is the present one.",
        {
            "version": "Version of the tables.",
            "since": "When the database got this version (UTC).",
            "code_version": "Version of natcom that made it.",
        },
    ),
    "loads": (
        "One row for each load that changed something.",
        {
            "load_id": "Number of the load, counted from 1.",
            "loaded_at": "When it was loaded (UTC).",
            "code_version": "Version of natcom that loaded.",
            "added": "Rows that came.",
            "removed": "Rows that went.",
            "changed": "Rows that changed.",
        },
    ),
    "runs": (
        "Each run of natcom whose results were loaded; documents.run_id names the one that stands now.",
        {
            "document_id": "The edition that was read.",
            "run_id": "Hash of the run's manifest: the same results have the same.",
            "load_id": "The load that brought it.",
            "source_sha256": "sha256 of the source files, in order.",
            "configuration_sha256": "sha256 of the configuration.",
            "code_sha256": "sha256 of the code of natcom that read the edition.",
            "code_version": "Version of natcom that read the edition.",
            "status": "How the run ended.",
            "manifest": "manifest.json of the run.",
            "run": "run.json of the run: times, host, versions of tools.",
        },
    ),
    "observation_history": (
        "What later runs and editions changed in the observations. Rows are only ever added.",
        {
            "load_id": "The load that brought the change.",
            "document_id": "The edition whose observation changed; for scope 'edition' the later edition.",
            "observation_id": "The observation; for scope 'edition' that of the later edition.",
            "scope": "'run': a new run of the same edition; 'edition': another edition states another value.",
            "changed_at": "When the change was loaded (UTC).",
            "action": "added, removed or changed within an edition; restated between editions.",
            "cause": "source, extractor, configuration, correction or unknown; several that cannot be told apart are "
            "joined by '+'.",
            "series_id": "The series of the observation.",
            "period_start": "Start of the period of the observation.",
            "period_end": "End of the period of the observation.",
            "old_document_id": "The edition that held the old value.",
            "old_observation_id": "The observation that held the old value.",
            "old_run_id": "The run that read the old value.",
            "new_run_id": "The run that read the new value.",
            "old_value": "The value before.",
            "new_value": "The value after.",
            "old_unit": "The unit before, as pint parses it, else as printed.",
            "new_unit": "The unit after, as pint parses it, else as printed.",
            "changed_columns": "The columns that differ.",
            "old_record": "The whole observation before.",
            "new_record": "The whole observation after.",
        },
    ),
}


_SIDES = {
    "old_document": "The earlier edition.",
    "new_document": "The later edition.",
    "change_id": "Id made from content.",
    "what": "What kind of thing changed: section, paragraph, figure, table, row, column, cell, fact or indicator.",
    "class": "The cause, as the comparison classifies it.",
    "origin": "Whether the source changed, or the extractor that read it.",
    "delta": "New minus old, in the old side's unit.",
    "relative": "The difference divided by the old side's magnitude.",
}
_COMPARISONS: dict[str, tuple[str, dict[str, str]]] = {
    "changes": (
        "One way in which one thing differs between two editions.",
        {
            **_SIDES,
            "unit": "The unit of delta.",
            "change": "How it changed: added, removed, renamed, moved and so on.",
            "old": "The earlier edition's side: where it stands and what it says; null where it is missing there.",
            "new": "The later edition's side: where it stands and what it says; null where it is missing there.",
            "differences": "Stretches of words: op is = in both, - in the old one only, + in the new one only.",
            "parts": "The sections that a split one became, or that a merged one was made of.",
        },
    ),
    "restatements": (
        "A value of a past period that differs between two editions.",
        {
            **_SIDES,
            "restatement_id": "Id made from content.",
            "change_id": "The change that it is, in changes.",
            "subject": "The series in words.",
            "period": "The period that the value holds for.",
            "unit": "The unit of both values.",
            **{
                f"{side}_{name}": f"{about} in the {'earlier' if side == 'old' else 'later'} edition."
                for side in ("old", "new")
                for name, about in (
                    ("value", "The value"),
                    ("quote", "What is printed"),
                    ("section", "Path of the section"),
                    ("id", "The record's id"),
                    ("page", "The physical page, from 1,"),
                    ("boxes", "The boxes on the pages, in points from the page's top left,"),
                )
            },
        },
    ),
}
_OWN = {**_BOOKKEEPING, **_COMPARISONS}


@lru_cache(maxsize=64)
def _schema(name: str) -> dict[str, Any]:
    path = default_directory() / "schemas" / f"{name}.json"
    if not path.is_file():
        return {}
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def schema_version(name: str) -> int:
    """The version of the records `name` that this natcom writes and reads."""
    return int(str(_schema(name).get("version", "1")).split(".")[0])


def table_comment(name: str) -> str | None:
    """What a row of the table is; None where nothing says."""
    description = _schema(name).get("description")
    return str(description) if description else _OWN.get(name, (None, {}))[0]


def column_comments(name: str) -> dict[str, str]:
    """What each column of the table `name` holds; a Table Schema's word goes before ours."""
    described = {each["name"]: each["description"] for each in _schema(name).get("fields", ()) if "description" in each}
    return {**_ADDED, **_OWN.get(name, (None, {}))[1], **described}
