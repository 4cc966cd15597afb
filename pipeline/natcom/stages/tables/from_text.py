"""Tables of a report read from Markdown or text: rows of cells set apart by tabs, without any place on a page."""

from __future__ import annotations

from collections.abc import Sequence

from natcom.config import Config
from natcom.identity import Ids
from natcom.model import Block, BlockKind, Document, Passage
from natcom.records import Cell, Section, Table
from natcom.stages.tables.captions import Caption, notes_of, read_caption, source_of
from natcom.stages.tables.extract import TablesResult
from natcom.stages.tables.values import table_values
from natcom.tables.pieces import is_number

CAPTION_REACH = 3  # blocks above a table among which its caption is looked for: a unit note may stand between


def extract_text_tables(document: Document, sections: Sequence[Section | None], config: Config) -> TablesResult:
    """All tables of a document read from text; `sections` are parallel to its blocks."""
    words = config.language.captions
    ids = Ids(document.id)
    tables: list[Table] = []
    for index, block in enumerate(document.blocks):
        if block.kind is not BlockKind.TABLE or not block.lines:
            continue
        rows = [[cell.strip() for cell in line.text.split("\t")] for line in block.lines]
        caption = _caption(document, index, config)
        section = sections[caption.index if caption else index]
        cells = _cells(rows)
        tables.append(
            Table(
                table_id=ids.make("tab", caption.number if caption else "".join(map("".join, rows))),
                number=caption.number if caption else None,
                label=caption.label if caption else None,
                caption=caption.text if caption else None,
                source=source_of(document, index, words),
                notes=notes_of(document, index, words),
                unit_note=None,
                section_id=section.section_id if section else None,
                section_path=section.path if section else None,
                n_rows=len(rows),
                n_cols=max(map(len, rows)),
                header_rows=1 if len(rows) > 1 else 0,
                header_cols=_head_columns(rows),
                method="text: cells set apart by tabs or bars",
                confidence=1.0,
                cells=cells,
                **_lines(block),
            )
        )
    passages = tuple(
        Passage(table.caption, "table caption", table.table_id, table.section_id, table.section_path)
        for table in tables
        if table.caption
    )
    return TablesResult(tuple(tables), table_values(tables, config, document.id), passages)


def _lines(block: Block) -> dict[str, int]:
    numbers = [line.number for line in block.lines if line.number is not None]
    return {"line_start": min(numbers), "line_end": max(numbers)} if numbers else {}


def _caption(document: Document, index: int, config: Config) -> Caption | None:
    """The nearest caption of a table above it, with no other table or text between."""
    for i in range(index - 1, max(-1, index - 1 - CAPTION_REACH), -1):
        block = document.blocks[i]
        if block.kind is BlockKind.CAPTION and block.target == "table":
            return read_caption(i, block, config.language.captions)
        if block.kind in (BlockKind.TABLE, BlockKind.TEXT, BlockKind.HEADING):
            return None
    return None


def _cells(rows: Sequence[Sequence[str]]) -> tuple[Cell, ...]:
    """The cells of the grid. Converters leave merged cells empty below their first row.

    In the first column and in columns of words an empty cell goes on with the one above; among numbers it is empty.
    """
    width = max(map(len, rows))
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    cells: list[Cell] = []
    for col in range(width):
        column = [row[col] for row in grid]
        merges = col == 0 or not any(is_number(text) for text in column[1:])
        row = 0
        while row < len(column):
            end = row + 1
            while merges and row > 0 and column[row] and end < len(column) and not column[end]:
                end += 1
            cells.append(Cell(row=row, col=col, rowspan=end - row, text=column[row]))
            row = end
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.col)))


def _head_columns(rows: Sequence[Sequence[str]]) -> int:
    """The columns on the left that hold words in a table whose others hold numbers; 0 where none does."""
    width = max(map(len, rows))
    numeric = [any(is_number(row[col]) for row in rows[1:] if col < len(row)) for col in range(width)]
    return numeric.index(True) if True in numeric else 0
