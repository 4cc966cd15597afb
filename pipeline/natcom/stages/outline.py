"""The outline: how deep each heading lies, from enumerators, type and place together."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from itertools import permutations
from statistics import median

from natcom.layout.enumerators import Mark
from natcom.layout.style import same_size

SIZE_VOTE, NESTING_VOTE, RANK_VOTE = 2, 3, 1  # how much a sign of which kind lies above counts; nesting is the surest
MIN_RESTARTS = 2
CHAPTER_RANK = 10  # of the outermost kinds of enumerators in the language files
INDENT_STEP = 0.8  # sizes: headings whose left edges differ by less stand at one indent


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

    @property
    def kind(self) -> str | None:
        """The kind of its enumerator."""
        return self.mark.kind.name if self.mark else None

    @property
    def inset(self) -> bool:
        """Whether it is the title of a box set into the text."""
        return self.mark is not None and self.mark.kind.inset

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of a dotted number (8.2.1), else ()."""
        if self.mark is None or not self.mark.kind.dotted:
            return ()
        return tuple(part.strip() for part in re.split(r"[.\uff0e-]", self.mark.numeral))


@dataclass
class _Open:
    """An open heading: the index of its title, and its level."""

    index: int
    level: int


def levels(titles: Sequence[Title]) -> tuple[tuple[int, int | None], ...]:
    """(level from 1, index of the parent or None) of each heading, in reading order.

    Where all headings are of one size, as from Markdown, one without an enumerator stands right below the report's only
    chapter, or beside its chapters: nothing says more.
    """
    order = _kind_order(titles)
    typed = len({round(title.size) for title in titles}) > 1 or len(titles) < 3
    chapters = [title for title in titles if title.mark and title.mark.kind.rank == CHAPTER_RANK]
    stack: list[_Open] = []
    placed: list[tuple[int, int | None]] = []
    for index, title in enumerate(titles):
        inset = next((n for n, o in enumerate(stack) if titles[o.index].inset), len(stack))
        del stack[inset:]
        if title.inset:
            pass  # a box ends nothing: the text around it goes on
        elif title.mark is None and not typed:
            del stack[1 if len(chapters) == 1 and stack and titles[stack[0].index] is chapters[0] else 0 :]
        elif title.mark is None:
            _close_for_bare(stack, titles, title)
        elif title.parts:
            _close_for_dotted(stack, titles, title, order)
        else:
            _close_for_kind(stack, titles, title, order)
        level = stack[-1].level + 1 if stack else 1
        placed.append((level, stack[-1].index if stack else None))
        stack.append(_Open(index, level))
    return tuple(placed)


def _close_for_kind(
    stack: list[_Open], titles: Sequence[Title], title: Title, order: Callable[[str, str], int]
) -> None:
    """Closes what the heading ends: all down from an open one of its kind, else all that its kind lies above."""
    assert title.kind is not None
    kinds = [titles[o.index].kind for o in stack]
    if title.kind in kinds:
        del stack[kinds.index(title.kind) :]
        return
    while stack:
        top = titles[stack[-1].index]
        if top.kind is None:
            if _below(title, top):
                break
        elif order(top.kind, title.kind) < 0:
            break
        stack.pop()


def _below(title: Title, bare: Title) -> bool:
    """Whether a numbered heading lies below an open one without a number: set smaller, or alike and set in."""
    if not same_size(title.size, bare.size):
        return title.size < bare.size
    return title.indent > bare.indent + INDENT_STEP * title.size or (bare.bold and not title.bold)


