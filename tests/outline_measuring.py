"""An outline measured against the right one: headings found, under the right parent, and given without being any.

A gold file has one heading a line, set in by its depth. `?` before a title: it may be given or not (a heading that a
careful reader might leave out); `!`: its parent is open, as where the report's own numbering is broken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from natcom.config import Config
from natcom.ingest import open_pdf, read_page
from natcom.languages import language_module
from natcom.layout import build_document
from natcom.model import Document
from natcom.records import Section
from natcom.stages.passages import document_joiner
from natcom.stages.references import with_references
from natcom.stages.sections import extract_sections

LIKE = 88  # of 100: titles that differ by a mark or a broken word are one


class Heading(NamedTuple):
    """A heading: its title with its enumerator, the index of its parent, and what a gold file leaves open of it."""

    title: str
    parent: int | None
    open: str = ""


@dataclass(frozen=True)
class Measured:
    """Shares of an outline's headings, and what is missing, misplaced, or too many."""

    found: float
    nested: float
    precision: float
    missing: tuple[str, ...]
    misplaced: tuple[str, ...]
    extra: tuple[str, ...]


def read_gold(path: Path) -> list[Heading]:
    """The outline in a gold file."""
    made: list[Heading] = []
    stack: list[int] = []
    for row in path.read_text("utf-8").splitlines():
        depth = len(row) - len(row.lstrip(" "))
        text = row.strip()
        if not text:
            continue
        sign = text[0] if text[0] in "?!" else ""
        del stack[depth:]
        made.append(Heading(text[len(sign) :], stack[-1] if stack else None, sign))
        stack += [len(made) - 1] * (depth + 1 - len(stack))
    return made


def nested(levels: Sequence[tuple[str, int]]) -> list[Heading]:
    """The outline of titles with their depths; depth 9 is that of boxes, which may be given or not."""
    made: list[Heading] = []
    stack: list[tuple[int, int]] = []
    for title, depth in levels:
        if depth == 9:
            made.append(Heading(title, stack[-1][0] if stack else None, "?"))
            continue
        while stack and stack[-1][1] >= depth:
            stack.pop()
        made.append(Heading(title, stack[-1][0] if stack else None))
        stack.append((len(made) - 1, depth))
    return made


def plain_document(path: Path, config: Config) -> Document:
    """The report laid out from its pages alone: without its bookmarks and its structure."""
    with open_pdf(path) as pdf:
        pages = [read_page(pdf, index) for index in range(pdf.page_count)]
    bare = [replace(page, lines=tuple(replace(line, tag=None, cell=None) for line in page.lines)) for page in pages]
    return with_references(build_document(path.stem, bare, config.language), config.language.outline)


def outline_of(path: Path, config: Config) -> list[Heading]:
    """The report's outline as natcom reads it from the pages alone."""
    document = plain_document(path, config)
    words = config.language
    joiner = document_joiner(document, words.outline)
    sections = extract_sections(document, joiner, language_module(words.module)).sections
    return [_heading(section, sections) for section in sections]


def _heading(section: Section, sections: Sequence[Section]) -> Heading:
    parent = next((i for i, other in enumerate(sections) if other.section_id == section.parent_id), None)
    return Heading(f"{section.label} {section.title}".strip(), parent)


def compare(gold: Sequence[Heading], given: Sequence[Heading]) -> Measured:
    """How the given outline meets the gold one."""
    match = aligned([h.title for h in gold], [h.title for h in given])
    back = {j: i for i, j in match.items()}
    wanted = [i for i, h in enumerate(gold) if h.open != "?"]
    misplaced = [
        i for i in wanted if gold[i].open != "!" and (i not in match or not _under(gold, given, match, back, i))
    ]
    settled = sum(gold[i].open != "!" for i in wanted)
    optional = {squeezed(h.title) for h in gold if h.open == "?"}
    extra = [j for j, h in enumerate(given) if j not in back and squeezed(h.title) not in optional]
    right = sum(gold[i].open != "?" for i in match)
    return Measured(
        sum(i in match for i in wanted) / max(1, len(wanted)),
        1 - len(misplaced) / max(1, settled),
        right / max(1, right + len(extra)),
        tuple(gold[i].title for i in wanted if i not in match),
        tuple(gold[i].title for i in misplaced if i in match),
        tuple(given[j].title for j in extra),
    )


def _under(
    gold: Sequence[Heading], given: Sequence[Heading], match: dict[int, int], back: dict[int, int], i: int
) -> bool:
    """Whether the heading stands under its parent; headings that may be left out may stand between."""
    allowed = [gold[i].parent]
    while allowed[-1] is not None and gold[allowed[-1]].open == "?":
        allowed.append(gold[allowed[-1]].parent)
    places = {None if parent is None else match.get(parent, -1) for parent in allowed}
    parent = given[match[i]].parent
    if parent in places:
        return True
    between = parent is not None and parent in back and gold[back[parent]].open == "?"
    return between and parent is not None and given[parent].parent in places


def squeezed(text: str) -> str:
    """The title as it is compared."""
    return re.sub(r"[\s:\uff1a.,;|•●■\-–—\uff0a*]", "", text).casefold()


def aligned(gold: Sequence[str], given: Sequence[str]) -> dict[int, int]:
    """Which title is which: in order as far as can be, then what is left wherever it stands."""
    a, b = [squeezed(t) for t in gold], [squeezed(t) for t in given]
    like = {(i, j): s for i, x in enumerate(a) for j, y in enumerate(b) if (s := ratio(x, y)) >= LIKE}
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) - 1, -1, -1):
        for j in range(len(b) - 1, -1, -1):
            both = best[i + 1][j + 1] + like[i, j] if (i, j) in like else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    match: dict[int, int] = {}
    i = j = 0
    while i < len(a) and j < len(b):
        if (i, j) in like and abs(best[i][j] - best[i + 1][j + 1] - like[i, j]) < 1e-6:
            match[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    for i in range(len(a)):
        rest = [(s, -j) for (k, j), s in like.items() if k == i and j not in match.values()]
        if i not in match and rest:
            match[i] = -max(rest)[1]
    return match
