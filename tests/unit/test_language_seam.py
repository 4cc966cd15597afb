"""No module but the languages' own knows a language: words of one stand in configs/."""

from __future__ import annotations

import re
from pathlib import Path

import natcom

PACKAGE = Path(natcom.__file__).parent
HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def test_no_han_character_stands_outside_the_language_modules() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if "languages" not in path.relative_to(PACKAGE).parts
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if HAN.search(line)
    ]
    assert not found


def test_stages_do_not_name_a_language() -> None:
    named = [
        str(path.relative_to(PACKAGE))
        for folder in ("ingest", "layout", "grid", "stages", "checks")
        for path in sorted((PACKAGE / folder).rglob("*.py"))
        if re.search(r"zh_hant|zh-Hant|languages\.en", path.read_text("utf-8"))
    ]
    assert not named
