"""The page: nothing from outside, nothing from a report run as code, every change on it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
from html.parser import HTMLParser
from typing import Any

import pytest

from comparing import GOLD, edition, fact, figure, section, table
from natcom.comparison import EditionView, compare, compare_editions, read_edition
from natcom.comparison.charts import charts
from natcom.comparison.page import CLASSES, TEMPLATES, WHATS, percent, render_page, shortened
from natcom.comparison.pictures import Picture, Pictures
from natcom.comparison.records import Difference
from natcom.config import default_directory
from natcom.config.compare import read_compare

CONFIG = read_compare(default_directory())
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover='alert(3)"


class Elements(HTMLParser):
    """All elements with their attributes, and the text within each kind."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {}
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag

    def handle_data(self, data: str) -> None:
        self.text.setdefault(self._open, []).append(data)


def page(*views: EditionView, pictures: Pictures | None = None) -> str:
    return render_page(compare_editions(views, CONFIG), views, pictures or Pictures({}), CONFIG)


def evil_editions() -> tuple[EditionView, EditionView]:
    def evil(year: int) -> EditionView:
        told = f"{EVIL} In {year} there were {year} {EVIL}."
        return edition(
            year,
            sections=[section("1", f"{EVIL} {year}", f"{told} And a long text about water in the hills.")],
            figures=[figure("1", f"{EVIL} of {year}")],
            tables=[table(EVIL, f"{EVIL} {year}", [["Gas", "2010"], [EVIL, str(year)]])],
            facts=[fact(f"{year} {EVIL}", year, EVIL, told, subject=EVIL, period=str(year))],
        )

    return evil(2021), evil(2024)


def test_text_of_a_report_is_only_ever_text() -> None:
    elements = Elements(page(*evil_editions())).elements
    assert [attrs.get("type") for tag, attrs in elements if tag == "script"] == ["application/json", None]
    assert not [attrs for _, attrs in elements if any(name.startswith("on") for name in attrs)]
    assert not [tag for tag, _ in elements if tag in {"img", "iframe", "object", "link", "base"}]


def test_nothing_is_loaded_and_only_its_own_script_may_run() -> None:
    content = page(*(read_edition(path) for path in GOLD))
    parsed = Elements(content)
    policy = next(a["content"] for t, a in parsed.elements if t == "meta" and a.get("http-equiv")) or ""
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", content, re.DOTALL)
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy
    assert not [a for t, a in parsed.elements if "src" in a or (t != "a" and "href" in a) or "style" in a]
    assert not re.findall(r"url\(|@import|fetch\(|innerHTML|eval\(", content)


def test_every_change_is_on_the_page() -> None:
    views = [read_edition(path) for path in GOLD]
    comparison = compare(*views)
    ids = {attrs["id"] for _, attrs in Elements(page(*views)).elements if attrs.get("id")}
    gone = {c.change_id for c in comparison.changes if c.what == "cell" and c.new is None}
    assert {change.change_id for change in comparison.changes} - gone <= ids
    assert len(re.findall(r'class="removed"', page(*views))) == len(gone)


def test_editions_that_do_not_differ_have_a_page_too() -> None:
    view = read_edition(GOLD[0])
    assert "The editions do not differ." in page(view, view)


def test_what_is_missing_is_said() -> None:
    told = Pictures({}, ("report-2021: there are no pictures of pages.",))
    assert "report-2021: there are no pictures of pages." in page(*evil_editions(), pictures=told)


def test_pictures_are_carried_along() -> None:
    pictures = Pictures({("report-2021", 3): Picture(595.0, 842.0, b"webp")})
    (content,) = re.findall(
        r'<script type="application/json" id="pictures">(.*?)</script>', page(*evil_editions(), pictures=pictures)
    )
    source = "data:image/webp;base64," + base64.b64encode(b"webp").decode()
    assert json.loads(content) == {"report-2021/3": {"width": 595.0, "height": 842.0, "src": source}}


def labels(part: Any) -> list[dict[str, str]]:
    return [part] if set(part) == {"en", "zh"} else [entry for value in part.values() for entry in labels(value)]


def test_every_label_is_in_both_languages() -> None:
    words = tomllib.loads((TEMPLATES / "labels.toml").read_text("utf-8"))
    assert all(entry["en"].isascii() and not entry["zh"].isascii() for entry in labels(words) if entry["en"] != "p.")
    assert set(words["what"]) == set(WHATS)
    assert set(words["class"]) == set(words["meaning"]) == set(CLASSES)


@pytest.mark.parametrize(
    ("relative", "told"),
    [(0.2, "+20.0 %"), (-0.0123, "−1.23 %"), (0.00004, "+0.004 %"), (30.0, "+3,000 %"), (None, "")],
)
def test_a_share_has_as_many_digits_as_it_needs(relative: float | None, told: str) -> None:
    assert percent(relative) == told


def test_long_stretches_without_a_change_are_cut() -> None:
    parts = (Difference(op="=", text="a" * 500), Difference(op="-", text="b"), Difference(op="=", text="c" * 500))
    cut = shortened(parts)
    assert len("".join(part.text for part in cut)) < 100
    assert cut[1] == parts[1]


def test_a_chart_stays_within_its_frame_and_has_a_line_for_each_edition() -> None:
    comparison = compare(*GOLD)
    drawn = charts(comparison.series, [note.document_id for note in comparison.editions], CONFIG)
    assert drawn
    assert [chart.spread for chart in drawn] == sorted((chart.spread for chart in drawn), reverse=True)
    for chart in drawn:
        assert len(chart.traces) == 2
        assert all(0 <= point.x <= 260 and 0 <= point.y <= 96 for trace in chart.traces for point in trace.points)
