"""Every number of a passage and what it is: a quantity, a date, an identifier … Nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from natcom.config.units import UnitReading
from natcom.languages.base import NumberClaim, Quantity, Reading
from natcom.languages.en.grammar import Grammar
from natcom.languages.en.nouns import counted_phrase
from natcom.languages.en.numerals import DIGITS, parse_number, whole
from natcom.languages.en.periods import read_times

_FRACTIONS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
_FRACTION = re.compile(
    r"(?i:(?<![\w-])(?:(?P<n>a|one|two|three|four|nine)[-\s](?P<part>third|quarter|fifth|tenth)s?(?!\w)(?=\s+(?:of|the)\b|[-\s]*$|[.,;)])"
    r"|(?P<half>half)(?!\w|-)(?=\s+(?:of|the|its|their|all)\b|\s*[.,;)]|\s*$)))"
)
_NOT_HALF = re.compile(r"(?i:(?:first|second|other|latter|former|last|a|and\s+a|this|that)\s+$)")
_PART_OF_TIME = re.compile(r"\s+(?:of\s+)?(?:the\s+)?(?:year|century|decade|month|\d{4})(?!\w)")
_AND_HALF = re.compile(r"\s+and\s+a\s+half")
_FOLD = re.compile(rf"(?i:(?<![\w.])(?P<n>{DIGITS}|two|three|four|five|six|seven|eight|nine|ten)-?\s?fold)(?!\w)")
_SIGN = re.compile(r"(?:(?<=[\s(])|^)[-−]$")
_JOINT = re.compile(r"\s*(?:[-–—~]|to|and|or)\s*$")
_TO = re.compile(r"\s*(?:[-–—~]|\s(?:to|or)\s)\s*$")
_BETWEEN = re.compile(r"(?i:between\s+(?:about\s+)?(?:[A-Z$€£]{0,4}\s?)?)$")
_LIST = re.compile(r"\s*(?:,|,?\s+and|,?\s+or|&)\s+(?:about\s+|nearly\s+)?$")
_RISE_FROM = re.compile(
    r"(?i:(?:rose|risen|rise|increased?|increasing|grew|grown|fell|fallen|declined?|decreased?|dropped|reduced|changed|went|up|down)[^.;,]{0,30}\sfrom\s+(?:about\s+)?[^\d\s]{0,4})$"
)
_TIGHT_SCALE = {"m": 10**6, "M": 10**6, "bn": 10**9, "b": 10**9, "B": 10**9, "k": 10**3}
_MONEY_SCALE = re.compile(r"(?P<s>bn|[mMbBk])(?![\w])")
_FREQUENCY = re.compile(r"\s+(?:a|an|per|each|every)\s+(?:year|month|week|day)|\s+(?:since|during)\b")
_HYPHEN_UNIT = re.compile(
    r"-(?P<u>year|month|week|day|hour|minute|kilomet(?:re|er)|km|met(?:re|er)|hectare|tonne|MW|kW|GW|kWh)(?![\w])"
)
_HYPHEN_OLD = re.compile(r"-(?:old|round)")
_DEGREES = re.compile(
    r"\s*(?:°|degrees?)(?![\w]|\s*(?:C|F|Celsius|Fahrenheit|north|south|east|west|latitude|longitude|[NSEW]\b))"
)
_WARM = re.compile(r"(?i:temperatur|warm|heat|cool)")
_YEAR_LIKE = re.compile(r"(?:1[89]|20|21)\d\d$")
_TIME_BEFORE = re.compile(r"(?i:(?:in|by|since|until|from|to|before|after|during|of|year|and|between|for)\s+)$")
_MORE_BEFORE = re.compile(r"(?i:(?:over|about|than|least|approximately|nearly|almost|some|around)\s+)$")
_EVERY = re.compile(r"(?i:(?:every|each)\s+)$")
_LETTER_BEFORE = re.compile(r"[A-Za-z][-–]?$")
_LETTER_AFTER = re.compile(r"[A-Za-z]|-[A-Za-z]")
_WORD = re.compile(r"[A-Za-z]")


_BREAK = re.compile(r"[.;:]\s|,\s(?!\d)|\sand\s(?=[A-Z])")
_POLLUTANT = re.compile(
    r"(?i:waste|garbage|sewage|pollutant|particulate|NOx|SO2|sulphur|sulfur|fuel|diesel|coal|fertili|cement)"
)
_NUMBER_OF = re.compile(
    r"(?i:(?<!\w)(?:number\s+of\s+(?:[a-z-]+\s+){0,2}?(?P<noun>[a-z]+s)|(?P<population>population))(?!\w)[^.;]{0,110}\s"
    r"(?:of|is|was|were|reached|reaches|exceeds|exceeded|at|to|from|around|about|approximately|totalled|than|over|nearly)\s+)$"
)
_UNIT_BEFORE = re.compile(r"\((?P<unit>[^()]{1,20})\)\s*(?:emissions?\s+|removals?\s+)?(?:of|is|was|were|:|=)?\s*$")
LARGE = 100  # from which on a bare number behind "number of" or "population" is taken for their count
MANY = 100  # of which nobody has a span in the singular: 24 hour electricity, but 3,400 day trippers


class _Sight(NamedTuple):
    """What makes a numeral a quantity: the quote ends at `end`; `factor` has the scale in it."""

    end: int
    reading: UnitReading
    rule: str
    factor: float = 1
    extra: float = 0


class _Number(NamedTuple):
    """A numeral at [start, end). `sign`: where a currency sign or minus in front of it begins."""

    start: int
    end: int
    value: float | int
    sign: int
    money: str | None
    spelled: bool


def read_numbers(text: str, grammar: Grammar) -> Reading:
    """Every number of a passage's text, each claimed once."""
    masked = bytearray(len(text))
    found = list(_not_facts(text, grammar, masked))
    quantities = _fractions(text, grammar, masked)
    times = tuple(t for t in read_times(text) if not any(masked[t.core : t.end]))
    numbers = list(_numerals(text, grammar, masked))
    dated = []
    for time in times:
        if _measured_after(text, time.core, time.end, numbers, grammar):
            continue
        masked[time.core : time.end] = b"\x01" * (time.end - time.core)
        dated.append(time)
        found.append(NumberClaim(time.core, time.end, "date", "time expression"))
    free = [n for n in numbers if not any(masked[n.start : n.end])]
    found += quantities + _quantities(text, free, grammar)
    return Reading(tuple(sorted(found, key=lambda claim: (claim.start, claim.end))), tuple(dated))


