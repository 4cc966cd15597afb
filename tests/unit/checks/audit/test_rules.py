"""Rules that the planted report cannot hold: other records, other languages, words that need a whole report."""

from __future__ import annotations

from audit.reports import report
from natcom.checks.audit import AUDIT
from natcom.checks.audit.cutwords import OFTEN, cut_words
from natcom.checks.audit.names import abbreviations_twice
from natcom.checks.audit.prose import prose
from natcom.checks.audit.series import stated_in_table
from natcom.checks.base import run_all
from natcom.config import load_config
from natcom.records import Abbreviation, Extraction, Figure, Section, TableValue

CONFIG = load_config()
ENGLISH = load_config(language="en")


def built(text: str) -> Extraction:
    return report(f"# 第一章 {{1}} 總論\n\n{text}", CONFIG).extraction


def rules(extraction: Extraction) -> list[str]:
    return [finding.rule for finding in run_all(AUDIT, extraction, CONFIG)]


def abbreviation(short: str, expansion: str) -> Abbreviation:
    return Abbreviation(abbreviation_id=f"{short} {expansion}", short=short, expansion=expansion, page=1)


def test_abbreviation_with_two_expansions() -> None:
    twice = (abbreviation("CDF", "CARICOM Development Fund"), abbreviation("CDF", "Caribbean Development Fund"))
    (found,) = abbreviations_twice(built("甲。").model_copy(update={"abbreviations": twice}), CONFIG)
    assert found.expected == "CARICOM Development Fund"
    assert found.found == "Caribbean Development Fund"
    assert len(found.record_ids) == 2


def test_abbreviation_in_another_case_is_the_same() -> None:
    once = (
        abbreviation("TEC", "Technology Executive Committee"),
        abbreviation("TEC", "technology executive-committee"),
    )
    assert not list(abbreviations_twice(built("甲。").model_copy(update={"abbreviations": once}), CONFIG))


def test_a_word_cut_short_once() -> None:
    text = "我國推動氣候變遷調適。" * OFTEN
    (found,) = cut_words(built(f"{text}並因應氣候變之衝擊。"), CONFIG)
    assert (found.expected, found.found) == ("氣候變遷", "氣候變")
    assert not list(cut_words(built(text), CONFIG))
    few = "我國推動氣候變遷調適。" * (OFTEN - 1)
    assert not list(cut_words(built(f"{few}並因應氣候變之衝擊。"), CONFIG))


def test_a_fact_against_the_cell_of_its_series() -> None:
    extraction = built("2022 年再生能源裝置容量為 14,100 MW。")
    (fact,) = extraction.facts
    value = TableValue(
        value_id="v",
        table_id="t",
        row=1,
        col=1,
        row_labels=(fact.subject or "",),
        text="14,900",
        value=14900,
        unit="MW",
        unit_code=fact.unit_code,
        period="2022",
        series_id="s",
    )
    wrong = extraction.model_copy(update={"table_values": (value,)})
    (found,) = stated_in_table(wrong, CONFIG)
    assert found.record_ids == (fact.fact_id, "v")
    right = value.model_copy(update={"value": 14100, "text": "14,100"})
    assert not list(stated_in_table(extraction.model_copy(update={"table_values": (right,)}), CONFIG))


def test_facts_of_a_caption_stand_in_the_caption() -> None:
    extraction = built("甲。")
    caption = "本年 8 家企業參加"
    fact = (
        built(f"{caption}。")
        .facts[0]
        .model_copy(update={"paragraph_id": None, "origin": "figure caption", "context": caption, "page": 3})
    )
    figures = (Figure(figure_id="f1", caption=caption, page=3), Figure(figure_id="f2", caption=caption, page=4))
    texts = {
        one.record: one.facts
        for one in prose(extraction.model_copy(update={"figures": figures, "facts": (fact,)}))
        if isinstance(one.record, Figure)
    }
    assert [len(facts) for facts in texts.values()] == [1, 0]


def test_a_list_item_among_headings_fills_their_gap() -> None:
    text = "## 1.1 {1.1} 甲\n\n### 一、 {一} 子\n\n二、整體趨勢：逐年下降。\n\n### 三、 {三} 丑\n\n內容。"
    assert "section-number-jump" not in rules(built(text))
    assert "section-number-jump" in rules(built(text.replace("二、整體", "整體")))


