"""Whatever stands in a box, a grid of it has each character in one cell, and its cells tile it."""

from __future__ import annotations

from array import array
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from natcom.config import load_config
from natcom.model import BBox, Line, Page, Ruling, Run, Shade
from natcom.tables.choose import cut_at_tables, find_table_zones
from natcom.tables.facing import beside, faces
from natcom.tables.join import goes_on, stack
from natcom.tables.parts import part_of
from natcom.tables.read import Grid, build_grid

BOX = BBox(50, 50, 550, 400)
WORDS = load_config().language
texts = st.sampled_from(
    ["能源部門", "1,234", "-", "NE", "Total emissions", "2005", "(1) 推動措施", "3708011000", "合計 12", "✓"]
)
xs = st.integers(50, 540)
ys = st.integers(50, 390)


def line(text: str, x0: float, top: float, size: float = 10.0) -> Line:
    widths = [size if c > "\u2e80" else size / 2 for c in text]
    starts = [x0 + sum(widths[:i]) for i in range(len(text))]
    x0s, x1s = array("d", starts), array("d", [s + w for s, w in zip(starts, widths, strict=True)])
    return Line(text, top, top + size, x0s, x1s, (Run(0, len(text), size, False, 0, "Font", 0),))


lines = st.lists(st.builds(line, texts, xs, ys), max_size=25)
across = st.builds(lambda x, w, y: Ruling(x, y, min(x + w, 550), y, 0.5, 0), xs, st.integers(20, 500), ys)
upright = st.builds(lambda x, y, h: Ruling(x, y, x, min(y + h, 400), 0.5, 0), xs, ys, st.integers(10, 350))
rulings = st.lists(st.one_of(across, upright), max_size=14)
ground = st.builds(
    lambda x, y, w, h: Shade(BBox(x, y, x + w, y + h), 0xDDE6EE), xs, ys, st.integers(10, 400), st.integers(8, 60)
)
shades = st.lists(ground, max_size=6)


def page_of(found: list[Line], strokes: list[Ruling], grounds: list[Shade]) -> Page:
    return Page(1, 0, 1, None, 600, 800, tuple(found), tuple(strokes), tuple(grounds))


def held(grid: Grid) -> Counter[tuple[int, int]]:
    return Counter(
        (id(piece.line), i)
        for cell in grid.cells
        for piece in cell.fragments
        for i in range(piece.start, piece.end)
        if not piece.line.text[i].isspace()
    )


@settings(max_examples=150, deadline=None)
@given(lines, rulings, shades)
def test_each_character_stands_in_one_cell(found: list[Line], strokes: list[Ruling], grounds: list[Shade]) -> None:
    grid = build_grid(page_of(found, strokes, grounds), BOX, found)
    there = {(id(k), i) for k in found for i, c in enumerate(k.text) if not c.isspace()}
    assert held(grid) == Counter(there)


@settings(max_examples=150, deadline=None)
@given(lines, rulings, shades)
def test_cells_tile_the_grid(found: list[Line], strokes: list[Ruling], grounds: list[Shade]) -> None:
    grid = build_grid(page_of(found, strokes, grounds), BOX, found)
    places = Counter(
        (r, c)
        for cell in grid.cells
        for r in range(cell.area.row, cell.area.row + cell.area.rowspan)
        for c in range(cell.area.col, cell.area.col + cell.area.colspan)
    )
    assert places == Counter({(r, c): 1 for r in range(grid.n_rows) for c in range(grid.n_cols)})


@settings(max_examples=100, deadline=None)
@given(lines, rulings, shades)
def test_zones_do_not_overlap(found: list[Line], strokes: list[Ruling], grounds: list[Shade]) -> None:
    page = cut_at_tables(page_of(found, strokes, grounds), WORDS)
    boxes = [zone.bbox for zone in find_table_zones(page, WORDS)]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert min(a.x1, b.x1) - max(a.x0, b.x0) <= 2 or min(a.bottom, b.bottom) - max(a.top, b.top) <= 2


@settings(max_examples=100, deadline=None)
@given(lines, lines, rulings)
def test_joined_parts_tile_their_grid(first: list[Line], second: list[Line], strokes: list[Ruling]) -> None:
    upper = part_of(build_grid(page_of(first, strokes, []), BOX, first))
    lower = part_of(build_grid(page_of(second, strokes, []), BOX, second))
    joined = beside(upper, lower) if faces(upper, lower) else stack(upper, lower) if goes_on(upper, lower) else upper
    places = Counter(
        (r, c)
        for cell in joined.cells
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.col, cell.col + cell.colspan)
    )
    assert places == Counter({(r, c): 1 for r in range(joined.n_rows) for c in range(joined.n_cols)})
