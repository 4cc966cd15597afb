"""Which blocks are headings: each weighed by a small fitted model, then all chosen together as an outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from natcom.config.language import OutlineWords
from natcom.geometry import union
from natcom.layout.columns import column_left
from natcom.layout.enumerators import Mark, bullet_end, find_mark
from natcom.layout.front import ENTRY_END
from natcom.layout.furniture import EDGE_SHARE
from natcom.layout.heading_features import Candidate, Surroundings, candidates, joined_text, squeezed
from natcom.layout.heading_model import log_odds
from natcom.layout.numbered import CHAINED
from natcom.layout.outline import Title, chosen
from natcom.layout.style import LEADER, same_size, stands_out
from natcom.model import Block, BlockKind, Bookmark, Page

STEP = 2.0  # pitches between an enumerator alone and the title below it
CENTER_TOLERANCE = 0.03  # of the page's width: a title this near to its middle is centred
OPENING_RANK = 20  # enumerators that may stand alone above their title: chapters, parts, annexes, sections


@dataclass(frozen=True)
class HeadingFinder:
    """Labels headings, seen against the document that they stand in."""

    around: Surroundings

    def label(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """The blocks, headings labelled as such, a title over several blocks joined into one."""
        whole = self.whole_titles(blocks)
        found = candidates(whole, self.around)
        titles = [self._title(c) for c in found]
        picked = chosen(titles, [log_odds(c.features) for c in found])
        headed = {c.at: c for i, c in enumerate(found) if i in picked}
        labelled = [
            replace(block, kind=BlockKind.HEADING, continues=False, target=_chained(headed[at]))
            if at in headed
            else block
            for at, block in enumerate(whole)
        ]
        return tuple(self._without_running_heads(labelled))

    def _without_running_heads(self, blocks: Sequence[Block]) -> list[Block]:
        """The blocks, lines at the top of a page that say an earlier and larger heading again set apart."""
        said: dict[str, float] = {}
        result: list[Block] = []
        for block in blocks:
            text = squeezed(joined_text(block)) if block.kind in (BlockKind.TEXT, BlockKind.HEADING) else ""
            size = max((line.size for line in block.lines), default=0.0)
            page = self.around.pages.get(block.page)
            at_top = page is not None and len(block.lines) == 1 and block.bbox.bottom <= EDGE_SHARE * page.height
            if at_top and not same_size(said.get(text, 0.0), size) and said.get(text, 0.0) > size:
                result.append(replace(block, kind=BlockKind.HEADER, target=None, continues=False))
                continue
            if block.kind is BlockKind.HEADING:
                said.setdefault(text, size)
            result.append(block)
        return result

    def _title(self, c: Candidate) -> Title:
        words = self.around.words.outline
        name = c.text[c.mark.end :] if c.mark else c.text
        return title_of(c.block, self.around.pages.get(c.block.page), words, name.strip(), (c.mark, c.value))

    def whole_titles(self, blocks: Sequence[Block]) -> list[Block]:
        """The blocks, those that are parts of one title joined."""
        result: list[Block] = []
        for block in blocks:
            if result and self._completes(result[-1], block):
                result[-1] = _merged(result[-1], block)
            else:
                result.append(block)
        return result

    def _completes(self, before: Block, after: Block) -> bool:
        """Whether two blocks are one title: an enumerator alone and its title, or two centred lines of one look."""
        if not before.kind is after.kind is BlockKind.TEXT or before.page != after.page or after.continues:
            return False
        words, body = self.around.words.outline, self.around.body
        if not before.lines or not after.lines or find_mark(after.lines[0].text, words):
            return False
        last, first = before.lines[-1], after.lines[0]
        step = first.bottom - last.bottom
        if not 0 <= step <= STEP * max(body.pitch * last.size / body.size, first.size * 1.2):
            return False
        styled = stands_out(last, body) and stands_out(first, body)
        mark = find_mark(before.lines[0].text, words)
        if mark is not None and len(before.lines) == 1 and mark.end >= len(before.lines[0].text):
            return styled or (mark.kind.rank <= OPENING_RANK and not mark.kind.dotted and stands_out(first, body))
        return (
            styled
            and same_size(last.size, first.size)
            and last.bold == first.bold
            and abs(last.bbox.center[0] - first.bbox.center[0]) < last.size
            and last.x0 > before.bbox.x0 - 1
            and abs(last.x0 - first.x0) > 0.5 * last.size
            and step < 1.5 * body.pitch * last.size / body.size
        )


def title_of(
    block: Block, page: Page | None, words: OutlineWords, name: str, number: tuple[Mark | None, int | None]
) -> Title:
    """The block as the title of an outline; `name` is its text behind the enumerator, `number` that and its value."""
    line = block.lines[0]
    known = {squeezed(part) for part in (*words.unnumbered, *words.references)}
    return Title(
        *number,
        name,
        max(each.size for each in block.lines),  # a chapter's number may stand small above its title
        line.bold,
        block.bbox.x0 - column_left(page, block.bbox) if page else 0.0,
        centered=_is_centered(page, block),
        bulleted=bullet_end(line.text, words) > 0,
        known=squeezed(name) in known,
    )


def _is_centered(page: Page | None, block: Block) -> bool:
    if page is None:
        return False
    left = column_left(page, block.bbox)
    right = min(
        [g.x for g in page.gutters if g.x >= block.bbox.x1 and g.top <= block.bbox.center[1] <= g.bottom],
        default=page.width - left,
    )
    middle = abs(block.bbox.center[0] - (left + right) / 2) < CENTER_TOLERANCE * page.width
    return middle and block.bbox.x0 - left > 0.1 * (right - left)


def _chained(c: Candidate) -> str | None:
    return CHAINED if c.mark is not None and c.mark.kind.chained else None


def _merged(a: Block, b: Block) -> Block:
    return replace(a, bbox=union((a.bbox, b.bbox)), lines=(*a.lines, *b.lines))


def listed_titles(contents: Sequence[str], bookmarks: Sequence[Bookmark]) -> frozenset[str]:
    """The titles that contents pages and bookmarks name, squeezed for comparison. They are evidence, never proof."""
    titles = {squeezed(bookmark.title) for bookmark in bookmarks}
    for text in contents:
        head = LEADER.split(text)[0] if LEADER.search(text) else ENTRY_END.sub("", text)
        titles.add(squeezed(head))
    return frozenset(title for title in titles if len(title) >= 2)
