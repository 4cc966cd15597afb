"""Shares in running text: beside their two counts, beside a common total, and against 100."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from natcom.checks.audit.arithmetic import Interval, interval, like, total
from natcom.checks.audit.prose import Prose, Span, prose, sentences, within
from natcom.checks.base import finding, plain, side
from natcom.config import Config
from natcom.config.audit import PartWords
from natcom.records import Extraction, Fact, Finding

NEAR = 14  # characters between a share and its amount: a bracket, or `, some 20 % of the total`
FAR = 0.3  # a share of the nation's total that is off by more than this part is a share of something else
PAIRS = 3  # shares with amounts before one of them can be called odd
AGREE = 0.6  # part of the pairs that must agree on the total
WHOLE = Interval(100, 100)


class Pair(NamedTuple):
    """A share and the amount that it is the share of."""

    share: Fact
    amount: Fact


def shares_of_counts(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """A percentage stated beside its two counts that they do not give (`145 …, of which 99 …, some 68 %`)."""
    words = config.language.audit.parts
    for one in prose(extraction):
        for span in sentences(one.text, words.clause_ends):
            facts = within(one.facts, span)
            for place in range(2, len(facts)):
                three = _of_counts(one.text, span, facts[place - 2 : place + 1], words)
                if three is None:
                    continue
                whole, part, share = three
                ratio = interval(part).over(interval(whole)).times(100)
                if not ratio.meets(interval(share)):
                    yield finding(
                        extraction,
                        config,
                        "share-of-counts",
                        [side(share), side(part), side(whole)],
                        share=share.quote,
                        part=part.quote,
                        whole=whole.quote,
                        expected=f"{plain(100 * (part.value or 0) / (whole.value or 1))}%",
                        found=share.quote,
                    )


def _of_counts(text: str, span: Span, facts: Sequence[Fact], words: PartWords) -> tuple[Fact, Fact, Fact] | None:
    """The whole, a part of it, and that part's share, where the three facts are that; the part may stand first."""
    first, second, share = facts
    if not _is_share(share) or not like(first, second) or first.kind == "percentage":
        return None
    whole, part = (first, second) if (first.value or 0) >= (second.value or 0) else (second, first)
    if not (interval(part).positive and interval(whole).positive) or words.share is None:
        return None
    if part is first:
        ahead, after = text[part.char_end : whole.char_start], text[whole.char_end : share.char_start]
        taken = words.share.regex.search(ahead) and words.whole_share and words.whole_share.regex.search(after)
        return (whole, part, share) if taken else None
    if whole.measure != "level" or part.measure != "level":
        return None
    return (whole, part, share) if _of_whole(text, span, (whole, part, share), words) else None


