"""Which blocks are headings: by enumerator, look, length and what follows, since one sign alone misleads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from natcom.config.language import LanguageConfig
from natcom.geometry import union
from natcom.layout.enumerators import Mark, bullet_end, find_mark
from natcom.layout.front import ENTRY_END
from natcom.layout.numbered import CHAINED, counting, numbered
from natcom.layout.paragraphs import last_mark
from natcom.layout.style import LEADER, BodyStyle, same_size, stands_out
from natcom.model import Block, BlockKind, Bookmark
from natcom.text.unicode import is_han

MAX_HEADING_LINES = 4
MAX_TITLE = 110  # characters of a title that its look sets apart
MAX_PLAIN_TITLE = 38  # characters of a title that looks like running text: one line of it
MAX_BARE_TITLE = 48  # characters of a title without an enumerator
SMALLEST = 0.75  # of the body size: plain lines set smaller are notes
STEP = 2.0  # pitches between the lines of one title set in two blocks
LATIN_WIDTH = 0.5  # a Latin letter takes half of a Han character's room


@dataclass(frozen=True)
class _Candidate:
    """A text block with what speaks for and against its being a heading."""

    block: Block
    mark: Mark | None
    text: str
    styled: bool
    larger: bool
    heavier: bool
    bulleted: bool

    @property
    def length(self) -> float:
        return sum(1.0 if is_han(c) else LATIN_WIDTH for c in self.text)


@dataclass(frozen=True)
class HeadingFinder:
    """Labels headings, by one language's words, a document's body style, and the titles its contents pages list."""

    words: LanguageConfig
    body: BodyStyle
    titles: frozenset[str]
    underlined: frozenset[int] = frozenset()  # ids of lines that are underlined as a whole

    def label(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """The blocks, headings labelled as such, a title over several blocks joined into one."""
        candidates = [self._candidate(block) if block.kind is BlockKind.TEXT else None for block in blocks]
        headed = {i for i, c in enumerate(candidates) if c is not None and self._is_heading(c, i, candidates, blocks)}
        chapters = self._plain_numbers(candidates, headed)
        result: list[Block] = []
        for i, block in enumerate(blocks):
            if i not in headed and i not in chapters:
                result.append(block)
                continue
            heading = replace(block, kind=BlockKind.HEADING, target=CHAINED if i in chapters else None)
            if result and self._completes(result[-1], heading):
                result[-1] = _merged(result[-1], heading)
            else:
                result.append(heading)
        return tuple(result)

    def _plain_numbers(self, candidates: Sequence[_Candidate | None], headed: set[int]) -> set[int]:
        """The indexes of the blocks that open with a plain number and are headings by how these count on."""
        dotted = [
            (i, int(re.split(r"[.\uff0e-]", c.mark.numeral)[0]))
            for i, c in enumerate(candidates)
            if i in headed and c is not None and c.mark and _parts(c.mark) > 1 and c.mark.numeral[:1].isdecimal()
        ]
        possible = [
            own
            for i, c in enumerate(candidates)
            if c is not None and c.mark is None and self._may_be_chapter(c)
            if (own := numbered(i, c.block.lines[0], self.words.outline, styled=c.styled)) is not None
        ]
        return set(counting(possible, dotted))

    def _may_be_chapter(self, c: _Candidate) -> bool:
        """Whether nothing but the number in front speaks against a title: short, no sentence, no list of clauses."""
        words = self.words.outline
        if c.block.continues or len(c.block.lines) > (2 if c.styled else 1):
            return False
        if c.length > (MAX_TITLE if c.styled else MAX_PLAIN_TITLE) or self._holds_sentence(c):
            return False
        return last_mark(c.text) not in words.clause_marks.replace(words.title_end, "")

    def _candidate(self, block: Block) -> _Candidate:
        text = "".join(
            line.text if line.text[-1:].isascii() is False else line.text + " " for line in block.lines
        ).strip()
        bullet = bullet_end(text, self.words.outline)
        return _Candidate(
            block,
            find_mark(text[bullet:], self.words.outline),
            text[bullet:],
            all(stands_out(line, self.body) or id(line) in self.underlined for line in block.lines),
            all(line.size > 1.04 * self.body.size for line in block.lines),
            all(
                line.size > 1.04 * self.body.size or (line.bold and not self.body.bold) or id(line) in self.underlined
                for line in block.lines
            ),
            bullet > 0,
        )

    def _ends_sentence(self, candidate: _Candidate) -> bool:
        end = last_mark(candidate.text)
        return end in self.words.outline.sentence_ends and end not in "!?\uff01\uff1f"

    def _holds_sentence(self, c: _Candidate) -> bool:
        """Whether a sentence ends in it, behind the enumerator; a full stop within a word (2.1, U.S.) ends none."""
        text = c.text[c.mark.end if c.mark else 0 :]
        ends = self.words.outline.sentence_ends
        return any(ch in ends and (not ch.isascii() or text[i + 1 : i + 2] in ("", " ")) for i, ch in enumerate(text))

    def _styled_heading(self, c: _Candidate) -> bool:
        return (
            c.styled
            and len(c.block.lines) <= MAX_HEADING_LINES
            and c.length <= MAX_TITLE
            and not self._ends_sentence(c)
        )

    def _is_heading(
        self, c: _Candidate, index: int, all_: Sequence[_Candidate | None], blocks: Sequence[Block]
    ) -> bool:
        if c.block.continues or not any(ch.isalpha() for ch in c.text):
            return False
        if self._ends_sentence(c) or len(c.block.lines) > MAX_HEADING_LINES:
            return False
        if _squeezed(c.text) in self.titles and (c.styled or c.mark is None or c.length <= MAX_PLAIN_TITLE):
            return True
        if c.styled:
            return self._styled_heading(c) if c.mark else self._bare_heading(c, index, blocks)
        if c.mark is None:
            return (c.bulleted and self._titles_what_follows(c, index, all_)) or self._is_known_title(c)
        return self._titles_what_follows(c, index, all_)

    def _is_known_title(self, c: _Candidate) -> bool:
        """Whether the line is one of the language's titles of parts without a number, such as references."""
        words = self.words.outline
        return len(c.block.lines) == 1 and _squeezed(c.text) in {
            _squeezed(title) for title in (*words.references, *words.unnumbered)
        }

    def _bare_heading(self, c: _Candidate, index: int, blocks: Sequence[Block]) -> bool:
        """A title without an enumerator: short, no list of clauses, and something follows that it can title."""
        if c.length > MAX_BARE_TITLE or len(c.block.lines) > 2 or len(c.text) < 2:
            return False
        if not c.heavier and _squeezed(c.text) not in self.titles and not self._is_known_title(c):
            return False  # another font alone sets apart glossaries and addresses as well
        if last_mark(c.text) in self.words.outline.clause_marks.replace(self.words.outline.title_end, ""):
            return False
        if "\u3002" in c.text[:-1]:
            return False  # within a title no sentence ends
        following = next((b for b in blocks[index + 1 :] if b.kind not in (BlockKind.FOOTNOTE, BlockKind.FIGURE)), None)
        if following is None:
            return False
        return c.larger or following.kind in (BlockKind.TEXT, BlockKind.TABLE) or _squeezed(c.text) in self.titles

    def _titles_what_follows(self, c: _Candidate, index: int, all_: Sequence[_Candidate | None]) -> bool:
        """A plain short line above text that is neither its next sibling in a list nor its own going on."""
        words = self.words.outline
        room = MAX_PLAIN_TITLE if len(c.block.lines) == 1 else MAX_TITLE / 2
        if len(c.block.lines) > 2 or c.length > room or (c.mark is None and len(c.block.lines) > 1):
            return False
        if max(line.size for line in c.block.lines) < SMALLEST * self.body.size:
            return False
        if self._holds_sentence(c) or last_mark(c.text) in words.clause_marks.replace(words.title_end, ""):
            return False
        if c.mark is not None and c.mark.kind.dotted and not c.text[c.mark.end :].strip():
            return False
        following = next((d for d in all_[index + 1 : index + 6] if d is not None and not d.block.continues), None)
        if following is None:
            return False
        if c.mark is None:
            if self._ends_bullets(index, all_):
                return False
            return not following.bulleted and following.mark is None and following.length > 1.5 * c.length
        return (
            not _siblings(c, following)
            and (following.length > c.length or following.mark is not None)
            and not self._in_short_list(c, index, all_)
        )

    def _in_short_list(self, c: _Candidate, index: int, all_: Sequence[_Candidate | None]) -> bool:
        """Whether the item before is a sibling of the same kind right above: the last of a list of short items."""
        previous = next((d for d in reversed(all_[max(0, index - 4) : index]) if d is not None), None)
        return previous is not None and _siblings(previous, c)

    @staticmethod
    def _ends_bullets(index: int, all_: Sequence[_Candidate | None]) -> bool:
        """Whether the block before is a short bulleted line as well: the last of a list titles nothing."""
        before = all_[index - 1] if index else None
        return before is not None and before.bulleted and len(before.block.lines) == 1

    def _completes(self, before: Block, after: Block) -> bool:
        """Whether two heading blocks are one title: an enumerator alone and its title, or two lines of one look."""
        if before.kind is not BlockKind.HEADING or before.page != after.page or after.target == CHAINED:
            return False
        if find_mark(after.lines[0].text, self.words.outline):
            return False
        last, first = before.lines[-1], after.lines[0]
        step = first.bottom - last.bottom
        if not 0 <= step <= STEP * max(self.body.pitch * last.size / self.body.size, first.size * 1.2):
            return False
        mark = find_mark(before.lines[0].text, self.words.outline)
        alone = mark is not None and len(before.lines) == 1 and mark.end >= len(before.lines[0].text)
        centered = abs(last.bbox.center[0] - first.bbox.center[0]) < last.size
        return alone or (
            same_size(last.size, first.size)
            and last.bold == first.bold
            and centered
            and last.x0 > before.bbox.x0 - 1
            and abs(last.x0 - first.x0) > 0.5 * last.size
            and step < 1.5 * self.body.pitch * last.size / self.body.size
        )


def _siblings(a: _Candidate, b: _Candidate) -> bool:
    """Whether two enumerators are of one kind, dotted numbers of as many parts."""
    if a.mark is None or b.mark is None or a.mark.kind.name != b.mark.kind.name:
        return False
    return not a.mark.kind.dotted or _parts(a.mark) == _parts(b.mark)


def _parts(mark: Mark) -> int:
    return len(re.split(r"[.\uff0e-]", mark.numeral))


def _merged(a: Block, b: Block) -> Block:
    return replace(a, bbox=union((a.bbox, b.bbox)), lines=(*a.lines, *b.lines))


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u3000:\uff1a]", "", text).casefold()


def listed_titles(contents: Sequence[str], bookmarks: Sequence[Bookmark]) -> frozenset[str]:
    """The titles that contents pages and bookmarks name, squeezed for comparison. They are evidence, never proof."""
    titles = {_squeezed(bookmark.title) for bookmark in bookmarks}
    for text in contents:
        head = LEADER.split(text)[0] if LEADER.search(text) else ENTRY_END.sub("", text)
        titles.add(_squeezed(head))
    return frozenset(title for title in titles if len(title) >= 2)
