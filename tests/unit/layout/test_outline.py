"""How deep headings lie: enumerators, nesting, type and place together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from natcom.config import load_config
from natcom.languages import language_module
from natcom.layout.enumerators import find_mark
from natcom.layout.outline import Title, levels, paths

WORDS = load_config().language
LANGUAGE = language_module(WORDS.module)


def title(
    text: str, size: float = 12, bold: bool = True, indent: float = 0, centered: bool = False, bulleted: bool = False
) -> Title:
    mark = find_mark(text, WORDS.outline)
    value = LANGUAGE.ordinal(mark.numeral) if mark and mark.numeral else None
    return Title(mark, value, text, size, bold, indent, centered, bulleted)


def depths(*titles: Title | str) -> list[int]:
    return [level for level, _ in levels([t if isinstance(t, Title) else title(t) for t in titles])]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("第八章 合作", "8.1 參與", "8.1.1 會議", "8.2 交流"), [1, 2, 3, 2]),
        (
            ("第八章 合作", "8.1 參與", "一、起草", "(一) 會議", "二、實施", "8.2 交流", "8.2.1 資金", "一、多邊"),
            [1, 2, 3, 4, 3, 2, 3, 4],
        ),
        (("Ⅰ、總論", "壹、意義", "一、趨勢", "(一) 目標", "1. 措施", "貳、路徑", "Ⅱ、能源"), [1, 2, 3, 4, 5, 2, 1]),
        (("第二章 清冊", "2-1 背景", "2-1-1 方法", "2-2 趨勢"), [1, 2, 3, 2]),
        (("甲、總論", "一、背景", "乙、減緩"), [1, 2, 1]),
        (("壹、前言", "一、背景", "貳、現況", "（一）排放", "一、來源"), [1, 2, 1, 2, 2]),
        (("第一章 概況", "第一節 地理", "一、位置", "第二節 人口", "第二章 清冊"), [1, 2, 3, 2, 1]),
        (("第一章 現況", "1.1 總量", "第二章 結語", "附錄一 名詞", "附錄二 問卷"), [1, 2, 1, 1, 1]),
        (("一、轉型", "(一) 減煤", "(二) 增氣", "二、科技", "附錄、議題", "一、供電"), [1, 2, 2, 1, 1, 2]),
    ],
)
def test_levels_follow_the_enumerators_nesting(titles: tuple[str, ...], expected: list[int]) -> None:
    assert depths(*titles) == expected


def test_a_missing_depth_gives_the_parents_level_and_one() -> None:
    assert depths("第八章 合作", "一、參與", "(一) 會議") == [1, 2, 3]


def test_type_tells_which_kind_lies_above_where_the_usual_order_is_turned_round() -> None:
    chapters = [
        title("1. 概況", 18),
        title("一、地理", 14),
        title("二、人口", 14),
        title("2. 清冊", 18),
        title("一、方法", 14),
    ]
    assert depths(*chapters) == [1, 2, 2, 1, 2]


def test_a_title_without_a_number_takes_the_level_of_its_look() -> None:
    found = [title("Ⅰ、總論", 20), title("一、背景", 16), title("結語", 20), title("壹、願景", 18)]
    assert depths(*found)[:3] == [1, 2, 1]


def test_a_bare_title_of_smaller_type_lies_below_the_open_heading() -> None:
    assert depths(title("貳、金融", 18), title("未來重點", 16), title("持續精進", 16, bulleted=True)) == [1, 2, 3]


def test_from_markdown_where_all_type_is_one_a_bare_title_stands_below_the_only_chapter() -> None:
    assert depths("第八章 合作", "8.1 參與", "一、起草", title("參考文獻")) == [1, 2, 3, 2]


def test_paths_join_numbers_and_tell_repeated_ones() -> None:
    assert list(paths(["8", "8.1", "一", "一"], [None, 0, 1, 1])) == ["8", "8/8.1", "8/8.1/一", "8/8.1/一~2"]


def test_a_box_lies_under_the_heading_before_it_and_ends_nothing() -> None:
    assert depths("一、背景", "(一) 水資源", "專欄 1 離島的水", "(二) 農業", "專欄 2 旱作", "二、策略") == [
        1,
        2,
        3,
        2,
        3,
        1,
    ]


def test_a_bare_title_in_the_look_of_a_deep_number_lies_below_it_and_a_known_part_beside_it() -> None:
    deep = (title("第二章 政策", 18), title("2.2 能源", 14), title("2.2.1 再生能源"))
    assert depths(*deep, title("躉購費率")) == [1, 2, 3, 4]
    assert depths(*deep, replace(title("參考文獻"), known=True)) == [1, 2, 3, 3]
