"""What a number says together with what follows it: a measure with its unit, a count with its classifier or noun."""

from __future__ import annotations

import re
from decimal import Decimal

from natcom.config.units import UnitReading
from natcom.languages.reader import Number, Sight
from natcom.languages.zh_hant.grammar import Grammar
from natcom.languages.zh_hant.numerals import ARABIC, HAN_DIGIT, parse_number
from natcom.languages.zh_hant.tokens import noun_phrase

SIGN_REACH = 6  # characters in front of a number in which its minus stands
HEAD_SUFFIX = 3  # a head right behind a head belongs to it if it is as short as 項目, 投資人
_PART = re.compile(rf"\s*(?P<n>[1-9{HAN_DIGIT}])\s*(?P<unit>[\u4e00-\u9fff])(?![\u4e00-\u9fff]?之)")
_ARABIC = re.compile(ARABIC)
_BLANK = re.compile(r"\s*")
_YEAR_LIKE = re.compile(r"(?:19|20|21)\d\d$")


def numerals(text: str, grammar: Grammar, masked: bytearray) -> list[Number]:
    """All numerals of a folded text outside of `masked`."""
    found: list[Number] = []
    at = 0
    while at < len(text):
        limit = masked.find(1, at)
        limit = len(text) if limit < 0 else limit
        match = grammar.number.search(text, at, limit)
        if match is None:
            at = limit + 1
            continue
        start, end = match.span()
        at, raw = end, match[0]
        han = not re.search(r"\d", raw)
        if han and re.fullmatch(r"[零〇]+|[壹貳參叁肆伍陸柒捌玖拾佰仟]", raw):
            continue  # 參, 陸, 伍 are words of their own
        value = parse_number(re.sub(r"[餘多]", "", raw))
        plain_part = _ARABIC.match(raw) if value is None else None
        if plain_part:  # what follows is no part of a numeral: the digits are still a number
            value, end = parse_number(plain_part[0]), start + plain_part.end()
            at = end
        if value is not None:
            sign = grammar.sign("sign").search(text, max(0, start - SIGN_REACH), start)
            begins = sign.start() if sign else start
            found.append(Number(start, end, value, begins, bool(sign), spelled=han))
    return found


def adjacent_digits(raw: str) -> tuple[int | float, int | float] | None:
    """Two neighbouring Han digits as a range: 三五 is none, 兩三 and 三四十 are 2 to 3 and 30 to 40."""
    match = re.fullmatch(rf"([{HAN_DIGIT}])、?([{HAN_DIGIT}])([十百千萬億]*)", raw)
    if not match:
        return None
    low, high = parse_number(match[1] + match[3]), parse_number(match[2] + match[3])
    digits = parse_number(match[1]), parse_number(match[2])
    if (
        low is None
        or high is None
        or digits[0] is None
        or digits[1] is None
        or digits[1] - digits[0] != 1
        or not digits[0]
    ):
        return None
    return low, high


def sight(text: str, number: Number, grammar: Grammar) -> Sight | None:
    """What stands after a number, if it makes it a quantity. `text` is folded."""
    more = grammar.sign("more").match(text, number.end)
    at = more.end() if more else number.end
    return _unit_sight(text, number, at, bool(more), grammar) or _count_sight(text, number, at, bool(more), grammar)


def _unit_sight(text: str, number: Number, at: int, more: bool, grammar: Grammar) -> Sight | None:
    start = _BLANK.match(text, at).end()  # type: ignore[union-attr]
    match = grammar.units.match(text, start)
    if not match or match.form or (number.spelled and start > number.end and not more):
        return None
    bare_scale = grammar.sign("pure scale").match(text[number.start : number.end]) and not more
    if bare_scale and not grammar.sign("scale ok").search(text[: number.start]):
        return None  # 千元 alone names a unit
    word, end = text[start : match.end], match.end
    reading = _resolved(text, number, (word, end), match.reading, grammar)
    if reading is None:
        return None
    extra = 0.0
    if reading.kind == "currency":
        end, extra = _parts(text, end, grammar)
    if half := grammar.sign("half after").match(text, end):
        end, extra = half.end(), 0.5
    elif word == "成" and (tail := grammar.sign("tenths").match(text, end)):
        end, extra = tail.end(), float(parse_number(tail[0].strip()) or 0)
    return Sight(end, reading, "unit", more=more, extra=extra)


def _parts(text: str, at: int, grammar: Grammar) -> tuple[int, float]:
    """(end, amount) of the parts of a unit of money behind it (五元三毛)."""
    amount = Decimal(0)
    while (part := _PART.match(text, at)) and part["unit"] in grammar.units.money.parts:
        amount += Decimal(str(parse_number(part["n"]) or 0)) * Decimal(str(grammar.units.money.parts[part["unit"]]))
        at = part.end()
    return at, float(amount)


