"""Pages to a Document: the order of the layout's steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from natcom.config.language import LanguageConfig
from natcom.geometry import contains, union
from natcom.languages import language_module
from natcom.layout.captions import announcement, target_blocks
from natcom.layout.columns import Flow, flows, page_items, text_edges, with_usual_gutters
from natcom.layout.figure_zones import find_figures
from natcom.layout.footnotes import split_footnotes
from natcom.layout.front import find_contents, find_covers
from natcom.layout.furniture import LineKey, find_furniture, printed_number, without_line_numbers
from natcom.layout.heading_features import Surroundings
from natcom.layout.headings import HeadingFinder, listed_titles
from natcom.layout.paragraphs import Segmenter, joined_over_breaks, tags_agree
from natcom.layout.style import BodyStyle, body_style, underlined
from natcom.model import BBox, Block, BlockKind, Bookmark, Document, Page
from natcom.tables.choose import cut_at_tables, find_table_zones, side_gutters
from natcom.tables.runs import with_pages_after

LONG_LINE = 15  # characters of a line of text; cells and labels are shorter
DISPLAY_SIZE = 1.25  # of the body size: a line on a picture is set as a title from here on
TITLE_LINES = 6  # lines of the longest titles drawn on a picture, a chapter's label among them
STRAY_LINES = 2  # of text that a banner's ground may touch
MIN_TEXT = 300  # characters in such lines by which the look of a report's text is told


def build_document(
    document_id: str,
    pages: Sequence[Page],
    words: LanguageConfig,
    bookmarks: Sequence[Bookmark] = (),
    progress: Callable[[int], None] = lambda done: None,
) -> Document:
    """The report with every line in exactly one block, all blocks in reading order.

    `progress` is called with the number of pages laid out so far.
    """
    numbered = [without_line_numbers(cut_at_tables(page, words)) for page in pages]
    pages = [page for page, _ in numbered]
    body = body_style(pages)
    labels: dict[LineKey, BlockKind] = {
        (page.number, i): BlockKind.LINE_NUMBER for page, numbers in numbered for i in numbers
    }
    furniture = find_furniture(pages, words.furniture, body, labels)
    labels = {**furniture, **labels}
    zones = with_pages_after(pages, {page.number: find_table_zones(page, words) for page in pages}, labels, words)
    pages = [replace(page, gutters=(*page.gutters, *side_gutters(page, zones[page.number]))) for page in pages]
    tables = {number: [zone.bbox for zone in found] for number, found in zones.items()}
    pages = with_usual_gutters(pages)
    labels = _outside(labels, pages, tables)
    body = _text_style(pages, tables, labels) or body
    contents = find_contents(pages, words, set(labels))
    covers = find_covers(pages, words, body, set(labels) | set(contents))
    labels = {**labels, **contents, **_cover_lines(pages, covers, labels)}
    pages = [_described(page, labels, words, covers) for page in pages]
    overall = text_edges([line for page in pages for line in page.lines], body) or (0.0, 1e6)
    laid: list[tuple[Page, tuple[Flow, ...]]] = []
    count = 0
    for page in pages:
        own = _page_flows(page, labels, tables[page.number], words, body, overall)
        laid.append((page, tuple(replace(flow, index=count + n) for n, flow in enumerate(own))))
        count += len(own)
        progress(page.number)
    segmenter, blocks = _segmented(laid, labels, Segmenter(words, body))
    edges = {page.number: (own[0].left, own[0].right) if own else overall for page, own in laid}
    listed = [line.text for block in blocks if block.kind is BlockKind.CONTENTS for line in block.lines]
    lined = frozenset(id(line) for page in pages for line in underlined(page))
    numbers = {page.number: page for page in pages}
    ordinal = language_module(words.module).ordinal
    around = Surroundings(words, body, listed_titles(listed, bookmarks), lined, numbers, ordinal)
    titled = HeadingFinder(around).label(blocks)
    joined = joined_over_breaks(target_blocks(titled, body.size), segmenter, edges)
    return Document(document_id, words.code, tuple(pages), joined, tuple(bookmarks))


def _page_flows(
    page: Page,
    labels: Mapping[LineKey, BlockKind],
    tables: Sequence[BBox],
    words: LanguageConfig,
    body: BodyStyle,
    overall: tuple[float, float],
) -> tuple[Flow, ...]:
    """The page's flows of what is neither furniture nor contents: lines, tables, figures."""
    taken = {i for i in range(len(page.lines)) if (page.number, i) in labels}
    texts = taken | {i for i, line in enumerate(page.lines) if announcement(line.text, words)}
    figures = () if page.kind == "cover" else find_figures(page, tables, body, texts)
    texts |= _drawn_titles(page, figures, body)
    zones = [(BlockKind.TABLE, box) for box in tables] + [(BlockKind.FIGURE, box) for box in figures]
    return tuple(flows(page, page_items(page, zones, taken, texts), body, overall))


