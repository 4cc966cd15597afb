"""Facts matched by series, and the cause of every difference."""

from __future__ import annotations

from typing import Any

import pytest

from comparing import edition, fact, found, section
from natcom.comparison import compare

TOTAL = "In {year} the total emissions were {quote}."


def total(quote: str, value: float, year: int = 2019, **more: Any) -> dict[str, Any]:
    context = more.pop("context", TOTAL).format(year=year, quote=quote)
    return fact(quote, value, more.pop("unit", "tCO2e"), context, subject="total emissions", period=str(year), **more)


def pair(old: dict[str, Any], new: dict[str, Any], tolerance: float = 0.0) -> list[tuple[str, str]]:
    return found(edition(2021, facts=[old]), edition(2024, facts=[new]), "fact", tolerance)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (total("288 Mt", 288e6), total("288 Mt", 288e6), []),
        (total("288 Mt", 288e6), total("287 Mt", 287e6), [("value", "restated")]),
        (total("288 Mt", 288e6), total("283 Mt", 283e6, 2022), [("value", "new_period")]),
        (total("288 Mt", 288e6), total("288 Mt", 288e6, 2022), [("period", "new_period")]),
        (total("288.05 Mt", 288.05e6), total("288 Mt", 288e6), [("value", "rounding")]),
        (total("288 Mt", 288e6), total("288,000 kt", 288e6), [("unit", "unit")]),
        (total("1,200 MW", 1200, unit="MW"), total("1.2 GW", 1.2, unit="GW"), [("unit", "unit")]),
        (total("1,200 MW", 1200, unit="MW"), total("1.3 GW", 1.3, unit="GW"), [("value", "restated")]),
        (
            total("288 Mt", 288e6),
            total("288 Mt", 288e6, context="For {year}, emissions of {quote}."),
            [("wording", "wording")],
        ),
    ],
)
def test_each_pair_has_one_cause(old: dict[str, Any], new: dict[str, Any], told: list[tuple[str, str]]) -> None:
    assert pair(old, new) == told


def test_a_rounded_figure_of_the_same_precision_is_restated() -> None:
    assert pair(total("51 t", 51), total("50 t", 50)) == [("value", "restated")]


def test_a_round_figure_that_is_called_one_may_stand_for_more() -> None:
    exact, about = total("1,234 t", 1234), total("1,200 t", 1200, qualifier="approx")
    assert pair(exact, about) == [("value", "rounding")]
    assert pair(exact, total("1,200 t", 1200)) == [("value", "restated")]


def test_another_set_of_potentials_is_the_cause_where_both_are_named() -> None:
    told = "By AR{n} the total emissions of {{year}} were {{quote}}."
    old = total("288 Mt", 288e6, context=told.format(n=4))
    new = total("291 Mt", 291e6, context=told.format(n=5))
    assert pair(old, new) == [("value", "gwp")]
    assert pair(old, total("291 Mt", 291e6, context=told.format(n=4))) == [("value", "restated")]


def test_the_section_around_may_name_the_set() -> None:
    def report(year: int, name: str, value: float) -> Any:
        sections = [section("1", "Inventory", f"Potentials are those of {name}.")]
        return edition(year, sections=sections, facts=[total(f"{value:g} t", value)])

    assert found(report(2021, "AR4", 300), report(2024, "AR5", 310), "fact") == [("value", "gwp")]


def test_carbon_dioxide_itself_does_not_depend_on_a_set() -> None:
    def co2(value: float, name: str) -> dict[str, Any]:
        context = f"By {name}, carbon dioxide emissions in 2019 were {value:g} t."
        return fact(f"{value:g} t", value, "tCO2e", context, subject="carbon dioxide emissions", period="2019")

    assert pair(co2(274, "AR4"), co2(273, "AR5")) == [("value", "restated")]


def test_the_same_words_of_now_are_stale_in_a_later_edition() -> None:
    now = fact("15 partners", 15, "partners", "Currently 15 partners take part.", subject="partners")
    assert pair(now, now) == [("unchanged", "stale")]
    once = fact("15 partners", 15, "partners", "In all 15 partners took part.", subject="partners")
    assert pair(once, once) == []


def test_the_same_period_goes_before_a_later_one_in_the_same_words() -> None:
    old = edition(2021, facts=[total("288 Mt", 288e6)])
    again = "The figure of {year} for total emissions is now put at {quote}."
    new = edition(2024, facts=[total("283 Mt", 283e6, 2022), total("287 Mt", 287e6, context=again)])
    assert sorted(found(old, new, "fact")) == [("added", "new_period"), ("value", "restated")]


def test_of_two_later_values_neither_is_what_became_of_the_earlier_one() -> None:
    old = edition(2021, facts=[total("288 Mt", 288e6, 2018), total("290 Mt", 290e6, 2019)])
    new = edition(
        2024, facts=[total("290 Mt", 290e6, 2019), total("283 Mt", 283e6, 2021), total("281 Mt", 281e6, 2022)]
    )
    told = [("added", "new_period"), ("added", "new_period"), ("removed", "dropped")]
    assert sorted(found(old, new, "fact")) == told


def test_things_of_two_kinds_are_never_one_series() -> None:
    share = fact("288 %", 288, "%", "In 2019 the total emissions were 288 %.", subject="total emissions", period="2019")
    assert sorted(pair(total("288 t", 288), share)) == [("added", "added"), ("removed", "dropped")]


def test_a_decline_against_another_base_is_another_quantity() -> None:
    def cut(base: int, value: float) -> dict[str, Any]:
        context = f"By 2030 emissions fall {value:g} % relative to {base}, or {value:g} %."
        more = {"subject": "emissions", "period": "2030", "measure": "decrease", "occurrence": 2}
        return fact(f"{value:g} %", value, "%", context, **more)

    assert pair(cut(2005, 20), cut(2005, 24)) == [("value", "restated")]
    assert sorted(pair(cut(2005, 20), cut(1990, 24))) == [("added", "added"), ("removed", "dropped")]


def test_values_within_the_tolerance_are_equal() -> None:
    assert pair(total("1,000 t", 1000), total("1,004 t", 1004), 0.005) == [("wording", "wording")]
    assert pair(total("1,000 t", 1000), total("1,006 t", 1006), 0.005) == [("value", "restated")]


def test_the_change_is_told_in_absolute_and_relative_terms() -> None:
    old, new = edition(2021, facts=[total("200 t", 200)]), edition(2024, facts=[total("150 t", 150)])
    (change,) = compare(old, new).changes
    assert (change.delta, change.relative, change.unit) == (-50, -0.25, "tCO2e")


def test_money_of_two_currencies_is_not_subtracted() -> None:
    old = total("5 m", 5e6, unit="TWD")
    new = {**total("6 m", 6e6), "unit": "USD", "kind": "currency"}
    (change,) = compare(edition(2021, facts=[old]), edition(2024, facts=[new])).changes
    assert (change.class_, change.delta) == ("unit", None)
