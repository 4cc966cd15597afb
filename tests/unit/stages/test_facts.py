"""Facts as records: places, ids, periods from outside the sentence, steps."""

from __future__ import annotations

from array import array
from dataclasses import replace

from natcom.config import load_config
from natcom.config.edition import Edition
from natcom.model import Line, Page, Passage, Piece, Run
from natcom.records import Fact, Section
from natcom.stages.facts import extract_facts

CONFIG = load_config(language="zh-Hant")
SECTIONS = (
    Section(section_id="s1", level=1, label="第八章", number="8", title="國際參與", path="8"),
    Section(section_id="s2", parent_id="s1", level=2, label="(一)", number="(一)", title="COP 29", path="8/(一)"),
    Section(section_id="s3", parent_id="s1", level=2, label="二、", number="二", title="2023 年成果", path="8/二"),
)


def _passage(text: str, section: str = "s1", path: str = "8", record: str = "p1") -> Passage:
    return Passage(text, "paragraph", record, section, path)


def _facts(*passages: Passage) -> tuple[Fact, ...]:
    return extract_facts(passages, SECTIONS, CONFIG, "report")


def test_sentence_is_the_context_and_occurrence_counts_within_it() -> None:
    facts = _facts(_passage("前言。另補助 4 個友邦與 4 個團體；另有 4 個城市。"))
    assert [(f.quote, f.occurrence) for f in facts] == [("4 個", 1), ("4 個", 2), ("4 個", 1)]
    assert facts[0].context == "另補助 4 個友邦與 4 個團體；"
    assert facts[0].char_start == len("前言。另補助 ")
    assert len({f.fact_id for f in facts}) == 3


def test_event_that_the_text_dates_dates_facts_under_its_heading() -> None:
    opening = _passage("COP29 大會於 2024 年 11 月 11 日至 22 日舉行。", record="p0")
    (fact,) = _facts(opening, _passage("我團共舉辦 37 場會談。", "s2", "8/(一)"))
    assert (fact.period, fact.period_start, fact.period_end) == (None, "2024-11-11", "2024-11-22")
    assert fact.period_source == "event"


def test_heading_dates_what_the_sentence_leaves_open() -> None:
    (fact,) = _facts(_passage("共辦理 5 場座談。", "s3", "8/二"))
    assert (fact.period, fact.period_start, fact.period_source) == (None, "2023-01-01", "heading")


def test_own_sentence_comes_first() -> None:
    (fact,) = _facts(_passage("2021 年共辦理 5 場座談。", "s3", "8/二"))
    assert (fact.period, fact.period_source) == ("2021", "sentence")


def test_sentence_before_lends_its_period() -> None:
    first, second = _facts(_passage("截至 2022 年底已設置 70 處據點。其中都會區 12 處。"))
    assert (first.period, first.period_source) == ("../2022", "sentence")
    assert (second.period, second.period_end, second.period_source) == (None, "2022-12-31", "paragraph")


def test_area_is_what_the_number_is_about() -> None:
    edition = Edition(id="x", party="TWN", language="zh-Hant")
    texts = ("全球融資達 5 億美元。", "帛琉設置 3 座電廠。", "我國投入 6 億元。", "設置 8 座電廠。")
    config = replace(CONFIG, edition=edition)
    facts = extract_facts([_passage(t, record=t) for t in texts], SECTIONS, config, "report")
    assert [f.area for f in facts] == ["WORLD", "PLW", "TWN", None]


def test_series_is_the_same_whatever_the_year_and_the_value() -> None:
    old, new, other = _facts(
        _passage("2021 年再生能源占比為 6%。", record="a"),
        _passage("2023 年再生能源占比為 9.5%。", record="b"),
        _passage("2023 年燃煤占比為 42%。", record="c"),
    )
    assert old.series_id == new.series_id
    assert other.series_id != new.series_id


def test_gas_warming_potential_and_structure() -> None:
    facts = _facts(_passage("依第五次評估報告之溫暖化潛勢計算，排放 3 公噸二氧化碳當量，並提出四大策略。"))
    assert (facts[0].gas, facts[0].gwp, facts[0].unit_code) == ("CO2e", "AR5GWP100", "t CO2")
    assert [f.structural for f in facts] == [False, True]


def _line(text: str, x0: float, raw: tuple[str, ...] | None = None) -> Line:
    lefts = array("d", [x0 + 10 * i for i in range(len(text))])
    rights = array("d", [x0 + 10 * (i + 1) for i in range(len(text))])
    return Line(text, 100, 112, lefts, rights, (Run(0, len(text), 12, False, 0, "F", 0),), raw)


def test_a_number_over_two_lines_has_two_boxes_and_steps_from_its_glyphs() -> None:
    first, second = _line("共 1,0", 50, ("共", " ", "１", "，", "０")), _line("00 公噸", 20)
    page = Page(3, 0, 3, "8-3", 595, 842, (first, second))
    text = first.text + second.text
    pieces = (Piece(0, 5, page, first, 0), Piece(5, len(text), page, second, 0))
    (fact,) = _facts(Passage(text, "paragraph", "p1", "s1", "8", pieces))
    assert fact.quote == "1,000 公噸"
    assert [box.bbox for box in fact.boxes] == [(70, 100, 100, 112), (20, 100, 70, 112)]
    assert (fact.page, fact.page_label) == (3, "8-3")
    assert fact.steps[0].before == "１，０00 公噸"
    assert fact.steps[-1].after == "1000 t"


def test_language_without_words_for_facts_gives_none() -> None:
    silent = CONFIG.language.model_copy(update={"facts": None})
    assert extract_facts([_passage("共 3 家。")], SECTIONS, replace(CONFIG, language=silent), "report") == ()
