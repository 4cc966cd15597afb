"""Texts as they are compared, and word by word."""

from __future__ import annotations

import pytest

from natcom.comparison.flat import marked
from natcom.comparison.words import differences, likeness, mask, same, words


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("the old house", "the new house", "the [-old-]{+new+} house"),
        ("2019 年為 1,250.5 公噸", "2022 年為 1,300 公噸", "[-2019-]{+2022+} 年為 [-1,250.5-]{+1,300+} 公噸"),
        ("人口與經濟", "人口", "人口[-與經濟-]"),
        ("中央氣象局公布", "中央氣象署公布", "中央氣象[-局-]{+署+}公布"),
        ("same words", "same  words", ""),
    ],
)
def test_differences_go_word_by_word(old: str, new: str, told: str) -> None:
    assert marked(differences(old, new)) == told


def test_what_is_kept_and_put_in_is_the_new_text() -> None:
    old, new = "淨排放量為 12 公噸，較去年減少。", "淨排放量降為 11 公噸，較 2005 年減少三成。"
    parts = differences(old, new)
    assert "".join(p.text for p in parts if p.op != "-") == new
    assert "".join(p.text for p in parts if p.op != "+").replace(" ", "") == old.replace(" ", "")


def test_one_equal_character_between_two_differences_is_part_of_them() -> None:
    assert marked(differences("甲乙丙丁", "子乙丑丁")) == "[-甲乙丙-]{+子乙丑+}丁"


def test_width_blanks_and_dashes_make_no_difference() -> None:
    assert same("２０１９–２０２２ 年", "2019-2022年")
    assert mask("In 2019: 1,234.5 t") == mask("In 2022: 99 t")
    assert likeness("", "") == 1.0
    assert "".join(words("a 1,000 個字")) == "a 1,000 個字"
