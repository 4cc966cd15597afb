"""Two editions side by side: what changed, and why."""

from __future__ import annotations

from natcom.comparison.editions import compare, compare_editions
from natcom.comparison.load import EditionView, read_edition, view_of
from natcom.comparison.records import Change, Comparison, Restatement, SeriesValue

__all__ = [
    "Change",
    "Comparison",
    "EditionView",
    "Restatement",
    "SeriesValue",
    "compare",
    "compare_editions",
    "read_edition",
    "view_of",
]
