"""Cross-references to figures, tables and sections that point nowhere, or that lack the word they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from natcom.checks.audit.prose import Prose, prose
from natcom.checks.base import finding, quote, side
from natcom.config import Config
from natcom.config.audit import ReferenceWords
from natcom.records import Extraction, Figure, Finding, Table

COLONS = (":", "\uff1a")  # what stands between a caption's number and its text, and never in a reference
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\uff0d", "-") | {"\uff0e": "."})

CONTINUING = (",", ";", ")", "]", "}", "\u3001", "\uff0c", "\uff1b", "\uff09")
PANEL = re.compile(r"(?<=\d)[a-z]$")  # a figure's part: 5b


def plain_number(number: str) -> str:
    """A caption's number without blanks, its dashes and stops made one."""
    return re.sub(r"\s", "", number).translate(DASHES)


class Known(NamedTuple):
    """The numbers that a report has, of figures, tables and sections; `captioned`: of captions and lists of them."""

    figures: frozenset[str]
    tables: frozenset[str]
    sections: frozenset[str]
    captioned: frozenset[str]

    def outside(self, rule: str, number: str) -> bool:
        """Whether a number is of a series that this report does not hold: another chapter's or another report's.

        Captions tell which series there are: only where a report has none do its sections.
        """
        first = _chapter(number)
        if rule == "section-reference" or not self.captioned:
            return bool(first) and first not in {_chapter(one) or one for one in self.captioned | self.sections}
        return first not in {_chapter(one) for one in self.captioned}


def _chapter(number: str) -> str:
    """The first part of a number that has several, "" of a plain one.

    >>> _chapter("8.2-1"), _chapter("TS.3"), _chapter("7")
    ('8', 'TS', '')
    """
    first, joint, _ = re.sub(r"[.-]", ".", number).partition(".")
    return first if joint else ""


def _known(extraction: Extraction, config: Config) -> Known:
    """What was read, what the report's own lists name, and captions that stand in the middle of a text."""
    figures = {plain_number(f.number) for f in extraction.figures if f.number}
    tables = {plain_number(t.number) for t in extraction.tables if t.number}
    sections = {plain_number(s.number) for s in extraction.sections if s.number}
    for entry in extraction.contents:
        if entry.number:
            own = {"figure": figures, "table": tables}.get(entry.kind, sections)
            own.add(plain_number(entry.number))
    records: tuple[Figure | Table, ...] = (*extraction.figures, *extraction.tables)
    captioned = frozenset(plain_number(r.number) for r in records if r.number and not _torn(r.caption or ""))
    captioned |= {plain_number(e.number) for e in extraction.contents if e.number and e.kind != "section"}
    captions = config.language.captions
    for one in prose(extraction):
        for pattern, own in ((captions.figure.regex, figures), (captions.table.regex, tables)):
            own |= {plain_number(m["n"]) for m in pattern.finditer(one.text) if one.text[m.end("n") :][:1] in COLONS}
    return Known(frozenset(figures), frozenset(tables), frozenset(sections), captioned)


def _torn(caption: str) -> bool:
    """Whether a caption is the rest of a sentence that a reference stands in: it goes on with a comma or a bracket."""
    return caption.lstrip()[:1] in CONTINUING


def cross_references(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """References such as `see figure 8.2.3-1` whose figure, table or section is not in the report."""
    captions, words = config.language.captions, config.language.audit.references
    known = _known(extraction, config)
    for one in prose(extraction):
        if isinstance(one.record, Figure | Table):
            continue  # a caption's own number
        for rule, pattern, numbers in (
            ("figure-reference", captions.figure.regex, known.figures),
            ("table-reference", captions.table.regex, known.tables),
        ):
            for said in pattern.finditer(one.text):
                number = plain_number(said["n"])
                if not {number, PANEL.sub("", number)} & numbers and _refers(one.text, said, words):
                    yield _nowhere(extraction, config, one, (rule, number, said.group()), known)
        for said in words.section.regex.finditer(one.text) if words.section else ():
            number = plain_number(said["n"])
            if number not in known.sections:
                yield _nowhere(extraction, config, one, ("section-reference", number, said.group()), known)


def _refers(text: str, said: re.Match[str], words: ReferenceWords) -> bool:
    """Whether the word before the number is the word for a figure or table and not the end of another."""
    ahead = text[: said.start()].rstrip()
    if words.no_tail is not None and words.no_tail.regex.match(text[said.end("n") :]):
        return False
    if not ahead or ahead[-1] in words.before or not ahead[-1].isalnum():
        return True
    return ahead[-1].isascii() and len(ahead) < said.start()  # a blank between two Latin words


def _nowhere(extraction: Extraction, config: Config, one: Prose, what: tuple[str, str, str], known: Known) -> Finding:
    """A reference into a chapter that this report does not hold is only noted."""
    rule, number, shown = what
    told = "reference-outside" if known.outside(rule, number) else rule
    return finding(extraction, config, told, [one.side()], reference=shown, found=number)


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
