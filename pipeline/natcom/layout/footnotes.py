"""Footnotes: small lines at the foot of a column that begin with a marker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from natcom.config.language import LanguageConfig
from natcom.geometry import union
from natcom.layout.captions import announcement
from natcom.layout.columns import Flow
from natcom.layout.style import BodyStyle
from natcom.model import Block, BlockKind, Line, Page
from natcom.text.unicode import SUPERSCRIPTS

SMALL = 0.93  # of the body size: footnotes are set smaller
MARKER = re.compile(
    r"([*\u2020\u2021\u00a7]{1,3}|["
    + "".join(sorted(set(SUPERSCRIPTS.values())))
    + r"]{1,3}|\d{1,3}(?=[\s.\u3000)\uff09]|[^\d\s.,%:/\-]))\s*"
)
CITED = re.compile(r"(?<=\S)(?<![m\d])[" + "".join(SUPERSCRIPTS[c] for c in "0123456789") + "]{1,3}")  # no exponent
MARKER_CHARACTERS = 3
RAISED_BY = 0.15, 0.7  # of its size: how far a marker's baseline lies above that of its note
RULE_GAP = 2.0  # sizes: a short rule above footnotes is no further away


def footnote_marker(text: str) -> str | None:
    """The marker a footnote begins with, raised figures as ordinary ones; None where there is none.

    >>> footnote_marker("\\u00b9\\u00b2 See annex"), footnote_marker("3 Provisional"), footnote_marker("See")
    ('12', '3', None)
    """
    match = MARKER.match(text)
    if not match:
        return None
    return _plain(match.group(1))


def _plain(text: str) -> str:
    plain = {high: low for low, high in SUPERSCRIPTS.items()}
    return "".join(plain.get(c, c) for c in text)


def marker_end(text: str) -> int:
    """Where a footnote's text begins behind its marker."""
    match = MARKER.match(text)
    return match.end() if match else 0


def split_footnotes(flow: Flow, words: LanguageConfig, body: BodyStyle) -> tuple[int, tuple[Block, ...]]:
    """How many of the flow's items are not footnotes, and the footnotes that stand below them."""
    lines = [item.line for item in flow.items]
    start = len(lines)
    while start > 0:
        line = lines[start - 1]
        if line is None or line.size > SMALL * body.size or line.turned:
            break
        start -= 1
    first = next((i for i in range(start, len(lines)) if _begins(lines, i, flow, words)), None)
    if first is None:
        return len(lines), ()
    return first, tuple(_blocks(flow, [line for line in lines[first:] if line is not None]))


def _begins(lines: Sequence[Line | None], index: int, flow: Flow, words: LanguageConfig) -> bool:
    """Whether footnotes begin with this line: a raised marker, or a marker under a short rule."""
    line = lines[index]
    if line is None or line.top < 0.3 * flow.page.height or announcement(line.text, words):
        return False
    if _stands_before(line, lines[index + 1] if index + 1 < len(lines) else None):
        return True
    if footnote_marker(line.text) is None:
        return False
    raised = line.runs[0].rise > 0 or line.text[0] in SUPERSCRIPTS.values()
    ruled = any(
        r.horizontal
        and 0 <= line.top - r.top <= RULE_GAP * line.size
        and r.x0 <= line.x0 + line.size
        and r.length < 0.6 * flow.page.width
        for r in flow.page.rulings
    )
    cited = footnote_marker(line.text) in _cited(flow.page, line) and not _in_list(lines, index, flow.page, words)
    alone = len(line.text) <= 3 and line.size < 0.8 * max((o.size for o in lines if o is not None), default=line.size)
    return (
        raised or ruled or alone or cited or _stands_before(line, lines[index + 1] if index + 1 < len(lines) else None)
    )


def _stands_before(marker: Line, after: Line | None) -> bool:
    """Whether the line is but a marker, raised on a row of its own, and its note follows right behind it."""
    if after is None or len(marker.text) > MARKER_CHARACTERS or not marker.text.isdecimal():
        return False
    raised = RAISED_BY[0] < (after.bottom - marker.bottom) / marker.size < RAISED_BY[1]
    return raised and marker.x1 <= after.x0 <= marker.x1 + 2 * marker.size


def _cited(page: Page, note: Line) -> set[str]:
    """The markers raised at the end of a word in the page's text above the line, as ordinary figures."""
    return {
        _plain(match.group())
        for line in page.lines
        if line.bottom < note.top and line.size > note.size
        for match in CITED.finditer(line.text)
    }


def _in_list(lines: Sequence[Line | None], index: int, page: Page, words: LanguageConfig) -> bool:
    """Whether the marker belongs to a list of references: it stands under their title or counts on from a line above.

    Or a note with it raised stands elsewhere.
    """
    titles = {re.sub(r"\s", "", title).casefold() for title in words.outline.references}
    if any(o is not None and re.sub(r"\s", "", o.text).casefold() in titles for o in lines[:index]):
        return True
    note = lines[index]
    assert note is not None
    marker = footnote_marker(note.text) or ""
    above = [o for o in lines[:index] if o is not None and abs(o.x0 - note.x0) < note.size and o.size <= note.size]
    if marker.isdecimal() and any(footnote_marker(o.text) == str(int(marker) - 1) for o in above):
        return True
    return any(
        footnote_marker(o.text) == marker and o.text[0] in SUPERSCRIPTS.values() for o in page.lines if o is not note
    )


def _blocks(flow: Flow, lines: Sequence[Line]) -> Iterator[Block]:
    group: list[Line] = []
    for line in lines:
        own = footnote_marker(line.text) is not None and (
            line.runs[0].rise > 0
            or line.text[0] in SUPERSCRIPTS.values()
            or line.x0 <= min(g.x0 for g in group or [line]) + 0.5
        )
        if group and own and abs(line.bottom - group[-1].bottom) > 0.4 * line.size:
            yield Block(BlockKind.FOOTNOTE, flow.page.number, union(g.bbox for g in group), tuple(group))
            group = []
        group.append(line)
    if group:
        yield Block(BlockKind.FOOTNOTE, flow.page.number, union(g.bbox for g in group), tuple(group))
