"""The configuration against itself: what it refers to is known, and what must be unique is.

Unknown keys and values of a wrong type never get here: reading the files refuses them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from natcom.checks.base import finding
from natcom.config import Config
from natcom.config.vocabulary import KINDS
from natcom.records import Extraction, Finding

Doubt = tuple[str, str]  # where in the configuration, and what it says there


def check_configuration(extraction: Extraction, config: Config) -> Iterator[Finding]:
    """A finding for each code that nothing defines, and for each label that stands twice."""
    for where, what in unknown_codes(config):
        yield finding(extraction, config, "config-unknown", [], where=where, found=what)
    for where, what in doubled_labels(config):
        yield finding(extraction, config, "config-twice", [], where=where, found=what)


def unknown_codes(config: Config) -> Iterator[Doubt]:
    """Codes of countries, gases and kinds of names that the vocabulary lacks; expected series that no pack defines."""
    codes: dict[str, set[str | None]] = {kind: set() for kind in KINDS.values()}
    for name in config.vocabulary.names:
        codes[name.kind].add(name.code)
    edition = config.edition
    if edition is not None:
        if edition.party is not None and edition.party not in codes["country"]:
            yield f"editions/{edition.id}: party", edition.party
        series = {indicator.name for indicator in config.indicators}
        for expected in edition.expect.indicators:
            if expected.indicator not in series:
                yield f"editions/{edition.id}: expect.indicators", expected.indicator
    for indicator in config.indicators:
        where = f"indicators: {indicator.name}"
        for kind in indicator.mentions:
            if kind not in codes:
                yield f"{where}: mentions", kind
        if indicator.key is not None and indicator.key.name in codes and indicator.key.name == "gas":
            for code in indicator.key.values:
                if code not in codes["gas"]:
                    yield f"{where}: key.values", code


def doubled_labels(config: Config) -> Iterator[Doubt]:
    """Names of patterns, spellings within a kind, and entries of the edition that stand twice."""
    language = config.language
    yield from _twice(f"languages/{language.code}: outline.enumerators", (e.name for e in language.outline.enumerators))
    for kind in KINDS.values():
        spellings = (
            spelling
            for name in config.vocabulary.names
            if name.kind == kind
            for spelling in dict.fromkeys((name.name, name.name_en, *name.variants))
            if spelling
        )
        yield from _twice(f"vocabulary: {kind}", spellings)
    edition = config.edition
    if edition is None:
        return
    where = f"editions/{edition.id}"
    yield from _twice(f"{where}: expect.headings", (f"{h.number} {h.title}".strip() for h in edition.expect.headings))
    yield from _twice(f"{where}: expect.indicators", (one.indicator for one in edition.expect.indicators))
    yield from _twice(f"{where}: tables", (hint.number for hint in edition.tables))
    yield from _twice(
        f"{where}: accepted and waived", (*dict.fromkeys(edition.accepted), *dict.fromkeys(edition.waived))
    )


def _twice(where: str, labels: Iterable[str]) -> Iterator[Doubt]:
    for label, count in Counter(labels).items():
        if count > 1:
            yield where, label
