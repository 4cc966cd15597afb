"""Structure tags: the paragraph or table cell of the file's own structure that each stretch of content belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from playa.pdftypes import ObjRef, resolve1

from natcom.model import CellTag, TableTag, TaggedCell
from natcom.tables.tags import whole_rows

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
CELLS = frozenset({"TH", "TD"})
WITHOUT_TABLES = frozenset(
    {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "TOCI", "Formula", *INLINE} - {"NonStruct"}
)  # paragraphs and what stands in them: they are not looked into for tables
MAX_DEPTH = 12  # inline elements are nested a few deep; a broken tree may point at itself
MAX_ELEMENTS = 500_000  # a tagged page of a dense report holds some 500
MAX_NESTING = 100  # Document, sections and lists nest some ten deep
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

    `structure` is the file's structure tree or None. Of nested tables the inner one has the content. The cells of a
    table overlap nowhere and one row at least is whole; where a file leaves out empty cells, those after them stand too
    far to the left. Other tables are left out, and a broken tree gives none: tags are evidence.
    """
    if structure is None:
        return {}
    try:
        pages = {page.pageid: page.page_idx for page in structure.doc.pages}
        root = resolve1(structure.doc.catalog.get("StructTreeRoot"))
        walk = _Walk(pages, structure.role_map)
        walk.search(_Node("StructTreeRoot", root if isinstance(root, dict) else {}, None), 0)
        found: dict[tuple[int, int], CellTag] = {}
        for table in walk.tables:
            found.update(_contents_of(table))
        return found
    except Exception:
        return {}


class _Node(NamedTuple):
    """An element of the tree: its standard role, its dictionary, and the index of the page that its content is on."""

    role: str
    props: Mapping[str, Any]
    page: int | None


@dataclass(slots=True)
class _Cell:
    node: _Node
    head: bool
    items: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    node: _Node
    rows: list[list[_Cell]] = field(default_factory=list)


class _Walk:
    """One walk through the tree, each element once, whatever its references say."""

    def __init__(self, pages: Mapping[int, int], roles: Mapping[str, str]) -> None:
        self.tables: list[_Table] = []
        self._pages = pages
        self._roles = roles
        self._seen: set[int] = set()
        self._count = 0

    def search(self, node: _Node, depth: int) -> None:
        """The tables under a node that is part of none."""
        for kid in self._kids(node, depth):
            if isinstance(kid, _Node) and kid.role not in WITHOUT_TABLES:
                if kid.role == "Table":
                    self._table(kid, depth + 1)
                else:
                    self.search(kid, depth + 1)

    def _table(self, node: _Node, depth: int) -> None:
        table = _Table(node)
        self.tables.append(table)
        self._rows(table, node, False, depth)

    def _rows(self, table: _Table, node: _Node, head: bool, depth: int) -> None:
        """Rows in the table itself or in heads, bodies and feet."""
        for kid in self._kids(node, depth):
            if not isinstance(kid, _Node):
                continue
            if kid.role == "TR":
                table.rows.append([])
                self._cells(table, kid, head, depth + 1)
            elif kid.role == "Table":
                self._table(kid, depth + 1)
            elif kid.role != "Caption":
                self._rows(table, kid, head or kid.role == "THead", depth + 1)

    def _cells(self, table: _Table, node: _Node, head: bool, depth: int) -> None:
        for kid in self._kids(node, depth):
            if not isinstance(kid, _Node):
                continue
            if kid.role in CELLS:
                cell = _Cell(kid, head or kid.role == "TH")
                table.rows[-1].append(cell)
                self._contents(cell, kid, depth + 1)
            else:
                self._cells(table, kid, head, depth + 1)

    def _contents(self, cell: _Cell, node: _Node, depth: int) -> None:
        for kid in self._kids(node, depth):
            if not isinstance(kid, _Node):
                cell.items.append(kid)
            elif kid.role == "Table":
                self._table(kid, depth + 1)
            else:
                self._contents(cell, kid, depth + 1)

    def _kids(self, node: _Node, depth: int) -> Iterator[_Node | tuple[int, int]]:
        """The elements under a node, and the marked contents by page and id."""
        if depth > MAX_NESTING:
            return
        entries = resolve1(node.props.get("K"))
        for entry in entries if isinstance(entries, list) else [node.props.get("K")]:
            self._count += 1
            if self._count > MAX_ELEMENTS:
                return
            if isinstance(entry, ObjRef):
                if entry.objid in self._seen:
                    continue
                self._seen.add(entry.objid)
            kid = resolve1(entry)
            if isinstance(kid, int) and node.page is not None:
                yield node.page, kid
            elif isinstance(kid, dict):
                page = self._page(kid, node.page)
                if isinstance(mcid := resolve1(kid.get("MCID")), int):
                    if page is not None:
                        yield page, mcid
                elif (name := getattr(resolve1(kid.get("S")), "name", None)) is not None:
                    yield _Node(self._roles.get(name, name), kid, page)

    def _page(self, props: Mapping[str, Any], inherited: int | None) -> int | None:
        reference = props.get("Pg")
        return self._pages.get(reference.objid) if isinstance(reference, ObjRef) else inherited


def _contents_of(table: _Table) -> Iterator[tuple[tuple[int, int], CellTag]]:
    rows = _without_surplus(table.rows)
    cells = _placed(rows)
    if not cells or not whole_rows(cells):
        return
    identity = repr([table.node.props.get(key) for key in ("K", "Pg", "P")]).encode()
    tag = TableTag(hashlib.blake2b(identity, digest_size=6).hexdigest(), tuple(cells))
    for index, cell in enumerate(cell for row in rows for cell in row):
        known = CellTag(tag, index)
        for item in cell.items:
            yield item, known


def _without_surplus(rows: Sequence[Sequence[_Cell]]) -> list[list[_Cell]]:
    """The rows without the cells right of all content: some writers leave such behind where a row breaks over pages."""
    placed = _placed(rows)
    cells = [cell for row in rows for cell in row]
    width = max((p.col + p.colspan for p, cell in zip(placed, cells, strict=False) if cell.items), default=0)
    surplus = {id(cell) for p, cell in zip(placed, cells, strict=False) if p.col >= width}
    return [[cell for cell in row if id(cell) not in surplus] for row in rows]


def _placed(rows: Sequence[Sequence[_Cell]]) -> list[TaggedCell]:
    """The cells in the grid: each in the first place of its row that no cell from above covers, as in HTML."""
    taken: set[tuple[int, int]] = set()
    cells: list[TaggedCell] = []
    area = 0
    for row, elements in enumerate(rows):
        col = 0
        for element in elements:
            while (row, col) in taken:
                col += 1
            spans = _attributes(element.node.props)
            rowspan = min(_span(spans.get("RowSpan")), len(rows) - row)
            colspan = _span(spans.get("ColSpan"))
            cells.append(TaggedCell(row, col, rowspan, colspan, element.head))
            area += rowspan * colspan
            if area > MAX_ELEMENTS:
                return []
            taken.update((r, c) for r in range(row, row + rowspan) for c in range(col, col + colspan))
            col += colspan
    return cells if len(taken) == area else []


def _attributes(props: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of an element that its dictionaries give, of whatever owner."""
    attributes = resolve1(props.get("A"))
    result: dict[str, Any] = {}
    for entry in attributes if isinstance(attributes, list) else [attributes]:
        dictionary = resolve1(entry)
        if isinstance(dictionary, dict):
            result.update({key: resolve1(value) for key, value in dictionary.items()})
    return result


def _span(value: Any) -> int:
    return max(1, min(MAX_SPAN, value)) if isinstance(value, int) else 1
