"""Characters that exist only as simplified forms, from OpenCC's tables."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def simplified_only() -> dict[str, str]:
    """Each character that is a simplified form and nothing else, and the traditional one it stands for.

    OpenCC's table of characters says which are simplified. A character that may stand for itself in traditional text
    is left out, and so is one that Big5 holds: it was in use in Taiwan before there was Unicode.
    """
    table = files("opencc").joinpath("dictionary/STCharacters.txt").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    pairs = {char: forms.split() for char, forms in rows}
    return {char: forms[0] for char, forms in pairs.items() if char not in forms and not _in_big5(char)}


def _in_big5(char: str) -> bool:
    try:
        char.encode("cp950")
    except UnicodeEncodeError:
        return False
    return True
