"""English: times, numbers that are none, attributes, cells and sentences, one behaviour each."""

from __future__ import annotations

from itertools import pairwise

import pytest

from natcom.config import load_config
from natcom.languages.base import FoundFact
from natcom.languages.en import grammar, ordinal, read_cell, read_facts, read_numbers, read_times, sentences
from natcom.languages.en.numerals import parse_number, roman

CONFIG = load_config(language="en")
assert CONFIG.language.facts is not None
GRAMMAR = grammar(CONFIG.language.facts, CONFIG.units)


def facts(text: str) -> tuple[FoundFact, ...]:
    return read_facts(text, GRAMMAR)


def quotes(text: str) -> list[str]:
    return [text[fact.start : fact.end] for fact in facts(text)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("in 1990", "1990"),
        ("by 2030", "../2030"),
        ("By the end of 2025", "../2025"),
        ("as of June 2022", "../2022-06"),
        ("since 1995", "1995/.."),
        ("from 2021 onwards", "2021/.."),
        ("between 1990 and 2005", "1990/2005"),
        ("from 1990 to 2005", "1990/2005"),
        ("1990–2005", "1990/2005"),
        ("1971 – 97", "1971/1997"),
        ("fiscal year 2019/20", "2019/2020"),
        ("2018-19", "2018/2019"),
        ("FY2020", "2020"),
        ("July 1997", "1997-07"),
        ("12 March 2021", "2021-03-12"),
        ("March 3, 2020", "2020-03-03"),
        ("6-18 November 2022", "2022-11-06/2022-11-18"),
        ("May to October 1998", "1998-05/1998-10"),
        ("at the end of 2005", "2005"),
        ("the first half of 2023", "2023-01/2023-06"),
        ("the fourth quarter of 2019", "2019-10/2019-12"),
        ("2021-04", "2021-04"),
    ],
)
def test_times(text: str, iso: str) -> None:
    assert [time.iso for time in read_times(text, GRAMMAR)] == [iso]


@pytest.mark.parametrize("text", ["in the 1990s", "1,990 tonnes", "2000mm", "$2019", "decision 2/CP.17", "2030.5"])
def test_what_is_no_time(text: str) -> None:
    assert read_times(text, GRAMMAR) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,159.5", 1159.5),
        ("12\u202f345", 12345),
        ("twenty-two", 22),
        ("Nineteen", 19),
        ("two hundred and six", 206),
        ("three thousand five hundred", 3500),
        ("3.5 × 10^6", 3_500_000),
        ("many", None),
    ],
)
def test_numerals(text: str, value: float | None) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("number", range(1, 200, 7))
def test_roman_numerals_round_trip(number: int) -> None:
    assert ordinal(roman(number)) == number or len(roman(number)) == 1


@pytest.mark.parametrize(
    ("numeral", "number"), [("A", 1), ("c", 3), ("IIII", None), ("vx", None), ("Iv", None), ("", None)]
)
def test_ordinals(numeral: str, number: int | None) -> None:
    assert ordinal(numeral) == number


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It rose. It fell.", ["It rose.", "It fell."]),
        ("It rose by 1.5 °C; then it fell.", ["It rose by 1.5 °C;", "then it fell."]),
        ("Gases, e.g. CO2, i.e. Nos. 1 to 3, were listed.", ["Gases, e.g. CO2, i.e. Nos. 1 to 3, were listed."]),
        ("Dr. A. B. Moana of the U.S. Agency spoke.", ["Dr. A. B. Moana of the U.S. Agency spoke."]),
        ("1. The office collects data. It checks them.", ["1. The office collects data.", "It checks them."]),
        ("Is it so? “Yes.” It is!", ["Is it so?", "“Yes.”", "It is!"]),
        ("Rain etc. The end.", ["Rain etc.", "The end."]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, GRAMMAR)] == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.5", (1234.5, None, None, None)),
        ("(3.2)", (-3.2, None, None, None)),
        ("−0.6", (-0.6, None, None, None)),
        ("12.3*", (12.3, None, None, None)),
        ("1.5E+03", (1500, None, None, None)),
        ("10–20", (10, 20, None, None)),
        ("< 0.01", (0.01, None, "lt", None)),
        ("5 Gg", (5000, None, None, "t")),
        ("40%", (40, None, None, "%")),
        ("US$3.2 million", (3_200_000, None, None, "USD")),
    ],
)
def test_cells(text: str, expected: tuple[float, float | None, str | None, str | None]) -> None:
    found = read_cell(text, GRAMMAR)
    assert found is not None
    assert (found.value, found.value_high, found.qualifier, found.reading.unit if found.reading else None) == expected


