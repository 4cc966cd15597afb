"""Parts of one text that a line, column or page end has cut, put together again."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from natcom.text.unicode import is_han

LETTER = re.compile(r"[^\W\d_]")
WORD_HEAD = re.compile(r"[^\W\d_]+$")
WORD_TAIL = re.compile(r"[^\W\d_]+")
HYPHENS = "-\u2010"
NO_BLANK_AFTER = "([{\u2013\u2014/~\u2010"
NO_BLANK_BEFORE = ")]},.;:%!?\u2013\u2014/~\u2019"
URL_END = re.compile(r"(?:https?://|www\.)\S*$", re.IGNORECASE)
GROUPED = re.compile(r"\d[,.]$")
THOUSANDS = re.compile(r"\d{3}(?!\d)")
SHORT_GROUP = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})*,(\d{1,2})$")
FEW_DIGITS = re.compile(r"\d+")


def joint(before: str, after: str, known_words: Container[str] = ()) -> tuple[int, str]:
    """How to join two parts: how many characters to drop from the end of `before`, and what to put between.

    A hyphen at the end of a line is dropped where the word goes on in small letters, unless the document writes the
    compound elsewhere (`known_words`, in small letters) and not the whole word.

    >>> joint("environmen-", "tal"), joint("low-", "carbon", {"low-carbon"}), joint("the", "year")
    ((1, ''), (0, ''), (0, ' '))
    >>> joint("1,", "159"), joint("https://a.org/b", "c.html")
    ((0, ''), (0, ''))
    >>> joint("266,42", "1"), joint("62,300", "1")
    ((0, ''), (0, ' '))
    """
    if not before or not after:
        return 0, ""
    last, first = before[-1], after[0]
    if URL_END.search(before) and not is_han(first) and not after[:4].lower().startswith("http"):
        return 0, ""
    if last in HYPHENS and len(before) > 1 and LETTER.match(before[-2]):
        head, tail = WORD_HEAD.search(before[:-1]), WORD_TAIL.match(after)
        if head and tail and first.islower() and not is_han(first):
            whole, compound = (head.group() + tail.group()).lower(), f"{head.group()}-{tail.group()}".lower()
            return (0, "") if compound in known_words and whole not in known_words else (1, "")
        return 0, ""
    if is_han(last) or is_han(first):
        return 0, ""
    if last in NO_BLANK_AFTER + HYPHENS or first in NO_BLANK_BEFORE:
        return 0, ""
    if GROUPED.search(before) and THOUSANDS.match(after) and last == ",":
        return 0, ""
    return 0, "" if _is_rest_of_group(before, after) else " "


def _is_rest_of_group(before: str, after: str) -> bool:
    """Whether a number's last group of three digits is cut: narrow cells break numbers anywhere."""
    group, rest = SHORT_GROUP.search(before), FEW_DIGITS.match(after)
    return group is not None and rest is not None and len(group.group(1)) + len(rest.group()) == 3


def join_texts(parts: Iterable[str], known_words: Container[str] = ()) -> str:
    """The parts as one text.

    >>> join_texts(["Kyoto", "Protocol of", "Decem-", "ber"])
    'Kyoto Protocol of December'
    """
    text = ""
    for part in parts:
        drop, between = joint(text, part, known_words)
        text = (text[:-drop] if drop else text) + between + part
    return text
