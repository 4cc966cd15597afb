"""Cross-references to figures, tables and sections that point nowhere, or that lack the word they need."""

from __future__ import annotations

import re
from collections.abc import Iterator

from natcom.checks.audit.prose import Prose, prose
from natcom.checks.base import finding, quote, side
from natcom.config import Config
from natcom.config.audit import ReferenceWords
from natcom.records import Extraction, Finding

CAPTION_MARKS = (":", "\uff1a", ".", "")
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\uff0d", "-") | {"\uff0e": "."})


def plain_number(number: str) -> str:
    """A caption's number without blanks, its dashes and stops made one."""
    return re.sub(r"\s", "", number).translate(DASHES)


def cross_references(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """References such as `see figure 8.2.3-1` whose figure, table or section is not in the report."""
    captions = config.language.captions
    figures = {plain_number(f.number) for f in extraction.figures if f.number}
    tables = {plain_number(t.number) for t in extraction.tables if t.number}
    sections = {plain_number(s.number) for s in extraction.sections if s.number}
    words = config.language.audit.references
    chapters = {n.split(".")[0].split("-")[0] for n in figures | tables | sections}
    for one in prose(extraction):
        for rule, pattern, known in (
            ("figure-reference", captions.figure.regex, figures),
            ("table-reference", captions.table.regex, tables),
        ):
            for said in pattern.finditer(one.text):
                number = plain_number(said["n"])
                if number not in known and _refers(one.text, said, words):
                    yield _nowhere(extraction, config, one, (rule, number, said.group()), chapters)
        yield from _sections(extraction, config, one, sections, chapters)


def _refers(text: str, said: re.Match[str], words: ReferenceWords) -> bool:
    """Whether the word before the number is the word for a figure or table and not the end of another."""
    ahead = text[: said.start()].rstrip()
    after = text[said.end() :]
    if not ahead and after.lstrip()[:1] in CAPTION_MARKS:
        return False  # a caption that was read as a paragraph
    if words.no_tail is not None and words.no_tail.regex.match(after):
        return False
    return not ahead or ahead[-1] in words.before or not ahead[-1].isalnum()


def _nowhere(
    extraction: Extraction, config: Config, one: Prose, what: tuple[str, str, str], chapters: set[str]
) -> Finding:
    """A reference into a chapter that this report does not hold is only noted."""
    rule, number, shown = what
    parts = re.split(r"[.-]", number)
    outside = len(parts) > 1 and parts[0] not in chapters
    return finding(
        extraction, config, "reference-outside" if outside else rule, [one.side()], reference=shown, found=number
    )


def _sections(
    extraction: Extraction, config: Config, one: Prose, sections: set[str], chapters: set[str]
) -> Iterator[Finding]:
    words = config.language.audit.references
    if words.section is None:
        return
    for said in words.section.regex.finditer(one.text):
        number = plain_number(said["n"])
        if number not in sections:
            yield _nowhere(extraction, config, one, ("section-reference", number, said.group()), chapters)


def bare_references(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """References that give a number and forget whether it is a figure's or a table's (`as in 8.2.3-1`)."""
    words = config.language.audit.references
    if words.bare is None:
        return
    captioned = [(plain_number(f.number or ""), f.caption, side(f)) for f in extraction.figures]
    captioned += [(plain_number(t.number or ""), t.caption, side(t)) for t in extraction.tables]
    sections = {plain_number(s.number) for s in extraction.sections if s.number}
    for one in prose(extraction):
        for said in words.bare.regex.finditer(one.text):
            number = plain_number(said["n"])
            if number in sections:
                continue
            hits = [(caption, where) for known, caption, where in captioned if known == number]
            if not hits and not said["tail"]:
                continue
            captions = " / ".join(quote(caption, config) for caption, _ in hits if caption)
            yield finding(
                extraction,
                config,
                "reference-word",
                [one.side(), *(where for _, where in hits)],
                reference=said.group(),
                found=number,
                captions=captions or number,
            )
