"""Whether what was staged holds together: keys are unique, and what a record refers to is there.

DuckDB cannot enforce foreign keys here (it refuses to replace a parent row within a transaction), so these checks stand
in for them; they run for every target, since they name the folder that is broken.
"""

from __future__ import annotations

import duckdb

from natcom.databases.tables import DATASETS, STAGE, Dataset, dataset, key_columns
from natcom.errors import InputError

ORIGINS = {
    "observations": ("facts", "table_values", "indicators"),
    "indicators": ("facts", "table_values", "paragraphs", "mentions"),
}
"""Records that name the record they come from (`record_id`), with the kinds of records that it may be."""


def _stage(name: str) -> str:
    return f'"{STAGE}{name}"'


def _repeated(data: Dataset) -> str:
    keys = ", ".join(f'"{name}"' for name in key_columns(data))
    return (
        f"SELECT document_id, concat_ws(' ', {keys}) FROM {_stage(data.name)} GROUP BY document_id, {keys} "
        "HAVING count(*) > 1 ORDER BY ALL LIMIT 1"
    )


def _orphaned(data: Dataset, own: tuple[str, ...], parent: str) -> str:
    pairs = zip(("document_id", *own), ("document_id", *dataset(parent).key), strict=True)
    match = " AND ".join(f'parent."{theirs}" = child."{mine}"' for mine, theirs in pairs)
    missing = " AND ".join(f'child."{name}" IS NOT NULL' for name in own)
    return (
        f'SELECT child.document_id, child."{own[0]}" FROM {_stage(data.name)} AS child '
        f"ANTI JOIN {_stage(parent)} AS parent ON {match} WHERE {missing} ORDER BY ALL LIMIT 1"
    )


def _unfounded(name: str) -> str:
    origins = " UNION ALL ".join(
        f'SELECT document_id, "{dataset(each).key[0]}" AS record_id FROM {_stage(each)}' for each in ORIGINS[name]
    )
    return (
        f"SELECT child.document_id, child.record_id FROM {_stage(name)} AS child ANTI JOIN ({origins}) AS origin "
        "USING (document_id, record_id) WHERE child.record_id IS NOT NULL ORDER BY ALL LIMIT 1"
    )


def check(connection: duckdb.DuckDBPyConnection) -> None:
    """Look at the staged editions.

    Raises:
        InputError: two records of an edition have the same id, or a record refers to one that is not there.
    """
    for data in DATASETS:
        found = connection.execute(_repeated(data)).fetchone()
        if found:
            raise InputError(f"{found[0]}: {data.name} holds {found[1]} twice; run natcom again for this edition.")
        for own, parent in data.parents:
            _refuse(connection.execute(_orphaned(data, own, parent)).fetchone(), data.name, parent)
    for name, origins in ORIGINS.items():
        _refuse(connection.execute(_unfounded(name)).fetchone(), name, " or ".join(origins))


def _refuse(found: tuple[str, str] | None, name: str, parent: str) -> None:
    if found:
        raise InputError(
            f"{found[0]}: {name} refers to {found[1]}, which is not in {parent}; run natcom again for this edition."
        )
