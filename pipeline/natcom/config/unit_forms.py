"""All spellings of base units with their prefixes, squares and cubes, made from what `units.toml` says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from natcom.config.unit_settings import Kind, Prefix, Unit, UnitReading

_WORD = re.compile(r"(?=.*[A-Za-zÀ-ɏ]{3})[A-Za-zÀ-ɏ'’. \-]{4,}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
POWERS: dict[int, tuple[Kind, tuple[str, ...], str, str]] = {
    2: ("area", ("square ", "sq ", "sq. "), " squared", "\u5e73\u65b9"),
    3: ("volume", ("cubic ", "cu ", "cu. "), " cubed", "\u7acb\u65b9"),
}


class Form(NamedTuple):
    """A spelling's unit. `care`: lone, warm, attached or compound, where it needs more to be that unit.

    `stop` matches what makes another word of it. `base` and `times`: the unit that it is a multiple of, if it has a
    prefix. `word`: capitals do not matter.
    """

    reading: UnitReading
    care: str
    carries_gas: bool = False
    powers: bool = False
    stop: re.Pattern[str] | None = None
    base: str = ""
    times: float = 1
    word: bool = False

    def to_power(self, power: int) -> UnitReading | None:
        """The area or volume of this length, or None."""
        if not self.powers or power not in POWERS:
            return None
        code = f"{self.reading.unit_code}**{power}" if self.reading.unit_code else None
        return UnitReading(f"{self.reading.unit}{power}", POWERS[power][0], code, self.reading.factor**power)


def forms_of(units: Sequence[Unit], prefixes: Sequence[Prefix]) -> dict[str, Form]:
    """Every spelling and its form; one that the table gives is never one made with a prefix."""
    found: dict[str, Form] = {}
    for make in (_plain, _prefixed, _powered):
        for unit in units:
            for spelling, form in make(unit, prefixes):
                found.setdefault(spelling, form)
                if form.word:
                    found.setdefault(_spaced(spelling), form)
    return found


def _spaced(word: str) -> str:
    return re.sub(r"\s*-\s*|\s+", " ", word).lower()


def _form(unit: Unit, spelling: str, factor: float, care: str = "") -> Form:
    stop = re.compile("|".join(unit.not_before)) if unit.not_before else None
    if not care and unit.lone and len(spelling) == 1 and spelling.isascii():
        care = "lone"
    return Form(
        UnitReading(unit.unit, unit.kind, unit.code, factor),
        care,
        unit.carries_gas,
        unit.powers,
        stop,
        word=bool(_WORD.fullmatch(spelling)),
    )


def _names(unit: Unit) -> Iterator[str]:
    for word in unit.words:
        yield word
        yield word + "s" if not word.endswith(("z", "s")) else word


def _plain(unit: Unit, prefixes: Sequence[Prefix]) -> Iterator[tuple[str, Form]]:
    for spelling in (*unit.spellings, *unit.symbols, *unit.han, *_names(unit)):
        yield spelling, _form(unit, spelling, unit.factor)
    for spelling, factor in unit.scaled:
        yield spelling, _form(unit, spelling, factor)
    for care, spellings in (("warm", unit.warm), ("attached", unit.attached), ("compound", unit.compound)):
        for spelling in spellings:
            yield spelling, _form(unit, spelling, unit.factor, care)


def _prefixed(unit: Unit, prefixes: Sequence[Prefix]) -> Iterator[tuple[str, Form]]:
    allowed = unit.prefixes.split()
    for prefix in prefixes:
        symbol = prefix.symbols[0]
        if symbol not in allowed:
            continue
        code = symbol + unit.code if unit.code else None
        reading = UnitReading(symbol + unit.unit, unit.kind, code, 1)
        stop = re.compile("|".join(unit.not_before)) if unit.not_before else None
        form = Form(reading, "", unit.carries_gas, unit.powers, stop, unit.unit, prefix.factor)
        for s in prefix.symbols:
            yield from ((s + name, form) for name in unit.symbols)
        yield from ((prefix.word + name, form._replace(word=True)) for name in _names(unit))
        if prefix.han:
            yield from ((prefix.han + name, form) for name in unit.han)


def _powered(unit: Unit, prefixes: Sequence[Prefix]) -> Iterator[tuple[str, Form]]:
    """Square metres, sq. miles, kilometres squared, and the Chinese words for them."""
    if not unit.powers:
        return
    made = [*_plain(unit, prefixes), *_prefixed(unit, prefixes)]
    for spelling, form in made:
        for power, (_, before, behind, han) in POWERS.items():
            reading = form.to_power(power)
            if reading is None or form.care:
                continue
            whole = Form(reading, "", stop=form.stop, word=not _HAN.search(spelling))
            if _HAN.search(spelling):
                yield han + spelling, whole
                continue
            for word in before:
                yield word + spelling, whole
            yield spelling + behind, whole
