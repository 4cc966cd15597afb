"""Growth rates, differences and multiples that the text states beside the figures they come from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from natcom.checks.audit.arithmetic import Interval, interval, like
from natcom.checks.audit.prose import Prose, prose, sentences, within
from natcom.checks.base import finding, plain, side
from natcom.config import Config
from natcom.config.audit import PartWords
from natcom.config.pattern import NamedPattern
from natcom.records import Extraction, Fact, Finding

NEAR = 20  # characters between a figure and the change it is said to be


class Change(NamedTuple):
    """A figure before, the figure after it, and the change that the text states."""

    before: Fact
    after: Fact
    change: Fact


def changes(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Stated changes that the two figures beside them do not give."""
    for one, change in _changes(extraction, config):
        before, after = interval(change.before), interval(change.after)
        if not before.positive or not after.positive:
            continue
        options = _options(change, before, after)
        stated = interval(change.change)
        if options and not any(option.meets(stated) for option in options):
            yield finding(
                extraction,
                config,
                "change",
                [side(change.change), side(change.after), side(change.before)],
                before=change.before.quote,
                after=change.after.quote,
                text=one.text[change.change.char_start - 6 : change.change.char_end].strip(),
                expected=_shown(change),
                found=change.change.quote,
            )


def _shown(change: Change) -> str:
    before, after = float(change.before.value or 1), float(change.after.value or 0)
    if change.change.kind == "percentage" and change.before.kind != "percentage":
        return f"{plain(round(100 * abs(after - before) / before, 4))}%"
    if change.change.kind == "multiple":
        return plain(round(after / before, 4))
    return plain(round(abs(after - before), 6))


def _options(change: Change, before: Interval, after: Interval) -> list[Interval]:
    """What the change may be: a rate, a multiple, a difference; without its sign, which the words carry."""
    kind, unit = change.change.kind, change.change.unit
    difference = _size(after.minus(before))
    if kind == "percentage":
        rate = [_size(_rate(before, after))]
        if change.before.kind != "percentage":
            return rate if unit == "%" else []
        return [difference, *rate] if unit == "%" else [difference]
    if kind == "multiple":
        ratio = after.over(before)
        return [ratio, Interval(ratio.low - 1, ratio.high - 1)]
    return [difference] if like(change.change, change.after) else []


def _rate(before: Interval, after: Interval) -> Interval:
    return Interval(100 * (after.low / before.high - 1), 100 * (after.high / before.low - 1))


def _size(one: Interval) -> Interval:
    """The interval without its sign."""
    if one.low >= 0:
        return one
    return Interval(-one.high, -one.low) if one.high <= 0 else Interval(0, max(-one.low, one.high))


def _changes(extraction: Extraction, config: Config) -> Iterator[tuple[Prose, Change]]:
    words = config.language.audit.parts
    for one in prose(extraction):
        for span in sentences(one.text, words.clause_ends):
            facts = [f for f in within(one.facts, span) if f.kind != "duration"]  # `in five years` between two figures
            for three in zip(facts, facts[1:], facts[2:], strict=False):
                change = _from_to(one, three, words) or _compared(one, three, words) or _by(one, three, words)
                if change is not None:
                    yield one, change


def _akin(a: Fact, b: Fact) -> bool:
    """Whether two facts are in one unit; tonnes that the text does not name again may be tonnes of CO2."""
    tonnes = {"t", "tCO2", "tCO2e"}
    return like(a, b) or {a.unit, b.unit} <= tonnes


def _says(pattern: NamedPattern | None, text: str) -> bool:
    return pattern is not None and pattern.regex.search(text) is not None


