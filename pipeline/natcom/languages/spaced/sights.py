"""What stands around a numeral of English and makes it a quantity: money, a unit of measure, what is counted."""

from __future__ import annotations

import re

from natcom.config.units import UnitMatch, UnitReading
from natcom.languages.reader import Number, Sight
from natcom.languages.spaced.grammar import Grammar

_TIGHT_SCALE = {"m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12, "trn": 10**12, "k": 10**3}
_HYPHEN = re.compile(r"[-‐‑](?=[A-Za-zµμ°%])")
_ALONE = re.compile(r"(?=[\s,.;:)\]/–—-]|$)(?!\s*\d|\s[A-Z]\b|[.-]\w)")
_YEAR_LIKE = re.compile(r"(?:1[89]|20|21)\d\d$")
MORE_BEFORE = re.compile(r"(?i:(?:over|about|than|least|approximately|nearly|almost|some|around)\s+)$")
LETTER_BEFORE = re.compile(r"[A-Za-z][-–]?$")
_NOT_HAN = re.compile(r"[^\u2e80-\u9fff\uff00-\uffef]+")
REACH = 80  # characters in front of a number that may say what it is
HOTTEST = 60  # degrees that no weather reaches, nor a warming
WARM_REACH = 60  # characters around a number in which a word of temperature is looked for
LARGE = 100  # from which on a bare number behind "number of" or "population" is taken for their count
MANY = 100  # of which nobody has a span in the singular: 24 hour electricity, but 3,400 day trippers


def sight(text: str, number: Number, grammar: Grammar, counted: bool = False) -> Sight | None:
    """What stands around a numeral, if it makes it a quantity. `counted`: what looks like a year may count too."""
    if grammar.sign("every").search(text[max(0, number.start - REACH) : number.start]):
        return None
    scale = grammar.scale.match(text, number.end)
    factor = grammar.units.scales[scale[0].strip()] if scale else 1
    at = scale.end() if scale else number.end
    if number.money:
        return money(text, number, at, factor, grammar)
    extra = 0.0
    if half := grammar.sign("and half").match(text, at):
        at, extra = half.end(), 0.5
    measured = _measure(text, number, at, factor, grammar) or (
        _in_brackets(text, number, grammar) if factor == 1 else None
    )
    if measured:
        return measured._replace(extra=extra)
    years = not counted and factor == 1 and _YEAR_LIKE.fullmatch(text[number.start : number.end])
    if years and not MORE_BEFORE.search(text[max(0, number.start - REACH) : number.start]):
        return None
    return _count(text, number, at, factor, grammar)


def money(text: str, number: Number, at: int, factor: float, grammar: Grammar) -> Sight | None:
    """The amount of a numeral behind a currency's sign; its scale, of `factor`, ends at `at` (US$1.4 billion, $5m)."""
    unit = grammar.units.currency_before.get(number.money or "")
    tight = grammar.sign("money scale").match(text, number.end)
    if tight and factor == 1:
        at, factor = tight.end(), _TIGHT_SCALE[tight["s"].lower()]
    if unit is None:
        return None
    reading = grammar.units.lookup(number.money or "")
    reading = reading or UnitReading(unit, "currency", None, 1)
    return Sight(at, reading._replace(factor=1), "money", factor)


def _measure(text: str, number: Number, at: int, factor: float, grammar: Grammar) -> Sight | None:
    hyphen = _HYPHEN.match(text, at)
    start = hyphen.end() if hyphen else at + (1 if at < len(text) and text[at] in " \u00a0\u202f\u2009" else 0)
    match = grammar.units.match(text, start)
    if match is None or not _fits(text, number, start, match, grammar):
        return _warmth(text, number, at, grammar)
    if hyphen and number.spelled and text[number.start].isupper():
        return None
    reading = match.reading
    if reading.kind == "mass" and reading.gas is None and not reading.per:
        reading = _emission(text, number, reading, grammar)
    return Sight(match.end, reading, "unit behind a hyphen" if hyphen else "unit", factor)


def _emission(text: str, number: Number, reading: UnitReading, grammar: Grammar) -> UnitReading:
    """A bare mass after emissions or removals is one of greenhouse gas: of the gas named there, else of CO2e."""
    low = max((m.end() for m in grammar.sign("break").finditer(text, 0, number.sign)), default=0)
    head, sentence = text[low : number.sign], text[max(0, number.sign - 200) : number.end + 60]
    gas = grammar.gas.findall(head)
    if grammar.sign("pollutant").search(head) or not grammar.emissions.search(head if not gas else sentence):
        return reading
    known = next((g for g in grammar.units.gases if gas and gas[-1].lower() in {s.lower() for s in g.spellings}), None)
    suffix, code, name = (known.suffix, known.code, known.gas) if known else ("CO2e", "CO2", "CO2e")
    unit_code = f"{reading.unit_code} {code}" if reading.unit_code else None
    return reading._replace(unit=reading.unit + suffix, kind="emissions", unit_code=unit_code, gas=name)


def _fits(text: str, number: Number, start: int, match: UnitMatch, grammar: Grammar) -> bool:
    """Whether a spelling is a unit here: no beginning of a word, no letter that a name would have, no frequency."""
    word, end, reading = text[start : match.end], match.end, match.reading
    if not word.isascii() and not _NOT_HAN.fullmatch(word):
        return False
    if number.spelled and len(word) == 1 and word.isalpha():
        return False
    if match.form and not _careful(text, number, start, match, grammar):
        return False
    if (
        word.isalpha()
        and len(word) > 1
        and re.match(r"-[a-z]{2}", text[end:])
        and not grammar.sign("old").match(text, end)
    ):
        return False  # tonne-kilometres are no mass
    if reading.kind == "multiple" and (
        grammar.sign("frequency").match(text, end) or not grammar.sign("times as").match(text, end)
    ):
        return False
    if reading.kind == "duration" and (number.spelled and number.value == 1):
        return False
    if number.value >= MANY and text[start - 1] == " " and word in grammar.listed("spans in the singular"):
        return False
    return not (reading.kind == "temperature" and grammar.sign("compass").match(text, end))


def _careful(text: str, number: Number, start: int, match: UnitMatch, grammar: Grammar) -> bool:
    """Whether a spelling that may be another word is a unit here."""
    printed = text[number.start : number.end]
    if match.form == "attached":
        return text[match.end : match.end + 1] != "-" and (start == number.end or text[start - 1] == "-")
    if match.form == "warm":
        return bool(grammar.sign("warm").search(text[max(0, number.start - WARM_REACH) : match.end + WARM_REACH]))
    if match.form == "compound":
        return False
    return not _YEAR_LIKE.fullmatch(printed) and bool(_ALONE.match(text, match.end))


def _warmth(text: str, number: Number, at: int, grammar: Grammar) -> Sight | None:
    """Degrees of a temperature that does not say Celsius."""
    match = grammar.sign("degrees").match(text, at)
    near = text[max(0, number.start - WARM_REACH) : at + WARM_REACH]
    if match and grammar.sign("warm").search(near) and number.value < HOTTEST:
        return Sight(match.end(), UnitReading("degC", "temperature", "degC", 1), "degrees", 1)
    if match and (grammar.sign("angle").search(near) or match[0] == "°"):
        return Sight(match.end(), UnitReading("deg", "other", "degree", 1), "angle", 1)
    return None


def _count(text: str, number: Number, at: int, factor: float, grammar: Grammar) -> Sight | None:
    value = number.value * factor
    if value != int(value) or (number.spelled and value == 1):
        return None
    if factor == 1 and LETTER_BEFORE.search(text[max(0, number.start - REACH) : number.start]):
        return None
    phrase = grammar.tongue.counted(text, at, grammar)
    if phrase is None:
        return _counted_before(text, number, at, factor, grammar)
    return Sight(phrase[0], UnitReading(phrase[1], "count", "1", 1), "counted noun", factor)


def _counted_before(text: str, number: Number, at: int, factor: float, grammar: Grammar) -> Sight | None:
    """What a large number counts where it stands in front of it: the number of visitors reached 48,629."""
    match = grammar.sign("number of").search(text[max(0, number.sign - 180) : number.sign])
    if match is None or (abs(number.value) * factor < LARGE) or number.spelled:
        return None
    return Sight(
        at, UnitReading(match["noun"] or match["population"], "count", "1", 1), "counted noun in front", factor
    )


def _in_brackets(text: str, number: Number, grammar: Grammar) -> Sight | None:
    """A unit of measure in brackets in front: nitrous oxide emissions (Gg) of 0.118."""
    match = grammar.sign("unit before").search(text[max(0, number.sign - 40) : number.sign])
    reading = grammar.units.lookup(match["unit"].strip()) if match else None
    if reading is None or reading.kind in {"count", "duration"}:
        return None
    if reading.kind == "mass" and reading.gas is None:
        reading = _emission(text, number, reading, grammar)
    return Sight(number.end, reading, "unit in brackets in front")
