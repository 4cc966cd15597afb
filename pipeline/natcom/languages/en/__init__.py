"""English: numerals, sentences, quantities, periods, clauses, subjects."""

from __future__ import annotations

from natcom.languages.en.attributes import inherits, measure, per, qualifier
from natcom.languages.en.cells import CELLS
from natcom.languages.en.claims import LIST_JOINT, claims, dates, joint, list_scale, numerals, single
from natcom.languages.en.clauses import Sentence
from natcom.languages.en.dating import Dating
from natcom.languages.en.grammar import grammar
from natcom.languages.en.numerals import ordinal, parse_number
from natcom.languages.en.periods import read_times
from natcom.languages.en.sentences import sentences, stretches
from natcom.languages.en.sights import sight
from natcom.languages.en.subjects import share_of, subject
from natcom.languages.reader import Speech, readers

SPEECH = Speech(
    sentences=sentences,
    stretches=stretches,
    fold=lambda text: text,
    times=lambda text, _: read_times(text),
    claims=claims,
    dates=dates,
    numerals=numerals,
    parse=parse_number,
    sight=sight,
    single=single,
    joint=joint,
    list_joint=LIST_JOINT,
    list_scale=list_scale,
    clauses=Sentence,
    dating=Dating,
    qualifier=qualifier,
    measure=measure,
    inherits=inherits,
    subject=subject,
    share_of=share_of,
    per=per,
    topic=lambda text, _: None,
    cell=CELLS,
)
read_numbers, read_facts, read_cell = readers(SPEECH)

__all__ = ["grammar", "ordinal", "read_cell", "read_facts", "read_numbers", "read_times", "sentences"]
