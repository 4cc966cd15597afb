"""Heads of several levels where no rule parts them: which lines make a level, which columns a head stands over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from natcom.model import BBox
from natcom.tables.pieces import Fragment, TextRow, is_number, is_period, text_rows
from natcom.tables.spans import CROSSING_PT
from natcom.tables.strokes import Stroke

FULL_SHARE = 0.85  # of the table's width: a rule that covers less parts cells of some columns, not rows
MAX_LINES = 8  # of text in a head
OFF_CENTRE_EMS = 1.1  # the middle of a head over several columns lies no farther from theirs
OFF_LEFT_EMS = 0.6  # one set to the left begins no farther from the first of them
SAME_LINE_EMS = 0.5  # heads of one level stand on one line: their middles differ by less
WRAPPED_EMS = 0.3  # the first line of a head set in its middle lies no farther from that of the line below it
UNCOVERED = 0.6  # ems that a span may lie off its middle for each column it takes in that else had no head above
LEVEL_GAP = 0.25  # of a line's height: levels of a head stand farther apart than lines of one
RULE_SHARE = 0.4  # of a column's width that a rule under a head covers where it heads the column; ends are trimmed


class HeadPlace(NamedTuple):
    """A head's fragment and the columns [col, col + span) it stands over."""

    piece: Fragment
    col: int
    span: int


class _Below(NamedTuple):
    """The heads below a line by column: the nearest, and the middle of the lowest one."""

    heads: Mapping[int, Fragment]
    lowest: Mapping[int, float]


def is_head_text(text: str) -> bool:
    """Whether a fragment may stand in a head: words, or a year."""
    return is_period(text) or not (is_number(text) and any(c.isdigit() for c in text))


def place_heads(
    lines: Sequence[TextRow],
    xs: Sequence[float],
    cores: Sequence[tuple[float, float]],
    rules: Sequence[Stroke] = (),
) -> list[HeadPlace]:
    """The columns of the fragments of head lines from the top.

    `cores` are the x extents of the columns' text, `xs` their bounds, `rules` the partial ones among the lines. A line
    with one fragment a column is read off in order. Else, from the lowest line up, a fragment stands over its own
    column, or over those with heads below it that a rule under it names, whose middle is its own, or that begin with it
    in a row of groups of one size.
    """
    placed: dict[int, list[HeadPlace]] = {}
    below: dict[int, Fragment] = {}
    lowest: dict[int, float] = {}
    for at in range(len(lines) - 1, -1, -1):
        pieces = lines[at].fragments
        if len(pieces) == len(xs) - 1:
            own = [HeadPlace(piece, col, 1) for col, piece in enumerate(pieces)]
        else:
            cols = _columns(pieces, xs, cores, below)
            low = lines[at + 1].bottom if at + 1 < len(lines) else lines[at].bottom
            ruled = _ruled(pieces, xs, [r for r in rules if lines[at].middle < r.at < low])
            own = _spread(pieces, cols, _Below(below, lowest), xs, ruled)
        placed[at] = own
        for place in own:
            for col in range(place.col, place.col + place.span):
                below[col] = place.piece
                lowest.setdefault(col, place.piece.middle)
    return [place for at in range(len(lines)) for place in placed[at]]


def _columns(
    pieces: Sequence[Fragment],
    xs: Sequence[float],
    cores: Sequence[tuple[float, float]],
    below: Mapping[int, Fragment],
) -> list[int]:
    """The column whose text, or head below, each fragment of a line overlaps most; no two the same."""
    cols: list[int] = []
    last = -1
    for piece in pieces:
        best, most = -1, 0.5
        for col, (low, high) in enumerate(cores):
            for a, b in ((low, high), *([(below[col].x0, below[col].x1)] if col in below else [])):
                common = min(b, piece.x1) - max(a, piece.x0)
                if col > last and common > most:
                    best, most = col, common
        if best < 0:
            best = max(last + 1, min(len(xs) - 2, sum(x <= piece.center for x in xs) - 1))
        last = min(best, len(xs) - 2)
        cols.append(last)
    return cols


def _ruled(pieces: Sequence[Fragment], xs: Sequence[float], rules: Sequence[Stroke]) -> dict[int, tuple[int, int]]:
    """The first and last column of each fragment that has a rule of its own under it."""
    found = {}
    for rule in rules:
        over = [i for i, piece in enumerate(pieces) if rule.lo - 2 <= piece.center <= rule.hi + 2]
        cols = [
            c
            for c in range(len(xs) - 1)
            if min(rule.hi, xs[c + 1]) - max(rule.lo, xs[c]) >= RULE_SHARE * (xs[c + 1] - xs[c])
        ]
        if len(over) == 1 and cols:
            found[over[0]] = (cols[0], cols[-1])
    return found


