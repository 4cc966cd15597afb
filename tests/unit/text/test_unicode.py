"""Characters as Unicode means them."""

from __future__ import annotations

import pytest

from natcom.text.unicode import BULLET, is_closing, is_han, normal_form


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\u2f08", "人"),  # a Kangxi radical
        ("\u2ed1", "長"),  # of the Radicals Supplement, which NFKC leaves alone
        ("\u2ee3", "骨"),
        ("\uf9b5", "例"),  # a compatibility ideograph
        ("５", "5"),
        ("Ａ", "A"),
        ("，", "，"),  # full-width punctuation is the ordinary one
        ("\ufb03", "ffi"),
        ("\uf032", "2"),  # a symbol-encoded font's digit
        ("₂", "2"),
        ("\u00ad", "-"),
        ("\u200b", ""),
        ("\u3000", " "),
        ("℃", "℃"),
    ],
)
def test_a_character_becomes_what_it_stands_for(raw: str, shown: str) -> None:
    assert normal_form(raw) == shown


def test_all_kangxi_radicals_become_ordinary_characters() -> None:
    for code in range(0x2F00, 0x2FD6):
        shown = normal_form(chr(code))
        assert len(shown) == 1
        assert not 0x2E80 <= ord(shown) <= 0x2FDF, hex(code)


def test_nearly_all_of_the_radicals_supplement_becomes_ordinary_characters() -> None:
    codes = [code for code in range(0x2E80, 0x2EF4) if code != 0x2E9A]
    left = [code for code in codes if normal_form(chr(code)) == chr(code)]
    assert len(left) <= 1


def test_a_dingbat_fonts_private_use_is_a_bullet_and_a_text_fonts_a_letter() -> None:
    assert normal_form("\uf06c", "Wingdings") == BULLET
    assert normal_form("\uf041", "ABCDEF+TimesNewRoman") == "A"


def test_han_and_closing_marks() -> None:
    assert [is_han(c) for c in "中，Aé1"] == [True, True, False, False, False]
    assert [is_closing(c) for c in "」)。a,("] == [True, True, True, False, False, False]


def test_a_picture_fonts_letters_are_bullets() -> None:
    assert normal_form("l", "ABCDEF+Wingdings-Regular") == BULLET
    assert normal_form("\u00a7", "Wingdings") == BULLET
    assert normal_form("l", "SymbolMT") == "l"
