"""Figures and tables: found by number, then caption, source, section, and a table's grid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from natcom.score.measure import SAME_TEXT, Miss, Row, Score, alike, f1, place
from natcom.text.squeeze import squeeze

Grid = dict[tuple[int, int], str]
Pairs = list[tuple[Row, Row]]

SHOWN = 40


def score_figures(gold: Sequence[Row], given: Sequence[Row]) -> Score:
    """figures_f1 by number, and of these captions, sources, sections."""
    return _score_captioned(gold, given, "figure")[0]


def score_tables(gold: Sequence[Row], given: Sequence[Row]) -> Score:
    """As for figures; and cells (text at each grid position), spans (merged cells), heads (number of head rows)."""
    gold, given = _number_the_numberless(gold, given)
    common, pairs = _score_captioned(gold, given, "table")
    cells = spans = heads = 0.0
    misses = []
    for g, p in pairs:
        a, b = _grid(g), _grid(p)
        share = f1(sum(b.get(at) == text for at, text in a.items()), len(a), len(b))
        merged = _merged(g), _merged(p)
        cells += share
        spans += f1(len(merged[0] & merged[1]), len(merged[0]), len(merged[1]))
        heads += g.get("header_rows") == p.get("header_rows")
        if share < 1:
            misses.append(Miss("table", "cells", f"{g['number']}: {share:.3f} {_first_differences(a, b)}", *place(p)))
    counts = len(gold), len(given)
    figures = {"table_cells": f1(cells, *counts), "table_spans": f1(spans, *counts), "table_heads": f1(heads, *counts)}
    return common | Score(figures, tuple(misses))


def _score_captioned(gold: Sequence[Row], given: Sequence[Row], what: str) -> tuple[Score, Pairs]:
    free: dict[str, list[Row]] = defaultdict(list)
    for p in given:
        free[squeeze(p.get("number"))].append(p)
    pairs: Pairs = []
    misses = []
    for g in gold:
        same = free[squeeze(g["number"])]
        if not same:
            misses.append(Miss(what, "missed", str(g["number"]), section=g["_section"]))
            continue
        best = max(range(len(same)), key=lambda i: alike(g["caption"], same[i].get("caption")))
        pairs.append((g, same.pop(best)))
    captions = sources = sections = 0
    for g, p in pairs:
        same_caption = alike(g["caption"], p.get("caption")) >= SAME_TEXT
        same_source = alike(g.get("source"), p.get("source")) >= SAME_TEXT
        captions += same_caption
        sources += same_source
        sections += squeeze(g["_section"]) == squeeze(p.get("_section"))
        if not same_caption:
            texts = f"{str(g['caption'])[:SHOWN]} ≠ {str(p.get('caption'))[:SHOWN]}"
            misses.append(Miss(what, "caption", f"{g['number']}: {texts}", *place(p)))
        if not same_source:
            misses.append(Miss(what, "source", f"{g['number']}: {g.get('source')} ≠ {p.get('source')}", *place(p)))
    misses += [
        Miss(what, "invented", f"{p.get('number')} {str(p.get('caption'))[:SHOWN]}", *place(p))
        for left in free.values()
        for p in left
    ]
    counts = len(gold), len(given)
    figures = {
        f"{what}s_f1": f1(len(pairs), *counts),
        f"{what}_captions": f1(captions, *counts),
        f"{what}_sources": f1(sources, *counts),
        f"{what}_sections": f1(sections, *counts),
    }
    return Score(figures, tuple(misses)), pairs


def _grid(table: Row) -> Grid:
    """Every grid position with the text of the cell that covers it."""
    return {
        (row, col): squeeze(cell.get("text"))
        for cell in table.get("cells") or ()
        for row in range(cell["row"], cell["row"] + cell.get("rowspan", 1))
        for col in range(cell["col"], cell["col"] + cell.get("colspan", 1))
    }


def _merged(table: Row) -> set[tuple[int, int, int, int]]:
    """Row, column, row span and column span of the cells that cover more than one position."""
    boxes = ((c["row"], c["col"], c.get("rowspan", 1), c.get("colspan", 1)) for c in table.get("cells") or ())
    return {box for box in boxes if box[2] * box[3] > 1}


def _first_differences(wanted: Grid, given: Grid) -> str:
    wrong = [f"{at} {text!r} ≠ {given.get(at)!r}" for at, text in sorted(wanted.items()) if given.get(at) != text]
    return "; ".join(wrong[:3])


def _number_the_numberless(gold: Sequence[Row], given: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """A gold table without a number is paired with the numberless one that shares most cell texts with it.

    Numberless tables of the extraction that are then left and bear no caption do not count: layout without a caption
    is often a table to one reader and not to another.
    """
    gold, given = [dict(g) for g in gold], [dict(p) for p in given]
    free = [p for p in given if not squeeze(p.get("number"))]
    for index, g in enumerate(gold):
        if squeeze(g.get("number")):
            continue
        g["number"] = f"numberless-{index}"
        shared = [_shared_texts(g, p) for p in free]
        if any(shared):
            best = free.pop(shared.index(max(shared)))
            best["number"] = g["number"]
    return gold, [p for p in given if squeeze(p.get("number")) or squeeze(p.get("caption"))]


def _shared_texts(a: Row, b: Row) -> int:
    texts = set(_grid(b).values())
    return sum(text in texts for text in set(_grid(a).values()) if text)
