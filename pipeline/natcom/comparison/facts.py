"""Facts of two editions matched by series: the same thing counted or measured, whatever its value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from natcom.comparison.assign import Pair, assign
from natcom.comparison.periods import is_stated, period_known
from natcom.comparison.words import mask, squeeze
from natcom.config.compare import CompareConfig, FactWeights
from natcom.records import Fact

BRACKETS = re.compile(r"\([^()]*\)")  # a gloss in a subject, be it a formula or a name in another language
LEFT, RIGHT = 12, 8  # characters beside a number that tell it from the others of its sentence
SAME_SUBJECT = 0.8  # two subjects are one from this likeness on: a word more or less in a phrase of five
# Score without period and value from which an unmatched fact belongs to a matched one's series. The score depends a
# little on which edition is taken first, since sections are followed from that one to the other.
SAME_SERIES = 0.46
CLEARLY_BETTER = 0.1  # by so much a pair of two periods must beat the others that there could be
HALF = 0.5  # what a sign counts that neither speaks for nor against: a period that only one side states

Matrix = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class FactList:
    """The facts of one edition with what matching asks of them; `sections` are theirs, as the new edition has them."""

    facts: tuple[Fact, ...]
    sections: tuple[str | None, ...]
    config: CompareConfig

    @cached_property
    def subjects(self) -> list[str]:
        return [BRACKETS.sub("", squeeze(f.subject)) for f in self.facts]

    @cached_property
    def contexts(self) -> list[str]:
        return [mask(f.context) for f in self.facts]

    @cached_property
    def sides(self) -> tuple[list[str], list[str]]:
        """The masked words right before and right after each number."""
        spans = [beside(fact) for fact in self.facts]
        return [mask(before)[-LEFT:] for before, _ in spans], [mask(after)[:RIGHT] for _, after in spans]

    @cached_property
    def dimensions(self) -> list[str]:
        return [dimension(fact, self.config) for fact in self.facts]

    @cached_property
    def periods(self) -> list[str | None]:
        """The times that they hold for."""
        return [period_known(fact) for fact in self.facts]

    @cached_property
    def compared_with(self) -> list[str | None]:
        """The year against which a growth or decline is told; None for levels and where none is named."""
        return [base_year(fact, self.config) for fact in self.facts]

    @cached_property
    def bases(self) -> list[float]:
        """Values in their dimension's base unit; those without a value are not equal to anything."""
        return [v if (v := in_base(f.value, f.unit, self.config)) is not None else float("nan") for f in self.facts]


@dataclass(frozen=True)
class FactMatch:
    """Pairs by index; `kin` gives unmatched facts (of the old, of the new edition) the counterpart of their series."""

    pairs: Mapping[int, int]
    kin_of_old: Mapping[int, int]
    kin_of_new: Mapping[int, int]


def beside(fact: Fact) -> tuple[str, str]:
    """What stands before and after the fact's quote in its context; both empty where it is not found there."""
    at = -1
    for _ in range(max(fact.occurrence, 1)):
        found = fact.context.find(fact.quote, at + 1)
        if found < 0:
            break
        at = found
    if at < 0:
        return "", ""
    return fact.context[:at], fact.context[at + len(fact.quote) :]


def dimension(fact: Fact, config: CompareConfig) -> str:
    """What kind of quantity it is: facts of two dimensions are never the same series."""
    unit = config.units.get(fact.unit)
    return unit.dimension if unit else fact.kind


def base_year(fact: Fact, config: CompareConfig) -> str | None:
    """The year that a fact's growth or decline is told against: its own, else the last one named before it."""
    if fact.measure == "level" or fact.base_period:
        return fact.base_period
    named = [m["y"] for m in config.base.regex.finditer(beside(fact)[0])]
    return named[-1] if named else None


def aim(fact: Fact) -> str | None:
    """What kind of aim or outlook a value is; None for what was or is."""
    return None if fact.value_type == "actual" else fact.value_type


def in_base(value: float | int | None, unit: str | None, config: CompareConfig) -> float | None:
    """The value in the base unit of its unit's dimension; as it is where the unit has no other."""
    known = config.units.get(unit or "")
    return value if value is None or known is None else value * known.factor


def match_facts(old: FactList, new: FactList) -> FactMatch:
    """Match all facts together; then find, for those left over, the series they belong to."""
    if not old.facts or not new.facts:
        return FactMatch({}, {}, {})
    weights = old.config.facts
    likeness, possible, subjects = _likeness(old, new, weights)
    periods = _compare(
        old.periods,
        new.periods,
        lambda a, b: HALF if None in (a, b) else float(a == b),
    )
    told = [np.array([is_stated(f) for f in part.facts]) for part in (old, new)]
    periods = np.where((periods == 0) & ~(told[0][:, None] & told[1][None, :]), HALF, periods)
    a, b = np.array(old.bases)[:, None], np.array(new.bases)[None, :]
    values: Matrix = np.isclose(a, b, rtol=old.config.equal_values, atol=0).astype(np.float32)
    full = weights.period + weights.value
    scores = (likeness + weights.period * periods + weights.value * values) / (1 + full)
    stated = np.array([p is not None for p in old.periods])[:, None]
    scores += weights.same_period * ((subjects >= SAME_SUBJECT) & (periods == 1) & stated)
    scores = np.where(possible, scores, 0)
    pairs = assign(_above(scores, weights.threshold), weights.threshold)
    pairs = _without_doubtful(pairs, np.where(subjects >= SAME_SUBJECT, scores, 0), periods == 0)
    series = np.where(possible & (subjects >= SAME_SUBJECT) & (periods == 0), likeness, 0)
    return FactMatch(pairs, _kin(series, pairs), _kin(series.T, {b: a for a, b in pairs.items()}))