def _of_whole(text: str, span: Span, three: tuple[Fact, Fact, Fact], words: PartWords) -> bool:
    """Whether the text says that the part is one of the whole, and that the share is of the same whole."""
    whole, part, share = three
    between = text[whole.char_end : part.char_start]
    if words.rate is not None and (named := words.rate.regex.search(text[part.char_end : share.char_start])):
        return named["name"] in between
    link = words.share.regex.search(text[part.char_end : share.char_start]) if words.share else None
    if link is None or words.subset is None or not words.subset.regex.search(between):
        return False
    of = link["of"] or ""
    if words.nation is not None and words.nation.regex.search(of):
        ratio = 100 * (part.value or 0) / (whole.value or 1)
        return abs(ratio - (share.value or 0)) <= FAR * ratio
    return _same_whole(of, text[span.start : whole.char_end + NEAR // 2], words)


def _is_share(fact: Fact) -> bool:
    return fact.kind == "percentage" and fact.measure == "level" and fact.unit == "%" and fact.value is not None


def _same_whole(of: str, before: str, words: PartWords) -> bool:
    """Whether what the share is of, as printed, is the whole that stands before it."""
    if not of or (words.whole is not None and words.whole.regex.search(of)):
        return True
    return any(of[place : place + 2] in before for place in range(len(of) - 1))


def shares_of_total(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Several amounts with their shares in one paragraph: the pair that does not fit the total the others fit."""
    for one in prose(extraction):
        pairs = tuple(_pairs(one, config.language.audit.parts))
        for kind in dict.fromkeys((p.amount.kind, p.amount.unit) for p in pairs):
            same = [p for p in pairs if (p.amount.kind, p.amount.unit) == kind]
            yield from _odd_pairs(extraction, config, one, same)


def _pairs(one: Prose, words: PartWords) -> Iterator[Pair]:
    """Neighbouring facts, a share and an amount, with nothing but a bracket or the words of a share between."""
    used: set[str] = set()
    for a, b in pairwise(one.facts):
        between = one.text[a.char_end : b.char_start]
        share, amount = (a, b) if _is_share(a) else (b, a)
        if not _is_share(share) or amount.kind == "percentage" or amount.measure != "level" or len(between) > NEAR:
            continue
        linked = words.pair is not None and words.pair.regex.fullmatch(between)
        if linked and interval(amount).positive and not {a.fact_id, b.fact_id} & used:
            used |= {a.fact_id, b.fact_id}
            yield Pair(share, amount)


def _odd_pairs(extraction: Extraction, config: Config, one: Prose, pairs: Sequence[Pair]) -> Iterator[Finding]:
    if len(pairs) < PAIRS:
        return
    amounts = {p.amount.fact_id for p in pairs}
    wholes = [f for f in one.facts if like(f, pairs[0].amount) and f.fact_id not in amounts and interval(f).positive]
    fits = {w.fact_id: [p for p in pairs if _fits(p, w)] for w in wholes}
    best = max(wholes, key=lambda w: len(fits[w.fact_id]), default=None)
    if best is None or len(fits[best.fact_id]) < max(2, AGREE * len(pairs)):
        return
    for pair in pairs:
        if pair not in fits[best.fact_id]:
            yield finding(
                extraction,
                config,
                "share-of-total",
                [side(pair.share), side(pair.amount), side(best)],
                share=pair.share.quote,
                part=pair.amount.quote,
                whole=best.quote,
                expected=f"{plain(100 * (pair.amount.value or 0) / (best.value or 1))}%",
                found=pair.share.quote,
            )
    settings = config.checks.audit
    shares = total((interval(p.share) for p in pairs), settings.deviations)
    parts = total((interval(p.amount) for p in pairs), settings.deviations)
    if Interval(97, 103).meets(shares) and not parts.meets(interval(best)):
        yield finding(
            extraction,
            config,
            "parts-sum",
            [side(best), *(side(p.amount) for p in pairs)],
            parts=" + ".join(p.amount.quote for p in pairs),
            whole=best.quote,
            expected=sum(p.amount.value or 0 for p in pairs),
            found=best.value,
        )


def _fits(pair: Pair, whole: Fact) -> bool:
    return interval(pair.amount).over(interval(whole)).times(100).meets(interval(pair.share))


def shares_to_hundred(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Shares of one sentence that should make 100 and do not: those with a rest, or three and more that come close."""
    words = config.language.audit.parts
    for one in prose(extraction):
        for span in sentences(one.text, words.sentence_ends):
            sentence = one.text[span.start : span.end]
            if words.sharing is None or not words.sharing.regex.search(sentence):
                continue
            shares = [f for f in within(one.facts, span) if _is_share(f) and f.value_high is None]
            for run in _runs(shares):
                yield from _hundred(extraction, config, one, run)


def _runs(shares: Sequence[Fact]) -> list[list[Fact]]:
    """The shares of one period each."""
    runs: dict[str | None, list[Fact]] = {}
    for share in shares:
        runs.setdefault(share.period, []).append(share)
    return list(runs.values())


def _hundred(extraction: Extraction, config: Config, one: Prose, run: Sequence[Fact]) -> Iterator[Finding]:
    words = config.language.audit.parts
    if len({f.share_of for f in run} - {None}) > 1:
        return  # shares of different things
    if len(run) < 2 or any(_makes_hundred(run[a:], config) for a in range(len(run) - 1)):
        return
    between = one.text[run[-2].char_end : run[-1].char_start]
    rest = (words.rest is not None and words.rest.regex.search(between)) or _opposed(one, run, words)
    window = config.checks.audit.rest_window if rest else config.checks.audit.share_window
    if len(run) == 2 and not rest:
        return
    sums = [(abs(sum(f.value or 0 for f in run[a:]) - 100), a) for a in range(len(run) - 1)]
    off, begin = min(sums) if rest else sums[0]
    short = sum(f.value or 0 for f in run[begin:]) < 100
    stretch = one.text[run[0].char_start - NEAR if run[0].char_start > NEAR else 0 : run[-1].char_end + NEAR]
    if short and not rest and words.incomplete is not None and words.incomplete.regex.search(stretch):
        return  # the largest few of more
    if off <= window:
        parts = run[begin:]
        yield finding(
            extraction,
            config,
            "shares-sum",
            [side(f) for f in parts],
            parts=" + ".join(f.quote for f in parts),
            expected="100%",
            found=f"{plain(round(sum(f.value or 0 for f in parts), 6))}%",
        )


def _opposed(one: Prose, run: Sequence[Fact], words: PartWords) -> bool:
    """Whether two shares are those of two halves of one whole, such as men and women."""
    if len(run) != 2:
        return False
    ahead = one.text[max(0, run[0].char_start - NEAR) : run[0].char_start]
    between = one.text[run[0].char_end : run[1].char_start]
    return any(
        (a in ahead and b in between and b not in ahead) or (b in ahead and a in between and a not in ahead)
        for a, b in words.opposites
    )


def _makes_hundred(shares: Sequence[Fact], config: Config) -> bool:
    return total((interval(f) for f in shares), config.checks.audit.deviations).meets(WHOLE)


def share_beyond(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """A part that is said to be more than all of its whole."""
    words = config.language.audit.parts
    for one in prose(extraction):
        for fact in one.facts:
            if not _is_share(fact) or interval(fact).low <= 100 or words.share is None:
                continue
            ahead = one.text[max(0, fact.char_start - NEAR) : fact.char_start]
            if any(words.share.regex.search(ahead[begin:]) for begin in range(len(ahead))):
                yield finding(
                    extraction, config, "share-beyond", [side(fact)], found=fact.quote, text=ahead + fact.quote
                )
