"""Cells of the file's own structure, held against the page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from natcom.geometry import union
from natcom.model import BBox, Line, TaggedCell

DISORDER_SHARE = 0.05  # of the cells may stand out of their order: a note set above its line, an empty first line


def in_order(lines: Sequence[Line]) -> bool:
    """Whether the cells stand on the page as their structure has them: rows one below the other, columns side by side.

    A file's structure can be wrong, or its table run on in a second column of the page.
    """
    boxes: dict[int, BBox] = {}
    cells: dict[int, TaggedCell] = {}
    for line in lines:
        if line.cell is not None:
            index = line.cell.position
            cells[index] = line.cell.place
            boxes[index] = union([boxes[index], line.bbox]) if index in boxes else line.bbox
    rows: dict[int, list[int]] = {}
    for index, cell in cells.items():
        rows.setdefault(cell.row, []).append(index)
    steps = wrong = 0
    for members in rows.values():
        for a, b in pairwise(sorted(members, key=lambda i: cells[i].col)):
            steps += 1
            wrong += boxes[a].x0 >= boxes[b].x0
    tops = [
        min((boxes[i].top for i in rows[row] if cells[i].rowspan == 1), default=None) for row in sorted(rows)
    ]  # a cell over several rows may be set in their middle
    known = [top for top in tops if top is not None]
    for upper, lower in pairwise(known):
        steps += 1
        wrong += upper > lower + 1
    return wrong <= DISORDER_SHARE * steps
