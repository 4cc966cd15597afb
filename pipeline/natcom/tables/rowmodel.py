"""Rows of text lines as the cheapest parting of a table's lines: named features, weights fitted on tables with gold.

A row is a run of lines; its cells are the texts of each column on them. What speaks for and against a row is counted by
`FEATURES`; the rows chosen are those with the highest sum of weighted features. `rows_model.md` says how the weights in
`rows_model.json` were fitted, and how to do it again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from natcom.tables.bands import Band
from natcom.tables.pieces import Fragment, is_number
from natcom.tables.wraps import gap, is_code, is_full, starts_item, tight

FEATURES = (
    "row",  # each row
    "numbers",  # numbers under one another in one cell
    "off line",  # heights that one cell's first line (or middle, or last line) stands off the others' at most
    "white inside",  # heights of white between two lines of a cell beyond the usual
    "far",  # heights of white between two lines of a cell beyond what lines of text have
    "short line",  # lines of a cell behind which the next word would have fitted
    "item",  # lines in a cell that begin an item, a code, or a bold one under a plain one
    "named item",  # those in the column of names
    "remnant",  # lines of a cell that are one Han character, alone on their line: a name's end
    "sentence ended",  # lines in a cell after a full stop
    "small letter",  # lines in a cell that begin with a small letter, or follow an open bracket or a hyphen
    "code",  # names in a cell right under a code alone on its line
    "cut wrap",  # full lines parted from what goes on with them
    "white between",  # heights of white above a row beyond the usual between lines
    "alone",  # rows with one text, no title
    "no name",  # rows without a text in the column of names
    "set low",  # rows whose cells share their last lines, where they have several
)
AT = {name: n for n, name in enumerate(FEATURES)}
SIDES = ("top", "middle", "bottom")  # the cells of a row share their first lines, middles, or last lines
MISFIT = {"numbers": 5.0, "off line": 4.0, "no name": 2.0, "short line": 2.0, "cut wrap": 1.0}  # what each counts
MAX_LINES = 14  # of text in a row that has no rule above and below
LEAST_WHITE = 0.3  # of a height: lines stand no closer
NUMERAL_CHARS = 4  # in front of a name and set apart from it: 01, (12), 1.2
ALL_FULL = 3  # columns of words, all of them full: a row begins under them where it has a number
ON_LINE = 0.15  # of a height: texts of one height differ by less, whatever their fonts
LEADING = 0.45  # of a height: lines of text seldom stand farther apart
WHITE_MOST = 1.5  # heights of white that count at most
NAME_ENDS = ("-", "\u2010", "\u2013", "(", "（", ",", "\u3001", "/", "&")
HAN = "\u2e80"  # from here on
FULL_STOPS = "\u3002.!?\uff01\uff1f"


@dataclass(frozen=True, slots=True)
class _Cell:
    """The texts of one column on one line."""

    pieces: tuple[Fragment, ...]
    first: Fragment
    number: bool
    title: bool
    lone: bool


def _first(pieces: Sequence[Fragment]) -> Fragment:
    """The first text, with the name behind it where it is the name's numeral, set apart."""
    numeral, name = pieces[0], pieces[min(1, len(pieces) - 1)]
    short = len(numeral.text) <= NUMERAL_CHARS and (is_number(numeral.text) or starts_item(numeral.text))
    if name is numeral or name.line is not numeral.line or not short or is_number(name.text):
        return numeral
    return numeral._replace(end=name.end, x1=name.x1)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a band that rows are made of, from the top: those with a text in one of the columns taken.

    `least` is the least white between two texts of one column: that between the lines of a cell where any has several.
    """

    numbers: tuple[int, ...]
    cells: tuple[dict[int, _Cell], ...]
    height: float
    least: float
    limits: tuple[float, ...]
    names: int

    def __len__(self) -> int:
        return len(self.numbers)


def lines_of(band: Band, columns: Sequence[int], names: int) -> Lines:
    """The lines of the band with a text in one of the columns; `names` is the one that names the rows."""
    cells: list[dict[int, _Cell]] = [{} for _ in band.lines]
    for i, p in enumerate(band.placed):
        if p.col in columns:
            line = band.lines[band.line_of[i]].fragments
            known = cells[band.line_of[i]].get(p.col)
            pieces = (*known.pieces, p.piece) if known else (p.piece,)
            number = is_number(" ".join(f.text for f in pieces))
            cell = _Cell(pieces, _first(pieces), number, p.title, len(line) == 1)
            cells[band.line_of[i]][p.col] = cell
    kept = tuple(k for k, own in enumerate(cells) if own)
    last: dict[int, Fragment] = {}
    whites: list[float] = []
    for k in kept:
        for col, cell in cells[k].items():
            if col in last and not cell.number:
                whites.append(gap(last[col], cell.first))
            last[col] = cell.first
    heights = sorted(c.first.bottom - c.first.top for k in kept for c in cells[k].values())
    height = max(heights[len(heights) // 2], 1.0) if heights else 1.0
    least = max(min(whites, default=0.0), -LEAST_WHITE * height)
    return Lines(kept, tuple(cells[k] for k in kept), height, least, band.limits, names)


Possible = tuple[int, tuple[NDArray[np.float64], ...]]  # where a row ends, and its features for each of SIDES


class Rows(NamedTuple):
    """Where each row begins among the lines, how well they score, and the sum of their features."""

    starts: tuple[int, ...]
    score: float
    features: NDArray[np.float64]

    @property
    def misfit(self) -> float:
        """How badly the columns taken agree on the rows."""
        return sum(cost * float(self.features[AT[name]]) for name, cost in MISFIT.items())


def best_rows(lines: Lines, weights: NDArray[np.float64]) -> Rows:
    """The rows that score best."""
    possible = [rows_from(lines, start) for start in range(len(lines))]
    return max((_parted(possible, weights, side) for side in range(len(SIDES))), key=lambda rows: rows.score)


def _parted(possible: Sequence[Sequence[Possible]], weights: NDArray[np.float64], side: int) -> Rows:
    n = len(possible)
    best: list[Rows | None] = [Rows((), 0.0, np.zeros(len(FEATURES)))] + [None] * n
    for start in range(n):
        known = best[start]
        if known is None:
            continue
        for end, vectors in possible[start]:
            score = known.score + float(weights @ vectors[side])
            there = best[end]
            if there is None or score > there.score:
                best[end] = Rows((*known.starts, start), score, known.features + vectors[side])
    whole = best[n]
    assert whole is not None  # each line may be a row of its own
    return whole


def rows_from(lines: Lines, start: int) -> list[Possible]:
    """The rows that may begin on a line: where each ends, and its features for each side that its cells may share."""
    found: list[Possible] = []
    blocks: dict[int, list[_Cell]] = {}
    inside = [0.0] * len(FEATURES)
    above = (float(_cut_wraps(lines, start)), _white_above(lines, start))
    for end in range(start + 1, min(start + MAX_LINES, len(lines)) + 1):
        for col, cell in lines.cells[end - 1].items():
            own = blocks.setdefault(col, [])
            if own:
                _add_link(inside, lines, col, own[-1], cell)
            own.append(cell)
        titles = sum(cell.title for own in blocks.values() for cell in own)
        if 0 < titles < sum(map(len, blocks.values())) and found:
            break  # a title of a group has a row of its own
        found.append((end, _features(lines, blocks, inside, above)))
        if inside[AT["numbers"]] > 1 or inside[AT["white inside"]] > 2 * len(blocks) + 2:
            break
    return found


def _add_link(inside: list[float], lines: Lines, col: int, above: _Cell, below: _Cell) -> None:
    """Adds what speaks for and against two lines of one cell."""
    upper, lower = above.first, below.first
    code = is_code(upper.text)
    if above.number and below.number:
        inside[AT["numbers"]] += 1
    white = (gap(upper, lower) - lines.least) / lines.height
    inside[AT["white inside"]] += min(max(white, 0.0), WHITE_MOST)
    remnant = len(lower.text) == 1 and lower.text > HAN and below.lone
    inside[AT["far"]] += min(max(gap(upper, lower) / lines.height - LEADING, 0.0), WHITE_MOST)
    if not code and not remnant and not is_full(upper, lower, lines.limits[min(col, len(lines.limits) - 1)]):
        inside[AT["short line"]] += 1
    if starts_item(lower.text) or is_code(lower.text) or (lower.line.bold and not upper.line.bold):
        inside[AT["item" if col != lines.names else "named item"]] += 1
    if remnant:
        inside[AT["remnant"]] += 1
    if code and not is_code(lower.text):
        inside[AT["code"]] += 1
    if upper.text[-1] in FULL_STOPS:
        inside[AT["sentence ended"]] += 1
    if not above.number and (lower.text[0].islower() or upper.text.endswith(NAME_ENDS)):
        inside[AT["small letter"]] += 1


def _features(
    lines: Lines, blocks: dict[int, list[_Cell]], inside: Sequence[float], above: tuple[float, float]
) -> tuple[NDArray[np.float64], ...]:
    vector = list(inside)
    titles = sum(cell.title for own in blocks.values() for cell in own)
    vector[AT["row"]] = 1.0
    vector[AT["cut wrap"]], vector[AT["white between"]] = above
    vector[AT["alone"]] = float(len(blocks) == 1 and not titles)
    vector[AT["no name"]] = float(lines.names not in blocks)
    several = any(len(own) > 1 for own in blocks.values())
    vectors = []
    for side in SIDES:
        vector[AT["off line"]] = _off_line(lines, blocks, side)
        vector[AT["set low"]] = float(side == "bottom" and several)
        vectors.append(np.array(vector))
    return tuple(vectors)


def _off_line(lines: Lines, blocks: dict[int, list[_Cell]], side: str) -> float:
    """How far the cell that stands farthest off the others' height does, in heights of a line."""
    places = []
    for own in blocks.values():
        first, last = own[0].first, own[-1].first
        places.append({"top": first.bottom, "middle": (first.top + last.bottom) / 2, "bottom": last.bottom}[side])
    ordered = sorted(places)
    usual = {"top": ordered[0], "middle": ordered[len(places) // 2], "bottom": ordered[-1]}[side]
    most = max(abs(y - usual) for y in places) / lines.height
    return min(max(most - ON_LINE, 0.0), WHITE_MOST)


def _cut_wraps(lines: Lines, start: int) -> int:
    """The columns whose last line above a row is full and close, and goes on in the row's first line.

    Where several columns all seem to, a row begins all the same: words fill narrow columns line by line.
    """
    if start == 0:
        return 0
    count = words = 0
    for col, cell in lines.cells[start].items():
        above = next((lines.cells[k][col] for k in range(start - 1, -1, -1) if col in lines.cells[k]), None)
        words += not cell.number
        if above is None or cell.number or above.number:
            continue
        upper, lower = above.first, cell.first
        limit = lines.limits[min(col, len(lines.limits) - 1)]
        count += tight(upper, lower, lines.least) and is_full(upper, lower, limit) and not starts_item(lower.text)
    numbered = any(cell.number for cell in lines.cells[start].values())
    return 0 if numbered and count == words >= ALL_FULL else count


def _white_above(lines: Lines, start: int) -> float:
    if start == 0:
        return 0.0
    bottom = max(c.first.bottom for c in lines.cells[start - 1].values())
    top = min(c.first.top for c in lines.cells[start].values())
    white = (top - bottom - lines.least) / lines.height
    return min(max(white, -1.0), WHITE_MOST)


@lru_cache(maxsize=1)
def fitted() -> NDArray[np.float64]:
    """The weights that ship with the package."""
    stored = json.loads(files("natcom.tables").joinpath("rows_model.json").read_text("utf-8"))
    return np.array([stored["weights"][name] for name in FEATURES], dtype=float)
