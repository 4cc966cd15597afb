"""Structure tags: the paragraph or table cell of the file's own structure that each stretch of content belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from playa.pdftypes import resolve1
from playa.structure import ContentItem, Element

from natcom.model import CellTag, TableTag, TaggedCell

INLINE = frozenset(
    {
        "Span",
        "NonStruct",
        "Link",
        "Reference",
        "Quote",
        "Em",
        "Strong",
        "Sub",
        "Annot",
        "Lbl",
        "Code",
        "Note",
        "Ruby",
        "Warichu",
    }
)
# a list item's body holds its first paragraph bare beside whole others, so it tells no paragraphs
GROUPING = frozenset(
    {
        "Document",
        "StructTreeRoot",
        "Part",
        "Sect",
        "Art",
        "Div",
        "L",
        "LI",
        "LBody",
        "Table",
        "TBody",
        "TR",
        "TOC",
        "Figure",
    }
)
ROW_GROUPS = frozenset({"THead", "TBody", "TFoot"})
CELLS = frozenset({"TH", "TD"})
MAX_DEPTH = 12  # inline elements are nested a few deep; a broken tree may point at itself
MAX_ELEMENTS = 500_000  # a tagged page of a dense report holds some 500
MAX_SPAN = 1000  # rows or columns; a hostile file could claim millions


def block_tags(page: Any) -> tuple[str | None, ...]:
    """For each marked-content id of the page its paragraph-level element as `role:key`, or None.

    The key is the same for one element on all its pages. Tags are evidence: a broken tree gives ().
    """
    try:
        elements = page.structure
        if elements is None:
            return ()
        cache: dict[int, str | None] = {}
        return tuple(_tag(element, cache) for element in elements)
    except Exception:
        return ()


def _tag(element: Any, cache: dict[int, str | None]) -> str | None:
    depth = 0
    while element is not None and depth < MAX_DEPTH:
        props = getattr(element, "props", None)
        if props is None:
            return None
        known = cache.get(id(props), "")
        if known != "":
            return known
        role = element.role
        if role in GROUPING:
            return None
        if role not in INLINE:
            identity = repr((props.get("K"), props.get("Pg"), props.get("P"))).encode()
            tag = f"{role}:{hashlib.blake2b(identity, digest_size=6).hexdigest()}"
            cache[id(props)] = tag
            return tag
        element = element.parent
        depth += 1
    return None


def table_cells(structure: Any) -> dict[tuple[int, int], CellTag]:
    """The table cell that each marked content belongs to, by page index (from 0) and marked-content id.

    `structure` is the file's structure tree or None. Of nested tables the inner one has the content. Tables whose rows
    and spans do not tile a grid are left out, and a broken tree gives none: tags are evidence.
    """
    found: dict[tuple[int, int], CellTag] = {}
    try:
        for element in islice(structure.find_all() if structure is not None else (), MAX_ELEMENTS):
            if element.role == "Table":
                found.update(_contents_of(element))
    except Exception:
        return {}
    return found


def _contents_of(table: Element) -> Iterator[tuple[tuple[int, int], CellTag]]:
    rows = list(islice(_rows(table), MAX_ELEMENTS))
    cells = _placed(rows)
    if not cells or not _is_tiled(cells):
        return
    identity = repr((table.props.get("K"), table.props.get("Pg"), table.props.get("P"))).encode()
    tag = TableTag(hashlib.blake2b(identity, digest_size=6).hexdigest(), tuple(cells))
    elements = (cell for row in rows for cell in row)
    for index, element in enumerate(elements):
        cell = CellTag(tag, index)
        for item in _items(element, 0):
            if item.page is not None:
                yield (item.page.page_idx, item.mcid), cell


def _rows(table: Element) -> Iterator[list[Element]]:
    """The cells' elements of each row, whether rows stand in the table itself or in a head, body or foot."""
    for child in table:
        if not isinstance(child, Element):
            continue
        if child.role == "TR":
            yield [cell for cell in child if isinstance(cell, Element) and cell.role in CELLS]
        elif child.role in ROW_GROUPS:
            for row in child:
                if isinstance(row, Element) and row.role == "TR":
                    yield [cell for cell in row if isinstance(cell, Element) and cell.role in CELLS]


def _placed(rows: Sequence[Sequence[Element]]) -> list[TaggedCell]:
    """The cells in the grid: each in the first place of its row that no cell from above covers, as in HTML."""
    taken: set[tuple[int, int]] = set()
    cells: list[TaggedCell] = []
    for row, elements in enumerate(rows):
        col = 0
        for element in elements:
            while (row, col) in taken:
                col += 1
            spans = _table_attributes(element)
            rowspan = min(_span(spans.get("RowSpan")), len(rows) - row)
            colspan = _span(spans.get("ColSpan"))
            cells.append(TaggedCell(row, col, rowspan, colspan, element.role == "TH"))
            if len(taken) > MAX_ELEMENTS:
                return []
            taken.update((r, c) for r in range(row, row + rowspan) for c in range(col, col + colspan))
            col += colspan
    return cells


def _table_attributes(element: Element) -> dict[str, Any]:
    """The attributes of an element that its dictionaries give, of whatever owner."""
    attributes = resolve1(element.props.get("A"))
    result: dict[str, Any] = {}
    for entry in attributes if isinstance(attributes, list) else [attributes]:
        dictionary = resolve1(entry)
        if isinstance(dictionary, dict):
            result.update({key: resolve1(value) for key, value in dictionary.items()})
    return result


def _span(value: Any) -> int:
    return max(1, min(MAX_SPAN, value)) if isinstance(value, int) else 1


def _is_tiled(cells: Sequence[TaggedCell]) -> bool:
    """Whether the cells cover each place of their grid once."""
    n_rows = max(c.row + c.rowspan for c in cells)
    n_cols = max(c.col + c.colspan for c in cells)
    return sum(c.rowspan * c.colspan for c in cells) == n_rows * n_cols


def _items(element: Element, depth: int) -> Iterator[ContentItem]:
    for child in element:
        if isinstance(child, ContentItem):
            yield child
        elif isinstance(child, Element) and depth < MAX_DEPTH:
            yield from _items(child, depth + 1)
