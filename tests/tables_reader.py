"""Reads the tables of a PDF as a run does, for tests."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

from natcom.config import load_config
from natcom.ingest import read_pages
from natcom.layout import build_document
from natcom.model import BlockKind, Document
from natcom.stages.tables import TablesResult, extract_tables
from natcom.tables.read import Grid, build_grid

COLLECTION = Path(__file__).parent / "tables" / "collection"


@lru_cache(maxsize=4)
def read_tables(path: Path, language: str = "zh-Hant") -> tuple[Document, TablesResult]:
    """The document and its tables; no block stands in a section."""
    config = load_config(language=language)
    document = build_document("test", list(read_pages(path)), config.language)
    return document, extract_tables(document, [None] * len(document.blocks), config)


def grids(document: Document) -> list[Grid]:
    """The grid of each table block."""
    return [
        build_grid(document.page(block.page), block.bbox, block.lines)
        for block in document.blocks
        if block.kind is BlockKind.TABLE and block.lines
    ]


def misplaced(document: Document) -> list[str]:
    """The characters inside tables that stand in no cell, or in more than one, with their pages."""
    wrong = []
    for block in document.blocks:
        if block.kind is not BlockKind.TABLE or not block.lines:
            continue
        grid = build_grid(document.page(block.page), block.bbox, block.lines)
        placed = Counter(
            (id(piece.line), i)
            for cell in grid.cells
            for piece in cell.fragments
            for i in range(piece.start, piece.end)
            if not piece.line.text[i].isspace()
        )
        there = {(id(line), i): c for line in block.lines for i, c in enumerate(line.text) if not c.isspace()}
        wrong += [f"{block.page}: {c}" for key, c in there.items() if placed[key] != 1]
    return wrong
