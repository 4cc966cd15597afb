"""Observations: facts, table values and indicators in one long table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from natcom.config.units import Units
from natcom.identity import Ids, digest
from natcom.records import Extraction, Fact, IndicatorValue, Located, Mention, Observation, Table, TableValue
from natcom.text.iso_periods import bounds


def build_observations(extraction: Extraction, units: Units) -> tuple[Observation, ...]:
    """One observation for each number or notation key that the report states: of facts, of tables, of indicators.

    A fact or table value that an indicator was taken from names it. An indicator without a number (a date, a name)
    has an observation of its own.
    """
    titles = {section.path: section.title for section in extraction.sections}
    builder = _Builder(extraction, units, Ids(extraction.document.document_id), titles)
    named: dict[str, list[IndicatorValue]] = {}
    for indicator in extraction.indicators:
        named.setdefault(indicator.record_id, []).append(indicator)
    tables = {table.table_id: table for table in extraction.tables}
    observations: list[Observation] = []
    for fact in extraction.facts:
        observations += builder.of_fact(fact, named.get(fact.fact_id, ()))
    for value in extraction.table_values:
        observations += builder.of_value(value, named.get(value.value_id, ()), tables.get(value.table_id))
    mentions = {mention.mention_id: mention for mention in extraction.mentions}
    for indicator in extraction.indicators:
        if indicator.value is None:
            observations.append(builder.of_indicator(indicator, mentions.get(indicator.record_id)))
    return tuple(observations)


@dataclass(frozen=True)
class _Builder:
    """Makes the observations of one document."""

    extraction: Extraction
    units: Units
    ids: Ids
    titles: Mapping[str, str]

    def of_fact(self, fact: Fact, indicators: Sequence[IndicatorValue]) -> Iterator[Observation]:
        """The fact's observation; one for each series where it is a value of several."""
        for indicator in indicators or (None,):
            yield self._make(
                fact,
                fact.fact_id,
                indicator,
                area=fact.area,
                series_id=fact.series_id,
                subject=fact.subject,
                value=fact.value,
                value_high=fact.value_high,
                unit=fact.unit,
                unit_code=fact.unit_code,
                canonical_value=self._canonical(fact.value, fact.unit),
                per=fact.per,
                qualifier=fact.qualifier,
                measure=fact.measure,
                share_of=fact.share_of,
                value_type=fact.value_type,
                structural=fact.structural,
                period_start=fact.period_start,
                period_end=fact.period_end,
                base_period=fact.base_period,
                gas=fact.gas,
                section_path=fact.section_path,
                quote=fact.quote,
            )

    def of_value(
        self, value: TableValue, indicators: Sequence[IndicatorValue], table: Table | None
    ) -> Iterator[Observation]:
        """The table value's observation; one for each series where it is a value of several."""
        for indicator in indicators or (None,):
            yield self._make(
                value,
                value.value_id,
                indicator,
                series_id=value.series_id,
                row_labels=value.row_labels,
                col_labels=value.col_labels,
                value=value.value,
                value_high=value.value_high,
                unit=value.unit,
                unit_code=value.unit_code,
                canonical_value=self._canonical(value.value, value.unit),
                per=value.per,
                value_type=value.value_type,
                period_start=value.period_start,
                period_end=value.period_end,
                gas=value.gas,
                notation_key=value.notation_key,
                section_path=table.section_path if table else None,
                table_caption=table.caption if table else None,
                quote=value.text,
            )

    def of_indicator(self, indicator: IndicatorValue, mention: Mention | None) -> Observation:
        """The observation of an indicator without a number: a time, or the place that a name stands for."""
        start, end = bounds(indicator.period)
        return self._make(
            indicator,
            indicator.indicator_value_id,
            indicator,
            area=mention.code if mention and mention.kind == "country" else None,
            series_id=f"series-{digest('indicator', indicator.indicator, indicator.dim_name, indicator.dim_value)}",
            period_start=start,
            period_end=end,
            section_path=mention.section_path if mention else None,
            quote=mention.text if mention else None,
        )

    def _make(self, record: Located, record_id: str, indicator: IndicatorValue | None, **fields: Any) -> Observation:
        path = fields.get("section_path")
        return Observation(
            observation_id=self.ids.make("obs", record_id, indicator.indicator_value_id if indicator else None),
            document_id=self.extraction.document.document_id,
            party=self.extraction.document.party,
            indicator=indicator.indicator if indicator else None,
            record_id=record_id,
            section_title=self.titles.get(path) if path else None,
            page=record.page,
            page_label=record.page_label,
            boxes=record.boxes,
            line_start=record.line_start,
            line_end=record.line_end,
            **fields,
        )

    def _canonical(self, value: float | int | None, unit: str | None) -> float | None:
        """The value in the unit that its kind is compared in; as it is where there is no other."""
        if value is None:
            return None
        known = self.units.canonical_unit(unit) if unit else (None, 1)
        return float(Decimal(str(value)) * Decimal(str(known[1]))) if known else None
