"""Tables side by side: natcom, camelot, pdfplumber, img2table, PyMuPDF. Prints a Markdown table of value-exact cells.

    python benchmarks/tables.py [--corpus DIR] [--tools natcom pdfplumber]

A cell counts where a table of the tool has its text, blanks aside, at its row and column. To the other tools' favour:
tables over several pages are put together and repeated heads dropped, empty rows and columns are dropped, the table may
stand anywhere in a larger one, a cell over several rows or columns may show its text in any of them, and the best of
the tables found is taken. `--corpus` adds the
chapter in all its settings and the rows of the budget that were read by eye (label and numbers in cells of one row).
Needs: pip install camelot-py img2table pymupdf pdfplumber.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import logging
import re
import sys
import time
import unicodedata
import warnings
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
COLLECTION = ROOT / "tests" / "tables" / "collection"
ROWS = ROOT / "tests" / "tables" / "budget_rows.json"
SETTINGS = ("word", "chromium", "xelatex", "kangxi")

Grid = list[list[str]]
Found = list[tuple[int, Grid]]
Reader = Callable[[Path, Sequence[int] | None], Found]


def squeeze(text: str | None) -> str:
    """Text as it is compared: NFKC, without white space, dashes alike."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))
    return plain.translate({0x2013: "-", 0x2014: "-", 0x2212: "-"})


# ---------------------------------------------------------------- the tools


def natcom_tables(path: Path, pages: Sequence[int] | None) -> Found:
    """What natcom finds, each table over all its pages."""
    from natcom.config import load_config
    from natcom.ingest import open_pdf, read_page
    from natcom.layout import build_document
    from natcom.stages.tables import extract_tables

    config = load_config()
    with open_pdf(path) as pdf:
        read = [read_page(pdf, i) for i in range(pdf.page_count)]
    document = build_document("benchmark", read, config.language)
    found: Found = []
    for table in extract_tables(document, [None] * len(document.blocks), config).tables:
        grid = [[""] * table.n_cols for _ in range(table.n_rows)]
        for cell in table.cells:
            grid[cell.row][cell.col] = cell.text
        found += [(page, grid) for page in range(table.page_start or 1, (table.page_end or 1) + 1)]
    return found if pages is None else [(page, grid) for page, grid in found if page in pages]


def camelot_tables(flavor: str) -> Reader:
    """What camelot finds with one of its flavours."""

    def read(path: Path, pages: Sequence[int] | None) -> Found:
        import camelot

        asked = ",".join(map(str, pages)) if pages else "all"
        tables = camelot.read_pdf(str(path), pages=asked, flavor=flavor)
        return [(int(t.page), [[str(c) for c in row] for row in t.data]) for t in tables]

    return read


def pdfplumber_tables(path: Path, pages: Sequence[int] | None) -> Found:
    """What pdfplumber's extract_tables finds."""
    import pdfplumber

    found: Found = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            if pages is None or page.page_number in pages:
                found += [(page.page_number, [[c or "" for c in row] for row in t]) for t in page.extract_tables()]
    return found


def img2table_tables(path: Path, pages: Sequence[int] | None) -> Found:
    """What img2table finds in the PDF's own text, borderless tables included."""
    from img2table.document import PDF

    document = PDF(str(path), pages=[p - 1 for p in pages] if pages else None, pdf_text_extraction=True)
    tables = document.extract_tables(borderless_tables=True, implicit_rows=True)
    found: Found = []
    for page, items in tables.items():
        for item in items:
            grid = [["" if v is None else str(v) for v in row] for row in item.df.values.tolist()]
            found.append((int(page) + 1, grid))
    return found


def pymupdf_tables(path: Path, pages: Sequence[int] | None) -> Found:
    """What PyMuPDF's find_tables finds."""
    import pymupdf

    found: Found = []
    with pymupdf.open(path) as pdf:
        for number, page in enumerate(pdf, 1):
            if pages is None or number in pages:
                found += [(number, [[c or "" for c in row] for row in t.extract()]) for t in page.find_tables().tables]
    return found


TOOLS: dict[str, Reader] = {
    "natcom": natcom_tables,
    "camelot lattice": camelot_tables("lattice"),
    "camelot stream": camelot_tables("stream"),
    "pdfplumber": pdfplumber_tables,
    "img2table": img2table_tables,
    "pymupdf": pymupdf_tables,
}


# ---------------------------------------------------------------- counting


def trimmed(grid: Grid) -> Grid:
    """The grid squeezed, without its empty rows and columns."""
    rows = [[squeeze(c) for c in row] for row in grid]
    rows = [row for row in rows if any(row)]
    width = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    kept = [c for c in range(width) if any(row[c] for row in rows)]
    return [[row[c] for c in kept] for row in rows]


