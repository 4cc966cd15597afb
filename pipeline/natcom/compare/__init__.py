"""Two editions side by side: what changed, and why.

The package can be called: `natcom.compare("output/nc-2021", "output/nc-2024")` is `compare` of `compare.editions`.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from natcom.compare.editions import compare, compare_editions
from natcom.compare.load import EditionView, read_edition, view_of
from natcom.compare.records import Change, Comparison, Restatement, SeriesValue

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


class _Callable(ModuleType):
    """This package as a function: it has the name that its one function should have in `natcom`."""

    def __call__(self, *args: Any, **options: Any) -> Comparison:
        return compare(*args, **options)


sys.modules[__name__].__class__ = _Callable
