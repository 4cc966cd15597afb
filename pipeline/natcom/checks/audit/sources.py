"""Figures and tables without a source where the others name theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from natcom.checks.base import finding, side
from natcom.config import Config
from natcom.records import Extraction, Figure, Finding, Table

MOST = 0.6  # a report that gives six in ten their source means to give it to all; half may be two chapters' two habits
FEWEST = 3  # captions with a source before they are a habit


def sources(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Captioned figures, and tables, that have no source although most of their kind have one."""
    yield from _without(extraction, config, "figure-source", [f for f in extraction.figures if f.caption])
    yield from _without(extraction, config, "table-source", [t for t in extraction.tables if t.caption])


def _without(
    extraction: Extraction, config: Config, rule: str, records: Sequence[Figure] | Sequence[Table]
) -> Iterator[Finding]:
    named = sum(record.source is not None for record in records)
    if named < max(FEWEST, MOST * len(records)):
        return
    for record in records:
        if record.source is None:
            yield finding(
                extraction,
                config,
                rule,
                [side(record)],
                number=record.number,
                caption=record.caption,
                expected=named,
                found=len(records),
            )
