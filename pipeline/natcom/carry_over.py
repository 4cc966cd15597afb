"""The next edition for free: what one edition's file says, matched to a new report, and what became of its parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from natcom.checks.expectations import is_heading
from natcom.comparison.records import CaptionedSide, Change, SectionSide
from natcom.config.edition import Edition, TableHint
from natcom.config.expectations import Bounds, Expectations, ExpectedHeading, ExpectedIndicator
from natcom.records import Extraction, Section

DEEPEST = 2  # chapters and their sections are expected; what lies deeper changes too often to be missed
SLACK = 0.5  # a new count may be half of what was expected at least, or half as much again, before the bound moves
COUNTED = ("figures", "tables", "facts")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


class Note(NamedTuple):
    """What became of a part of the old configuration: renamed, moved, vanished, new, or left to people."""

    what: str
    change: str
    old: str | None = None
    new: str | None = None
    page: int | None = None


class CarriedOver(NamedTuple):
    """The new edition's configuration, and what moved, vanished or is new in it."""

    edition: Edition
    notes: tuple[Note, ...]


class Newcomer(NamedTuple):
    """What is known of the new report: its id, its files as its TOML file will name them, its year if told."""

    id: str
    files: tuple[str, ...]
    year: int | None = None


def first_edition(report: Extraction, about: Newcomer) -> CarriedOver:
    """The configuration of a report that no earlier edition is known of: what was found in it is what it must hold."""
    chapters = [s for s in report.sections if s.level <= DEEPEST]
    edition = Edition(
        id=about.id,
        language=report.document.language,
        year=about.year,
        edition=str(about.year) if about.year else None,
        files=about.files,
        expect=Expectations(
            headings=tuple(ExpectedHeading(title=s.title, number=s.number) for s in chapters if s.title),
            counts=_counts(report),
        ),
    )
    notes = (Note("heading", "new", None, _shown(s), s.page) for s in chapters if s.title)
    return CarriedOver(edition, tuple(notes))


def _counts(report: Extraction) -> dict[str, Bounds]:
    found = {name: len(getattr(report, name)) for name in COUNTED}
    return {name: Bounds(least=_low(n), most=_high(n)) for name, n in found.items() if n}


def _low(count: float) -> int:
    return int(count * SLACK)


def _high(count: float) -> int:
    return int(count * (1 + SLACK)) + 1


def carry_over(
    old: Edition, before: Extraction, report: Extraction, changes: Sequence[Change], about: Newcomer
) -> CarriedOver:
    """The old edition's configuration matched to the new report.

    `before` and `report` are what was read from the two, `changes` what differs between them. What cannot hold for
    another report (accepted and waived findings, corrections, its address) is left behind and told.
    """
    notes: list[Note] = []
    headings, told = _headings(old, before, report, changes)
    notes += told
    indicators, told = _indicators(old, before, report)
    notes += told
    counts, told = _carried_counts(old, report)
    notes += told
    hints, told = _hints(old.tables, report, changes)
    notes += told
    notes += _captions(changes)
    notes += _left_behind(old)
    edition = old.model_copy(
        update={
            "id": about.id,
            "files": about.files,
            "year": about.year,
            "edition": str(about.year) if about.year else None,
            "title": renewed_title(old.title, old.year, about.year),
            "source_url": None,
            "corrections": None,
            "accepted": (),
            "waived": (),
            "tables": hints,
            "expect": Expectations(headings=headings, counts=counts, indicators=indicators),
        }
    )
    return CarriedOver(edition, tuple(notes))


def renewed_title(title: str | None, old_year: int | None, new_year: int | None) -> str | None:
    """The title with the new year where it names the old one.

    >>> renewed_title("National Communication 2021", 2021, 2024)
    'National Communication 2024'
    """
    if title is None or old_year is None or new_year is None:
        return title
    return title.replace(str(old_year), str(new_year))


