"""Lines to blocks: where a paragraph begins and ends, by look, place, and what its lines begin with."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from natcom.config.language import LanguageConfig, OutlineWords
from natcom.geometry import overlap, union
from natcom.layout.boxes import TextBox, box_of, text_boxes
from natcom.layout.captions import announcement
from natcom.layout.columns import Flow
from natcom.layout.enumerators import bullet_end, find_mark
from natcom.layout.style import BodyStyle, first_run, last_run, same_size, stands_out
from natcom.model import Block, BlockKind, Line
from natcom.text.unicode import SUPERSCRIPTS, is_closing, is_han

PARAGRAPH_GAP = 1.36  # of the usual pitch: a wider step begins a paragraph whatever the line before
ENDED_GAP = 1.16  # of the usual pitch: so does a smaller one after the end of a sentence
INDENT = 1.2  # sizes: a first line set in by as much begins a paragraph (Chinese indents by 2, English by 1 or more)
SLACK = 1.3  # sizes of white at a line's end beyond the next word: justified lines leave none, punctuation up to one
LOOSE_SLACK = 3.5  # sizes of white that a long line without an end mark may leave: an unbreakable word came next
LONG_LINE = 15  # characters; a shorter line without an end mark may be a title
FIRST_INDENT = 2.5  # sizes: a paragraph's first line is set in by no more
CAPTION_INDENT = 2.5  # sizes: a paragraph's first line is set in by no more; captions are centred or begin further in
CENTERED = 1.0  # sizes that the middles of two centred lines may differ by
SOFT_ENDS = ";\uff1b"  # end a clause that a paragraph may well go on from
MIN_TAGGED = 5  # paragraphs by which a file's tags are judged
TAG_AGREEMENT = 0.85  # of them must agree with the page: tags that lie do so throughout
NOTE_MARKERS = re.compile(
    r"(?:[" + "".join(sorted(set(SUPERSCRIPTS.values()))) + r"]|\[\d{1,3}(?:\s?[,\u3001\u2013-]\s?\d{1,3})*\])+$"
)
NOTE_INDEX = re.compile(r"\[\d{1,3}\]")  # in front of a reference, whose next lines hang
SOLID = 1.45  # sizes from line to line of one large title
DISPLAY = 1.15  # of the body size: a title is set large from here on
HANGING = 0.6  # sizes that a title's second line may begin off the words behind its number
MAX_TITLE_LINES = 5
SAME_ROW = 0.35  # of the size: baselines that differ by less are one row


@dataclass(frozen=True)
class Segmenter:
    """Cuts flows into blocks, by the words of one language and the body style of one document.

    `tags`: the file's own structure may decide where the page leaves it open (see `tags_agree`).
    """

    words: LanguageConfig
    body: BodyStyle
    tags: bool = False

    def blocks(self, flow: Flow) -> Iterator[Block]:
        """The flow's blocks from top to bottom: text, announced lines (captions …) and zones."""
        current: list[Line] = []
        boxes = text_boxes(flow.page, [item.line for item in flow.items if item.line is not None])
        for n, item in enumerate(flow.items):
            if item.line is None:
                if current:
                    yield self._block(flow, current)
                    current = []
                assert item.kind is not None
                yield Block(item.kind, flow.page.number, item.bbox, item.lines, flow=flow.index)
            elif (
                current
                and not self._begins_set_in(current, flow, n)
                and self._joins_in(current, item.line, flow, boxes)
            ):
                current.append(item.line)
            else:
                if current:
                    yield self._block(flow, current)
                current = [item.line]
        if current:
            yield self._block(flow, current)

    def _begins_set_in(self, block: Sequence[Line], flow: Flow, index: int) -> bool:
        """Whether an item is set in as a paragraph's first line is: the line after it goes back to the edge."""
        line, after = flow.items[index].line, flow.items[index + 1].line if index + 1 < len(flow.items) else None
        if line is None or after is None or find_mark(line.text, self.words.outline) is None:
            return False
        back, edge = line.x0 - after.x0, min(other.x0 for other in block)
        next_row = 0 < after.bottom - line.bottom < PARAGRAPH_GAP * self._pitch([line])
        set_in = INDENT * line.size < back < FIRST_INDENT * line.size and abs(after.x0 - edge) < 0.5 * line.size
        return set_in and next_row and block[-1].x0 < line.x0 - INDENT * line.size

    def _joins_in(self, block: Sequence[Line], line: Line, flow: Flow, boxes: Sequence[TextBox]) -> bool:
        """Whether the line goes on with the block: text in a box keeps to the box's edges and ends with it."""
        box = box_of(line, boxes) if boxes else None
        if boxes and box_of(block[-1], boxes) is not box:
            return False
        return self._joins(block, line, replace(flow, left=box.left, right=box.right) if box else flow)

    def _block(self, flow: Flow, lines: Sequence[Line]) -> Block:
        said = announcement(lines[0].text, self.words)
        kind, target = said or (BlockKind.TEXT, None)
        if kind is BlockKind.CAPTION and self._is_running_text(lines, flow):
            kind, target = BlockKind.TEXT, None
        return Block(
            kind, flow.page.number, union(line.bbox for line in lines), tuple(lines), target=target, flow=flow.index
        )

    def _is_running_text(self, lines: Sequence[Line], flow: Flow) -> bool:
        """Whether what begins like a caption is a sentence about the figure: set like text at its edge, and ended."""
        first = lines[0]
        if stands_out(first, self.body) or not same_size(first.size, self.body.size):
            return False
        at_edge = first.x0 - flow.left <= CAPTION_INDENT * first.size
        return at_edge and last_mark(lines[-1].text) in self.words.outline.sentence_ends

    def _joins(self, block: Sequence[Line], line: Line, flow: Flow) -> bool:
        """Whether the line goes on with the block."""
        last = block[-1]
        if last.turned or line.turned:
            return False
        if abs(line.bottom - last.bottom) <= SAME_ROW * min(line.size, last.size):
            return line.x0 >= last.x1 - 1
        if not self._same_style(block, line):
            return False
        step = line.bottom - last.bottom
        pitch = self._pitch(block)
        if step <= 0 or step > PARAGRAPH_GAP * pitch or (step > ENDED_GAP * pitch and self._ends(last)):
            return False
        if announcement(line.text, self.words) and not self._mid_sentence(block, line, flow):
            return False
        if self._opens_item(block, line, flow):
            return False
        if self._one_title(block, line):
            return True
        if self._centered(block, line, flow):
            return True
        if _is_middled(last, flow) and _is_lopsided(line, flow) and announcement(block[0].text, self.words):
            return False  # a caption set in the middle goes on in the middle
        if self.tags and last.tag and line.tag:
            if self._ends(last):
                return last.tag == line.tag and not self._ended_short(block, line, flow)
            if last.tag == line.tag:
                return True
        if self._ended_short(block, line, flow):
            return False
        return self._hangs(block, line) or not self._indented(block, line, flow)

    def _hangs(self, block: Sequence[Line], line: Line) -> bool:
        """Whether the line goes on in small letters with a sentence whose first line hangs out behind a label."""
        last = block[-1]
        return len(block) == 1 and line.text[0].islower() and line.text[1:2] not in ").:" and not self._ends(last)

    def _one_title(self, block: Sequence[Line], line: Line) -> bool:
        """Whether two lines set apart alike are one title: large and set solid, or hung under the words of a number."""
        first, last = block[0], block[-1]
        if len(block) >= MAX_TITLE_LINES or not (stands_out(last, self.body) and stands_out(line, self.body)):
            return False
        if (
            not same_size(last.size, line.size)
            or last.bold != line.bold
            or last_run(last).color != first_run(line).color
        ):
            return False
        solid = line.bottom - last.bottom <= SOLID * line.size
        if line.size >= DISPLAY * self.body.size and solid and self._ends(last) is False:
            return True
        mark = find_mark(first.text, self.words.outline)
        if mark is None or not mark.end < len(first.text):
            return False
        return line.x0 > first.x0 + line.size and abs(line.x0 - first.x0s[mark.end]) <= HANGING * line.size

    def _same_style(self, block: Sequence[Line], line: Line) -> bool:
        last = block[-1]
        before, after = last_run(last), first_run(line)
        if not same_size(last.size, line.size) and not (same_size(before.size, after.size) and len(line.text) > 3):
            return False
        if stands_out(last, self.body) != stands_out(line, self.body):
            return (
                before.bold == after.bold
                and before.color == after.color
                and not self._ends(last)
                and self._fonts_meet(last, line)
            )
        return last.bold == line.bold or before.bold == after.bold

    @staticmethod
    def _fonts_meet(a: Line, b: Line) -> bool:
        """Whether the Han characters, or where there are none all characters, of two lines share a font."""

        def fonts(line: Line) -> set[str]:
            han = {r.font for r in line.runs if any(is_han(c) for c in line.text[r.start : r.end])}
            return han or {r.font for r in line.runs}

        return bool(fonts(a) & fonts(b))

    def _pitch(self, block: Sequence[Line]) -> float:
        usual = self.body.pitch * block[-1].size / self.body.size
        if len(block) < 2:
            return max(usual, 1.15 * block[-1].size)
        steps = sorted(b.bottom - a.bottom for a, b in itertools.pairwise(block) if b.bottom - a.bottom > 0.5 * a.size)
        own = steps[len(steps) // 2] if steps else usual
        return own if len(steps) >= 2 else max(own, min(usual, own * 1.2))

    def _ends(self, line: Line) -> bool:
        return last_mark(line.text) in self.words.outline.sentence_ends + self.words.outline.title_end

    def _mid_sentence(self, block: Sequence[Line], line: Line, flow: Flow) -> bool:
        """Whether a line that begins like a caption is running text broken before the word: the line before is full."""
        return (
            not self._ended_short(block, line, flow)
            and not self._ends(block[-1])
            and not stands_out(line, self.body)
            and same_size(line.size, self.body.size)
        )

    def _opens_item(self, block: Sequence[Line], line: Line, flow: Flow) -> bool:
        if bullet_end(line.text, self.words.outline):
            return True
        mark = find_mark(line.text, self.words.outline)
        if mark is None:
            return False
        if stands_out(line, self.body) and not self._centered(block, line, flow):
            return True
        if self._ends(block[-1]) or self._ended_short(block, line, flow):
            return True
        first = find_mark(block[0].text, self.words.outline)
        if not self._where_text_goes_on(block, line, flow, hanging=first is not None):
            return True
        return first is not None and first.kind.name == mark.kind.name and len(block) == 1

    @staticmethod
    def _where_text_goes_on(block: Sequence[Line], line: Line, flow: Flow, *, hanging: bool) -> bool:
        """Whether the line begins where the block's next line would: under its second one, its first, or its margin."""
        if len(block) > 1:
            return abs(line.x0 - block[1].x0) <= 0.5 * line.size
        start = block[0].x0
        return abs(line.x0 - start) <= 0.5 * line.size or (
            line.x0 > start if hanging else abs(line.x0 - flow.left) <= 0.5 * line.size
        )

    def _centered(self, block: Sequence[Line], line: Line, flow: Flow) -> bool:
        """Whether line and block are set around one middle, away from the flow's left edge."""
        last = block[-1]
        if abs(sum(last.bbox.center[:1]) - sum(line.bbox.center[:1])) > CENTERED * line.size:
            return False
        narrow = (
            min(last.x0, line.x0) > flow.left + 0.5 * line.size and min(last.x1, line.x1) < flow.right - 0.5 * line.size
        )
        differ = abs(last.x0 - line.x0) > 0.4 * line.size
        begun = announcement(block[0].text, self.words)
        wider = (line.x1 - line.x0) - (last.x1 - last.x0)
        if begun is not None and wider > INDENT * line.size:
            return False  # a caption fills its first lines before it breaks: this is the text below it
        return (differ and (narrow or stands_out(line, self.body))) or (
            begun is not None and begun.kind is BlockKind.CAPTION and differ
        )

    def _indented(self, block: Sequence[Line], line: Line, flow: Flow) -> bool:
        """Whether the line is set in as a paragraph's first one is, against the lines it would go on with."""
        size = line.size
        if len(block) >= 2:
            return (
                line.x0 - min(other.x0 for other in block[1:]) > INDENT * size
                and line.x0 - block[-1].x0 > INDENT * size
            )
        first = block[0]
        words = self.words.outline
        hangs = find_mark(first.text, words) is not None or bullet_end(first.text, words) > 0
        if hangs or NOTE_INDEX.match(first.text):
            return line.x0 - first.x0 > 8 * size
        if line.x0 - first.x0 > INDENT * size:
            return True
        both_set_in = min(line.x0, first.x0) - flow.left > INDENT * size and abs(line.x0 - first.x0) < 0.5 * size
        return both_set_in and self._ends(first)

    def _ended_short(self, block: Sequence[Line], line: Line, flow: Flow) -> bool:
        """Whether the block's last line had room for the next word: its paragraph ended there."""
        last = block[-1]
        right = flow.right
        if (
            len(block) >= 2
            and max(other.x1 for other in block) < flow.right - 3 * last.size
            and overlap(last.x0, last.x1, line.x0, line.x1) > 0
        ):
            right = max(*(other.x1 for other in block), line.x1)  # a narrower block of its own, like a long caption
        white = right - last.x1 - _first_word(line)
        if white <= SLACK * last.size:
            return False
        if self._ends(last):
            return True
        title_like = len(block) == 1 and find_mark(last.text, self.words.outline) is not None
        loose = len(last.text) >= LONG_LINE and white <= LOOSE_SLACK * last.size and not title_like
        if line.text[0].islower() and line.text[1:2] not in ").":
            return False  # a sentence goes on, however ragged its lines are
        return not loose or stands_out(last, self.body)


def _is_middled(line: Line, flow: Flow) -> bool:
    """Whether the line stands in the middle of its column with white on both sides."""
    return min(line.x0 - flow.left, flow.right - line.x1) > line.size and not _is_lopsided(line, flow)


def _is_lopsided(line: Line, flow: Flow) -> bool:
    """Whether more white stands on one side of the line than on the other."""
    return abs((line.x0 - flow.left) - (flow.right - line.x1)) > CENTERED * line.size


def tags_agree(blocks: Sequence[Block]) -> bool:
    """Whether the file's structure tags tell the same paragraphs as its pages do, where those leave no doubt.

    Nearly all blocks of several lines must have one tag, and nearly all neighbours different ones.
    """
    texts = [block for block in blocks if block.kind is BlockKind.TEXT and all(line.tag for line in block.lines)]
    long = [block for block in texts if len(block.lines) >= 3]
    pairs = [(a, b) for a, b in itertools.pairwise(texts) if a.page == b.page]
    if len(long) < MIN_TAGGED or len(pairs) < MIN_TAGGED:
        return False
    whole = sum(len({line.tag for line in block.lines}) == 1 for block in long)
    apart = sum(a.lines[-1].tag != b.lines[0].tag for a, b in pairs)
    return whole >= TAG_AGREEMENT * len(long) and apart >= TAG_AGREEMENT * len(pairs)


def last_mark(text: str) -> str:
    """The last character of `text` that is not a closing bracket or quote; "" where there is none.

    A note's or a reference's marker behind the end of a sentence is no part of it.

    >>> last_mark("as planned.)"), last_mark("as planned.\\u00b9\\u00b2"), last_mark("as planned.[3, 4]")
    ('.', '.', '.')
    """
    text = NOTE_MARKERS.sub("", text)
    end = len(text)
    while end and (
        text[end - 1] == " " or text[end - 1] in "\"'" or unicodedata.category(text[end - 1]) in ("Pe", "Pf")
    ):
        end -= 1
    return text[end - 1] if end else ""


def _first_word(line: Line) -> float:
    """The width of what could not have been parted from the line's first character."""
    text = line.text
    end = 1
    if is_han(text[0]):
        while end < len(text) and end < 3 and is_closing(text[end]):
            end += 1
    else:
        while end < len(text) and text[end] != " " and not is_han(text[end]):
            end += 1
    return line.x1s[end - 1] - line.x0


def joined_over_breaks(
    blocks: Sequence[Block], segmenter: Segmenter, edges: Mapping[int, tuple[float, float]]
) -> tuple[Block, ...]:
    """The blocks, those that go on with a text cut by a page, a column, a figure or a table marked `continues`.

    `edges` gives the left and right edge of each page's text.
    """
    result: list[Block] = []
    before: Block | None = None
    apart = False
    for block in blocks:
        if block.kind is BlockKind.TEXT:
            cut = before is not None and (apart or block.flow != before.flow)
            goes_on = cut and before is not None and _goes_on(before, block, segmenter, edges)
            before, apart = replace(block, continues=goes_on), False
            result.append(before)
            continue
        if block.kind in (BlockKind.HEADING, BlockKind.REFERENCE):
            before = None
        else:
            apart = True
        result.append(block)
    return tuple(result)


def _goes_on(before: Block, after: Block, segmenter: Segmenter, edges: Mapping[int, tuple[float, float]]) -> bool:
    """Whether `after` goes on with the text of `before`: unfinished, or finished on a full line and then not set in."""
    last, first = before.lines[-1], after.lines[0]
    words = segmenter.words.outline
    if stands_out(last, segmenter.body) != stands_out(first, segmenter.body) or not same_size(last.size, first.size):
        return False
    if bullet_end(first.text, words):
        return False
    end = last_mark(last.text)
    if segmenter.tags and last.tag and first.tag and (last.tag == first.tag or end in words.sentence_ends):
        return last.tag == first.tag
    ended = (end in words.sentence_ends and end not in SOFT_ENDS) or end in words.title_end
    mark = find_mark(first.text, words)
    if mark is not None and (mark.kind.list_item or ended):
        return False
    if not ended:
        return True
    right = edges.get(before.page, (last.x0, last.x1))[1]
    if right - last.x1 > _first_word(first) + SLACK * last.size:
        return False
    shift = (
        edges.get(after.page, (0.0, 0.0))[0] - edges.get(before.page, (0.0, 0.0))[0]
    )  # margins of facing pages differ
    own = min((line.x0 for line in before.lines[1:]), default=_margin(before, words, edges)) + shift
    start = min((line.x0 for line in after.lines[1:]), default=own)
    if first.x0 - start > INDENT * first.size or abs(first.x0 - own) > 0.6 * first.size:
        return False
    opening = before.lines[0].x0 + shift
    if opening < own - INDENT * first.size and find_mark(before.lines[0].text, words) is not None:
        return len(after.lines) > 1 and abs(start - own) < 0.6 * first.size
    return opening - own > INDENT * first.size


def _margin(block: Block, words: OutlineWords, edges: Mapping[int, tuple[float, float]]) -> float:
    """Where a second line of the block would begin: a single line set in as a paragraph's first one shows it."""
    line = block.lines[0]
    left = edges.get(block.page, (line.x0, line.x1))[0]
    item = find_mark(line.text, words) is not None or bullet_end(line.text, words) > 0
    return left if not item and INDENT * line.size < line.x0 - left <= FIRST_INDENT * line.size else line.x0
