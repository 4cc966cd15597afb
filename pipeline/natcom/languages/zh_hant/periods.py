"""Time expressions of Traditional Chinese: dates, years (also 民國), ranges, 起, 前, 截至, parts of a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from natcom.languages.base import TimeExpression
from natcom.languages.zh_hant.numerals import parse_number

ROC_OFFSET = 1911
ROC_BARE = range(85, 131)  # a bare 112 年 is a year of the Republic (1996 to 2041), other short numbers are durations

_HAN = "〇零一二三四五六七八九十百"
_Y4 = r"(?:19|20|21)\d{2}"
_NOT_IN_NUMBER = r"(?<![\d,.])"
_YEAR = (
    rf"(?:(?P<{{0}}roc>(?:中華)?民國)\s*(?P<{{0}}rocy>\d{{{{1,3}}}}|[{_HAN}]{{{{1,4}}}})"
    rf"|(?:西元|公元)?\s*{_NOT_IN_NUMBER}(?P<{{0}}y4>{_Y4})|{_NOT_IN_NUMBER}(?P<{{0}}bare>\d{{{{2,3}}}})(?!\d)"
    rf"|(?P<{{0}}hany>[一二][九〇零][〇零一二三四五六七八九]{{{{2}}}}|(?<![〇零一二三四五六七八九])一[〇零一二][〇零一二三四五六七八九]))\s*(?:(?:會計|預算)(?=年度))?年(?!\s*(?:級|代(?!表)|齡|輪(?!流|值)|資(?!料|訊|源|金|通|產)|生(?!產|效|質|活|態|命|物|成)))(?:度)?"
    rf"(?:\s*[（(]\s*(?:西元|公元|民國)?\s*\d{{{{2,4}}}}\s*年?(?:度)?\s*[)）](?!\s*\d))?"
)
_PART = (
    r"(?:\s*(?P<{0}m>1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九])\s*月(?:份)?"
    r"(?:\s*(?P<{0}d>[12]\d|3[01]|0?[1-9](?!\d)|[一二三四五六七八九十]{{1,3}})\s*[日號])?"
    r"|\s*(?:的|之)?\s*(?P<{0}half>[上下]半年)|\s*(?:的|之)?\s*第\s*(?P<{0}q>[1-4一二三四])\s*季(?:度)?)?"
)
_EDGE = r"(?:\s*(?P<{0}edge>年?[底末初中]|年間|期間|間)(?![央期學小型心階游高]))?"
_FULL = (_YEAR + _PART + _EDGE).replace("{{", "{").replace("}}", "}")
_DASH = r"\s*(?:至|到|[~～〜∼–—―‐\-－−]{1,2})\s*"

_MONTH_DAY = (
    r"{0}(?P<{1}m>1[0-2]|0?[1-9](?!\d))\s*月(?:份)?(?:\s*(?P<{1}d>[12]\d|3[01]|0?[1-9](?!\d))\s*日)?"
).replace("{0}", r"(?<!\d)(?<!個)")
_RANGE_END = _MONTH_DAY.replace("{1}", "c")
_RANGE = re.compile(
    _FULL.replace("{0}", "a")
    + rf"(?:\s*[（(][^（）()]{{0,6}}[)）])?(?:\s*起)?{_DASH}(?:{_FULL.replace('{0}', 'b')}|{_RANGE_END}"
    + r"|(?P<day>[12]\d|3[01]|[1-9])\s*日)"
    + r"(?:\s*[（(]\s*(?P<pm>1[0-2]|[1-9])\s*月\s*[)）])?"
)
_YEAR_RANGE = re.compile(
    rf"(?:(?P<roc>(?:中華)?民國)\s*)?{_NOT_IN_NUMBER}(?P<a>{_Y4}|\d{{2,3}}){_DASH}"
    rf"(?P<b>{_Y4}|\d{{2,3}})(?P<year>\s*年(?!級|代(?!表)|齡)(?:度)?)?(?:\s*(?P<edge>[底末初]|間|期間))?(?![\d,.%])"
)
_MONTH_RANGE = re.compile(
    (_YEAR + r"\s*(?P<m1>1[0-2]|0?[1-9])\s*月?\s*(?:至|到|[~～–—-])\s*(?P<m2>1[0-2]|0?[1-9])\s*月(?:份)?(?!\s*\d)")
    .replace("{{", "{")
    .replace("}}", "}")
    .replace("{0}", "a")
)
_YEAR_LIST = re.compile(
    rf"{_NOT_IN_NUMBER}{_Y4}(?:\s*年)?(?:\s*、\s*{_Y4}(?:\s*年)?)*\s*(?:、|與|及|和|以及)\s*{_Y4}\s*年(?:度)?"
)
_ROC_ITEM = r"\d{2,3}(?:\s*年)?"
_ROC_LIST = re.compile(
    rf"{_NOT_IN_NUMBER}(?<!第)(?<!第 ){_ROC_ITEM}(?:\s*、\s*{_ROC_ITEM})*\s*(?:、|與|及|和|以及)"
    + r"\s*\d{2,3}\s*年(?:度|底)?"
)
_SINGLE = re.compile(_FULL.replace("{0}", "a"))
_LONE = re.compile(_MONTH_DAY.replace("{1}", "a"))
_BARE_YEAR = re.compile(rf"{_NOT_IN_NUMBER}(?<![A-Za-z/-]){_Y4}(?![\d,.]\d|\d|\s*[%％])")
_LONE_PART = re.compile(
    r"(?<!年)(?<!年的)(?<!年之)(?<!年 )(?:第\s*(?P<q>[1-4一二三四])\s*季(?:度)?|(?P<half>[上下]半年)(?!度))"
)
_LONE_RANGE = re.compile(
    _MONTH_DAY.replace("{1}", "a") + _DASH + r"(?:\d{1,2}\s*日|" + _MONTH_DAY.replace("{1}", "b") + ")"
)

_UNTIL_BEFORE = re.compile(
    r"(?:截至|截止|截止至|迄至|直至|直到|累計至|統計至|累計到|(?<![降增升減高低滑跌漲退躍延長擴少加達遲短縮展持續移轉推後提成甚乃以為調給送溯])[至到迄])\s*(?:目前)?\s*$"
)
_UNTIL_AFTER = re.compile(
    r"\s*(?:底|末)?\s*(?:為止|止(?!血)|以前|之前|前(?!瞻|景|述|導|端|置|期|項|往|線|後|揭|沿|進|\s*\d+\s*[大名])|屆期前)"
)
_SINCE_BEFORE = re.compile(r"(?:自從|自|從)\s*$")
_EVER_SINCE = re.compile(r"[^，。；\d]{0,10}(?:以來|迄今|至今)")
_GOES_ON_TO = re.compile(
    r"[^。；！？]{0,60}?(?:[降增升減]|上升|下降|增加|減少|提升|提高|降低|成長|擴增|擴大)(?:至|到|為)"
)
_SINCE_AFTER = re.compile(
    r"\s*(?:起(?!草|步|伏|源|初|訖)|以來|開始|迄今|至今|以後|之後|後(?!續|疫情|端|勤|代|方|者)|起?迄今)"
)
_DURATION_AFTER = re.compile(r"\s*(?:以上|以內|之內|內|以下|來(?![臺台訪])|期|計畫|的時間|之久|間)")
_DURATION_BEFORE = re.compile(
    r"(?:為期|長達|歷時|超過|逾|近|約|達|至少|未來|過去|連續|已有|使用|壽命|共|滿|每|需|期間為|年限為|期為|期限為|週期為|壽命為)\s*$"
)


class _Point(NamedTuple):
    year: int
    tail: str  # "", "-05", "-05-31" or a month interval "-01|-06"


def read_times(text: str, _: object = None) -> tuple[TimeExpression, ...]:
    """The time expressions of a text in order, without overlaps. A month without a year takes that of the one before.

    >>> [t.iso for t in read_times("截至 2024 年 5 月底止，自民國 110 年起")]
    ['../2024-05', '2021/..']
    """
    found: list[TimeExpression] = []
    taken = bytearray(len(text))

    def claim(start: int, end: int, low: str | None, high: str | None) -> None:
        if any(taken[start:end]):
            return
        taken[start:end] = b"\x01" * (end - start)
        found.append(_opened(text, start, end, low, high))

    for match in _MONTH_RANGE.finditer(text):
        year = _year(match, "a")
        if year and int(match["m1"]) < int(match["m2"]):
            claim(match.start(), match.end(), f"{year}-{int(match['m1']):02}", f"{year}-{int(match['m2']):02}")
    for match in _RANGE.finditer(text):
        first = _point(match, "a")
        both = match["abare"] and match["bbare"] and int(match["abare"]) in ROC_BARE and int(match["bbare"]) in ROC_BARE
        if first is None or (match["abare"] and not match["broc"] and not both and not _is_roc(match, text, "a")):
            continue
        second = _range_end(match, first)
        if second:
            claim(match.start(), match.end(), _low(first), _high(second))
    for match in _YEAR_RANGE.finditer(text):
        years = _years_of_range(match)
        if years:
            claim(match.start(), match.end(), str(years[0]), str(years[1]))
    for start, end, listed in _listed_years(text):
        claim(start, end, listed, listed)
    for match in _SINGLE.finditer(text):
        point = _point(match, "a")
        if point and (not match["abare"] or _is_roc(match, text, "a")):
            claim(match.start(), match.end(), _low(point), _high(point))
    for pattern in (_LONE_RANGE, _LONE, _LONE_PART):
        for match in pattern.finditer(text):
            claim(match.start(), match.end(), None, None)
    return tuple(_with_years(text, sorted(found)))


def _listed_years(text: str) -> Iterator[tuple[int, int, str]]:
    """The years of lists that say 年 once (1990、2005 及 2022 年; 110、111 及 112 年度): place and year."""
    for match in _YEAR_LIST.finditer(text):
        for one in re.finditer(rf"{_Y4}(?:\s*年)?", match[0]):
            yield match.start() + one.start(), match.start() + one.end(), one[0][:4]
    for match in _ROC_LIST.finditer(text):
        items = [(one, int(one[0].rstrip("年 "))) for one in re.finditer(_ROC_ITEM, match[0])]
        if all(short in ROC_BARE for _, short in items):
            for one, short in items:
                yield match.start() + one.start(), match.start() + one.end(), str(short + ROC_OFFSET)


def bare_years(text: str) -> list[tuple[int, int]]:
    """Places of numbers that look like a year without 年 (2050 淨零)."""
    return [match.span() for match in _BARE_YEAR.finditer(text)]


def _is_roc(match: re.Match[str], text: str, group: str) -> bool:
    """Whether a bare number before 年 is a year of the Republic and no duration."""
    year = int(match[group + "bare"])
    if match[group + "m"] or match[group + "half"] or match[group + "q"] or "年度" in match[0].replace(" ", ""):
        return 1 <= year <= 150
    if year not in ROC_BARE:
        return False
    edge = match[group + "edge"]
    if edge and edge not in {"間"}:
        return True
    return not (_DURATION_AFTER.match(text, match.end()) or _DURATION_BEFORE.search(text[: match.start()]))


def _year(match: re.Match[str], group: str) -> int | None:
    if match[group + "y4"]:
        return int(match[group + "y4"])
    if match[group + "hany"]:
        year = int(parse_number(match[group + "hany"]) or 0)
        return year if year > ROC_OFFSET // 2 else year + ROC_OFFSET
    number = match[group + "rocy"] or match[group + "bare"]
    short = parse_number(number) if number else None
    return short + ROC_OFFSET if isinstance(short, int) and 1 <= short <= 200 else None


def _point(match: re.Match[str], group: str) -> _Point | None:
    year = _year(match, group)
    if year is None:
        return None
    if match[group + "half"]:
        return _Point(year, "-01|-06" if match[group + "half"][0] == "上" else "-07|-12")
    if match[group + "q"]:
        quarter = int(parse_number(match[group + "q"]) or 1)
        return _Point(year, f"-{quarter * 3 - 2:02}|-{quarter * 3:02}")
    return _Point(year, _month_day(match[group + "m"], match[group + "d"]))


def _month_day(month: str | None, day: str | None) -> str:
    if not month:
        return ""
    tail = f"-{int(parse_number(month) or 0):02}"
    return f"{tail}-{int(parse_number(day) or 0):02}" if day else tail


def _range_end(match: re.Match[str], first: _Point) -> _Point | None:
    second = _point(match, "b") if match["by4"] or match["brocy"] or match["bbare"] or match["bhany"] else None
    if second is None and match["cm"]:
        second = _Point(first.year, _month_day(match["cm"], match["cd"]))
    if second is None and match["day"] and first.tail.count("-") == 2:
        second = _Point(first.year, f"{first.tail[:3]}-{int(match['day']):02}")
    if second and match["pm"] and not second.tail:
        second = _Point(second.year, _month_day(match["pm"], None))
    return second if second and second.year >= first.year else None


def _years_of_range(match: re.Match[str]) -> tuple[int, int] | None:
    low, high = int(match["a"]), int(match["b"])
    if match["roc"] or (low < 200 and match["year"] and low in ROC_BARE and high in ROC_BARE):
        low, high = low + ROC_OFFSET, high + ROC_OFFSET
    elif low < 200 and high < 200:
        return None
    elif high < 100 and match["a"] != match["b"]:
        high += low // 100 * 100
    return (low, high) if 1900 <= low < high <= 2199 else None


def _low(point: _Point) -> str:
    return f"{point.year}{point.tail.split('|')[0]}"


def _high(point: _Point) -> str:
    return f"{point.year}{point.tail.split('|')[-1]}"


def _opened(text: str, start: int, end: int, low: str | None, high: str | None) -> TimeExpression:
    """The expression with 截至, 起, 前 … around it drawn in."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    core, head = start, text[:start]
    until_after, since_after = _UNTIL_AFTER.match(text, end), _SINCE_AFTER.match(text, end)
    until, since = _UNTIL_BEFORE.search(head), _SINCE_BEFORE.search(head)
    if since:
        start = since.start()
    elif until:
        start = until.start()
    if low is None or high is None:
        end = (until_after or since_after or re.compile("").match(text, end)).end()  # type: ignore[union-attr]
        return TimeExpression(start, end, None, core)
    part_of_year = low[:4] == high[:4] and not re.search(_DASH, text[core:end])
    if low != high and not (part_of_year and (until or until_after)):
        edge = re.compile(r"\s*止").match(text, end)
        return TimeExpression(start, edge.end() if edge else end, f"{low}/{high}", core)
    if since_after:
        return TimeExpression(start, since_after.end(), f"{low}/..", core)
    if until or until_after:
        return TimeExpression(start, until_after.end() if until_after else end, f"../{high}", core)
    if since and (_EVER_SINCE.match(text, end) or not _GOES_ON_TO.match(text, end)):
        return TimeExpression(start, end, f"{low}/..", core)
    return TimeExpression(start, end, low if low == high else f"{low}/{high}", core)


