"""All figures of one extraction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from natcom.score.captioned import score_figures, score_tables
from natcom.score.facts import score_facts
from natcom.score.measure import Miss, Score
from natcom.score.outline import score_references, score_sections
from natcom.score.sheet import Sheet
from natcom.text.squeeze import squeeze


def score(gold: Sheet, given: Sheet, cover: Sequence[str] = ()) -> Score:
    """How well `given` agrees with `gold`; references and facts are left out where the gold lists none.

    `cover`: section paths whose facts count; without it, those that the gold says it covers.
    """
    total = score_sections(gold.sections, given.sections)
    total |= score_figures(gold.figures, given.figures)
    total |= score_tables(gold.tables, given.tables)
    if gold.references:
        total |= score_references(gold.references, given.references)
    if gold.facts:
        total |= score_facts(gold.facts, given.facts, cover or gold.cover)
    return Score(total.figures, tuple(_with_page(miss, given.pages) for miss in total.misses))


def _with_page(miss: Miss, pages: dict[str, int]) -> Miss:
    """A missing record has no page of its own: the page of its section as found is where to look for it."""
    return replace(miss, page=pages.get(squeeze(miss.section))) if miss.section and not miss.page else miss