def _without_doubtful(pairs: Mapping[int, int], scores: Matrix, other_period: NDArray[np.bool_]) -> dict[int, int]:
    """Leave out pairs of two periods where another fact, itself without a partner, would go on the series as well.

    Of two later values of a series neither is what became of the earlier one.
    """
    free_rows = np.array([a not in pairs for a in range(scores.shape[0])])
    taken = set(pairs.values())
    free_columns = np.array([b not in taken for b in range(scores.shape[1])])
    kept = {}
    for a, b in pairs.items():
        rivals = [*scores[a, free_columns & other_period[a]], *scores[free_rows & other_period[:, b], b]]
        if not other_period[a, b] or max(rivals, default=0) <= scores[a, b] - CLEARLY_BETTER:
            kept[a] = b
    return kept


def _likeness(old: FactList, new: FactList, weights: FactWeights) -> tuple[Matrix, NDArray[np.bool_], Matrix]:
    """How alike any two facts are apart from period and value (0 to 1), which can be one at all, and their subjects."""
    subjects = _ratio(old.subjects, new.subjects)
    both = np.array([bool(s) for s in old.subjects])[:, None] & np.array([bool(s) for s in new.subjects])[None, :]
    sides = (2 * _ratio(old.sides[0], new.sides[0]) + _ratio(old.sides[1], new.sides[1])) / 3
    contexts = _ratio(old.contexts, new.contexts)
    sections = _compare(old.sections, new.sections, _same_section)
    units = _compare(
        [f.unit for f in old.facts], [f.unit for f in new.facts], lambda a, b: _same_unit(a, b, old.config)
    )
    known = weights.sides * sides + weights.context * contexts + weights.section * sections + weights.unit * units
    plain = weights.sides + weights.context + weights.section + weights.unit
    likeness = np.where(both, (known + weights.subject * subjects) / (plain + weights.subject), known / plain)
    series = _compare(
        [f.series_id for f in old.facts], [f.series_id for f in new.facts], lambda a, b: float(bool(a) and a == b)
    )
    likeness = np.minimum(1, likeness + weights.series * series).astype(np.float32)
    possible = _compare(old.dimensions, new.dimensions, lambda a, b: float(a == b)) > 0
    measures = _compare([f.measure for f in old.facts], [f.measure for f in new.facts], _same_measure)
    bases = _compare(old.compared_with, new.compared_with, lambda a, b: float(a == b))
    periods = _compare(old.periods, new.periods, lambda a, b: float(a == b))
    change = np.array([f.measure != "level" for f in old.facts])[:, None]
    another = change & (periods == 1) & (bases == 0)  # over the same time against another base it is another quantity
    stated = [np.array([p is not None for p in part.periods]) for part in (old, new)]
    both_stated = stated[0][:, None] & stated[1][None, :]
    aims = _compare([aim(f) for f in old.facts], [aim(f) for f in new.facts], lambda a, b: float(a == b))
    # One thing at one time that is told otherwise was read otherwise; an aim for a later time is no later value.
    measured = (measures > 0) | ((periods == 1) & both_stated & (subjects >= SAME_SUBJECT))
    outlook = (aims == 0) & (periods == 0) & both_stated
    return likeness, possible & ~another & measured & ~outlook, subjects


def _ratio(a: Sequence[str], b: Sequence[str]) -> Matrix:
    return np.asarray(process.cdist(a, b, scorer=fuzz.ratio, dtype=np.float32) / 100, dtype=np.float32)


def _compare(
    a: Sequence[str | None], b: Sequence[str | None], how: Callable[[str | None, str | None], float]
) -> Matrix:
    """The matrix of `how`, asked once for each pair of different values."""
    left, right = list(dict.fromkeys(a)), list(dict.fromkeys(b))
    small = np.array([[how(x, y) for y in right] for x in left], dtype=np.float32)
    rows, columns = {x: i for i, x in enumerate(left)}, {y: j for j, y in enumerate(right)}
    result: Matrix = small[np.ix_([rows[x] for x in a], [columns[y] for y in b])]
    return result


def _same_section(a: str | None, b: str | None) -> float:
    if a is None or b is None:
        return HALF
    return 1.0 if a == b else HALF if a.rpartition("/")[0] == b.rpartition("/")[0] else 0.0


def _same_unit(a: str | None, b: str | None, config: CompareConfig) -> float:
    """1 for one unit, less for another of the same dimension; counted nouns are as alike as their words."""
    if a == b:
        return 1.0
    return HALF if a in config.units and b in config.units else float(fuzz.ratio(a or "", b or "")) / 200


def _same_measure(a: str | None, b: str | None) -> float:
    """Growth and decline of a thing are one series with another sign; a level is not a change."""
    return float(a == b or "level" not in (a, b))


def _above(scores: Matrix, threshold: float) -> dict[Pair, float]:
    rows, columns = np.nonzero(scores > threshold)
    return {(int(a), int(b)): float(scores[a, b]) for a, b in zip(rows, columns, strict=True)}


def _kin(series: Matrix, pairs: Mapping[int, int]) -> dict[int, int]:
    """For each row without a partner, the column most like it of those that have one."""
    partners = set(pairs.values())
    result: dict[int, int] = {}
    candidates: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (a, b), score in _above(series, SAME_SERIES).items():
        if a not in pairs and b in partners:
            candidates[a].append((score, -b))
    for a, found in candidates.items():
        result[a] = -max(found)[1]
    return result
