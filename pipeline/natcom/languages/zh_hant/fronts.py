"""The words in front of a quantity that may name what it measures: times, comparisons and verbs taken off."""

from __future__ import annotations

import re
from functools import lru_cache

from natcom.config.facts import FactWords
from natcom.config.units import alternation
from natcom.languages.base import Quantity
from natcom.languages.reader import Context
from natcom.languages.zh_hant.clauses import Sentence
from natcom.languages.zh_hant.grammar import Grammar
from natcom.languages.zh_hant.phrases import AVERAGES, phrases_of
from natcom.languages.zh_hant.tokens import Token

_MEASURED = frozenset("價率量額值費數度比積溫")
_ONE_CHANGE = r"年?[增減省降升漲跌][至到為成]?"
HEAD_JUNK = re.compile(
    r"^(?:[、，\s]|最多時|最近|近年來?|來(?!自|源|往)|當時|估|預估|平均|每[年月日]|及|與|和|或|而|並|且|其中|另|中|內|裡|以上|以下|者)+"
)
JOINTS = frozenset("、及與和或並而但於在由從被把將等")
LONGEST_PLAIN = 12  # characters of a few words that may be a name as a whole
LONGEST_DEED = 10  # characters of a verb with the noun in front of it
PLACE_OF_ALL = frozenset(["全國", "我國", "全臺", "全台"])
EXTENTS = frozenset(["減幅", "增幅", "降幅", "漲幅", "幅度", "成長幅度", "增加量", "減少量", "最高", "最低"])
SUMMING = frozenset(
    [
        "尚有",
        "仍有",
        "另有",
        "還有",
        "僅剩",
        "只剩",
        "剩餘",
        "為",
        "有",
        "達",
        "計",
        "共",
        "占",
        "合計",
        "總計",
        "共計",
        "累計",
        "計有",
        "共有",
        "達到",
        "僅",
    ]
)


@lru_cache(maxsize=4)
def _verbs_at_end(words: FactWords) -> re.Pattern[str]:
    """A verb of change at the end of a text, with its 至 or 到."""
    verbs = sorted({*words.changes.increase_verbs, *words.changes.decrease_verbs}, key=len, reverse=True)
    ends = alternation([(w, re.escape(w)) for w in verbs if len(w) > 1])
    return re.compile(rf"(?:{ends}[至到為成]?|{_ONE_CHANGE})$")


