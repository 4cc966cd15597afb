"""How long comparing two editions of a long report takes, and whether it finds what was changed between them.

    python benchmarks/compare.py netzero2050.gold.json [--seeds 5]      a gold file, or an output folder of natcom
    python benchmarks/compare.py OLD NEW                                two editions: the time only

The second edition is the first one with changes of known kinds made at random: sections renamed, left out and put in,
paragraphs reworded, values of facts changed. Printed are the median seconds and, per kind, recall and precision.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from natcom.comparison import EditionView, compare, read_edition
from natcom.records import Fact, Section

SHARE = 0.06  # of sections and of facts that are changed, for each kind of change
SECONDS_ALLOWED = 3.0

Told = tuple[str, str, str]  # what, change, and the id on the old side (the new one's title for an added section)


def perturbed(view: EditionView, seed: int) -> tuple[EditionView, set[Told]]:
    """A later edition of a report, and what was changed in it."""
    chance = random.Random(seed)
    told: set[Told] = set()
    parents = {section.parent_id for section in view.sections}
    gone: set[str] = set()
    sections: list[Section] = []
    for section in view.sections:
        leaf = section.section_id not in parents and len("".join(section.paragraphs)) > 60
        if leaf and chance.random() < SHARE:
            gone.add(section.section_id)
            told.add(("section", "removed", section.section_id))
            continue
        title = section.title
        if section.paragraphs and len(title) > 3 and chance.random() < SHARE:
            title = "".join(chance.sample(title, len(title)))
            if title != section.title:
                told.add(("section", "renamed", section.section_id))
        sections.append(section.model_copy(update={"title": title}))
        if leaf and chance.random() < SHARE:
            new = _invented(view, section, chance)
            told.add(("section", "added", new.title))
            sections.append(new)
    facts = [fact for fact in view.facts if fact.section_id not in gone]
    facts = [_restated(fact, told) if chance.random() < 2 * SHARE and fact.value else fact for fact in facts]
    note = view.note.model_copy(update={"document_id": "later", "edition": "later", "sha256": str(seed)})
    figures = tuple(f for f in view.figures if f.section_id not in gone)
    return replace(view, note=note, sections=tuple(sections), facts=tuple(facts), figures=figures), told


def _invented(view: EditionView, after: Section, chance: random.Random) -> Section:
    """A section of shuffled words: its text and title are like no other's."""
    letters = list("".join(p for s in view.sections for p in s.paragraphs)[:4000])
    text = "".join(chance.choices(letters, k=220))
    title = "".join(chance.choices(letters, k=9))
    update = {"section_id": f"new-{title}", "title": title, "paragraphs": (text,), "path": f"{after.path}~new"}
    return after.model_copy(update={**update, "number": "new", "label": "new"})


def _restated(fact: Fact, told: set[Told]) -> Fact:
    quote = "".join(str((int(c) + 3) % 10) if c.isdigit() else c for c in fact.quote)
    if quote == fact.quote or fact.value is None:
        return fact
    told.add(("fact", "value", fact.fact_id))
    context = fact.context.replace(fact.quote, quote)
    return fact.model_copy(update={"quote": quote, "context": context, "value": fact.value * 1.37, "occurrence": 1})


def found(old: EditionView, new: EditionView) -> set[Told]:
    """The changes of those kinds that the comparison finds."""
    result: set[Told] = set()
    for change in compare(old, new).changes:
        if change.what in {"section", "fact"} and change.change in {"removed", "added", "renamed", "value"}:
            if change.what == "fact" and change.change == "removed":
                continue  # facts of sections that were left out
            side = change.old or change.new
            assert side is not None
            name = getattr(side, "title", None) if change.old is None else side.id
            result.add((change.what, change.change, str(name)))
    return result


def main() -> None:
    """Time and score, and end with exit code 1 where comparing takes longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("editions", nargs="+", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    options = parser.parse_args()
    views = [read_edition(path) for path in options.editions]
    seconds, hits, wanted, given = [], Counter[str](), Counter[str](), Counter[str]()
    for seed in range(options.seeds):
        later, told = (views[1], set[Told]()) if len(views) > 1 else perturbed(views[0], seed)
        start = time.perf_counter()
        changes = found(views[0], later)
        seconds.append(time.perf_counter() - start)
        for counter, part in ((hits, told & changes), (wanted, told), (given, changes)):
            counter.update(f"{what} {change}" for what, change, _ in part)
    print(f"seconds: median {statistics.median(seconds):.3f}, most {max(seconds):.3f}, of {len(seconds)} runs")
    for kind in sorted(wanted):
        print(f"{kind}: recall {hits[kind] / wanted[kind]:.3f}, precision {hits[kind] / max(1, given[kind]):.3f}")
    raise SystemExit(statistics.median(seconds) > SECONDS_ALLOWED)


if __name__ == "__main__":
    main()
