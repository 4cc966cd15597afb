"""Numerals, times, and what a number is claimed as."""

from __future__ import annotations

from time import perf_counter

import pytest

from natcom.config import load_config
from natcom.languages.zh_hant import grammar, ordinal, read_cell, read_facts, read_numbers, read_times
from natcom.languages.zh_hant.numerals import parse_number
from natcom.languages.zh_hant.sentences import LONGEST, stretches

CONFIG = load_config(language="zh-Hant")
assert CONFIG.language.facts is not None
GRAMMAR = grammar(CONFIG.language.facts, CONFIG.units)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,159億", 115_900_000_000),
        ("2億8,591萬", 285_910_000),
        ("3千萬", 30_000_000),
        ("9 千億", 900_000_000_000),
        ("265.62 百萬", 265_620_000),
        ("兩萬三千", 23_000),
        ("兩萬三", 23_000),
        ("一百零五", 105),
        ("廿五", 25),
        ("卅", 30),
        ("二〇二四", 2024),
        ("十二點五", 12.5),
        ("三十一．二", 31.2),
        ("二八九一億", 289_100_000_000),
        ("壹佰萬", 1_000_000),
        ("1.2×10⁶", 1_200_000),
        ("1萬2,500", 12_500),
    ],
)
def test_numeral_has_its_value(text: str, value: float) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "一二三百", "3..5", "abc", "點五"])
def test_what_is_no_numeral_gives_none(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(("text", "value"), [("Ⅳ", 4), ("XIV", 14), ("拾貳", 12), ("十一", 11), ("7", 7), ("A", None)])
def test_ordinal_reads_enumerators(text: str, value: int | None) -> None:
    assert ordinal(text) == value


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("民國 112 年", ["2023"]),
        ("民國一百一十年底", ["2021"]),
        ("一一三年度預算", ["2024"]),
        ("108-112 年", ["2019/2023"]),
        ("2024 年第 2 季", ["2024-04/2024-06"]),
        ("2023 年下半年", ["2023-07/2023-12"]),
        ("截至 2024 年 5 月底止", ["../2024-05"]),
        ("自 2021 年起", ["2021/.."]),
        ("2030 年前", ["../2030"]),
        ("2036 年後", ["2036/.."]),
        ("1995 年迄今", ["1995/.."]),
        ("2027-2032 年", ["2027/2032"]),
        ("2021 年 10 月 31 日至 11 月 12 日", ["2021-10-31/2021-11-12"]),
        ("2023 年 6 月 5 日至 16 日", ["2023-06-05/2023-06-16"]),
        ("2021 年 1 至 10 月", ["2021-01/2021-10"]),
        ("2022 年至 2024 年（6 月）", ["2022/2024-06"]),
        ("2030 與 2035 年", ["2030", "2035"]),
        ("民國 139 年（2050 年）", ["2050"]),
        ("2020 年 3 月及 5 月", ["2020-03", "2020-05"]),
        ("2030 年前瞻能源", ["2030"]),
        ("使用 100 年以上", []),
        ("15 年", []),
        ("每年 6 月 30 日前", [None]),
    ],
)
def test_times_are_read_as_iso_periods(text: str, periods: list[str | None]) -> None:
    assert [time.iso for time in read_times(text)] == periods


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("依第 4 條第 1 款", ["article"]),
        ("COP 29", ["identifier"]),
        ("ISO 14064-1", ["identifier"]),
        ("如圖 3.2-1 所示", ["label"]),
        ("第 28 次大會", ["ordinal"]),
        ("2050 淨零", ["date"]),
        ("(二) 推動", ["enumerator"]),
        ("四合一制度", ["name"]),
        ("增加 37 場", ["fact"]),
        ("指數為 50", ["number"]),
    ],
)
def test_number_is_claimed_as_what_it_is(text: str, claims: list[str]) -> None:
    assert [claim.claim for claim in read_numbers(text, GRAMMAR).claims] == claims


def test_every_digit_is_claimed_exactly_once() -> None:
    text = "2. 於 2021 年依第 3 條投入 1.2 億元，裝置 20GW（COP 26），共 3 家，序號 99，見圖 2。"
    claims = read_numbers(text, GRAMMAR).claims
    covered = [at for claim in claims for at in range(claim.start, claim.end)]
    assert len(covered) == len(set(covered))
    assert {at for at, char in enumerate(text) if char.isdigit()} <= set(covered)


@pytest.mark.parametrize(
    ("text", "value", "high", "unit"),
    [
        ("1,234.5", 1234.5, None, None),
        ("(3.2)", -3.2, None, None),
        ("−3.2%", -3.2, None, "%"),
        ("▲5.1", -5.1, None, None),
        ("10~20%", 10, 20, "%"),
        ("約 5 萬公噸", 50000, None, "t"),
        ("1.5E+03", 1500, None, None),
        ("1,234*", 1234, None, None),
        ("NT$ 500 萬元", 5_000_000, None, "TWD"),
        ("37 場", 37, None, "場"),
    ],
)
def test_cell_holds_one_number(text: str, value: float, high: float | None, unit: str | None) -> None:
    cell = read_cell(text, GRAMMAR)
    assert cell is not None
    assert (cell.value, cell.value_high, cell.reading.unit if cell.reading else None) == (value, high, unit)


@pytest.mark.parametrize("text", ["", "－", "NE", "NA", "2022 年", "第 3 期", "計 5 人及 3 家", "說明"])
def test_cell_without_a_plain_number_gives_none(text: str) -> None:
    assert read_cell(text, GRAMMAR) is None


def test_a_broken_text_layer_is_read_in_bounded_time() -> None:
    text = "減少約 5 萬公噸，" * 2000
    started = perf_counter()
    facts = read_facts(text, GRAMMAR)
    assert len(facts) == 2000
    assert facts[-1].sentence_end == len(text)
    assert perf_counter() - started < 30


def test_stretches_cover_a_sentence_of_any_length() -> None:
    text = "甲" * 4000 + "，乙。丙"
    parts = stretches(text)
    assert "".join(text[a:b] for a, b in parts) == text
    assert max(b - a for a, b in parts) <= LONGEST
