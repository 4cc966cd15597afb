"""Glyphs to lines: rows by baseline, doubled glyphs once, lowered and raised ones in their row, cut at wide gaps."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from natcom.ingest.content import ASCENT, DESCENT, RECOGNISED_FONT, PageContent
from natcom.ingest.gutters import find_gutters
from natcom.model import Glyph, Gutter, Line, Ruling, Run
from natcom.text.unicode import BULLET, SUPERSCRIPTS, is_han, normal_form

BASELINE_TOLERANCE = (
    0.22  # of the size: what differs less stands on one line; a lowered 2 differs by 0.1 to 0.25 but is smaller
)
SMALL = 0.82  # a glyph of at most this share of its row's size can be raised or lowered (Word 0.65, browsers 0.83)
RISE_REACH = 0.75  # of the row's size: a raised or lowered glyph's baseline is not further off
SUPERSCRIPT_SHIFT = 0.12  # of the row's size, upwards: from here on a small glyph is raised
SUBSCRIPT_SHIFT = 0.04  # downwards: from here on it is lowered (Word lowers by 0.08)
SUPERIOR = 0.8  # of the width of a font's ordinary figures: its superior ones are narrower (0.6 to 0.75)
TOUCHING = 0.35  # of the size: a raised glyph is no further from its neighbour
DOUBLED = 0.15  # of the size: the same character drawn again this close is fake bold or a shadow
BLANK_GAP = 0.16  # of the size: a wider gap between Latin letters is a blank (the narrowest word space set is 0.2 em)
WORD_GAP = 0.7  # of the size: gaps that may be gutters or cell borders
WIDE_GAP = 2.4  # of the size: a wider gap ends a line; stretched headings (one character between gaps) excepted
TYPEWRITER = re.compile(r"courier|mono|consol", re.IGNORECASE)
SPACED_OUT, MAX_SPACING = 0.08, 0.35  # of the size: white between the letters of a title set wide
SPACED_LETTERS = 4  # pairs of letters by which that is told
GUTTER_GAP = 0.4  # of the size: a gutter parts no characters nearer than this, such as a page number in the middle
RULING_MARGIN_PT = 1.0


def page_lines(content: PageContent) -> tuple[tuple[Line, ...], tuple[Gutter, ...]]:
    """The lines of the page, from the top, and its gutters; every visible glyph is in exactly one line.

    Glyphs turned against the reading frame become lines of one character each row of their own, by the same rules, in
    the order they are drawn: they are labels of figures or margins, never running text.
    """
    rows = _rows([g for g in content.glyphs if g.rotation == 0])
    superior = _superior_widths([g for row in rows for g in row])
    gutters = find_gutters([_extents(row) for row in rows])
    verticals = [r for r in content.rulings if not r.horizontal]
    lines = [
        line for row in rows for part in _parts(row, gutters, verticals) if (line := _line(part, superior)) is not None
    ]
    lines += [line for part in _turned_runs(content.glyphs) if (line := _turned_line(part)) is not None]
    return tuple(sorted(lines, key=lambda line: (round(line.bottom, 1), line.x0))), gutters


def _baseline(glyph: Glyph) -> float:
    return glyph.bottom - DESCENT * glyph.size


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs on one baseline, each row sorted from left to right, doubled glyphs left out."""
    rows: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted((g for g in glyphs if g.size > 0.1), key=_baseline):
        position = _baseline(glyph)
        if rows and position - base <= BASELINE_TOLERANCE * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            base = position
    rows = [_once(sorted(row, key=lambda g: (g.x0, g.x1))) for row in rows]
    return [row for row in _with_risen(rows) if row]


def _once(row: list[Glyph]) -> list[Glyph]:
    """A sorted row with each doubled glyph once, and bold."""
    kept: list[Glyph] = []
    for glyph in row:
        for i in range(len(kept) - 1, max(-1, len(kept) - 5), -1):
            other = kept[i]
            if (
                other.text == glyph.text
                and glyph.x0 - other.x0 <= DOUBLED * glyph.size
                and abs(other.size - glyph.size) < 0.5
            ):
                if glyph.text.strip():
                    kept[i] = other._replace(bold=True)
                break
        else:
            kept.append(glyph)
    return kept


