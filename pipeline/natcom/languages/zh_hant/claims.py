"""What the numbers of a text are: dates, ordinals, identifiers, quantities by themselves or as the ends of a range."""

from __future__ import annotations

import re
from collections.abc import Iterator

from natcom.config.units import UnitReading
from natcom.languages.base import NumberClaim, Quantity, TimeExpression
from natcom.languages.reader import Joint, Number, Sight, measured, scaled
from natcom.languages.zh_hant.grammar import RANGE_JOINT, Grammar
from natcom.languages.zh_hant.numerals import ARABIC, HAN_DIGIT, HAN_UNIT, parse_number
from natcom.languages.zh_hant.periods import bare_years
from natcom.languages.zh_hant.quantities import (
    adjacent_digits,
    currency,
    noun_sight,
    sight,
)

_NUM = rf"(?:{ARABIC}|[{HAN_DIGIT}{HAN_UNIT}]+(?:點[{HAN_DIGIT}]+)?)"
_PARTS_OF = re.compile(rf"(?P<den>百|千|萬|{_NUM})\s*分之\s*(?P<num>{_NUM})")
_MIXED = re.compile(
    rf"(?:(?P<whole>{_NUM})\s*又\s*)?(?P<den>{_NUM})\s*分之\s*(?P<num>{_NUM})\s*(?![%百])"
    rf"|(?:(?P<n>{_NUM})\s*個)?(?P<half>(?<![上下前後一大每多兩數二三四五六七八九十\d年])半|(?<=個)半)(?![年數導島徑])"
)
NO_PARTS = {"percentage", "count", "multiple", "currency"}  # kinds whose parts are written otherwise
_SCALED = re.compile(rf"{ARABIC}\s*([十百千萬億兆]+)")
_LIST_JOINT = re.compile(r"\s*(?:、|及|和|與|或|以及|,\s)\s*(?:約|近|逾)?\s*$")
_PLUS_MINUS = re.compile(r"\s*%?\s*±\s*$")
_LATIN_BEFORE = re.compile(r"[A-Za-z]\)?[-–_]?$")
_LATIN_WORD_BEFORE = re.compile(r"[A-Za-z][A-Za-z+&.]*\s$")
_LATIN_AFTER = re.compile(r"[A-Za-z]")
_MONEY_SIGN = re.compile(r"(?:[$€£¥￥₩₹]|(?<![A-Za-z])[A-Z]{3}\s)\s*$")
_SENTENCE_MARK = re.compile("[。！？；]")


def claims(
    text: str, grammar: Grammar, masked: bytearray, times: tuple[TimeExpression, ...], opens: bool
) -> list[NumberClaim]:
    """Enumerators and the configured patterns, first come first served; each hides its text from what follows."""
    found = list(_enumerator(text, masked, grammar)) if opens else []
    return [*found, *_not_facts(text, grammar, masked, times)]


def dates(
    text: str, grammar: Grammar, masked: bytearray, times: tuple[TimeExpression, ...]
) -> tuple[list[NumberClaim], list[TimeExpression]]:
    """The times, the numerals that begin before or without their digits, and years without 年."""
    found = []
    for time in times:
        _mask(masked, time.core, time.end)
        found.append(NumberClaim(time.core, time.end, "date", "time expression"))
    found += _prefixed(text, grammar, masked)
    for start, end in bare_years(text):
        if not any(masked[start:end]) and _is_bare_year(text, start, end, grammar):
            _mask(masked, start, end)
            found.append(NumberClaim(start, end, "date", "bare year"))
    return found, list(times)


def _enumerator(text: str, masked: bytearray, grammar: Grammar) -> Iterator[NumberClaim]:
    """The enumerator that opens a paragraph."""
    opening = grammar.sign("enumerator").match(text)
    if opening:
        _mask(masked, opening.start(), opening.end())
        yield NumberClaim(opening.start(), opening.end(), "enumerator", "enumerator")


