"""What happened to facts and indicators: each series in both editions, and the cause of every difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from natcom.comparison.classify import Quantity, judge
from natcom.comparison.facts import aim, dimension
from natcom.comparison.pairing import Draft, Pairing
from natcom.comparison.periods import is_stated, period_known
from natcom.comparison.sides import fact_side, indicator_side
from natcom.comparison.words import differences, mask, squeeze
from natcom.records import Fact, IndicatorValue

APPROXIMATE = "approx"


def fact_changes(pairing: Pairing) -> Iterator[Draft]:
    """Every fact that differs, by the cause; one that stands in one edition only is added, dropped, or a new period."""
    old, new = pairing.old.facts, pairing.new.facts
    match = pairing.facts
    for a, fact in enumerate(old):
        if a in match.pairs:
            other = new[match.pairs[a]]
            quotes = quotes_of(pairing, fact, other)
            values = _of_fact(pairing, 0, fact, quotes), _of_fact(pairing, 1, other, quotes)
            verdict = judge(*values, pairing.config, later=pairing.later)
            if verdict:
                words = differences(fact.context, other.context)
                yield Draft("fact", *verdict, fact_side(fact), fact_side(other), values, words)
        else:
            cause = "new_period" if a in match.kin_of_old else "dropped"
            yield Draft("fact", "removed", cause, fact_side(fact), None)
    kept = set(match.pairs.values())
    for b, fact in enumerate(new):
        if b not in kept:
            cause = "new_period" if b in match.kin_of_new else "added"
            yield Draft("fact", "added", cause, None, fact_side(fact))


def masked(fact: Fact, quotes: Iterable[str]) -> str:
    """The fact's sentence with all its figures masked, those in words too where one of the quotes spells them out."""
    text = fact.context
    for quote in sorted(quotes, key=len, reverse=True):
        text = text.replace(quote, "0")
    return mask(text)


def quotes_of(pairing: Pairing, old: Fact, new: Fact) -> frozenset[str]:
    """The quotes of all facts of either sentence: a figure that was read in one edition only is masked in both."""
    return pairing.old.quotes_in[old.context] | pairing.new.quotes_in[new.context]


def _of_fact(pairing: Pairing, edition: int, fact: Fact, quotes: frozenset[str]) -> Quantity:
    config, potentials = pairing.config, pairing.potentials[edition]
    kind = dimension(fact, config)
    return Quantity(
        value=fact.value,
        value_high=fact.value_high,
        unit=fact.unit,
        dimension=kind,
        period=period_known(fact),
        quote=fact.quote,
        words=masked(fact, quotes),
        gwp=potentials.of_fact(fact),
        free=kind not in config.gwp_dimensions or bool(config.gwp_free.regex.search(fact.subject or "")),
        approx=fact.qualifier == APPROXIMATE,
        aim=aim(fact),
        ahead=pairing.is_ahead(edition, period_known(fact)),
        stated=is_stated(fact),
    )


Key = tuple[str, str | None, str | None]


def indicator_changes(pairing: Pairing) -> Iterator[Draft]:
    """Every value of a named series that differs; of one period first, then the latest of each edition."""
    old, new = _by_series(pairing.old.indicators), _by_series(pairing.new.indicators)
    for key in sorted({*old, *new}, key=str):
        left, right = list(old.get(key, ())), list(new.get(key, ()))
        for period in [item.period for item in left if item.period in {other.period for other in right}]:
            a, b = _take(left, period), _take(right, period)
            if a and b:
                yield from _of_indicator(pairing, a, b)
        if left and right:  # what is left are other periods of the same series
            yield from _of_indicator(pairing, left.pop(), right.pop())
        going_on = key in old and key in new
        for a in left:
            yield Draft(
                "indicator", "removed", "new_period" if going_on else "dropped", indicator_side(pairing.old, a), None
            )
        for b in right:
            yield Draft(
                "indicator", "added", "new_period" if going_on else "added", None, indicator_side(pairing.new, b)
            )


def series_key(item: IndicatorValue) -> Key:
    """What makes two values of indicators one series; its key is compared as texts are."""
    return item.indicator, item.dim_name, squeeze(item.dim_value)


def _by_series(items: tuple[IndicatorValue, ...]) -> dict[Key, list[IndicatorValue]]:
    result: dict[Key, list[IndicatorValue]] = defaultdict(list)
    for item in sorted(items, key=lambda item: item.period or ""):
        result[series_key(item)].append(item)
    return result


def _take(items: list[IndicatorValue], period: str | None) -> IndicatorValue | None:
    """Take the first item of this period out of the list."""
    found = next((item for item in items if item.period == period), None)
    if found is not None:
        items.remove(found)
    return found


def _of_indicator(pairing: Pairing, a: IndicatorValue, b: IndicatorValue) -> Iterator[Draft]:
    old, new = pairing.old.fact_of.get(a.record_id), pairing.new.fact_of.get(b.record_id)
    quotes = quotes_of(pairing, old, new) if old and new else frozenset()
    values = _quantity(pairing, 0, a, quotes), _quantity(pairing, 1, b, quotes)
    sides = indicator_side(pairing.old, a), indicator_side(pairing.new, b)
    verdict = judge(*values, pairing.config, later=pairing.later)
    if verdict:
        yield Draft("indicator", *verdict, *sides, values)


def _quantity(pairing: Pairing, edition: int, item: IndicatorValue, quotes: frozenset[str]) -> Quantity:
    view, potentials, config = (pairing.old, pairing.new)[edition], pairing.potentials[edition], pairing.config
    fact = view.fact_of.get(item.record_id)
    known = config.units.get(item.unit or "")
    kind = known.dimension if known else None
    return Quantity(
        value=item.value,
        value_high=fact.value_high if fact else None,
        unit=item.unit,
        dimension=kind,
        period=item.period,
        quote=view.quotes.get(item.record_id) or "",
        words=masked(fact, quotes) if fact else "",
        gwp=potentials.of_fact(fact) if fact else None,
        free=kind not in config.gwp_dimensions
        or bool(config.gwp_free.regex.search(fact.subject or "" if fact else "")),
        approx=bool(fact) and fact.qualifier == APPROXIMATE if fact else False,
        aim=aim(fact) if fact else None,
        ahead=pairing.is_ahead(edition, item.period),
    )