def _resolved(
    text: str, number: Number, match: tuple[str, int], reading: UnitReading, grammar: Grammar
) -> UnitReading | None:
    """The reading where the words around decide it (度, 日, 成, 元, 公噸), or None where it is no unit here.

    `match`: the unit's spelling and its end.
    """
    word, end = match
    head = text[: number.start]
    if reading.unit == "kWh" and word == "度":
        return _degrees(text, number, end, reading, grammar)
    if word == "日" and not (
        grammar.sign("day ok after").match(text, end) or grammar.sign("day ok before").search(head)
    ):
        return None
    one = number.spelled and number.value == 1
    span = word in {"年", "個月", "天", "日", "週", "個小時", "小時"}
    if one and span and not (grammar.sign("one span").match(text, end) or grammar.sign("one span before").search(head)):
        return None
    if one and word in {"秒", "米", "度", "坪", "元", "天", "哩", "呎", "吋", "磅", "升"}:
        return None
    if word == "成" and not (number.value <= 10):
        return None
    if reading.kind == "currency" and reading.unit.startswith("TWD"):
        return currency(text, number, reading, grammar)
    if reading.kind == "mass" and reading.gas is None and reading.unit in {"t", "kg"}:
        return _emission(text, number, end, reading, grammar)
    return reading


def _degrees(text: str, number: Number, end: int, reading: UnitReading, grammar: Grammar) -> UnitReading | None:
    head = text[max(0, number.start - 20) : number.start]
    sentence = _clause(text, number.start, end)
    if grammar.sign("angle").search(head) or re.search("[北南]緯|[東西]經", sentence):
        return None
    warm = grammar.sign("temperature").search(re.split("[，。；]", head)[-1]) or (
        grammar.sign("temperature").search(sentence) and not grammar.sign("electric").search(sentence)
    )
    earlier = re.split("[。！？；]", text[: number.start])[-1]
    if not warm and not grammar.sign("electric").search(earlier + sentence):  # 氣溫 28.7 度，較常年偏高 0.9 度
        warm = grammar.sign("temperature").search(earlier) or (
            grammar.sign("rises").search(head) if not number.spelled else None
        )
    if (warm and number.value < 100) or text[: number.start].rstrip().endswith("零下"):
        return UnitReading("degC", "temperature", "degC", 1)
    if number.spelled and number.value < 10:
        return None  # 三度 is "three times" or "once again"
    return reading


def currency(text: str, number: Number, reading: UnitReading, grammar: Grammar) -> UnitReading:
    """元 after 美金 or US$ is that money."""
    before = grammar.money_before.search(text[max(0, number.start - 12) : number.start])
    if before:
        name = next(
            (n for n in sorted(grammar.units.currency_before, key=len, reverse=True) if before[0].startswith(n)), ""
        )
        unit = grammar.units.currency_before.get(name)
        if unit:
            return reading._replace(unit=unit + reading.unit[len("TWD") :])
    return reading


def _emission(text: str, number: Number, end: int, reading: UnitReading, grammar: Grammar) -> UnitReading:
    """公噸 alone after 排放, 移除, 碳權 is emissions: of CO2 where it is named, else of CO2e."""
    clause = _clause(text, number.start, end)
    clauses = re.split("[，；：]", re.split("[。！？]", text[max(0, number.start - 70) : number.start])[-1])
    head = clauses[-1] if not grammar.sign("no noun").fullmatch(clauses[-1]) else "".join(clauses[-3:])
    named = any(word in head for word in grammar.words.emission_words) or grammar.sign("emission after").match(
        text, end
    )
    if (
        not named
        or grammar.sign("pollutant").match(text[end:].lstrip(" 的之"))
        or (grammar.sign("pollutant").search(clause) and not grammar.sign("greenhouse").search(clause))
    ):
        return reading
    if reading.unit == "kg" and re.search("甲烷|氧化亞氮|氟化|CH4|N2O", head):
        return reading
    whole = re.split("[。！？；]", text[: number.start])[-1]
    gas = "CO2" if grammar.sign("co2").search(head) or grammar.sign("co2 topic").match(whole) else "CO2e"
    code = f"{reading.unit_code} CO2" if reading.unit_code else None
    return reading._replace(unit=reading.unit + gas, kind="emissions", unit_code=code, gas=gas)


def _clause(text: str, start: int, end: int) -> str:
    """The clause around [start, end), up to commas and sentence ends."""
    low = max((text.rfind(mark, 0, start) for mark in "，。；！？："), default=-1)
    highs = [at for mark in "，。；！？：" if (at := text.find(mark, end)) >= 0]
    return text[low + 1 : min(highs, default=len(text))]


def _count(unit: str) -> UnitReading:
    return UnitReading(unit, "count", "1", 1)


