"""The time that a report is about: what its cover, its running heads or its edition file name as its period."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from natcom.config import Config
from natcom.languages import LanguageReader, language_reader
from natcom.model import BlockKind, Document, Line

YEARS = re.compile(r"\d{4}(?:/\d{4})?$")  # a month or a day on a cover is when it was printed
RELATIVE = re.compile(r"half-(?P<half>[12])$|year(?P<years>[-+]\d+)?(?::same)?$")
MIN_LETTERS = 4  # beside the time: a date alone on its line is when it was printed
MIN_HEADS = 3  # pages whose running head names the same time
TITLE_LINES = 4  # of a cover: its title and what belongs to it are its largest lines
MAX_YEARS = 2  # a span longer than a fiscal year dates no measured value


class ReportTime(NamedTuple):
    """The period in ISO 8601, and where it was found: edition, cover or running head."""

    period: str
    source: str

    @property
    def dates(self) -> bool:
        """Whether it is short enough to date a value that is told without a time."""
        first, _, last = self.period.partition("/")
        return int((last or first)[:4]) - int(first[:4]) < MAX_YEARS

    @property
    def last_year(self) -> int:
        """The year it ends in."""
        return int(self.period[-4:])


def resolved(relative: str | None, year: int | None) -> str | None:
    """The time that a relative one names in a text that speaks of `year`; None where it cannot be told.

    >>> resolved("year-1", 2024), resolved("half-1", 2024), resolved("year", 2024), resolved("same", 2024)
    ('2023', '2024-01/2024-06', '2024', None)
    """
    match = RELATIVE.match(relative or "")
    if match is None or year is None:
        return None
    if match["half"]:
        return f"{year}-01/{year}-06" if match["half"] == "1" else f"{year}-07/{year}-12"
    return str(year + int(match["years"] or 0))


def report_time(document: Document, config: Config) -> ReportTime | None:
    """The report's own period; None where neither its edition nor its cover nor its running heads name one."""
    if config.edition and config.edition.reporting_period:
        return ReportTime(config.edition.reporting_period, "edition")
    language = language_reader(config.language, config.units)
    if language is None:
        return None
    for line in _title_lines(document):
        found = _period(line.text, language)
        if found:
            return ReportTime(found, "cover")
    heads = Counter(found for text in _running_heads(document) if (found := _period(text, language)))
    period, pages = max(heads.items(), key=lambda item: item[1], default=("", 0))
    return ReportTime(period, "running head") if pages >= MIN_HEADS else None


def _title_lines(document: Document) -> list[Line]:
    lines = [line for block in document.blocks if block.kind is BlockKind.COVER for line in block.lines]
    return sorted(lines, key=lambda line: -line.size)[:TITLE_LINES]


def _running_heads(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.kind in (BlockKind.HEADER, BlockKind.FOOTER):
            yield from (line.text for line in block.lines)


def _period(text: str, language: LanguageReader) -> str | None:
    """The one year or span of years that a title names beside other words."""
    times = [time for time in language.times(text) if time.iso]
    if len(times) != 1 or not YEARS.match(times[0].iso or ""):
        return None
    rest = text[: times[0].core] + text[times[0].end :]
    return times[0].iso if sum(c.isalpha() for c in rest) >= MIN_LETTERS else None
