"""Indicators: the values of the named series that a user follows from edition to edition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from natcom.config import Config
from natcom.config.indicators import MARK, Indicator, Key, Place
from natcom.config.units import Units
from natcom.identity import Ids
from natcom.languages import LanguageReader, language_reader
from natcom.records import Fact, IndicatorValue, Located, Mention, Paragraph, Section, Table, TableValue
from natcom.text.iso_periods import spelled

TRAIL_JOINT = " / "


@dataclass(frozen=True, slots=True)
class IndicatorSources:
    """What indicators are taken from: the records of one document."""

    facts: Sequence[Fact] = ()
    table_values: Sequence[TableValue] = ()
    tables: Sequence[Table] = ()
    sections: Sequence[Section] = ()
    paragraphs: Sequence[Paragraph] = ()
    mentions: Sequence[Mention] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A record that may be a value of a series, with the texts that its patterns are searched in."""

    record: Located
    record_id: str
    trail: tuple[str, ...]
    texts: Mapping[Place, str]
    value: float | int | None = None
    value_high: float | int | None = None
    unit: str | None = None
    period: str | None = None
    own_period: str | None = None
    measure: str | None = None
    kind: str | None = None


def extract_indicators(document_id: str, sources: IndicatorSources, config: Config) -> tuple[IndicatorValue, ...]:
    """The values of the configuration's series, series by series.

    A value that several records state for one key and period is given once. Nothing is guessed: a series of which the
    report says nothing has no value.
    """
    trails = _trails(sources.sections)
    language = language_reader(config.language, config.units)
    if language is None:
        return ()
    found: dict[str, list[_Candidate]] = {
        "fact": list(_of_facts(sources.facts, trails, language)),
        "table": list(_of_tables(sources, trails)),
        "time": list(_of_times(sources.paragraphs, trails, language)) if _wants("time", config) else [],
        "mention": list(_of_mentions(sources, trails, config, language)) if _wants("mention", config) else [],
    }
    drafts = [
        (indicator, _dated(indicator, candidate), number, _key_value(indicator.key, candidate))
        for indicator in config.indicators
        for source in indicator.sources
        for candidate in found[source]
        if (number := _taken(indicator, candidate, config.units)) is not None
    ]
    return _records(document_id, [d for d in drafts if d[0].key is None or not d[0].key.required or d[3] is not None])


def _wants(source: str, config: Config) -> bool:
    return any(source in indicator.sources for indicator in config.indicators)


def _trails(sections: Sequence[Section]) -> dict[str | None, tuple[str, ...]]:
    """For each section path the headings from the chapter down to it, labels included."""
    by_id = {section.section_id: section for section in sections}
    trails: dict[str | None, tuple[str, ...]] = {None: ()}
    for section in sections:
        trail: list[str] = []
        above: Section | None = section
        while above is not None:
            trail.insert(0, f"{above.label} {above.title}".strip())
            above = by_id.get(above.parent_id or "")
        trails[section.path] = tuple(trail)
    return trails


def _marked(sentence: str, start: int, end: int) -> str:
    return sentence[:start] + MARK + sentence[end:]


def _texts(sentence: str, trail: Sequence[str], subject: str | None = None) -> dict[Place, str]:
    return {
        "sentence": sentence,
        "before": sentence.partition(MARK)[0],
        "heading": TRAIL_JOINT.join(trail),
        "subject": subject or "",
    }


def _of_facts(
    facts: Sequence[Fact], trails: Mapping[str | None, tuple[str, ...]], language: LanguageReader
) -> Iterator[_Candidate]:
    for fact in facts:
        start = -1
        for _ in range(fact.occurrence):
            start = fact.context.find(fact.quote, start + 1)
        sentence = _marked(fact.context, start, start + len(fact.quote)) if start >= 0 else MARK
        trail = trails.get(fact.section_path, ())
        period = fact.period or (spelled(fact.period_start, fact.period_end) if _is_dated(fact, language) else None)
        yield _Candidate(
            record=fact,
            record_id=fact.fact_id,
            trail=trail,
            texts=_texts(sentence, trail, fact.subject),
            value=fact.value,
            value_high=fact.value_high,
            unit=fact.unit,
            period=period,
            own_period=fact.period,
            measure=fact.measure,
            kind=fact.kind,
        )


