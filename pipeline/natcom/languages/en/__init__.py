"""English: numerals, sentences."""

from __future__ import annotations

from natcom.languages.en.numerals import ordinal
from natcom.languages.en.sentences import sentences

__all__ = ["ordinal", "sentences"]