def _with_years(text: str, times: list[TimeExpression]) -> list[TimeExpression]:
    """Months without a year given that of the last expression before them within the sentence, if there is one."""
    out: list[TimeExpression] = []
    for found in times:
        time = found
        known = next((t for t in reversed(out) if t.iso), None)
        between = text[known.end : time.start] if known else ""
        if (
            time.iso is None
            and known
            and known.iso
            and not re.search(r"[。！？；]|[今去明上本前當次]年?度?\s*$", between)
        ):
            year = re.findall(r"\d{4}", known.iso)[-1]
            part = _LONE_PART.match(text, time.core)
            if part:
                half = "-01|-06" if part["half"] == "上半年" else "-07|-12"
                quarter = int(parse_number(part["q"]) or 1) if part["q"] else 0
                point = _Point(int(year), f"-{quarter * 3 - 2:02}|-{quarter * 3:02}" if quarter else half)
                time = _opened(text, time.core, part.end(), _low(point), _high(point))
            lone = _LONE.search(text, time.core)
            if lone and lone.start() == time.core and not _LONE_RANGE.match(text, time.core):
                point = _Point(int(year), _month_day(lone["am"], lone["ad"]))
                time = _opened(text, time.core, lone.end(), _low(point), _high(point))
        out.append(time)
    return out
