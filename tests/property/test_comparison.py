"""What holds for any two editions: none differs from itself, and the other way round all is the other way round."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from comparing import GOLD, edition, fact, section, table
from natcom.comparison import Change, Comparison, EditionView, compare, read_edition
from natcom.comparison.records import MIRRORED

WORDS = st.text("abcdefgh water hills 人口經濟水能源 2019 2022", min_size=1, max_size=24).filter(str.strip)
FEW = settings(max_examples=40, deadline=None)


@st.composite
def outlines(draw: st.DrawFn) -> list[dict[str, Any]]:
    result = []
    for number in range(1, draw(st.integers(2, 5))):
        texts = draw(st.lists(WORDS.map(lambda word: word * 3), max_size=3))
        result.append(section(str(number), draw(WORDS), *texts))
        if draw(st.booleans()):
            result.append(section(f"{number}/{number}.1", draw(WORDS), *texts[:1]))
    return result


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    value, unit = draw(st.integers(0, 30)), draw(st.sampled_from(["tCO2e", "%", "MW", "GW", "places"]))
    period = draw(st.sampled_from([None, "2019", "2022", "../2030"]))
    quote, name = f"{value} {unit}", draw(st.sampled_from(["emissions", "total emissions", "share", "power"]))
    context = draw(st.sampled_from(["In {p} the {n} were {q}.", "Currently {n}: {q}.", "By AR4, {n} in {p} are {q}."]))
    return fact(quote, value, unit, context.format(p=period, n=name, q=quote), subject=name, period=period)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    years = draw(st.lists(st.sampled_from(["2010", "2015", "2019", "2022"]), min_size=1, max_size=3, unique=True))
    names = draw(st.lists(st.sampled_from(["Coal", "Gas", "Oil", "Wind"]), min_size=1, max_size=4, unique=True))
    values = st.sampled_from(["1", "20", "300", "3,000", "NE", "-4", ""])
    return table("1", draw(WORDS), [["Source", *years], *([name, *(draw(values) for _ in years)] for name in names)])


@st.composite
def editions(draw: st.DrawFn, year: int) -> EditionView:
    told = draw(st.lists(facts(), max_size=6))
    return edition(year, sections=draw(outlines()), facts=told, tables=draw(st.lists(tables(), max_size=2)))


def seen(change: Change, *, turned: bool = False) -> tuple[Any, ...]:
    """What a change says; of a turned one, what it would say the other way round."""
    sides = (change.new, change.old) if turned else (change.old, change.new)
    kind = MIRRORED.get(change.change, change.change) if turned else change.change
    delta = round(-change.delta if turned else change.delta, 9) if change.delta else change.delta
    cause = change.class_ if change.change not in {"added", "removed"} else ""
    return (change.what, kind, cause, *(side and side.model_dump_json() for side in sides), delta)


def all_seen(comparison: Comparison, *, turned: bool = False) -> list[str]:
    return sorted(repr(seen(change, turned=turned)) for change in comparison.changes)


@FEW
@given(editions(2021))
def test_an_edition_does_not_differ_from_itself(view: EditionView) -> None:
    comparison = compare(view, view)
    assert comparison.changes == ()
    assert comparison.restatements == ()


@FEW
@given(editions(2021), editions(2024))
def test_the_other_way_round_all_is_the_other_way_round(old: EditionView, new: EditionView) -> None:
    assert all_seen(compare(old, new)) == all_seen(compare(new, old), turned=True)


@FEW
@given(editions(2021), editions(2024))
def test_everything_is_matched_at_most_once(old: EditionView, new: EditionView) -> None:
    changes = [c for c in compare(old, new).changes if c.what in {"fact", "table"} and c.change in {"added", "removed"}]
    assert len({c.change_id for c in changes}) == len(changes)
    added = sum(c.what == "fact" and c.change == "added" for c in changes)
    removed = sum(c.what == "fact" and c.change == "removed" for c in changes)
    assert len(old.facts) - removed == len(new.facts) - added


@FEW
@given(st.data())
def test_what_is_left_out_is_found_to_be_gone_and_nothing_else(data: st.DataObject) -> None:
    view = read_edition(GOLD[1])
    gone = data.draw(st.sampled_from(view.facts))
    note = view.note.model_copy(update={"sha256": "other"})
    later = replace(view, note=note, facts=tuple(f for f in view.facts if f is not gone))
    assert [(c.what, c.change, c.old and c.old.id) for c in compare(view, later).changes] == [
        ("fact", "removed", gone.fact_id)
    ]


def test_the_samples_the_other_way_round() -> None:
    assert all_seen(compare(*GOLD)) == all_seen(compare(*reversed(GOLD)), turned=True)
