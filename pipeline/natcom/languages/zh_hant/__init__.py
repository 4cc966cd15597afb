"""Traditional Chinese: numerals, sentences, quantities, periods, clauses, subjects."""

from __future__ import annotations

from natcom.languages.zh_hant.cells import read_cell
from natcom.languages.zh_hant.claims import read_numbers
from natcom.languages.zh_hant.facts import read_facts
from natcom.languages.zh_hant.grammar import grammar
from natcom.languages.zh_hant.numerals import ordinal
from natcom.languages.zh_hant.periods import read_times
from natcom.languages.zh_hant.sentences import sentences

__all__ = ["grammar", "ordinal", "read_cell", "read_facts", "read_numbers", "read_times", "sentences"]
