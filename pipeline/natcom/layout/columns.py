"""Reading order: what stands on a page cut into flows, each a column's stretch of text from top to bottom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from natcom.geometry import contains, overlap, union
from natcom.layout.style import BodyStyle, same_size
from natcom.model import BBox, BlockKind, Gutter, Line, Page

CROSSING_PT = 2.0  # what reaches further than this beyond a gutter's middle crosses it
TITLE_SIZE = 1.25  # times the body size: a title over columns is that of a chapter
TALL_ZONE = 0.25  # of the height in use: a lower zone beside text does not make a column
COLUMN_LINES, COLUMN_CHARACTERS = 8, 12  # by as many lines of as many characters a page shows its columns
USUAL_PT = 8.0  # gutters of pages set alike differ by less
TALL_GUTTER = 0.3  # of the page's height
MOST_ACROSS = 0.35  # of a page's lines: titles, running headers and captions over both columns
WRAPPED_LINES = 2  # of text beside a figure, from one left edge, that run around it
WRAPPED_CHARACTERS = 6  # of such a line; labels are shorter
CAPTION_GAP_PT = 20.0  # between a figure and the lines of its caption, at most
CAPTION_OVERLAP_PT = 4.0
EDGE_TOLERANCE_PT = 3.0  # lines whose ends differ by less end at one edge


class Item(NamedTuple):
    """A line of text, or a zone of the page (a figure, a table) with the lines in it."""

    bbox: BBox
    line: Line | None = None
    kind: BlockKind | None = None
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Flow:
    """Items from top to bottom of one column of one page, and the edges its lines keep to.

    `index` counts flows over the document.
    """

    page: Page
    items: tuple[Item, ...]
    left: float
    right: float
    index: int = 0


def flows(page: Page, items: Sequence[Item], body: BodyStyle, edges: tuple[float, float]) -> Iterator[Flow]:
    """The page's flows in reading order; `edges` are the document's, for flows too short to show their own."""
    wrapped = wrap_gutters(items)
    gutters = (*(page.gutters or zone_gutters(items)), *wrapped)
    for group in _ordered(list(items), sorted(gutters, key=lambda g: g.top - g.bottom), TITLE_SIZE * body.size):
        lines = [item.line for item in group if item.line is not None]
        own = text_edges(lines, body)
        low = min((line.x0 for line in lines), default=edges[0])
        high = max((line.x1 for line in lines), default=edges[1])
        inside = edges[0] - EDGE_TOLERANCE_PT <= low and high <= edges[1] + 2 * body.size
        fallback = edges if inside and high - low > 0.6 * (edges[1] - edges[0]) else (low, high)
        left, right = own or fallback
        if inside and not own and len(lines) <= 3 and len(page.gutters) == 0 and not _is_beside(group, wrapped):
            left, right = edges
        yield Flow(page, tuple(group), min(left, low) if own else left, right)


def with_usual_gutters(pages: Sequence[Page]) -> list[Page]:
    """The pages, those that hold too little text to show their gutter given the one of most other pages of their width.

    The last page of a report in two columns often holds a few lines at the head of each.
    """
    widths: dict[int, list[Page]] = {}
    for page in pages:
        if sum(len(line.text) >= COLUMN_CHARACTERS for line in page.lines) >= COLUMN_LINES:
            widths.setdefault(round(page.width), []).append(page)
    usual: dict[int, float] = {}
    for width, group in widths.items():
        places = Counter(
            round(g.x / USUAL_PT) for p in group for g in p.gutters if g.bottom - g.top > TALL_GUTTER * p.height
        )
        if places and (best := max(places, key=lambda at: (places[at], -at))) and 2 * places[best] >= len(group) >= 2:
            usual[width] = best * USUAL_PT
    return [
        replace(page, gutters=(Gutter(x, 0.0, page.height),))
        if not page.gutters and (x := usual.get(round(page.width))) and _has_columns(page, x)
        else page
        for page in pages
    ]


def _has_columns(page: Page, x: float) -> bool:
    """Whether lines stand on both sides of `x` and few across it."""
    lines = [line.bbox for line in page.lines if not line.turned]
    across = sum(b.x0 < x - CROSSING_PT and b.x1 > x + CROSSING_PT for b in lines)
    sides = {b.center[0] < x for b in lines if len(lines) > across}
    return len(sides) == 2 and across <= MOST_ACROSS * len(lines)


def zone_gutters(items: Sequence[Item]) -> tuple[Gutter, ...]:
    """The gutter beside a table or figure that fills a column, where too little text shows it: nothing crosses it."""
    boxes = [item.bbox for item in items]
    if not boxes:
        return ()
    page_box = union(boxes)
    for zone in (item.bbox for item in items if item.line is None and item.bbox.height > TALL_ZONE * page_box.height):
        for x in (zone.x0 - CROSSING_PT, zone.x1 + CROSSING_PT):
            before, after = [b for b in boxes if b.x1 <= x], [b for b in boxes if b.x0 >= x]
            if len(before) + len(after) < len(boxes) or not before or not after:
                continue
            left, right = union(before), union(after)
            common = overlap(left.top, left.bottom, right.top, right.bottom)
            if common > 0.5 * min(left.height, right.height) and min(left.width, right.width) > 0.25 * page_box.width:
                return (Gutter(x, page_box.top, page_box.bottom),)
    return ()


def wrap_gutters(items: Sequence[Item]) -> tuple[Gutter, ...]:
    """The gutters between figures and the lines of text that run beside them, as high as figure and caption are."""
    lines = [item.bbox for item in items if item.line is not None and len(item.line.text) >= WRAPPED_CHARACTERS]
    every = [item.bbox for item in items]
    found: list[Gutter] = []
    for zone in (item.bbox for item in items if item.kind is BlockKind.FIGURE):
        if not any(overlap(b.x0, b.x1, zone.x0, zone.x1) > 0 for b in lines):
            continue  # it stands in the margin: no text runs around it
        level = [b for b in lines if zone.top <= b.center[1] <= zone.bottom]
        for beside, edge in (
            ([b for b in level if b.x1 <= zone.x0], zone.x0),
            ([b for b in level if b.x0 >= zone.x1], zone.x1),
        ):
            if len(beside) < WRAPPED_LINES or _share_start(beside) < WRAPPED_LINES:
                continue
            near = max(b.x1 for b in beside) if edge == zone.x0 else min(b.x0 for b in beside)
            x = (near + edge) / 2
            top, bottom = _free_height(x, zone, every, edge == zone.x0)
            if bottom > top:
                found.append(Gutter(x, top, bottom))
    return tuple(found)


def _share_start(boxes: Sequence[BBox]) -> int:
    """How many of the boxes begin at one x at most."""
    return max(Counter(round(b.x0 / EDGE_TOLERANCE_PT) for b in boxes).values())


def _free_height(x: float, zone: BBox, boxes: Sequence[BBox], right: bool) -> tuple[float, float]:
    """From where to where nothing crosses `x` beside the zone and the lines right above and below it: its caption."""
    crossing = [b for b in boxes if b.x0 < x - CROSSING_PT and b.x1 > x + CROSSING_PT]
    if any(b.top < zone.bottom and b.bottom > zone.top for b in crossing):
        return zone.bottom, zone.top
    ceiling = max((b.bottom for b in crossing if b.bottom <= zone.top), default=0.0)
    floor = min((b.top for b in crossing if b.top >= zone.bottom), default=float("inf"))
    top, bottom = zone.top, zone.bottom
    own = sorted((b for b in boxes if (b.x0 >= x if right else b.x1 <= x)), key=lambda b: b.top)
    for b in own:
        if bottom <= b.top + CAPTION_OVERLAP_PT and b.top - bottom < CAPTION_GAP_PT and b.bottom <= floor:
            bottom = b.bottom
    for b in reversed(own):
        if b.bottom - CAPTION_OVERLAP_PT <= top and top - b.bottom < CAPTION_GAP_PT and b.top >= ceiling:
            top = b.top
    return top, bottom


def _is_beside(group: Sequence[Item], gutters: Sequence[Gutter]) -> bool:
    """Whether all of the group stands at the height of one of the gutters."""
    return any(all(g.top - 1 <= item.bbox.center[1] <= g.bottom + 1 for item in group) for g in gutters)


def column_left(page: Page, bbox: BBox) -> float:
    """The left edge of the column that the box stands in: the nearest gutter before it, or the page's leftmost line."""
    gutters = [g.x for g in page.gutters if g.x <= bbox.x0 and g.top <= bbox.center[1] <= g.bottom]
    low = max(gutters, default=0.0)
    lines = [line.x0 for line in page.lines if line.x0 >= low and len(line.text) >= 8 and not line.turned]
    return min([*lines, bbox.x0])


