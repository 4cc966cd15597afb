"""Names that are spelled two ways: foreign ones by sound, quoted ones, names in Latin letters, abbreviations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, combinations
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from natcom.checks.audit.listing import bare, listings
from natcom.checks.audit.listing import names as members
from natcom.checks.audit.prose import prose
from natcom.checks.base import Side, cell_side, finding, side
from natcom.config import Config
from natcom.config.audit import NameWords
from natcom.records import Extraction, Finding

FEWEST_SOUNDS = 4  # characters of a foreign name; of shorter ones too many differ by one (Mali, Bali)
LONG = 12  # from this many characters on, two may differ
Names = dict[str, Side]


def foreign_names(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Foreign names of lists, cells and the vocabulary that differ by one of their characters."""
    words = config.language.audit.names
    codes = {mention.text: mention.code for mention in extraction.mentions}
    names = _foreign(extraction, config)
    for a, b in _near(names, words):
        one, other = codes.get(a), codes.get(b)
        if len(a) < FEWEST_SOUNDS and (one is None) == (other is None):
            continue  # two short names are alike by chance unless just one of them is known
        if one is None or other is None or one == other:
            sides = [names[b], names[a]]
            yield finding(extraction, config, "name-spelling", sides, expected=a, found=b)


def _foreign(extraction: Extraction, config: Config) -> Names:
    """The foreign names of the report, each where it stands first."""
    words, lists = config.language.audit.names, config.language.audit.lists
    names: Names = {}
    for text, where in _texts(extraction):
        for listing in listings(text, lists):
            for name in (*(bare(member, lists) for member in listing.members), *members(listing, lists)):
                names.setdefault(name, where)
    for mention in extraction.mentions:
        names.setdefault(mention.text, side(mention))
    share = config.checks.audit.sounding
    return {n: s for n, s in names.items() if len(n) >= FEWEST_SOUNDS - 1 and _sounds(n, words) >= share * len(n)}


def _sounds(name: str, words: NameWords) -> int:
    return sum(char in words.sounds for char in name)


def _texts(extraction: Extraction) -> Iterator[tuple[str, Side]]:
    for one in prose(extraction):
        yield one.text, one.side()
    for table in extraction.tables:
        for cell in table.cells:
            yield cell.text, cell_side(table, [cell])


def _near(names: Iterable[str], words: NameWords) -> Iterator[tuple[str, str]]:
    """Pairs of one length that differ in one character, or in two of twelve; variants of one character are one."""
    by_length: dict[int, list[str]] = defaultdict(list)
    for name in names:
        by_length[len(name)].append(name)
    for length, same in by_length.items():
        for a, b in combinations(same, 2):
            differing = [(x, y) for x, y in zip(folded(a, words), folded(b, words), strict=True) if x != y]
            if 0 < len(differing) <= (2 if length >= LONG else 1) and not _apart(differing, words):
                yield a, b


def folded(text: str, words: NameWords) -> str:
    """`text` with each of the characters that are one written as the first of them."""
    return text.translate({ord(char): group[0] for group in words.folded for char in group})


def _apart(differing: Iterable[tuple[str, str]], words: NameWords) -> bool:
    return any(c in words.apart or c.isdigit() or c.isascii() or not c.isalnum() for pair in differing for c in pair)


