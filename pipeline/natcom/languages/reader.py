"""The sentence reader: how numbers, facts and cells are read in every language.

Each quantity of a sentence is asked in turn for its period, base, qualifier, measure, subject, share and rate. A
language supplies its grammar as a `Speech`; its words and rules stand in its TOML file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

from natcom.config.facts import FactWords, Rule
from natcom.config.units import UnitReading
from natcom.languages.base import CellNumber, FoundFact, NumberClaim, Quantity, Reading, TimeExpression

Spans = tuple[tuple[int, int], ...]
LISTED = "unit of a list"  # the rule of a number whose unit stands with a later one


class Number(NamedTuple):
    """A numeral at [start, end). `sign`: where what belongs to it in front begins, a minus (`negative`) or money.

    `spelled`: written in words, or in Han digits only.
    """

    start: int
    end: int
    value: float | int
    sign: int
    negative: bool = False
    money: str | None = None
    spelled: bool = False


class Sight(NamedTuple):
    """What makes a numeral a quantity; its quote ends at `end`.

    `factor`: a scale word behind the numeral; `extra` is added in its unit (two years and a half); `more`: and some.
    """

    end: int
    reading: UnitReading
    rule: str
    factor: float = 1
    extra: float = 0
    more: bool = False


class Joint(NamedTuple):
    """What makes two numerals a range: `at` is where the first ends, with its unit if that is printed.

    `scale` is a scale word of the second that holds for the first. `tolerance`: plus or minus the second; `swaps`: the
    higher end may stand first.
    """

    at: int
    scale: float = 1
    tolerance: bool = False
    swaps: bool = False


class Clauses(Protocol):
    """A sentence of a folded passage that knows its clauses, and its groups: what a pair of brackets holds."""

    @property
    def text(self) -> str:
        """The whole passage."""
        ...

    @property
    def start(self) -> int:
        """Where the sentence begins."""
        ...

    @property
    def end(self) -> int:
        """Where the sentence ends."""
        ...

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around a place."""
        ...

    def group(self, at: int) -> int:
        """The group that a place is in."""
        ...


class Dating(Protocol):
    """The times of a sentence."""

    def period(self, quantity: Quantity, siblings: list[Quantity]) -> TimeExpression | None:
        """The time that a quantity holds for. `siblings`: all of the sentence."""
        ...

    def base(self, quantity: Quantity, period: TimeExpression | None) -> TimeExpression | None:
        """The time that a quantity is compared with."""
        ...


@dataclass
class Context:
    """What was read of a sentence before a quantity: its times, and each quantity with its subject.

    `members`: names of a list that wait for the numbers behind it.
    """

    times: tuple[TimeExpression, ...]
    found: list[tuple[Quantity, str | None]] = field(default_factory=list)
    members: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Speech:
    """What a language supplies. `g` stands for its compiled grammar in all of these."""

    sentences: Callable[[str, Any], Spans]
    stretches: Callable[[str, Any], Spans]  # the sentences, none longer than is read in reasonable time
    fold: Callable[[str], str]  # the text with variants of signs folded, character for character
    times: Callable[[str, Any], tuple[TimeExpression, ...]]
    claims: Callable[[str, Any, bytearray, tuple[TimeExpression, ...], bool], list[NumberClaim]]
    dates: Callable[[str, Any, bytearray, tuple[TimeExpression, ...]], tuple[list[NumberClaim], list[TimeExpression]]]
    numerals: Callable[[str, Any, bytearray], list[Number]]
    parse: Callable[[str], float | int | None]
    sight: Callable[[str, Number, Any], Sight | None]
    single: Callable[[str, Number, Any], NumberClaim]
    joint: Callable[[str, Number, Sight | None, Number, Any], tuple[Joint, Sight] | None]
    list_joint: Callable[[str, Any], bool]  # what stands between the numbers of a list
    list_scale: Callable[[str, Any], float]  # the scale word in a quote: 60 million m3
    clauses: Callable[[str, int, int], Clauses]
    dating: Callable[[Any, tuple[TimeExpression, ...], Any], Dating]
    qualifier: Callable[[Any, Quantity, int, Any], str | None]
    measure: Callable[[Any, Quantity, int, Any], str]
    inherits: Callable[[Any, Quantity, Quantity, Any], tuple[bool, bool]]  # shares its words of change, its qualifier
    subject: Callable[[Any, Quantity, int, Context, Any], str | None]
    share_of: Callable[[Any, Quantity, int, Any], str | None]
    per: Callable[[Any, Quantity, int, Any], str | None]
    topic: Callable[[str, Any], str | None]  # what a sentence without quantities is about
    cell: CellForms


