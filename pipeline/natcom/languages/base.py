"""What a language module offers. It is a module with these functions, not a class: there is no state to keep."""

from __future__ import annotations

from typing import Protocol


class Language(Protocol):
    """The seam between languages and everything else. Words stand in the language's TOML file, grammar here."""

    def ordinal(self, numeral: str) -> int | None:
        """The number that an enumerator's numeral stands for (`VIII` is 8, `12` is 12), or None."""
        ...

    def sentences(self, text: str) -> tuple[tuple[int, int], ...]:
        """The sentences of a paragraph as [start, end), end marks included, blanks around them left out."""
        ...