def _is_dated(fact: Fact, language: LanguageReader) -> bool:
    """Whether the time that was found for the fact, if outside its sentence, is surely its own.

    A time from the sentence before does not count where it goes on for good, or where the fact's sentence has another.
    """
    if fact.period_source != "paragraph":
        return True
    return fact.period_end is not None and not any(time.iso for time in language.times(fact.context))


def _of_tables(sources: IndicatorSources, trails: Mapping[str | None, tuple[str, ...]]) -> Iterator[_Candidate]:
    tables = {table.table_id: table for table in sources.tables}
    for value in sources.table_values:
        table = tables.get(value.table_id)
        trail = trails.get(table.section_path if table else None, ())
        texts: dict[Place, str] = {
            "row": " | ".join(value.row_labels),
            "column": " | ".join(value.col_labels),
            "caption": (table.caption or "") if table else "",
            "heading": TRAIL_JOINT.join(trail),
        }
        if value.value is not None:
            yield _Candidate(
                record=value,
                record_id=value.value_id,
                trail=trail,
                texts=texts,
                value=value.value,
                value_high=value.value_high,
                unit=value.unit,
                period=value.period,
                own_period=value.period,
                measure="level",
            )


def _of_times(
    paragraphs: Sequence[Paragraph], trails: Mapping[str | None, tuple[str, ...]], language: LanguageReader
) -> Iterator[_Candidate]:
    for paragraph in paragraphs:
        spans = language.sentences(paragraph.text)
        trail = trails.get(paragraph.section_path, ())
        for time in language.times(paragraph.text):
            inside = next(((a, b) for a, b in spans if a <= time.core < b), None)
            if inside and time.iso:
                a, b = inside
                sentence = _marked(paragraph.text[a:b], time.core - a, time.end - a)
                texts = _texts(sentence, trail)
                yield _Candidate(paragraph, paragraph.paragraph_id, trail, texts, period=time.iso, own_period=time.iso)


def _of_mentions(
    sources: IndicatorSources, trails: Mapping[str | None, tuple[str, ...]], config: Config, language: LanguageReader
) -> Iterator[_Candidate]:
    """Names in the sentences of their section that hold them; a name that stands there twice gives two candidates."""
    by_path: dict[str, list[str]] = {}
    for paragraph in sources.paragraphs:
        found = [paragraph.text[a:b] for a, b in language.sentences(paragraph.text)]
        by_path.setdefault(paragraph.section_path, []).extend(found)
    wanted = {kind for indicator in config.indicators for kind in indicator.mentions}
    for mention in sources.mentions:
        if mention.kind not in wanted:
            continue
        trail = trails.get(mention.section_path, ())
        for sentence in by_path.get(mention.section_path or "", ()):
            for match in re.finditer(re.escape(mention.text), sentence):
                texts = _texts(_marked(sentence, *match.span()), trail)
                yield _Candidate(mention, mention.mention_id, trail, texts, kind=mention.kind)


def _taken(indicator: Indicator, candidate: _Candidate, units: Units) -> tuple[Any, Any] | None:
    """(value, upper value) in the series' unit if the candidate is one of its values, else None."""
    texts = candidate.texts
    asked: tuple[tuple[str, Place], ...] = (
        (indicator.section, "heading"),
        (indicator.subject, "subject"),
        (indicator.caption, "caption"),
        (indicator.row, "row"),
        (indicator.column, "column"),
    )
    is_table = isinstance(candidate.record, TableValue)
    if any(pattern and place in texts and not re.search(pattern, texts[place]) for pattern, place in asked):
        return None
    if is_table:
        if not (indicator.caption or indicator.row or indicator.column):
            return None
    elif not indicator.says(texts["sentence"]):
        return None
    if indicator.measure and candidate.measure != indicator.measure:
        return None
    if indicator.dated and candidate.period is None:
        return None
    if isinstance(candidate.record, Mention):
        return (None, None) if candidate.kind in indicator.mentions else None
    if isinstance(candidate.record, Paragraph):
        return None, None
    return _in_unit(indicator, candidate, units)