def _mask(masked: bytearray, start: int, end: int) -> None:
    masked[start:end] = b"\x01" * (end - start)


def _not_facts(
    text: str, grammar: Grammar, masked: bytearray, times: tuple[TimeExpression, ...]
) -> Iterator[NumberClaim]:
    """Enumerators and the configured patterns, first come first served; each hides its text from what follows.

    What a time holds (第 2 季 of a year) is no ordinal.
    """
    matches = [("enumerator", "enumerator", m) for m in grammar.sign("inline enumerator").finditer(text)]
    for rule in grammar.words.not_facts:
        matches += [(rule.name, rule.effect, m) for m in rule.regex.finditer(text)]
    for name, claim, match in matches:
        start, end = match.span()
        if any(masked[start:end]) or start == end or _inside_number(text, start, claim):
            continue
        if claim == "ordinal" and any(t.core <= start and end <= t.end for t in times):
            continue
        _mask(masked, start, end)
        if re.search(rf"[\d{HAN_DIGIT}{HAN_UNIT}]", match[0]):
            yield NumberClaim(start, end, claim, name)


def _inside_number(text: str, start: int, claim: str) -> bool:
    """Whether a match begins in the middle of a longer numeral (二十三方 is no 三方)."""
    numeral = rf"[\d{HAN_DIGIT}{HAN_UNIT}]"
    return claim == "name" and start > 0 and bool(re.match(numeral, text[start]) and re.match(numeral, text[start - 1]))


def _is_bare_year(text: str, start: int, end: int, grammar: Grammar) -> bool:
    """Whether a four-digit number is a year: it is one unless a unit or a strong classifier follows."""
    if _LATIN_BEFORE.search(text[:start]) or (start and text[start - 1] == "$"):
        return False
    seen = sight(text, Number(start, end, int(text[start:end]), start), grammar)
    return seen is None and not RANGE_JOINT.match(text, end)


def _prefixed(text: str, grammar: Grammar, masked: bytearray) -> Iterator[NumberClaim]:
    """百分之十二, 三分之一, 1/3, 攝氏 1.5 度, 一半: forms that begin before or without their numeral."""
    percent, permille = grammar.units.lookup("%"), grammar.units.lookup("‰")
    yield from _parts_of_units(text, grammar, masked)
    for match in _PARTS_OF.finditer(text):
        top, bottom = parse_number(match["num"]), parse_number(match["den"])
        if any(masked[slice(*match.span())]) or top is None or not bottom or percent is None or permille is None:
            continue
        reading = permille if bottom == 1000 else percent
        value = top if bottom in {100, 1000} else top * 100 / bottom
        yield _prefix_claim(match, value, reading, "分之", masked)
    for match in grammar.sign("slash").finditer(text):
        top, bottom = int(match["num"]), int(match["den"])
        if (
            not any(masked[slice(*match.span())])
            and percent
            and top < bottom <= 20
            and not _LATIN_BEFORE.search(text[: match.start()])
        ):
            yield _prefix_claim(match, top * 100 / bottom, percent, "fraction", masked)
    for match in grammar.sign("half").finditer(text):
        if not any(masked[slice(*match.span())]) and percent:
            yield _prefix_claim(match, 100 if match[0] == "百分百" else 50, percent, "half or whole", masked)
    year = grammar.units.lookup("年")
    for match in grammar.sign("half span").finditer(text):
        if not any(masked[slice(*match.span())]) and year:
            yield _prefix_claim(match, 0.5, year, "half a year", masked)
    for unit in grammar.units.units:
        for before, after in unit.around:
            if after:
                yield from _around(text, before, after, masked, grammar)


