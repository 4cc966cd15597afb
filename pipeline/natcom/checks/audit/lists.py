"""Lists against the number that the text gives them, and members that a list names twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from natcom.checks.audit.listing import Listing, listing_after, listing_before, listings, names
from natcom.checks.audit.prose import Prose, around, body, prose
from natcom.checks.base import Side, cell_side, finding, quote, side
from natcom.config import Config
from natcom.config.audit import ListWords
from natcom.records import Extraction, Fact, Finding

MOST_MEMBERS = 60  # a longer list is not counted by hand in running text
DIRECT = 3  # members of a list that a spelled-out number follows at once: it counts them, `A, B and C, three in all`
WIDE = 30  # characters between a number and its list: `12 cities are members of the network, namely …`


class Claim(NamedTuple):
    """A number and the list it is about. `closed`: the text claims that the list is complete."""

    fact: Fact
    listing: Listing
    closed: bool


def counted_lists(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Lists that have more or fewer members than the text counts (nine names and `in all 10 allies`)."""
    words = with_names(config.language.audit.lists, extraction)
    for one in prose(extraction, config.language.outline):
        for fact in one.facts:
            claim = _claim(one, fact, words)
            if claim is None or claim.fact.value is None or claim.listing.agrees(claim.fact.value):
                continue
            if not _believable(claim):
                continue
            listing = claim.listing
            yield finding(
                extraction,
                config,
                "counted-list" if claim.closed else "counted-list-open",
                [side(fact), one.side()],
                number=fact.quote,
                list=quote(one.text[listing.start : listing.end], config),
                expected=fact.value,
                found=listing.most if claim.fact.value > listing.most else listing.least,
            )


def with_names(words: ListWords, extraction: Extraction) -> ListWords:
    """The words of lists, with the names of the vocabulary that the report mentions and that hold a conjunction."""
    joined = {m.text for m in extraction.mentions if any(word in m.text for word in words.conjunctions)}
    return words.model_copy(update={"names": tuple(sorted(joined | set(words.names)))})


def _believable(claim: Claim) -> bool:
    """Whether the difference is a slip rather than a list of examples or a list of something else.

    Too many members is always one. Too few is one where the list claims to be complete and names at least half, or
    where just one is missing of three or more.
    """
    count, listing = claim.fact.value or 0, claim.listing
    if count < listing.least:
        return claim.closed or listing.least - count <= max(2, count / 2)
    if claim.closed:
        return listing.most * 2 >= count
    return count - listing.most == 1 and listing.most >= 3


def _claim(one: Prose, fact: Fact, words: ListWords) -> Claim | None:
    value = fact.value
    if fact.kind != "count" or fact.value_high is not None or fact.qualifier is not None:
        return None
    if value is None or not 2 <= value <= MOST_MEMBERS or value != int(value) or fact.unit in words.uncounted:
        return None
    return _claim_after(one, fact, words) or _claim_before(one, fact, words)


def _claim_before(one: Prose, fact: Fact, words: ListWords) -> Claim | None:
    """The list right before the number: `A, B and C, in all three …`."""
    if words.before is None:
        return None
    area = around(one.text, fact.char_start, words.brackets)
    area = area._replace(start=max(area.start, min(one.body, fact.char_start)))
    ahead = one.text[area.start : fact.char_start]
    link = words.before.regex.search(ahead)
    if link is None:
        return None
    listing = listing_before(ahead, link.start(), words)
    if listing is None or _numbered(one, listing, area.start):
        return None
    grouped = bool(words.grouping) and words.grouping in fact.quote
    proper = listing.most > listing.least or all(m[:1] in {p[0] for p in words.quotes} for m in listing.members[1:])
    direct = not link.group() and len(listing.members) >= DIRECT and not any(char.isdigit() for char in fact.quote)
    if not link.group() and not grouped and not proper and not direct:
        return None
    closed = bool(link["total"]) or grouped or (not link["open"] and (proper or direct))
    return Claim(fact, listing.moved(area.start), closed)


def _claim_after(one: Prose, fact: Fact, words: ListWords) -> Claim | None:
    """The list that the number announces: `three …: A, B and C`."""
    if words.after is None:
        return None
    area = around(one.text, fact.char_start, words.brackets)
    rest = one.text[fact.char_end : area.end]
    link = words.after.regex.match(rest)
    if link is None or link["example"] or len(link.group()) > WIDE:
        return None
    begin = fact.char_end + link.end()
    if any(f.kind == "count" and fact.char_end <= f.char_start < begin for f in one.facts):
        return None
    inside = around(one.text, begin, words.brackets) if link["bracket"] else area
    listing = listing_after(one.text[: inside.end], begin, words)
    if listing is None or _numbered(one, listing, 0):
        return None
    parts = one.text[begin : inside.end].split(words.sentence_end)[0].count(words.strong_mark) + 1
    if parts == fact.value:
        return None
    told = words.before.regex.search(one.text[area.start : fact.char_start]) if words.before else None
    closed = bool(link["closed"] or link["bracket"] or (told and told["total"])) and not listing.opened
    if link["partial"] and (fact.value or 0) > listing.most:
        return None
    return Claim(fact, listing, closed)


def _numbered(one: Prose, listing: Listing, offset: int) -> bool:
    """Whether members carry figures of their own: then they are parts of a sum, not members that are counted."""
    start, end = listing.start + offset, listing.end + offset
    return sum(start <= f.char_start < end for f in one.facts) > 0


def members_twice(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Lists in running text and in table cells that name one member twice."""
    words = with_names(config.language.audit.lists, extraction)
    for one in prose(extraction, config.language.outline):
        yield from _twice(extraction, config, words, (one.text, one.side()))
    for table in extraction.tables:
        for cell in table.cells:
            yield from _twice(extraction, config, words, (cell.text, cell_side(table, [cell])))


def _twice(extraction: Extraction, config: Config, words: ListWords, said: tuple[str, Side]) -> Iterator[Finding]:
    text, where = said
    text = text[body(text, config.language.outline) :]
    for listing in listings(text, words):
        for name, times in Counter(names(listing, words)).items():
            if times > 1:
                yield finding(
                    extraction,
                    config,
                    "member-twice",
                    [where],
                    member=name,
                    list=quote(text[listing.start : listing.end], config),
                    expected=1,
                    found=times,
                )
