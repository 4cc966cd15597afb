"""Every number of a passage and what it is: a quantity, a date, an identifier … Nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from natcom.config.units import UnitReading
from natcom.languages.base import NumberClaim, Quantity, Reading
from natcom.languages.en.grammar import Grammar
from natcom.languages.en.numerals import DIGITS, parse_number, whole
from natcom.languages.en.periods import read_times
from natcom.languages.en.sights import LETTER_BEFORE, MORE_BEFORE, Number, Sight, money, scaled, sight

_FRACTIONS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
_FRACTION = re.compile(
    r"(?i:(?<![\w-])(?:(?P<n>a|one|two|three|four|nine)[-\s](?P<part>third|quarter|fifth|tenth)s?(?!\w)(?=\s+(?:of|the)\b|[-\s]*$|[.,;)])"
    r"|(?P<half>half)(?!\w|-)(?=\s+(?:of|the|its|their|all|an?)\b|\s*[.,;)]|\s*$)))"
)
_NOT_HALF = re.compile(r"(?i:(?:first|second|other|latter|former|last|a|and\s+a|this|that)\s+$)")
_PART_OF_TIME = re.compile(r"\s+(?:of\s+)?(?:the\s+)?(?:year|century|decade|month|\d{4})(?!\w)")
_FOLD = re.compile(rf"(?i:(?<![\w.])(?P<n>{DIGITS}|two|three|four|five|six|seven|eight|nine|ten)-?\s?fold)(?!\w)")
_SIGN = re.compile(r"(?:(?<=[\s(<>~≤≥≈])|^)(?:[-−]|(?i:minus|negative)\s)$")
_JOINT = re.compile(r"\s*(?:[-–—~]|to|and|or)\s*$")
_PLUS_MINUS = re.compile(r"\s*(?:±|\+/-)\s*")
_TO = re.compile(r"\s*(?:[-–—~]|\s(?:up\s+to|to|or)\s)\s*$")
_BETWEEN = re.compile(r"(?i:between\s+(?:about\s+)?(?:[A-Z$€£]{0,4}\s?)?)$")
_LIST = re.compile(r"\s*(?:,|,?\s+and|,?\s+or|&|\s+by)\s+(?:about\s+|nearly\s+)?$|\s*[×x]\s*$")
_OF_UNIT = re.compile(r"\s+(?:of\s+)?an?\s+")
_SLASH_OF = re.compile(r"(?<![\w/.,])(?P<a>[1-9])/(?P<b>[2-9]|10)(?=\s+of\s)")
_SAMPLE = re.compile(r"(?<!\w)(?P<n>[Nn])\s?=\s?$")
_RISE_FROM = re.compile(
    r"(?i:(?:rose|risen|rise|increased?|increasing|grew|grown|fell|fallen|declined?|decreased?|dropped|reduced|changed|went|up|down)[^.;,]{0,30}\sfrom\s+(?:about\s+)?[^\d\s]{0,4})$"
)
_TIME_BEFORE = re.compile(r"(?i:(?:in|by|since|until|from|to|before|after|during|of|year|and|between|for)\s+)$")
_LETTER_AFTER = re.compile(r"[A-Za-z]|-[A-Za-z]")
_WORD = re.compile(r"[A-Za-z]")
_SCALE = re.compile(r"\d\s(?P<s>thousand|million|billion|trillion)\s")  # between a number and its unit


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
    quantities += _quantities(text, free, grammar)
    facts = [claim for claim in quantities if claim.claim == "fact"]
    found = [c for c in found if not any(f.start <= c.start and c.end <= f.end for f in facts)]  # CO2 in 5 Mt CO2e
    found += quantities
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
        if measured := _part_of_unit(text, match, grammar):
            out.append(_claimed(masked, start, measured[0], measured[1], measured[2], "part of a unit"))
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
            value = _part(match)
        out.append(_claimed(masked, start, end, whole(Decimal(str(value))), percent, "fraction"))
    for match in _SLASH_OF.finditer(text):
        value = 100 * int(match["a"]) / int(match["b"])
        if percent and value < 100 and not any(masked[slice(*match.span())]):
            out.append(_claimed(masked, *match.span(), whole(Decimal(str(value))), percent, "fraction"))
    for match in _FOLD.finditer(text):
        number = parse_number(match["n"])
        if number and times and not any(masked[slice(*match.span())]):
            out.append(_claimed(masked, *match.span(), number, times, "fold"))
    return out


def _part_of_unit(text: str, match: re.Match[str], grammar: Grammar) -> tuple[int, float | int, UnitReading] | None:
    """(end, value, unit) of a fraction of one unit: half an hour, three quarters of a mile."""
    joint = _OF_UNIT.match(text, match.end())
    unit = grammar.units.match(text, joint.end()) if joint else None
    if unit is None or unit.form:
        return None
    share = Decimal("0.5") if match["half"] else Decimal(str(_part(match))) / 100
    return unit.end, whole(share * Decimal(str(unit.reading.factor))), unit.reading


def _part(match: re.Match[str]) -> float:
    count = 1 if match["n"].lower() in {"a", "one"} else parse_number(match["n"]) or 1
    return count * _FRACTIONS[match["part"].lower()]


def _claimed(
    masked: bytearray, start: int, end: int, value: float | int, reading: UnitReading, rule: str
) -> NumberClaim:
    masked[start:end] = b"\x01" * (end - start)
    return NumberClaim(start, end, "fact", rule, Quantity(start, end, value, None, reading, rule))


def _numerals(text: str, grammar: Grammar, masked: bytearray) -> Iterator[Number]:
    for match in grammar.number.finditer(text):
        start, end = match.span()
        value = parse_number(match[0])
        if value is None or any(masked[start:end]):
            continue
        money = grammar.currency.search(text, max(0, start - 6), start)
        sign = _SIGN.search(text[:start])
        if money:
            yield Number(start, end, value, money.start(), re.sub(r"\s", "", money[0]), False)
        elif sign and (not _WORD.match(match[0]) or len(sign[0]) > 1):
            yield Number(start, end, -value, sign.start(), None, False)
        else:
            yield Number(start, end, value, start, None, bool(_WORD.match(match[0])))


def _measured_after(text: str, start: int, end: int, numbers: list[Number], grammar: Grammar) -> bool:
    """Whether what looks like a year is an amount: a unit of measure follows and no word of time stands in front."""
    number = next((n for n in numbers if n.start == start and n.end == end), None)
    if number is None or number.money is not None:
        return number is not None
    if _TIME_BEFORE.search(text[:start]):
        return False
    seen = sight(text, number, grammar, counted=True)
    return seen is not None and (seen.reading.kind != "count" or bool(MORE_BEFORE.search(text[:start])))


def _quantities(text: str, found: list[Number], grammar: Grammar) -> list[NumberClaim]:
    out: list[NumberClaim] = []
    done = 0
    for i, number in enumerate(found):
        if number.start < done:
            continue
        following = found[i + 1] if i + 1 < len(found) else None
        claim = _range(text, number, following, grammar) or _single(text, number, grammar)
        out.append(claim)
        done = claim.end
    shared = _shared(text, out, grammar)
    return [c for c in shared if c.claim == "fact" or re.search(r"\d", text[c.start : c.end])]


def _single(text: str, number: Number, grammar: Grammar) -> NumberClaim:
    seen = sight(text, number, grammar)
    sample = _SAMPLE.search(text[max(0, number.start - 6) : number.start]) if seen is None else None
    if sample and isinstance(number.value, int):
        seen = Sight(number.end, UnitReading(sample["n"], "count", "1", 1), "size of a sample")
    if seen is None:
        letters = LETTER_BEFORE.search(text[: number.start]) or _LETTER_AFTER.match(text, number.end)
        claim = "identifier" if letters else "number"
        return NumberClaim(number.start, number.end, claim, "letters beside" if letters else "none")
    return _fact(number, seen, number.value, None, seen.rule)


def _fact(number: Number, seen: Sight, low: float | int, high: float | int | None, rule: str) -> NumberClaim:
    value = scaled(low, seen) + seen.extra if seen.extra else scaled(low, seen)
    top = scaled(high, seen) if high is not None else None
    quantity = Quantity(number.sign, seen.end, value, top, seen.reading, rule)
    return NumberClaim(number.sign, seen.end, "fact", rule, quantity)


def _range(text: str, first: Number, second: Number | None, grammar: Grammar) -> NumberClaim | None:
    """5–10 %, 30 to 35 per cent, between 5 and 10 km, US$1 million to US$2 million: both ends in one."""
    if second is None:
        return None
    own = sight(text, first, grammar)
    seen = _money_end(text, first, second, grammar) or sight(text, second, grammar)
    ends = {first.end} | ({own.end} if own and own.end <= second.sign else set())
    joints = _JOINT if _BETWEEN.search(text[: first.sign]) else _TO
    tolerance = _PLUS_MINUS.fullmatch(text[first.end : second.sign])
    joint = first.end if tolerance else next((e for e in sorted(ends) if joints.fullmatch(text[e : second.sign])), None)
    if joint is None or seen is None or _RISE_FROM.search(text[: first.sign]):
        return None
    inside = joint == first.end
    if own and not inside and own.reading.unit != seen.reading.unit:
        return None
    low, high = scaled(first.value, seen if inside else own or seen), scaled(second.value, seen)
    if tolerance:
        low, high = round(low - high, 10), round(low + high, 10)
    if low >= high:
        return None
    quantity = Quantity(first.sign, seen.end, low, high, seen.reading, "range")
    return NumberClaim(first.sign, seen.end, "fact", "range", quantity)


def _money_end(text: str, first: Number, second: Number, grammar: Grammar) -> Sight | None:
    """The upper end of a range whose currency stands in front of the lower (US$5 to 10 million)."""
    if not first.money or second.money:
        return None
    scale = grammar.scale.match(text, second.end)
    factor = grammar.units.scales[scale[0].strip()] if scale else 1
    return money(text, second._replace(money=first.money), scale.end() if scale else second.end, factor, grammar)


def _shared(text: str, claims: list[NumberClaim], grammar: Grammar) -> list[NumberClaim]:
    """Bare numbers before one with a unit in a list (2, 5 and 8 per cent; from 10 to 15 per cent) take that unit."""
    out, scale = list(claims), 1.0
    for i in range(len(out) - 2, -1, -1):
        claim, following = out[i], out[i + 1]
        if following.rule != "unit of a list":  # from 85 to 60 million m3: the scale holds for both
            word = _SCALE.search(text[following.start : following.end])
            scale = grammar.units.scales[word["s"]] if word else 1.0
        if claim.claim != "number" or following.quantity is None or following.quantity.reading.kind == "count":
            continue
        gap = text[claim.end : following.start]
        if not (_LIST.fullmatch(gap) or re.fullmatch(r"\s+to\s+", gap)):
            continue
        value = parse_number(text[claim.start : claim.end])
        if value is not None:
            reading = following.quantity.reading
            factor = Decimal(str(reading.factor)) * Decimal(str(scale))
            quantity = Quantity(
                claim.start, claim.end, whole(Decimal(str(value)) * factor), None, reading, "unit of a list"
            )
            out[i] = NumberClaim(claim.start, claim.end, "fact", "unit of a list", quantity)
    return out
