"""A number of the text that is a table's but for one digit."""

from __future__ import annotations

import pytest

from audit.reports import report
from natcom.checks.audit.digits import digits_differ
from natcom.config import load_config

CONFIG = load_config()
REPORT = """# 8 {{8}} 排放

{text}

表 8-1 燃料別進口量（公噸）

| 燃料 | 進口量（公噸） |
| --- | --- |
| 航空燃油 | 8,512.6 |
| 柴油 | 12,084.16 |
| 合計 | 20,596.76 |
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "如表 8-1 所示，全年進口燃料達 29,596.76 公噸。",
            [("20,596.76", "29,596.76 公噸")],
        ),  # a long one
        ("航空燃油進口 8,512.8 公噸。", [("8,512.6", "8,512.8 公噸")]),  # the label is in the sentence
        ("全年進口燃料達 20,596.76 公噸。", []),  # the same number
        ("全年進口煤炭 8,512.8 公噸。", []),  # another thing
        ("航空燃油進口 8,521.6 公噸。", []),  # two digits differ
        ("航空燃油進口 851.26 公噸。", []),  # another size
        ("航空燃油價格為 8,512.8 美元。", []),  # another kind of unit
        ("航空燃油減少 8,512.8 公噸。", []),  # a change is no amount
    ],
)
def test_one_digit_changed(text: str, said: list[tuple[str, str]]) -> None:
    found = list(digits_differ(report(REPORT.format(text=text), CONFIG).extraction, CONFIG))
    assert [(one.expected, one.found) for one in found] == said
    assert all(one.severity == "warning" for one in found)
