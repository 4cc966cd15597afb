"""Readings that are not sure of themselves."""

from __future__ import annotations

from collections.abc import Iterator

from natcom.checks.base import finding, side
from natcom.config import Config
from natcom.records import Extraction, Finding


def check_tables(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """A finding for each table whose structure was told with little confidence."""
    for table in extraction.tables:
        if table.confidence is not None and table.confidence < config.checks.doubtful_table:
            name = table.label or table.caption or table.table_id
            how = table.method or ""
            yield finding(
                extraction, config, "table-doubtful", [side(table)], table=name, found=table.confidence, method=how
            )
