"""Text as it is compared: what two typesetters or two readings would print differently makes no difference."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = {"’": "'", "‘": "'", "“": '"', "”": '"'}
_ALIKE_SIGNS = str.maketrans(dict.fromkeys("–—−‐‑", "-") | dict.fromkeys("～〜", "~") | _QUOTES)


def squeeze(text: object) -> str:
    """`text` in NFKC, without white space, dashes, tildes and quotes unified; None is empty.

    >>> squeeze("A 8.2.1– 1")
    'A8.2.1-1'
    """
    plain = unicodedata.normalize("NFKC", str(text) if text else "")
    return re.sub(r"\s+", "", plain).translate(_ALIKE_SIGNS)