def _spread(
    pieces: Sequence[Fragment],
    cols: Sequence[int],
    under: _Below,
    xs: Sequence[float],
    ruled: Mapping[int, tuple[int, int]],
) -> list[HeadPlace]:
    """The fragments of a line over the columns that they head."""
    below = under.heads
    if not below or not pieces:
        return [HeadPlace(piece, col, 1) for piece, col in zip(pieces, cols, strict=True)]
    left = _from_the_left(pieces, cols, below) if not ruled else None
    if left:
        return left
    centred = _best(pieces, cols, under, xs, ruled)
    spans = [place for place in centred if place.span > 1]
    wrapped = any(place.span == 1 and place.col in below for place in centred)
    if spans and (ruled or len(spans) >= 2 or all(_is_level(place, below, wrapped) for place in spans)):
        return centred
    return [HeadPlace(piece, col, 1) for piece, col in zip(pieces, cols, strict=True)]


def _is_level(place: HeadPlace, below: Mapping[int, Fragment], wrapped: bool) -> bool:
    """Whether a head over several columns is no first line of the one below it.

    It reaches over two of them, stands farther from them than lines of one head do, over years, or over none alone.
    `wrapped`: others on its line are first lines, so the distance tells nothing.
    """
    piece = place.piece
    heads = [below[c] for c in range(place.col, place.col + place.span)]
    if sum(min(piece.x1, h.x1) - max(piece.x0, h.x0) > CROSSING_PT for h in heads) >= 2:
        return True
    if not wrapped and min(h.top for h in heads) - piece.bottom >= LEVEL_GAP * (piece.bottom - piece.top):
        return True
    reach = OFF_LEFT_EMS * piece.size
    return all(is_period(h.text) for h in heads) or not any(
        min(abs(piece.x0 - h.x0), abs(piece.x1 - h.x1), abs(piece.center - h.center)) <= reach for h in heads
    )


def _best(
    pieces: Sequence[Fragment],
    cols: Sequence[int],
    under: _Below,
    xs: Sequence[float],
    ruled: Mapping[int, tuple[int, int]],
) -> list[HeadPlace]:
    """The fragments over columns one after the other, so that they lie least off their middles and most have a head."""
    states: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {-1: (0.0, ())}
    for i, piece in enumerate(pieces):
        following: dict[int, tuple[float, tuple[tuple[int, int], ...]]] = {}
        options = [(*ruled[i], 0.0)] if i in ruled else [(cols[i], cols[i], 0.0), *_centred(piece, under, xs)]
        for end, (cost, chosen) in states.items():
            for first, last, off in options:
                if first <= end:
                    continue
                covered = sum(c in under.heads for c in range(first, last + 1))
                total = cost + off - UNCOVERED * covered
                if last not in following or total < following[last][0]:
                    following[last] = (total, (*chosen, (first, last)))
        if not following:
            return [HeadPlace(piece, col, 1) for piece, col in zip(pieces, cols, strict=True)]
        states = following
    _, chosen = min(states.values(), key=lambda state: state[0])
    return [HeadPlace(p, first, last - first + 1) for p, (first, last) in zip(pieces, chosen, strict=True)]


def _centred(piece: Fragment, under: _Below, xs: Sequence[float]) -> Iterator[tuple[int, int, float]]:
    """The runs of columns with heads below that it reaches over, or in whose middle it stands: first, last, ems off."""
    n, below = len(xs) - 1, under.heads
    for first in range(n):
        for last in range(first + 1, n):
            if last not in below or first not in below:
                break
            if any(c not in below for c in range(first, last + 1)):
                break
            low, high = below[first], below[last]
            if low is high:
                continue  # one head below covers them all: the same columns are headed by it already
            lows = [under.lowest[c] for c in range(first, last + 1)]
            if max(lows) - min(lows) > SAME_LINE_EMS * piece.size:
                continue  # a head set in the middle of the levels' height stands under no other
            middles = ((low.x0 + high.x1) / 2, (low.center + high.center) / 2, (xs[first] + xs[last + 1]) / 2)
            off = min(abs(piece.center - middle) for middle in middles) / piece.size
            reaches = piece.x0 < low.x1 - CROSSING_PT and piece.x1 > high.x0 + CROSSING_PT
            if reaches or (off <= OFF_CENTRE_EMS and piece.x0 <= high.x1 and piece.x1 >= low.x0):
                yield first, last, 0.0 if reaches else off


