"""What the self-audit of a report needs: tolerances (`configs/checks.toml`) and words (`configs/languages/*.toml`)."""

from __future__ import annotations

from pydantic import field_validator

from natcom.config._toml import Settings
from natcom.config.pattern import NamedPattern


class AuditSettings(Settings):
    """Tolerances of the self-audit; what each is for stands beside it in `configs/checks.toml`."""

    quote_length: int
    sentence_length: int
    near_sentence_length: int
    whole_sentence_length: int
    share_window: float
    deviations: float
    table_deviations: float
    name_length: int
    sounding: float
    rest_window: float
    table_share_window: float


class ListWords(Settings):
    """How a list in running text looks, and the words by which it is counted.

    `marks` separate its members; a member after `conjunctions` is the last one, unless they are part of one of the
    `names` (those of the vocabulary that a report mentions are added); `joining` words carry a list on after a comma;
    `open` (and so on) may close it, but not at the end of the words `not_open`; `ends` are marks that no list runs
    over, `strong_mark` separates members that are clauses, `leads` is what the first member may have in front; a first
    member of `numerals` alone is an enumerator.

    `before` is searched for at the end of the text between a list and its number (groups `total`, `open`), `after`
    matched against the text between a number and its list (groups `bracket`, `partial`, `example`, `closed`),
    `announced` right after a number whose list stands in the paragraphs or headings below. A number with `grouping` in
    it counts what was named; one with a unit of `uncounted` (events, persons) does not.
    """

    marks: str = ""
    conjunctions: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    not_open: tuple[str, ...] = ()
    ends: str = ""
    strong_mark: str = ""
    sentence_end: str = ""
    brackets: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    leads: NamedPattern | None = None
    before: NamedPattern | None = None
    after: NamedPattern | None = None
    announced: NamedPattern | None = None
    grouping: str = ""
    names: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()
    numerals: str = ""

    @field_validator("brackets", "quotes")
    @classmethod
    def _are_pairs(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(len(pair) != 2 for pair in value):
            raise ValueError("each must be an opening and a closing character")
        return value


class PartWords(Settings):
    """Words around a whole and its parts, shares, and figures that changed; searched for in the text between figures.

    `sentence_ends` end a sentence, `clause_ends` also end what one figure can say of another.

    Sums: `of_which` stands between a whole and its parts, `subset` between a whole and one part, `complete` there says
    that they are all, `incomplete` that they are not; `total` stands right before a total, `running_total` before one
    that earlier years are in; `each` multiplies. `told` right before a whole and `listed` after it, or `composed`
    behind the last part, say the same without `of_which`.

    Shares: `share` (group `of`: what it is a share of) stands before one, `whole` in that group means the whole named
    before, `nation` a total that may be another, `rate` a rate that is named for its part (group `name`), `whole_share`
    stands between a whole that follows its part and the share, `pair` between a share and its amount, `sharing` is in a
    sentence that shares a whole out, `rest` before the last share; `opposites` are pairs of words for two halves.

    Changes: `from_word` before the first figure, `moved` between two, `rise` and `fall` with a direction, `compared`
    before the base, `change` before the change, `average` where it is a yearly mean, `reaching` after it; `less` and
    `after_less` around what is taken off.

    One quantity twice: `verbs` and `marks` between two figures show that they are two, `joins` may follow the second;
    `generic_units` count anything.
    """

    sentence_ends: str = ""
    clause_ends: str = ""
    of_which: NamedPattern | None = None
    subset: NamedPattern | None = None
    complete: NamedPattern | None = None
    incomplete: NamedPattern | None = None
    listed: NamedPattern | None = None
    told: NamedPattern | None = None
    composed: NamedPattern | None = None
    total: NamedPattern | None = None
    running_total: NamedPattern | None = None
    each: NamedPattern | None = None
    share: NamedPattern | None = None
    whole: NamedPattern | None = None
    nation: NamedPattern | None = None
    whole_share: NamedPattern | None = None
    opposites: tuple[tuple[str, str], ...] = ()
    rate: NamedPattern | None = None
    pair: NamedPattern | None = None
    sharing: NamedPattern | None = None
    rest: NamedPattern | None = None
    from_word: NamedPattern | None = None
    moved: NamedPattern | None = None
    rise: NamedPattern | None = None
    fall: NamedPattern | None = None
    compared: NamedPattern | None = None
    change: NamedPattern | None = None
    average: NamedPattern | None = None
    reaching: NamedPattern | None = None
    less: NamedPattern | None = None
    after_less: NamedPattern | None = None
    verbs: NamedPattern | None = None
    marks: str = ""
    joins: str = ""
    generic_units: tuple[str, ...] = ()


class ReferenceWords(Settings):
    """Cross-references: `before` are characters that may stand right before the word for a figure or table; `no_tail`
    is what does not follow a number that refers. `section` and `bare` capture the number in group `n`; `tail` of `bare`
    is the word that makes a bare number a reference for certain.
    """

    before: str = ""
    no_tail: NamedPattern | None = None
    bare: NamedPattern | None = None
    section: NamedPattern | None = None


class WordingWords(Settings):
    """Signs that a clause breaks off (`broken`) or that something was set twice (`doubled`), searched for in the text.

    `particles` are characters and marks before which a word has ended.

    `years` give one year in two calendars (groups `local`, `western`; local + `year_offset` is western), `periods` and
    `ranges` have `begin` and `end`, `dates` have `month` and `day`.
    """

    broken: tuple[NamedPattern, ...] = ()
    doubled: tuple[NamedPattern, ...] = ()
    particles: str = ""
    years: tuple[NamedPattern, ...] = ()
    periods: tuple[NamedPattern, ...] = ()
    dates: tuple[NamedPattern, ...] = ()
    ranges: tuple[NamedPattern, ...] = ()
    year_offset: int = 0


class NameWords(Settings):
    """Which names are looked at for a second spelling.

    `quoted` finds names in the text (group `name`); `apart` are characters that tell two names apart, `folded` pairs of
    characters that are one. `sounds` are the characters that foreign names are written with, `latin` finds such names
    in Latin letters.
    """

    quoted: NamedPattern | None = None
    latin: NamedPattern | None = None
    apart: str = ""
    folded: tuple[str, ...] = ()
    sounds: str = ""


class TableWords(Settings):
    """Heads of rows and columns: totals, of-which rows, shares (`parts_of_all`: such as make 100), growth, differences,
    figures that do not add up, counts.
    """

    total: NamedPattern | None = None
    of_which: NamedPattern | None = None
    share: NamedPattern | None = None
    parts_of_all: NamedPattern | None = None
    growth: NamedPattern | None = None
    difference: NamedPattern | None = None
    unsummed: NamedPattern | None = None
    counts: NamedPattern | None = None


class SimplifiedWords(Settings):
    """Simplified characters: `too` (with what they stand for) although Big5 holds them, `allowed` in no case."""

    too: dict[str, str]
    allowed: str = ""


class SeriesWords(Settings):
    """Words that make of one quantity another: cumulative, newly added, on average, at most."""

    aggregations: tuple[str, ...] = ()


class AuditWords(Settings):
    """The words of a language by which the self-audit finds its way; a part that is missing is not audited."""

    lists: ListWords = ListWords()
    parts: PartWords = PartWords()
    references: ReferenceWords = ReferenceWords()
    wording: WordingWords = WordingWords()
    series: SeriesWords = SeriesWords()
    names: NameWords = NameWords()
    tables: TableWords = TableWords()
    simplified: SimplifiedWords | None = None
