"""Lists in running text and in cells: where they stand and what their members are."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from natcom.checks.audit.prose import MASK, masked
from natcom.config.audit import ListWords

JOINT = "\1"  # stands for a conjunction that is part of a name


class Listing(NamedTuple):
    """A list [start, end) of a text. `members` are cut at the marks only.

    `most` counts the last member's conjunctions too (`A, B and C` without a comma before the last), so that a name
    that holds one (Trinidad and Tobago) is given the benefit of the doubt: a count within [least, most] is right.
    """

    start: int
    end: int
    members: tuple[str, ...]
    least: int
    most: int
    opened: bool

    def agrees(self, count: float) -> bool:
        """Whether the list may be said to have `count` members."""
        return self.least <= count <= self.most

    def moved(self, by: int) -> Listing:
        """The same list in a text that begins `by` characters earlier."""
        return self._replace(start=self.start + by, end=self.end + by)


def listing_before(text: str, end: int, words: ListWords) -> Listing | None:
    """The list that ends at `end`: it begins after the last mark that ends a clause."""
    hidden = _hidden(text, words)
    start = max((hidden.rfind(mark, 0, end) for mark in words.ends), default=-1) + 1
    return _listing(text, hidden, start, end, words)


def listing_after(text: str, start: int, words: ListWords) -> Listing | None:
    """The list that begins at `start`: it goes on to a mark that ends a clause or to an `and so on`."""
    hidden = _hidden(text[start:], words)
    end = start
    for place, char in enumerate(hidden):
        end = start + place
        if char in words.ends and not _joined(hidden[place + 1 :], words):
            break
    else:
        end = len(text)
    close = _open_end(hidden[: end - start], words)
    return _listing(text, text[:start] + hidden, start, start + close if close is not None else end, words)


def listings(text: str, words: ListWords) -> tuple[Listing, ...]:
    """All lists of a text, those within brackets too, each with two marks or more."""
    hidden = _hidden(text, words)
    found: list[Listing] = []
    start = 0
    for place in range(len(hidden) + 1):
        if place == len(hidden) or hidden[place] in words.ends:
            close = _open_end(hidden[start:place], words)
            one = _listing(text, hidden, start, place if close is None else start + close, words)
            if one and one.least > 2:
                found.append(one)
            start = place + 1
    for start, end in _bracketed(hidden):
        found += [one.moved(start) for one in listings(text[start:end], words)]
    return tuple(found)


def bare(member: str, words: ListWords) -> str:
    """A member without what is not its name: brackets and their content, quotes, blanks, an `and so on`."""
    hidden = masked(member, tuple(p for p in words.brackets if p not in words.quotes))
    kept = "".join(c for c, h in zip(member, hidden, strict=True) if h != MASK)
    for pair in words.brackets:
        kept = kept.replace(pair, "")
    kept = kept.strip("".join(words.quotes) + " \t\n\u3000")
    for close in words.open:
        kept = kept.split(close)[0] if kept.startswith(close) else kept.removesuffix(close)
    return re.sub(r"\s+", "", kept)


def _hidden(text: str, words: ListWords) -> str:
    """The text with brackets masked, and conjunctions within names that hold one."""
    hidden = masked(text, words.brackets)
    for name in words.names:
        for word in words.conjunctions:
            if word in name:
                hidden = hidden.replace(name, name.replace(word, JOINT * len(word)))
    return hidden


def _bracketed(hidden: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(f"{MASK}+", hidden)]


def _joined(rest: str, words: ListWords) -> bool:
    """Whether a list goes on after a comma: a conjunction follows."""
    return rest.lstrip().startswith(words.joining)


def _open_end(hidden: str, words: ListWords) -> int | None:
    """Where an `and so on` closes the list, after its first mark."""
    first = next((place for place, char in enumerate(hidden) if char in words.marks), None)
    if first is None:
        return None
    for place in range(first, len(hidden)):
        closes = [close for close in words.open if hidden.startswith(close, place)]
        if any(not hidden[: place + len(close)].endswith(words.not_open) for close in closes):
            return place
    return None


def _listing(text: str, hidden: str, start: int, end: int, words: ListWords) -> Listing | None:
    """The stretch as a list, or None where it has no mark."""
    cuts = [p for p in range(start, end) if hidden[p] in words.marks]
    cuts += [p for p in range(start, end) if hidden[p] in words.ends and _joined(hidden[p + 1 : end], words)]
    if not cuts:
        return None
    edges = [start - 1, *sorted(cuts), end]
    members = tuple(text[a + 1 : b].strip() for a, b in pairwise(edges))
    last = hidden[edges[-2] + 1 : end]
    inner = last.strip()
    for word in sorted(words.conjunctions, key=len, reverse=True):
        inner = inner.removeprefix(word)
    pieces = [p for p in re.split("|".join(map(re.escape, words.conjunctions)), inner) if p.strip()]
    members = tuple(m for m in members if m)
    if members and all(char in words.numerals for char in members[0]):
        members = members[1:]  # an enumerator in the middle of a text
    sure = _alike(members[:-1], pieces)
    opened = any(text[end:].lstrip().startswith(close) for close in words.open)
    most = len(members) + max(0, len(pieces) - 1)
    return Listing(start, end, members, most if sure else len(members), most, opened)


def _alike(members: tuple[str, ...], pieces: list[str]) -> bool:
    """Whether the pieces around a conjunction are surely two members: they end, or are as long, as all others do."""
    others = [m for m in members[1:] if m]
    if len(pieces) != 2 or len(others) < 2:
        return False
    stripped = [p.strip() for p in pieces]
    ends = {m[-1] for m in others}
    lengths = {len(m) for m in others}
    return (len(ends) == 1 and {p[-1] for p in stripped} == ends) or (
        len(lengths) == 1 and {len(p) for p in stripped} == lengths
    )


def names(listing: Listing, words: ListWords) -> tuple[str, ...]:
    """The members that are names: two characters or more, no figures; the first without the words that lead in.

    The last one is also cut at its conjunction, which may be part of a name or stand between two.
    """
    found: list[str] = []
    for place, member in enumerate(listing.members):
        whole = bare(member, words)
        if place == 0 and words.leads:
            lead = words.leads.regex.match(whole)
            whole = whole[lead.end() :] if lead else whole
        found += _around_conjunction(whole, words) if place == len(listing.members) - 1 else (whole,)
    kept = [name for name in found if len(name) > 1 and not any(c.isdigit() for c in name)]
    return tuple(_without_lead(kept))


def _without_lead(found: list[str]) -> list[str]:
    """The first name without the verb or noun before it, where what is left stands in the list again."""
    if not found:
        return found
    again = [name for name in found[1:] if found[0].endswith(name)]
    return [max(again, key=len), *found[1:]] if again else found


def _around_conjunction(member: str, words: ListWords) -> tuple[str, ...]:
    hidden = _hidden(member, words)
    for word in words.conjunctions:
        left, found, right = hidden.partition(word)
        if found and right:
            pieces = member[: len(left)], member[len(left) + len(word) :]
            return tuple(bare(piece, words) for piece in pieces if piece)
    return (member,)
