"""One edition's configuration matched to the next report, and what is told of it."""

from __future__ import annotations

from typing import Any

import builders
from natcom.carry_over import Newcomer, carry_over, first_edition, renewed_id, renewed_title, year_in
from natcom.comparison import compare
from natcom.config.edition import Edition, TableHint
from natcom.config.expectations import Bounds
from natcom.records import Extraction, Section

NEW = Newcomer("demo-2024", ("new.pdf",), 2024)


def section(path: str, title: str) -> Section:
    return builders.section(path, title, section_id=f"s-{path}-{title}", parent_id=None)


def report(*sections: Section, **members: Any) -> Extraction:
    return builders.extraction(sections=sections, **members)


def edition(**fields: Any) -> Edition:
    return Edition.model_validate({"id": "demo-2021", "language": "zh-Hant", "year": 2021, "edition": "2021", **fields})


OLD = report(
    section("1", "國家概況"), section("1/1.1", "自然環境"), section("2", "溫室氣體清冊"), section("2/2.1", "排放趨勢")
)


def carried(old: Edition, before: Extraction, new: Extraction) -> tuple[list[tuple[str, str]], list[tuple[Any, ...]]]:
    before = before.model_copy(update={"document": builders.document(document_id="demo-2021", year=2021)})
    new = new.model_copy(update={"document": builders.document(document_id="demo-2024", year=2024)})
    result = carry_over(old, before, new, compare(before, new).changes, NEW)
    headings = [(h.number, h.title) for h in result.edition.expect.headings]
    return headings, [(n.what, n.change, n.old, n.new) for n in result.notes]


def test_the_same_report_carries_everything_over_silently() -> None:
    headings, notes = carried(edition(), OLD, OLD)
    assert headings == [("1", "國家概況"), ("1.1", "自然環境"), ("2", "溫室氣體清冊"), ("2.1", "排放趨勢")]
    assert notes == []


def test_headings_that_were_renamed_moved_or_dropped_are_followed() -> None:
    new = report(
        section("1", "國家概況"),
        section("2", "減緩政策"),
        section("3", "溫室氣體排放清冊"),
        section("3/3.1", "排放趨勢"),
    )
    headings, notes = carried(edition(), OLD, new)
    assert headings == [("1", "國家概況"), ("2", "減緩政策"), ("3", "溫室氣體排放清冊"), ("3.1", "排放趨勢")]
    assert ("heading", "renamed and moved", "2 溫室氣體清冊", "3 溫室氣體排放清冊") in notes
    assert ("heading", "moved", "2.1 排放趨勢", "3.1 排放趨勢") in notes
    assert ("heading", "vanished", "1.1 自然環境", None) in notes
    assert ("heading", "new", None, "2 減緩政策") in notes


def test_only_the_headings_that_the_edition_expects_are_followed() -> None:
    old = edition(expect={"headings": [{"title": "排放趨勢", "number": "2.1"}, {"title": "沒有這一節"}]})
    headings, notes = carried(old, OLD, OLD)
    assert ("2.1", "排放趨勢") in headings
    assert ("heading", "vanished", "沒有這一節", None) in notes


def test_what_belongs_to_one_report_is_left_behind() -> None:
    old = edition(
        party="TWN",
        title="國家通訊 2021 年版",
        publisher="環保署",
        source_url="https://example.org/2021",
        files=["old.pdf"],
        accepted=["finding-1"],
        waived=["finding-2"],
        corrections="old.csv",
    )
    result = carry_over(old, OLD, OLD, (), NEW)
    new = result.edition
    assert (new.id, new.year, new.edition, new.files, new.title) == (
        "demo-2024",
        2024,
        "2024",
        ("new.pdf",),
        "國家通訊 2024 年版",
    )
    assert (new.party, new.publisher) == ("TWN", "環保署")
    assert (new.source_url, new.accepted, new.waived, new.corrections) == (None, (), (), None)
    assert {note.what for note in result.notes} == {"source_url", "accepted and waived findings", "publisher"}


