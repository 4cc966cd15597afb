"""What a later edition states otherwise: another value for the same series and period than the edition before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from natcom.databases.database import Database
from natcom.databases.history import Load, unit_of, write_rows
from natcom.databases.replacing import among
from natcom.databases.tables import model

RELATIVE_TOLERANCE = 1e-9  # two values in one base unit that differ by less were only written with other unit words

_SAME = ("series_id", "period_start", "period_end", "value_type", "measure", "gas")


def record_restated(database: Database, document_ids: Sequence[str], load: Load) -> int:
    """Note where an edition's value differs from that of the party's edition before it, where either was just loaded.

    Only values count that their edition states once for a series and period: where it states several, which of them
    another edition means is for `natcom compare` to say. What was noted before is not noted again.
    """
    stated = _stated_once(document_ids).subquery("stated")
    window: dict[str, Any] = {
        "partition_by": [stated.c.party, *(stated.c[name] for name in _SAME)],
        "order_by": stated.c.year,
        "range_": (None, -1),  # the years before this edition's
    }
    pairs = sa.select(
        *(stated.c[name].label(f"new_{name}") for name in _CARRIED),
        *(sa.func.last_value(stated.c[name]).over(**window).label(f"old_{name}") for name in _CARRIED),
    ).subquery("pairs")
    loaded = sa.or_(among(pairs.c.new_document_id, document_ids), among(pairs.c.old_document_id, document_ids))
    rows = sa.select().where(pairs.c.old_document_id.is_not(None), loaded, _values_differ(pairs), ~_noted(pairs))
    return write_rows(database, _values(pairs, load), rows)


_CARRIED = (
    *("document_id", "observation_id", *_SAME[:3], "value", "printed_unit", "canonical_value"),
    *("run_id", "code_sha256"),
)


def _stated_once(document_ids: Sequence[str]) -> sa.Select[Any]:
    """Observations of the series in question that stand alone in their edition, with their edition's year and run."""
    table, documents, runs = (model().tables[name] for name in ("observations", "documents", "runs"))
    series = sa.select(table.c.series_id).where(among(table.c.document_id, document_ids))
    alone = sa.func.count().over(partition_by=(table.c.document_id, *(table.c[name] for name in _SAME)))
    every = (
        sa.select(
            *(table.c[name] for name in ("document_id", "observation_id", *_SAME, "value", "canonical_value")),
            unit_of(table).label("printed_unit"),
            documents.c.party,
            documents.c.year,
            documents.c.run_id,
            runs.c.code_sha256,
            alone.label("alone"),
        )
        .join(documents, documents.c.document_id == table.c.document_id)
        .join(runs, sa.and_(runs.c.document_id == documents.c.document_id, runs.c.run_id == documents.c.run_id))
        .where(
            table.c.value.is_not(None),
            sa.func.coalesce(table.c.period_start, table.c.period_end).is_not(None),
            documents.c.party.is_not(None),
            table.c.series_id.in_(series),
        )
        .subquery()
    )
    return sa.select(every).where(every.c.alone == 1)


def _values_differ(pairs: sa.FromClause) -> sa.ColumnElement[bool]:
    same_unit = pairs.c.new_printed_unit.is_not_distinct_from(pairs.c.old_printed_unit)
    gap = sa.func.abs(pairs.c.new_canonical_value - pairs.c.old_canonical_value)
    size = sa.func.abs(pairs.c.old_canonical_value)
    return sa.case(
        (same_unit, pairs.c.new_value != pairs.c.old_value),
        else_=sa.func.coalesce(gap > RELATIVE_TOLERANCE * size, False),
    )


def _noted(pairs: sa.FromClause) -> sa.ColumnElement[bool]:
    history = model().tables["observation_history"]
    same = (
        history.c[name].is_not_distinct_from(pairs.c[source])
        for name, source in (
            ("document_id", "new_document_id"),
            ("observation_id", "new_observation_id"),
            ("old_document_id", "old_document_id"),
            ("old_value", "old_value"),
            ("new_value", "new_value"),
        )
    )
    return sa.exists(sa.select(sa.literal(1)).select_from(history).where(history.c.scope == "edition", *same))


def _values(pairs: sa.FromClause, load: Load) -> dict[str, Any]:
    same_code = pairs.c.new_code_sha256.is_not_distinct_from(pairs.c.old_code_sha256)
    return {
        "load_id": load.load_id,
        "document_id": pairs.c.new_document_id,
        "observation_id": pairs.c.new_observation_id,
        "scope": "edition",
        "changed_at": load.at,
        "action": "restated",
        "cause": sa.case((same_code, sa.literal("source")), else_=sa.literal("source+extractor")),
        **{name: pairs.c[f"new_{name}"] for name in _SAME[:3]},
        **{f"old_{name}": pairs.c[f"old_{name}"] for name in ("document_id", "observation_id", "run_id", "value")},
        **{f"new_{name}": pairs.c[f"new_{name}"] for name in ("run_id", "value")},
        "old_unit": pairs.c.old_printed_unit,
        "new_unit": pairs.c.new_printed_unit,
    }
