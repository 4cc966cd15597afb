"""Floors of tables drawn from seeds that no weight was fitted on, by the rules they have. Floors only rise."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest
from rotating import ACROSS, FULL, NONE, draw, figures_of

SEEDS = range(20001, 20181, 2)  # odd: the even ones are for fitting
FLOORS = {NONE: 0.85, ACROSS: 0.92, FULL: 0.93}


@cache
def cells() -> dict[str, list[float]]:
    """The share of cells read right of each table, by its rules."""
    found: dict[str, list[float]] = defaultdict(list)
    for item in map(draw, SEEDS):
        found[item.rules].append(figures_of(item)["table_cells"])
    return found


@pytest.mark.parametrize("rules", FLOORS)
def test_tables_never_seen_before_are_read(rules: str) -> None:
    shares = cells()[rules]
    assert len(shares) >= 10
    assert sum(shares) / len(shares) >= FLOORS[rules]


def test_a_seed_draws_the_same_table_each_time() -> None:
    assert draw(7) == draw(7)
    assert draw(7).content != draw(9).content
