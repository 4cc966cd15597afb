"""Time expressions: dates, months, years, fiscal years, ranges, by, since, until."""

from __future__ import annotations

import re
from typing import NamedTuple

from natcom.config.facts import PeriodWords
from natcom.languages.base import TimeExpression

MAX_SPAN = 60  # years between the ends of 1971–97: what is longer apart is no span of years
_Y4 = r"(?<![\d,.$€£/])(?:18|19|20|21)\d{2}(?![A-Za-z%°\d]|,\d{3}|\.\d|/CP|/CMP)"
_NO_DIGITS = re.compile(r"\D+")
_DASH = r"\s*[-–—]\s*"


def _named(pattern: str, suffix: str) -> str:
    return re.sub(r"\(\?P<(\w+)>", lambda m: f"(?P<{m[1]}{suffix}>", pattern)


class _Point(NamedTuple):
    low: str
    high: str


class Periods:
    """Reads the time expressions of one language, whose words are fragments of regular expressions."""

    def __init__(self, words: PeriodWords) -> None:
        w, month = words, f"(?:{'|'.join(words.months)})"
        day = rf"(?:[12]\d|3[01]|0?[1-9]){w.day_end}"
        point = (
            rf"(?:(?:{w.edge}|{w.part})?(?:(?P<d>{day})\s+{w.of}(?P<m>{month})\s*{w.comma}(?P<y>{_Y4})"
            rf"|(?P<m2>{month})\s+(?P<d2>{day})\s*,?\s+(?P<y2>{_Y4})|(?P<m3>{month})\s*{w.comma}(?P<y3>{_Y4})"
            rf"|(?P<iso>{_Y4}-(?:0[1-9]|1[0-2])(?:-(?:[0-2]\d|3[01]))?)(?!\d)|(?P<y4>{_Y4})))"
        )
        both = rf"(?:\s+{w.to}\s+|{_DASH})"
        self._words = words
        self._months = tuple(re.compile(form) for form in words.months)
        self._point = re.compile(point)
        self._range = re.compile(
            rf"(?:(?P<between>{w.between})\s+{_named(point, '_a')}\s+{w.and_}\s+{_named(point, '_b')}"
            rf"|(?:{w.from_}\s+)?{_named(point, '_c')}{both}{_named(point, '_e')})"
        )
        self._month_range = re.compile(
            rf"(?:{w.between}\s+|{w.from_}\s+)?(?P<low>{month})(?:\s+{w.to}\s+|\s+{w.and_}\s+|{_DASH})"
            rf"(?P<high>{month})\s+{w.of}(?P<y>{_Y4})"
        )
        self._day_range = re.compile(
            rf"(?:{w.from_}\s+)?(?P<low>{day}){both}(?P<high>{day})\s+{w.of}(?P<m>{month})\s+{w.of}(?P<y>{_Y4})"
        )
        self._fiscal = re.compile(rf"(?:{w.fiscal})?(?P<f1>{_Y4})\s*[/–-]\s*(?P<f2>\d{{2}}(?:\d{{2}})?)(?![\d/]|\.\d)")
        self._fiscal_year = re.compile(rf"{w.fiscal}(?P<fy>{_Y4})")
        self._named_fiscal = re.compile(w.fiscal)
        self._until, self._since = (re.compile(rf"(?:^|(?<=\W)){word}\s+$") for word in (w.until, w.since))
        self._onwards = re.compile(w.onwards)

    def read(self, text: str) -> tuple[TimeExpression, ...]:
        """The time expressions of a text in order, without overlaps."""
        found: list[TimeExpression] = []
        taken = bytearray(len(text))
        for start, end, low, high in self._candidates(text):
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\x01" * (end - start)
            found.append(self._opened(text, start, end, low, high))
        return tuple(sorted(found))

    def _candidates(self, text: str) -> list[tuple[int, int, str, str]]:
        """(start, end, first period, last period), surest forms first."""
        out: list[tuple[int, int, str, str]] = []
        for match in self._day_range.finditer(text):
            head = f"{match['y']}-{self._month(match['m'])}"
            out.append((*match.span(), f"{head}-{self._day(match['low'])}", f"{head}-{self._day(match['high'])}"))
        for match in self._month_range.finditer(text):
            out.append(
                (
                    *match.span(),
                    f"{match['y']}-{self._month(match['low'])}",
                    f"{match['y']}-{self._month(match['high'])}",
                )
            )
        for match in self._fiscal.finditer(text):
            years = self._fiscal_years(match)
            if years:
                out.append((*match.span(), *years))
        for match in self._range.finditer(text):
            sides = ("_a", "_b") if match["between"] else ("_c", "_e")
            first, second = (self._ends(match, side) for side in sides)
            if first.low[:4] <= second.high[:4]:
                out.append((*match.span(), first.low, second.high))
        for match in self._fiscal_year.finditer(text):
            out.append((*match.span(), match["fy"], match["fy"]))
        for match in self._point.finditer(text):
            out.append((*match.span(), *self._ends(match, "")))
        return out

    def _fiscal_years(self, match: re.Match[str]) -> tuple[str, str] | None:
        """2019/20 and 2019-20 as two years; 2019-13 is no pair of years."""
        first, second = match["f1"], match["f2"]
        last = first[:2] + second if len(second) == 2 else second
        gap = int(last) - int(first)
        named = len(second) == 4 or "/" in match[0] or self._named_fiscal.match(match[0])
        if not named and (gap > MAX_SPAN or (int(second) <= 12 and gap != 1)):
            return None
        return (first, last) if gap > 0 else None

    def _ends(self, match: re.Match[str], side: str) -> _Point:
        group = match.groupdict()
        iso = group["iso" + side]
        if iso:
            return _Point(iso, iso)
        year = group["y" + side] or group["y2" + side] or group["y3" + side] or group["y4" + side] or ""
        month = group["m" + side] or group["m2" + side] or group["m3" + side]
        day = group["d" + side] or group["d2" + side]
        if not month:
            return self._part(group["part" + side], group["kind" + side], year)
        text = f"{year}-{self._month(month)}" + (f"-{self._day(day)}" if day else "")
        return _Point(text, text)

    def _part(self, part: str | None, kind: str | None, year: str) -> _Point:
        if not part or not kind:
            return _Point(year, year)
        half = kind.lower() in self._words.halves
        number = self._words.parts.get(part.lower(), 2 if half else 4)
        size = 6 if half else 3
        return _Point(f"{year}-{number * size - size + 1:02}", f"{year}-{number * size:02}")

    def _month(self, name: str) -> str:
        return f"{next(i for i, form in enumerate(self._months, 1) if form.fullmatch(name)):02}"

    @staticmethod
    def _day(text: str) -> str:
        return f"{int(_NO_DIGITS.sub('', text)):02}"

    def _opened(self, text: str, start: int, end: int, low: str, high: str) -> TimeExpression:
        """The expression with by, since, until … in front of it drawn in."""
        core, head = start, text[:start]
        until, since, onwards = self._until.search(head), self._since.search(head), self._onwards.match(text, end)
        if low != high:
            return TimeExpression(start, end, f"{low}/{high}", core)
        if onwards:
            return TimeExpression(since.start() if since else start, onwards.end(), f"{low}/..", core)
        if until:
            return TimeExpression(until.start(), end, f"../{high}", core)
        if since and not re.match(self._words.from_, since[0]):
            return TimeExpression(since.start(), end, f"{low}/..", core)
        return TimeExpression(start, end, low, core)