@dataclass(frozen=True)
class CellForms:
    """How numbers stand in cells: digits, signs that mean less than zero, dashes of ranges, footnote marks."""

    digits: str
    signs: str
    minus: frozenset[str]
    joints: str
    marks: re.Pattern[str]
    qualifier: Callable[[str, Any], tuple[str | None, str]]
    bare: Callable[[str, Any], str]  # a cell without what a quote leaves out (a currency's name in front)


class Readers(NamedTuple):
    """The reading functions of a language."""

    read_numbers: Callable[[str, Any], Reading]
    read_facts: Callable[[str, Any], tuple[FoundFact, ...]]
    read_cell: Callable[[str, Any], CellNumber | None]


def readers(speech: Speech) -> Readers:
    """The reading functions of a language that supplies this."""
    return Readers(partial(read_numbers, speech), partial(read_facts, speech), partial(read_cell, speech))


# ---- numbers


def read_numbers(speech: Speech, text: str, g: Any) -> Reading:
    """Every number of a passage's text, each claimed once, and its times."""
    folded = speech.fold(text)
    claims: list[NumberClaim] = []
    times: list[TimeExpression] = []
    for start, end in speech.stretches(folded, g):
        found, dated = _read(speech, folded[start:end], not claims and not folded[:start].strip(), g)
        claims += [_moved(claim, start) for claim in found]
        times += [TimeExpression(t.start + start, t.end + start, t.iso, t.core + start) for t in dated]
    return Reading(tuple(claims), tuple(times))


def _moved(claim: NumberClaim, by: int) -> NumberClaim:
    quantity = claim.quantity
    if quantity is not None:
        quantity = quantity._replace(start=quantity.start + by, end=quantity.end + by)
    return NumberClaim(claim.start + by, claim.end + by, claim.claim, claim.rule, quantity)


def _read(speech: Speech, text: str, opens: bool, g: Any) -> tuple[list[NumberClaim], list[TimeExpression]]:
    """The numbers and times of one stretch; `opens`: it is the first of its paragraph."""
    masked = bytearray(len(text))
    every = speech.times(text, g)
    found = speech.claims(text, g, masked, every, opens)
    dates, times = speech.dates(text, g, masked, tuple(t for t in every if not any(masked[t.core : t.end])))
    found += dates
    quantities = _quantities(speech, text, speech.numerals(text, g, masked), g)
    covered = bytearray(len(text))
    for fact in (claim for claim in quantities if claim.claim == "fact"):
        covered[fact.start : fact.end] = b"\x01" * (fact.end - fact.start)
    found = [c for c in found if not all(covered[c.start : c.end])] + quantities  # CO2 in 5 Mt CO2e
    return sorted(found, key=lambda claim: (claim.start, claim.end)), times


def _quantities(speech: Speech, text: str, found: list[Number], g: Any) -> list[NumberClaim]:
    """The remaining numbers: ranges, measures, counts, lists that share a unit; what is left has no claim."""
    out: list[NumberClaim] = []
    done = 0
    for number, following in pairwise([*found, None]):
        if number is None or number.start < done:
            continue
        claim = _range(speech, text, number, following, g) or speech.single(text, number, g)
        out.append(claim)
        done = claim.end
    return _shared(speech, text, out, g)


def measured(number: Number, seen: Sight, value: float | int, high: float | int | None, rule: str) -> NumberClaim:
    """The claim of a numeral as a quantity; a count has no sign."""
    signed = number.money is not None or (number.negative and seen.reading.kind != "count")
    start = number.sign if signed else number.start
    low = scaled(-value if signed and number.negative else value, seen)
    low = whole(Decimal(str(low)) + Decimal(str(seen.extra))) if seen.extra else low
    quantity = Quantity(start, seen.end, low, high, seen.reading, rule, seen.more)
    return NumberClaim(start, seen.end, "fact", rule, quantity)


def _range(speech: Speech, text: str, first: Number, second: Number | None, g: Any) -> NumberClaim | None:
    """5–10 %, 30 至 35 公噸, between 5 and 10 km, US$1 million to US$2 million: both ends in one."""
    if second is None:
        return None
    own = speech.sight(text, first, g)
    found = speech.joint(text, first, own, second, g)
    if found is None:
        return None
    joint, seen = found
    alone = joint.at == first.end  # the unit stands with the second
    if own and not alone and own.reading.unit != seen.reading.unit:
        return None
    low = scaled(first.value, seen if alone or own is None else own)
    low = scaled(first.value * joint.scale, seen) if joint.scale != 1 else low
    low, high = -low if first.negative else low, scaled(second.value, seen)
    if joint.tolerance:
        low, high = round(low - high, 10), round(low + high, 10)
    if joint.swaps and low > high:
        low, high = high, low
    if low >= high:
        return None
    start = first.sign if first.money or (first.negative and not joint.tolerance) else first.start
    quantity = Quantity(start, seen.end, low, high, seen.reading, "range", seen.more)
    return NumberClaim(start, seen.end, "fact", "range", quantity)


