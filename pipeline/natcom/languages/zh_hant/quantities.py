"""What a number says together with what follows it: a measure with its unit, a count with its classifier or noun."""

from __future__ import annotations

import re
from decimal import Decimal

from natcom.config.units import UnitReading
from natcom.languages.reader import Number, Sight
from natcom.languages.zh_hant.grammar import Grammar
from natcom.languages.zh_hant.numerals import ARABIC, HAN_DIGIT, parse_number
from natcom.languages.zh_hant.tokens import noun_phrase

_SIGN = re.compile(r"(?:(?<![\dA-Za-z)）\]%°年月日元度噸個家])-|[▲△]|零下\s*|(?<![自承擔抱肩背勝欠辜])負\s*)$")
SIGN_REACH = 6  # characters in front of a number in which its minus stands
_PERIODS_BEFORE = re.compile(r"(?:分|分為|分成|共|計|共計|每年|達|辦理|發行|出版|完成|開辦|等|逾|超過)\s*$")
HEAD_SUFFIX = 3  # a head right behind a head belongs to it if it is as short as 項目, 投資人
_MORE = re.compile(r"\s*(?:餘|多|來)(?!元(?![，。、；\s）)）]|$)|樣|方|功|年生|國籍|邊)")
_HALF_AFTER = re.compile(r"\s*半(?!數|導|島|徑|年)")
_TENTHS = re.compile(r"[一二三四五六七八九](?![十百千萬個家項大成])|\s*[1-9](?![\d.,萬億千百個家項年月日大成])")
_PART = re.compile(rf"\s*(?P<n>[1-9{HAN_DIGIT}])\s*(?P<unit>[\u4e00-\u9fff])(?![\u4e00-\u9fff]?之)")
_ARABIC = re.compile(ARABIC)
_BLANK = re.compile(r"\s*")
_PURE_SCALE = re.compile(r"[百千萬億兆]+$")
_SCALE_OK = re.compile(r"(?:超過|逾|突破|破|近|上|約|達|多達|高達|至少|不到|成|數以)\s*$")
_ONE_OK = re.compile(r"(?:至少|僅|只有|僅有|不到|超過|逾|共|共計|計|多|少|第)\s*$")
_ONE_SPAN = re.compile(r"\s*(?:內|以內|以上|之內|半|期|為限|以下)")
_ONE_SPAN_BEFORE = re.compile(r"(?:為期|至少|超過|逾|不到|滿|長達|達|近|約|僅)\s*$")
_DA = re.compile(
    r"\s*大(?!學|樓|型|隊|陸|客|貨|專|會|廳|氣|量|幅|眾|地|小|阪|潭|林|規模|致|力|橋|壩|理石|里|甲|園|安|同|武|雅|肚|豐|寮|社|樹|埔)"
)
_DA_SPAN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9、及與和/\-\s]{1,16}")
_DA_STOP = re.compile(r"[的之]")
_BASE_OF_RATE = re.compile(r"\s*(?:電|土地|綠電|憑證)?\s*(?:相當於|等於|約|可|=|＝)?\s*\d")
_TEMPERATURE = re.compile(r"溫|暖化|熱|冷|低溫|高溫")
_RISES = re.compile(r"(?:上升|升高|升溫|下降|降低|高出|低於|高於|偏高|偏低|超過|增加|達)(?:了|約|近|逾|至|到|\s)*$")
_ELECTRIC = re.compile(r"電|能源|節能|度電")
_ANGLE = re.compile(r"(?:北緯|南緯|東經|西經|角度|仰角|緯度|經度|方位|傾斜|旋轉|轉|坡度|坡)[^，。；]{0,4}$")
_DAY_OK_AFTER = re.compile(r"\s*(?:內|以內|以上|以下|之內|曆|工作)")
_DAY_OK_BEFORE = re.compile(
    r"(?:為期|歷|耗時|為時|達|超過|不足|不到|未滿|連續|至少|共計|共|逾|近|長達|計|約|需|平均|增加|減少|縮短|延長|日數為?|天數為?)\s*$"
)
_POLLUTANT = re.compile(r"空氣?污|污染物|懸浮微粒|硫氧化|氮氧化|粒狀|揮發|VOC|NOx|SOx|PM|廢水|污水|廢棄物(?!部門)|垃圾")
_GREENHOUSE = re.compile(r"溫室氣體|碳|CO[2₂]|甲烷|氧化亞氮")
_NO_NOUN = re.compile(
    r"(?:增加|減少|上升|下降|降低|降|增|提升|成長|更新|修正|調整|達到|為|至|到|達|及|與|和|的|約|近|年|較|則|再|逾|由|自|從|百萬|[千萬億]?公?噸|[\d.,\s])*"
)
_EMISSION_AFTER = re.compile(
    r"\s*[的之]?\s*(?:碳排|溫室氣體|減碳|排放|(?:森林|自然|海洋|土壤)?碳匯|碳權|碳吸|排碳|減排|固碳)"
)
_CO2 = re.compile(r"二氧化碳|CO[2₂]")
_CO2_TOPIC = re.compile(r"\s*(?:二氧化碳|CO[2₂])(?!\s*(?:當量|e|及|與|和|、|等))")
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
            sign = _SIGN.search(text, max(0, start - SIGN_REACH), start)
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
    more = _MORE.match(text, number.end)
    at = more.end() if more else number.end
    return _unit_sight(text, number, at, bool(more), grammar) or _count_sight(text, number, at, bool(more), grammar)


