"""Lines put together again."""

from __future__ import annotations

import pytest

from natcom.text.joining import join_texts


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        (("溫室氣體", "排放量"), "溫室氣體排放量"),
        (("greenhouse", "gas"), "greenhouse gas"),
        (("environ-", "ment"), "environment"),
        (("land-use", "change"), "land-use change"),
        (("2020\u2013", "2025"), "2020\u20132025"),
        (("1,", "159 億元"), "1,159 億元"),
        (("(United", "Nations)"), "(United Nations)"),
        (("https://example.org/a-", "b/c.html"), "https://example.org/a-b/c.html"),
        (("https://example.org/report", "2024"), "https://example.org/report2024"),
        (("COP", "28"), "COP 28"),
        (("本年度", "COP"), "本年度COP"),
    ],
)
def test_parts_are_joined_as_the_language_writes(parts: tuple[str, ...], joined: str) -> None:
    assert join_texts(parts) == joined


def test_a_compound_the_document_writes_keeps_its_hyphen() -> None:
    assert join_texts(("low-", "carbon"), {"low-carbon"}) == "low-carbon"
    assert join_texts(("low-", "carbon"), {"lowcarbon"}) == "lowcarbon"
