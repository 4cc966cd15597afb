"""A report's own title above its chapters."""

from __future__ import annotations

from document_builders import block, document, line
from natcom.config import load_config
from natcom.languages import language_module
from natcom.model import Block, BlockKind
from natcom.stages.passages import document_joiner
from natcom.stages.sections import extract_sections

WORDS = load_config().language
TEXT = "本節說明國內推動減量政策之情形以及各部門執行成果與未來規劃方向。"


def outline(*blocks: Block) -> list[str]:
    report = document(*blocks)
    found = extract_sections(report, document_joiner(report, WORDS.outline), language_module(WORDS.module))
    return [section.path for section in found.sections]


def heading(text: str, size: float) -> Block:
    return block(BlockKind.HEADING, line(text, size=size))


CHAPTERS = (heading("1. 緒論", 12), block(BlockKind.TEXT, TEXT), heading("2. 方法", 12), block(BlockKind.TEXT, TEXT))


def test_the_largest_title_without_a_number_above_counted_chapters_is_no_section() -> None:
    names = block(BlockKind.TEXT, "環境規劃研究所")
    assert outline(heading("都市熱島與綠覆", 18), names, *CHAPTERS) == ["1", "2"]


def test_a_title_with_text_of_its_own_or_of_the_chapters_size_is_one() -> None:
    own = block(BlockKind.TEXT, TEXT[:20], TEXT)
    assert outline(heading("都市熱島與綠覆", 18), own, *CHAPTERS)[0] == "都市熱島與綠覆"
    assert outline(heading("都市熱島與綠覆", 12), *CHAPTERS)[0] == "都市熱島與綠覆"


def test_a_known_part_without_a_number_is_one() -> None:
    assert outline(heading("摘要", 18), *CHAPTERS)[0] == "摘要"


def test_a_title_above_chapters_that_do_not_begin_at_one_is_one() -> None:
    assert outline(heading("國際合作", 18), *CHAPTERS[2:])[0] == "國際合作"


def test_a_list_of_references_set_larger_than_the_chapters_changes_nothing() -> None:
    last = (heading("參考文獻", 14), block(BlockKind.REFERENCE, "[1] 環境部，國家清冊報告。"))
    assert outline(heading("都市熱島與綠覆", 18), *CHAPTERS, *last) == ["1", "2", "參考文獻"]