def quoted_names(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Names in quotes of which another spelling stands elsewhere, one character away, or two in a long one."""
    words = config.language.audit.names
    texts = [*_texts(extraction), *((s.title, side(s)) for s in extraction.sections)]
    names = _quoted(texts, config)
    told: set[str] = set()
    whole = _whole(texts, words)
    for a, b in combinations(names, 2):
        reach = 2 if min(len(a), len(b)) >= LONG else 1
        one, other = folded(a, words), folded(b, words)
        if one in other or other in one or Levenshtein.distance(one, other, score_cutoff=reach) > reach:
            continue
        if not _told_apart(one, other, words):
            told |= {a, b}
            yield finding(extraction, config, "name-variant", [names[b], names[a]], expected=a, found=b)
    known = _known(extraction, config)
    for name, where in {**names, **known}.items():
        if len(name) < LONG and name not in known:
            continue  # it may be a phrase that happens to be near
        for other, there in _unquoted(name, whole, words):
            if name not in told and other not in names and other not in known:
                told.add(name)
                yield finding(extraction, config, "name-variant", [there, where], expected=name, found=other)


def _quoted(texts: Iterable[tuple[str, Side]], config: Config) -> Names:
    """The long names in quotes, without what brackets add to them, each where it stands first."""
    words, lists = config.language.audit.names, config.language.audit.lists
    names: Names = {}
    for text, where in texts:
        for said in words.quoted.regex.finditer(text) if words.quoted else ():
            name = bare(said["name"], lists)
            if len(name) >= config.checks.audit.name_length:
                names.setdefault(name, where)
    return names


def _known(extraction: Extraction, config: Config) -> Names:
    """The long names that are names for certain: of the vocabulary, and those that an abbreviation stands for.

    Foreign names by sound are left to `foreign_names`.
    """
    words, settings = config.language.audit.names, config.checks.audit
    names = {m.text: side(m) for m in reversed(extraction.mentions)}
    names |= {a.name: side(a) for a in reversed(extraction.abbreviations) if a.name}
    long = {n: s for n, s in names.items() if len(n) >= settings.name_length and not n.isascii()}
    return {n: s for n, s in long.items() if _sounds(n, words) < settings.sounding * len(n)}


class Whole(NamedTuple):
    """All texts of a report as one string, folded and as they are, and where each begins."""

    line: str
    plain: str
    starts: tuple[int, ...]
    sides: tuple[Side, ...]

    def side(self, place: int) -> Side:
        """The text that the character at `place` stands in."""
        return self.sides[bisect_right(self.starts, place) - 1]


def _whole(texts: Sequence[tuple[str, Side]], words: NameWords) -> Whole:
    plain = "\n".join(text for text, _ in texts)
    starts = tuple(accumulate((len(text) + 1 for text, _ in texts), initial=0))[:-1]
    return Whole(folded(plain, words), plain, starts, tuple(where for _, where in texts))


def _unquoted(name: str, whole: Whole, words: NameWords) -> Iterator[tuple[str, Side]]:
    """Stretches of text that are the name but for one character inside it: one of its halves is whole in each."""
    middle = len(name) // 2
    wanted = folded(name, words)
    for half, offset in ((wanted[:middle], 0), (wanted[middle:], middle)):
        place = whole.line.find(half)
        while place >= 0:
            start = place - offset
            window = whole.line[max(0, start) : start + len(name)]
            differing = [(a, b) for a, b in zip(wanted, window, strict=False) if a != b]
            inside = window[:1] == wanted[0] and window[-1:] == wanted[-1]
            if len(window) == len(name) and len(differing) == 1 and inside and not _apart(differing, words):
                yield whole.plain[start : start + len(name)], whole.side(start)
            place = whole.line.find(half, place + 1)


def _told_apart(a: str, b: str, words: NameWords) -> bool:
    """Whether the characters in which the two differ are there to tell names apart: figures, ordinals, directions."""
    for step in Levenshtein.editops(a, b):
        chars = ([a[step.src_pos]] if step.tag != "insert" else []) + (
            [b[step.dest_pos]] if step.tag != "delete" else []
        )
        if any(c in words.apart or c.isdigit() or not c.isalnum() for c in chars):
            return True
    return False


def latin_names(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Names in Latin letters, six and more, that differ by one letter before their ending."""
    words = config.language.audit.names
    if words.latin is None:
        return
    names: Names = {}
    for text, where in _texts(extraction):
        for said in words.latin.regex.finditer(text):
            names.setdefault(said.group(), where)
    buckets: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for place in range(1, len(name) - 1):
            buckets[name[:place] + name[place + 1 :]].add(name)
        buckets[name].add(name)
    pairs = {pair for bucket in buckets.values() for pair in combinations(sorted(bucket), 2)}
    for a, b in sorted(pairs):
        if a[-2:] == b[-2:] and Levenshtein.distance(a, b) == 1:
            yield finding(extraction, config, "name-variant", [names[b], names[a]], expected=a, found=b)


def abbreviations_twice(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """Abbreviations that the text writes out in two ways, case and punctuation aside."""
    first: dict[str, tuple[str, Side]] = {}
    for one in extraction.abbreviations:
        said = re.sub(r"[\W_]+", " ", one.expansion).strip().casefold()
        if one.short in first and first[one.short][0] != said:
            before = next(a for a in extraction.abbreviations if a.short == one.short)
            yield finding(
                extraction,
                config,
                "abbreviation-twice",
                [side(one), first[one.short][1]],
                short=one.short,
                expected=before.expansion,
                found=one.expansion,
            )
        first.setdefault(one.short, (said, side(one)))
