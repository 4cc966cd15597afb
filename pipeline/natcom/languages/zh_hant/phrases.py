"""Noun phrases of Traditional Chinese: where they begin and end in a stretch of words."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from natcom.languages.zh_hant.grammar import Grammar
from natcom.languages.zh_hant.tokens import HEADS, NOUNS, Token

TOPIC_LENGTH = 18  # characters; a longer stretch is no name of a thing any more
JOIN = frozenset("或")
_OF_SOMETHING = frozenset(["比例", "比率", "規模", "額度", "目標", "占比", "範圍"])  # says enough behind a noun
AVERAGES = frozenset(["平均", "年平均", "年均", "累計", "淨"])  # part of the name of a measure: 平均氣溫
MEASURE_ENDS = frozenset("率量數額費值比")  # 產生 + 量: a measure made of a verb or noun
THING_ENDS = frozenset("廠站場所館器機車船艇爐池槽塔業者員師區戶隊網局庫院港")  # 焚化 + 廠: a thing named for its use
DEED_ENDS = frozenset("案書")  # 申請 + 案: a thing named for what is done, whatever the verb
LIST_JOIN = frozenset("或及與和、暨")


class Phrases:
    """Reads noun phrases with one grammar's words and segmenter."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._generic = frozenset(grammar.words.subjects.generic)
        self._predicates = frozenset(grammar.words.subjects.predicates)
        self._stops = frozenset(grammar.words.subjects.predicates) | frozenset(grammar.words.subjects.lead)

    def stops(self, word: str) -> bool:
        """Whether a word is a predicate or opens a clause, so that no noun phrase goes over it."""
        return word in self._stops

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The words of a stretch."""
        out: list[Token] = []
        for token in self._grammar.segmenter.tokens(text):
            if out and self._ends_word(out[-1], token):
                out[-1] = Token(out[-1].start, token.end, out[-1].text + token.text, "n")
            else:
                out.append(token)
        return tuple(out)

    def _ends_word(self, before: Token, token: Token) -> bool:
        """Whether a single character makes one noun with the word in front of it."""
        if before.end != token.start or len(before.text) < 2 or not before.tag.startswith(("v", "n", "l")):
            return False
        if token.text in DEED_ENDS and before.tag[0] == "v":
            return True
        if token.text in THING_ENDS:
            acts = before.tag[0] != "n" and before.text not in self._stops
            return acts or (before.tag == "n" and token.tag == "zg")
        return token.text in MEASURE_ENDS and before.tag != "nr"

    def first(self, text: str, generic: bool = False, joins: frozenset[str] = JOIN) -> str | None:
        """The noun phrase that opens the text. `generic`: also a word that says little; `joins` go between nouns."""
        text = re.split(r"[、，；。：（(]|\d", text)[0]
        tokens = self.tokens(text)
        run: list[Token] = []
        for i, token in enumerate(tokens):
            if not run and token.tag == "r":
                continue
            if (
                self.nominal(token)
                or (token.tag in {"b", "a", "f", "ad"} and not run)
                or (run and token.tag in {"b", "a"})
                or (run and token.text in joins and i + 1 < len(tokens) and self.nominal(tokens[i + 1]))
            ):
                run.append(token)
            elif token.text.isspace() and i + 1 < len(tokens):
                continue
            elif run and self._verb_inside(tokens, i):
                run.append(token)
            else:
                break
        return self._phrase(text, run, generic)

    def _verb_inside(self, tokens: tuple[Token, ...], i: int) -> bool:
        """A verb between two nouns that is part of a compound (資源回收模式)."""
        token = tokens[i]
        return (
            token.text in self._grammar.words.subjects.compound_verbs
            and 0 < i < len(tokens) - 1
            and self.nominal(tokens[i - 1])
            and self.nominal(tokens[i + 1])
        )

    def nominal(self, token: Token) -> bool:
        """Whether a word can be part of a noun phrase."""
        return token.tag in NOUNS and token.text not in self._stops

    def _phrase(self, text: str, run: list[Token], generic: bool = False) -> str | None:
        while run and run[-1].tag not in HEADS and run[-1].tag != "eng":
            run = run[:-1]
        while run and run[0].text in self._stops and not (len(run) > 1 and run[0].text in AVERAGES):
            run = run[1:]
        if not run:
            return None
        phrase = text[run[0].start : run[-1].end].strip()
        return None if (phrase in self._generic and not generic) or len(phrase) < 2 else phrase

    def last(self, text: str) -> str | None:
        """The last noun phrase of the words, the predicate behind it passed over."""
        text = re.sub(r"[「」『』《》]", " ", text)
        tokens = self.tokens(text)
        end = len(tokens)
        while end and not (self.nominal(tokens[end - 1]) and tokens[end - 1].text not in self._generic):
            end -= 1
        start = end
        while start and self._extends(tokens, start - 1, end):
            start -= 1
        return self._phrase(text, list(tokens[start:end]))

    def _extends(self, tokens: tuple[Token, ...], i: int, end: int) -> bool:
        token = tokens[i]
        if token.text.isspace():
            return i > 0 and i + 1 < end and (tokens[i - 1].tag == "eng" or tokens[i + 1].tag == "eng")
        if self.nominal(token) or (token.tag in {"b", "a"} and token.text not in self._stops):
            return True
        if token.text in AVERAGES and self.nominal(tokens[i + 1]):
            return True
        return self._verb_inside(tokens, i) or (token.text in {"數"} and i + 1 == end)

    def topic(self, text: str) -> str | None:
        """What a clause is about: the noun phrase in front of its first predicate, else its first noun phrase."""
        text = re.sub(r"[「」『』《》]", " ", text)
        tokens = self.tokens(text)
        named = next((i for i, t in enumerate(tokens) if self.nominal(t)), None)
        if named is None:
            return None
        verb = next((t for t in tokens[named + 1 :] if t.text in self._predicates), None)
        found = self.whole(text[: verb.start]) if verb else None
        return found or self.first(text[tokens[named].start :])

    def whole(self, text: str) -> str | None:
        """The words as one noun phrase, if they are short and hold no predicate; else what stands behind it."""
        topic = self.opened(text.strip().split("其中")[-1])
        tokens = self.tokens(topic)
        reach = len(tokens) - (1 if tokens and self.nominal(tokens[-1]) else 2)
        cuts = [
            t.end
            for t, after in pairwise(tokens[: max(reach, 0) + 1])
            if self.stops(t.text) and t.tag.startswith(("v", "p")) and after.text not in "的之"
        ]
        if cuts:
            topic = self.opened(topic[cuts[-1] :].strip())
            tokens = self.tokens(topic)
        while len(tokens) > 1 and (self.stops(tokens[-1].text) or tokens[-1].text.isspace()):
            topic, tokens = topic[: tokens[-1].start].rstrip(), tokens[:-1]
        behind = re.split("[的之]", topic)[-1]
        if len(behind) >= 4:
            topic, tokens = behind, self.tokens(behind)
        if not 2 <= len(topic) <= TOPIC_LENGTH or re.search("[，：；]", topic) or not tokens:
            return None
        last = tokens[-1]
        measured = last.text[-1] in "率量數額費值度比長寬高深幅" and last.text not in self._stops
        named = last.text not in self._generic or (last.text in _OF_SOMETHING and len(topic) >= len(last.text) + 2)
        return topic if named and (self.nominal(last) or measured) else None

    def opened(self, text: str) -> str:
        """The text without the words that open a clause."""
        lead = self._grammar.words.subjects.lead
        tokens = self.tokens(text)
        first = next((t for t in tokens if t.text not in lead and not self._empty(t)), None)
        return text[first.start :] if first else ""

    def _empty(self, token: Token) -> bool:
        """Whether a word at the start says nothing: a mark, an enumerator, a pronoun."""
        pronoun = token.tag == "r" and token.text[0] not in "每各同"
        return pronoun or not any(c.isalpha() for c in token.text)


@lru_cache(maxsize=4)
def phrases_of(grammar: Grammar) -> Phrases:
    """The reader of noun phrases for a grammar."""
    return Phrases(grammar)


def topic(text: str, grammar: Grammar) -> str | None:
    """What a sentence without quantities is about."""
    return phrases_of(grammar).topic(text)
