"""Headings, their nesting, and the running text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from natcom.score.measure import (
    SAME_PARAGRAPH,
    SAME_REFERENCE,
    SAME_TEXT,
    Miss,
    Row,
    Score,
    alike,
    f1,
    place,
    similarity,
)
from natcom.text.squeeze import squeeze

SHOWN = 40  # characters of a paragraph that a miss quotes


def score_sections(gold: Sequence[Row], given: Sequence[Row]) -> Score:
    """headings_f1, outline (right path), levels, text (all paragraphs as one), paragraphs_f1 (each under its path)."""
    pairs, misses = _pair_headings(gold, given)
    counts = len(gold), len(given)
    misses += [
        Miss("section", "misplaced", f"{g['path']} read as {p.get('path')}", _id(p), place(p)[1])
        for g, p in pairs
        if squeeze(g["path"]) != squeeze(p.get("path"))
    ]
    text = similarity(_all_text(gold), _all_text(given))
    paragraphs, paragraph_misses = _score_paragraphs(gold, given)
    figures = {
        "headings_f1": f1(len(pairs), *counts),
        "outline": f1(sum(squeeze(g["path"]) == squeeze(p.get("path")) for g, p in pairs), *counts),
        "levels": f1(sum(g["level"] == p.get("level") for g, p in pairs), *counts),
        "text": text,
        "paragraphs_f1": paragraphs,
    }
    return Score(figures, (*misses, *paragraph_misses))


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _id(row: Row) -> str | None:
    return row.get("section_id")


def _pair_headings(gold: Sequence[Row], given: Sequence[Row]) -> tuple[list[tuple[Row, Row]], list[Miss]]:
    """Each gold heading with the first unused one of its number and title, one at the same path preferred."""
    pairs: list[tuple[Row, Row]] = []
    misses: list[Miss] = []
    free: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(given):
        free[squeeze(row.get("number"))].append(index)
    used: set[int] = set()
    for g in gold:
        candidates = free[squeeze(g.get("number"))]
        same = [i for i in candidates if i not in used and alike(given[i].get("title"), g["title"]) >= SAME_TEXT]
        if not same:
            misses.append(Miss("section", "missed", f"{g['path']} {g['title']}", section=_parent(g["path"])))
            continue
        best = next((i for i in same if squeeze(given[i].get("path")) == squeeze(g["path"])), same[0])
        used.add(best)
        pairs.append((g, given[best]))
    misses += [
        Miss("section", "invented", f"{p.get('path')} {p.get('title')}", _id(p), place(p)[1])
        for i, p in enumerate(given)
        if i not in used
    ]
    return pairs, misses


def _all_text(sections: Sequence[Row]) -> str:
    return "".join(squeeze(text) for row in sections for text in row["paragraphs"])


def _score_paragraphs(gold: Sequence[Row], given: Sequence[Row]) -> tuple[float, list[Miss]]:
    pool: dict[str, list[str]] = defaultdict(list)
    for row in given:
        pool[squeeze(row.get("path"))] += [squeeze(text) for text in row["paragraphs"]]
    total = sum(map(len, pool.values()))
    wanted = [(squeeze(row["path"]), squeeze(text)) for row in gold for text in row["paragraphs"]]
    misses = []
    hits = 0
    for path, text in wanted:
        found = next((t for t in pool[path] if similarity(t, text) >= SAME_PARAGRAPH), None)
        if found is None:
            misses.append(Miss("paragraph", "missed", f"{path}: {text[:SHOWN]}", section=path))
        else:
            pool[path].remove(found)
            hits += 1
    misses += [
        Miss("paragraph", "invented", f"{path}: {text[:SHOWN]}", section=path)
        for path, left in pool.items()
        for text in left
    ]
    return f1(hits, len(wanted), total), misses


def score_references(gold: Sequence[Row], given: Sequence[Row]) -> Score:
    """references_f1 by text, reference_urls by address."""
    free = list(given)
    misses = []
    hits = 0
    for g in gold:
        text = squeeze(g["text"])
        found = next((p for p in free if similarity(squeeze(p.get("text")), text) >= SAME_REFERENCE), None)
        if found is None:
            misses.append(Miss("reference", "missed", str(g["text"])[:SHOWN]))
        else:
            free = [p for p in free if p is not found]
            hits += 1
    misses += [Miss("reference", "invented", str(p.get("text"))[:SHOWN], *place(p)) for p in free]
    a, b = _addresses(gold), _addresses(given)
    figures = {
        "references_f1": f1(hits, len(gold), len(given)),
        "reference_urls": f1(len(a & b), len(a), len(b)),
    }
    return Score(figures, tuple(misses))


def _addresses(rows: Sequence[Row]) -> set[str]:
    return {squeeze(row["url"]).rstrip("/。.") for row in rows if row.get("url")}
