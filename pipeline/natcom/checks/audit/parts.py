"""A whole and its parts in running text, and one quantity set twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from natcom.checks.audit.arithmetic import Interval, interval, like, total
from natcom.checks.audit.prose import Prose, around, prose, sentences, within
from natcom.checks.base import finding, side
from natcom.config import Config
from natcom.config.audit import AuditSettings, PartWords
from natcom.records import Extraction, Fact, Finding

TELLING = 5  # smaller counts are equal by chance: `4 countries sent trainees, 4 in number`
BRACKETS = ("()", "\uff08\uff09")
SHORTEST = 4  # characters of the noun between them
REACH = 24  # characters between two mentions of one quantity
FAR = 0.5  # parts that miss their whole by more than half of it are parts of something else
NEAR_TOTAL = 0.2  # a total after its parts that misses them by more is a total of something else
LEFT = 0.1  # parts that the text does not call complete may leave this much of the whole to a slip


class Sum(NamedTuple):
    """A whole and what the text gives as its parts; `complete`: the text says that these are all."""

    whole: Fact
    parts: tuple[Fact, ...]
    complete: bool


def parts_of_whole(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Wholes that are not the sum of their parts (`6 meetings, of which 4 with … and 2 with …`)."""
    words = config.language.audit.parts
    for one in prose(extraction):
        for span in sentences(one.text, words.sentence_ends):
            facts = [f for f in within(one.facts, span) if _countable(f)]
            for added in [
                *_whole_first(one, facts, words),
                *_whole_last(one, facts, config.language.audit.parts, config.checks.audit),
            ]:
                yield from _wrong_sum(extraction, config, added)


def _countable(fact: Fact) -> bool:
    return fact.kind not in {"percentage", "duration"} and fact.value is not None and fact.value_high is None


def _wrong_sum(extraction: Extraction, config: Config, added: Sum) -> Iterator[Finding]:
    whole = float(added.whole.value or 0)
    exact = sum(f.value or 0 for f in added.parts)
    if _adds_up(added.parts, added.whole, config.checks.audit) or abs(exact - whole) > FAR * whole:
        return
    if not added.complete and exact < whole and whole - exact > LEFT * whole:
        return
    yield finding(
        extraction,
        config,
        "parts-sum" if added.complete or exact > whole else "parts-sum-open",
        [side(added.whole), *(side(f) for f in added.parts)],
        parts=" + ".join(f.quote for f in added.parts),
        whole=added.whole.quote,
        expected=round(exact, 6),
        found=added.whole.value,
    )


def _adds_up(parts: Sequence[Fact], whole: Fact, settings: AuditSettings) -> bool:
    """Whether the parts make the whole, within what the rounding of all of them explains."""
    mirrored = interval(whole).times(-1)
    return total((*(interval(f) for f in parts), mirrored), settings.deviations).meets(Interval(0, 0))


def _whole_first(one: Prose, facts: Sequence[Fact], words: PartWords) -> Iterator[Sum]:
    """`6 …, of which 4 … and 2 …`: the parts are all like figures after the whole."""
    for place, whole in enumerate(facts):
        parts = [f for f in facts[place + 1 :] if like(f, whole) and f.measure == whole.measure]
        if parts:
            inner = around(one.text, parts[0].char_start, BRACKETS)
            bracketed = inner.start > whole.char_end  # parts in brackets are all in the same ones
            parts = [f for f in parts if not bracketed or f.char_end <= inner.end]
        if len(parts) < 2 or parts[0].fact_id != facts[place + 1].fact_id:
            continue
        link = one.text[whole.char_end : parts[0].char_start]
        plain = not _says(words.of_which, link)
        if plain and not _told(one.text, whole, parts, words):
            continue
        stretch = one.text[whole.char_end : parts[-1].char_end + REACH]
        between = one.text[whole.char_end : parts[-1].char_start]
        if _says(words.incomplete, stretch) or _says(words.total, between) or _says(words.each, between):
            continue
        yield Sum(whole, tuple(parts), plain or _says(words.complete, link))


