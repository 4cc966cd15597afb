"""The self-audit: the report's own totals, shares, counts, names and cross-references, looked at again."""

from __future__ import annotations

from natcom.checks.audit.announced import announced_items
from natcom.checks.audit.change import changes, directions, remainders
from natcom.checks.audit.crossrefs import bare_references, cross_references
from natcom.checks.audit.cutwords import cut_words
from natcom.checks.audit.digits import digits_differ
from natcom.checks.audit.lists import counted_lists, members_twice
from natcom.checks.audit.names import abbreviations_twice, foreign_names, latin_names, quoted_names
from natcom.checks.audit.numbering import caption_numbers, heading_numbers, item_numbers
from natcom.checks.audit.parts import part_beyond_whole, parts_of_whole, quantity_twice
from natcom.checks.audit.rates import table_rates
from natcom.checks.audit.script import simplified
from natcom.checks.audit.series import rows_twice, stated_in_table, stated_twice
from natcom.checks.audit.shares import share_beyond, shares_of_counts, shares_of_total, shares_to_hundred
from natcom.checks.audit.soundness import doubting
from natcom.checks.audit.sources import sources
from natcom.checks.audit.totals import table_scales, table_shares, table_totals
from natcom.checks.audit.wording import broken_clauses, doubled_words, open_brackets, sentences_twice
from natcom.checks.audit.years import years
from natcom.checks.base import Check

CHECKS: tuple[Check, ...] = (
    counted_lists,
    announced_items,
    members_twice,
    shares_of_counts,
    shares_of_total,
    shares_to_hundred,
    share_beyond,
    parts_of_whole,
    part_beyond_whole,
    quantity_twice,
    changes,
    directions,
    remainders,
    table_totals,
    table_scales,
    table_shares,
    table_rates,
    stated_twice,
    stated_in_table,
    digits_differ,
    rows_twice,
    foreign_names,
    quoted_names,
    latin_names,
    abbreviations_twice,
    broken_clauses,
    cut_words,
    doubled_words,
    open_brackets,
    sentences_twice,
    simplified,
    cross_references,
    bare_references,
    caption_numbers,
    heading_numbers,
    item_numbers,
    sources,
    years,
)

AUDIT: tuple[Check, ...] = tuple(doubting(check) for check in CHECKS)