def _main_size(row: Sequence[Glyph]) -> float:
    """The size that most of the row's width is set in."""
    widths: dict[float, float] = {}
    for g in row:
        size = round(g.size, 1)
        widths[size] = widths.get(size, 0.0) + (g.x1 - g.x0 if g.text.strip() else 0.0)
    return max(widths, key=lambda size: (widths[size], size))


def _with_risen(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Rows of small raised or lowered glyphs joined to the row whose glyphs they touch."""
    bases = [_baseline(row[0]) for row in rows]
    largest = [max(g.size for g in row) for row in rows]
    home: dict[int, list[Glyph]] = {}
    result = [list(row) for row in rows]
    for i, row in enumerate(rows):
        near = [j for j in range(max(0, i - 6), min(len(rows), i + 7)) if j != i]
        smallest = min(g.size for g in row)
        hosts = [
            j
            for j in near
            if smallest <= SMALL * largest[j] + 0.1 and abs(bases[i] - bases[j]) <= RISE_REACH * largest[j]
        ]
        if not hosts:
            continue
        for run in _tight_runs(row):  # the row may hold text of another column too, on the same baseline by chance
            host = min(
                (j for j in hosts if _touches(run, rows[j], abs(bases[i] - bases[j]))),
                key=lambda j: abs(bases[i] - bases[j]),
                default=None,
            )
            if host is not None:
                home.setdefault(host, []).extend(run)
                moved = {id(g) for g in run}
                result[i] = [g for g in result[i] if id(g) not in moved]
    for host, glyphs in home.items():
        result[host] = sorted(result[host] + glyphs, key=lambda g: (g.x0, g.x1))
    return result


def _tight_runs(row: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in row:
        if run and glyph.x0 - run[-1].x1 > TOUCHING * glyph.size:
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _touches(run: Sequence[Glyph], row: Sequence[Glyph], rise: float) -> bool:
    """Whether a glyph of the row ends where the run begins, or begins where it ends; beside it the run is small.

    `rise` is how far apart the baselines are.
    """
    size = _main_size(run)
    return any(
        g.text.strip()
        and size <= SMALL * round(g.size, 1)
        and rise <= RISE_REACH * g.size
        and min(abs(run[0].x0 - g.x1), abs(g.x0 - run[-1].x1)) <= TOUCHING * g.size
        for g in row
    )


def _extents(row: Sequence[Glyph]) -> tuple[float, float, list[tuple[float, float]]]:
    """(top, bottom, stretches [x0, x1] without a gap of `WORD_GAP`) of a row; blanks are gaps."""
    stretches: list[tuple[float, float]] = []
    for glyph in row:
        if not glyph.text.strip():
            continue
        if stretches and glyph.x0 - stretches[-1][1] <= WORD_GAP * glyph.size:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], glyph.x1))
        else:
            stretches.append((glyph.x0, glyph.x1))
    return min(g.top for g in row), max(g.bottom for g in row), stretches


def _parts(row: list[Glyph], gutters: Sequence[Gutter], verticals: Sequence[Ruling]) -> Iterator[list[Glyph]]:
    """The row cut at gutters, vertical rulings, tagged cells and wide gaps; parts of blanks alone are left out."""
    size = _main_size(row)
    base = _baseline(max(row, key=lambda g: g.size))
    middle = base - 0.35 * size
    between = [g.x for g in gutters if g.top <= middle <= g.bottom]
    ruled = [r.x0 for r in verticals if r.top - RULING_MARGIN_PT <= middle <= r.bottom + RULING_MARGIN_PT]
    seen = [g for g in row if g.text.strip()]
    stretched = _is_stretched(seen, size)
    part: list[Glyph] = []
    last: Glyph | None = None
    for glyph in row:
        if last is not None and glyph.text.strip():
            gap = glyph.x0 - last.x1
            left, right = last.x1 - 0.1 * size, glyph.x0 + 0.1 * size
            parted = (
                glyph.cell is not last.cell
                or any(left <= x <= right for x in ruled)
                or (gap > GUTTER_GAP * size and any(left <= x <= right for x in between))
            )
            if parted or (gap > WIDE_GAP * size and not stretched):
                yield part
                part = []
        part.append(glyph)
        if glyph.text.strip():
            last = glyph
    if last is not None:
        yield part


def _is_stretched(row: Sequence[Glyph], size: float) -> bool:
    """Whether the row is one short word of single characters set wide apart at even gaps, like a title of two signs."""
    if not 2 <= len(row) <= 8 or not all(is_han(g.text[0]) for g in row):
        return False
    gaps = [b.x0 - a.x1 for a, b in pairwise(row)]
    return min(gaps) > 0.5 * size and max(gaps) - min(gaps) < 0.5 * size and max(gaps) < 6 * size


def _superior_widths(glyphs: Sequence[Glyph]) -> dict[tuple[str, float, str], float]:
    """Up to which width a figure of a font and size is a superior one: raised and small by the font's own drawing.

    Figures of a font are equally wide, but for the 1 of proportional ones, which is held against its own kind only.
    """
    widest: dict[tuple[str, float, str], float] = {}
    for g in glyphs:
        if g.text.isdecimal() and g.text.isascii() and len(g.text) == 1 and g.font != RECOGNISED_FONT:
            for key in ((g.font, round(g.size, 1), g.text), (g.font, round(g.size, 1), "")):
                widest[key] = max(widest.get(key, 0.0), g.x1 - g.x0)
    limits: dict[tuple[str, float, str], float] = {}
    for font, size, text in widest:
        if text:
            wide = widest[font, size, text if text == "1" else ""]
            limits[font, size, text] = SUPERIOR * wide
    return limits


def _line(part: Sequence[Glyph], superior: Mapping[tuple[str, float, str], float]) -> Line | None:
    """The line of these glyphs (sorted from left to right), or None where nothing is seen."""
    size = _main_size(part)
    base = _baseline(next(g for g in part if round(g.size, 1) == size))
    text: list[str] = []
    raw: list[str] = []
    x0s, x1s = array("f"), array("f")
    styles: list[tuple[float, bool, int, str, int]] = []
    last: Glyph | None = None
    blank = False
    spacing = _letter_spacing(part, size)
    for glyph in part:
        shown = normal_form(glyph.text, glyph.font)
        if not shown.strip():
            blank = blank or bool(shown)
            continue
        rise = _rise(glyph, base, size)
        if rise == 0 and glyph.x1 - glyph.x0 < superior.get((glyph.font, round(glyph.size, 1), glyph.text), 0.0):
            rise = 1
        if rise > 0:
            shown = "".join(SUPERSCRIPTS.get(c, c) for c in shown) if shown.strip("0123456789+-\u2212") == "" else shown
        style = (round(glyph.size, 1), glyph.bold, rise, glyph.font, glyph.color)
        if last is not None and _blank_between(text[-1], shown[0], blank, (glyph.x0 - last.x1) / size - spacing):
            text.append(" ")
            raw.append("" if not blank else " ")
            x0s.append(last.x1)
            x1s.append(max(last.x1, glyph.x0))
            styles.append(styles[-1])
        step = (glyph.x1 - glyph.x0) / len(shown)
        for i, c in enumerate(shown):
            text.append(c)
            raw.append(glyph.text if i == 0 else "")
            x0s.append(glyph.x0 + i * step)
            x1s.append(glyph.x0 + (i + 1) * step)
            styles.append(style)
        last, blank = glyph, False
    if not text:
        return None
    if _is_typed_bullet(text, styles):
        text[0] = BULLET
    joined = "".join(text)
    same = len(joined) == len(raw) and all(a == b for a, b in zip(joined, raw, strict=True))
    return Line(
        joined,
        base - ASCENT * size,
        base + DESCENT * size,
        x0s,
        x1s,
        _runs(styles),
        None if same else tuple(raw),
        tag=_tag(part),
        cell=next(g for g in part if g.text.strip()).cell,
    )


def _is_typed_bullet(text: Sequence[str], styles: Sequence[tuple[float, bool, int, str, int]]) -> bool:
    """Whether the line opens with the letter o of a typewriter font, which word processors set for a second bullet."""
    first, after = styles[0][3], next((s[3] for c, s in zip(text[1:], styles[1:], strict=True) if c != " "), "")
    return text[0] == "o" and after not in ("", first) and TYPEWRITER.search(first) is not None


def _letter_spacing(part: Sequence[Glyph], size: float) -> float:
    """By how many sizes the letters of a line set wide stand apart; 0 for ordinary ones, by the first three letters."""
    opening = [g for g in part[:4] if g.text.strip()]
    if len(opening) < 3 or any(b.x0 - a.x1 < SPACED_OUT * size for a, b in pairwise(opening[:3])):
        return 0.0
    gaps = sorted((b.x0 - a.x1) / size for a, b in pairwise(part) if a.text.strip() and b.text.strip())
    middle = gaps[len(gaps) // 2]
    latin = sum(g.text.isascii() for g in part)
    return middle if len(gaps) >= SPACED_LETTERS and middle < MAX_SPACING and 2 * latin > len(part) else 0.0


def _tag(part: Sequence[Glyph]) -> str | None:
    first = part[0].tag
    if all(g.tag is first for g in part):
        return first
    return Counter(g.tag for g in part if g.text.strip()).most_common(1)[0][0]


def _rise(glyph: Glyph, base: float, size: float) -> int:
    if glyph.size > SMALL * size:
        return 0
    shift = (base - _baseline(glyph)) / size
    return 1 if shift >= SUPERSCRIPT_SHIFT else -1 if shift <= -SUBSCRIPT_SHIFT else 0


def _blank_between(before: str, after: str, blank: bool, gap: float) -> bool:
    """Whether a blank stands between two characters: never between Han characters, which justified text sets apart."""
    if is_han(before) and is_han(after):
        return False
    if is_han(before) or is_han(after):
        return blank
    return gap > BLANK_GAP or (blank and gap > 0.02)


def _runs(styles: Sequence[tuple[float, bool, int, str, int]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    start = 0
    for (size, bold, rise, font, color), group in groupby(styles):
        end = start + sum(1 for _ in group)
        runs.append(Run(start, end, size, bold, rise, font, color))
        start = end
    return tuple(runs)


def _turned_runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs turned against the frame, as drawn one after the other on one axis."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if glyph.rotation == 0:
            continue
        if run and (glyph.rotation != run[-1].rotation or _distance(run[-1], glyph) > WIDE_GAP * glyph.size):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _distance(a: Glyph, b: Glyph) -> float:
    across = max(a.x0, b.x0) - min(a.x1, b.x1)
    down = max(a.top, b.top) - min(a.bottom, b.bottom)
    return max(across, down)


def _turned_line(part: Sequence[Glyph]) -> Line | None:
    shown = [(g, normal_form(g.text, g.font)) for g in part]
    text = "".join(c for _, c in shown)
    if not text.strip():
        return None
    x0s, x1s, styles = array("f"), array("f"), []
    for glyph, characters in shown:
        for _ in characters:
            x0s.append(min(g.x0 for g in part))
            x1s.append(max(g.x1 for g in part))
            styles.append((round(glyph.size, 1), glyph.bold, 0, glyph.font, glyph.color))
    top, bottom = min(g.top for g in part), max(g.bottom for g in part)
    return Line(text, top, bottom, x0s, x1s, _runs(styles), turned=True)