def _shared(speech: Speech, text: str, claims: list[NumberClaim], g: Any) -> list[NumberClaim]:
    """Bare numbers before one with a unit in a list (2, 5 and 8 per cent) take that unit, and its scale word."""
    out, scale = list(claims), 1.0
    for i in range(len(out) - 2, -1, -1):
        claim, following = out[i], out[i + 1]
        if following.rule != LISTED:
            scale = speech.list_scale(text[following.start : following.end], g) if following.quantity else 1
        if claim.claim != "number" or following.quantity is None:
            continue
        printed = text[claim.start : claim.end]
        value = speech.parse(printed) if speech.list_joint(text[claim.end : following.start], g) else None
        if value is not None and not (following.quantity.reading.kind == "count" and text[claim.end] == " "):
            own = speech.list_scale(printed, g)
            seen = Sight(claim.end, following.quantity.reading, LISTED, scale if own == 1 else 1)
            quantity = Quantity(claim.start, claim.end, scaled(value, seen), None, seen.reading, LISTED)
            out[i] = NumberClaim(claim.start, claim.end, "fact", LISTED, quantity)
    return out


def scaled(value: float | int, seen: Sight) -> float | int:
    """The value in the unit that was seen."""
    return whole(Decimal(str(value)) * Decimal(str(seen.factor)) * Decimal(str(seen.reading.factor)))


def whole(value: Decimal) -> int | float:
    """The number as an int where it is whole, else as a float."""
    return int(value) if value == value.to_integral_value() else float(value)


# ---- facts


def read_facts(speech: Speech, text: str, g: Any) -> tuple[FoundFact, ...]:
    """All quantities of a passage in order, each with what its own sentence states."""
    reading = read_numbers(speech, text, g)
    folded = speech.fold(text)
    quantities = [claim.quantity for claim in reading.claims if claim.quantity]
    if not quantities:
        return ()
    found: list[FoundFact] = []
    topic: str | None = None
    for first, last, parts in _parted(speech.sentences(text, g), speech.stretches(text, g)):
        for start, end in parts:
            here = [q for q in quantities if start <= q.start < end]
            if here:
                times = tuple(t for t in reading.times if start <= t.core < end)
                facts = _sentence_facts(speech, speech.clauses(folded, start, end), here, times, g)
                found += [
                    f._replace(sentence_start=first, sentence_end=last, subject=f.subject or topic) for f in facts
                ]
                topic = next((f.subject for f in facts if f.subject), topic)
            else:
                topic = speech.topic(folded[start:end], g)
    return tuple(found)


def _parted(sentences: Spans, stretches: Spans) -> list[tuple[int, int, list[tuple[int, int]]]]:
    """Each sentence with the stretches that it is read in: itself, or its pieces."""
    out: list[tuple[int, int, list[tuple[int, int]]]] = []
    at = 0
    for start, end in sentences:
        parts = []
        while at < len(stretches) and stretches[at][1] <= start:
            at += 1
        for low, high in stretches[at:]:
            if low >= end:
                break
            parts.append((max(low, start), min(high, end)))
        out.append((start, end, parts))
    return out


def _sentence_facts(
    speech: Speech, sentence: Clauses, quantities: list[Quantity], times: tuple[TimeExpression, ...], g: Any
) -> list[FoundFact]:
    dating = speech.dating(sentence, times, g)
    relative = _relative_times(sentence, times, g.words)
    stated = [time for time in times if time.iso]
    loose = speech.dating(sentence, tuple(sorted((*stated, *relative))), g) if relative else None
    context = Context(times)
    found: list[FoundFact] = []
    for i, quantity in enumerate(quantities):
        group = sentence.group(quantity.start)
        before = max((q.end for q in quantities[:i] if sentence.group(q.start) == group), default=sentence.start)
        previous = found[-1] if found else None
        listed, spread = speech.inherits(sentence, previous.quantity, quantity, g) if previous else (False, False)
        period = dating.period(quantity, quantities)
        base = dating.base(quantity, period)
        said = loose.period(quantity, quantities) if loose and period is None else None
        against = loose.base(quantity, said) if loose and base is None else None
        how = speech.qualifier(sentence, quantity, before, g)
        change = speech.measure(sentence, quantity, before, g)
        low, high = sentence.clause(quantity.start)
        what = speech.subject(sentence, quantity, before, context, g)
        context.found.append((quantity, what))
        found.append(
            FoundFact(
                start=quantity.start,
                end=quantity.end,
                sentence_start=sentence.start,
                sentence_end=sentence.end,
                quantity=quantity,
                qualifier=previous.qualifier if how is None and spread and previous else how,
                measure=previous.measure if change == "level" and listed and previous else change,
                period=period.iso if period else None,
                base_period=base.iso if base else None,
                subject=what,
                share_of=speech.share_of(sentence, quantity, before, g),
                per=quantity.reading.per or speech.per(sentence, quantity, max(low, before), g),
                value_type=value_type(sentence.text[low:high], quantity, g.words),
                clause_start=low,
                relative_period=said.iso if said in relative and said else None,
                relative_base=against.iso if against in relative and against else None,
            )
        )
    return found