def _dated(indicator: Indicator, candidate: _Candidate) -> _Candidate:
    return replace(candidate, period=candidate.own_period) if indicator.own_period else candidate


def _in_unit(indicator: Indicator, candidate: _Candidate, units: Units) -> tuple[Any, Any] | None:
    factor = _factor(indicator, candidate, units)
    if factor is None or candidate.value is None:
        return None
    value = _times(candidate.value, factor)
    high = _times(candidate.value_high, factor) if candidate.value_high is not None else None
    if indicator.minimum is not None and value < indicator.minimum:
        return None
    if indicator.maximum is not None and (high if high is not None else value) > indicator.maximum:
        return None
    return value, high


def _factor(indicator: Indicator, candidate: _Candidate, units: Units) -> Decimal | None:
    """What a value in the candidate's unit is multiplied by to be in the series' unit; None where they do not meet."""
    unit = candidate.unit
    if unit is None:
        return Decimal(1) if indicator.bare else None
    if unit == indicator.unit or unit in indicator.also:
        return Decimal(1)
    own, wanted = units.canonical_unit(unit), units.canonical_unit(indicator.unit or "")
    if (
        own is None
        or wanted is None
        or own[0] != wanted[0]
        or (unit.endswith("point")) != (wanted[0].endswith("point"))
    ):
        return None
    return Decimal(str(own[1])) / Decimal(str(wanted[1]))


def _times(value: float | int, factor: Decimal) -> float | int:
    product = Decimal(str(value)) * factor
    return int(product) if product == product.to_integral_value() else float(product)


def _key_value(key: Key | None, candidate: _Candidate) -> str | None:
    if key is None:
        return None
    for place in key.places:
        text = candidate.texts.get(place, "")
        parts = reversed(candidate.trail) if place == "heading" else (text,)
        for part in parts:
            hits = [(m.start(), m.end(), name, m) for name, p in key.patterns for m in p.finditer(part)]
            if hits:
                _, _, name, match = max(hits, key=lambda hit: (hit[1], -hit[0]))
                return name or _squeezed(match.groupdict().get("v") or match[0])
    return None


def _squeezed(text: str) -> str:
    """A key as printed without the blanks beside letters of other scripts, which typesetters put in or leave out."""
    return " ".join(re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", text).split())


_Draft = tuple[Indicator, _Candidate, tuple[Any, Any], str | None]


def _records(document_id: str, drafts: Sequence[_Draft]) -> tuple[IndicatorValue, ...]:
    """One record for each value of a series, key and period; one without a period yields to one with it."""
    dated = {(i.name, key, number) for i, candidate, number, key in drafts if candidate.period}
    ids = Ids(document_id)
    seen: set[tuple[Any, ...]] = set()
    records: list[IndicatorValue] = []
    for indicator, candidate, number, key in drafts:
        if candidate.period is None and (indicator.name, key, number) in dated:
            continue
        identity = (indicator.name, key, number, candidate.period)
        if identity in seen:
            continue
        seen.add(identity)
        record = candidate.record
        records.append(
            IndicatorValue(
                indicator_value_id=ids.make("ind", indicator.name, key, candidate.period, *number),
                indicator=indicator.name,
                dim_name=indicator.key.name if indicator.key and key else None,
                dim_value=key,
                value=number[0],
                value_high=number[1],
                unit=indicator.unit if number[0] is not None else None,
                period=candidate.period,
                record_id=candidate.record_id,
                page=record.page,
                page_label=record.page_label,
                boxes=record.boxes,
                line_start=record.line_start,
                line_end=record.line_end,
            )
        )
    return tuple(records)
