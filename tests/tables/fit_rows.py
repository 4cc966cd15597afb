"""Fits the weights of the row model on tables drawn from even seeds, and prints how odd ones are parted.

    PYTHONPATH=tests python tests/tables/fit_rows.py [--seeds 2-3000] [--rounds 8]

writes pipeline/natcom/tables/rows_model.json. An averaged structured perceptron: for each table the rows that score
best are compared with the rows drawn, and the weights move by the difference of their features.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from drawn import Mark, drawn_marks
from numpy.typing import NDArray
from rotating import Drawn, draw

import natcom.tables.read as reader
from natcom.tables.bands import Band, numeric_columns
from natcom.tables.rowmodel import FEATURES, SIDES, lines_of, rows_from
from tables_reader import read_tables

MODEL = Path(reader.__file__).with_name("rows_model.json")
KINDS = ("over pages", "facing pages")  # left out: their marks stand on several pages
Vector = NDArray[np.float64]


class Example(NamedTuple):
    """A band's possible rows by their lines, for each side that cells may share; where the rows drawn begin."""

    rows: tuple[dict[tuple[int, int], Vector], ...]
    starts: tuple[int, ...]
    count: int


def examples_of(item: Drawn) -> Iterator[Example]:
    """The bands of a drawn table that text alone parts, with their rows as drawn."""
    data, marks = drawn_marks(item.content, item.number, item.look)
    bands: list[Band] = []
    split = reader.split_band

    def kept(band: Band, ruled: bool) -> None:
        if not ruled:
            bands.append(band)

    reader.split_band = kept
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "table.pdf"
            path.write_bytes(data)
            read_tables.cache_clear()
            read_tables(path, item.language)
    finally:
        reader.split_band = split
    for band in bands:
        example = _example(band, marks, item.look.size)
        if example is not None:
            yield example


def _example(band: Band, marks: Sequence[Mark], size: float) -> Example | None:
    rows: dict[int, Mark] = {}
    for i, p in enumerate(band.placed):
        near = [m for m in marks if abs(m.y - p.piece.middle) < 0.5 * size and p.piece.x0 - 3 <= m.x0 <= p.piece.x1]
        if not near:
            return None
        rows[i] = min(near, key=lambda m: abs(m.y - p.piece.middle) + abs(m.x0 - p.piece.x0))
    columns = [
        c for c in range(len(band.limits)) if all(rows[i].rowspan == 1 for i, p in enumerate(band.placed) if p.col == c)
    ]
    if not columns:
        return None
    numeric = numeric_columns(band)
    lines = lines_of(band, columns, next((c for c in columns if c not in numeric), columns[0]))
    place = {line: n for n, line in enumerate(lines.numbers)}
    owner: dict[int, set[int]] = {}
    for i, p in enumerate(band.placed):
        if p.col in columns:
            owner.setdefault(place[band.line_of[i]], set()).add(rows[i].row)
    if len(lines) < 2 or any(len(own) > 1 for own in owner.values()):
        return None
    order = [min(owner[n]) for n in range(len(lines))]
    if order != sorted(order):
        return None
    starts = tuple(n for n in range(len(order)) if n == 0 or order[n] != order[n - 1])
    possible = [rows_from(lines, start) for start in range(len(lines))]
    found = tuple(
        {(start, end): vectors[side] for start, own in enumerate(possible) for end, vectors in own}
        for side in range(len(SIDES))
    )
    if any(span not in found[0] for span in pairwise((*starts, len(lines)))):
        return None
    return Example(found, starts, len(lines))


def _best(example: Example, weights: Vector) -> tuple[tuple[int, ...], Vector]:
    """Where the rows that score best begin, and their features."""
    results = []
    for rows in example.rows:
        best: list[tuple[float, int]] = [(0.0, -1)] + [(float("-inf"), -1)] * example.count
        for (start, end), vector in rows.items():
            score = best[start][0] + float(weights @ vector)
            if score > best[end][0]:
                best[end] = (score, start)
        starts = []
        at = example.count
        total = np.zeros(len(FEATURES))
        while at > 0:
            start = best[at][1]
            total += rows[start, at]
            starts.append(start)
            at = start
        results.append((float(weights @ total), tuple(starts[::-1]), total))
    _, found, features = max(results, key=lambda r: r[0])
    return found, features


def _drawn_features(example: Example, weights: Vector) -> Vector:
    spans = list(pairwise((*example.starts, example.count)))
    totals = [sum((rows[span] for span in spans), np.zeros(len(FEATURES))) for rows in example.rows]
    return np.asarray(max(totals, key=lambda total: float(weights @ total)))


def fit(examples: Sequence[Example], rounds: int) -> Vector:
    """The averaged weights."""
    weights = np.zeros(len(FEATURES))
    total, count = np.zeros(len(FEATURES)), 0
    order = list(range(len(examples)))
    rng = random.Random(1)
    for _ in range(rounds):
        rng.shuffle(order)
        wrong = 0
        for index in order:
            starts, features = _best(examples[index], weights)
            if starts != examples[index].starts:
                weights += _drawn_features(examples[index], weights) - features
                wrong += 1
            total += weights
            count += 1
        print("wrong in this round:", wrong, "of", len(examples))
    return total / count


def share_right(examples: Sequence[Example], weights: Vector) -> float:
    """The share of tables whose rows are all parted as drawn."""
    return sum(_best(e, weights)[0] == e.starts for e in examples) / len(examples)


def main() -> None:
    """Fits, writes, and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="2-3000")
    parser.add_argument("--rounds", type=int, default=8)
    asked = parser.parse_args()
    first, last = map(int, asked.seeds.split("-"))
    drawn = [item for item in map(draw, range(first, last + 1)) if item.kind not in KINDS]
    fitting = [e for item in drawn if item.seed % 2 == 0 for e in examples_of(item)]
    held_out = [e for item in drawn if item.seed % 2 == 1 and item.seed < first + 600 for e in examples_of(item)]
    weights = fit(fitting, asked.rounds)
    stored = {
        "about": "rows of text lines; see rows_model.md",
        "seeds": f"even ones of {asked.seeds}",
        "tables": len(fitting),
        "weights": {name: round(float(w), 4) for name, w in zip(FEATURES, weights, strict=True)},
    }
    MODEL.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    print(json.dumps(stored, indent=1))
    print(
        f"rows all right: fitted on {share_right(fitting, weights):.3f}, held out {share_right(held_out, weights):.3f}"
    )


if __name__ == "__main__":
    main()
