"""Times that only the text around a sentence can tell: given as what they are relative to, beside no stated period."""

from __future__ import annotations

import pytest

from natcom.config import load_config
from natcom.languages import language_reader


@pytest.mark.parametrize(
    ("language", "text", "period", "relative", "base"),
    [
        ("en", "Last year 300 farms joined.", None, "year-1", None),
        ("en", "Sales fell by 5 per cent compared with the previous year.", None, None, "year-1"),
        ("en", "In 2020, sales were 5 km more than a year earlier.", "2020", None, "year-1"),
        ("en", "Output was 12 GWh in the first half of the year.", None, "half-1", None),
        ("en", "Output was 12 GWh.", None, None, None),
        ("zh-Hant", "去年完成 30 場會議。", None, "year-1", None),
        ("zh-Hant", "較去年同期增加 5%。", None, None, "year-1:same"),
        ("zh-Hant", "上半年發電 12 GWh。", None, "half-1", None),
        ("zh-Hant", "2020 年發電 12 GWh。", "2020", None, None),
    ],
)
def test_relative_times(language: str, text: str, period: str | None, relative: str | None, base: str | None) -> None:
    config = load_config(language=language)
    reader = language_reader(config.language, config.units)
    assert reader is not None
    (fact,) = reader.facts(text)
    assert (fact.period, fact.relative_period, fact.relative_base) == (period, relative, base)
