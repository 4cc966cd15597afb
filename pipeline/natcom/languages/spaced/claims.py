"""Every number of a passage and what it is: a quantity, a date, an identifier … Nothing is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from natcom.config.units import UnitReading
from natcom.languages.base import NumberClaim, Quantity, TimeExpression
from natcom.languages.reader import Joint, Number, Sight, measured, whole
from natcom.languages.spaced.grammar import Grammar
from natcom.languages.spaced.sights import LETTER_BEFORE, MORE_BEFORE, REACH, money, sight

_PLUS_MINUS = re.compile(r"\s*(?:±|\+/-)\s*")
_OF_UNIT = re.compile(r"\s+(?:of\s+)?an?\s+")
_SLASH_OF = re.compile(r"(?<![\w/.,])(?P<a>[1-9])/(?P<b>[2-9]|10)(?=\s+of\s)")
_SAMPLE = re.compile(r"(?<!\w)(?P<n>[Nn])\s?=\s?$")
_LETTER_AFTER = re.compile(r"[A-Za-z]|-[A-Za-z]")
MONEY_REACH = 10  # characters in front of a number in which its minus or money stands


def claims(
    text: str, grammar: Grammar, masked: bytearray, times: tuple[TimeExpression, ...], opens: bool
) -> list[NumberClaim]:
    """The configured patterns, then half, two-thirds, threefold; each hides its text from what follows."""
    return [*_not_facts(text, grammar, masked), *_fractions(text, grammar, masked)]


def dates(
    text: str, grammar: Grammar, masked: bytearray, times: tuple[TimeExpression, ...]
) -> tuple[list[NumberClaim], list[TimeExpression]]:
    """The times, but for amounts that look like a year (2000 tonnes)."""
    numbers = {(n.start, n.end): n for n in numerals(text, grammar, masked)} if times else {}
    dated = []
    for time in times:
        number = numbers.get((time.core, time.end))
        if number is None or not _measured_after(text, number, grammar):
            masked[time.core : time.end] = b"\x01" * (time.end - time.core)
            dated.append(time)
    return [NumberClaim(t.core, t.end, "date", "time expression") for t in dated], dated


def _not_facts(text: str, grammar: Grammar, masked: bytearray) -> Iterator[NumberClaim]:
    """The configured patterns, first come first served; each hides its text from what follows."""
    for rule in grammar.words.not_facts:
        for match in rule.regex.finditer(text):
            start, end = match.span()
            if start == end or any(masked[start:end]):
                continue
            masked[start:end] = b"\x01" * (end - start)
            if re.search(r"\d", match[0]):
                yield NumberClaim(start, end, rule.effect, rule.name)


def _fractions(text: str, grammar: Grammar, masked: bytearray) -> list[NumberClaim]:
    """Half, two-thirds, threefold: forms whose numeral and unit are one."""
    percent, times = grammar.units.lookup("%"), grammar.units.lookup("times")
    out: list[NumberClaim] = []
    for match in grammar.sign("fraction").finditer(text):
        start, end = match.span()
        head = text[:start]
        if any(masked[start:end]) or percent is None:
            continue
        if measured := _part_of_unit(text, match, grammar):
            out.append(_claimed(masked, start, measured[0], measured[1], measured[2], "part of a unit"))
            continue
        if grammar.sign("part of time").match(text, end):
            if match["half"]:
                continue
            masked[start:end] = b"\x01" * (end - start)
            continue
        if match["half"]:
            if grammar.sign("not half").search(head):
                continue
            value = 50.0
        else:
            value = _part(match, grammar)
        out.append(_claimed(masked, start, end, whole(Decimal(str(value))), percent, "fraction"))
    for match in _SLASH_OF.finditer(text):
        value = 100 * int(match["a"]) / int(match["b"])
        if percent and value < 100 and not any(masked[slice(*match.span())]):
            out.append(_claimed(masked, *match.span(), whole(Decimal(str(value))), percent, "fraction"))
    for match in grammar.sign("fold").finditer(text):
        number = grammar.tongue.parse(match["n"])
        if number and times and not any(masked[slice(*match.span())]):
            out.append(_claimed(masked, *match.span(), number, times, "fold"))
    return out


def _part_of_unit(text: str, match: re.Match[str], grammar: Grammar) -> tuple[int, float | int, UnitReading] | None:
    """(end, value, unit) of a fraction of one unit: half an hour, three quarters of a mile."""
    joint = _OF_UNIT.match(text, match.end())
    unit = grammar.units.match(text, joint.end()) if joint else None
    if unit is None or unit.form:
        return None
    share = Decimal("0.5") if match["half"] else Decimal(str(_part(match, grammar))) / 100
    return unit.end, whole(share * Decimal(str(unit.reading.factor))), unit.reading


def _part(match: re.Match[str], grammar: Grammar) -> float:
    count = 1 if match["n"].lower() in grammar.listed("one") else grammar.tongue.parse(match["n"]) or 1
    return float(100 * count / grammar.words.parts[match["part"].lower()])


def _claimed(
    masked: bytearray, start: int, end: int, value: float | int, reading: UnitReading, rule: str
) -> NumberClaim:
    masked[start:end] = b"\x01" * (end - start)
    return NumberClaim(start, end, "fact", rule, Quantity(start, end, value, None, reading, rule))


def numerals(text: str, grammar: Grammar, masked: bytearray) -> list[Number]:
    """All numerals outside of `masked`, each with the money or minus in front of it."""
    found = []
    for match in grammar.number.finditer(text):
        start, end = match.span()
        value = grammar.tongue.parse(match[0])
        if value is None or any(masked[start:end]):
            continue
        spelled = match[0][0].isalpha()
        money = grammar.currency.search(text, max(0, start - MONEY_REACH), start)
        sign = grammar.sign("sign").search(text, max(0, start - MONEY_REACH), start)
        if money:
            found.append(Number(start, end, value, money.start(), money=re.sub(r"\s", "", money[0])))
        elif sign and (not spelled or len(sign[0]) > 1):
            found.append(Number(start, end, value, sign.start(), negative=True))
        else:
            found.append(Number(start, end, value, start, spelled=spelled))
    return found


def _measured_after(text: str, number: Number, grammar: Grammar) -> bool:
    """Whether what looks like a year is an amount: a unit of measure follows and no word of time stands in front."""
    head = text[max(0, number.start - REACH) : number.start]
    if number.money is not None or grammar.sign("time before").search(head):
        return number.money is not None
    seen = sight(text, number, grammar, counted=True)
    return seen is not None and (seen.reading.kind != "count" or bool(MORE_BEFORE.search(head)))


def single(text: str, number: Number, grammar: Grammar) -> NumberClaim:
    """What one number is: a quantity, an identifier or nothing known."""
    seen = sight(text, number, grammar)
    head = text[max(0, number.start - REACH) : number.start]
    sample = _SAMPLE.search(head) if seen is None else None
    if sample and isinstance(number.value, int):
        seen = Sight(number.end, UnitReading(sample["n"], "count", "1", 1), "size of a sample")
    if seen:
        return measured(number, seen, number.value, None, seen.rule)
    letters = LETTER_BEFORE.search(head) or _LETTER_AFTER.match(text, number.end)
    claim = "identifier" if letters else "number" if re.search(r"\d", text[number.start : number.end]) else "name"
    return NumberClaim(number.start, number.end, claim, "letters beside" if letters else "none")


def joint(text: str, first: Number, own: Sight | None, second: Number, grammar: Grammar) -> tuple[Joint, Sight] | None:
    """How two numbers stand to each other, if they are the ends of a range, and the unit of the second."""
    head = text[max(0, first.sign - REACH) : first.sign]
    ends = {first.end} | ({own.end} if own and own.end <= second.sign else set())
    joints = grammar.sign("joint") if grammar.sign("between").search(head) else grammar.sign("range joint")
    tolerance = _PLUS_MINUS.fullmatch(text, first.end, second.sign)
    at = first.end if tolerance else next((e for e in sorted(ends) if joints.fullmatch(text, e, second.sign)), None)
    if at is None or grammar.sign("rise from").search(head):
        return None
    seen = _money_end(text, first, second, grammar) or sight(text, second, grammar)
    return (Joint(at, tolerance=bool(tolerance)), seen) if seen else None


def _money_end(text: str, first: Number, second: Number, grammar: Grammar) -> Sight | None:
    """The upper end of a range whose currency stands in front of the lower (US$5 to 10 million)."""
    if not first.money or second.money:
        return None
    scale = grammar.scale.match(text, second.end)
    factor = grammar.units.scales[scale[0].strip()] if scale else 1
    return money(text, second._replace(money=first.money), scale.end() if scale else second.end, factor, grammar)


def list_scale(text: str, grammar: Grammar) -> float:
    """The scale word in a quote, which holds for those before it in a list: 85 to 60 million m3."""
    word = grammar.sign("scale").search(text)
    return grammar.units.scales[word["s"]] if word else 1


def list_joint(gap: str, grammar: Grammar) -> bool:
    """Whether what stands between two numbers makes them members of a list."""
    return grammar.sign("list joint").fullmatch(gap) is not None