def candidates(found: Found) -> list[Grid]:
    """Each table found, and those of following pages put together, repeated heads dropped."""
    grids = [trimmed(grid) for _, grid in found]
    result = list(grids)
    if len(grids) > 1:
        whole = [list(row) for row in grids[0]]
        for grid in grids[1:]:
            repeated = 0
            while repeated < len(grid) and repeated < len(grids[0]) and grid[repeated] == grids[0][repeated]:
                repeated += 1
            whole += grid[repeated:]
        result.append(whole)
    return result


def exact_cells(gold: dict[str, Any], found: Found) -> float:
    """The share of the gold's cells with text whose text stands at their place in the best table found.

    The table may stand anywhere in a larger grid: of all shifts, the one most cells agree on is taken.
    """
    cells = [c for c in gold["cells"] if squeeze(c["text"])]
    best = 0.0
    for grid in candidates(found):
        at: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for r, row in enumerate(grid):
            for c, text in enumerate(row):
                at[text].append((r, c))
        votes: dict[tuple[int, int], int] = defaultdict(int)
        for cell in cells:
            covered = {
                (r - row, c - col)
                for r, c in at.get(squeeze(cell["text"]), ())
                for row in range(cell["row"], cell["row"] + cell["rowspan"])
                for col in range(cell["col"], cell["col"] + cell["colspan"])
            }
            for shift in covered:
                votes[shift] += 1
        best = max(best, max(votes.values(), default=0) / len(cells))
    return best


def rows_found(rows: Sequence[dict[str, Any]], found: Found) -> float:
    """The share of rows with their label in a cell, and their numbers in order in cells of the same row."""
    by_page: dict[int, list[list[str]]] = defaultdict(list)
    for page, grid in found:
        by_page[page] += [[squeeze(c) for c in row] for row in grid]
    hits = 0
    for row in rows:
        label = re.compile(r"[\d.]*" + re.escape(squeeze(row["label"])) + r"\d{0,2}")
        for cells in by_page[row["page"]]:
            rest = iter(cells)
            named = any(label.fullmatch(c) for c in cells)
            if named and all(any(squeeze(n) == c for c in rest) for n in row["numbers"]):
                hits += 1
                break
    return hits / len(rows)


def quietly(reader: Reader, path: Path, pages: Sequence[int] | None = None) -> Found:
    """What the tool finds, its chatter kept back; a tool that fails finds nothing."""
    chatter = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stdout(chatter), contextlib.redirect_stderr(chatter):
        warnings.simplefilter("ignore")
        try:
            return reader(path, pages)
        except Exception as error:  # one file that a tool cannot read must not end the comparison
            logging.getLogger("benchmark").warning("%s: %s", path.name, error)
            return []


def measure(
    corpus: Path | None, tools: dict[str, Reader]
) -> tuple[dict[str, dict[str, list[float]]], dict[str, float]]:
    """By kind and tool the share of each table; by tool the seconds taken."""
    gold = json.loads((COLLECTION / "collection.json").read_text("utf-8"))
    shares: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    seconds: dict[str, float] = defaultdict(float)
    for name, entry in gold.items():
        for tool, reader in tools.items():
            start = time.perf_counter()
            found = quietly(reader, COLLECTION / f"{name}.pdf")
            seconds[tool] += time.perf_counter() - start
            if entry["tables"]:
                shares[entry["kind"]][tool] += [exact_cells(table, found) for table in entry["tables"]]
            else:
                shares["look-alikes that are no tables, left alone"][tool].append(float(not found))
        print(name, file=sys.stderr)
    if corpus is not None:
        chapter = json.loads((corpus / "chapter8" / "chapter8.gold.json").read_text("utf-8"))["tables"]
        rows = json.loads(ROWS.read_text("utf-8"))
        pages = sorted({row["page"] for row in rows})
        for tool, reader in tools.items():
            for setting in SETTINGS:
                found = quietly(reader, corpus / "chapter8" / f"chapter8-{setting}.pdf")
                shares["a real chapter, four settings"][tool] += [exact_cells(table, found) for table in chapter]
            shares["rows of a real budget found whole"][tool].append(
                rows_found(rows, quietly(reader, corpus / "budget-moi.pdf", pages))
            )
            print(tool, file=sys.stderr)
    return shares, seconds


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--tools", nargs="+", choices=list(TOOLS), default=list(TOOLS))
    asked = parser.parse_args()
    tools = {name: TOOLS[name] for name in asked.tools}
    shares, seconds = measure(asked.corpus, tools)
    print("| kind | tables | " + " | ".join(tools) + " |")
    print("|---|---|" + "---|" * len(tools))
    for kind, by_tool in shares.items():
        means = [sum(by_tool[tool]) / len(by_tool[tool]) for tool in tools]
        cells = [f"**{m:.2f}**" if m == max(means) else f"{m:.2f}" for m in means]
        print(f"| {kind} | {len(next(iter(by_tool.values())))} | " + " | ".join(cells) + " |")
    print("| seconds, collection | | " + " | ".join(f"{seconds[tool]:.1f}" for tool in tools) + " |")


if __name__ == "__main__":
    main()