def _drawn_titles(page: Page, figures: Sequence[BBox], body: BodyStyle) -> set[int]:
    """The indexes of lines on pictures that are grounds of titles: a chapter's title page, a banner above its text.

    Such a picture holds large lines and next to nothing else; a map or a chart has many small labels.
    """
    found: set[int] = set()
    for box in figures:
        inside = [i for i, line in enumerate(page.lines) if contains(box, *line.bbox.center)]
        large = [i for i in inside if page.lines[i].size >= DISPLAY_SIZE * body.size and not page.lines[i].turned]
        if 0 < len(large) <= TITLE_LINES and len(inside) - len(large) <= STRAY_LINES:
            found.update(inside)
    return found


def _segmented(
    laid: Sequence[tuple[Page, Sequence[Flow]]], labels: Mapping[LineKey, BlockKind], segmenter: Segmenter
) -> tuple[Segmenter, list[Block]]:
    """The blocks of all pages; cut a second time with the file's tags where these have proved right."""
    blocks = [block for page, own in laid for block in _page_blocks(page, own, labels, segmenter)]
    if segmenter.tags or not tags_agree(blocks):
        return segmenter, blocks
    return _segmented(laid, labels, replace(segmenter, tags=True))


def _page_blocks(
    page: Page, own: Sequence[Flow], labels: Mapping[LineKey, BlockKind], segmenter: Segmenter
) -> list[Block]:
    return _labelled(page, labels) + [block for flow in own for block in _flow_blocks(flow, segmenter)]


def _outside(
    labels: Mapping[LineKey, BlockKind], pages: Sequence[Page], tables: Mapping[int, Sequence[BBox]]
) -> dict[LineKey, BlockKind]:
    """The labels of lines that no table holds: a head repeated on top of each page looks like a running header."""
    kept: dict[LineKey, BlockKind] = {}
    by_number = {page.number: page for page in pages}
    for (number, i), kind in labels.items():
        x, y = by_number[number].lines[i].bbox.center
        if not any(box.x0 <= x <= box.x1 and box.top <= y <= box.bottom for box in tables[number]):
            kept[number, i] = kind
    return kept


def _text_style(
    pages: Sequence[Page], tables: Mapping[int, Sequence[BBox]], labels: Mapping[LineKey, BlockKind]
) -> BodyStyle | None:
    """The look of what stands in no table and is no furniture; None where that is nothing.

    A report of tables for the most part has more letters in its cells than in its text.
    """
    free = [
        replace(
            page,
            lines=tuple(
                line
                for i, line in enumerate(page.lines)
                if (page.number, i) not in labels
                and not any(contains(box, *line.bbox.center) for box in tables[page.number])
            ),
        )
        for page in pages
    ]
    long = sum(len(line.text) for page in free for line in page.lines if len(line.text) >= LONG_LINE)
    return body_style(free) if long >= MIN_TEXT else None


def _cover_lines(
    pages: Sequence[Page], covers: set[int], labels: Mapping[LineKey, BlockKind]
) -> dict[LineKey, BlockKind]:
    return {
        (page.number, i): BlockKind.COVER
        for page in pages
        if page.number in covers
        for i in range(len(page.lines))
        if (page.number, i) not in labels
    }


def _described(page: Page, labels: Mapping[LineKey, BlockKind], words: LanguageConfig, covers: set[int]) -> Page:
    """The page with its printed label and its kind."""
    label = page.label
    kinds = [labels.get((page.number, i)) for i in range(len(page.lines))]
    for line, kind in zip(page.lines, kinds, strict=True):
        if kind is BlockKind.PAGE_NUMBER:
            label = printed_number(line.text, words.furniture) or label
    if page.kind == "unread":
        name = page.kind
    elif page.number in covers:
        name = "cover" if page.lines or page.pictures else "blank"
    elif not page.lines:
        name = "blank" if not page.pictures and not page.shades else "picture"
    elif BlockKind.CONTENTS in kinds and all(k is not None for k in kinds):
        name = "contents"
    else:
        name = "body"
    return replace(page, label=label, kind=name)


def _labelled(page: Page, labels: Mapping[LineKey, BlockKind]) -> list[Block]:
    """The page's furniture, contents and cover lines: one block for each run of lines of one kind."""
    blocks: list[Block] = []
    for i, line in enumerate(page.lines):
        kind = labels.get((page.number, i))
        if kind is None:
            continue
        if blocks and blocks[-1].kind is kind and kind in (BlockKind.CONTENTS, BlockKind.COVER):
            lines = (*blocks[-1].lines, line)
            blocks[-1] = Block(kind, page.number, union(other.bbox for other in lines), lines)
        else:
            blocks.append(Block(kind, page.number, line.bbox, (line,)))
    return blocks


def _flow_blocks(flow: Flow, segmenter: Segmenter) -> list[Block]:
    count, footnotes = split_footnotes(flow, segmenter.words, segmenter.body)
    return [*segmenter.blocks(replace(flow, items=flow.items[:count])), *footnotes]
