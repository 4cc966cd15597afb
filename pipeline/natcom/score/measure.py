"""What all parts of the score share: how two texts are compared, how hits become a figure, what a miss says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Levenshtein

from natcom.text.squeeze import squeeze

Row = dict[str, Any]  # a record as it stands in a JSON file: sheets may come from anywhere and need not be complete

SAME_TEXT = 0.95  # two captions, titles or sources are the same from this similarity on: one slip in twenty characters
SAME_PARAGRAPH = 0.97  # paragraphs are longer, so less is forgiven
SAME_REFERENCE = 0.9  # entries of a list of references are often broken by line ends inside their addresses
SAME_CONTEXT = 0.8  # enough to tell which of a paragraph's sentences a number stands in
VALUE_TOLERANCE = 1e-9  # relative: values are printed decimals, only the way they are computed may differ


def similarity(a: str, b: str) -> float:
    """1 minus the edit distance over the longer length, of two texts already squeezed."""
    return float(Levenshtein.normalized_similarity(a, b))


def alike(a: object, b: object) -> float:
    """The similarity of two texts after squeezing; two empty ones are the same."""
    return similarity(squeeze(a), squeeze(b))


def f1(hits: float, wanted: int, given: int) -> float:
    """The harmonic mean of recall and precision; 1 where nothing is wanted and nothing given."""
    return 2 * hits / (wanted + given) if wanted + given else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that the extraction has wrong: which record (none where it is missing), on which page to look.

    `section` is the path of the section where a missing record should be.
    """

    what: str
    fault: str
    message: str
    record_id: str | None = None
    page: int | None = None
    section: str | None = None

    @property
    def link(self) -> str | None:
        """Where the review page shows it, relative to the output folder."""
        if self.record_id:
            return f"review.html#{self.record_id}"
        return f"review.html#page-{self.page}" if self.page else None


@dataclass(frozen=True, slots=True)
class Score:
    """Named figures in the order they are told, and all misses."""

    figures: dict[str, float]
    misses: tuple[Miss, ...]

    def __or__(self, other: Score) -> Score:
        return Score(self.figures | other.figures, self.misses + other.misses)


def place(row: Row) -> tuple[str | None, int | None]:
    """The record's own id and page, as far as it has them."""
    own = next((row[key] for key in _OWN_IDS if row.get(key)), None)
    return own, row.get("page") or row.get("page_start")


_OWN_IDS = ("fact_id", "figure_id", "table_id", "reference_id")
