"""What speaks for and against a block's being a heading: named features of its look, place, words and neighbours."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log2

from natcom.config.language import LanguageConfig, OutlineWords
from natcom.layout.enumerators import Mark, bullet_end, find_mark
from natcom.layout.numbered import counting, numbered
from natcom.layout.paragraphs import last_mark
from natcom.layout.style import BodyStyle, same_size, stands_out
from natcom.model import Block, BlockKind, Line, Page, Run
from natcom.text.unicode import is_han

MOST_LINES = 6  # of a block that may be a title
MOST_LENGTH = 320.0  # half widths of the longest titles, those of questions and boxes
LONG_TITLE = 110.0  # the width of most titles at most
LONG_TEXT = 60.0  # the width from which a block is text that a heading may title
MAX_STYLED, MAX_PLAIN = 220.0, 76.0  # the same for titles that a plain number opens: set apart, or like text
SLANTED = re.compile(r"ital|obli|slant|kursiv", re.IGNORECASE)
ADDRESS = re.compile(r"@|www\.|https?:|\.(?:com|org|int|gov)\b|\+\d{2,3}[ (]", re.IGNORECASE)
NUMBER_SEPARATOR = re.compile(r"[.\uff0e-]")
SET_ASIDE = frozenset(
    {
        BlockKind.HEADER,
        BlockKind.FOOTER,
        BlockKind.PAGE_NUMBER,
        BlockKind.WATERMARK,
        BlockKind.LINE_NUMBER,
        BlockKind.FOOTNOTE,
    }
)
ZONES = frozenset({BlockKind.TABLE, BlockKind.FIGURE, BlockKind.CAPTION, BlockKind.SOURCE, BlockKind.NOTE})
OPENING_RANK = 20  # of enumerators that are words or outermost signs: chapters, parts, annexes, sections

Look = tuple[float, bool, int, str, bool, str]


@dataclass(frozen=True)
class Candidate:
    """A text block that may be a heading: where it is, its enumerator, its text behind a bullet, and its features."""

    at: int
    block: Block
    mark: Mark | None
    value: int | None
    text: str
    styled: bool
    bulleted: bool
    look: Look
    length: float  # the width of the text in Latin letters
    features: Mapping[str, float] = field(default_factory=dict)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of a dotted number (8.2.1), else ()."""
        if self.mark is None or not self.mark.kind.dotted:
            return ()
        return tuple(part.strip() for part in NUMBER_SEPARATOR.split(self.mark.numeral) if part.strip())


@dataclass(frozen=True)
class Surroundings:
    """What candidates are seen against: the document's words, look and pages, and the titles that its lists name."""

    words: LanguageConfig
    body: BodyStyle
    titles: frozenset[str] = frozenset()
    underlined: frozenset[int] = frozenset()  # ids of lines that are underlined as a whole
    pages: Mapping[int, Page] = field(default_factory=dict)
    ordinal: Callable[[str], int | None] = lambda numeral: int(numeral) if numeral.isdecimal() else None


def squeezed(text: str) -> str:
    """The text as titles are compared: without blanks and colons, in small letters."""
    return re.sub(r"[\s\u3000:\uff1a]", "", text).casefold()


def candidates(blocks: Sequence[Block], around: Surroundings) -> tuple[Candidate, ...]:
    """The blocks that may be headings, in order, each with its features."""
    plain = _numbered(blocks, [_candidate(at, block, around) for at, block in enumerate(blocks)], around)
    found = [c for c in plain if c is not None]
    if not found:
        return ()
    return _Measured(blocks, plain, around).all(found)


