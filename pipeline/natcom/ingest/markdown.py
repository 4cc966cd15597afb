"""A report that another converter has already turned into Markdown or text, read into the same Document.

Such converters mark headings at wrong levels, cut paragraphs where pages ended, and set captions in bold: marks are
evidence of a line's look, never of its depth. Records made from it carry line numbers in place of boxes.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from natcom.config.language import LanguageConfig
from natcom.errors import InputError, UnreadablePdf
from natcom.layout.captions import announcement, target_blocks
from natcom.layout.enumerators import bullet_end, find_mark
from natcom.layout.paragraphs import SOFT_ENDS, last_mark
from natcom.model import BBox, Block, BlockKind, Document, Line, Run
from natcom.text.unicode import SUPERSCRIPTS, normal_form

HEADING_MARK = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
PIPE_ROW = re.compile(r"\s*\|.*\|\s*$")
PIPE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$")
RULE = re.compile(r"\s*(?:[-*_]\s*){3,}$")
LIST_DASH = re.compile(r"^\s*[-*+]\s+(?=\S)")
IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(<?([^)>\s]+)>?\)")
AUTOLINK = re.compile(r"<((?:https?|mailto)[^>\s]+)>")
SUPERSCRIPT = re.compile(r"<sup>(.*?)</sup>", re.IGNORECASE)
TAGS = re.compile(r"</?(?:sub|sup|b|i|u|em|strong|br|span|p|div)\b[^>]*/?>", re.IGNORECASE)
STRONG = re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=\S)\1")
ITALIC = re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~|<>])")
BODY_SIZE = 10.0  # a stand-in for type sizes: Markdown has none
MAX_BYTES = 50_000_000
MAX_PLAIN_TITLE = 60  # characters of a heading mark's title; longer lines were marked by mistake
NOWHERE = BBox(0.0, 0.0, 0.0, 0.0)


def read_markdown(document_id: str, paths: Sequence[Path], words: LanguageConfig) -> Document:
    """The report in the text files, in order; line numbers count on from file to file.

    Raises:
        InputError: a file is missing, empty, too large, or not text in UTF-8.
    """
    lines = [line for path in paths for line in _read(path).splitlines()]
    blocks = target_blocks(_continued(tuple(_blocks(lines, words)), words))
    return Document(document_id, words.code, (), blocks, files=tuple(path.name for path in paths))


def read_texts(paths: Sequence[Path]) -> tuple[str, ...]:
    """The text of each file.

    Raises:
        InputError: as `read_markdown`.
    """
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadablePdf(
                f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB; a report's text is far smaller."
            )
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path.name} is not text in UTF-8.") from None
    if not text.strip():
        raise InputError(f"{path.name} is empty.")
    return text


def _blocks(source: Sequence[str], words: LanguageConfig) -> Iterator[Block]:
    """One block for each paragraph, heading or table of the source."""
    current: list[Line] = []
    for number, text in enumerate([*source, ""], 1):
        row = PIPE_ROW.match(text) is not None or "\t" in text.strip("\r\n")
        line = _line(text, number, keep_cells=row)
        table = bool(current) and _is_row(current[-1])
        marked = HEADING_MARK.match(text)
        if current and (line is None or marked or row != table or (not row and _begins(line, words))):
            yield _block(current, words)
            current = []
        if line is None or PIPE_RULE.match(text):
            continue
        if marked:
            yield _heading(line, words)
        else:
            current.append(line)


def _is_row(line: Line) -> bool:
    return "\t" in line.text


def _begins(line: Line | None, words: LanguageConfig) -> bool:
    """Whether a line begins a paragraph of its own though no empty line stands before it."""
    if line is None:
        return False
    return (
        bullet_end(line.text, words.outline) > 0
        or find_mark(line.text, words.outline) is not None
        or announcement(line.text, words) is not None
    )


def _block(lines: Sequence[Line], words: LanguageConfig) -> Block:
    if _is_row(lines[0]):
        return Block(BlockKind.TABLE, 0, NOWHERE, tuple(lines))
    said = announcement(lines[0].text, words)
    kind, target = said or (BlockKind.TEXT, None)
    if kind is BlockKind.CAPTION and _is_sentence(lines, words):
        kind, target = BlockKind.TEXT, None
    return Block(kind, 0, NOWHERE, tuple(lines), target=target)


def _is_sentence(lines: Sequence[Line], words: LanguageConfig) -> bool:
    return last_mark(lines[-1].text) in words.outline.sentence_ends


def _heading(line: Line, words: LanguageConfig) -> Block:
    """A line with a heading mark: a heading, unless it reads like running text or is a caption."""
    said = announcement(line.text, words)
    if said is not None:
        return Block(said.kind, 0, NOWHERE, (line,), target=said.target)
    running = len(line.text) > MAX_PLAIN_TITLE and last_mark(line.text) in words.outline.sentence_ends
    return Block(BlockKind.TEXT if running else BlockKind.HEADING, 0, NOWHERE, (line,))


def _line(source: str, number: int, *, keep_cells: bool) -> Line | None:
    """The line without marks; cells of a table's row are set apart by tabs. None where nothing is left."""
    if RULE.match(source) and not keep_cells:
        return None
    text = IMAGE.sub("", source.rstrip("\r\n"))
    marked = HEADING_MARK.match(text)
    if marked:
        text = marked.group(2)
    elif keep_cells and PIPE_ROW.match(text):
        text = "\t".join(cell.strip() for cell in text.strip().strip("|").split("|"))
    elif not keep_cells:
        text = LIST_DASH.sub("", text, count=1)
    strong = STRONG.fullmatch(text.strip()) is not None
    text = SUPERSCRIPT.sub(lambda m: "".join(SUPERSCRIPTS.get(c, c) for c in m.group(1)), text)
    text = AUTOLINK.sub(r"\1", LINK.sub(_link_text, text))
    text = ITALIC.sub(r"\1", STRONG.sub(r"\2", TAGS.sub("", text)))
    text = ESCAPE.sub(r"\1", text)
    text = "".join("\t" if c == "\t" else normal_form(c) for c in text)
    text = text.strip(" \r\n") if keep_cells else text.strip()
    if not text.strip():
        return None
    runs = (Run(0, len(text), BODY_SIZE, strong or marked is not None, 0, "", 0),)
    return Line(text, 0.0, 0.0, array("f"), array("f"), runs, None, number)


def _link_text(link: re.Match[str]) -> str:
    """What a link shows; an address that is shown is taken from its target, where nothing is escaped."""
    shown, target = link.group(1), link.group(2)
    return target if shown.startswith(("http://", "https://", "www.")) else shown


def _continued(blocks: Sequence[Block], words: LanguageConfig) -> tuple[Block, ...]:
    """Paragraphs that a page end cut in two marked as going on: the first unfinished, the second opening nothing."""
    result: list[Block] = []
    before: Block | None = None
    for block in blocks:
        if block.kind is BlockKind.TEXT:
            before = replace(block, continues=before is not None and _goes_on(before, block, words))
            result.append(before)
            continue
        if block.kind is BlockKind.HEADING:
            before = None
        result.append(block)
    return tuple(result)


def _goes_on(before: Block, after: Block, words: LanguageConfig) -> bool:
    if _begins(after.lines[0], words):
        return False
    end = last_mark(before.lines[-1].text)
    return end not in words.outline.sentence_ends + words.outline.title_end or end in SOFT_ENDS