def _told(text: str, whole: Fact, parts: Sequence[Fact], words: PartWords) -> bool:
    """Whether a whole without a word between it and its parts is told to be all of them, and nearly is."""
    ahead, link = text[max(0, whole.char_start - REACH) : whole.char_start], text[whole.char_end : parts[0].char_start]
    if not _says(words.listed, link) or _says(words.running_total, ahead):
        return False
    off = abs(sum(f.value or 0 for f in parts) - (whole.value or 0))
    if off > NEAR_TOTAL * abs(whole.value or 0):
        return False
    return _says(words.told, ahead) or _says(words.composed, text[parts[-1].char_end :])


def _whole_last(one: Prose, facts: Sequence[Fact], words: PartWords, settings: AuditSettings) -> Iterator[Sum]:
    """`4 … and 2 …, in all 6 …`: right if any run of like figures before the total makes it."""
    for place, whole in enumerate(facts):
        ahead = one.text[max(0, whole.char_start - REACH) : whole.char_start]
        if words.total is None or not words.total.regex.search(ahead) or _says(words.running_total, ahead):
            continue
        parts = [f for f in facts[:place] if like(f, whole) and f.measure == whole.measure]
        runs = [tuple(parts[begin:]) for begin in range(len(parts) - 1)]
        if any(_adds_up(run, whole, settings) for run in runs):
            continue
        off = [abs(sum(f.value or 0 for f in run) - (whole.value or 0)) for run in runs]
        if off and min(off) <= NEAR_TOTAL * abs(whole.value or 0):
            stretch = one.text[parts[0].char_start : whole.char_start]
            if not _says(words.each, stretch):
                yield Sum(whole, runs[off.index(min(off))], True)


def _says(pattern: object, text: str) -> bool:
    regex = getattr(pattern, "regex", None)
    return regex is not None and regex.search(text) is not None


def part_beyond_whole(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """A part that is larger than the whole it is taken from (`3 firms, of which 5 …`)."""
    words = config.language.audit.parts
    for one in prose(extraction):
        for span in sentences(one.text, words.clause_ends):
            facts = [f for f in within(one.facts, span) if _countable(f)]
            for whole, part in pairwise(facts):
                link = one.text[whole.char_end : part.char_start]
                if not _says(words.subset, link) or not like(whole, part):
                    continue
                if part.measure == whole.measure and interval(part).low > interval(whole).high:
                    if whole.unit in words.generic_units and not _same_noun(one.text, whole, part):
                        continue
                    yield finding(
                        extraction,
                        config,
                        "part-beyond-whole",
                        [side(part), side(whole)],
                        part=part.quote,
                        whole=whole.quote,
                        expected=whole.value,
                        found=part.value,
                    )


def _same_noun(text: str, a: Fact, b: Fact) -> bool:
    """Whether the same two characters follow both figures, or one has no noun of its own."""
    after = [text[f.char_end :].lstrip()[:2] for f in (a, b)]
    return after[0] == after[1] or not (after[0][:1].isalpha() and after[1][:1].isalpha())


def quantity_twice(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """One count set before its noun and again after it, in two units (`56 plants … meetings 56 times`)."""
    words = config.language.audit.parts
    for one in prose(extraction):
        for a, b in pairwise(one.facts):
            if a.kind != "count" or b.kind != "count" or a.value != b.value or (a.value or 0) < TELLING:
                continue
            between = one.text[a.char_end : b.char_start]
            noun = between.strip()
            after = one.text[b.char_end :].lstrip()[:1]
            if (
                not SHORTEST <= len(noun) <= REACH
                or _says(words.verbs, between)
                or (after.isalnum() and after not in words.joins)
            ):
                continue
            if any(char in words.marks for char in noun):
                continue
            yield finding(
                extraction,
                config,
                "quantity-twice",
                [side(b), side(a)],
                text=one.text[a.char_start : b.char_end],
                expected=a.quote,
                found=b.quote,
            )