def _parts_of_units(text: str, grammar: Grammar, masked: bytearray) -> Iterator[NumberClaim]:
    """四又二分之一公里, 半公斤, 一個半小時: fractions whose unit follows."""
    for match in _MIXED.finditer(text) if "半" in text or "分之" in text else ():
        unit = grammar.units.match(text, match.end())
        if unit is None or unit.form or unit.reading.kind in NO_PARTS or any(masked[match.start() : unit.end]):
            continue
        if match["half"]:
            value = 0.5 + (parse_number(match["n"]) or 0 if match["n"] else 0)
        else:
            top, bottom = parse_number(match["num"]), parse_number(match["den"])
            value = (parse_number(match["whole"]) or 0 if match["whole"] else 0) + (top or 0) / (bottom or 1)
        if value <= 0 or (
            match["half"] and not match["n"] and unit.reading.kind == "duration" and unit.end - match.end() < 2
        ):
            continue
        start, amount = match.start(), scaled(value, Sight(unit.end, unit.reading, ""))
        _mask(masked, start, unit.end)
        quantity = Quantity(start, unit.end, amount, None, unit.reading, "part of a unit")
        yield NumberClaim(start, unit.end, "fact", "part of a unit", quantity)


def _prefix_claim(
    match: re.Match[str], value: float, reading: UnitReading, rule: str, masked: bytearray
) -> NumberClaim:
    start = match.start() + (len(match[0]) - len(match[0].lstrip()))
    _mask(masked, start, match.end())
    plain = int(value) if value == int(value) else value
    return NumberClaim(start, match.end(), "fact", rule, Quantity(start, match.end(), plain, None, reading, rule))


def _around(text: str, before: str, after: str, masked: bytearray, grammar: Grammar) -> Iterator[NumberClaim]:
    reading = grammar.units.lookup(before + after)
    joint = r"\s*(?:~|至|到|-|–|—)\s*"
    pattern = re.compile(
        rf"{before}\s*(?P<low>零下\s*|-\s*)?(?P<a>{_NUM})(?:\s*{after})?(?:{joint}(?P<b>{_NUM}))?\s*{after}(?P<half>半)?"
    )
    for match in pattern.finditer(text):
        low, high = parse_number(match["a"]), parse_number(match["b"]) if match["b"] else None
        if any(masked[slice(*match.span())]) or low is None or reading is None:
            continue
        low = (low + (0.5 if match["half"] else 0)) * (-1 if match["low"] else 1)
        start, end = match.span()
        _mask(masked, start, end)
        yield NumberClaim(start, end, "fact", "around", Quantity(start, end, low, high, reading, "around"))


def single(text: str, number: Number, grammar: Grammar) -> NumberClaim:
    """What one number is: a quantity, an identifier, an article or nothing known."""
    raw = text[number.start : number.end]
    if number.spelled and grammar.sign("vague before").search(text[: number.start]):
        return NumberClaim(number.start, number.end, "name", "vague")
    pair = adjacent_digits(raw) if number.spelled else None
    if pair:
        number = number._replace(value=pair[1])
    seen = sight(text, number, grammar)
    name = _identifier(text, number, seen, grammar)
    if name:
        return NumberClaim(number.start, number.end, "identifier", name)
    if seen is None:
        seen = _money(text, number, grammar) or noun_sight(text, number, grammar)
    if seen is None and _LATIN_AFTER.match(text, number.end):
        return NumberClaim(number.start, number.end, "identifier", "letters after")
    if seen is None or _article(text, number, seen):
        rule = "article" if seen or raw == "一" else "none"
        return NumberClaim(number.start, number.end, "name" if number.spelled else "number", rule)
    if pair:
        return measured(number, seen, pair[0], scaled(pair[1], seen), "neighbouring digits")
    if number.spelled and len(raw) > 1 and not re.search(f"[{HAN_UNIT}點]", raw):
        return NumberClaim(number.start, number.end, "name", "digits read one by one")
    more = seen.more or bool(re.search("[餘多]", text[number.start : seen.end]))
    return measured(number, seen._replace(more=more), number.value, None, seen.rule)


def _article(text: str, number: Number, seen: Sight) -> bool:
    """一 before a unit or noun that only names it (一項倡議); numbers and shares are meant (一成, 一倍, 一萬)."""
    if text[number.start : number.end] != "一":
        return False
    return seen.rule not in {"unit", "classifier"}


