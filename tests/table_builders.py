"""Tables built by hand: lines set left, centred or right in their columns, and the cells that are read from them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from document_builders import HEIGHT, WIDTH
from natcom.model import BBox, Line, Page, Ruling, Run, Shade
from natcom.tables.parts import part_of
from natcom.tables.pieces import Fragment, fragment
from natcom.tables.read import build_grid

LINE = 12.0  # points that a line of ten points is high


def words(text: str, x: float, top: float, align: str = "left", bold: bool = False) -> Line:
    """A line of ten points that begins, ends or has its middle at x; Latin characters are half as wide as others."""
    widths = [10.0 if char > "\u2e80" else 5.0 for char in text]
    left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * sum(widths)
    starts = [left + sum(widths[:i]) for i in range(len(text))]
    x0s, x1s = array("d", starts), array("d", [s + w for s, w in zip(starts, widths, strict=True)])
    return Line(text, top, top + LINE, x0s, x1s, (Run(0, len(text), 10.0, bold, 0, "Body", 0),))


def joined(first: Line, *others: Line, blank: str = " ") -> Line:
    """Lines side by side as one, a blank as wide as the space between them, or none where they nearly touch."""
    text, x0s, x1s = first.text, array("d", first.x0s), array("d", first.x1s)
    for part in others:
        text += blank + part.text
        x0s, x1s = (
            x0s + array("d", [x1s[-1]] * len(blank)) + array("d", part.x0s),
            x1s + array("d", [part.x0s[0]] * len(blank)) + array("d", part.x1s),
        )
    return Line(text, first.top, first.bottom, x0s, x1s, (first.runs[0]._replace(end=len(text)),))


def set_row(top: float, places: Sequence[tuple[float, str]], texts: Sequence[str], bold: bool = False) -> list[Line]:
    """A line for each text that is not empty; a place is x and how text is set there."""
    return [words(t, x, top, align, bold) for (x, align), t in zip(places, texts, strict=False) if t]


def whole(line: Line) -> Fragment:
    """The line as one fragment."""
    piece = fragment(line, 0, len(line.text))
    assert piece is not None
    return piece


def rule(y: float, x0: float, x1: float) -> Ruling:
    """A thin rule across."""
    return Ruling(x0, y, x1, y, 0.5, 0)


def read_grid(
    box: BBox, lines: Sequence[Line], rules: Sequence[Ruling] = (), shades: Sequence[Shade] = ()
) -> list[list[tuple[str, int, int]]]:
    """The cells (text, rowspan, colspan) that begin in each row of the table in the box, empty ones too."""
    page = Page(1, 0, 1, None, WIDTH, HEIGHT, tuple(lines), tuple(rules), tuple(shades))
    part = part_of(build_grid(page, box, page.lines))
    return [[(c.text, c.rowspan, c.colspan) for c in part.starts(r)] for r in range(part.n_rows)]


def texts_of(rows: Sequence[Sequence[tuple[str, int, int]]]) -> list[list[str]]:
    """The texts alone."""
    return [[text for text, _, _ in row] for row in rows]