def _candidate(at: int, block: Block, around: Surroundings) -> Candidate | None:
    if block.kind is not BlockKind.TEXT or not block.lines or len(block.lines) > MOST_LINES:
        return None
    text = joined_text(block)
    if not any(c.isalpha() for c in text):
        return None
    words, body = around.words.outline, around.body
    bullet = bullet_end(text, words)
    text = text[bullet:]
    mark = find_mark(text, words, chained=True)
    value = around.ordinal(mark.numeral) if mark and mark.numeral else None
    styled = all(stands_out(line, body) or id(line) in around.underlined for line in block.lines)
    width = _width(text)
    if width > MOST_LENGTH:
        return None
    return Candidate(at, block, mark, value, text, styled, bullet > 0, _look(block, mark, around), width)


def _numbered(
    blocks: Sequence[Block], plain: Sequence[Candidate | None], around: Surroundings
) -> list[Candidate | None]:
    """The candidates, those that open with a plain number counted as numbered only where such numbers count on."""
    chained = [c for c in plain if c is not None and c.mark is not None and c.mark.kind.chained]
    if not chained:
        return list(plain)
    dotted = [
        (c.at, int(c.parts[0]))
        for c in plain
        if c is not None and len(c.parts) > 1 and c.parts[0].isdecimal() and (c.styled or c.length <= MAX_PLAIN)
    ]
    possible = [
        own
        for c in chained
        if _may_be_chapter(c, around.words.outline)
        and (own := numbered(c.at, c.block.lines[0], around.words.outline, styled=c.styled)) is not None
    ]
    counted = counting(possible, dotted)
    return [
        replace(c, mark=None, value=None, look=(*c.look[:-1], ""))
        if c is not None and c.mark is not None and c.mark.kind.chained and c.at not in counted
        else c
        for c in plain
    ]


def _may_be_chapter(c: Candidate, words: OutlineWords) -> bool:
    """Whether nothing but the number in front speaks against a title: short, no sentence, no list of clauses."""
    if c.block.continues or len(c.block.lines) > (2 if c.styled else 1):
        return False
    if c.length > (MAX_STYLED if c.styled else MAX_PLAIN) or holds_sentence(
        c.text[c.mark.end if c.mark else 0 :], words
    ):
        return False
    return last_mark(c.text) not in words.clause_marks.replace(words.title_end, "")


def holds_sentence(text: str, words: OutlineWords) -> bool:
    """Whether a sentence ends in the text; a full stop within a word (2.1, U.S.) ends none."""
    ends = words.sentence_ends
    return any(
        ch in ends and (not ch.isascii() or text[i + 1 : i + 2] == " ") and not text[max(0, i - 2) : i].isupper()
        for i, ch in enumerate(text)
    )


def joined_text(block: Block) -> str:
    """The block's lines as one text: Han lines meet, others have a blank between."""
    return "".join(line.text if line.text[-1:].isascii() is False else line.text + " " for line in block.lines).strip()


def _look(block: Block, mark: Mark | None, around: Surroundings) -> Look:
    line = max(block.lines, key=lambda each: each.size)
    run = _main_run(line)
    heavy = run.bold or id(line) in around.underlined
    family = mark.kind.name if mark else ""
    return (round(line.size * 2) / 2, heavy, run.color, run.font, _is_capitals(line.text), family)


def _main_run(line: Line) -> Run:
    return max(line.runs, key=lambda run: run.end - run.start)


def _is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha() and c.isascii()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


