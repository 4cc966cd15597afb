"""Sections and paragraphs: the text of a Document hung into its outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from natcom.identity import Ids
from natcom.languages.base import Language
from natcom.layout.enumerators import find_mark
from natcom.layout.headings import title_of
from natcom.layout.numbered import CHAINED
from natcom.layout.outline import Title, levels, paths
from natcom.layout.paragraphs import last_mark
from natcom.layout.style import same_size
from natcom.model import Block, BlockKind, Document, Passage
from natcom.records import Paragraph, Section
from natcom.stages.passages import JoinedText, Joiner, block_boxes

MIN_CHAPTERS = 2  # below the title of a report


@dataclass(frozen=True)
class Outline:
    """The sections of a document, their paragraphs, the paragraphs' passages, and for each block its section."""

    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    passages: tuple[Passage, ...]
    section_of: tuple[Section | None, ...]


@dataclass(frozen=True)
class _Heading:
    blocks: tuple[Block, ...]
    joined: JoinedText
    title: Title
    number: str
    label: str
    name: str


def extract_sections(document: Document, joiner: Joiner, language: Language) -> Outline:
    """The outline of the document. Text before the first heading is front matter and stands in no section."""
    headings: list[_Heading] = []
    owner: list[int] = []  # for each block the index of its heading, -1 before the first
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            headings.append(_heading(document, block, joiner, language))
        owner.append(len(headings) - 1)
    if _opens_with_its_title(document, headings, owner, joiner):
        headings, owner = headings[1:], [max(-1, o - 1) for o in owner]
    placed = levels([h.title for h in headings])
    found = tuple(paths([h.number or h.name for h in headings], [parent for _, parent in placed]))
    ids = Ids(document.id)
    section_ids = [ids.make("s", path, heading.name) for path, heading in zip(found, headings, strict=True)]
    paragraphs, passages = _paragraphs(document, owner, list(zip(section_ids, found, strict=True)), joiner)
    texts: dict[str, list[str]] = {}
    for paragraph in paragraphs:
        texts.setdefault(paragraph.section_id, []).append(paragraph.text)
    ends = _page_ends(document, owner, len(headings))
    sections = tuple(
        Section(
            section_id=section_ids[i],
            parent_id=section_ids[parent] if parent is not None else None,
            level=level,
            label=heading.label,
            number=heading.number,
            title=heading.name,
            path=found[i],
            page=_first_page(heading.blocks),
            page_label=_label(document, heading.blocks),
            page_start=_first_page(heading.blocks),
            page_end=ends[i],
            paragraphs=tuple(texts.get(section_ids[i], ())),
            boxes=block_boxes(document, heading.blocks),
            **line_range(heading.blocks),
        )
        for i, (heading, (level, parent)) in enumerate(zip(headings, placed, strict=True))
    )
    return Outline(sections, paragraphs, passages, tuple(sections[o] if o >= 0 else None for o in owner))


def _opens_with_its_title(
    document: Document, headings: Sequence[_Heading], owner: Sequence[int], joiner: Joiner
) -> bool:
    """Whether the first heading is the report's own title, as on an article: chapters are counted below it.

    It has no number, is the largest of all, and no text of its own stands under it, names and dates at most.
    """
    titles = [h.title for h in headings]
    chapters = [t for t in titles[1:] if t.mark is not None]
    if len(chapters) < MIN_CHAPTERS or titles[0].mark is not None or titles[0].known:
        return False
    if any(same_size(t.size, titles[0].size) or t.size > titles[0].size for t in titles[1:]):
        return False
    first = next(t for t in titles[1:] if t.mark is not None)
    alike = [t for t in titles[1:] if same_size(t.size, first.size) and t.kind == first.kind and len(t.parts) < 2]
    if (first.value != 1 and first.parts != ("1",)) or len(alike) < MIN_CHAPTERS:
        return False
    return not any(
        o == 0 and block.kind is BlockKind.TEXT and len(block.lines) > 1 and _is_sentence(block, joiner)
        for block, o in zip(document.blocks, owner, strict=True)
    )


def _is_sentence(block: Block, joiner: Joiner) -> bool:
    return last_mark(block.lines[-1].text) in joiner.words.sentence_ends


def line_range(blocks: Sequence[Block]) -> dict[str, int]:
    """`line_start` and `line_end` of blocks read from Markdown; empty for a PDF's."""
    numbers = [line.number for block in blocks for line in block.lines if line.number is not None]
    return {"line_start": min(numbers), "line_end": max(numbers)} if numbers else {}


def _first_page(blocks: Sequence[Block]) -> int | None:
    return blocks[0].page or None


def _label(document: Document, blocks: Sequence[Block]) -> str | None:
    return document.page(blocks[0].page).label if blocks[0].page else None


def _heading(document: Document, block: Block, joiner: Joiner, language: Language) -> _Heading:
    joined = joiner.join([block])
    words = joiner.words
    mark = find_mark(joined.text, words, chained=block.target == CHAINED)
    rest = joined.text[mark.end :] if mark else joined.text
    name = rest.strip().removesuffix(words.title_end).rstrip(" :")
    value = language.ordinal(mark.numeral) if mark and mark.numeral else None
    number = ""
    if mark:
        number = mark.kind.number.format(n=_plain(mark.numeral), value=value if value is not None else mark.numeral)
    page = document.page(block.page) if block.page else None
    title = title_of(block, page, words, name, (mark, value))
    return _Heading((block,), joined, title, number, mark.label if mark else "", name)


def _plain(numeral: str) -> str:
    return numeral.replace("\uff0e", ".").replace(" ", "").rstrip(".")


def _paragraphs(
    document: Document, owner: Sequence[int], sections: Sequence[tuple[str, str]], joiner: Joiner
) -> tuple[tuple[Paragraph, ...], tuple[Passage, ...]]:
    groups: list[tuple[int, list[Block]]] = []
    for block, section in zip(document.blocks, owner, strict=True):
        if block.kind is not BlockKind.TEXT or section < 0:
            continue
        if block.continues and groups and groups[-1][0] == section:
            groups[-1][1].append(block)
        else:
            groups.append((section, [block]))
    ids = Ids(document.id)
    paragraphs: list[Paragraph] = []
    passages: list[Passage] = []
    seq: dict[int, int] = {}
    for section, blocks in groups:
        joined = joiner.join(blocks)
        if not joined.text:
            continue
        seq[section] = seq.get(section, 0) + 1
        section_id, path = sections[section]
        paragraph_id = ids.make("p", path, joined.text)
        paragraphs.append(
            Paragraph(
                paragraph_id=paragraph_id,
                section_id=section_id,
                section_path=path,
                seq=seq[section],
                text=joined.text,
                page=_first_page(blocks),
                page_label=_label(document, blocks),
                boxes=block_boxes(document, blocks),
                **line_range(blocks),
            )
        )
        passages.append(Passage(joined.text, "paragraph", paragraph_id, section_id, path, joined.pieces))
    return tuple(paragraphs), tuple(passages)


def _page_ends(document: Document, owner: Sequence[int], count: int) -> list[int | None]:
    ends: list[int | None] = [None] * count
    for block, section in zip(document.blocks, owner, strict=True):
        if section >= 0 and block.page:
            ends[section] = max(ends[section] or 0, block.page)
    return ends
