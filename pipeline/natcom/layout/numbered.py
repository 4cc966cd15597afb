"""Headings that open with a plain number (3 Policies) or an appendix's letter, told by how these count on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from natcom.config.language import OutlineWords
from natcom.layout.enumerators import Mark, find_mark
from natcom.layout.style import same_size
from natcom.model import Line

CHAINED = "chained"  # the `target` of a heading block whose number counts by this rule
BLANK = 0.2  # of the size: the white between a heading's number and its title, whether set as a blank or not
QUAD = 0.6  # of the size: white behind the letter of an appendix; a word's blank is narrower
FEWEST = 2  # numbers that count on where no dotted heading bears them out
SAME_EDGE = 0.5  # sizes that the left edges of such headings may differ by


class Numbered(NamedTuple):
    """A block that may be such a heading: its place, mark, number and first line, and whether it stands out."""

    at: int
    mark: Mark
    number: int
    line: Line
    styled: bool


def numbered(at: int, line: Line, words: OutlineWords, *, styled: bool) -> Numbered | None:
    """The candidate that opens with this line; None where it opens with no number set off from the text behind it."""
    mark = find_mark(line.text, words, chained=True)
    if mark is None or not mark.kind.chained or mark.end >= len(line.text):
        return None
    white = (line.x0s[mark.end] - line.x1s[len(mark.label) - 1]) / line.size
    letter = not mark.numeral.isdecimal()
    if white < (QUAD if letter else BLANK) or (letter and not styled):
        return None
    number = ord(mark.numeral) - ord("A") + 1 if letter else int(mark.numeral)
    return Numbered(at, mark, number, line, styled)


def counting(candidates: Sequence[Numbered], dotted: Sequence[tuple[int, int]]) -> dict[int, Numbered]:
    """Those of the candidates that count on as chapters do, by block index: numbers, and letters of appendices.

    `dotted` are the document's headings with dotted numbers: (block index, first part). A chapter stands right before
    the first of its parts; one without parts stands between its neighbours and looks like them. Where no heading has a
    dotted number, chapters stand out and count from 1.
    """
    letters = {c.at: c for c in _from_one([c for c in candidates if not c.mark.numeral.isdecimal()], 1).values()}
    candidates = [c for c in candidates if c.mark.numeral.isdecimal()]
    chain = dict(_above_their_parts(candidates, dotted)) if dotted else _from_one(candidates, FEWEST)
    if not chain:
        return letters
    model = next(iter(chain.values()))
    alike = [c for c in candidates if _alike(c, model)]
    chain = {n: c for n, c in chain.items() if _alike(c, model)}
    for number in (*range(min(chain) - 1, 0, -1), *range(min(chain) + 1, max(c.number for c in candidates) + 1)):
        if number not in chain:
            found = _between(number, chain, alike, dotted)
            if found is not None:
                chain[number] = found
    return letters | {c.at: c for c in chain.values()}


def _above_their_parts(candidates: Sequence[Numbered], dotted: Sequence[tuple[int, int]]) -> list[tuple[int, Numbered]]:
    found: list[tuple[int, Numbered]] = []
    for number in sorted({part for _, part in dotted}):
        first = min(index for index, part in dotted if part == number)
        before = max((index for index, part in dotted if index < first), default=-1)
        own = [c for c in candidates if c.number == number and before < c.at < first]
        if own:
            found.append((number, own[-1]))
    return found


def _from_one(candidates: Sequence[Numbered], fewest: int) -> dict[int, Numbered]:
    chain: dict[int, Numbered] = {}
    for candidate in candidates:
        counts_on = candidate.styled and candidate.number == len(chain) + 1
        if counts_on and (not chain or _alike(candidate, chain[1])):
            chain[candidate.number] = candidate
    return chain if len(chain) >= fewest else {}


def _alike(a: Numbered, b: Numbered) -> bool:
    return (
        a.styled == b.styled
        and same_size(a.line.size, b.line.size)
        and a.line.bold == b.line.bold
        and (a.styled or abs(a.line.x0 - b.line.x0) <= SAME_EDGE * a.line.size)
    )


def _between(
    number: int, chain: Mapping[int, Numbered], alike: Sequence[Numbered], dotted: Sequence[tuple[int, int]]
) -> Numbered | None:
    """The candidate of this number next to its neighbours in the chain; None where there is none beside them."""
    before, after = chain.get(number - 1), chain.get(number + 1)
    if before is None and after is None:
        return None
    low = max([before.at if before else -1, *(index for index, part in dotted if part < number)])
    high = min([after.at] if after else [], default=None)
    places = [c for c in alike if c.number == number and c.at > low and (high is None or c.at < high)]
    return (places[0] if before is not None else places[-1]) if places else None
