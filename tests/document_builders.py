"""Documents built by hand: lines of characters ten points wide, blocks, and the passages that join them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from natcom.geometry import union
from natcom.model import BBox, Block, BlockKind, Document, Line, Page, Passage, Piece, Run

WIDTH, HEIGHT, PITCH = 600.0, 800.0, 20.0


def line(text: str, x0: float = 70.0, top: float = 100.0, size: float = 10.0) -> Line:
    """A line whose characters are `size` points wide and 1.2 times as high."""
    n = len(text)
    x0s, x1s = array("d", (x0 + size * i for i in range(n))), array("d", (x0 + size * (i + 1) for i in range(n)))
    return Line(text, top, top + 1.2 * size, x0s, x1s, (Run(0, n, size, False, 0, "Body", 0),))


def block(kind: BlockKind, *texts: str | Line, page: int = 1, top: float = 100.0, target: str | None = None) -> Block:
    """A block of lines one under the other."""
    lines = tuple(t if isinstance(t, Line) else line(t, top=top + PITCH * i) for i, t in enumerate(texts))
    return Block(kind, page, union(each.bbox for each in lines), lines, target=target)


def document(*blocks: Block, language: str = "zh-Hant", labels: Sequence[str | None] = ()) -> Document:
    """A document of the blocks; `labels` are the printed numbers of its pages."""
    count = max((b.page for b in blocks), default=1)
    names = [*labels, *[None] * (count - len(labels))]
    pages = tuple(
        Page(n, 0, n, names[n - 1], WIDTH, HEIGHT, tuple(each for b in blocks if b.page == n for each in b.lines))
        for n in range(1, count + 1)
    )
    return Document("demo", language, pages, blocks)


def passage(
    report: Document,
    blocks: Sequence[Block],
    record_id: str = "para-1",
    origin: str = "paragraph",
    skip: int = 0,
) -> Passage:
    """The lines of the blocks as one text, without the first `skip` characters of the first one."""
    text, pieces = "", []
    for b in blocks:
        for each in b.lines:
            start = skip if not pieces else 0
            part = each.text[start:]
            pieces.append(Piece(len(text), len(text) + len(part), report.page(b.page), each, start))
            text += part
    return Passage(text, origin, record_id, "sec-1", "1", tuple(pieces))


def area(x0: float, top: float, x1: float, bottom: float) -> BBox:
    """A box."""
    return BBox(x0, top, x1, bottom)
