"""The report's own contents page and lists of figures and tables against what was found, page numbers included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from natcom.checks.base import finding, quote, side
from natcom.config import Config
from natcom.records import ContentsEntry, Extraction, Figure, Finding, Section, Table
from natcom.text.squeeze import squeeze

SAME_TITLE = 0.85  # lists shorten and vary titles; below this an entry of the same label speaks of something else
CLEARLY_SAME = 0.95  # alike enough to be matched whatever the label says
MANY, MOST_WRONG = 5, 1 / 3  # so many entries, and such a share of all, are not each wrong: the list was misread
NEAR_PAGES = 1  # a chapter's title page may be counted to it or not
PREFIX = 6  # characters of a long caption's beginning that may stand for all of it in a list

Listed = Section | Figure | Table


class Match(NamedTuple):
    """An entry and the record that it lists; None where none was found."""

    entry: ContentsEntry
    record: Listed | None


def check_contents(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Entries without a record, on another page or with another title; records that a list leaves out."""
    if any(page.kind == "unread" for page in extraction.pages):
        return
    for kind, records in _listed(extraction):
        entries = [e for e in extraction.contents if e.kind == kind and (e.target_label or e.number)]
        if not entries:
            continue
        matches = match_entries(entries, records)
        missing = [m for m in matches if m.record is None]
        if _too_many(missing, matches):
            yield _unreadable(extraction, config, "contents-misread", missing, matches)
            continue
        moved = [m for m in matches if _moved(m)]
        if _too_many(moved, matches):
            yield _unreadable(extraction, config, "contents-pages", moved, matches)
        for match in matches:
            yield from _faults(extraction, config, match, pages=not _too_many(moved, matches))
        found = {id(m.record) for m in matches if m.record is not None}
        titles = {squeeze(title).casefold() for title in config.language.furniture.contents}
        left = [r for r in records if id(r) not in found and squeeze(_title(r)).casefold() not in titles]
        for record in _unlisted(records, left, found):
            yield finding(extraction, config, "contents-unlisted", [side(record)], found=quote(_name(record), config))


def _too_many(wrong: Sequence[Match], matches: Sequence[Match]) -> bool:
    """Whether so many entries differ that the reading, not each entry, is to blame."""
    return len(wrong) >= MANY and len(wrong) > MOST_WRONG * len(matches)


def _unreadable(
    extraction: Extraction, config: Config, rule: str, wrong: Sequence[Match], matches: Sequence[Match]
) -> Finding:
    first = wrong[0].entry
    name = quote(_entry_name(first), config)
    return finding(extraction, config, rule, [side(first)], expected=len(matches), found=len(wrong), entry=name)


def _moved(match: Match) -> bool:
    entry, record = match
    if record is None or not entry.target_label or not record.page_label:
        return False
    if isinstance(record, Section) and entry.label and not record.label:
        return False  # the heading's own number was not read, so it may be another's
    return _page(entry.target_label) != _page(record.page_label)


def _listed(extraction: Extraction) -> Iterator[tuple[str, Sequence[Listed]]]:
    yield "section", extraction.sections
    yield "figure", extraction.figures
    yield "table", [table for table in extraction.tables if table.number]


def match_entries(entries: Sequence[ContentsEntry], records: Sequence[Listed]) -> tuple[Match, ...]:
    """Each entry with the record of its label or number and title; each record is matched once, in order."""
    free = list(records)
    matches: list[Match] = []
    for entry in entries:
        scored = [(_likeness(entry, record) + _nearness(entry, record), -index) for index, record in enumerate(free)]
        best = max(scored, default=(0.0, 0))
        if best[0] <= 0:
            matches.append(Match(entry, None))
            continue
        matches.append(Match(entry, free.pop(-best[1])))
    return tuple(matches)


def _nearness(entry: ContentsEntry, record: Listed) -> float:
    """What decides between headings of one title (a summary's and a chapter's): how near the page is; at most 1/2.

    0 for what does not fit at all.
    """
    off = _pages_off(entry, record)
    return 0.0 if off is None or _likeness(entry, record) <= 0 else 0.5 / (1 + off)


def _pages_off(entry: ContentsEntry, record: Listed) -> int | None:
    """By how many pages the two differ; None where a page number is missing or no plain number."""
    told, found = _page(entry.target_label or ""), _page(record.page_label or "")
    return abs(int(told) - int(found)) if told.isdecimal() and found.isdecimal() else None


def _likeness(entry: ContentsEntry, record: Listed) -> float:
    """How well the two fit, 0 where they do not: the same label or number first, then the title.

    A heading without the entry's label is that of a summary unless it stands where the entry says.
    """
    title = _title_likeness(entry.title, _title(record))
    if isinstance(record, Section):
        same_label = squeeze(entry.label).rstrip("、.") == squeeze(record.label).rstrip("、.")
        if same_label:
            return title + 1 if title >= SAME_TITLE else 0.0
        elsewhere = (_pages_off(entry, record) or 0) > NEAR_PAGES and bool(entry.label)
        return title if title >= CLEARLY_SAME and not elsewhere else 0.0
    same_number = bool(entry.number) and squeeze(entry.number) == squeeze(record.number)
    if same_number:
        return 1.0 + title
    return title if title >= CLEARLY_SAME else 0.0


def _title_likeness(a: str, b: str) -> float:
    """Similarity of two titles; one that begins the other (a list that shortens) counts as the same."""
    one, other = squeeze(a), squeeze(b)
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= PREFIX and longer.startswith(shorter):
        return 1.0
    return float(Levenshtein.normalized_similarity(one, other))


def _title(record: Listed) -> str:
    return record.title if isinstance(record, Section) else record.caption or ""


def _name(record: Listed) -> str:
    return f"{record.label or ''} {_title(record)}".strip()


def _entry_name(entry: ContentsEntry) -> str:
    return f"{entry.label} {entry.title}".strip()


def _faults(extraction: Extraction, config: Config, match: Match, *, pages: bool) -> Iterator[Finding]:
    entry, record = match
    name = quote(_entry_name(entry), config)
    if record is None:
        words = {"expected": name, "target": entry.target_label or "?"}
        yield finding(extraction, config, "contents-missing", [side(entry)], **words)
        return
    both = [side(record), side(entry)]
    if _title_likeness(entry.title, _title(record)) < SAME_TITLE:
        words = {"expected": name, "found": quote(_name(record), config)}
        yield finding(extraction, config, "contents-title", both, **words)
    if pages and _moved(match):
        told, found = entry.target_label, record.page_label
        yield finding(extraction, config, "contents-page", both, entry=name, expected=told, found=found)


def _page(label: str) -> str:
    return squeeze(label).casefold()


def _unlisted(records: Sequence[Listed], left: Sequence[Listed], found: set[int]) -> Iterator[Listed]:
    """Figures and tables that the list leaves out; of sections those whose sisters (same parent) are listed."""
    listed = [r for r in records if id(r) in found]
    families = {r.parent_id for r in listed if isinstance(r, Section)}
    for record in left:
        if not isinstance(record, Section):
            if listed and record.number:
                yield record
        elif record.parent_id in families:
            yield record