def text_edges(lines: Sequence[Line], body: BodyStyle) -> tuple[float, float] | None:
    """The left and right edge of running text: where most lines of body size begin and end; None with too few lines."""
    long = [line for line in lines if same_size(line.size, body.size) and len(line.text) >= 12]
    if len(long) < 3:
        return None
    rights = Counter(round(line.x1 / EDGE_TOLERANCE_PT) for line in long)
    lefts = Counter(round(line.x0 / EDGE_TOLERANCE_PT) for line in long)
    best_right, count = max(
        rights.items(), key=lambda kv: (kv[1] + rights.get(kv[0] - 1, 0) + rights.get(kv[0] + 1, 0), kv[0])
    )
    best_left = max(lefts.items(), key=lambda kv: (kv[1], -kv[0]))[0]
    near = [line.x1 for line in long if abs(line.x1 / EDGE_TOLERANCE_PT - best_right) <= 1]
    right = max(near) if count >= 2 and len(near) >= 0.25 * len(long) else max(line.x1 for line in long)
    left = min(line.x0 for line in long if abs(line.x0 / EDGE_TOLERANCE_PT - best_left) <= 1)
    return left, right


def _ordered(items: list[Item], gutters: Sequence[Gutter], title_size: float) -> Iterator[list[Item]]:
    """Items cut into columns by the tallest gutter first, and again within each column by the others.

    From `title_size` on a line alone at its height can be a title over all columns, however short.
    """
    for n, gutter in enumerate(gutters):
        inside = [item for item in items if gutter.top - 1 <= item.bbox.center[1] <= gutter.bottom + 1]
        sides = {item.bbox.center[0] < gutter.x for item in inside if not _crosses(item, gutter)}
        if len(sides) == 2:
            yield from _split(items, gutter, gutters[n + 1 :], title_size)
            return
    if items:
        yield sorted(items, key=lambda item: (round(item.bbox.bottom if item.line else item.bbox.top, 1), item.bbox.x0))


