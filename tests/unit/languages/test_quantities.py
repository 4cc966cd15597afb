"""Quantities of both languages: numerals, signs and units as they are printed, one form each."""

from __future__ import annotations

from time import perf_counter

import pytest

from natcom.config import load_config
from natcom.languages import language_module

Found = list[tuple[str, float, float | None, str]]


def found(text: str, language: str) -> Found:
    config = load_config(language=language)
    assert config.language.facts is not None
    module = language_module(config.language.module)
    facts = module.read_facts(text, module.grammar(config.language.facts, config.units))
    return [(text[f.start : f.end], f.quantity.value, f.quantity.value_high, f.quantity.reading.unit) for f in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At 8 deg C growth stops.", [("8 deg C", 8, None, "degC")]),
        ("It fell to -3 °F overnight.", [("-3 °F", -3, None, "degF")]),
        ("The temperature was minus 5 degrees.", [("minus 5 degrees", -5, None, "degC")]),
        ("It reached 70F and the heat was bad.", [("70F", 70, None, "degF")]),
        ("An angle of 45° was cut.", [("45°", 45, None, "deg")]),
        ("A 5-metre pole stood there.", [("5-metre", 5, None, "m")]),
        ("It weighs 80kg or 200lbs.", [("80kg", 80, None, "kg"), ("200lbs", 200, None, "lb")]),
        ("Walk 4 1/2 km.", [("4 1/2 km", 4.5, None, "km")]),
        ("Pour ½ litre in 2½ hours.", [("½ litre", 0.5, None, "L"), ("2½ hours", 2.5, None, "hour")]),
        ("It took half an hour.", [("half an hour", 0.5, None, "hour")]),
        ("It is three quarters of a mile away.", [("three quarters of a mile", 0.75, None, "mi")]),
        ("A 30-year plan and a five-year-old child.", [("30-year", 30, None, "year"), ("five-year", 5, None, "year")]),
        ("It took 10 s and <5 s.", [("10 s", 10, None, "second"), ("5 s", 5, None, "second")]),
        ("The flux was 12.3 ± 0.4 W m−2.", [("12.3 ± 0.4 W m−2", 11.9, 12.7, "W/m2")]),
        (
            "Rates of 10, 20 and 30 mg/L.",
            [("10", 10, None, "mg/L"), ("20", 20, None, "mg/L"), ("30 mg/L", 30, None, "mg/L")],
        ),
        ("Plots of 2 x 4 cm.", [("2", 2, None, "cm"), ("4 cm", 4, None, "cm")]),
        ("Use pumps of 3 up to 7 kPa.", [("3 up to 7 kPa", 3, 7, "kPa")]),
        (
            "About 3 × 10−3 mol and 2.1 × 10⁵ Pa.",
            [("3 × 10−3 mol", 0.003, None, "mol"), ("2.1 × 10⁵ Pa", 210000, None, "Pa")],
        ),
        ("It needs 1.2e-5 m.", [("1.2e-5 m", 1.2e-5, None, "m")]),
        ("It costs twenty dollars.", [("twenty dollars", 20, None, "USD")]),
        (
            "He paid 40 Swiss francs and R$ 12 million.",
            [("40 Swiss francs", 40, None, "CHF"), ("R$ 12 million", 12e6, None, "BRL")],
        ),
        ("GDP of $1.2tn and €3 bn.", [("$1.2tn", 1.2e12, None, "USD"), ("€3 bn", 3e9, None, "EUR")]),
        ("More than a billion people live there.", [("a billion people", 1e9, None, "people")]),
        ("One hundred twenty km of road.", [("One hundred twenty km", 120, None, "km")]),
        ("Speeds of 75mph were seen.", [("75mph", 75, None, "mph")]),
        ("Samples (n = 12) were kept.", [("12", 12, None, "n")]),
        ("The mean of 24 h at 300 K.", [("24 h", 24, None, "hour"), ("300 K", 300, None, "K")]),
        ("Some 140 K-9 units came.", [("140 K-9 units", 140, None, "units")]),
        ("A 1-in-100-year flood.", [("100-year", 100, None, "year")]),
        ("In 2010 5 in 10 wells failed.", []),
        ("The 3 C options and the 5 A's.", [("3 C options", 3, None, "options")]),
        ("A yield of 3.5 wt% was seen.", [("3.5 wt%", 3.5, None, "wt%")]),
    ],
)
def test_english(text: str, expected: Found) -> None:
    assert found(text, "en") == [
        (q, pytest.approx(v), h if h is None else pytest.approx(h), u) for q, v, h, u in expected
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("這本書$35。", [("35", 35, None, "USD")]),
        ("茶賣￥120。", [("120", 120, None, "CNY")]),
        ("補助US$300。", [("300", 300, None, "USD")]),
        ("身高170CM。", [("170CM", 170, None, "cm")]),
        ("重3.1微克。", [("3.1微克", 3.1, None, "ug")]),
        ("兩噸半的米。", [("兩噸半", 2.5, None, "t")]),
        ("一噸半的沙。", [("一噸半", 1.5, None, "t")]),
        ("一瓶五元三毛。", [("五元三毛", 5.3, None, "TWD")]),
        ("步道長四又二分之一公里。", [("四又二分之一公里", 4.5, None, "km")]),
        ("加入半公斤糖。", [("半公斤", 0.5, None, "kg")]),
        ("歷時一個半小時。", [("一個半小時", 1.5, None, "hour")]),
        ("氣溫零下5度。", [("零下5度", -5, None, "degC")]),
        ("通量為12.3±0.4 W m−2。", [("12.3±0.4 W m−2", 11.9, 12.7, "W/m2")]),
        ("時速100公里每小時。", [("100公里每小時", 100, None, "km/h")]),
        ("濃度為3毫克/公升。", [("3毫克/公升", 3, None, "mg/L")]),
        ("採 TWD97 坐標與 SSP5-8.5 情境。", []),
        ("最後一哩路。", []),
    ],
)
def test_chinese(text: str, expected: Found) -> None:
    assert found(text, "zh-Hant") == [
        (q, pytest.approx(v), h if h is None else pytest.approx(h), u) for q, v, h, u in expected
    ]


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
@pytest.mark.parametrize("run", ["1", "萬", "1,", "1.", "一", "百分之", "5 km, ", "kg/", "(", "5±", "in 1990 and "])
def test_a_long_run_of_a_broken_text_layer_is_read_in_bounded_time(run: str, language: str) -> None:
    text = (run * 10_000)[:10_000]
    started = perf_counter()
    found(text, language)
    assert perf_counter() - started < 60, "some 2 s on a quiet machine, minutes where time grows by the square"