class _Measured:
    """The features of a document's candidates, from counts over all of them."""

    def __init__(self, blocks: Sequence[Block], plain: Sequence[Candidate | None], around: Surroundings) -> None:
        self.blocks, self.plain, self.around = blocks, plain, around
        self.texts: Counter[str] = Counter(squeezed(c.text) for c in plain if c is not None)
        self.edges = _flow_edges(blocks)
        self.neighbours = _neighbours(blocks)
        self.prose = Counter(b.page for b in blocks if b.kind is BlockKind.TEXT and _is_prose(b, around.body))
        self.first_prose = min((page for page, n in self.prose.items() if n >= 2), default=0)
        self.widths = [_length(b) if b.kind is BlockKind.TEXT else 0.0 for b in blocks]
        self.known = {squeezed(t) for t in (*around.words.outline.unnumbered, *around.words.outline.references)}
        self.looks: dict[Look, list[int]] = defaultdict(list)
        for c in plain:
            if c is not None:
                self.looks[c.look].append(c.at)
        self.series = _series(self.widths, [c for c in plain if c is not None])
        self.classes = {look: self._class(alike) for look, alike in self.looks.items()}

    def all(self, found: Sequence[Candidate]) -> tuple[Candidate, ...]:
        return tuple(replace(c, features=self._features(c)) for c in found)

    def _features(self, c: Candidate) -> dict[str, float]:
        features = {
            **self._look_features(c),
            **self._text_features(c),
            **self._mark_features(c),
            **self._place_features(c),
            **self._neighbour_features(c),
            **self._class_features(c),
        }
        return {name: float(value) for name, value in features.items() if value}

    def _look_features(self, c: Candidate) -> dict[str, float]:
        body = self.around.body
        size = min(line.size for line in c.block.lines)
        ratio = size / body.size
        letters = [
            (run, sum(ch.isalnum() for ch in line.text[run.start : run.end]))
            for line in c.block.lines
            for run in line.runs
            if run.rise == 0
        ]
        total = sum(n for _, n in letters) or 1
        bold = sum(n for run, n in letters if run.bold) / total
        tinted = sum(n for run, n in letters if run.color != body.color) / total
        slanted = sum(n for run, n in letters if SLANTED.search(run.font)) / total
        foreign = sum(n for run, n in letters if run.font not in body.fonts) / total
        underlined = all(id(line) in self.around.underlined for line in c.block.lines)
        heavy = bold >= 0.85 and not body.bold
        return {
            "larger": min(1.0, max(0.0, (ratio - 1.04) / 0.3)),
            "any_larger": ratio > 1.04,
            "display": ratio >= 1.4,
            "smaller": ratio < 0.95,
            "smaller_plain": ratio < 0.95 and not heavy,
            "much_smaller": ratio < 0.8,
            "bold": heavy,
            "bold_lead": 0.08 < bold < 0.85 and not body.bold and c.block.lines[0].runs[0].bold,
            "tinted": tinted >= 0.85,
            "tinted_bold": tinted >= 0.85 and heavy,
            "slanted": slanted >= 0.8,
            "other_font": foreign >= 0.85 and not heavy and ratio <= 1.04,
            "underlined": underlined,
            "plain": not c.styled,
            "capitals": _is_capitals(c.text),
            "bold_at_body": heavy and 0.96 <= ratio <= 1.04,
        }

    def _text_features(self, c: Candidate) -> dict[str, float]:
        words = self.around.words.outline
        text = c.text[c.mark.end :] if c.mark and not c.mark.kind.chained else c.text
        end = last_mark(c.text)
        lines = len(c.block.lines)
        ends = end in words.sentence_ends and end not in "!?\uff01\uff1f"
        visible = max(1, sum(not ch.isspace() for ch in c.text))
        capital = [w for w in re.findall(r"[A-Za-z][A-Za-z'\u2019-]*", text) if len(w) > 3]
        return {
            "two_lines": lines == 2,
            "three_lines": lines == 3,
            "more_lines": lines > 3,
            "length": min(2.0, c.length / 100),
            "short": c.length <= 40,
            "long": c.length > 100,
            "very_long": c.length > 170,
            "tiny": sum(ch.isalpha() for ch in text) <= (1 if any(map(is_han, text)) else 3),
            "ends_sentence": ends,
            "long_sentence": ends and c.length > LONG_TEXT,
            "ends_clause": end in words.clause_marks and not ends and end not in words.title_end + "!?\uff01\uff1f",
            "ends_colon": end in words.title_end,
            "asks": end in "?\uff1f" and bool(end),
            "holds_sentence": holds_sentence(text[:-1], words),
            "holds_full_stop": any(ch in words.sentence_ends and not ch.isascii() for ch in text[:-1]),
            "lower_start": text[:1].islower(),
            "digit_start": text[:1].isdigit() and c.mark is None,
            "title_case": len(capital) >= 2 and sum(w[0].isupper() for w in capital) >= 0.8 * len(capital),
            "digits": sum(ch.isdigit() for ch in text) > 0.25 * visible,
            "address": ADDRESS.search(c.text) is not None,
            "commas": min(3, sum(ch in ",;\u3001\uff0c" for ch in text)) / 3,
            "opens_bracket": text[:1] in "([{\uff08\u3010*\u2022",
            "equation": any(ch in text for ch in "=\u00d7\u2211\u222b") or text.count("+") > 1,
            "known": squeezed(text) in self.known,
            "listed": squeezed(c.text) in self.around.titles or squeezed(text) in self.around.titles,
            "listed_plain": not c.styled
            and (squeezed(c.text) in self.around.titles or squeezed(text) in self.around.titles),
            "repeated": min(1.0, (self.texts[squeezed(c.text)] - 1) / 3),
        }

    def _mark_features(self, c: Candidate) -> dict[str, float]:
        if c.mark is None:
            return {
                "bare": 1.0,
                "bare_plain": not c.styled,
                "bulleted": c.bulleted,
                "bulleted_plain": c.bulleted and not c.styled,
            }
        kind, depth = c.mark.kind, len(c.parts)
        alone = not c.text[c.mark.end :].strip()
        return {
            "opening": not kind.dotted and kind.rank <= OPENING_RANK and not kind.inset and not kind.chained,
            "boxed": kind.inset,
            "dotted": depth > 1,
            "dotted_deep": depth > 2,
            "counted": depth == 1 or kind.chained,
            "list_mark": kind.list_item,
            "list_mark_plain": kind.list_item and not c.styled,
            "mark_plain": not c.styled,
            "mark_styled": c.styled,
            "mark_alone": alone,
            "mark_alone_plain": alone and not c.styled,
            "bulleted": c.bulleted,
            **self.series.get(c.at, {}),
        }

    def _place_features(self, c: Candidate) -> dict[str, float]:
        page = self.around.pages.get(c.block.page)
        left, right = self.edges.get((c.block.page, c.block.flow), (c.block.bbox.x0, c.block.bbox.x1))
        size = c.block.lines[0].size
        box = c.block.bbox
        before, after = box.x0 - left, right - box.x1
        width = right - left
        wide = page.width if page else 1.0
        zones = [*(p.bbox for p in page.pictures), *(s.bbox for s in page.shades)] if page else []
        held = [z for z in zones if z.x0 <= box.center[0] <= z.x1 and z.top <= box.center[1] <= z.bottom]
        low = [z for z in held if page is not None and z.height < 0.9 * page.height]
        return {
            "centered": before > size and abs(before - after) < 2 * size,
            "indented": min(1.0, max(0.0, before / size / 4)) if before <= after - size else 0.0,
            "fills_line": len(c.block.lines) == 1 and after < 1.5 * size and width > 12 * size,
            "narrow_flow": width < 0.3 * wide,
            "on_ground": bool(low),
            "front": c.block.page > 0 and c.block.page < self.first_prose,
            "bare_page": c.block.page > 0 and self.prose[c.block.page] == 0,
            "page_top": page is not None and box.top < 0.13 * page.height,
            "page_foot": page is not None and box.top > 0.88 * page.height,
        }

    def _neighbour_features(self, c: Candidate) -> dict[str, float]:
        before, after = self.neighbours[c.at]
        above, below = self._gap(before, c.at), self._gap(c.at, after)
        next_one = self.plain[after] if after is not None else None
        last_one = self.plain[before] if before is not None else None
        following = self.blocks[after] if after is not None else None
        previous = self.blocks[before] if before is not None else None
        text_next = following is not None and following.kind is BlockKind.TEXT
        length = self.widths[after] if after is not None else 0.0
        titled = text_next and (length > 1.5 * c.length and length > 40) and not (next_one and next_one.styled)
        ended = last_mark(previous.lines[-1].text) if previous is not None and previous.kind is BlockKind.TEXT else ""
        return {
            "gap_above": min(2.0, max(-0.5, above - 1)) if above is not None else 0.6,
            "gap_below": min(2.0, max(-0.5, below - 1)) if below is not None else 0.6,
            "looser_above": above is not None and below is not None and above > below + 0.15,
            "looser_below": above is not None and below is not None and below > above + 0.15,
            "no_gap": above is not None and above < 1.1,
            "opens_flow": above is None,
            "ends_flow": below is None,
            "titles_text": titled,
            "titles_names": text_next and following is not None and _lists_names(following),
            "titles_heading": next_one is not None and next_one.styled and next_one.look != c.look,
            "titles_item": next_one is not None and next_one.mark is not None and not _siblings(c, next_one),
            "before_sibling": next_one is not None and _siblings(c, next_one),
            "after_sibling": last_one is not None and _siblings(last_one, c),
            "before_alike": next_one is not None and _alike(c, next_one),
            "after_alike": last_one is not None and _alike(c, last_one),
            "before_short": text_next and 0 < length <= c.length,
            "before_zone": following is not None and following.kind in ZONES,
            "after_zone": previous is not None and previous.kind in ZONES,
            "after_figure": previous is not None and previous.kind is BlockKind.FIGURE,
            "at_end": following is None,
            "after_colon": bool(ended) and ended in self.around.words.outline.title_end,
            "after_open": bool(ended)
            and ended not in self.around.words.outline.sentence_ends
            and not (last_one is not None and last_one.length < 60),
            "before_bullet": next_one is not None and next_one.bulleted,
        }

    def _gap(self, a: int | None, b: int | None) -> float | None:
        """The step from one block to the next of its flow in line pitches; None where one begins the flow."""
        if a is None or b is None:
            return None
        first, second = self.blocks[a], self.blocks[b]
        if first.page != second.page or (first.flow != second.flow and first.kind is second.kind) or not second.lines:
            return None
        upper = first.lines[-1].bottom if first.lines and first.kind not in ZONES else first.bbox.bottom
        step = second.lines[0].bottom - upper
        size = max(second.lines[0].size, first.lines[-1].size if first.lines else 0.0)
        pitch = max(self.around.body.pitch * size / self.around.body.size, 1.0) if second.lines else 1.0
        return step / pitch if step > 0 else None

    def _class_features(self, c: Candidate) -> dict[str, float]:
        """How all candidates of one look behave: headings come before text, and are short."""
        titles, long, size = self.classes[c.look]
        return {
            "class_titles": titles,
            "class_long": long,
            "class_size": size,
            "class_titles_styled": titles if c.styled else 0.0,
            "class_titles_marked": titles if c.mark else 0.0,
        }

    def _class(self, alike: Sequence[int]) -> tuple[float, float, float]:
        """The share of candidates before text, the share of long ones, and how many there are."""
        ends = self.around.words.outline.sentence_ends
        followed = long = 0
        for at in alike:
            other, after = self.plain[at], self.neighbours[at][1]
            followed += after is not None and self.widths[after] > LONG_TEXT
            long += other is not None and (other.length > LONG_TITLE or last_mark(other.text) in ends)
        return followed / len(alike), long / len(alike), min(1.0, log2(len(alike)) / 6)


