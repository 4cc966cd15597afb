"""Numerals of Traditional Chinese: Han, Arabic and mixed (二十, 1,159億, 3千萬, 2億8,591萬), and the way back."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "兩": 2}
DIGITS |= {c: i for i, c in enumerate("零壹貳參肆伍陸柒捌玖")} | {"叁": 3, "弍": 2}
TENS = {"廿": 20, "卅": 30}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG = {"萬": 10**4, "億": 10**8, "兆": 10**12}

HAN_DIGIT = "零〇○一二兩三四五六七八九壹貳參叁肆伍陸柒捌玖"
HAN_UNIT = "十百千萬億兆廿卅拾佰仟"
ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d{1,12})?|\d{1,18}(?:\.\d{1,12})?)"  # as long as any quantity gets
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
POWER = rf"{ARABIC}\s*[×xX*]\s*10(?:\^?[-−]?\d{{1,2}}|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)"

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
ROMAN_SIGNS = {c: i for i, c in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", 1)}

_TOKEN = re.compile(rf"{ARABIC}|[{HAN_DIGIT}]|[{HAN_UNIT}]")


def plain(value: Decimal) -> int | float:
    """The number as an int where it is whole, else as a float."""
    return int(value) if value == value.to_integral_value() else float(value)


def parse_number(text: str) -> int | float | None:
    """The number that a numeral stands for, or None where it is no well-formed one.

    >>> parse_number("2億8,591萬"), parse_number("兩萬三千"), parse_number("二〇二四"), parse_number("十二點五")
    (285910000, 23000, 2024, 12.5)
    """
    text = re.sub(r"\s+", "", text)
    text = re.sub(rf"(?<=[{HAN_DIGIT}{HAN_UNIT}])[.．](?=[{HAN_DIGIT}])", "點", text)
    power = re.fullmatch(rf"({ARABIC})[×xX*]10\^?([-−]?\d+|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", text)
    if power:
        exponent = int(power[2].translate(SUPERSCRIPTS).replace("−", "-"))
        return plain(Decimal(power[1].replace(",", "")).scaleb(exponent))
    if "點" in text:
        whole, _, rest = text.partition("點")
        decimals = rest.rstrip("萬億兆")
        integer, digits = parse_number(whole), _digits(decimals)
        if integer is None or not digits:
            return None
        total = Decimal(integer) + Decimal(f"0.{digits}")
        for unit in rest[len(decimals) :]:
            total *= BIG[unit]
        return plain(total)
    if len(text) > 1 and (one_by_one := _digits(text)):
        return int(one_by_one)
    run = re.match(rf"[{HAN_DIGIT}]{{2,}}(?=[萬億兆])", text)
    if run:  # 二八九一億: digits read one by one in front of a scale word
        text = _digits(run[0]) + text[run.end() :]
    tokens = _TOKEN.findall(text)
    if not tokens or "".join(tokens) != text:
        return None
    value = _evaluate(tokens)
    return None if value is None else plain(value)


def _digits(text: str) -> str:
    """Han digits read one by one, or "" where there is anything else."""
    return "".join(str(DIGITS[c]) for c in text) if text and all(c in DIGITS for c in text) else ""


def _evaluate(tokens: list[str]) -> Decimal | None:
    """Tokens of a numeral with units summed up; None where two digits stand side by side or a unit has no place."""
    total, section = Decimal(0), Decimal(0)
    current: Decimal | None = None
    zero = False
    for i, token in enumerate(tokens):
        if token in BIG:
            amount = section + (current or 0)
            if amount == 0 and current is None:
                if total == 0 and i > 0:
                    return None
                amount = Decimal(1) if total == 0 else Decimal(0)
            total = (total + amount) * BIG[token] if 0 < total < BIG[token] else total + amount * BIG[token]
            section, current = Decimal(0), None
        elif token in SMALL:
            section += (Decimal(1) if current is None else current) * SMALL[token]
            current = None
        elif token in TENS:
            section += TENS[token]
        else:
            number = Decimal(DIGITS[token]) if token in DIGITS else Decimal(token.replace(",", ""))
            if number == 0 and token in DIGITS and len(tokens) > 1:
                zero = True
                continue
            if current is not None:
                return None
            current = number
    if current is not None and len(tokens) > 1 and tokens[-1] in DIGITS and not zero:
        before = tokens[-2]  # 兩萬三 is 23,000, 三百五 is 350
        unit = BIG.get(before) or SMALL.get(before, 10)
        current *= unit // 10 if unit > 10 else 1
    return total + section + (current or 0)


def ordinal(numeral: str) -> int | None:
    """The number of an enumerator's numeral: Arabic, Han, financial or Roman; None for anything else.

    >>> ordinal("十二"), ordinal("拾貳"), ordinal("Ⅳ"), ordinal("VIII"), ordinal("12")
    (12, 12, 4, 8, 12)
    """
    numeral = numeral.strip()
    if numeral.isdecimal():
        return int(numeral)
    if numeral and all(c in ROMAN_SIGNS for c in numeral):
        return sum(ROMAN_SIGNS[c] for c in numeral)
    if numeral and all(c in ROMAN for c in numeral):
        values = [ROMAN[c] for c in numeral]
        return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    value = parse_number(numeral) if not re.search(r"[\d,.]", numeral) else None
    return value if isinstance(value, int) else None


def han_numeral(number: int) -> str:
    """The number as a Han numeral, as Taiwan writes it; the inverse of `parse_number`.

    >>> han_numeral(120), han_numeral(10_023), han_numeral(15)
    ('一百二十', '一萬零二十三', '十五')
    """
    if number == 0:
        return "零"
    parts: list[str] = []
    low = False
    for unit, name in ((10**12, "兆"), (10**8, "億"), (10**4, "萬"), (1, "")):
        section, number = divmod(number, unit)
        if not section:
            low = bool(parts)
            continue
        zero = bool(parts) and (section < 1000 or low)
        parts.append(("零" if zero else "") + _han_section(section) + name)
        low = False
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text


def _han_section(section: int) -> str:
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, section = divmod(section, unit)
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = True
    return text
