"""English: numerals, sentences, quantities, periods, clauses, subjects."""

from __future__ import annotations

from natcom.languages.en.cells import read_cell
from natcom.languages.en.claims import read_numbers
from natcom.languages.en.facts import read_facts
from natcom.languages.en.grammar import grammar
from natcom.languages.en.numerals import ordinal
from natcom.languages.en.periods import read_times
from natcom.languages.en.sentences import sentences

__all__ = ["grammar", "ordinal", "read_cell", "read_facts", "read_numbers", "read_times", "sentences"]