def _siblings(a: Candidate, b: Candidate) -> bool:
    """Whether two enumerators are of one kind, dotted numbers of as many parts; bulleted lines are siblings too."""
    if a.mark is None or b.mark is None:
        return a.bulleted and b.bulleted and a.mark is b.mark
    return a.mark.kind.name == b.mark.kind.name and len(a.parts) == len(b.parts)


def _lists_names(block: Block) -> bool:
    """Whether the block is a list of people or bodies: names with capitals, set off by commas and brackets."""
    text = joined_text(block)
    words = re.findall(r"[A-Za-z\u00c0-\u024f][\w.'\u2019-]*", text)
    if len(words) < 4:
        return False
    capitals = sum(word[0].isupper() for word in words)
    marks = sum(ch in ",;()" for ch in text)
    return capitals >= 0.75 * len(words) and marks >= 0.2 * len(words)


def _alike(c: Candidate, other: Candidate) -> bool:
    """Whether a line without an enumerator stands beside another short one of its look: names, labels, entries."""
    return c.mark is None and other.look == c.look and other.length <= LONG_TITLE and c.bulleted == other.bulleted


def counts_on(a: Candidate, b: Candidate) -> bool:
    """Whether the second enumerator is the next of the first one's kind: 3 after 2, 8.3 after 8.2."""
    if a.mark is None or b.mark is None or a.mark.kind.name != b.mark.kind.name or len(a.parts) != len(b.parts):
        return False
    if len(a.parts) > 1:
        return a.parts[:-1] == b.parts[:-1] and a.parts[-1].isdecimal() and b.parts[-1] == str(int(a.parts[-1]) + 1)
    return a.value is not None and b.value == a.value + 1


