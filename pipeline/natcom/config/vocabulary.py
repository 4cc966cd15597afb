"""Names that reports speak of: the tables of `configs/vocabulary/`, one file a kind (countries.csv holds countries)."""

from __future__ import annotations

import re
from functools import cached_property

from natcom.config._toml import Settings, read_csv
from natcom.config.places import Places
from natcom.config.units import alternation
from natcom.errors import ConfigError

COLUMNS = ["code", "name", "name_en", "variants", "not_before", "reference"]
KINDS = {  # in the order in which a text that is both is read
    "initiatives": "initiative",
    "organisations": "organisation",
    "countries": "country",
    "cities": "city",
    "sectors": "sector",
    "gases": "gas",
}


class Name(Settings):
    """A thing with a name. `code` is None where it has none: a place without an ISO code gets no guess.

    `variants` are other spellings; a spelling followed by one of `not_before` is part of another name.
    """

    kind: str
    code: str | None
    name: str
    name_en: str
    variants: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    reference: str | None = None


class Vocabulary(Settings):
    """All names, and one pattern that finds them, longest spelling first."""

    names: tuple[Name, ...]

    def __hash__(self) -> int:
        return id(self)

    @cached_property
    def by_spelling(self) -> dict[str, Name]:
        """The thing that each spelling stands for."""
        found: dict[str, Name] = {}
        for name in self.names:
            for spelling in (name.name, name.name_en, *name.variants):
                found.setdefault(spelling, name)
        return found

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any spelling. A Latin one stands between letters of other scripts or blanks."""
        patterns = []
        for spelling, name in self.by_spelling.items():
            stop = "|".join(re.escape(word) for word in name.not_before)
            pattern = re.escape(spelling) + (f"(?!{stop})" if stop else "")
            if spelling.isascii():
                pattern = rf"(?<![A-Za-z]){pattern}(?![A-Za-z])"
            patterns.append((spelling, pattern))
        return re.compile(alternation(patterns))


def read_vocabulary(where: Places) -> Vocabulary:
    """The names of all files of the vocabulary.

    Raises:
        ConfigError: a file is missing, or its columns are not those of every vocabulary file.
    """
    names: list[Name] = []
    for stem, kind in KINDS.items():
        path = where / f"vocabulary/{stem}.csv"
        for number, row in enumerate(read_csv(path), 2):
            if list(row) != COLUMNS or not row["name"]:
                raise ConfigError(f"{path}: line {number} must have the columns {', '.join(COLUMNS)} and a name.")
            names.append(
                Name(
                    kind=kind,
                    code=row["code"] or None,
                    name=row["name"],
                    name_en=row["name_en"],
                    variants=tuple(filter(None, row["variants"].split(";"))),
                    not_before=tuple(filter(None, row["not_before"].split(";"))),
                    reference=row["reference"] or None,
                )
            )
    return Vocabulary(names=tuple(names))