def _crosses(item: Item, gutter: Gutter) -> bool:
    return item.bbox.x0 < gutter.x - CROSSING_PT and item.bbox.x1 > gutter.x + CROSSING_PT


def _titles_columns(item: Item, items: Sequence[Item], gutter: Gutter, title_size: float) -> bool:
    """Whether a large line in the first column is a title over all columns: beside it nothing, below it both go on."""
    if item.line is None or item.line.size < title_size or item.bbox.x1 > gutter.x:
        return False
    top, bottom = item.bbox.top - 0.3 * item.line.size, item.bbox.bottom + 0.3 * item.line.size
    right = [other.bbox for other in items if other.bbox.center[0] > gutter.x]
    beside = any(overlap(b.top, b.bottom, top, bottom) > 0 for b in right)
    return not beside and any(b.top > bottom for b in right) and any(b.bottom < top for b in right)


def _split(items: list[Item], gutter: Gutter, rest: Sequence[Gutter], title_size: float) -> Iterator[list[Item]]:
    over = [item for item in items if _crosses(item, gutter) or _titles_columns(item, items, gutter, title_size)]
    crossing = sorted(over, key=lambda item: item.bbox.center[1])
    bands: list[list[Item]] = [[] for _ in range(len(crossing) + 1)]
    for item in items:
        if not any(item is other for other in over):
            bands[sum(c.bbox.center[1] < item.bbox.center[1] for c in crossing)].append(item)
    full: list[Item] = []
    for n, band in enumerate(bands):
        if any(gutter.top - 1 <= item.bbox.center[1] <= gutter.bottom + 1 for item in band):
            yield from _ordered(full, rest, title_size)
            full = []
            left = [item for item in band if item.bbox.center[0] < gutter.x]
            right = [item for item in band if item.bbox.center[0] >= gutter.x]
            yield from _ordered(left, rest, title_size)
            yield from _ordered(right, rest, title_size)
        else:
            full += band
        if n < len(crossing):
            full.append(crossing[n])
    yield from _ordered(full, rest, title_size)


def page_items(
    page: Page, zones: Sequence[tuple[BlockKind, BBox]], taken: set[int], announced: set[int]
) -> tuple[Item, ...]:
    """The page's free lines and its zones, each zone with the lines whose middle lies in it.

    `taken` are lines left out; a figure never holds the `announced` ones, which are captions and sources.
    """
    held: dict[int, list[Line]] = {i: [] for i in range(len(zones))}
    free: list[Item] = []
    for i, line in enumerate(page.lines):
        if i in taken:
            continue
        homes = (n for n, (_, box) in enumerate(zones) if contains(box, *line.bbox.center, margin=0.5))
        home = next((n for n in homes if i not in announced or zones[n][0] is not BlockKind.FIGURE), None)
        if home is not None:
            held[home].append(line)
        else:
            free.append(Item(line.bbox, line))
    return (*free, *(Item(box, None, kind, tuple(held[n])) for n, (kind, box) in enumerate(zones)))