def _series(widths: Sequence[float], found: Sequence[Candidate]) -> dict[int, dict[str, float]]:
    """How each enumerated candidate counts on: with text between as titles do, or item after item as lists do."""
    signs: dict[int, dict[str, float]] = defaultdict(dict)
    last: dict[tuple[str, int, bool], Candidate] = {}
    texts = [0]
    for width in widths:
        texts.append(texts[-1] + (width > LONG_TEXT))
    for c in found:
        if c.mark is None:
            continue
        key = (c.mark.kind.name, len(c.parts), c.styled)
        before = last.get(key)
        if before is not None and counts_on(before, c):
            between = texts[c.at] - texts[before.at + 1]
            name = "series" if between else "list"
            signs[c.at][f"after_{name}"] = 1.0
            signs[before.at][f"leads_{name}"] = 1.0
        elif c.value == 1 or c.parts[-1:] == ("1",):
            signs[c.at]["opens_series"] = 1.0
        last[key] = c
    return signs


def _length(block: Block) -> float:
    return sum(_width(line.text) for line in block.lines)


def _width(text: str) -> float:
    """The width of a text in Latin letters."""
    return float(len(text)) if text.isascii() else sum(2.0 if is_han(ch) else 1.0 for ch in text)


def _is_prose(block: Block, body: BodyStyle) -> bool:
    """Whether the block is running text: two full lines or more at body size."""
    return (
        len(block.lines) >= 2
        and same_size(block.lines[0].size, body.size)
        and _length(block) >= 40 * (len(block.lines) - 1)
        and not all(stands_out(line, body) for line in block.lines)
    )


def _flow_edges(blocks: Sequence[Block]) -> dict[tuple[int, int], tuple[float, float]]:
    edges: dict[tuple[int, int], tuple[float, float]] = {}
    for block in blocks:
        if block.kind is not BlockKind.TEXT or not block.lines:
            continue
        left, right = edges.get((block.page, block.flow), (block.bbox.x0, block.bbox.x1))
        edges[block.page, block.flow] = (min(left, block.bbox.x0), max(right, block.bbox.x1))
    return edges


def _neighbours(blocks: Sequence[Block]) -> list[tuple[int | None, int | None]]:
    """For each block the indexes of the blocks before and after it that are no furniture."""
    before: list[int | None] = []
    last: int | None = None
    for at, block in enumerate(blocks):
        before.append(last)
        if block.kind not in SET_ASIDE:
            last = at
    after: list[int | None] = [None] * len(blocks)
    last = None
    for at in range(len(blocks) - 1, -1, -1):
        after[at] = last
        if blocks[at].kind not in SET_ASIDE:
            last = at
    return list(zip(before, after, strict=True))