def _close_for_dotted(
    stack: list[_Open], titles: Sequence[Title], title: Title, order: Callable[[str, str], int]
) -> None:
    """Closes all down to the heading whose number begins this one's; without one, by kind."""
    parts = title.parts
    for position in range(len(stack) - 1, -1, -1):
        above = titles[stack[position].index]
        if above.parts and len(above.parts) < len(parts) and parts[: len(above.parts)] == above.parts:
            del stack[position + 1 :]
            return
        counts = not above.parts and above.kind is not None and str(above.value) == parts[0]
        if counts and order(above.kind or "", "dotted") < 0:
            del stack[position + 1 :]
            return
    while stack:
        top = titles[stack[-1].index]
        if top.parts:
            if len(top.parts) < len(parts) and parts[: len(top.parts)] == top.parts:
                break
        elif top.kind is not None and order(top.kind, "dotted") < 0:
            break
        stack.pop()


def _close_for_bare(stack: list[_Open], titles: Sequence[Title], title: Title) -> None:
    """Closes what a heading without a number ends: by its size, then by indent among headings of one look."""
    while stack:
        top = titles[stack[-1].index]
        if same_size(top.size, title.size):
            if top.bold and not title.bold:
                break
            if title.bold == top.bold and _set_in(title, top):
                break
            if len(top.parts) > 2 and not title.known:
                break  # beside so deep a number (2.1.3) it would be counted with it
        elif top.size > title.size:
            break
        stack.pop()


def _set_in(title: Title, top: Title) -> bool:
    """Whether a bare title of the same look lies below an open one: set in further, or bulleted under a plain one."""
    if title.centered or top.centered:
        return top.centered and not title.centered
    if top.mark is None and title.bulleted != top.bulleted:
        return title.bulleted
    return title.indent > top.indent + INDENT_STEP * title.size


def _kind_order(titles: Sequence[Title]) -> Callable[[str, str], int]:
    """A comparison of kinds, negative where the first lies above the second; dotted numbers count as one kind."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, title in enumerate(titles):
        if title.kind is not None and not title.inset:
            groups["dotted" if title.parts else title.kind].append(index)
    sizes = {kind: median(titles[i].size for i in indexes) for kind, indexes in groups.items()}
    ranks = {
        ("dotted" if t.parts else t.kind): (25 if t.parts else t.mark.kind.rank) for t in titles if t.mark and t.kind
    }
    votes: Counter[tuple[str, str]] = Counter()
    for a, b in permutations(groups, 2):
        votes[a, b] += NESTING_VOTE * _restarts(groups[a], groups[b], titles)
        if not same_size(sizes[a], sizes[b]) and sizes[a] > sizes[b]:
            votes[a, b] += SIZE_VOTE
        if ranks[a] < ranks[b]:
            votes[a, b] += RANK_VOTE

    def compare(a: str, b: str) -> int:
        return votes[b, a] - votes[a, b]

    wins = {a: sum(compare(a, b) < 0 for b in groups) for a in groups}

    def by_wins(a: str, b: str) -> int:
        return (wins[b] - wins[a]) or compare(a, b)

    kinds = sorted(groups, key=cmp_to_key(by_wins))
    position: dict[str, int] = {}
    for n, kind in enumerate(kinds):  # chapters and appendices of one look stand side by side
        beside = n > 0 and ranks[kinds[n - 1]] == ranks[kind] == CHAPTER_RANK and compare(kinds[n - 1], kind) == 0
        position[kind] = position[kinds[n - 1]] if beside else n

    def order(a: str, b: str) -> int:
        return position[_known(a, position)] - position[_known(b, position)]

    return order


def _known(kind: str, position: dict[str, int]) -> str:
    return kind if kind in position else "dotted"


def _restarts(upper: Sequence[int], lower: Sequence[int], titles: Sequence[Title]) -> int:
    """1 where the lower kind counts from 1 again and again after headings of the upper one and not otherwise, else 0.

    Once alone is chance: a lower kind may stand right below an upper one where the middle one is missing.
    """
    restarts = after_upper = 0
    last = -1
    for index in lower:
        if titles[index].value == 1 and last >= 0 and not titles[index].parts:
            restarts += 1
            after_upper += any(last < u < index for u in upper)
        last = index
    return int(restarts >= MIN_RESTARTS and after_upper == restarts)


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
