"""Rows of a band without numbers: told by the white between them, or by baselines that its columns share."""

from __future__ import annotations

from itertools import pairwise

from natcom.tables.bands import Band
from natcom.tables.pieces import Fragment, is_number, is_period
from natcom.tables.wraps import TIGHT, continues, gap, is_full

DENSE_SHARE = 0.7  # of the lines with several texts a column stands on that has one a row
LOOSER = 0.2  # of a line's height: rows stand so much farther apart than the lines of one cell
SHARED_STARTS = 0.5  # of the lines begin a row in a table whose rows are lines: in one of paragraphs few do


def rows_by_baselines(band: Band) -> dict[int, int] | None:
    """The row of each baseline where the dense columns begin rows together: their lines end short, side by side.

    A line of a wrapped cell fills its column; where two columns have a line on each of two baselines, and more of the
    upper ones end short than full, the lower baseline begins a row; so it does where all stand as far apart as the
    lines of no cell. None where that does not tell the rows.
    """
    pieces: list[dict[int, Fragment]] = [{} for _ in band.lines]
    for i, p in enumerate(band.placed):
        if p.span == 1:
            pieces[band.line_of[i]].setdefault(p.col, p.piece)
    several = [line for line in pieces if len(line) > 1]
    dense = {
        c for c in range(len(band.limits)) if sum(c in line for line in several) >= DENSE_SHARE * max(len(several), 1)
    }
    lines = [k for k, line in enumerate(pieces) if dense & set(line)]
    if len(dense) < 2 or len(lines) < 3 or any(len(band.column(c)) > len(lines) for c in range(len(band.limits))):
        return None  # a column with more lines has cells of several
    white = {(a, b): band.lines[b].top - band.lines[a].bottom for a, b in pairwise(lines)}
    lowest = min(line.bottom - line.top for line in band.lines)
    even = max(white.values()) - min(white.values()) < LOOSER * lowest and min(white.values()) > TIGHT * lowest
    owner = {lines[0]: 0}
    starts = 1
    for above, below in pairwise(lines):
        shared = [c for c in dense if c in pieces[above] and c in pieces[below]]
        full = 0 if even else sum(is_full(pieces[above][c], pieces[below][c], band.limits[c]) for c in shared)
        height = band.lines[below].bottom - band.lines[below].top
        far = white[above, below] - min(white.values()) > LOOSER * height
        begins = len(shared) > 1 and (2 * full < len(shared) or (far and full < len(shared)))
        if not shared or (len(shared) == 1 and not full):
            return None  # cells set in the middle of their rows, or lists: baselines do not tell
        starts += begins
        owner[below] = owner[above] + begins
    return owner if starts >= SHARED_STARTS * len(lines) else None


def rows_by_gaps(band: Band) -> dict[int, int] | None:
    """Baselines in rows where the white between rows is clearly wider than that between lines, in all columns."""
    spans: list[tuple[float, float, list[int]]] = []
    for i, line in enumerate(band.lines):
        if spans and line.top <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], line.bottom), [*spans[-1][2], i])
        else:
            spans.append((line.top, line.bottom, [i]))
    gaps = [b[0] - a[1] for a, b in pairwise(spans)]
    if len(gaps) < 3:
        return None
    ordered = sorted(gaps)
    height = min(line.bottom - line.top for line in band.lines)
    tall = any(bottom - top > 1.4 * height for top, bottom, _ in spans)
    if tall and ordered[-1] - ordered[0] < 0.25 * height and ordered[0] > 0.15 * height:
        return {line: row for row, (_, _, lines) in enumerate(spans) for line in lines}  # centred cells fill each row
    jump, cut_at = max(((b - a, (a + b) / 2) for a, b in pairwise(ordered)), default=(0.0, 0.0))
    low = [g for g in gaps if g < cut_at]
    if jump < 0.25 * height or not low or max(low) > 0.6 * height or len(low) == len(gaps):
        return None
    owner: dict[int, int] = {}
    row = 0
    for k, (_, _, lines) in enumerate(spans):
        if k and gaps[k - 1] > cut_at:
            row += 1
        owner.update(dict.fromkeys(lines, row))
    return owner


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
