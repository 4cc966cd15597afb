"""Tables of the file's structure tree: their cells by marked content, whatever the tree says."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from natcom.ingest import tags
from natcom.ingest.pdf import open_pdf
from natcom.ingest.tags import table_cells
from natcom.model import CellTag
from pdfs import pdf, tagged_pdf

TEXTS = [(72 + 100 * (n % 4), 740 - 20 * (n // 4), f"text {n}") for n in range(24)]
ROOT = "<</Type/StructTreeRoot/K {e[1]}>>"
SECONDS = 5.0  # for the broken trees; a walk without bounds would go on for hours


def cells_of(folder: Path, elements: Sequence[str], pages: int = 1) -> dict[tuple[int, int], CellTag]:
    path = folder / "tagged.pdf"
    path.write_bytes(tagged_pdf([TEXTS] * pages, elements))
    with open_pdf(path) as file:
        return table_cells(file.document.structure)


def places(found: dict[tuple[int, int], CellTag]) -> dict[int, tuple[int, int, int, int]]:
    return {mcid: tuple(cell.place)[:4] for (_, mcid), cell in found.items()}


def table(*rows: Sequence[str]) -> list[str]:
    """The root, a table, and its rows of cells, each given as the inside of its dictionary."""
    return [
        ROOT,
        f"<</S/Table/Pg {{p[0]}}/K[{' '.join(_row(row) for row in rows)}]>>",
    ]


def _row(cells: Sequence[str]) -> str:
    return f"<</S/TR/K[{' '.join(f'<<{cell}>>' for cell in cells)}]>>"


def test_each_marked_content_has_its_cell(tmp_path: Path) -> None:
    found = cells_of(
        tmp_path, table(["/S/TH/K 0", "/S/TH/K[1 2]"], ["/S/TD/K 3", "/S/TD/K <</S/P/K[<</S/Span/K 4>>]>>"])
    )
    assert places(found) == {0: (0, 0, 1, 1), 1: (0, 1, 1, 1), 2: (0, 1, 1, 1), 3: (1, 0, 1, 1), 4: (1, 1, 1, 1)}
    assert [found[0, n].place.head for n in range(5)] == [True, True, True, False, False]
    assert len({cell.table.key for cell in found.values()}) == 1


def test_spans_push_later_cells_aside(tmp_path: Path) -> None:
    found = cells_of(
        tmp_path,
        table(
            ["/S/TH/K 0/A<</O/Table/RowSpan 2>>", "/S/TH/K 1/A[<</O/Layout>> <</O/Table/ColSpan 2>>]"],
            ["/S/TD/K 2", "/S/TD/K 3"],
        ),
    )
    assert places(found) == {0: (0, 0, 2, 1), 1: (0, 1, 1, 2), 2: (1, 1, 1, 1), 3: (1, 2, 1, 1)}


def test_cells_of_a_table_head_are_heads_however_they_are_marked(tmp_path: Path) -> None:
    elements = [
        ROOT,
        "<</S/Table/Pg {p[0]}/K[<</S/THead/K[<</S/TR/K[<</S/TD/K 0>><</S/TD/K 1>>]>>]>>"
        "<</S/TBody/K[<</S/TR/K[<</S/TD/K 2>><</S/TD/K 3>>]>>]>>]>>",
    ]
    assert [cells_of(tmp_path, elements)[0, n].place.head for n in range(4)] == [True, True, False, False]


def test_roles_are_mapped_and_captions_are_no_rows(tmp_path: Path) -> None:
    elements = [
        "<</Type/StructTreeRoot/K {e[1]}/RoleMap<</Grid/Table/Zelle/TD>>>>",
        "<</S/Sect/Pg {p[0]}/K[<</S/Grid/K[<</S/Caption/K 0>><</S/TR/K[<</S/Zelle/K 1>><</S/TD/K 2>>]>>]>>]>>",
    ]
    assert places(cells_of(tmp_path, elements)) == {1: (0, 0, 1, 1), 2: (0, 1, 1, 1)}


def test_a_cell_goes_on_on_the_next_page(tmp_path: Path) -> None:
    cell = "/S/TD/K[1 <</Type/MCR/Pg {p[1]}/MCID 7>>]"
    found = cells_of(tmp_path, table(["/S/TD/K 0", cell]), pages=2)
    assert found[0, 1] == found[1, 7]
    assert (1, 0) not in found


def test_of_nested_tables_the_inner_one_has_the_content(tmp_path: Path) -> None:
    inner = "<</S/Table/K[<</S/TR/K[<</S/TD/K 2>><</S/TD/K 3>>]>>]>>"
    found = cells_of(tmp_path, table(["/S/TD/K 0", f"/S/TD/K[1 {inner}]"]))
    assert found[0, 0].table == found[0, 1].table
    assert found[0, 2].table == found[0, 3].table != found[0, 0].table


def test_rows_may_lack_empty_cells_if_one_row_is_whole(tmp_path: Path) -> None:
    whole, short = ["/S/TH/K 0", "/S/TH/K 1", "/S/TH/K 2"], ["/S/TD/K 3", "/S/TD/K 4"]
    assert places(cells_of(tmp_path, table(whole, short)))[4] == (1, 1, 1, 1)


def test_empty_cells_right_of_all_content_are_left_out(tmp_path: Path) -> None:
    found = cells_of(tmp_path, table(["/S/TD/K 0", "/S/TD/K 1"], ["/S/TD/K 2", "/S/TD/K 3", "/S/TD", "/S/TD"]))
    assert [tuple(cell)[:2] for cell in found[0, 0].table.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_cells_that_overlap_make_no_table(tmp_path: Path) -> None:
    rows = (
        ["/S/TD/K 0", "/S/TD/K 1/A<</RowSpan 2>>", "/S/TD/K 2"],
        ["/S/TD/K 3/A<</ColSpan 2>>", "/S/TD/K 4"],
    )
    assert cells_of(tmp_path, table(*rows)) == {}


def test_files_without_tags_have_no_cells(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    path.write_bytes(pdf())
    with open_pdf(path) as file:
        assert table_cells(file.document.structure) == {}
        assert file.content(0).glyphs[0].cell is None


def test_a_paragraph_s_tree_is_not_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paragraphs = "<</S/P/K[<</S/Span/K 0>>]>>" * 50
    row = "<</S/TR/K[<</S/TD/K 1>><</S/TD/K 2>>]>>"
    monkeypatch.setattr(tags, "MAX_ELEMENTS", 60)  # paragraphs, table, row and cells, but no spans
    found = cells_of(tmp_path, [ROOT, f"<</S/Document/Pg {{p[0]}}/K[{paragraphs}<</S/Table/K[{row}]>>]>>"])
    assert places(found) == {1: (0, 0, 1, 1), 2: (0, 1, 1, 1)}


CELL = "<</S/TD/K 0>><</S/TD/K 1>>"
BROKEN = {
    "a cycle": [ROOT, "<</S/Table/Pg {p[0]}/K[{e[2]}]>>", "<</S/TR/K[{e[1]} {e[2]} {e[1]}]>>"],
    "a table in its own cell": [ROOT, f"<</S/Table/Pg {{p[0]}}/K[<</S/TR/K[{CELL}<</S/TD/K {{e[1]}}>>]>>]>>"],
    "many cycles": [ROOT, "<</S/Sect/K[" + "{e[2]} " * 3000 + "]>>", "<</S/Sect/K[" + "{e[1]} {e[2]} " * 3000 + "]>>"],
    "huge spans": [
        ROOT,
        "<</S/Table/Pg {p[0]}/K["
        + "<</S/TR/K[<</S/TD/K 0/A<</ColSpan 999999999/RowSpan 999999999>>>>]>>" * 2000
        + "]>>",
    ],
    "odd spans": [ROOT, "<</S/Table/Pg {p[0]}/K[<</S/TR/K[<</S/TD/K 0/A<</ColSpan/x/RowSpan -3>>>>]>>]>>"],
    "a page that is none": [ROOT, f"<</S/Table/Pg {{e[0]}}/K[<</S/TR/K[{CELL}]>>]>>"],
    "no page": [ROOT, f"<</S/Table/K[<</S/TR/K[{CELL}]>>]>>"],
    "a missing object": [ROOT, "<</S/Table/Pg {p[0]}/K[<</S/TR/K[9999 0 R]>>]>>"],
    "no dictionaries": [ROOT, "<</S/Table/Pg {p[0]}/K[(text) /Name [1 2] null true 3.5]>>"],
    "a root that is none": ["(root)", "<</S/Table>>"],
    "no kind": [ROOT, "<</K[<</S 7/K 0>><</S/TR/K 0>>]>>"],
    "an odd content": [ROOT, "<</S/Table/Pg {p[0]}/K[<</S/TR/K[<</S/TD/K<</MCID/x>>>><</S/TD/K -1>>]>>]>>"],
    "depth": [ROOT, *(f"<</S/Sect/K {{e[{n + 1}]}}>>" for n in range(1, 3000)), "<</S/Table>>"],
}


@pytest.mark.parametrize("elements", BROKEN.values(), ids=BROKEN.keys())
def test_broken_trees_cost_little_and_never_a_page(tmp_path: Path, elements: Sequence[str]) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(tagged_pdf([TEXTS], elements))
    start = time.perf_counter()
    with open_pdf(path) as file:
        found = table_cells(file.document.structure)
        glyphs = file.content(0).glyphs
    assert time.perf_counter() - start < SECONDS
    assert all(0 <= page < 1 and cell.place.colspan <= tags.MAX_SPAN for (page, _), cell in found.items())
    assert "".join(glyph.text for glyph in glyphs).startswith("text 0")


def test_a_tree_beyond_all_measure_is_read_up_to_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "<</S/TR/K[<</S/TD/K 0>><</S/TD/K 1>>]>>" * 200
    elements = [ROOT, f"<</S/Table/Pg {{p[0]}}/K[{rows}]>>"]
    whole = len(next(iter(cells_of(tmp_path, elements).values())).table.cells)
    monkeypatch.setattr(tags, "MAX_ELEMENTS", 100)
    found = cells_of(tmp_path, elements)
    assert whole == 400
    assert all(len(cell.table.cells) < 100 for cell in found.values())
