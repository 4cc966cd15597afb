"""Traditional Chinese: numerals, sentences, quantities, periods, clauses, subjects."""

from __future__ import annotations

from natcom.languages.reader import Speech, readers
from natcom.languages.zh_hant.attributes import inherits, measure, per, qualifier
from natcom.languages.zh_hant.cells import CELLS
from natcom.languages.zh_hant.claims import claims, dates, joint, list_joint, list_scale, single
from natcom.languages.zh_hant.clauses import Sentence
from natcom.languages.zh_hant.dating import Dating
from natcom.languages.zh_hant.grammar import fold, grammar
from natcom.languages.zh_hant.numerals import ordinal, parse_number
from natcom.languages.zh_hant.periods import read_times
from natcom.languages.zh_hant.phrases import topic
from natcom.languages.zh_hant.quantities import numerals, sight
from natcom.languages.zh_hant.sentences import sentences, stretches
from natcom.languages.zh_hant.subjects import subject
from natcom.languages.zh_hant.topics import share_of

SPEECH = Speech(
    sentences=sentences,
    stretches=stretches,
    fold=fold,
    times=read_times,
    claims=claims,
    dates=dates,
    numerals=numerals,
    parse=parse_number,
    sight=sight,
    single=single,
    joint=joint,
    list_joint=list_joint,
    list_scale=list_scale,
    clauses=Sentence,
    dating=Dating,
    qualifier=qualifier,
    measure=measure,
    inherits=inherits,
    subject=subject,
    share_of=share_of,
    per=per,
    topic=topic,
    cell=CELLS,
)
read_numbers, read_facts, read_cell = readers(SPEECH)

__all__ = ["grammar", "ordinal", "read_cell", "read_facts", "read_numbers", "read_times", "sentences"]
