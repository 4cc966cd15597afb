"""Traditional Chinese: numerals, sentences, quantities, periods, clauses, subjects."""

from __future__ import annotations

from natcom.languages.zh_hant.numerals import ordinal
from natcom.languages.zh_hant.sentences import sentences

__all__ = ["ordinal", "sentences"]