def _relative_times(
    sentence: Clauses, times: tuple[TimeExpression, ...], words: FactWords
) -> tuple[TimeExpression, ...]:
    """The times of a sentence that are told from the text around it; their `iso` is the effect of their rule."""
    taken = [(time.start, time.end) for time in times if time.iso]
    found: list[TimeExpression] = []
    for rule in words.relative_times:
        for match in rule.regex.finditer(sentence.text, sentence.start, sentence.end):
            start, end = match.span()
            if not any(low < end and start < high for low, high in taken):
                taken.append((start, end))
                found.append(TimeExpression(start, end, rule.effect, start))
    return tuple(sorted(found))


def value_type(clause: str, quantity: Quantity, words: FactWords) -> str | None:
    """Whether the clause of a value says that it is a limit, a projection, a target or measured.

    How long something takes, and how many parts a plan has, is no target or projection.
    """
    rule = first(words.value_types, clause)
    part = quantity.reading.kind == "duration" or quantity.reading.unit in words.structural
    return rule.effect if rule and not (part and rule.effect in {"target", "projection"}) else None


def first(rules: Iterable[Rule], text: str) -> Rule | None:
    """The first rule whose pattern is found in the text."""
    return next((rule for rule in rules if rule.regex.search(text)), None)


# ---- cells


def read_cell(speech: Speech, text: str, g: Any) -> CellNumber | None:
    """The number that a cell holds and nothing else does beside (`1,234.5`, `(3.2)`, `< 5 Gg`, `10~20%`), or None.

    Parentheses and signs mean less than zero. Footnote marks at the end are left aside. A notation key, a dash or a
    text with a number in it gives None: nothing is guessed.
    """
    forms = speech.cell
    qualifier, bare = forms.qualifier(forms.marks.sub("", speech.fold(text).strip()).strip(), g)
    digits = forms.digits
    plain = re.fullmatch(
        rf"(?P<open>[(\uff08]?)\s*(?P<sign>[{forms.signs}]?)\s*(?P<n>{digits})(?:[eE](?P<e>[-+−]?\d{{1,2}}))?\s*[)\uff09]?",
        bare,
    )
    if plain and (value := speech.parse(plain["n"])) is not None:
        if plain["e"]:
            value = float(f"{value}e{plain['e'].replace('−', '-')}")
        negative = bool(plain["open"] or plain["sign"] in forms.minus)
        return CellNumber(-value if negative and value else value, None, qualifier, None)
    span = re.fullmatch(rf"(?P<sign>[-−]?)(?P<low>{digits})\s*(?:{forms.joints})\s*(?P<high>{digits})", bare)
    if span:
        low, high = speech.parse(span["low"]), speech.parse(span["high"])
        if low is not None and high is not None:
            return CellNumber(-low if span["sign"] else low, high, qualifier, None)
    return _with_unit(speech, bare, qualifier, g)


def _with_unit(speech: Speech, text: str, qualifier: str | None, g: Any) -> CellNumber | None:
    facts = [claim for claim in read_numbers(speech, text, g).claims if claim.quantity]
    quantity = facts[0].quantity if len(facts) == 1 else None
    printed = text[quantity.start : quantity.end].strip() if quantity else ""
    if quantity is None or printed not in {text, speech.cell.bare(text, g)}:
        number = speech.parse(text) if re.search(r"\d", text) and speech.list_scale(text, g) != 1 else None
        return CellNumber(number, None, qualifier, None) if number is not None else None
    qualifier = qualifier or ("gt" if quantity.more else None)
    return CellNumber(quantity.value, quantity.value_high, qualifier, quantity.reading)
