"""Time expressions of English: dates, months, years, fiscal years, ranges, by, since, until."""

from __future__ import annotations

import re
from typing import NamedTuple

from natcom.languages.base import TimeExpression

MONTHS = {
    name: i
    for i, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_Y4 = r"(?<![\d,.$€£/])(?:18|19|20|21)\d{2}(?![A-Za-z%°\d]|,\d{3}|\.\d|/CP|/CMP)"
MAX_SPAN = 60  # years between the ends of 1971–97: what is longer apart is no span of years
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_DASH = r"\s*[-–—]\s*"

_FISCAL_WORD = r"(?:[Ff]iscal|[Ff]inancial|[Bb]udget)"
_FISCAL = (
    rf"(?:(?:the\s+)?{_FISCAL_WORD}\s+years?\s+|FY\s?)?"
    rf"(?P<f1>{_Y4})\s*[/–-]\s*(?P<f2>\d{{2}}(?:\d{{2}})?)(?![\d/]|\.\d)"
)
_FY = rf"(?:{_FISCAL_WORD}\s+year\s+|FY\s?)(?P<fy>{_Y4})"
_PART = r"(?:(?P<part>first|second|third|fourth|last)\s+(?P<kind>half|quarter)\s+of\s+)"
_EDGE = r"(?:(?:the\s+)?(?:end|beginning|start|middle)\s+of\s+|early\s+|late\s+|mid-?\s?)"
_POINT = (
    rf"(?:(?:{_EDGE}|(?:the\s+)?{_PART})?(?:(?P<d>{_DAY})\s+(?P<m>{_MONTH})\s*,?\s*(?P<y>{_Y4})"
    rf"|(?P<m2>{_MONTH})\s+(?P<d2>{_DAY})\s*,?\s+(?P<y2>{_Y4})|(?P<m3>{_MONTH})\s*,?\s*(?P<y3>{_Y4})"
    rf"|(?P<iso>{_Y4}-(?:0[1-9]|1[0-2])(?:-(?:[0-2]\d|3[01]))?)(?!\d)|(?P<y4>{_Y4})))"
)


def _named(pattern: str, suffix: str) -> str:
    return re.sub(r"\(\?P<(\w+)>", lambda m: f"(?P<{m[1]}{suffix}>", pattern)


_RANGE = re.compile(
    rf"(?:(?P<between>[Bb]etween)\s+{_named(_POINT, '_a')}\s+and\s+{_named(_POINT, '_b')}"
    rf"|(?:[Ff]rom\s+)?{_named(_POINT, '_c')}(?:\s+(?:to|until|through|till|up to)\s+|{_DASH}){_named(_POINT, '_e')})"
)
_MONTHS_RANGE = re.compile(
    rf"(?:[Bb]etween\s+|[Ff]rom\s+)?(?P<low>{_MONTH})\s*(?:to|and|until|{_DASH})\s*(?P<high>{_MONTH})\s+(?P<y>{_Y4})"
)
_DAYS_RANGE = re.compile(
    rf"(?:[Ff]rom\s+)?(?P<low>{_DAY})\s*(?:to|{_DASH})\s*(?P<high>{_DAY})\s+(?P<m>{_MONTH})\s+(?P<y>{_Y4})"
)
_FISCAL_RE, _FY_RE, _POINT_RE = re.compile(_FISCAL), re.compile(_FY), re.compile(_POINT)
_UNTIL = re.compile(
    r"(?:(?:^|(?<=\W))(?:[Bb]y|[Uu]ntil|[Uu]p to|[Bb]efore|[Aa]s of|[Aa]s at|[Tt]ill|[Pp]rior to|[Nn]o later than)"
    r"(?:\s+the\s+year|\s+fiscal\s+year|\s+the)?\s+)$"
)
_SINCE = re.compile(
    r"(?:^|(?<=\W))(?:[Ss]ince|[Aa]fter|[Ss]tarting in|[Bb]eginning in|[Ff]rom|[Aa]s from)(?:\s+the\s+year)?\s+$"
)
_ONWARDS = re.compile(r"\s+(?:onwards?|on(?=[,.;\s])|and\s+(?:beyond|after|later))")


class _Point(NamedTuple):
    low: str
    high: str


def read_times(text: str) -> tuple[TimeExpression, ...]:
    """The time expressions of a text in order, without overlaps.

    >>> [t.iso for t in read_times("By June 2022, since 1995, in fiscal year 2019/20, between 1990 and 2005")]
    ['../2022-06', '1995/..', '2019/2020', '1990/2005']
    """
    found: list[TimeExpression] = []
    taken = bytearray(len(text))
    for start, end, low, high in _candidates(text):
        if any(taken[start:end]):
            continue
        taken[start:end] = b"\x01" * (end - start)
        found.append(_opened(text, start, end, low, high))
    return tuple(sorted(found))


def _candidates(text: str) -> list[tuple[int, int, str, str]]:
    """(start, end, first period, last period), surest forms first."""
    out: list[tuple[int, int, str, str]] = []
    for match in _DAYS_RANGE.finditer(text):
        head = f"{match['y']}-{_month(match['m'])}"
        out.append((*match.span(), f"{head}-{_day(match['low'])}", f"{head}-{_day(match['high'])}"))
    for match in _MONTHS_RANGE.finditer(text):
        out.append((*match.span(), f"{match['y']}-{_month(match['low'])}", f"{match['y']}-{_month(match['high'])}"))
    for match in _FISCAL_RE.finditer(text):
        years = _fiscal(match)
        if years:
            out.append((*match.span(), *years))
    for match in _RANGE.finditer(text):
        sides = ("_a", "_b") if match["between"] else ("_c", "_e")
        first, second = (_point(match, side) for side in sides)
        if first.low[:4] <= second.high[:4]:
            out.append((*match.span(), first.low, second.high))
    for match in _FY_RE.finditer(text):
        out.append((*match.span(), match["fy"], match["fy"]))
    for match in _POINT_RE.finditer(text):
        out.append((*match.span(), *_point(match, "")))
    return out


def _fiscal(match: re.Match[str]) -> tuple[str, str] | None:
    """2019/20 and 2019-20 as two years; 2019-13 is no pair of years."""
    first, second = match["f1"], match["f2"]
    last = first[:2] + second if len(second) == 2 else second
    gap = int(last) - int(first)
    named = len(second) == 4 or "/" in match[0] or re.match(r"(?i)\D*(?:fiscal|financial|budget|FY)", match[0])
    if not named and (gap > MAX_SPAN or (int(second) <= 12 and gap != 1)):
        return None
    return (first, last) if gap > 0 else None


def _point(match: re.Match[str], side: str) -> _Point:
    group = match.groupdict()
    iso = group["iso" + side]
    if iso:
        return _Point(iso, iso)
    year = group["y" + side] or group["y2" + side] or group["y3" + side] or group["y4" + side] or ""
    month = group["m" + side] or group["m2" + side] or group["m3" + side]
    day = group["d" + side] or group["d2" + side]
    if not month:
        return _part(group["part" + side], group["kind" + side], year)
    text = f"{year}-{_month(month)}" + (f"-{_day(day)}" if day else "")
    return _Point(text, text)


def _part(part: str | None, kind: str | None, year: str) -> _Point:
    if not part or not kind:
        return _Point(year, year)
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(part, 2 if kind == "half" else 4)
    size = 6 if kind == "half" else 3
    return _Point(f"{year}-{number * size - size + 1:02}", f"{year}-{number * size:02}")


def _month(name: str) -> str:
    return f"{MONTHS[name[:3].lower()]:02}"


def _day(text: str) -> str:
    return f"{int(re.sub(r'[a-z]+', '', text)):02}"


def _opened(text: str, start: int, end: int, low: str, high: str) -> TimeExpression:
    """The expression with by, since, until … in front of it drawn in."""
    core, head = start, text[:start]
    until, since, onwards = _UNTIL.search(head), _SINCE.search(head), _ONWARDS.match(text, end)
    if low != high:
        return TimeExpression(start, end, f"{low}/{high}", core)
    if onwards:
        return TimeExpression(since.start() if since else start, onwards.end(), f"{low}/..", core)
    if until:
        return TimeExpression(until.start(), end, f"../{high}", core)
    if since and not since[0].lower().startswith("from"):
        return TimeExpression(since.start(), end, f"{low}/..", core)
    return TimeExpression(start, end, low, core)
