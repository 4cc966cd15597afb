"""The outline: which of the possible headings are headings, and how deep each lies, decided together over the document.

A heading is weighed where it would stand: under which open heading, and beside which one before it. What speaks for a
place is what readers go by: numbers that count on, a number that begins with the one above it, type that is smaller
than the parent's and like the siblings', one depth for one look. The best outline as a whole wins (a beam search over
the open headings).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from natcom.layout.enumerators import Mark
from natcom.layout.style import same_size

CHAPTER_RANK = 10  # of the outermost kinds of enumerators in the language files
INDENT_STEP = 0.8  # sizes: headings whose left edges differ by less stand at one indent
BEAM = 24  # outlines kept from one heading to the next; more change nothing on the reports measured
DEEPEST = 8
HARDLY = -3.5  # log odds below which a line is no candidate: no place in an outline outweighs them
MOST_GAIN = 0.5  # log odds that a good place in the outline adds to a heading's own, at most
PLACE_SHARE = 0.45  # of what speaks for a place that speaks for the heading itself

# What speaks for (+) and against (-) a place, in log odds, set on the open reports and held by the tests of levels.
COSTS = {
    "under its number": 3.0,
    "under part of its number": 2.0,
    "under its chapter": 3.0,
    "under another number": -4.0,
    "under another number, set smaller": -2.0,
    "deep number at the top": -2.0,
    "next number": 2.0,
    "later number": 0.3,
    "number again": -2.5,
    "number one again": -3.5,
    "number of another depth": -1.5,
    "first is one": 0.7,
    "first is not one": -0.8,
    "beside another kind": -1.2,
    "bare beside number": -0.8,
    "under its own kind": -5.0,
    "bare under its own look": -3.0,
    "larger than parent": -3.5,
    "bolder than parent": -1.5,
    "as parent": -0.4,
    "below parent": 0.6,
    "look of sibling": 1.0,
    "larger than sibling": -2.0,
    "smaller than sibling": -1.5,
    "bolder than sibling": -1.0,
    "lighter than sibling": -1.2,
    "set in from sibling": -1.0,
    "centred otherwise": -1.5,
    "bullet beside none": -1.5,
    "parent of its look": 0.8,
    "other parent than its look": -0.8,
    "inner kind": 0.5,
    "outer kind": -1.5,
    "chapter below a bare title": -3.0,
    "known part beside": 0.5,
}


@dataclass(frozen=True)
class Title:
    """A heading as it stands on the page: its enumerator (None without one), its text, and its look."""

    mark: Mark | None
    value: int | None
    text: str
    size: float
    bold: bool
    indent: float
    centered: bool = False
    bulleted: bool = False
    known: bool = False  # it names a part that reports leave without a number, such as references
    color: int = 0

    @property
    def kind(self) -> str | None:
        """The kind of its enumerator."""
        return self.mark.kind.name if self.mark else None

    @property
    def family(self) -> str:
        """Enumerators that count as one: all dotted numbers, or those of one kind; `bare` without."""
        return "dotted" if self.parts else self.kind or "bare"

    @property
    def inset(self) -> bool:
        """Whether it is the title of a box set into the text."""
        return self.mark is not None and self.mark.kind.inset

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of a dotted number (8.2.1), else ()."""
        if self.mark is None or not self.mark.kind.dotted:
            return ()
        return tuple(part.strip() for part in re.split(r"[.\uff0e-]", self.mark.numeral) if part.strip())

    @property
    def look(self) -> tuple[object, ...]:
        """What headings of one depth have in common."""
        return (self.family, len(self.parts), round(self.size), self.bold, self.centered, self.bulleted)


class _Open(NamedTuple):
    """An open heading: the index of its title, and its level."""

    title: int
    level: int


class _Placed(NamedTuple):
    """One heading of an outline, linked to the one before it."""

    title: int
    level: int
    parent: int | None
    before: _Placed | None


class _State(NamedTuple):
    """An outline so far: what speaks for it, its open headings, and below which look each look stood last.

    `fresh`: the last heading is not in `uppers` yet.
    """

    score: float
    stack: tuple[_Open, ...]
    last: _Placed | None
    uppers: Mapping[tuple[object, ...], tuple[object, ...]]
    fresh: bool = False


def levels(titles: Sequence[Title]) -> tuple[tuple[int, int | None], ...]:
    """(level from 1, index of the parent or None) of each heading, in reading order."""
    placed = {p.title: (p.level, p.parent) for p in _decode(titles, None)}
    return tuple(placed[i] for i in range(len(titles)))


def chosen(titles: Sequence[Title], odds: Sequence[float]) -> frozenset[int]:
    """The indexes of the titles that are headings, from each one's own log odds and its place in the outline."""
    return frozenset(p.title for p in _decode(titles, odds))


