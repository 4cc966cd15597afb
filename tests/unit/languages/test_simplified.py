"""Which characters are simplified and nothing else."""

from __future__ import annotations

import pytest

from natcom.languages.simplified import simplified_only


@pytest.mark.parametrize(("simplified", "traditional"), [("资", "資"), ("产", "產"), ("国", "國"), ("变", "變")])
def test_simplified_forms(simplified: str, traditional: str) -> None:
    assert simplified_only()[simplified] == traditional


@pytest.mark.parametrize("char", "台后里干面斗谷余群床峰秋丑松只才占了云几制復資產國")
def test_what_traditional_text_uses_too(char: str) -> None:
    assert char not in simplified_only()
