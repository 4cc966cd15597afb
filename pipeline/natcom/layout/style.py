"""How lines look: the style of running text, by which everything else is told from it."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from natcom.model import Line, Page, Run
from natcom.text.unicode import is_han

SAME_SIZE = 0.04  # sizes that differ by a smaller share are one: typesetters round and scale
STANDING_SHARE = 0.85  # of a line's letters must be set apart: a bold lead-in that runs on into text is not a title
ENUMERATOR_CHARACTERS = 5  # a plain run of at most as many characters in front of a bold title is its enumerator
UNDERLINE = 0.2  # of the size: how far below or above the line's box its underlining may be
LAST_LETTER = 0.6  # of the size: underlining may leave out a last letter that reaches below the line
UNDERLINED_SHARE = 0.7  # of the line's width: some typesetters leave room for the letters' lower parts
LEADER = re.compile(
    r"(?:[.\u2024\u00b7\u2027\u30fb\uff0e_]\s?){5,}|(?:[\u2026\u22ef\ufffd]\s?){2,}|(?:-\s?){8,}"
)  # dots of any kind, those of a font without a map among them
DEFAULT_PITCH = 1.5  # line pitch in sizes where a document has too few lines to measure


@dataclass(frozen=True)
class BodyStyle:
    """The look of running text: size and pitch (baseline to baseline) in points, weight, colour, fonts."""

    size: float
    bold: bool
    color: int
    fonts: frozenset[str]
    pitch: float


def same_size(a: float, b: float) -> bool:
    """Whether two font sizes count as one.

    >>> same_size(12, 11.9), same_size(12, 11)
    (True, False)
    """
    return abs(a - b) <= SAME_SIZE * max(a, b)


def body_style(pages: Sequence[Page]) -> BodyStyle:
    """The style most letters of the report are set in; lines of a few characters (cells, labels) count little.

    Entries of contents pages do not count: in a short report their leaders are more characters than its text.
    """
    lines = [line for page in pages for line in page.lines if _is_text(line)]
    lines = lines or [line for page in pages for line in page.lines]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += sum(c.isalnum() for c in line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    runs = [run for line in lines if same_size(line.size, size) for run in line.runs]
    bold = bool(_most((run.bold, run.end - run.start) for run in runs))
    color = _most((run.color, run.end - run.start) for run in runs) or 0
    weights: Counter[str] = Counter()
    for run in runs:
        weights[run.font] += run.end - run.start
    total = sum(weights.values())
    fonts = frozenset(font for font, n in weights.items() if n >= 0.05 * total)
    return BodyStyle(size, bold, color, fonts, _pitch(pages, size))


def _is_text(line: Line) -> bool:
    return not line.turned and len(line.text) >= 8 and LEADER.search(line.text) is None


def _most(pairs: Iterable[tuple[bool | int, int]]) -> bool | int | None:
    counts: Counter[bool | int] = Counter()
    for value, n in pairs:
        counts[value] += n
    return counts.most_common(1)[0][0] if counts else None


def _pitch(pages: Sequence[Page], size: float) -> float:
    """The commonest distance between the bottoms of neighbouring lines of body size that stand one above the other."""
    steps: Counter[float] = Counter()
    for page in pages:
        lines = [line for line in page.lines if same_size(line.size, size) and _is_text(line)]
        for a, b in itertools.pairwise(lines):
            step = b.bottom - a.bottom
            if 0.9 * size < step < 2.6 * size and min(a.x1, b.x1) > max(a.x0, b.x0):
                steps[round(step * 2) / 2] += 1
    return steps.most_common(1)[0][0] if steps else DEFAULT_PITCH * size


def first_run(line: Line) -> Run:
    """The run of the line's first character that is not raised or lowered."""
    return next((run for run in line.runs if run.rise == 0), line.runs[0])


def last_run(line: Line) -> Run:
    """The run of the line's last character that is not raised or lowered."""
    return next((run for run in reversed(line.runs) if run.rise == 0), line.runs[-1])


def underlined(page: Page) -> Iterator[Line]:
    """The page's lines that are underlined as a whole, addresses aside: those of links are."""
    rules = [r for r in page.rulings if r.horizontal]
    for line in page.lines:
        if line.turned or "://" in line.text or "www." in line.text:
            continue
        near = [
            r for r in rules if abs(r.top - line.bottom) <= UNDERLINE * line.size and r.x1 > line.x0 and r.x0 < line.x1
        ]
        if not near:
            continue
        ends = max(abs(min(r.x0 for r in near) - line.x0), abs(max(r.x1 for r in near) - line.x1))
        if ends <= LAST_LETTER * line.size and sum(r.length for r in near) >= UNDERLINED_SHARE * (line.x1 - line.x0):
            yield line


def stands_out(line: Line, body: BodyStyle) -> bool:
    """Whether the line as a whole is set larger, bolder, in another colour or another font than running text.

    Brackets, blanks and a short enumerator in front may be set plainly: many styles leave them so.
    """
    plain = [run for run in line.runs if run.rise == 0 and any(c.isalnum() for c in line.text[run.start : run.end])]
    if not plain:
        return False
    if line.size > body.size * (1 + SAME_SIZE):
        return True
    if line.size < body.size * (1 - SAME_SIZE):
        return False
    if len(plain) > 1 and plain[0].end <= ENUMERATOR_CHARACTERS:
        plain = plain[1:]
    letters = [(run, sum(c.isalnum() for c in line.text[run.start : run.end])) for run in plain]
    total = sum(n for _, n in letters)
    if not body.bold and sum(n for run, n in letters if run.bold) >= STANDING_SHARE * total:
        return True
    han = [(run, sum(is_han(c) for c in line.text[run.start : run.end])) for run in plain]
    letters = [(run, n) for run, n in han if n] or letters
    total = sum(n for _, n in letters)
    return sum(n for run, n in letters if run.font not in body.fonts) >= STANDING_SHARE * total
