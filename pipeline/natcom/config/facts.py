"""The words that numeric facts are read by: the `[facts]` part of a language file."""

from __future__ import annotations

import re
from functools import cached_property

from pydantic import Field

from natcom.config._toml import Settings
from natcom.config.pattern import NamedPattern

NOTHING = re.compile(r"(?!)")


class Rule(NamedPattern):
    """A named rule: where its pattern is found, it has its `effect`.

    Of an ordered table the first rule that fits decides. `match` are texts that it must be found in, `no_match` texts
    that it must not.
    """

    effect: str = ""

    def finds(self, text: str) -> bool:
        """Whether the pattern is found in an example, anywhere."""
        return self.regex.search(text) is not None


class Qualifiers(Settings):
    """Words that qualify a number, by what they make of it. The longest word wins."""

    approx: tuple[str, ...] = ()
    gt: tuple[str, ...] = ()
    gte: tuple[str, ...] = ()
    lt: tuple[str, ...] = ()
    lte: tuple[str, ...] = ()

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """(word, qualifier), longest word first."""
        found = [(word, name) for name in ("approx", "gt", "gte", "lt", "lte") for word in getattr(self, name)]
        return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


class ChangeWords(Settings):
    """Words of change. `verbs` take an object, `compounds` hold theirs, `nouns` follow a number.

    `level_after` are endings that turn the figure into the level reached; `rates` name levels (a growth rate).
    """

    increase_verbs: tuple[str, ...]
    decrease_verbs: tuple[str, ...]
    increase_compounds: tuple[str, ...] = ()
    decrease_compounds: tuple[str, ...] = ()
    increase_nouns: tuple[str, ...] = ()
    decrease_nouns: tuple[str, ...] = ()
    level_after: tuple[str, ...]
    rates: tuple[str, ...]


class Classifier(Settings):
    """Words that follow a counting numeral; none of `not_before` (regular expressions) may come next."""

    words: tuple[str, ...]
    not_before: tuple[str, ...] = ()


class TimeWords(Settings):
    """Verbs that date an event (`event`: the date is not that of later numbers; `holding`: it is, of who took part)."""

    event: tuple[str, ...]
    holding: tuple[str, ...]
    data: tuple[str, ...]
    base: tuple[str, ...]


class SubjectWords(Settings):
    """Words that steer the search for what is measured."""

    lead: tuple[str, ...]  # words that open a clause and are no part of its subject
    predicates: tuple[str, ...]  # words that end a subject
    generic: tuple[str, ...]  # nouns that say too little to be a subject
    compound_verbs: tuple[str, ...] = ()  # verbs that join two nouns into one
    deeds: tuple[str, ...] = ()  # verbs behind a count that say what is done with what it counts (3 units run)
    measures: tuple[str, ...] = ()  # nouns of measure that need another noun
    terms: tuple[str, ...] = ()  # words of the field that a general dictionary splits


class EventWords(Settings):
    """Sessions that a text dates: a pattern with a group for the number, words of being held, and the name to give."""

    pattern: str
    held_words: tuple[str, ...]
    name: str
    match: tuple[str, ...]
    no_match: tuple[str, ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.pattern)

    @cached_property
    def held(self) -> re.Pattern[str]:
        """Any word of being held."""
        return re.compile("|".join(map(re.escape, self.held_words)))


class PeriodWords(Settings):
    """Words of time as fragments of regular expressions; those that the grammar joins end before the blank.

    `months`: January first; `part` has the groups `part` and `kind` (first half of), `parts` the numbers of the first,
    `halves` the words that mean half a year; `edge`, `part`, `fiscal` and `of` end with their blank.
    """

    months: tuple[str, ...]
    day_end: str = ""
    of: str = ""
    comma: str = ",?\\s*"
    edge: str = "(?!)"
    part: str = "(?!)(?P<part>)(?P<kind>)"
    parts: dict[str, int] = Field(default_factory=dict)
    halves: tuple[str, ...] = ()
    fiscal: str = "(?!)"
    between: str
    and_: str
    from_: str
    to: str
    until: str
    since: str
    onwards: str


class FactWords(Settings):
    """All of `[facts]`."""

    qualifiers_before: Qualifiers
    qualifiers_after: Qualifiers
    distant_qualifiers: tuple[str, ...] = ()  # also hold with some words between them and the number
    not_approx: tuple[str, ...]
    changes: ChangeWords
    classifiers: tuple[Classifier, ...]
    weak_classifiers: tuple[str, ...]
    bulk_classifiers: tuple[str, ...] = ()  # those of what comes in hundreds of millions
    heads: tuple[str, ...]
    counted_nouns: tuple[str, ...]
    identifier_prefixes: tuple[str, ...]
    money_words: tuple[str, ...]
    emission_words: tuple[str, ...]
    not_facts: tuple[Rule, ...]  # the effect says what such a number is: ordinal, identifier, name, label, date …
    per: tuple[Rule, ...] = ()  # what a quantity is given per; the effect is its name
    value_types: tuple[Rule, ...]  # the effect is limit, projection, target or actual
    signs: tuple[Rule, ...] = ()  # what the grammar looks for, by name
    lists: dict[str, tuple[str, ...]] = Field(default_factory=dict)  # words that the grammar asks for, by name
    parts: dict[str, int] = Field(default_factory=dict)  # third: 3
    periods: PeriodWords | None = None
    relative_times: tuple[Rule, ...] = ()  # last year, the same period: the effect is what they are relative to
    time: TimeWords
    subjects: SubjectWords
    events: EventWords
    world: tuple[str, ...]
    own_country: tuple[str, ...]
    structural: tuple[str, ...]
    gwp_words: tuple[str, ...]
    gwp_sets: tuple[tuple[str, str], ...]

    def __hash__(self) -> int:
        return id(self)

    def sign(self, name: str) -> re.Pattern[str]:
        """The pattern of this name; one that finds nothing, where the language has none."""
        return self._signs.get(name, NOTHING)

    def listed(self, name: str) -> frozenset[str]:
        """The words of this name; none, where the language has none."""
        return self._lists.get(name, frozenset())

    @cached_property
    def _lists(self) -> dict[str, frozenset[str]]:
        return {name: frozenset(words) for name, words in self.lists.items()}

    @cached_property
    def _signs(self) -> dict[str, re.Pattern[str]]:
        return {rule.name: rule.regex for rule in self.signs}
