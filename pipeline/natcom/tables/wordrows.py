"""Rows of a band without numbers: told by the white between them, or by baselines that its columns share."""

from __future__ import annotations

from natcom.tables.bands import Band
from natcom.tables.pieces import is_number, is_period
from natcom.tables.wraps import TIGHT, continues, gap

DENSE_SHARE = 0.7  # of the lines with several texts a column stands on that has one a row
LOOSER = 0.2  # of a line's height: rows stand so much farther apart than the lines of one cell
SHARED_STARTS = 0.5  # of the lines begin a row in a table whose rows are lines: in one of paragraphs few do


def row_under_title(band: Band) -> dict[int, int] | None:
    """Two rows in a band between rules: a title in its first lines and the row with numbers under it, or None.

    The title stands alone, or with the periods of the columns under it.
    """
    values = [i for i, p in enumerate(band.placed) if p.col > 0 and p.span == 1 and not is_period(p.piece.text)]
    first = min((band.line_of[i] for i in values), default=0)
    if first == 0 or not any(is_number(band.placed[i].piece.text) for i in values):
        return None
    over = [i for i, line in enumerate(band.line_of) if line < first and band.placed[i].col == 0]
    below = next((band.placed[i].piece for i in band.column(0) if band.line_of[i] >= first), None)
    if not over or below is None:
        return None
    last = band.placed[over[-1]]
    alike = last.piece.line.bold == below.line.bold
    if alike and continues(last.piece, below, band.limits[0], band.leading):
        return None
    apart = gap(last.piece, below) > TIGHT * (last.piece.bottom - last.piece.top)
    if not apart and not all(band.placed[i].title for i in over):
        return None
    return {k: int(k >= first) for k in range(len(band.lines))}