def test_counts_keep_their_bounds_unless_the_new_report_breaks_them() -> None:
    old = edition(expect={"counts": {"sections": {"least": 2, "most": 6}, "figures": {"least": 3}}})
    result = carry_over(old, OLD, OLD, (), NEW)
    assert result.edition.expect.counts == {"sections": Bounds(least=2, most=6), "figures": Bounds(least=0)}
    assert [(n.what, n.old, n.new) for n in result.notes] == [("count", "figures ≥ 3", "figures ≥ 0")]


def test_series_that_the_new_report_does_not_state_are_told() -> None:
    before = OLD.model_copy(update={"indicators": (builders.indicator("a"), builders.indicator("b"))})
    new = OLD.model_copy(update={"indicators": (builders.indicator("b"), builders.indicator("c", 5))})
    result = carry_over(edition(), before, new, (), NEW)
    assert [one.indicator for one in result.edition.expect.indicators] == ["b", "c"]
    assert {(n.change, n.old, n.new) for n in result.notes} == {("vanished", "a", None), ("new", None, "c")}


def test_a_series_out_of_its_bounds_is_not_carried_over() -> None:
    old = edition(expect={"indicators": [{"indicator": "b", "most": 10}]})
    new = OLD.model_copy(update={"indicators": (builders.indicator("b", 37),)})
    result = carry_over(old, OLD, new, (), NEW)
    assert result.edition.expect.indicators == ()
    assert [(n.change, n.old) for n in result.notes] == [("out of its bounds", "b")]


def test_table_hints_follow_their_tables() -> None:
    before = OLD.model_copy(
        update={"tables": (builders.table(number="1-1"), builders.table(number="1-2", caption="甲"))}
    )
    new = OLD.model_copy(update={"tables": (builders.table(number="2-1"),)})
    hints = (TableHint(number="1-1", header_rows=2), TableHint(number="1-2"), TableHint(number="9"))
    old = edition().model_copy(update={"tables": hints})
    before = before.model_copy(update={"document": builders.document(document_id="demo-2021", year=2021)})
    result = carry_over(old, before, new, compare(before, new).changes, NEW)
    assert result.edition.tables == (TableHint(number="2-1", header_rows=2),)
    told = [(n.change, n.old, n.new) for n in result.notes if n.what == "table hint"]
    assert told == [("moved", "1-1", "2-1"), ("vanished", "1-2", None), ("vanished", "9", None)]


def test_captions_that_moved_or_vanished_are_told() -> None:
    before = OLD.model_copy(update={"figures": (builders.figure("1-1"), builders.figure("1-2", "舊圖之說明文字"))})
    new = OLD.model_copy(update={"figures": (builders.figure("2-1"),)})
    _, notes = carried(edition(), before, new)
    assert ("figure", "moved", "1-1 合作架構", "2-1 合作架構") in notes
    assert ("figure", "vanished", "1-2 舊圖之說明文字", None) in notes


def test_a_first_edition_expects_what_it_holds() -> None:
    deep = section("1/1.1/1.1.1", "細節")
    made = report(*OLD.sections, deep, figures=(builders.figure(),))
    result = first_edition(made, NEW)
    assert [h.title for h in result.edition.expect.headings] == [s.title for s in OLD.sections]
    assert result.edition.expect.counts == {"figures": Bounds(least=0, most=2)}


def test_years_are_renewed_in_ids_and_titles() -> None:
    assert renewed_id("tw-nc-2021", 2024) == "tw-nc-2024"
    assert renewed_id("tw-nc", 2024) is None
    assert renewed_id("tw-2019-2021", 2024) is None
    assert renewed_title("甲 2021 年", None, 2024) == "甲 2021 年"
    assert year_in("nc-2024-v2") == 2024
    assert year_in("2019-2021") is None
