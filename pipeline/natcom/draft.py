"""What the draft of a new edition forgot to renew: it still says what the last edition said, of the same time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from natcom.checks.base import Side, finding, quote, side
from natcom.comparison import Comparison
from natcom.comparison.records import CellSide, FactSide, IndicatorSide
from natcom.config import Config
from natcom.records import Extraction, Fact, Finding, Table
from natcom.text.squeeze import squeeze

YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
RECENT = 1  # years before the last edition's latest data: what it said of them was news then, and is not any more


def check_against(draft: Extraction, old: Extraction, comparison: Comparison, config: Config) -> tuple[Finding, ...]:
    """The draft's values, sentences and tables that a new edition would be expected to renew.

    `comparison` is that of the two editions: values that it calls stale ("at present", "to date") come first; then
    sentences repeated to the letter that give values of the old edition's latest years; then tables whose years end
    where they ended.
    """
    stale = list(_stale(draft, comparison, config))
    told = {record for one in stale for record in one.record_ids}
    latest = latest_year(old)
    if latest is None:
        return tuple(stale)
    repeated = (f for f in _repeated(draft, old, config, latest) if not told & set(f.record_ids))
    return (*stale, *repeated, *_tables(draft, old, config, latest))


def latest_year(old: Extraction) -> int | None:
    """The latest year that the edition has data of: the last one, not after its own, that values actually hold for."""
    bound = old.document.year or 9999
    values = [f.period for f in old.facts if f.value_type not in ("target", "projection")]
    values += [v.period for v in old.table_values]
    years = [year for period in values for year in _years(period) if year <= bound]
    return max(years, default=None)


def _years(text: str | None) -> list[int]:
    return [int(year) for year in YEAR.findall(text or "")]


def _stale(draft: Extraction, comparison: Comparison, config: Config) -> Iterator[Finding]:
    told: set[str | None] = set()
    for change in sorted(comparison.changes, key=lambda change: isinstance(change.new, IndicatorSide)):
        old, new = change.old, change.new
        if change.class_ != "stale" or old is None or not isinstance(new, FactSide | CellSide | IndicatorSide):
            continue
        source = new.record_id if isinstance(new, IndicatorSide) else new.id
        if source in told:  # an indicator is the fact that it was made from
            continue
        told.add(source)
        text = new.text if isinstance(new, CellSide) else new.quote or ""
        context = new.context if isinstance(new, FactSide) else text
        place = Side(new.id or "", new.page, new.page_label, new.boxes)
        words = {"found": text, "context": quote(context, config), "old_page": _shown(old.page)}
        yield finding(draft, config, "draft-stale", [place], **words)


def _shown(page: int | None) -> str:
    return str(page) if page else "?"


def _repeated(draft: Extraction, old: Extraction, config: Config, latest: int) -> Iterator[Finding]:
    before: dict[tuple[str, str], Fact] = {(squeeze(f.context), squeeze(f.quote)): f for f in old.facts}
    for fact in draft.facts:
        known = before.get((squeeze(fact.context), squeeze(fact.quote)))
        years = _years(fact.period)
        if known is None or not years or not latest - RECENT <= max(years) <= latest or fact.period != known.period:
            continue
        words = {"found": fact.quote, "context": quote(fact.context, config), "old_page": _shown(known.page)}
        yield finding(draft, config, "draft-repeated", [side(fact)], period=fact.period, **words)


def _tables(draft: Extraction, old: Extraction, config: Config, latest: int) -> Iterator[Finding]:
    before: dict[str, Table] = {squeeze(YEAR.sub("", t.caption or "")): t for t in old.tables if t.caption}
    for table in draft.tables:
        known = before.get(squeeze(YEAR.sub("", table.caption or ""))) if table.caption else None
        years = series_years(table)
        if known is None or not years or max(years) > latest or max(years) != max(series_years(known), default=None):
            continue
        name = f"{table.label or ''} {table.caption}".strip()
        words = {"found": str(max(years)), "table": name, "old_page": _shown(known.page)}
        yield finding(draft, config, "draft-table", [side(table)], **words)


def series_years(table: Table) -> list[int]:
    """The years of a table that runs over years: those of its heads, where at least two follow each other in one."""
    heads = [c.text for c in table.cells if c.row < table.header_rows or c.col < table.header_cols]
    years = [year for text in heads for year in _years(text)]
    return years if _runs_on(years) else []


def _runs_on(years: Iterable[int]) -> bool:
    ordered = sorted(set(years))
    return any(b > a for a, b in pairwise(ordered))
