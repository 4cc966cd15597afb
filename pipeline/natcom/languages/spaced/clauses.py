"""A sentence split into clauses at commas, colons and brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_MARK = re.compile(r"(?<!\d),|,(?!\d)|[;:()\[\]]|\s[–—]\s")


@dataclass(frozen=True)
class Sentence:
    """The characters [start, end) of a passage."""

    text: str
    start: int
    end: int

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """[start, end) of each clause, marks left out."""
        edges, low = [], self.start
        for match in _MARK.finditer(self.text, self.start, self.end):
            edges.append((low, match.start()))
            low = match.end()
        edges.append((low, self.end))
        return tuple(edges)

    def index(self, at: int) -> int:
        """Which clause a place is in."""
        return next((i for i, (low, high) in enumerate(self.clauses) if low <= at <= high), len(self.clauses) - 1)

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around a place."""
        return self.clauses[self.index(at)]

    def in_brackets(self, at: int) -> bool:
        """Whether a place stands between brackets."""
        head = self.text[self.start : at]
        return head.count("(") > head.count(")")

    def group(self, at: int) -> int:
        """Always the sentence itself: what brackets hold is read as clauses."""
        return 0
