"""What stands behind a mark such as that of a source."""

from __future__ import annotations

import re

BRACKETS = {"(": ")", "[": "]", "\uff08": "\uff09", "\uff3b": "\uff3d", "\u3010": "\u3011"}


def behind_mark(text: str, mark: re.Pattern[str]) -> str:
    """The text behind the mark at its beginning, without the brackets around both and without a final full stop.

    >>> behind_mark("(Source: Census Office.)", re.compile(r"[(]?Source:"))
    'Census Office'
    """
    match = mark.match(text)
    rest = text[match.end() if match else 0 :].strip()
    closing = BRACKETS.get(match.group()[:1]) if match else None
    if closing and rest.endswith(closing):
        rest = rest[:-1].rstrip()
    return rest.rstrip("\u3002.").strip()
