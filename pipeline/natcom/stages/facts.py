"""Numeric facts: every quantity of the running text, captions and footnotes, as a record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from natcom.config import Config
from natcom.config.facts import FactWords
from natcom.identity import Ids, digest
from natcom.languages import LanguageReader, language_reader
from natcom.languages.base import FoundFact
from natcom.model import Passage
from natcom.records import Box, Fact, Section, Step
from natcom.stages.report_time import ReportTime, resolved
from natcom.text.iso_periods import bounds


def extract_facts(
    passages: Sequence[Passage],
    sections: Sequence[Section],
    config: Config,
    document_id: str,
    time: ReportTime | None = None,
) -> tuple[Fact, ...]:
    """The facts of all passages, in the order of the passages and of the numbers in them.

    `sections` give the headings that a passage stands under: their times and events date what its sentences leave
    open, `time` what is told as measured. A language without words for facts gives none.
    """
    words = config.language.facts
    if words is None:
        return ()
    language = language_reader(config.language, config.units)
    if language is None:
        return ()
    surroundings = _Surroundings.read(passages, sections, words, language)
    reader = _Reader(config, words, surroundings, Ids(document_id), time)
    facts: list[Fact] = []
    for passage in passages:
        facts += reader.passage(passage, language.facts(passage.text))
    return tuple(facts)


@dataclass(frozen=True)
class _Surroundings:
    """What dates a fact from outside its paragraph: headings by path, and events that the text dates."""

    headings: dict[str, tuple[str, ...]]
    events: dict[str, str]
    words: FactWords
    language: LanguageReader

    @classmethod
    def read(
        cls, passages: Sequence[Passage], sections: Sequence[Section], words: FactWords, language: LanguageReader
    ) -> _Surroundings:
        """Headings (nearest first) by section path, and each event with the period that a sentence gives it."""
        titles = {section.section_id: section for section in sections}
        headings: dict[str, tuple[str, ...]] = {}
        for section in sections:
            chain, at = [], section
            while at is not None:
                chain.append(at.title)
                at = titles.get(at.parent_id or "")  # type: ignore[assignment]
            headings[section.path] = tuple(chain)
        events: dict[str, str] = {}
        for passage in passages:
            for start, end in language.sentences(passage.text):
                sentence = passage.text[start:end]
                names = {event_name(match) for match in words.events.regex.finditer(sentence)}
                if len(names) == 1 and words.events.held.search(sentence):
                    dated = [time.iso for time in language.times(sentence) if time.iso and len(time.iso) >= 7]
                    if len(dated) == 1:
                        events.setdefault(names.pop(), dated[0])
        return cls(headings, events, words, language)

    def date(self, sentence: str, path: str | None) -> tuple[str, str] | None:
        """(period, source) from an event that the sentence names, else from the nearest heading that dates anything."""
        event = self._event(sentence)
        if event:
            return event, "event"
        for title in self.headings.get(path or "", ()):
            times = [time.iso for time in self.language.times(title) if time.iso]
            if len(times) == 1:
                return times[0], "heading"
            event = self._event(title)
            if event:
                return event, "event"
        return None

    def _event(self, text: str) -> str | None:
        names = {event_name(match) for match in self.words.events.regex.finditer(text)}
        known = {self.events[name] for name in names if name in self.events}
        return known.pop() if len(known) == 1 and len(names) == 1 else None


def event_name(match: re.Match[str]) -> str:
    """One name for all spellings of a session: the digits of its number."""
    return next(group for group in match.groups() if group)


@dataclass(frozen=True)
class _Reader:
    """Makes records of what a language found in a passage."""

    config: Config
    words: FactWords
    surroundings: _Surroundings
    ids: Ids
    time: ReportTime | None

    def passage(self, passage: Passage, found: Sequence[FoundFact]) -> list[Fact]:
        """The facts of one passage; a sentence without a time may take the one that its paragraph is told at."""
        now = self.time.last_year if self.time else None
        return [self._fact(passage, fact, _running_time(fact, found, now)) for fact in found]

    def _fact(self, passage: Passage, found: FoundFact, before: str | None) -> Fact:
        text, quantity = passage.text, found.quantity
        quote = text[found.start : found.end]
        context = text[found.sentence_start : found.sentence_end]
        period, source = self._period(passage, found, before, context)
        start, end = bounds(period)
        boxes = tuple(Box(page=page, bbox=box) for page, box in passage.boxes(found.start, found.end))
        lines = passage.line_numbers(found.start, found.end)
        reading = quantity.reading
        clause = text[found.clause_start : found.end]
        return Fact(
            fact_id=self.ids.make("fact", passage.record_id, context, quote),
            paragraph_id=passage.record_id if passage.origin == "paragraph" else None,
            section_id=passage.section_id,
            section_path=passage.section_path,
            origin=passage.origin,
            quote=quote,
            context=context,
            occurrence=text[found.sentence_start : found.start].count(quote) + 1,
            kind=reading.kind,
            value=quantity.value,
            value_high=quantity.value_high,
            unit=reading.unit,
            unit_code=reading.unit_code,
            gas=reading.gas,
            gwp=self._gwp(context) if reading.gas else None,
            qualifier=found.qualifier,
            measure=found.measure,
            per=found.per,
            period=found.period,
            period_start=start,
            period_end=end,
            period_source=source,
            base_period=found.base_period or self._base(found, before),
            value_type=found.value_type,
            subject=found.subject,
            share_of=found.share_of,
            area=self._area(found.subject, clause),
            structural=self._structural(found),
            series_id=f"series-{digest(*self._series(found))}",
            char_start=found.start,
            char_end=found.end,
            rule=quantity.rule,
            steps=_steps(passage, found),
            page=boxes[0].page if boxes else None,
            page_label=_page_label(passage, found),
            boxes=boxes,
            line_start=lines[0] if lines else None,
            line_end=lines[1] if lines else None,
        )

    def _period(
        self, passage: Passage, found: FoundFact, before: str | None, context: str
    ) -> tuple[str | None, str | None]:
        if found.period:
            return found.period, "sentence"
        spoken_of = int(before[:4]) if before and before[:4].isdecimal() else self.time and self.time.last_year
        relative = resolved(found.relative_period, spoken_of)
        if relative:
            return relative, "paragraph" if before else "report"
        if before:
            return before, "paragraph"
        return self.surroundings.date(context, passage.section_path) or self._reported(passage, found)

    def _base(self, found: FoundFact, before: str | None) -> str | None:
        """The time that a change is told against where the sentence says it in relation to its own (last year)."""
        own = found.period or before
        year = int(own[:4]) if own and own[:4].isdecimal() else self.time and self.time.last_year
        return resolved(found.relative_base, year)

    def _reported(self, passage: Passage, found: FoundFact) -> tuple[str | None, str | None]:
        """The report's own period for what is told as done or measured: with a base before it, or a word that says so.

        Never for plans, outlooks and limits, and not outside running text.
        """
        if self.time is None or not self.time.dates or passage.origin != "paragraph":
            return None, None
        clause = passage.text[found.clause_start : found.start]
        planned = found.value_type not in (None, "actual")
        measured = found.value_type == "actual" or bool(self.words.sign("measured").search(clause))
        against = found.base_period is not None and found.base_period[:4] < str(self.time.last_year)
        return (self.time.period, "report") if not planned and (measured or against) else (None, None)

    def _gwp(self, context: str) -> str | None:
        """The set of warming potentials that the sentence names, where it speaks of warming potentials at all."""
        if not any(word in context for word in self.words.gwp_words):
            return None
        return next((name for spelling, name in self.words.gwp_sets if spelling in context), None)

    def _area(self, subject: str | None, clause: str) -> str | None:
        """The one place that the subject names, else the last one that the clause names in front of the number."""
        for text in (subject or "", clause):
            places = [place for place in self._places(text) if place]
            if places:
                return places[-1] if len(set(places)) == 1 else None
        return None

    def _places(self, text: str) -> list[str | None]:
        party = self.config.edition.party if self.config.edition else None
        found: list[tuple[int, str | None]] = [(match.start(), "WORLD") for match in self._world.finditer(text)]
        found += [(match.start(), party) for match in self._own.finditer(text)]
        for match in self.config.vocabulary.pattern.finditer(text):
            name = self.config.vocabulary.by_spelling[match[0]]
            if name.kind == "country":
                found.append((match.start(), name.code))
        return [place for _, place in sorted(found, key=lambda pair: pair[0])]

    @cached_property
    def _world(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self.words.world)))

    @cached_property
    def _own(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self.words.own_country)))

    def _structural(self, found: FoundFact) -> bool:
        """Whether a small count is of the text's own headings: strategies, chapters, aspects."""
        quantity = found.quantity
        if quantity.reading.kind != "count" or quantity.value > 30:
            return False
        subject = found.subject or ""
        return quantity.reading.unit in self.words.structural or subject.endswith(self.words.structural)

    def _series(self, found: FoundFact) -> tuple[object, ...]:
        """What makes the same series in two editions: subject, unit, measure, keys; no edition, no period, no value.

        Units of one kind are one (GW, MW), and so are a rise and a fall.
        """
        reading = found.quantity.reading
        unit, _ = self.config.units.canonical_unit(reading.unit) or (reading.unit, 1)
        subject = re.sub(r"\s+", "", found.subject or "")
        share = re.sub(r"\s+", "", found.share_of or "")
        change = found.measure != "level"
        return "fact", subject, unit, reading.gas, change, found.per, share, found.value_type == "target"


