"""Sections and paragraphs of two editions: which became which, and what happened to each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from rapidfuzz import fuzz, process

from natcom.comparison.assign import Pair, assign
from natcom.comparison.words import NUMBER, likeness, mask, squeeze
from natcom.config.compare import SectionWeights
from natcom.records import Section

YEAR = re.compile(r"(?:19|20)\d\d")
SHORT_TEXT = 40  # characters of own text below which a section is not known by its text alone
UNIQUE_TITLE = 3  # shorter titles are too common to count as a name even where they stand once


@dataclass(frozen=True)
class Text:
    """A paragraph in its place: the index of its section, its number in it from 1, and how it is compared."""

    section: int
    seq: int
    text: str
    squeezed: str


@dataclass(frozen=True, eq=False)
class Outline:
    """The sections of one edition with what matching asks of them."""

    sections: tuple[Section, ...]

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        return tuple(
            Text(i, seq, text, squeeze(text))
            for i, section in enumerate(self.sections)
            for seq, text in enumerate(section.paragraphs, 1)
        )

    @cached_property
    def titles(self) -> tuple[str, ...]:
        return tuple(squeeze(s.title) for s in self.sections)

    @cached_property
    def title_counts(self) -> Counter[str]:
        return Counter(self.titles)

    @cached_property
    def parents(self) -> tuple[int | None, ...]:
        at = {s.section_id: i for i, s in enumerate(self.sections)}
        return tuple(at.get(s.parent_id or "") for s in self.sections)

    @cached_property
    def by_path(self) -> dict[str, int]:
        return {s.path: i for i, s in enumerate(self.sections)}

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """Characters of own text of each section."""
        result = [0] * len(self.sections)
        for text in self.texts:
            result[text.section] += len(text.squeezed)
        return tuple(result)

    def ancestors(self, section: int) -> Iterable[int]:
        """The section itself, its parent, and so on up."""
        at: int | None = section
        while at is not None:
            yield at
            at = self.parents[at]


@dataclass(frozen=True, eq=False)
class SectionMatch:
    """The outcome: pairs of sections and of paragraphs by index, and what was split or merged.

    `flow` holds, for each pair of sections, how many characters of the left one's text stand in the right one.
    `splits` maps a left section to the right ones that it became, `merges` a right one to the left ones it came from.
    """

    pairs: Mapping[int, int]
    paragraphs: Mapping[int, int]
    flow: Mapping[Pair, int]
    splits: Mapping[int, tuple[int, ...]]
    merges: Mapping[int, tuple[int, ...]]

    def belongs(self, a: int, b: int) -> bool:
        """Whether `b` is what became of `a`, be it one of its parts or what it was merged into."""
        return self.pairs.get(a) == b or b in self.splits.get(a, ()) or a in self.merges.get(b, ())


def match_sections(old: Outline, new: Outline, weights: SectionWeights, same_paragraph: float) -> SectionMatch:
    """Match the sections, and then their paragraphs, of two editions, all together rather than one after the other."""
    first = match_texts(old.texts, new.texts, same_paragraph, {})
    flow = _flow(old, new, first)
    pairs = assign(_scores(old, new, flow, weights), weights.threshold)
    paragraphs = match_texts(old.texts, new.texts, same_paragraph, pairs)
    flow = _flow(old, new, paragraphs)
    splits = _parts(pairs, flow, (old.lengths, new.lengths), weights.part)
    turned = {(b, a): n for (a, b), n in flow.items()}
    merges = _parts({b: a for a, b in pairs.items()}, turned, (new.lengths, old.lengths), weights.part)
    return SectionMatch(pairs, paragraphs, flow, splits, merges)


def match_texts(
    old: Sequence[Text], new: Sequence[Text], threshold: float, sections: Mapping[int, int]
) -> dict[int, int]:
    """Which paragraph became which. Equal ones first, within sections that belong together before anywhere else."""
    result: dict[int, int] = {}
    taken: set[int] = set()
    for within in (True, False):
        pool: dict[str, list[int]] = defaultdict(list)
        for j, text in enumerate(new):
            if j not in taken:
                pool[text.squeezed].append(j)
        for i, text in enumerate(old):
            if i in result:
                continue
            places = pool.get(text.squeezed, [])
            fits = next((j for j in places if not within or sections.get(text.section) == new[j].section), None)
            if fits is not None:
                places.remove(fits)
                result[i] = fits
                taken.add(fits)
    left = [i for i in range(len(old)) if i not in result]
    right = [j for j in range(len(new)) if j not in taken]
    result.update(_match_changed((old, left), (new, right), threshold, sections))
    return result


def _match_changed(
    old: tuple[Sequence[Text], list[int]],
    new: tuple[Sequence[Text], list[int]],
    threshold: float,
    sections: Mapping[int, int],
) -> dict[int, int]:
    """Pair the paragraphs that are not equal; staying in the same section speaks for a pair as a tenth of likeness."""
    (old_texts, left), (new_texts, right) = old, new
    if not left or not right:
        return {}
    matrix = process.cdist(
        [old_texts[i].squeezed for i in left],
        [new_texts[j].squeezed for j in right],
        scorer=fuzz.ratio,
        score_cutoff=100 * threshold,
        dtype=np.float32,
    )
    scores: dict[Pair, float] = {}
    for a, b in zip(*np.nonzero(matrix), strict=True):
        i, j = left[a], right[b]
        stays = sections.get(old_texts[i].section) == new_texts[j].section
        scores[i, j] = float(matrix[a, b]) / 100 + (0.1 if stays else 0.0)
    return assign(scores, threshold)


def _flow(old: Outline, new: Outline, paragraphs: Mapping[int, int]) -> dict[Pair, int]:
    flow: dict[Pair, int] = defaultdict(int)
    for i, j in paragraphs.items():
        a, b = old.texts[i], new.texts[j]
        flow[a.section, b.section] += min(len(a.squeezed), len(b.squeezed))
    return dict(flow)


def _scores(old: Outline, new: Outline, flow: Mapping[Pair, int], weights: SectionWeights) -> dict[Pair, float]:
    """How well each old section fits each new one; pairs that share neither words of a title nor text are left out."""
    if not old.sections or not new.sections:
        return {}
    titles = process.cdist(old.titles, new.titles, scorer=fuzz.ratio, dtype=np.float32) / 100
    trees = _tree_flow(old, new, flow)
    scores: dict[Pair, float] = {}
    for a in range(len(old.sections)):
        for b in range(len(new.sections)):
            if names_another(old.titles[a], new.titles[b]):
                continue
            score = _score(
                old, new, (a, b), float(titles[a, b]), weights, _text_likeness(old, new, flow, trees, (a, b))
            )
            if score > weights.threshold:
                scores[a, b] = score
    return scores


Trees = tuple[Mapping[Pair, int], Sequence[int], Sequence[int]]


def _tree_flow(old: Outline, new: Outline, flow: Mapping[Pair, int]) -> Trees:
    """The flow between whole branches of the two outlines, and the characters of each branch."""
    trees: dict[Pair, int] = defaultdict(int)
    for (a, b), count in flow.items():
        for up in old.ancestors(a):
            for over in new.ancestors(b):
                trees[up, over] += count
    return trees, _branch_lengths(old), _branch_lengths(new)


def _branch_lengths(outline: Outline) -> list[int]:
    result = [0] * len(outline.sections)
    for section, length in enumerate(outline.lengths):
        for up in outline.ancestors(section):
            result[up] += length
    return result


def _text_likeness(old: Outline, new: Outline, flow: Mapping[Pair, int], trees: Trees, pair: Pair) -> float | None:
    """The share of text that both have; of whole branches where one has none of its own, None where those have none."""
    a, b = pair
    total = old.lengths[a] + new.lengths[b]
    if old.lengths[a] and new.lengths[b]:
        return 2 * flow.get(pair, 0) / total
    shared, left, right = trees
    both = left[a] + right[b]
    return 2 * shared.get(pair, 0) / both if left[a] and right[b] else None


def _score(old: Outline, new: Outline, pair: Pair, title: float, weights: SectionWeights, text: float | None) -> float:
    a, b = pair
    left, right = old.sections[a], new.sections[b]
    up, over = old.parents[a], new.parents[b]
    if up is None or over is None:
        parent = 1.0 if up is over else 0.0
    else:
        parent = 1.0 if old.titles[up] == new.titles[over] else likeness(old.titles[up], new.titles[over])
    number = 1.0 if left.path == right.path else 0.5 if left.number and left.number == right.number else 0.0
    total = weights.title * title + weights.parent * parent + weights.number * number
    full = weights.title + weights.parent + weights.number
    if text is not None:
        total, full = total + weights.text * text, full + weights.text
    score = total / full
    name = old.titles[a]
    if (
        text != 0
        and name == new.titles[b]
        and len(name) >= UNIQUE_TITLE
        and old.title_counts[name] == new.title_counts[name] == 1
    ):
        score += weights.unique_title
    if text is not None and min(old.lengths[a], new.lengths[b]) >= SHORT_TEXT:
        score = max(score, weights.text_alone * text)
    return score


def names_another(old: str, new: str) -> bool:
    """Whether two titles differ in a number alone that is no year: they are names of two things.

    >>> names_another("COP 24", "COP 27"), names_another("Progress to 2020", "Progress to 2023")
    (True, False)
    """
    if old == new or mask(old) != mask(new):
        return False
    return [n for n in NUMBER.findall(old) if not YEAR.fullmatch(n)] != [
        n for n in NUMBER.findall(new) if not YEAR.fullmatch(n)
    ]


def _parts(
    pairs: Mapping[int, int], flow: Mapping[Pair, int], lengths: tuple[Sequence[int], Sequence[int]], part: float
) -> dict[int, tuple[int, ...]]:
    """Left sections whose text makes up most of a right one without a partner, besides that of their own partner."""
    own = {b: a for a, b in pairs.items()}
    became: dict[int, list[int]] = defaultdict(list)
    for (a, b), count in sorted(flow.items()):
        most_of_new = count >= part * lengths[1][b] and lengths[1][b] >= SHORT_TEXT
        if (own.get(b) == a and count) or (b not in own and most_of_new):
            became[a].append(b)
    return {a: tuple(bs) for a, bs in became.items() if len(bs) > 1}
