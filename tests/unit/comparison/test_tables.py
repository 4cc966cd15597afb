"""Tables through renumbering and recaptioning, rows and columns through renaming, reordering and added years."""

from __future__ import annotations

from typing import Any

from comparing import edition, figure, found, section, table
from natcom.comparison import compare
from natcom.comparison.records import CellSide

HEAD = ["Source", "2010", "2015"]
ROWS = [["Coal", "43,190", "43,870"], ["Gas", "14,520", "18,960"], ["Wind and sun", "650", "790"]]


def cells(old: list[list[str]], new: list[list[str]], **more: Any) -> list[tuple[str, str, str | None, str | None]]:
    """(change, class, old text, new text) of every cell that changed."""
    views = edition(2021, tables=[table("1", "Supply", old)]), edition(2024, tables=[table("1", "Supply", new, **more)])
    changes = [change for change in compare(*views).changes if change.what == "cell"]
    texts = [(getattr(change.old, "text", None), getattr(change.new, "text", None)) for change in changes]
    return [(c.change, c.class_, *pair) for c, pair in zip(changes, texts, strict=True)]


def test_a_cell_with_another_value_is_restated() -> None:
    new = [HEAD, ROWS[0], ["Gas", "14,520", "19,000"], ROWS[2]]
    assert cells([HEAD, *ROWS], new) == [("value", "restated", "18,960", "19,000")]


def test_a_column_of_another_year_is_a_new_column() -> None:
    new = [[*HEAD, "2020"], *([*row, "1"] for row in ROWS)]
    assert cells([HEAD, *ROWS], new) == [("added", "new_period", None, "1")] * 3
    assert cells(new, [HEAD, *ROWS]) == [("removed", "dropped", "1", None)] * 3


def test_a_year_is_not_renamed_into_another() -> None:
    old, new = [["Source", "2010"], ["Coal", "5"]], [["Source", "2011"], ["Coal", "6"]]
    assert cells(old, new) == [("added", "new_period", None, "6"), ("removed", "dropped", "5", None)]


def test_rows_are_found_again_in_another_order() -> None:
    new = [HEAD, ROWS[2], ROWS[0], ROWS[1]]
    assert cells([HEAD, *ROWS], new) == []
    views = (
        edition(2021, tables=[table("1", "Supply", [HEAD, *ROWS])]),
        edition(2024, tables=[table("1", "Supply", new)]),
    )
    assert found(*views) == [("reordered", "structure")]


def test_a_row_of_another_name_is_known_by_its_figures() -> None:
    new = [HEAD, *ROWS[:2], ["Renewables", "650", "790"]]
    assert cells([HEAD, *ROWS], new) == [("renamed", "wording", "Wind and sun", "Renewables")]


def test_a_new_row_is_told_cell_by_cell() -> None:
    new = [HEAD, *ROWS, ["Nuclear", "12,030", "10,540"]]
    assert cells([HEAD, *ROWS], new) == [("added", "added", None, "12,030"), ("added", "added", None, "10,540")]


def test_another_unit_of_the_whole_table_does_not_hide_a_restated_cell() -> None:
    old = [["Project", "Cost"], ["A", "400"], ["B", "150"], ["C", "220"], ["D", "180"]]
    new = [["Project", "Cost"], ["A", "4,000"], ["B", "1,500"], ["C", "2,200"], ["D", "1,850"]]
    told = cells(old, new)
    assert [(change, cause) for change, cause, *_ in told] == [("unit", "unit")] * 3 + [("value", "restated")]
    views = edition(2021, tables=[table("1", "Costs", old)]), edition(2024, tables=[table("1", "Costs", new)])
    changes = compare(*views).changes
    assert changes[-1].delta == 50
    assert (changes[0].what, changes[0].change) == ("table", "unit")


def test_a_notation_key_that_became_a_number_is_no_zero() -> None:
    new = [HEAD, ROWS[0], ["Gas", "14,520", "NE"], ROWS[2]]
    views = (
        edition(2021, tables=[table("1", "Supply", [HEAD, *ROWS])]),
        edition(2024, tables=[table("1", "Supply", new)]),
    )
    (change,) = compare(*views).changes
    assert (change.class_, change.delta) == ("restated", None)
    assert isinstance(change.new, CellSide)
    assert change.new.value is None


def test_the_potentials_that_a_note_names_are_the_cause() -> None:
    rows = [["Gas", "2010"], ["Methane", "100"], ["Carbon dioxide", "900"]]
    later = [["Gas", "2010"], ["Methane", "112"], ["Carbon dioxide", "901"]]
    old = edition(2021, tables=[table("1", "Emissions", rows, notes=["Potentials of AR4."])])
    new = edition(2024, tables=[table("1", "Emissions", later, notes=["Potentials of AR5."])])
    assert found(old, new, "cell") == [("value", "gwp"), ("value", "restated")]


def test_tables_and_figures_are_found_through_number_and_caption() -> None:
    old = edition(2021, tables=[table("1", "Supply", [HEAD, *ROWS])], figures=[figure("1", "Warming, 1950 to 2020")])
    new = edition(
        2024, tables=[table("2", "Primary supply", [HEAD, *ROWS])], figures=[figure("1", "Warming, 1950 to 2022")]
    )
    assert found(old, new, "table") == [("renamed", "wording"), ("renumbered", "structure")]
    assert found(old, new, "figure") == [("renamed", "new_period")]


def test_a_figure_in_another_section_has_moved() -> None:
    outline = [section("1", "Water", "About water, of which there is much in the hills."), section("2", "Power")]
    old = edition(2021, sections=outline, figures=[figure("1", "A dam")])
    new = edition(2024, sections=outline, figures=[figure("1", "A dam", where="2")])
    assert found(old, new) == [("moved", "structure")]


def test_spans_of_years_are_words_and_not_amounts() -> None:
    old, new = [["Plan", "Years"], ["A", "2016-2025"]], [["Plan", "Years"], ["A", "2016-2026"]]
    assert cells(old, new) == [("wording", "wording", "2016-2025", "2016-2026")]
