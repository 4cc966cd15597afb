"""Records in the order in which a reader meets them: by page and, on a page, by the columns' flows, not by height."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from natcom.geometry import contains
from natcom.model import BBox, Document
from natcom.records import Located

LocatedT = TypeVar("LocatedT", bound=Located)
NOWHERE = 1 << 30


def reading_position(document: Document) -> Callable[[Located], tuple[float, ...]]:
    """A sort key: page, block in the page's reading order, top, x0; lines of a text source; last what has no place."""
    by_page: dict[int, list[tuple[int, BBox]]] = {}
    for index, block in enumerate(document.blocks):
        if block.page:
            by_page.setdefault(block.page, []).append((index, document.page(block.page).displayed(block.bbox)))

    def position(record: Located) -> tuple[float, ...]:
        if record.boxes:
            box = record.boxes[0]
            x, y = (box.bbox[0] + box.bbox[2]) / 2, (box.bbox[1] + box.bbox[3]) / 2
            blocks = by_page.get(box.page, [])
            held = [index for index, bbox in blocks if contains(bbox, x, y, margin=1.0)]
            index = min(held, default=None)
            if index is None:
                index = min(blocks, key=lambda item: abs(item[1].center[1] - y), default=(NOWHERE, None))[0]
            return box.page, index, box.bbox[1], box.bbox[0]
        if record.line_start is not None:
            return record.line_start, 0, 0, 0
        return NOWHERE, 0, 0, 0

    return position


def in_reading_order(
    records: Iterable[LocatedT], position: Callable[[Located], tuple[float, ...]]
) -> tuple[LocatedT, ...]:
    """The records sorted by `position`; those at one place keep their order."""
    return tuple(sorted(records, key=position))