def _from_to(one: Prose, three: tuple[Fact, Fact, Fact], words: PartWords) -> Change | None:
    """`from A to B, a rise of C`, or `A in one year, B in the next, up C`."""
    a, b, c = three
    if (
        not like(a, b)
        or a.measure != "level"
        or b.measure != "level"
        or len(one.text[b.char_end : c.char_start]) > NEAR
    ):
        return None
    link, tail = one.text[a.char_end : b.char_start], one.text[b.char_end : c.char_start]
    if _says(words.average, tail) or not (
        _says(words.change, tail) or (c.measure != "level" and not any(char.isalnum() for char in tail))
    ):
        return None
    moved = _says(words.moved, link) and _says(words.from_word, one.text[max(0, a.char_start - NEAR) : a.char_start])
    dated = a.period is not None and b.period is not None and a.period < b.period and a.subject == b.subject
    against = _says(words.compared, one.text[max(0, a.char_start - NEAR) : a.char_start]) and len(link) <= NEAR
    against = against and not _says(words.change, link) and not _says(words.subset, link)
    return Change(a, b, c) if moved or dated or against else None


def _compared(one: Prose, three: tuple[Fact, Fact, Fact], words: PartWords) -> Change | None:
    """`B, against A the year before a rise of C`."""
    b, a, c = three
    if not _akin(a, b) or b.measure != "level" or len(one.text[a.char_end : c.char_start]) > NEAR:
        return None
    link, tail = one.text[b.char_end : a.char_start], one.text[a.char_end : c.char_start]
    if not _says(words.compared, link) or _says(words.change, link):
        return None
    if not _says(words.change, tail) or _says(words.average, tail):
        return None
    return Change(a, b, c)


def _by(one: Prose, three: tuple[Fact, Fact, Fact], words: PartWords) -> Change | None:
    """`from A up by C to B`."""
    a, c, b = three
    if not like(a, b) or len(one.text[c.char_end : b.char_start]) > NEAR:
        return None
    link, tail = one.text[a.char_end : c.char_start], one.text[c.char_end : b.char_start]
    ahead = one.text[max(0, a.char_start - NEAR) : a.char_start]
    begun = _says(words.from_word, ahead) or (_says(words.compared, ahead) and not _says(words.change, ahead))
    if not begun or _says(words.average, link):
        return None
    return Change(a, b, c) if _says(words.change, link) and _says(words.reaching, tail) else None


def directions(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """`rose from A to B` where B is less, `fell from A to B` where it is more."""
    words = config.language.audit.parts
    for one in prose(extraction):
        for a, b in pairwise(one.facts):
            link = one.text[a.char_end : b.char_start]
            if (
                not like(a, b)
                or len(link) > NEAR
                or not _says(words.from_word, one.text[max(0, a.char_start - NEAR) : a.char_start])
            ):
                continue
            up, down = _order(a, b)
            if (down and _says(words.rise, link)) or (up and _says(words.fall, link)):
                yield finding(
                    extraction,
                    config,
                    "change-direction",
                    [side(b), side(a)],
                    text=one.text[a.char_start : b.char_end],
                    expected=a.quote,
                    found=b.quote,
                )


def _order(a: Fact, b: Fact) -> tuple[bool, bool]:
    """Whether the second figure is surely the larger, or surely the smaller one; rounding never turns the order."""
    if a.qualifier is None and b.qualifier is None and a.value is not None and b.value is not None:
        return b.value > a.value, b.value < a.value
    return interval(b).low > interval(a).high, interval(b).high < interval(a).low


def remainders(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """`A, less B, leaves C` where A - B is not C."""
    words = config.language.audit.parts
    for one in prose(extraction):
        for place, (b, c) in enumerate(pairwise(one.facts)):
            before = one.text[max(0, b.char_start - NEAR) : b.char_start]
            wholes = [f for f in one.facts[:place] if like(f, b)]
            if not wholes or not like(b, c) or not _says(words.less, before):
                continue
            if not _says(words.after_less, one.text[b.char_end : c.char_start]):
                continue
            a = wholes[-1]
            if not any(interval(f).minus(interval(b)).meets(interval(c)) for f in wholes):
                yield finding(
                    extraction,
                    config,
                    "remainder",
                    [side(c), side(a), side(b)],
                    whole=a.quote,
                    part=b.quote,
                    expected=round((a.value or 0) - (b.value or 0), 6),
                    found=c.value,
                )