def _is_wrapped(piece: Fragment, below: Fragment) -> bool:
    """Whether a fragment may be the first line of the head below it: close over it and in its middle."""
    near = below.top - piece.bottom < LEVEL_GAP * (piece.bottom - piece.top)
    return near and abs(piece.center - below.center) <= WRAPPED_EMS * piece.size


def _from_the_left(
    pieces: Sequence[Fragment], cols: Sequence[int], below: Mapping[int, Fragment]
) -> list[HeadPlace] | None:
    """The fragments over groups of columns of one size that each begins with one of them, or None."""
    heads = [i for i, col in enumerate(cols) if col in below]
    if not heads:
        return None
    if any(abs(pieces[i].x0 - below[cols[i]].x0) > OFF_LEFT_EMS * pieces[i].size for i in heads):
        return None
    starts = [cols[i] for i in heads]
    reach = starts[-1]
    while (
        reach + 1 in below and abs(below[reach + 1].middle - below[starts[-1]].middle) < SAME_LINE_EMS * pieces[0].size
    ):
        reach += 1
    ends = [*starts[1:], reach + 1]
    sizes = {end - start for start, end in zip(starts, ends, strict=True)}
    if any(c not in below for c in range(starts[0], reach + 1)) or min(sizes) < 2:
        return None
    periods = all(is_period(below[c].text) for c in range(starts[0], reach + 1))
    if not periods and all(_is_wrapped(pieces[i], below[cols[i]]) for i in heads):
        return None
    if len(sizes) != 1 or (len(starts) == 1 and not periods):
        return None
    size = sizes.pop()
    return [HeadPlace(piece, cols[i], size if i in heads else 1) for i, piece in enumerate(pieces)]


def head_levels(lines: Sequence[TextRow], placed: Sequence[HeadPlace]) -> list[float]:
    """y of the boundaries between levels: under each line that bears a head over several columns with heads below."""
    boundaries = []
    for above in lines[:-1]:
        wide = [p for p in placed if p.span > 1 and above.top - 1 <= p.piece.middle <= above.bottom + 1]
        heads_below = [p for p in placed if p.piece.middle > above.bottom]
        if any(w.col <= p.col < w.col + w.span for w in wide for p in heads_below):
            middles = [p.piece.top for p in heads_below if any(w.col <= p.col < w.col + w.span for w in wide)]
            boundaries.append((max(w.piece.bottom for w in wide) + min(middles)) / 2)
    return boundaries


def head_bottom(pieces: Sequence[Fragment], across: Sequence[Stroke], box: BBox) -> float:
    """y of the lower edge of a table's head: the first rule over its whole width, else above the first line of numbers.

    The box's upper side where no head can be told.
    """
    full = sorted(s.at for s in across if s.length >= FULL_SHARE * box.width)
    for y in full:
        above = [p for p in pieces if p.middle < y]
        if above and any(p.middle > y for p in pieces):
            if all(is_head_text(p.text) for p in above) and len(text_rows(above)) <= MAX_LINES:
                return y
            break
    lines = text_rows(pieces)
    numbers = [p for p in pieces if not is_head_text(p.text)]
    first = next((i for i, line in enumerate(lines) if any(not is_head_text(f.text) for f in line.fragments)), 0)
    extents = [(p.x0, p.x1) for p in numbers]
    count = 0
    for i, line in enumerate(lines[:first]):
        over = any(f.x0 < high and f.x1 > low for f in line.fragments for low, high in extents)
        right = line.fragments[0].x0 > lines[first].fragments[0].x1
        close = i == 0 or line.top - lines[i - 1].bottom < 0.35 * (line.bottom - line.top)
        if len(line.fragments) >= 2 or (over and (right or i + 1 < first) and (close or i + 1 < first)):
            count = i + 1
    if not 0 < count <= MAX_LINES:
        return box.top
    low, high = lines[count - 1].bottom, lines[count].top
    rule = next((s.at for s in across if low - 4 <= s.at <= high + 4), None)
    return rule if rule is not None else (low + high) / 2


__all__ = ["FULL_SHARE", "HeadPlace", "head_bottom", "head_levels", "is_head_text", "place_heads"]