def _decode(titles: Sequence[Title], odds: Sequence[float] | None) -> Iterator[_Placed]:
    view = _View(titles)
    states = [_State(0.0, (), None, {})]
    for index in range(len(titles)):
        if odds is not None and odds[index] < HARDLY:
            continue
        grown = [] if odds is None else list(states)
        for state in states:
            grown += view.placings(state, index, None if odds is None else odds[index])
        states = [view.noted(state) for state in sorted(grown, key=lambda s: -s.score)[:BEAM]]
    placed = states[0].last
    found: list[_Placed] = []
    while placed is not None:
        found.append(placed)
        placed = placed.before
    return reversed(found)


class _View:
    """What all places of a document's titles are weighed by."""

    def __init__(self, titles: Sequence[Title]) -> None:
        self.titles = titles
        self.looks = [title.look for title in titles]
        self.families = [title.family for title in titles]
        self.parts = [title.parts for title in titles]
        self.typed = len({round(title.size) for title in titles}) > 1 or len(titles) < 3
        chapters = [i for i, title in enumerate(titles) if title.mark and title.mark.kind.rank == CHAPTER_RANK]
        self.chapter = chapters[0] if len(chapters) == 1 else None
        self.known: dict[tuple[int, int | None, int | None], tuple[float, bool]] = {}

    def look(self, index: int | None) -> tuple[object, ...]:
        """The look of a title; () for the top, where there is none."""
        return () if index is None else self.looks[index]

    def placings(self, state: _State, index: int, odds: float | None) -> Iterator[_State]:
        """The outlines that go on with the title, one for each place it may take."""
        stack = state.stack
        if stack and self.titles[stack[-1].title].inset:
            stack = stack[:-1]  # a box ends with the next heading, and ends nothing itself
        for keep in self._places(stack, index):
            kept = stack[:keep]
            beside = stack[keep].title if keep < len(stack) else None
            parent = kept[-1].title if kept else None
            level = len(kept) + 1
            place = self.weigh(index, parent, beside, kept, state.uppers)
            gain = place if odds is None else odds + min(MOST_GAIN, PLACE_SHARE * place)
            placed = _Placed(index, level, parent, state.last)
            yield _State(state.score + gain, (*kept, _Open(index, level)), placed, state.uppers, True)

    def noted(self, state: _State) -> _State:
        """The outline with what its last heading stands below noted."""
        if not state.fresh or state.last is None:
            return state
        uppers = {**state.uppers, self.looks[state.last.title]: self.look(state.last.parent)}
        return state._replace(uppers=uppers, fresh=False)

    def _places(self, stack: Sequence[_Open], index: int) -> Sequence[int]:
        title = self.titles[index]
        if title.inset:
            return (len(stack),)
        if title.mark is None and not self.typed:  # as from Markdown: nothing says more
            return (1 if stack and stack[0].title == self.chapter else 0,)
        return range(min(len(stack), DEEPEST - 1) + 1)

    def weigh(
        self,
        index: int,
        parent: int | None,
        beside: int | None,
        above: Sequence[_Open],
        uppers: Mapping[tuple[object, ...], tuple[object, ...]],
    ) -> float:
        """What speaks for the title's standing under `parent`, after `beside` among its children."""
        if self.titles[index].inset:
            return 0.0
        value, sure = self._among(index, parent, beside)
        family = self.families[index]
        for held in above:
            if self.families[held.title] == family and family not in ("dotted", "bare"):
                value += COSTS["under its own kind"]
            elif family == "bare" and self.looks[held.title] == self.looks[index]:
                set_in = _set_in(self.titles[index], self.titles[held.title])
                value += 0.0 if set_in else COSTS["bare under its own look"]
        usual = uppers.get(self.looks[index])
        first = beside is None or self.looks[beside] != self.looks[index]
        if usual is not None and first and not sure:
            value += COSTS["parent of its look" if usual == self.look(parent) else "other parent than its look"]
        return value

    def _among(self, index: int, parent: int | None, beside: int | None) -> tuple[float, bool]:
        """What speaks for the title below its parent and after its sibling; whether its number settles the parent."""
        key = (index, parent, beside)
        if key not in self.known:
            signs = (
                *self._by_number(index, parent),
                *self._in_series(index, beside),
                *self._by_look(index, parent, beside),
            )
            sure = "under its number" in signs or "under its chapter" in signs
            self.known[key] = sum(COSTS[sign] for sign in signs), sure
        return self.known[key]

    def _by_number(self, index: int, parent: int | None) -> Iterator[str]:
        """How a dotted number goes with the number above it."""
        parts = self.parts[index]
        if not parts:
            return
        if parent is None:
            if len(parts) > 2:
                yield "deep number at the top"
            return
        above, upper = self.titles[parent], self.parts[parent]
        if upper:
            if len(upper) < len(parts) and parts[: len(upper)] == upper:
                yield "under its number" if len(parts) == len(upper) + 1 else "under part of its number"
            elif _smaller(self.titles[index], above) and len(upper) < len(parts):
                yield "under another number, set smaller"
            else:
                yield "under another number"
        elif above.value is not None and str(above.value) == parts[0]:
            yield "under its chapter"
        elif above.mark is not None and len(parts) > 1 and above.mark.kind.rank <= CHAPTER_RANK:
            yield "under another number, set smaller"

    def _in_series(self, index: int, beside: int | None) -> Iterator[str]:
        """How its enumerator goes on from the one before it under its parent."""
        title = self.titles[index]
        if title.mark is None:
            if beside is not None and self.titles[beside].mark is not None and not title.known:
                yield "bare beside number"
            if title.known and beside is not None and self.titles[beside].mark is not None:
                yield "known part beside"
            return
        parts = self.parts[index]
        if beside is None:
            first = parts[-1] == "1" if len(parts) > 1 else title.value in (1, None)
            yield "first is one" if first else "first is not one"
        elif self.families[beside] != self.families[index]:
            apart = self._is_chapter(index) and (self._is_chapter(beside) or self.titles[beside].known)
            if not apart:
                yield "beside another kind"
        elif parts and len(parts) != len(self.parts[beside]):
            yield "number of another depth"
        else:
            yield self._step(index, beside)

    def _is_chapter(self, index: int) -> bool:
        """Whether the title has an enumerator of the outermost kinds: chapters and annexes."""
        mark = self.titles[index].mark
        return mark is not None and not mark.kind.dotted and mark.kind.rank <= CHAPTER_RANK

    def _step(self, index: int, beside: int) -> str:
        parts, before = self.parts[index], self.parts[beside]
        value, last = self.titles[index].value, self.titles[beside].value
        if parts:
            if parts[:-1] != before[:-1]:
                return "number again"
            value = int(parts[-1]) if parts[-1].isdecimal() else ord(parts[-1][-1])
            last = int(before[-1]) if before[-1].isdecimal() else ord(before[-1][-1])
        if value is None or last is None:
            return "later number"
        if value <= last:
            return "number one again" if value == 1 and last > 1 else "number again"
        return "next number" if value == last + 1 else "later number"

    def _by_look(self, index: int, parent: int | None, beside: int | None) -> Iterator[str]:
        """How its type goes with its parent's and its sibling's."""
        first = beside is None or self.looks[beside] != self.looks[index]  # those alike stand where the first does
        if parent is not None and first:
            yield self._type_below(index, parent)
            yield from self._rank_below(index, parent)
        if beside is not None:
            yield from self._type_beside(index, beside)

    def _type_below(self, index: int, parent: int) -> str:
        title, above = self.titles[index], self.titles[parent]
        if not same_size(title.size, above.size):
            return "below parent" if title.size < above.size else "larger than parent"
        if title.bold != above.bold:
            return "bolder than parent" if title.bold else "below parent"
        deep = title.mark is None and len(self.parts[parent]) > 2 and not title.known
        return "below parent" if deep or _set_in(title, above) else "as parent"

    def _rank_below(self, index: int, parent: int) -> Iterator[str]:
        title, above = self.titles[index], self.titles[parent]
        if title.mark is None:
            return
        if above.mark is None:
            chapter = self._is_chapter(index)
            if (chapter and above.known) or ((chapter or above.known) and not _smaller(title, above)):
                yield "chapter below a bare title"
            return
        if self.parts[index] or self.parts[parent]:
            return
        ranks = above.mark.kind.rank, title.mark.kind.rank
        if ranks[0] != ranks[1]:
            yield "inner kind" if ranks[0] < ranks[1] else "outer kind"
        elif above.kind != title.kind:
            yield "under its own kind"  # chapters and annexes stand side by side

    def _type_beside(self, index: int, beside: int) -> Iterator[str]:
        title, other = self.titles[index], self.titles[beside]
        if self.looks[index] == self.looks[beside]:
            yield "look of sibling"
        if not same_size(title.size, other.size):
            yield "larger than sibling" if title.size > other.size else "smaller than sibling"
        elif title.bold != other.bold:
            yield "bolder than sibling" if title.bold else "lighter than sibling"
        elif title.mark is None and other.mark is None and title.bulleted and not other.bulleted:
            yield "bullet beside none"
        elif title.mark is None and _set_in(title, other):
            yield "set in from sibling"
        if title.centered != other.centered and title.mark is None and other.mark is None:
            yield "centred otherwise"


def _smaller(title: Title, other: Title) -> bool:
    return not same_size(title.size, other.size) and title.size < other.size


def _set_in(title: Title, other: Title) -> bool:
    """Whether a bare title of the same look lies below another: set in further, or bulleted under a plain one."""
    if title.centered or other.centered:
        return other.centered and not title.centered
    if other.mark is None and title.bulleted != other.bulleted:
        return title.bulleted
    return title.indent > other.indent + INDENT_STEP * title.size


def paths(numbers: Sequence[str], parents: Sequence[int | None]) -> Iterator[str]:
    """The path of each heading from its number (or title) and its parent; a path that comes again gets ~2, ~3 …"""
    made: list[str] = []
    seen: Counter[str] = Counter()
    for number, parent in zip(numbers, parents, strict=True):
        path = f"{made[parent]}/{number}" if parent is not None else number
        seen[path] += 1
        if seen[path] > 1:
            path = f"{path}~{seen[path]}"
        made.append(path)
        yield path