def _not_facts(text: str, grammar: Grammar, masked: bytearray) -> Iterator[NumberClaim]:
    """The configured patterns, first come first served; each hides its text from what follows."""
    for name, claim, pattern in grammar.claims:
        for match in pattern.finditer(text):
            start, end = match.span()
            if start == end or any(masked[start:end]):
                continue
            masked[start:end] = b"\x01" * (end - start)
            if re.search(r"\d", match[0]):
                yield NumberClaim(start, end, claim, name)


def _fractions(text: str, grammar: Grammar, masked: bytearray) -> list[NumberClaim]:
    """Half, two-thirds, threefold: forms whose numeral and unit are one."""
    percent, times = grammar.units.lookup("%"), grammar.units.lookup("times")
    out: list[NumberClaim] = []
    for match in _FRACTION.finditer(text):
        start, end = match.span()
        head = text[:start]
        if any(masked[start:end]) or percent is None:
            continue
        if _PART_OF_TIME.match(text, end):
            if match["half"]:
                continue
            masked[start:end] = b"\x01" * (end - start)
            continue
        if match["half"]:
            if _NOT_HALF.search(head):
                continue
            value = 50.0
        else:
            count = 1 if match["n"].lower() in {"a", "one"} else parse_number(match["n"]) or 1
            value = count * _FRACTIONS[match["part"].lower()]
        out.append(_claimed(masked, start, end, whole(Decimal(str(value))), percent, "fraction"))
    for match in _FOLD.finditer(text):
        number = parse_number(match["n"])
        if number and times and not any(masked[slice(*match.span())]):
            out.append(_claimed(masked, *match.span(), number, times, "fold"))
    return out


def _claimed(
    masked: bytearray, start: int, end: int, value: float | int, reading: UnitReading, rule: str
) -> NumberClaim:
    masked[start:end] = b"\x01" * (end - start)
    return NumberClaim(start, end, "fact", rule, Quantity(start, end, value, None, reading, rule))


