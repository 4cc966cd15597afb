"""Tables: the whole grid with its spans, over pages, and its values in long form."""

from __future__ import annotations

from natcom.stages.tables.extract import TablesResult, extract_tables

__all__ = ["TablesResult", "extract_tables"]