@pytest.mark.parametrize("text", ["NE", "–", "", "2019–2020 plan", "CO2", "Table 3", "about"])
def test_cells_that_hold_no_number_alone(text: str) -> None:
    assert read_cell(text, GRAMMAR) is None


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("It took about 5 km.", "approx"),
        ("It took more than 5 km.", "gt"),
        ("It took not more than 5 km.", "lte"),
        ("It took at least 5 km.", "gte"),
        ("It took 5 km or more.", "gte"),
        ("It took fewer than 5 boats.", "lt"),
        ("It lasted over 5 years.", None),
        ("The above three rules apply.", None),
        ("It took 5 km.", None),
    ],
)
def test_qualifiers(text: str, qualifier: str | None) -> None:
    assert [fact.qualifier for fact in facts(text)] == [qualifier]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Sales rose by 5 per cent.", "increase"),
        ("Sales fell to 5 per cent.", "level"),
        ("Sales of 5 per cent were seen.", "level"),
        ("A reduction in total sales of 5 per cent was seen.", "decrease"),
        ("The plan saves up to 5 GWh.", "decrease"),
        ("A growth rate of 5 per cent was seen.", "level"),
        ("A 5 per cent increase was seen.", "increase"),
        ("Rain fell in a time span of six hours.", "level"),
    ],
)
def test_measures(text: str, measure: str) -> None:
    assert [fact.measure for fact in facts(text)] == [measure]


@pytest.mark.parametrize(
    ("text", "periods", "base"),
    [
        ("In 2005 it was 5 km and in 2015 it was 9 km.", ["2005", "2015"], None),
        ("The law, signed in 2004, names 5 km.", [None], None),
        ("It is 5 per cent below 2005 levels.", [None], "2005"),
        ("Compared with 1990, it fell by 5 per cent in 2010.", ["2010"], "1990"),
        ("It is 5 km (in 2012) wide.", ["2012"], None),
        ("It is 5 km wide. In 2010 it was not.", [None], None),
    ],
)
def test_periods_and_bases(text: str, periods: list[str | None], base: str | None) -> None:
    found = facts(text)
    assert [fact.period for fact in found] == periods
    assert found[0].base_period == base


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There are 3,400 day trippers.", ["3,400 day trippers"]),
        ("Two or three villages share it.", ["Two or three villages"]),
        ("It costs US$5 to 7 million.", ["US$5 to 7 million"]),
        ("It rose from 10 to 15 per cent.", ["10", "15 per cent"]),
        ("In 2000 people moved.", []),
        ("Over 2000 people moved.", ["2000 people"]),
        ("Three cyclones come in every two years.", ["Three cyclones"]),
        ("Half of them left in the second half of the year.", ["Half"]),
        ("Three quarters of 1998 were dry.", []),
        ("$NZ5 million was paid.", ["$NZ5 million"]),
        ("A two-year-old tree grew.", ["two-year"]),
    ],
)
def test_quotes(text: str, found: list[str]) -> None:
    assert quotes(text) == found


@pytest.mark.parametrize(
    ("text", "unit", "gas"),
    [
        ("Methane emissions were 12 Gg.", "tCH4", "CH4"),
        ("Emissions were 12 Gg.", "tCO2e", "CO2e"),
        ("Carbon dioxide emissions were 12 Gg.", "tCO2", "CO2"),
        ("Imports of coal were 12 Gg.", "t", None),
    ],
)
def test_a_bare_mass_of_gas(text: str, unit: str, gas: str | None) -> None:
    (fact,) = facts(text)
    assert (fact.quantity.reading.unit, fact.quantity.reading.gas) == (unit, gas)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("It costs US$5 per person.", "person"),
        ("It uses 5 GWh a year.", "year"),
        ("Annual use is 5 GWh.", "year"),
        ("Per capita use is 5 GWh.", "person"),
        ("It uses 5 GWh.", None),
    ],
)
def test_rates(text: str, per: str | None) -> None:
    assert [fact.per for fact in facts(text)] == [per]


def test_every_number_is_claimed_once_and_in_order() -> None:
    text = "In 2005, Table 3 shows 5 km of CO2 pipes, 12 of 300 wells, COP 21 and 40 per cent (see Tel: 29 347)."
    claims = read_numbers(text, GRAMMAR).claims
    assert [c.start for c in claims] == sorted(c.start for c in claims)
    assert all(a.end <= b.start for a, b in pairwise(claims))
    assert {"fact", "date", "label", "identifier"} <= {c.claim for c in claims}