def _unit_sight(text: str, number: Number, at: int, more: bool, grammar: Grammar) -> Sight | None:
    start = _BLANK.match(text, at).end()  # type: ignore[union-attr]
    match = grammar.units.match(text, start)
    if not match or match.form or (number.spelled and start > number.end and not more):
        return None
    bare_scale = _PURE_SCALE.match(text[number.start : number.end]) and not more
    if bare_scale and not _SCALE_OK.search(text[: number.start]):
        return None  # 千元 alone names a unit
    word, end = text[start : match.end], match.end
    reading = _resolved(text, number, (word, end), match.reading, grammar)
    if reading is None:
        return None
    extra = 0.0
    if reading.kind == "currency":
        end, extra = _parts(text, end, grammar)
    if half := _HALF_AFTER.match(text, end):
        end, extra = half.end(), 0.5
    elif word == "成" and (tail := _TENTHS.match(text, end)):
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
        return _degrees(text, number, end, reading)
    if word == "日" and not (_DAY_OK_AFTER.match(text, end) or _DAY_OK_BEFORE.search(head)):
        return None
    one = number.spelled and number.value == 1
    span = word in {"年", "個月", "天", "日", "週", "個小時", "小時"}
    if one and span and not (_ONE_SPAN.match(text, end) or _ONE_SPAN_BEFORE.search(head)):
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


def _degrees(text: str, number: Number, end: int, reading: UnitReading) -> UnitReading | None:
    head = text[max(0, number.start - 20) : number.start]
    sentence = _clause(text, number.start, end)
    if _ANGLE.search(head) or re.search("[北南]緯|[東西]經", sentence):
        return None
    warm = _TEMPERATURE.search(re.split("[，。；]", head)[-1]) or (
        _TEMPERATURE.search(sentence) and not _ELECTRIC.search(sentence)
    )
    earlier = re.split("[。！？；]", text[: number.start])[-1]
    if not warm and not _ELECTRIC.search(earlier + sentence):  # 氣溫 28.7 度，較常年偏高 0.9 度
        warm = _TEMPERATURE.search(earlier) or (_RISES.search(head) if not number.spelled else None)
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
    head = clauses[-1] if not _NO_NOUN.fullmatch(clauses[-1]) else "".join(clauses[-3:])
    named = any(word in head for word in grammar.words.emission_words) or _EMISSION_AFTER.match(text, end)
    if (
        not named
        or _POLLUTANT.match(text[end:].lstrip(" 的之"))
        or (_POLLUTANT.search(clause) and not _GREENHOUSE.search(clause))
    ):
        return reading
    if reading.unit == "kg" and re.search("甲烷|氧化亞氮|氟化|CH4|N2O", head):
        return reading
    whole = re.split("[。！？；]", text[: number.start])[-1]
    gas = "CO2" if _CO2.search(head) or _CO2_TOPIC.match(whole) else "CO2e"
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
    if not _countable(text, number, more):
        return None
    if _broken(text, number):
        return _part_sight(text, at, more, grammar)
    big = _DA.match(text, at)
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
        if number.value == 1 and (_is_base(text, match.end(), grammar) or not _one_counts(text, number)):
            return None
        if match[0] in {"國"} and number.spelled and number.value == 2:
            return None
        if match[0] == "期" and not _PERIODS_BEFORE.search(text[: number.start]):
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
    behind = _BASE_OF_RATE.match(text, at)
    number = grammar.number.match(text, behind.end() - 1) if behind else None
    return bool(number and grammar.units.match(text, number.end() + len(_BLANK.match(text, number.end())[0])))  # type: ignore[index]


def _one_counts(text: str, number: Number) -> bool:
    return not number.spelled or bool(_ONE_OK.search(text[: number.start]))


def _broken(text: str, number: Number) -> bool:
    """Whether a number has decimals and no scale word: only some things are counted in parts (2.6 人, not 2.0 版)."""
    return number.value != int(number.value) and not re.search("[萬億兆千百]", text[number.start : number.end])


def _part_sight(text: str, at: int, more: bool, grammar: Grammar) -> Sight | None:
    start = _BLANK.match(text, at).end()  # type: ignore[union-attr]
    match = grammar.classifier.match(text, start)
    if match is None or match[0] not in grammar.words.bulk_classifiers:
        return None
    return Sight(match.end(), _count(match[0]), "classifier", more=more)


def _countable(text: str, number: Number, more: bool) -> bool:
    raw, head = text[number.start : number.end], text[: number.start]
    if _PURE_SCALE.match(raw):
        return more or bool(_SCALE_OK.search(head))
    return True


def _big_sight(text: str, at: int, grammar: Grammar) -> Sight | None:
    """N大 and its noun: up to the first known head, else to the end of the noun phrase."""
    span = _DA_SPAN.match(text, at)
    if not span:
        return None
    stop = _DA_STOP.search(span[0])
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
