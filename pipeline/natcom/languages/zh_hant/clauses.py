"""The structure of a sentence: brackets and quotation marks as groups, each split into clauses at commas."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

OPENING = dict(zip("（(「『《〈【[〔", "）)」』》〉】]〕", strict=True))
DEEPEST = 6  # brackets within brackets; deeper ones are read as plain text
_MARKS = "，：；。！？,:"
_DIGIT_COMMA = re.compile(r"\d,\d")


@dataclass(frozen=True)
class Sentence:
    """The characters [start, end) of a folded passage. A group is what a pair of brackets holds; group 0 is outside."""

    text: str
    start: int
    end: int

    @cached_property
    def groups(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """(group of each character, and of each group its parent, first character, and closing bracket or -1)."""
        of: list[int] = []
        parents, starts, ends = [-1], [self.start], [-1]
        stack = [(0, "")]
        for at in range(self.start, self.end):
            char = self.text[at]
            if char in OPENING and len(stack) <= DEEPEST and self.text.find(OPENING[char], at, self.end) >= 0:
                parents.append(stack[-1][0])
                starts.append(at + 1)
                ends.append(-1)
                of.append(stack[-1][0])
                stack.append((len(parents) - 1, OPENING[char]))
            elif len(stack) > 1 and char == stack[-1][1]:
                ends[stack.pop()[0]] = at
                of.append(stack[-1][0])
            else:
                of.append(stack[-1][0])
        return tuple(of), tuple(parents), tuple(starts), tuple(ends)

    def group(self, at: int) -> int:
        """The group of the character at this place of the passage."""
        of = self.groups[0]
        return of[min(max(at - self.start, 0), len(of) - 1)]

    def parent(self, group: int) -> int:
        """The group around a group, -1 around the sentence."""
        return self.groups[1][group]

    def group_start(self, group: int) -> int:
        """The place of a group's first character."""
        return self.groups[2][group]

    def is_mark(self, at: int) -> bool:
        """Whether a clause ends here (a comma inside a number is none)."""
        char = self.text[at]
        return char in _MARKS and not (char in ",:" and _DIGIT_COMMA.match(self.text, max(at - 1, 0)))

    @cached_property
    def _marks(self) -> dict[int, list[int]]:
        """The places where a clause of each group ends: its marks, and the bracket that closes it."""
        found: dict[int, list[int]] = {}
        for at in range(self.start, self.end):
            if self.is_mark(at):
                found.setdefault(self.group(at), []).append(at)
        for group, at in enumerate(self.groups[3]):
            if at >= 0:
                found.setdefault(group, []).append(at)
        return {group: sorted(places) for group, places in found.items()}

    def clause(self, at: int, group: int | None = None) -> tuple[int, int]:
        """The clause around a place, within its group: [start, end), marks left out."""
        group = self.group(at) if group is None else group
        marks = self._marks.get(group, [])
        i = bisect_left(marks, at)
        low = max(self.start, min(at, self.group_start(group)), marks[i - 1] + 1 if i else self.start)
        return low, marks[i] if i < len(marks) else max(at, self.end)

    def clauses_before(self, at: int, group: int) -> list[tuple[int, int]]:
        """The clauses of a group in front of the one around `at`, nearest first."""
        out = []
        low, _ = self.clause(at, group)
        while low - 1 > self.group_start(group):
            previous = self.clause(low - 1, group)
            if previous[0] >= low:
                break
            out.append(previous)
            low = previous[0]
        return out

    def flat(self, start: int, end: int, group: int) -> str:
        """The text of [start, end) in this group itself: what brackets hold is left out, quotes are kept."""
        out = []
        for at in range(start, end):
            inner = self.group(at)
            if inner == group or (inner != 0 and self._quoted(inner, group)):
                out.append(self.text[at])
        text = "".join(out)
        return re.sub(r"[（(]\s*[)）]", "", text)

    def _quoted(self, inner: int, group: int) -> bool:
        """Whether `inner` lies in `group` through quotation marks only."""
        while inner not in (group, -1):
            if self.text[self.group_start(inner) - 1] not in "「『《〈":
                return False
            inner = self.parent(inner)
        return inner == group