def _numerals(text: str, grammar: Grammar, masked: bytearray) -> Iterator[_Number]:
    for match in grammar.number.finditer(text):
        start, end = match.span()
        value = parse_number(match[0])
        if value is None or any(masked[start:end]):
            continue
        money = grammar.currency.search(text, max(0, start - 6), start)
        sign = _SIGN.search(text[:start])
        if money:
            yield _Number(start, end, value, money.start(), money[0].strip(), False)
        elif sign and not _WORD.match(match[0]):
            yield _Number(start, end, -value, sign.start(), None, False)
        else:
            yield _Number(start, end, value, start, None, bool(_WORD.match(match[0])))


def _measured_after(text: str, start: int, end: int, numbers: list[_Number], grammar: Grammar) -> bool:
    """Whether what looks like a year is an amount: a unit of measure follows and no word of time stands in front."""
    number = next((n for n in numbers if n.start == start and n.end == end), None)
    if number is None or number.money is not None:
        return number is not None
    if _TIME_BEFORE.search(text[:start]):
        return False
    seen = _sight(text, number, grammar, counted=True)
    return seen is not None and (seen.reading.kind != "count" or bool(_MORE_BEFORE.search(text[:start])))


def _quantities(text: str, found: list[_Number], grammar: Grammar) -> list[NumberClaim]:
    out: list[NumberClaim] = []
    done = 0
    for i, number in enumerate(found):
        if number.start < done:
            continue
        following = found[i + 1] if i + 1 < len(found) else None
        claim = _range(text, number, following, grammar) or _single(text, number, grammar)
        out.append(claim)
        done = claim.end
    shared = _shared(text, out)
    return [c for c in shared if c.claim == "fact" or re.search(r"\d", text[c.start : c.end])]


def _single(text: str, number: _Number, grammar: Grammar) -> NumberClaim:
    seen = _sight(text, number, grammar)
    if seen is None:
        letters = _LETTER_BEFORE.search(text[: number.start]) or _LETTER_AFTER.match(text, number.end)
        claim = "identifier" if letters else "number"
        return NumberClaim(number.start, number.end, claim, "letters beside" if letters else "none")
    return _fact(number, seen, number.value, None, seen.rule)


def _fact(number: _Number, seen: _Sight, low: float | int, high: float | int | None, rule: str) -> NumberClaim:
    value = _scaled(low, seen) + seen.extra if seen.extra else _scaled(low, seen)
    top = _scaled(high, seen) if high is not None else None
    quantity = Quantity(number.sign, seen.end, value, top, seen.reading, rule)
    return NumberClaim(number.sign, seen.end, "fact", rule, quantity)


def _scaled(value: float | int, seen: _Sight) -> float | int:
    return whole(Decimal(str(value)) * Decimal(str(seen.factor)) * Decimal(str(seen.reading.factor)))


def _sight(text: str, number: _Number, grammar: Grammar, counted: bool = False) -> _Sight | None:
    """What stands around a numeral, if it makes it a quantity. `counted`: what looks like a year may count too."""
    if _EVERY.search(text[: number.start]):
        return None
    scale = grammar.scale.match(text, number.end)
    factor = grammar.units.scales[scale[0].strip()] if scale else 1
    at = scale.end() if scale else number.end
    if number.money:
        return _money(text, number, at, factor, grammar)
    extra = 0.0
    if half := _AND_HALF.match(text, at):
        at, extra = half.end(), 0.5
    measured = _measure(text, number, at, factor, grammar) or (
        _in_brackets(text, number, grammar) if factor == 1 else None
    )
    if measured:
        return measured._replace(extra=extra)
    years = not counted and factor == 1 and _YEAR_LIKE.fullmatch(text[number.start : number.end])
    if years and not _MORE_BEFORE.search(text[: number.start]):
        return None
    return _count(text, number, at, factor, grammar)


def _money(text: str, number: _Number, at: int, factor: float, grammar: Grammar) -> _Sight | None:
    unit = grammar.units.currency_before.get(number.money or "")
    tight = _MONEY_SCALE.match(text, number.end)
    if tight and factor == 1:
        at, factor = tight.end(), _TIGHT_SCALE[tight["s"]]
    if unit is None:
        return None
    reading = grammar.units.lookup(number.money or "")
    reading = reading or UnitReading(unit, "currency", None, 1)
    return _Sight(at, reading._replace(factor=1), "money", factor)


