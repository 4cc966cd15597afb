"""What happened to sections and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from natcom.comparison.pairing import Draft, Pairing
from natcom.comparison.sections import Outline
from natcom.comparison.sides import paragraph_side, section_side
from natcom.comparison.words import differences, same


def section_changes(pairing: Pairing) -> Iterator[Draft]:
    """Sections renamed, renumbered, moved, split, merged, added and removed."""
    old, new = pairing.outlines
    match = pairing.sections
    for a, section in enumerate(old.sections):
        if a in match.splits or match.pairs.get(a) in match.merges:
            continue
        if a in match.pairs:
            yield from _of_pair(pairing, a, match.pairs[a])
        elif not _went_into(match.merges, a):
            yield Draft("section", "removed", "dropped", section_side(section), None)
    kept = set(match.pairs.values())
    for b, section in enumerate(new.sections):
        if b not in kept and not _went_into(match.splits, b):
            yield Draft("section", "added", "added", None, section_side(section))
    for a, parts in match.splits.items():
        yield from _regrouped(old, new, a, parts)
    for b, parts in match.merges.items():
        yield from (draft.mirrored() for draft in _regrouped(new, old, b, parts))


def _went_into(groups: object, section: int) -> bool:
    """Whether the section is a part of a split or merger, which says all there is to say of it."""
    assert isinstance(groups, dict)
    return any(section in parts for parts in groups.values())


def _of_pair(pairing: Pairing, a: int, b: int) -> Iterator[Draft]:
    old, new = pairing.outlines
    left, right = old.sections[a], new.sections[b]
    sides = section_side(left), section_side(right)
    if not same(left.title, right.title):
        yield Draft("section", "renamed", "wording", *sides, differences=differences(left.title, right.title))
    if not same(left.number, right.number):
        yield Draft("section", "renumbered", "structure", *sides)
    up, over = old.parents[a], new.parents[b]
    stayed = up is over if up is None or over is None else pairing.sections.belongs(up, over)
    if not stayed:
        yield Draft("section", "moved", "structure", *sides)


def _regrouped(old: Outline, new: Outline, a: int, parts: tuple[int, ...]) -> Iterator[Draft]:
    """One record for each part that a section was split into; `parts` of each names them all."""
    sides = tuple(section_side(new.sections[b]) for b in parts)
    for side in sides:
        yield Draft("section", "split", "structure", section_side(old.sections[a]), side, parts=sides)


def paragraph_changes(pairing: Pairing) -> Iterator[Draft]:
    """Paragraphs reworded, moved to another section, added and removed.

    The paragraphs of a section that was itself added or removed are not told one by one.
    """
    old, new = pairing.outlines
    match = pairing.sections
    for i, text in enumerate(old.texts):
        side = paragraph_side(pairing.old, old.sections[text.section], text.seq)
        if i not in match.paragraphs:
            if text.section in match.pairs or _went_into(match.merges, text.section) or text.section in match.splits:
                yield Draft("paragraph", "removed", "dropped", side, None)
            continue
        other = new.texts[match.paragraphs[i]]
        pair = side, paragraph_side(pairing.new, new.sections[other.section], other.seq)
        if text.squeezed != other.squeezed:
            yield Draft("paragraph", "wording", "wording", *pair, differences=differences(text.text, other.text))
        if not match.belongs(text.section, other.section):
            yield Draft("paragraph", "moved", "structure", *pair)
    kept, there = set(match.paragraphs.values()), set(match.pairs.values())
    for j, text in enumerate(new.texts):
        within = text.section in there or _went_into(match.splits, text.section) or text.section in match.merges
        if j not in kept and within:
            yield Draft(
                "paragraph", "added", "added", None, paragraph_side(pairing.new, new.sections[text.section], text.seq)
            )
