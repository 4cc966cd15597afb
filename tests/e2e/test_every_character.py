"""Every character of the text layer stands in exactly one line, and every character of a line in exactly one block."""

from __future__ import annotations

import os
from collections import Counter
from functools import lru_cache
from itertools import islice
from pathlib import Path

import pytest

from natcom.config import load_config
from natcom.ingest import open_pdf, read_pages
from natcom.ingest.lines import DOUBLED
from natcom.ingest.vertical import read_down
from natcom.layout import build_document
from natcom.model import Block, Document, Glyph, Line, Page
from natcom.text.unicode import SUPERSCRIPTS, normal_form

SAMPLES = sorted((Path(__file__).parents[2] / "raw").glob("*.pdf"))
HOSTILE = "hostile"  # files that are read page by page, each within its limits: see test_hostile
CORPUS = [
    path
    for path in (sorted(Path(os.environ["NATCOM_CORPUS"]).rglob("*.pdf")) if "NATCOM_CORPUS" in os.environ else [])
    if path.parent.name != HOSTILE
]
MOST_PAGES = 60  # of long reports the first ones, which hold every kind of page

PLAIN = {raised: plain for plain, raised in SUPERSCRIPTS.items()}

Place = tuple[str, float, float]


@lru_cache(maxsize=1)
def laid_out(path: Path) -> tuple[tuple[Page, ...], Document]:
    pages = tuple(islice(read_pages(path), MOST_PAGES))
    return pages, build_document("demo", pages, load_config().language)


def places(line: Line) -> list[Place]:
    """The line's visible characters with their left edge and top."""
    edges = zip(line.text, line.x0s, strict=True)
    return [(c, round(x0, 2), round(line.top, 2)) for c, x0 in edges if c.strip()]


def first(glyph: Glyph) -> str:
    """The first visible character that a glyph stands for, a raised one as it is on the line."""
    text = normal_form(glyph.text, glyph.font).strip()
    return PLAIN.get(text[:1], text[:1])


def on_page(blocks: tuple[Block, ...], number: int) -> Counter[Place]:
    return Counter(p for b in blocks if b.page == number for line in b.lines for p in places(line))


@pytest.mark.parametrize("path", [*SAMPLES, *CORPUS], ids=lambda path: path.stem)
def test_every_character_of_a_line_is_in_one_block(path: Path) -> None:
    pages, report = laid_out(path)
    for page in pages:
        printed = Counter(p for line in page.lines for p in places(line))
        laid = on_page(report.blocks, page.number)
        assert printed - laid == Counter(), f"page {page.number}: characters in no block"
        assert laid - printed == Counter(), f"page {page.number}: characters in several blocks"


def near(x: int, size: float) -> range:
    """The places where a glyph at x may be read: a shadow is read where its character is drawn first."""
    reach = max(1, round(DOUBLED * size))
    return range(x - reach, x + reach + 1)


@pytest.mark.parametrize("path", [*SAMPLES, *CORPUS], ids=lambda path: path.stem)
def test_every_glyph_is_in_a_line(path: Path) -> None:
    """Glyphs drawn twice for a bold look count once; blanks and what is not seen do not count.

    Raised figures are read as superscripts; of a ligature its first letter is looked for.
    """
    pages, _ = laid_out(path)
    with open_pdf(path) as pdf:
        for page in pages:
            content = read_down(pdf.content(page.number - 1))  # columns as rows, as the lines are
            seen = {(round(g.x0), first(g), g.size) for g in content.glyphs if g.rotation == 0 and first(g)}
            lines = [line for line in page.lines if not line.turned]
            read = {(round(x0), PLAIN.get(c, c)) for line in lines for c, x0 in zip(line.text, line.x0s, strict=True)}
            lost = {(x, c) for x, c, size in seen if not {(at, c) for at in near(x, size)} & read}
            assert not lost, f"page {page.number}: {sorted(lost)[:10]}"