def _measure(text: str, number: _Number, at: int, factor: float, grammar: Grammar) -> _Sight | None:
    hyphen = _HYPHEN_UNIT.match(text, at)
    if hyphen and not _HYPHEN_OLD.match(text, hyphen.end()):
        reading = grammar.units.lookup(hyphen["u"]) or grammar.units.lookup(hyphen["u"] + "s")
        if reading and not (number.spelled and text[number.start].isupper()):
            return _Sight(hyphen.end(), reading, "unit behind a hyphen", factor)
    start = at + (1 if at < len(text) and text[at] in " \u00a0\u202f" else 0)
    match = grammar.unit.match(text, start)
    if match is None:
        return _warmth(text, number, at)
    word = match[0]
    reading = grammar.units.lookup(word)
    if reading is None or not _fits(text, number, match, reading):
        return _warmth(text, number, at)
    if reading.kind == "mass" and reading.gas is None:
        reading = _emission(text, number, reading, grammar)
    end = match.end()
    rate = grammar.per.match(text, end)
    if rate and reading.per is None:
        per = grammar.units.per[rate["per"]]
        reading = reading._replace(unit=f"{reading.unit}/{per}", unit_code=None, per=per)
        end = rate.end()
    return _Sight(end, reading, "unit", factor)


def _emission(text: str, number: _Number, reading: UnitReading, grammar: Grammar) -> UnitReading:
    """A bare mass after emissions or removals is one of greenhouse gas: of the gas named there, else of CO2e."""
    low = max((m.end() for m in _BREAK.finditer(text, 0, number.sign)), default=0)
    head, sentence = text[low : number.sign], text[max(0, number.sign - 200) : number.end + 60]
    gas = grammar.gas.findall(head)
    if _POLLUTANT.search(head) or not grammar.emissions.search(head if not gas else sentence):
        return reading
    known = next((g for g in grammar.units.gases if gas and gas[-1].lower() in {s.lower() for s in g.spellings}), None)
    suffix, code, name = (known.suffix, known.code, known.gas) if known else ("CO2e", "CO2", "CO2e")
    unit_code = f"{reading.unit_code} {code}" if reading.unit_code else None
    return reading._replace(unit=reading.unit + suffix, kind="emissions", unit_code=unit_code, gas=name)


def _fits(text: str, number: _Number, match: re.Match[str], reading: UnitReading) -> bool:
    """Whether a spelling is a unit here: no beginning of a word, no letter that a name would have, no frequency."""
    word, end = match[0], match.end()
    if not word.isascii() and not re.search(r"[%‰°℃²³µμ]", word):
        return False
    if end < len(text) and re.match(r"[A-Za-z]", text[end]) and word[-1].isalpha():
        return False
    if number.spelled and len(word) <= 2 and word.isalpha():
        return False
    if word in {"t", "m", "g", "L", "W", "J"} and number.end == match.start() and number.spelled:
        return False
    if word == "times" and (
        _FREQUENCY.match(text, end)
        or not re.match(
            r"\s+(?:as|the|more|higher|larger|greater|lower|that|its|their|smaller|faster|over|\w+er)\b", text[end:]
        )
    ):
        return False
    if reading.kind == "duration" and number.value == 1 and number.spelled:
        return False
    if reading.kind == "duration" and number.value >= MANY and not word.endswith("s"):
        return False
    if reading.kind == "duration" and re.match(r"[-\s]+(?:old|of\s+age)\b", text[end:]):
        return reading.unit == "year"
    return not (reading.kind == "temperature" and re.match(r"\s*(?:[NSEW]\b|north|south|east|west)", text[end:]))


def _warmth(text: str, number: _Number, at: int) -> _Sight | None:
    """Degrees of a temperature that does not say Celsius."""
    match = _DEGREES.match(text, at)
    near = text[max(0, number.start - 60) : at + 60]
    if match and _WARM.search(near) and number.value < 60:
        return _Sight(match.end(), UnitReading("degC", "temperature", "degC", 1), "degrees", 1)
    return None


