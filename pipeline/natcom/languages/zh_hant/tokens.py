"""Words and parts of speech of Traditional Chinese, from jieba on a Simplified shadow of the same length.

jieba's dictionary and tagger know Simplified words; a shadow made character by character (OpenCC t2s) keeps every
offset, so its tokens are read back on the text itself. Nothing of jieba's global state is touched.
"""

from __future__ import annotations

import logging
import os
import tempfile
import warnings
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

TERM_FREQUENCY = 2000  # of our own words: that of a common word in jieba's dictionary of 60 million
NOUNS = frozenset(["n", "nr", "nrt", "nrfg", "ns", "nt", "nz", "ng", "vn", "an", "l", "j", "eng", "nl", "s"])
HEADS = frozenset(["n", "nz", "nt", "ng", "vn", "an", "nr", "nrt", "ns", "j", "l"])


class Token(NamedTuple):
    """A word at [start, end) of the text, with jieba's part-of-speech tag."""

    start: int
    end: int
    text: str
    tag: str


class Segmenter:
    """jieba with words of our own. Its dictionary is loaded at the first use and kept for the process."""

    def __init__(self, terms: tuple[str, ...]) -> None:
        self._terms = terms

    @cached_property
    def _tagger(self) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # jieba imports pkg_resources and holds unescaped patterns
            import jieba
            from jieba import posseg
        jieba.setLogLevel(logging.WARNING)
        tokenizer = jieba.Tokenizer()
        tokenizer.tmp_dir = _cache_folder()
        tagger = posseg.POSTokenizer(tokenizer)
        for term in self._terms:
            word = shadow(term)
            tokenizer.add_word(word, max(tokenizer.suggest_freq(word), TERM_FREQUENCY), "n")
            tagger.word_tag_tab[word] = "n"
        return tagger

    def tokens(self, text: str, offset: int = 0) -> tuple[Token, ...]:
        """The words of `text`; their places are moved by `offset`."""
        return tuple(Token(t.start + offset, t.end + offset, t.text, t.tag) for t in _cut(self, text))


@lru_cache(maxsize=4096)
def _cut(segmenter: Segmenter, text: str) -> tuple[Token, ...]:
    found, at = [], 0
    for word in segmenter._tagger.cut(shadow(text)):
        end = at + len(word.word)
        found.append(Token(at, end, text[at:end], word.flag))
        at = end
    return tuple(found)


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """Every Traditional character that has another Simplified one, read from OpenCC once."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    found = {}
    for code in range(0x4E00, 0xA000):
        simple = convert(chr(code))
        if len(simple) == 1 and simple != chr(code):
            found[code] = simple
    return found


def shadow(text: str) -> str:
    """The text in Simplified characters, of the same length."""
    return text.translate(_simplified())


def _cache_folder() -> str:
    """A folder of our own for jieba's compiled dictionary; the temporary folder where the user's cannot be written."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    folder = (Path(base) if base else Path.home() / ".cache") / "natcom"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return tempfile.gettempdir()
    return str(folder) if os.access(folder, os.W_OK) else tempfile.gettempdir()


def noun_phrase(text: str, start: int, limit: int, segmenter: Segmenter) -> tuple[int, int] | None:
    """The noun phrase that opens at `start`: where its last noun begins, and its end; None if there is none."""
    while start < limit and text[start].isspace():
        start += 1
    head = None
    for token in segmenter.tokens(text[start:limit], start):
        if token.tag in NOUNS and any("\u4e00" <= c <= "\u9fff" for c in token.text):
            if token.tag in HEADS:
                head = token
        elif token.tag not in {"b", "a", "f"} or head is not None:
            break
    return (head.start, head.end) if head else None
