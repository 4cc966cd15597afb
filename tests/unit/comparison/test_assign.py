"""Pairs are made all together, not one after the other."""

from __future__ import annotations

import itertools
import random

import pytest

from natcom.comparison.assign import assign


def test_the_best_sum_wins_over_the_best_single_pair() -> None:
    assert assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}, 0.5) == {0: 1, 1: 0}


def test_two_doubtful_pairs_do_not_push_out_a_sure_one() -> None:
    assert assign({(0, 0): 1.0, (0, 1): 0.6, (1, 0): 0.6}, 0.5) == {0: 0}


def test_nothing_at_or_below_the_threshold_is_paired() -> None:
    assert assign({(0, 0): 0.5, (1, 1): 0.2}, 0.5) == {}


def best_sum(scores: dict[tuple[int, int], float], size: int, threshold: float) -> float:
    """The greatest sum over all ways to pair, tried one by one."""
    ways = itertools.permutations(range(size))
    return max(sum(max(scores.get((a, b), 0) - threshold, 0) for a, b in enumerate(way)) for way in ways)


@pytest.mark.parametrize("seed", range(60))
def test_it_is_the_optimum(seed: int) -> None:
    chance = random.Random(seed)
    size = chance.randint(1, 5)
    places = itertools.product(range(size), repeat=2)
    scores = {place: chance.choice([0.3, 0.6, 0.8, chance.random()]) for place in places if chance.random() < 0.7}
    pairs = assign(scores, 0.5)
    assert len(set(pairs.values())) == len(pairs)
    assert sum(scores[pair] - 0.5 for pair in pairs.items()) == pytest.approx(best_sum(scores, size, 0.5))
