"""The grammar of units as printed: products, quotients and powers of base units behind a number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from natcom.config.unit_forms import Form
from natcom.config.unit_settings import Gas, UnitReading

LONGEST = 40  # characters of one factor of a unit as printed; the longest spelling has 28
WINDOW = 120  # characters of a whole unit: a mass, a gas written out, and what it is given per
FACTORS = 4  # of a product or quotient
LARGE_MASS = 1e6  # tonnes from which on a C behind a blank is carbon (10 Gt C)
CACHED = 50_000  # texts whose unit is remembered
KEPT = {"currency", "emissions", "energy", "count"}  # kinds that a rate stays of
SPANS = {"year", "month", "week", "day"}
SUBSCRIPTS = str.maketrans("₂₃₄₆", "2346")

_WORDY = re.compile(r"[A-Za-z0-9₂₄À-ɏ]")
_GOES_ON = re.compile(r"\s+[a-z]|[,;)]")
_BLANKS = re.compile(r"\s*-\s*|\s+")
_PER_WORD = re.compile(r"\s+per\s+(?!cent|cap|person|head|year|annum|month|week|day|household|1|one)", re.IGNORECASE)
_DOT = re.compile(r"\s?[·⋅∙•*×]\s?|[ \u00a0\u202f\u2009]|\.(?=[a-zA-Zµμ]{1,4}[-−–⁻^])")
_POWER = re.compile(r"\^?(?P<minus>[-−–⁻])?(?P<n>[1-4])(?![\d.,]\d|\d|%)|(?P<high>⁻?[¹²³⁴])")
_HIGH = str.maketrans("⁻¹²³⁴", "-1234")
_RUN = re.compile(rf"[^\d,;:\[\]\n][^\d,;:\[\]\n²³\u2026]{{0,{LONGEST - 1}}}[23²³]?")
_SUBSTANCE = re.compile(r"\s?(?P<s>CO2|CH4|N2O|O2|H2O|C|N|P|S|DM|DW|FW)(?![A-Za-z\d₂])")
_TAKES_POWER = re.compile(r"[A-Za-zµμΩΩℓ]\Z")
_PER_POWER = re.compile(r"(?P<w>[a-z]{1,10})(?P<n>[-−–]1|⁻¹)(?!\d)")


class UnitMatch(NamedTuple):
    """A unit in a text: it ends at `end`. `form` says how it is written: `lone`, `warm`, `attached` ask for care."""

    end: int
    reading: UnitReading
    form: str = ""


class _Factor(NamedTuple):
    """A base unit in a text; one of negative power is what the unit is given `per`."""

    end: int
    form: Form
    power: int
    reading: UnitReading
    per: str


def alternation(patterns: list[tuple[str, str]]) -> str:
    """The patterns of (spelling, pattern), longest spelling first, as one group without a capture."""
    ordered = sorted(set(patterns), key=lambda pair: (-len(pair[0]), pair[0]))
    return "(?:" + "|".join(pattern for _, pattern in ordered) + ")" if ordered else r"(?!)"


def spelling_pattern(spelling: str) -> str:
    """A regular expression for a spelling; blanks are optional where one stands and where Latin and Han letters meet.

    A spelling that ends in a Latin letter or digit must not run on into another.
    """
    parts = re.split(r"\s+|(?<=[A-Za-z0-9)])(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])(?=[A-Za-z0-9(])", spelling)
    pattern = r"\s*".join(re.escape(part) for part in parts)
    return pattern + r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", spelling) and spelling.isascii() else pattern


def _gas_spelling(spelling: str) -> str:
    return spelling_pattern(spelling).replace("CO2", "CO[2₂]").replace("CH4", "CH[4₄]").replace("N2O", "N[2₂]O")


def squeezed(text: str) -> str:
    """The text without blanks, small digits as plain ones."""
    return re.sub(r"\s+", "", text.translate(SUBSCRIPTS))


class UnitGrammar:
    """Reads units in a text. What it found is kept: the same words follow many numbers."""

    def __init__(
        self,
        forms: Mapping[str, Form],
        gases: Sequence[Gas],
        gas_joints: Sequence[str],
        per: Mapping[str, str],
        per_codes: Mapping[str, str],
        per_sign: str,
    ) -> None:
        self._forms, self._per, self._per_codes = forms, per, per_codes
        self._kinds = {form.reading.unit: form.reading.kind for form in forms.values()}
        self._codes = {f.reading.unit: f.reading.unit_code for f in forms.values() if f.reading.factor == 1}
        pattern = alternation([(s, _gas_spelling(s)) for gas in gases for s in gas.spellings])
        self._gas = re.compile(rf"\s*[{''.join(gas_joints)}]?\s*(?P<gas>{pattern})")
        self._gases = {squeezed(s).lower(): gas for gas in gases for s in gas.spellings}
        self._slash = re.compile(per_sign)
        self._known: dict[str, UnitMatch | None] = {}

    def match(self, text: str, at: int) -> UnitMatch | None:
        """The longest unit that begins at `at` of `text`, or None."""
        window = text[at : at + WINDOW]
        if not window or window[0].isdigit():
            return None
        if window not in self._known:
            if len(self._known) > CACHED:
                self._known.clear()
            self._known[window] = self._match(window)
        found = self._known[window]
        return found and found._replace(end=found.end + at)

    def below(self, text: str, at: int, words: bool = False) -> tuple[int, str] | None:
        """(end, name) of what a quantity is given per, behind a slash at `at` or, with `words`, behind per."""
        slash = self._slash.match(text, at) or (_PER_WORD.match(text, at) if words else None)
        run = _RUN.match(text, slash.end()) if slash else None
        if slash is None or run is None:
            return None
        for end in range(run.end(), slash.end(), -1):
            spelled = text[slash.end() : end]
            name = self._per.get(spelled) or self._per.get(spelled.lower())
            if name and _ends_word(text, end):
                return end, name
        found = self._factor(text, slash.end())
        if found is None or found.power < 1 or found.reading.factor != 1 or found.form.care == "attached":
            return None
        return found.end, self._per_name(found.reading.unit)

    def _match(self, text: str) -> UnitMatch | None:
        head = self._factor(text, 0)
        if head is None or head.form.care == "attached":
            return head and UnitMatch(head.end, head.reading, head.form.care)
        money = head.reading.kind == "currency"
        above, end = [head], head.end
        names: list[str] = []
        while len(above) + len(names) < FACTORS:
            if per := self.below(text, end, words=not money):
                end = per[0]
                names.append(per[1])
            elif not money and (factor := self._product(text, end)):
                end = factor.end
                names += [factor.per] if factor.power < 0 else []
                above += [factor] if factor.power > 0 else []
            else:
                break
        if len(above) == 1 and not names and head.power > 0:
            return UnitMatch(end, head.reading, head.form.care)
        return UnitMatch(end, self._assembled(above, names))

    def _factor(self, text: str, at: int) -> _Factor | None:
        """One base unit with its prefix, power and gas, the longest spelling that ends a word."""
        run = _RUN.match(text, at)
        for end in range(run.end() if run else at, at, -1):
            form = self._form(text[at:end])
            if text[end - 1] == "." and not _GOES_ON.match(text, end):
                continue  # the full stop ends the sentence
            if form and not (form.stop and form.stop.match(text, end)):
                found = self._completed(text, at, end, form)
                if found:
                    return found
        return None

    def _form(self, spelled: str) -> Form | None:
        if spelled[-1].isspace():
            return None
        found = self._forms.get(spelled)
        if found or len(spelled) < 3:
            return found
        word = self._forms.get(_BLANKS.sub(" ", spelled).lower())
        return word if word and word.word else None

    def _completed(self, text: str, at: int, end: int, form: Form) -> _Factor | None:
        reading = form.reading
        gas = self._gas.match(text, end) if form.carries_gas else None
        named = self._gases.get(squeezed(gas["gas"]).lower()) if gas and _ends_word(text, gas.end()) else None
        if gas and named:
            code = f"{reading.unit_code} {named.code}" if reading.unit_code else None
            whole = UnitReading(reading.unit + named.suffix, "emissions", code, reading.factor, named.gas)
            return _Factor(gas.end(), form, 1, whole, "")
        power = _POWER.match(text, end) if _TAKES_POWER.search(text, at, end) else None
        if power and _ends_word(text, power.end()):
            number = int((power["high"] or "").translate(_HIGH) or f"{'-' if power['minus'] else ''}{power['n']}")
            squared = form.to_power(number)
            if squared:
                return _Factor(power.end(), form, 1, squared, "")
            again = re.compile(r"\s?" + re.escape(text[at:end])).match(text, power.end())  # 5 m-3 m
            if number < 0 and not again:
                return _Factor(power.end(), form, number, reading, _powered(self._per_name(reading.unit), -number))
        substance = _SUBSTANCE.match(text, end) if reading.unit_code and reading.unit in self._weighed else None
        if substance and (
            self._goes_on(text, substance.end())
            or (substance["s"] == "C" and (reading.factor >= LARGE_MASS or text[end] == "C"))
        ):
            code = f"{reading.unit_code} C" if substance["s"] == "C" else reading.unit_code
            whole = reading._replace(unit=reading.unit + substance["s"], unit_code=code)
            return _Factor(substance.end(), form, 1, whole, "")
        return _Factor(end, form, 1, reading, "") if _ends_word(text, end) else None

    @cached_property
    def _weighed(self) -> frozenset[str]:
        """The units of mass and of amount of substance."""
        found = {f.reading.unit for f in self._forms.values() if f.reading.kind == "mass"}
        return frozenset(found | {f.reading.unit for f in self._forms.values() if "mol" in (f.base, f.reading.unit)})

    def _goes_on(self, text: str, at: int) -> bool:
        """Whether a product or quotient goes on behind a substance (g C m−2, kg N/ha)."""
        return bool(self.below(text, at)) or self._product(text, at) is not None

    def _product(self, text: str, at: int) -> _Factor | None:
        """The next factor of a product: one of negative power, or one behind a sign of multiplication."""
        dot = _DOT.match(text, at)
        if dot is None:
            return None
        named = _PER_POWER.match(text, dot.end())
        if named and named["w"] in self._per:
            form = Form(UnitReading(self._per[named["w"]], "other", None, 1), "")
            number = -int(named["n"].translate(_HIGH)[-1])
            return _Factor(named.end(), form, number, form.reading, _powered(self._per[named["w"]], -number))
        found = self._factor(text, dot.end())
        if found is None or found.form.care == "attached" or found.reading.kind == "currency":
            return None
        return found if found.power < 0 or dot[0].strip() in {"·", "⋅", "∙"} else None

    def _per_name(self, unit: str) -> str:
        return "s" if unit == "second" else self._per.get(unit) or unit

    def _assembled(self, above: list[_Factor], names: list[str]) -> UnitReading:
        """The product of `above` per each of `names`."""
        reading = above[0].reading
        if above[0].power < 0:
            reading, names = UnitReading("1", "other", "1", 1), [above[0].per, *names]
        if len(above) > 1:
            codes = [f.reading.unit_code for f in above]
            code = " ".join(c for c in codes if c) if all(codes) else None
            reading = UnitReading(" ".join(f.reading.unit for f in above), "other", code, reading.factor)
        for name in names:
            reading = self.rate(reading, name)
        return reading

    def rate(self, reading: UnitReading, per: str) -> UnitReading:
        """The reading per `per` (`kgCO2e/kWh`); its code is None where pint has no name for either part.

        A speed or concentration is a unit of its own: it is given per nothing.
        """
        unit = f"{reading.unit}/{per}"
        known = self._forms.get(unit)
        if known:
            return known.reading._replace(factor=reading.factor)
        code = self._per_code(per)
        whole = f"{reading.unit_code}/{code}" if reading.unit_code and code else None
        if not self._stays(reading.kind, per):
            return reading._replace(unit=unit, unit_code=whole, per=None, kind="other")
        return reading._replace(unit=unit, unit_code=whole, per=per)

    def _stays(self, kind: str, per: str) -> bool:
        """Whether an amount per something is still of its kind: a mass per area, not one per volume."""
        per_kind = self._kinds.get(per) or ("volume" if per.endswith("3") else "")
        if kind == "mass":
            return per_kind not in {"volume", "mass"}
        return kind in KEPT or (kind in {"length", "volume", "area"} and (per in SPANS or per == "person"))

    def _per_code(self, per: str) -> str | None:
        power = re.fullmatch(r"(.+?)([234])", per)
        name = power[1] if power and per not in self._per_codes and per not in self._codes else per
        code = self._per_codes.get(name) or self._codes.get(name)
        return f"{code}**{power[2]}" if code and power and name != per else code


def _powered(name: str, power: int) -> str:
    return name if power == 1 else f"{name}{power}"


def _ends_word(text: str, at: int) -> bool:
    """Whether no letter or digit goes on at `at` the Latin letter or digit in front of it."""
    return not (at and _WORDY.match(text, at - 1) and _WORDY.match(text, at))
