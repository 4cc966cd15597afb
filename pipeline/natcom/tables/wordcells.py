"""The cells of a column of words in a band whose rows are known: which lines are one cell, beside which rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from natcom.tables.bands import Band
from natcom.tables.pieces import Fragment, is_number
from natcom.tables.wraps import continues, gap, is_full, starts_item

SENTENCE_ENDS = "\u3002.!?\uff01\uff1f"
NOTE_EMS = 7  # in a narrower column words fill the lines that stand one below the other, row by row
NOTE_SHARE = 0.5  # of the lines of a column of notes run to its edge


def row_at(tops: Sequence[float], piece: Fragment) -> int:
    """The row at the height of a fragment; `tops` are the rows' upper edges."""
    return max(0, sum(top <= piece.middle for top in tops) - 1)


def centered_blocks(band: Band, col: int, owner: dict[int, int]) -> dict[int, int]:
    """The rows of the fragments of cells of several lines that begin above their row's own line: set in its middle.

    The lines of one cell stand clearly closer than those of two; a block with the line of one row in it is that row's.
    """
    members = band.column(col)
    pieces = [band.placed[i].piece for i in members]
    gaps = [gap(a, b) for a, b in pairwise(pieces)]
    height = min((p.bottom - p.top for p in pieces), default=0.0)
    ordered = sorted(gaps)
    jump, cut_at = max(((b - a, (a + b) / 2) for a, b in pairwise(ordered)), default=(0.0, 0.0))
    if len(gaps) < 2 or jump < 0.25 * height or ordered[0] > 0.6 * height:
        return {}
    blocks: list[list[int]] = [[members[0]]]
    for i, white in zip(members[1:], gaps, strict=True):
        if white > cut_at:
            blocks.append([i])
        else:
            blocks[-1].append(i)
    rows: dict[int, int] = {}
    for block in blocks:
        top, bottom = band.placed[block[0]].piece.top, band.placed[block[-1]].piece.bottom
        inside = {row for line, row in owner.items() if top <= band.lines[line].middle <= bottom}
        if len(inside) == 1 and band.line_of[block[0]] not in owner:
            rows.update(dict.fromkeys(block, inside.pop()))
    return rows


class KnownRows(NamedTuple):
    """What is known of a band's rows: the row of each line that begins or bears one, and the rows' upper edges.

    `noted`: rows are told by numbers, so notes may run on beside several; `blocks`: fragments whose row is known;
    `words`: the columns of words that do not name the rows.
    """

    heads: dict[int, int]
    tops: tuple[float, ...]
    noted: bool
    blocks: dict[int, int]
    words: tuple[int, ...]


def column_cells(band: Band, col: int, known: KnownRows) -> list[tuple[list[int], int, int]]:
    """The cells of a column of words: their fragments, first and last row.

    Notes may run on beside several rows of a line each, up to a row that begins in another column of words too.
    """
    heads, blocks = known.heads, known.blocks
    cells: list[tuple[list[int], int, int]] = []
    notes = known.noted and _holds_notes(band, col)
    for i in band.column(col):
        piece, line = band.placed[i].piece, band.line_of[i]
        row = blocks.get(i, heads.get(line, row_at(known.tops, piece)))
        if cells and i in blocks and row != cells[-1][2]:
            cells.append(([i], row, row))
            continue
        if cells:
            members, first, last = cells[-1]
            above = band.placed[members[-1]].piece
            same = band.line_of[members[-1]] == line or row == last
            beside = notes and all(band.line_of[k] in heads for k in members)  # a line a row, as notes run
            beside = beside and not is_number(piece.text) and not _begins_beside(band, known, col, line)
            if same or _flows(band, col, above, piece, (line in heads, beside)):
                cells[-1] = ([*members, i], first, max(last, row))
                continue
        cells.append(([i], row, row))
    return cells


def _begins_beside(band: Band, known: KnownRows, col: int, line: int) -> bool:
    """Whether another column of words begins a cell on the baseline, after one in the row above: the row begins there.

    An item of a list begins none, nor does a name set in the middle of its rows.
    """
    row = known.heads.get(line, 0)
    for i, p in enumerate(band.placed):
        if band.line_of[i] != line or p.span > 1 or p.col == col or p.col not in known.words:
            continue
        above = [j for j in band.column(p.col) if band.line_of[j] < line]
        if not above or starts_item(p.piece.text) or known.heads.get(band.line_of[above[-1]]) != row - 1:
            continue
        if not continues(band.placed[above[-1]].piece, p.piece, band.limits[p.col], band.leading):
            return True
    return False


def _holds_notes(band: Band, col: int) -> bool:
    """Whether most of a column's lines are broken ones: it holds sentences that run on, no short words."""
    pieces = [band.placed[i].piece for i in band.column(col)]
    pairs = [(a, b) for a, b in pairwise(pieces) if gap(a, b) > -1]
    full = sum(is_full(a, b, band.limits[col]) for a, b in pairs)
    wide = bool(pieces) and band.limits[col] - min(p.x0 for p in pieces) >= NOTE_EMS * pieces[0].size
    return wide and bool(pairs) and full >= NOTE_SHARE * len(pairs)


def _flows(band: Band, col: int, above: Fragment, piece: Fragment, begins: tuple[bool, bool]) -> bool:
    """Whether a line in a later row's reach still belongs to the cell above it.

    `begins`: whether a row begins on this line, and whether the cell has run on beside rows told by numbers so far.
    """
    height = above.bottom - above.top
    if gap(above, piece) > max(0.9 * height, 1.25 * band.leading):
        return False
    if not begins[0]:
        return True
    if not begins[1]:
        return False
    if above.text[-1] in SENTENCE_ENDS or gap(above, piece) > band.leading + 0.22 * height:
        return False
    return continues(above, piece, band.limits[col], band.leading) and band.limits[col] - piece.x0 > 3 * piece.size