def renewed_id(old: str, new_year: int | None) -> str | None:
    """The old id with the new year in place of the one that it holds; None where either has none.

    >>> renewed_id("tw-nc-2021", 2024)
    'tw-nc-2024'
    """
    found = YEAR.findall(old)
    return YEAR.sub(str(new_year), old) if new_year and len(found) == 1 else None


def year_in(name: str) -> int | None:
    """The one year that a file's name holds, else None.

    >>> year_in("sample-nc-2024"), year_in("report")
    (2024, None)
    """
    found = {int(year) for year in YEAR.findall(name)}
    return found.pop() if len(found) == 1 else None


# ---------------------------------------------------------------- headings


def _headings(
    old: Edition, before: Extraction, report: Extraction, changes: Sequence[Change]
) -> tuple[tuple[ExpectedHeading, ...], list[Note]]:
    follow = _followed(before, report, changes)
    kept: dict[str, Section] = {}
    notes: list[Note] = []
    for known in _expected_sections(old, before):
        if isinstance(known, ExpectedHeading):
            notes.append(Note("heading", "vanished", f"{known.number} {known.title}".strip()))
            continue
        targets = follow(known)
        if not targets:
            notes.append(Note("heading", "vanished", _shown(known), page=known.page))
        for section in targets:
            kept[section.section_id] = section
            change = _difference(known, section)
            if change is not None:
                notes.append(Note("heading", change, _shown(known), _shown(section), section.page))
    fresh = [s for s in report.sections if s.level <= DEEPEST and s.title and s.section_id not in kept]
    notes += [Note("heading", "new", None, _shown(s), s.page) for s in fresh]
    chosen = {*kept, *(s.section_id for s in fresh)}
    found = [s for s in report.sections if s.section_id in chosen]
    return tuple(ExpectedHeading(title=s.title, number=s.number) for s in found), notes


def _expected_sections(old: Edition, before: Extraction) -> Iterator[Section | ExpectedHeading]:
    """The sections that the old edition expected; without a list of its own, those down to the second level."""
    if not old.expect.headings:
        yield from (s for s in before.sections if s.level <= DEEPEST and s.title)
    for heading in old.expect.headings:
        yield next((s for s in before.sections if is_heading(heading, s)), heading)


def _followed(
    before: Extraction, report: Extraction, changes: Sequence[Change]
) -> Callable[[Section], tuple[Section, ...]]:
    """A function from an old section to what became of it in the new report."""
    by_id = {s.section_id: s for s in report.sections}
    by_path = {s.path: s for s in report.sections}
    targets: dict[str, dict[str, Section]] = {}
    gone: set[str] = set()
    taken: set[str] = set()
    for change in changes:
        if change.what != "section":
            continue
        one, other = change.old, change.new
        if isinstance(other, SectionSide):
            taken.add(other.path)
        if not isinstance(one, SectionSide):
            continue
        gone.add(one.path)
        section = by_id.get(other.id or "") or by_path.get(other.path) if isinstance(other, SectionSide) else None
        if section is not None:
            targets.setdefault(one.path, {})[section.section_id] = section

    def follow(old: Section) -> tuple[Section, ...]:
        if old.path in gone:
            return tuple(targets.get(old.path, {}).values())
        same = by_path.get(old.path)
        return (same,) if same is not None and same.path not in taken else ()

    return follow


def _difference(old: Section, new: Section) -> str | None:
    renamed, moved = old.title != new.title, old.path != new.path
    if renamed and moved:
        return "renamed and moved"
    return "renamed" if renamed else "moved" if moved else None


def _shown(section: Section) -> str:
    return f"{section.label} {section.title}".strip()


# ---------------------------------------------------------------- series, counts, hints


