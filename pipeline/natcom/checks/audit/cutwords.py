"""Words that lost their last character: a stem that always goes on in one or two ways, once before a particle."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from natcom.checks.audit.prose import Prose, prose
from natcom.checks.base import finding
from natcom.config import Config
from natcom.records import Extraction, Finding

STEM = 3  # characters; of the words of four that reports are made of, all but the last
OFTEN = 15  # times that a stem stands in the report before it is known how it goes on
WAYS = 2  # ways in which a stem of one or two words goes on
AROUND = 10  # characters shown on either side


def cut_words(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """A stem that the report writes out everywhere else, followed once by a particle or a mark instead."""
    particles = config.language.audit.wording.particles
    if not particles:
        return
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    odd: dict[str, list[tuple[Prose, int]]] = defaultdict(list)
    for one in prose(extraction):
        text = one.text
        for place in range(len(text) - STEM):
            stem, after = text[place : place + STEM], text[place + STEM]
            if not stem.isalpha() or any(char in particles or char.isascii() for char in stem):
                continue
            if after in particles:
                odd[stem].append((one, place))
            else:
                ways[stem][after] += 1
    for stem, places in odd.items():
        known = ways[stem]
        if len(places) == 1 and 0 < len(known) <= WAYS and known.total() >= OFTEN:
            one, place = places[0]
            shown = one.text[max(0, place - AROUND) : place + STEM + AROUND]
            right = stem + known.most_common(1)[0][0]
            yield finding(extraction, config, "word-cut", [one.side()], expected=right, found=stem, text=shown)