def _running_time(fact: FoundFact, found: Sequence[FoundFact], now: int | None) -> str | None:
    """The time that the passage is told at when it comes to this fact: that of the last sentence that states one.

    A sentence that states several times ends the search. A state of things up to a time (at the end of 2024) goes on
    where that is no later than `now`, the year that the report is about; what is to be by 2030 does not.
    """
    earlier = [other for other in found if other.sentence_end <= fact.sentence_start]
    for start in sorted({other.sentence_start for other in earlier}, reverse=True):
        periods = {other.period for other in earlier if other.sentence_start == start and other.period}
        if periods:
            period = periods.pop() if len(periods) == 1 else None
            past = period is not None and (now is None or period[3:7] <= str(now))
            return period if period and (past or not period.startswith("..")) else None
    return None


def _page_label(passage: Passage, found: FoundFact) -> str | None:
    """The printed label of the page that the quantity begins on."""
    first = next(passage.places(found.start, found.end), None)
    return first[0].page.label if first and first[0].page else None


def _steps(passage: Passage, found: FoundFact) -> tuple[Step, ...]:
    """From the glyphs of the file to the value: each step that changed anything."""
    quote = passage.text[found.start : found.end]
    raw = passage.raw(found.start, found.end) or quote
    quantity = found.quantity
    steps = []
    if raw != quote:
        steps.append(Step(step="characters normalised and lines joined", before=raw, after=quote))
    value = str(quantity.value) if quantity.value_high is None else f"{quantity.value} to {quantity.value_high}"
    steps.append(
        Step(step=f"number and unit read ({quantity.rule})", before=quote, after=f"{value} {quantity.reading.unit}")
    )
    if found.period:
        steps.append(Step(step="period stated by the sentence", before="", after=found.period))
    for name, relative in (("period", found.relative_period), ("base", found.relative_base)):
        if relative:
            steps.append(Step(step=f"{name} told from the text around", before="", after=relative))
    if found.qualifier:
        steps.append(Step(step="qualifier", before="", after=found.qualifier))
    if found.measure != "level":
        steps.append(Step(step="word of change", before="", after=found.measure))
    return tuple(steps)