def _indicators(
    old: Edition, before: Extraction, report: Extraction
) -> tuple[tuple[ExpectedIndicator, ...], list[Note]]:
    known = dict.fromkeys(value.indicator for value in before.indicators)
    named = old.expect.indicators or [ExpectedIndicator(indicator=name) for name in known]
    found = {value.indicator: value.page for value in reversed(report.indicators)}
    wanted = dict.fromkeys(one.indicator for one in named)
    notes = [Note("indicator", "vanished", name) for name in wanted if name not in found]
    named_before = wanted.keys() | known.keys()
    fresh = [name for name in dict.fromkeys(v.indicator for v in report.indicators) if name not in named_before]
    notes += [Note("indicator", "new", None, name, found[name]) for name in fresh]
    kept = [one for one in named if one.indicator in found and _plausible(one, report)]
    told = {one.indicator for one in kept} | {note.old for note in notes}
    notes += [Note("indicator", "out of its bounds", name, name, found[name]) for name in wanted if name not in told]
    if old.expect.indicators:  # people chose what to follow: what is new is told, and not chosen for them
        return tuple(kept), notes
    return (*kept, *(ExpectedIndicator(indicator=name) for name in fresh)), notes


def _plausible(expected: ExpectedIndicator, report: Extraction) -> bool:
    values = [v.value for v in report.indicators if v.indicator == expected.indicator and v.value is not None]
    return expected.bounds is None or all(expected.bounds.hold(value) for value in values)


def _carried_counts(old: Edition, report: Extraction) -> tuple[dict[str, Bounds], list[Note]]:
    counts: dict[str, Bounds] = {}
    notes = []
    for file, bounds in (old.expect.counts or _counts(report)).items():
        found = len(getattr(report, file))
        counts[file] = bounds
        if not bounds.hold(found):
            least = bounds.least if bounds.least is None or found >= bounds.least else _low(found)
            most = bounds.most if bounds.most is None or found <= bounds.most else _high(found)
            counts[file] = Bounds(least=least, most=most)
            notes.append(Note("count", "moved", f"{file} {bounds}", f"{file} {counts[file]}"))
    return counts, notes


def _hints(
    hints: Iterable[TableHint], report: Extraction, changes: Sequence[Change]
) -> tuple[tuple[TableHint, ...], list[Note]]:
    """Hints for tables under their new numbers; those of tables that are gone are left out."""
    renumbered: dict[str, str | None] = {}
    for change in changes:
        one, other = change.old, change.new
        if change.what == "table" and isinstance(one, CaptionedSide) and one.number:
            renumbered[one.number] = other.number if isinstance(other, CaptionedSide) else None
    numbers = {table.number for table in report.tables}
    kept, notes = [], []
    for hint in hints:
        number = renumbered.get(hint.number, hint.number)
        if number is None or number not in numbers:
            notes.append(Note("table hint", "vanished", hint.number))
            continue
        if number != hint.number:
            notes.append(Note("table hint", "moved", hint.number, number))
        kept.append(hint.model_copy(update={"number": number}))
    return tuple(kept), notes


def _captions(changes: Iterable[Change]) -> Iterator[Note]:
    """Figures and tables that are new, gone, or have another number or caption: told once each."""
    seen: set[tuple[str | None, str | None]] = set()
    for change in changes:
        one, other = change.old, change.new
        if change.what not in ("figure", "table") or (one and other and change.change not in CAPTION_CHANGES):
            continue
        old = _caption(one) if isinstance(one, CaptionedSide) else None
        new = _caption(other) if isinstance(other, CaptionedSide) else None
        if (old or new) is None or (old, new) in seen:
            continue
        seen.add((old, new))
        word = "moved" if old and new else "vanished" if old else "new"
        yield Note(change.what, word, old, new, other.page if other else one.page if one else None)


CAPTION_CHANGES = ("renumbered", "renamed")


def _caption(side: CaptionedSide) -> str | None:
    return f"{side.number or ''} {side.caption or ''}".strip() or None


def _left_behind(old: Edition) -> Iterator[Note]:
    """What belongs to one report alone."""
    if old.source_url:
        yield Note("source_url", "to be filled in", old.source_url)
    if old.accepted or old.waived:
        yield Note("accepted and waived findings", "left behind", str(len(old.accepted) + len(old.waived)))
    if old.publisher:
        yield Note("publisher", "kept: see whether it still holds", old.publisher, old.publisher)