def _count(text: str, number: _Number, at: int, factor: float, grammar: Grammar) -> _Sight | None:
    value = number.value * factor
    if value != int(value) or (number.spelled and number.value == 1):
        return None
    if factor == 1 and _LETTER_BEFORE.search(text[: number.start]):
        return None
    phrase = counted_phrase(text, at, grammar)
    if phrase is None:
        return _counted_before(text, number, at, factor)
    return _Sight(phrase[0], UnitReading(phrase[1], "count", "1", 1), "counted noun", factor)


def _counted_before(text: str, number: _Number, at: int, factor: float) -> _Sight | None:
    """What a large number counts where it stands in front of it: the number of visitors reached 48,629."""
    match = _NUMBER_OF.search(text[max(0, number.sign - 180) : number.sign])
    if match is None or (abs(number.value) * factor < LARGE) or number.spelled:
        return None
    return _Sight(
        at, UnitReading(match["noun"] or match["population"], "count", "1", 1), "counted noun in front", factor
    )


def _in_brackets(text: str, number: _Number, grammar: Grammar) -> _Sight | None:
    """A unit of measure in brackets in front: nitrous oxide emissions (Gg) of 0.118."""
    match = _UNIT_BEFORE.search(text[max(0, number.sign - 40) : number.sign])
    reading = grammar.units.lookup(match["unit"].strip()) if match else None
    if reading is None or reading.kind in {"count", "duration"}:
        return None
    if reading.kind == "mass" and reading.gas is None:
        reading = _emission(text, number, reading, grammar)
    return _Sight(number.end, reading, "unit in brackets in front")


def _range(text: str, first: _Number, second: _Number | None, grammar: Grammar) -> NumberClaim | None:
    """5–10 %, 30 to 35 per cent, between 5 and 10 km, US$1 million to US$2 million: both ends in one."""
    if second is None:
        return None
    own = _sight(text, first, grammar)
    seen = _money_end(text, first, second, grammar) or _sight(text, second, grammar)
    ends = {first.end} | ({own.end} if own and own.end <= second.sign else set())
    joints = _JOINT if _BETWEEN.search(text[: first.sign]) else _TO
    joint = next((e for e in sorted(ends) if joints.fullmatch(text[e : second.sign])), None)
    if joint is None or seen is None or _RISE_FROM.search(text[: first.sign]):
        return None
    inside = joint == first.end
    if own and not inside and own.reading.unit != seen.reading.unit:
        return None
    low = _scaled(first.value, seen if inside else own or seen)
    high = _scaled(second.value, seen)
    if low >= high:
        return None
    quantity = Quantity(first.sign, seen.end, low, high, seen.reading, "range")
    return NumberClaim(first.sign, seen.end, "fact", "range", quantity)


def _money_end(text: str, first: _Number, second: _Number, grammar: Grammar) -> _Sight | None:
    """The upper end of a range whose currency stands in front of the lower (US$5 to 10 million)."""
    if not first.money or second.money:
        return None
    scale = grammar.scale.match(text, second.end)
    factor = grammar.units.scales[scale[0].strip()] if scale else 1
    return _money(text, second._replace(money=first.money), scale.end() if scale else second.end, factor, grammar)


def _shared(text: str, claims: list[NumberClaim]) -> list[NumberClaim]:
    """Bare numbers before one with a unit in a list (2, 5 and 8 per cent; from 10 to 15 per cent) take that unit."""
    out = list(claims)
    for i in range(len(out) - 2, -1, -1):
        claim, following = out[i], out[i + 1]
        if claim.claim != "number" or following.quantity is None or following.quantity.reading.kind == "count":
            continue
        gap = text[claim.end : following.start]
        if not (_LIST.fullmatch(gap) or re.fullmatch(r"\s+to\s+", gap)):
            continue
        value = parse_number(text[claim.start : claim.end])
        if value is not None:
            reading = following.quantity.reading
            factor = Decimal(str(reading.factor))
            quantity = Quantity(
                claim.start, claim.end, whole(Decimal(str(value)) * factor), None, reading, "unit of a list"
            )
            out[i] = NumberClaim(claim.start, claim.end, "fact", "unit of a list", quantity)
    return out
