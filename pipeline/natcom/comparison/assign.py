"""Which of these is which of those: the pairs that fit best all together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]


def assign(scores: Mapping[Pair, float], threshold: float) -> dict[int, int]:
    """The one-to-one pairs (left → right) whose scores above `threshold` add up to the most.

    Pairs that are not given, or score no more than `threshold`, are never made. A pair is worth by how much it beats
    the threshold, so two doubtful pairs do not push out a sure one.

    >>> assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}, threshold=0.5)
    {0: 1, 1: 0}
    """
    worth = {pair: score - threshold for pair, score in scores.items() if score > threshold}
    result: dict[int, int] = {}
    for component in _components(worth):
        rows, columns = sorted({a for a, _ in component}), sorted({b for _, b in component})
        if len(component) == 1:
            result[rows[0]] = columns[0]
            continue
        table = np.zeros((len(rows), len(columns)))
        row_of, column_of = {a: i for i, a in enumerate(rows)}, {b: j for j, b in enumerate(columns)}
        for a, b in component:
            table[row_of[a], column_of[b]] = worth[a, b]
        result.update({rows[i]: columns[j] for i, j in _heaviest(table)})
    return dict(sorted(result.items()))


def _components(pairs: Mapping[Pair, float]) -> list[list[Pair]]:
    """The pairs in groups that share no member; solved apart they give the same optimum in much less time."""
    of_left, of_right = defaultdict(list), defaultdict(list)
    for pair in pairs:
        of_left[pair[0]].append(pair)
        of_right[pair[1]].append(pair)
    seen: set[Pair] = set()
    groups: list[list[Pair]] = []
    for start in sorted(pairs):
        if start in seen:
            continue
        seen.add(start)
        group, stack = [], [start]
        while stack:
            pair = stack.pop()
            group.append(pair)
            near = [p for p in of_left.pop(pair[0], []) + of_right.pop(pair[1], []) if p not in seen]
            seen.update(near)
            stack += near
        groups.append(group)
    return groups


def _heaviest(worth: NDArray[np.float64]) -> list[Pair]:
    """The pairs (row, column) of greatest sum; pairs worth nothing are left out.

    The Hungarian method with potentials, one row at a time along the cheapest augmenting path (Kuhn 1955,
    Jonker and Volgenant 1987).
    """
    if worth.shape[0] > worth.shape[1]:
        return sorted((i, j) for j, i in _heaviest(worth.T))
    cost = -worth
    n, m = cost.shape
    row_price, column_price = np.zeros(n + 1), np.zeros(m + 1)
    owner = np.full(m + 1, n)  # the row that holds a column; the last column is the start of every path
    for row in range(n):
        owner[m] = row
        at, slack, back, used = m, np.full(m + 1, np.inf), np.full(m + 1, m), np.zeros(m + 1, dtype=bool)
        while owner[at] != n:
            used[at] = True
            reduced = cost[owner[at]] - row_price[owner[at]] - column_price[:m]
            closer = ~used[:m] & (reduced < slack[:m])
            slack[:m][closer] = reduced[closer]
            back[:m][closer] = at
            nearest = int(np.argmin(np.where(used[:m], np.inf, slack[:m])))
            step = slack[nearest]
            row_price[owner[used]] += step
            column_price[used] -= step
            slack[:m][~used[:m]] -= step
            at = nearest
        while at != m:
            owner[at], at = owner[back[at]], back[at]
    return sorted((int(owner[j]), j) for j in range(m) if owner[j] != n and worth[owner[j], j] > 0)