class Front:
    """One quantity and the words of its clause in front of it."""

    def __init__(self, sentence: Sentence, quantity: Quantity, context: Context, grammar: Grammar) -> None:
        self._sentence, self._quantity, self._context, self._grammar = sentence, quantity, context, grammar
        self._group = sentence.group(quantity.start)
        self._low, self._high = sentence.clause(quantity.start, self._group)
        self._phrases, self._sign = phrases_of(grammar), grammar.sign
        ends = [q.end for q, _ in context.found if q.end <= quantity.start and sentence.group(q.start) == self._group]
        self._from = max([self._low, *ends])

    def _before(self) -> str:
        """The words of the clause in front of the number; times, comparisons and names of money left out."""
        text = self._timeless(self._from, self._quantity.start)
        if (
            self._from > self._low and "、" in text
        ):  # 3 處營運、2 處: the words up to the mark belong to the number before
            text = text[text.index("、") :]
        elif self._from > self._low:
            text = self._sign("among").sub("", text)  # 86 公里中尚有 22 公里
        text = self._sign("each end").sub(
            "",
            self._sign("reckoned").sub("", self._sign("fronts every").sub("", self._sign("base phrase").sub("", text))),
        )
        words = self._without_bases(self._sign("circumstance").sub("", text))
        return self._grammar.money_name.sub("", words)

    def _without_bases(self, text: str) -> str:
        """The words without the base of a rate (每公頃, 平均每部落); 每人 stays, it is part of a measure's name."""
        if "每" not in text:
            return text
        tokens, i = self._phrases.tokens(text), 0
        kept: list[str] = []
        while i < len(tokens):
            if len(tokens[i].text) == 2 and tokens[i].text[0] == "每" and tokens[i].text[1] not in "人年月日週季":
                i += 1
                continue
            base = tokens[i + 1] if i + 1 < len(tokens) and tokens[i].text == "每" else None
            if base and base.tag.startswith(("n", "q", "z", "r")) and base.text not in {"人", "單位"}:
                while kept and (kept[-1] == "平均" or kept[-1].isspace()):
                    kept.pop()
                i += 2
                continue
            kept.append(tokens[i].text)
            i += 1
        return "".join(kept)

    def _timeless(self, start: int, end: int) -> str:
        """The words of [start, end) without its times."""
        parts, at = [], start
        for time in self._context.times:
            if at <= time.core and time.end <= end:
                parts.append(self._sentence.flat(at, time.core, self._group))
                at = time.end
        parts.append(self._sentence.flat(at, end, self._group))
        return " ".join(parts)

    def _plain(self) -> str | None:
        """The few words in front of the number once its verb is taken off: 冬季 in 冬季則縮短到."""
        text, changed = self._without_verbs(HEAD_JUNK.sub("", self._before()))
        text = re.split("[的之]", self._phrases.opened(text.strip()))[-1].strip()
        tokens = self._phrases.tokens(text)
        if (
            text in EXTENTS
            or self._sign("some year").search(text)
            or text in PLACE_OF_ALL
            or (text in self._grammar.words.subjects.generic and text[-1] not in "比例率")
            or not 2 <= len(text) <= LONGEST_PLAIN
            or any(self._bounds(token) for token in tokens)
        ):
            return None
        named = any(t.tag[0] in "nbsljt" or t.tag == "vn" for t in tokens) or text.startswith("第")
        known = {*self._grammar.words.changes.decrease_compounds, *self._grammar.words.subjects.compound_verbs}
        named = named or text in known or text[-1] in _MEASURED
        acts = self._phrases.stops(tokens[-1].text) and tokens[-1].text not in self._grammar.words.subjects.measures
        place = self._group > 0 and all(t.tag == "ns" for t in tokens)  # （韓國推估年均成長 2.5%）
        agent = changed and (text.endswith("者") or place)
        return text if named and not acts and not agent else None

    def _without_verbs(self, text: str) -> tuple[str, bool]:
        """The text without the verbs and adverbs at its end, and whether a verb of change was among them."""
        verb = _verbs_at_end(self._grammar.words)
        changed = False
        while found := verb.search(text := self._sign("tail").sub("", text)):
            text, changed = text[: found.start()], True
        return text, changed

    def _bounds(self, token: Token) -> bool:
        """Whether a word shows that a stretch is more than the name of a thing."""
        verb = self._phrases.stops(token.text) and token.text not in AVERAGES
        return verb or token.tag == "p" or token.text in JOINTS

    def _reached(self) -> bool:
        """Whether nothing but a verb of change leads to the number: … 倍增至 2.6 萬公頃."""
        match = self._sign("reaches").fullmatch(self._before().strip().rstrip("的之 "))
        if match is None:
            return False
        tokens = self._phrases.tokens(match["verb"])
        return all(t.tag.startswith(("v", "d", "a")) for t in tokens) and any(t.tag == "v" for t in tokens)

    def _behind(self) -> str | None:
        before = self._before()
        return self._phrases.last(before) if before.strip() else None

    def _lone_bracket(self) -> bool:
        return self._group > 0 and not re.search(r"[\u4e00-\u9fff]", re.sub("約|相當於|近|逾", "", self._before()))

    def _same_unit(self) -> str | None:
        return next(
            (s for q, s in reversed(self._context.found) if q.reading.unit == self._quantity.reading.unit and s), None
        )

    def _leading_verb(self) -> str | None:
        """回收 in 回收累計達 101 公噸."""
        text = self._before().strip()
        tokens = self._phrases.tokens(text)
        verbs = [
            i
            for i, t in enumerate(tokens)
            if t.tag.startswith("v") and len(t.text) >= 2 and not self._phrases.stops(t.text)
        ]
        changes = self._grammar.words.changes
        if verbs and self._sign("changing").search(tokens[verbs[-1]].text):
            return None
        if not verbs or tokens[verbs[-1]].text in {*SUMMING, *changes.increase_verbs, *changes.decrease_verbs}:
            return None
        verb = first = verbs[-1]
        while first and self._phrases.nominal(tokens[first - 1]):
            first -= 1  # 熱傷害 + 就診
        whole = text[tokens[first].start : tokens[verb].end]
        return whole if len(whole) <= LONGEST_DEED else tokens[verb].text