def _identifier(text: str, number: Number, seen: Sight | None, grammar: Grammar) -> str | None:
    head = text[max(0, number.start - 20) : number.start]
    strong = seen is not None and seen.reading.kind not in {"count", "duration"}
    if number.spelled or grammar.money_before.search(head):
        return None
    if grammar.identifier.search(head):
        spaced = head.endswith(" ") and strong
        return None if spaced else "known prefix"
    if _LATIN_BEFORE.search(head):
        return None if strong else "letters before"
    if seen is None and _LATIN_WORD_BEFORE.search(head):
        return "word before"
    return None


def _money(text: str, number: Number, grammar: Grammar) -> Sight | None:
    """億 or 兆 that carry the 元 of their sentence."""
    raw = text[number.start : number.end]
    named = grammar.money_before.search(text[max(0, number.start - 12) : number.start])
    yuan = grammar.units.lookup("元")
    if named and yuan is not None and re.search("[億兆萬]$", raw):
        return Sight(number.end, currency(text, number, yuan, grammar), "money without 元")
    if named and yuan is not None and _MONEY_SIGN.search(text[: number.start]):
        return Sight(number.end, currency(text, number, yuan, grammar), "sign of money")
    if not re.search("[億兆]|萬$", raw) or (number.spelled and len(raw) == 1):
        return None
    start = max((m.end() for m in _SENTENCE_MARK.finditer(text, 0, number.start)), default=0)
    stop = _SENTENCE_MARK.search(text, number.end)
    sentence = text[start : stop.start() if stop else len(text)]
    if not any(word in sentence for word in grammar.words.money_words):
        return None
    if raw.endswith("萬") and "元" not in sentence:
        return None
    if noun_sight(text, number, grammar) and "元" not in sentence and not re.match(r"\s*[的之]", text[number.end :]):
        return None
    reading = grammar.units.lookup("元")
    if reading is None:
        return None
    foreign = [
        w
        for unit in grammar.units.units
        if unit.kind == "currency" and unit.unit != "TWD"
        for w in unit.spellings
        if w in sentence
    ]
    if foreign and not re.search("新[臺台]幣", sentence):
        reading = grammar.units.lookup(max(foreign, key=len)) or reading
    return Sight(number.end, reading, "money without 元")


def joint(text: str, first: Number, own: Sight | None, second: Number, grammar: Grammar) -> tuple[Joint, Sight] | None:
    """How two numbers stand to each other, if they are the ends of a range, and the unit of the second."""
    ends = {first.end, own.end if own and own.end <= second.start else first.end}
    matches = ((at, RANGE_JOINT.match(text, at)) for at in sorted(ends))
    at, found = next(((at, m) for at, m in matches if m and m.end() == second.start), (max(ends), None))
    tolerance = bool(_PLUS_MINUS.fullmatch(text, first.end, second.start))
    between = grammar.sign("between").search(text[: first.start]) and grammar.sign("between joint").fullmatch(
        text, max(ends), second.start
    )
    seen = sight(text, second, grammar) if found or tolerance or between else None
    if seen is None or _identifier(text, first, seen, grammar):
        return None
    tail = grammar.sign("scale tail").search(text[second.start : second.end])
    shared = tail and max(ends) == first.end and not re.search(r"[百千萬億兆]", text[first.start : first.end])
    scale = parse_number(tail[0]) if tail and shared else None
    return Joint(first.end if tolerance else at, scale or 1, tolerance, bool(found and "~" in found[0])), seen


def list_scale(text: str, grammar: Grammar) -> float:
    """The scale word of a list's last number, which holds for those before it: 3.2、4.5 及 6.1 萬公噸."""
    scale = _SCALED.match(text)
    return parse_number(scale[1]) or 1 if scale else 1


def list_joint(gap: str, grammar: Grammar) -> bool:
    """Whether what stands between two numbers makes them members of a list."""
    return _LIST_JOINT.fullmatch(gap) is not None