def test_two_misnumbered_lists_are_a_misread_page() -> None:
    once = "## 1.1 {1.1} 甲\n\n1. 甲案。\n\n3. 乙案。"
    assert "item-number" in rules(built(once))
    assert "item-number" not in rules(built(f"{once}\n\n6. 丙案。"))


def test_one_heading_read_from_the_contents_too() -> None:
    extraction = built("## 1.1 {1.1} 國際合作推動情形\n\n內容。")
    again = extraction.sections[-1].model_copy(update={"section_id": "again"})
    other = again.model_copy(update={"title": "另一標題"})
    for section, repeats in ((again, False), (other, True)):
        sections: tuple[Section, ...] = (*extraction.sections, section)
        found = rules(extraction.model_copy(update={"sections": sections}))
        assert ("section-number-repeat" in found) is repeats


def test_a_chapter_that_is_not_here_is_only_noted() -> None:
    text = "## 1.1 {1.1} 甲\n\n詳見表 6.2-1。"
    found = run_all(AUDIT, built(text), CONFIG)
    assert [(one.rule, one.severity) for one in found] == [("reference-outside", "info")]


def test_a_caption_in_the_text_answers_for_its_number() -> None:
    assert "table-reference" in rules(built("## 1.1 {1.1} 甲\n\n詳見表 1.1-1。"))
    assert "table-reference" not in rules(built("## 1.1 {1.1} 甲\n\n詳見表 1.1-1。\n\n概況。表 1.1-1：用電量"))


def test_english_has_words_of_its_own() -> None:
    text = "# 1 {1} Overview\n\nEmissions fell from 2010 to 2005, as the the inventory shows; see section 1.9."
    found = {one.rule for one in run_all(AUDIT, report(text, ENGLISH).extraction, ENGLISH)}
    assert found == {"period-reversed", "word-doubled", "section-reference"}


def test_a_language_without_words_is_audited_as_far_as_numbers_go() -> None:
    language = ENGLISH.language.model_copy(update={"audit": type(ENGLISH.language.audit)()})
    bare = type(ENGLISH)(**{**ENGLISH.__dict__, "language": language})
    text = "# 1 {1} Overview\n\nEmissions fell from 2010 to 2005, as the the inventory shows."
    assert run_all(AUDIT, report(text, bare).extraction, bare) == ()


def test_what_is_said_over_and_over_is_no_slip() -> None:
    sentence = "各機關應於年度終了後公開其執行成果與檢討報告。"
    twice = f"甲計畫。{sentence}\n\n乙計畫。{sentence}"
    assert "sentence-twice" in rules(built(twice))
    assert "sentence-twice" not in rules(built(f"{twice}\n\n丙計畫。{sentence}"))
    assert "sentence-twice" not in rules(built(twice.replace("各機關", "（各機關").replace("報告。", "報告）。")))


def test_changes_are_no_parts_of_an_amount() -> None:
    text = "112 年太陽光電發電量 129.1 億度（增加 22.3 億度）、風力發電量 62.4 億度（增加 26.6 億度）。"
    assert "parts-sum" not in rules(built(text))


def test_a_subject_with_many_values_at_one_time_names_many_things() -> None:
    capacity = "2025 年累計裝置容量為 {} MW。"
    two = "\n\n".join(capacity.format(n) for n in (935, 750))
    assert "stated-twice" in rules(built(two))
    assert "stated-twice" not in rules(built(f"{two}\n\n{capacity.format(81)}"))


def test_a_sum_and_an_addition_are_two_quantities() -> None:
    text = "2025 年累計太陽光電裝置容量 935 MW。\n\n2025 年新增太陽光電裝置容量 750 MW。"
    assert "stated-twice" not in rules(built(text))
    assert "stated-twice" in rules(built(text.replace("新增", "累計")))


def test_parts_in_brackets_end_with_them() -> None:
    text = "取濾液 5 mL 以試液（本品 1 mL 加水至 4 mL）使成弱酸性，再加試劑 2 mL。"
    assert "parts-sum" not in rules(built(text))
