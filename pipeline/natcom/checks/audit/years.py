"""Years and days that cannot be: two calendars that disagree, periods that run backwards, days a month has not."""

from __future__ import annotations

from collections.abc import Iterator

from natcom.checks.audit.prose import prose
from natcom.checks.base import finding
from natcom.config import Config
from natcom.records import Extraction, Finding

DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def years(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """What the text says of years and days, recomputed."""
    words = config.language.audit.wording
    for one in prose(extraction):
        for pattern in words.years:
            for said in pattern.regex.finditer(one.text):
                western = int(said["local"]) + words.year_offset
                if western != int(said["western"]):
                    yield finding(
                        extraction,
                        config,
                        "calendar",
                        [one.side()],
                        text=said.group(),
                        expected=str(western),
                        found=said["western"],
                    )
        for pattern in words.periods:
            for said in pattern.regex.finditer(one.text):
                begin, end = int(said["begin"]), int(said["end"])
                if len(said["begin"]) == len(said["end"]) and end < begin:
                    yield finding(
                        extraction,
                        config,
                        "period-reversed",
                        [one.side()],
                        text=said.group(),
                        expected=said["begin"],
                        found=said["end"],
                    )
        for pattern in words.ranges:
            for said in pattern.regex.finditer(one.text):
                if float(said["end"]) < float(said["begin"]):
                    yield finding(
                        extraction,
                        config,
                        "range-reversed",
                        [one.side()],
                        text=said.group(),
                        expected=said["begin"],
                        found=said["end"],
                    )
        for pattern in words.dates:
            for said in pattern.regex.finditer(one.text):
                month, day = int(said["month"]), int(said["day"])
                if not 1 <= month <= 12 or not 1 <= day <= DAYS[month - 1]:
                    shown = said.group()
                    yield finding(extraction, config, "no-such-day", [one.side()], text=shown, found=shown)