def _count_sight(text: str, number: Number, at: int, more: bool, grammar: Grammar) -> Sight | None:
    if not _countable(text, number, more, grammar):
        return None
    if _broken(text, number):
        return _part_sight(text, at, more, grammar)
    big = grammar.sign("da").match(text, at)
    if big:
        return _big_sight(text, big.end(), grammar)
    start = _BLANK.match(text, at).end()  # type: ignore[union-attr]
    if number.spelled and start > at:
        return None
    match = grammar.classifier.match(text, start)
    if (
        match
        and re.search("[億兆]", text[number.start : number.end])
        and match[0] not in grammar.words.bulk_classifiers
    ):
        match = None  # 192 億包含 …
    year_like = bool(_YEAR_LIKE.fullmatch(text[number.start : number.end]))
    if match and not (year_like and match[0] in grammar.words.weak_classifiers):
        if number.value == 1 and (_is_base(text, match.end(), grammar) or not _one_counts(text, number, grammar)):
            return None
        if match[0] in {"國"} and number.spelled and number.value == 2:
            return None
        if match[0] == "期" and not grammar.sign("periods before").search(text[: number.start]):
            return None  # 台電二期, 二期水稻 name one
        longer = grammar.noun.match(text, start)
        end = longer.end() if longer and longer.end() > match.end() else match.end()
        return Sight(end, _count(text[start:end]), "classifier", more=more)
    noun = grammar.noun.match(text, start)
    if noun and not year_like and not (number.spelled and number.value <= 2 and len(noun[0]) == 1):
        return Sight(noun.end(), _count(noun[0]), "counted noun", more=more)
    return None


def _is_base(text: str, at: int, grammar: Grammar) -> bool:
    """Whether a one is the base of a rate: a measure follows at once (1 張 1,000 度)."""
    behind = grammar.sign("base of rate").match(text, at)
    number = grammar.number.match(text, behind.end() - 1) if behind else None
    return bool(number and grammar.units.match(text, number.end() + len(_BLANK.match(text, number.end())[0])))  # type: ignore[index]


def _one_counts(text: str, number: Number, grammar: Grammar) -> bool:
    return not number.spelled or bool(grammar.sign("one ok").search(text[: number.start]))


def _broken(text: str, number: Number) -> bool:
    """Whether a number has decimals and no scale word: only some things are counted in parts (2.6 人, not 2.0 版)."""
    return number.value != int(number.value) and not re.search("[萬億兆千百]", text[number.start : number.end])


def _part_sight(text: str, at: int, more: bool, grammar: Grammar) -> Sight | None:
    start = _BLANK.match(text, at).end()  # type: ignore[union-attr]
    match = grammar.classifier.match(text, start)
    if match is None or match[0] not in grammar.words.bulk_classifiers:
        return None
    return Sight(match.end(), _count(match[0]), "classifier", more=more)


def _countable(text: str, number: Number, more: bool, grammar: Grammar) -> bool:
    raw, head = text[number.start : number.end], text[: number.start]
    if grammar.sign("pure scale").match(raw):
        return more or bool(grammar.sign("scale ok").search(head))
    return True


def _big_sight(text: str, at: int, grammar: Grammar) -> Sight | None:
    """N大 and its noun: up to the first known head, else to the end of the noun phrase."""
    span = grammar.sign("da span").match(text, at)
    if not span:
        return None
    stop = grammar.sign("da stop").search(span[0])
    limit = at + (stop.start() if stop else len(span[0]))
    heads = [m for i in range(at, limit) if (m := grammar.head.match(text, i)) and m.end() <= limit]
    if heads:
        first = min(heads, key=lambda m: (m.start(), -m.end()))
        follow = grammar.head.match(text, first.end())
        suffix = follow and follow.end() <= limit and len(follow[0]) <= HEAD_SUFFIX and follow[0] != "階段"
        head = follow if follow and suffix else first
        return Sight(head.end(), _count(head[0].strip()), "N大")
    phrase = noun_phrase(text, at, limit, grammar.segmenter)
    return Sight(phrase[1], _count(text[phrase[0] : phrase[1]]), "N大") if phrase else None


def noun_sight(text: str, number: Number, grammar: Grammar) -> Sight | None:
    """A counted noun without a classifier, found by parts of speech (81 萬維爾紐斯都會區居民). Arabic numbers only."""
    raw = text[number.start : number.end]
    if (
        number.spelled
        or "." in raw
        or number.value != int(number.value)
        or _YEAR_LIKE.fullmatch(raw)
        or number.value < 2
    ):
        return None
    phrase = noun_phrase(text, number.end, min(len(text), number.end + 14), grammar.segmenter)
    if phrase is None or phrase[1] - phrase[0] < 2:
        return None
    return Sight(phrase[1], _count(text[phrase[0] : phrase[1]]), "counted noun by part of speech")
