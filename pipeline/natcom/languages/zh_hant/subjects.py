"""What a quantity measures: the shortest noun phrase of its sentence (or the one before) that says it."""

from __future__ import annotations

import re

from natcom.languages.base import Quantity
from natcom.languages.reader import Context
from natcom.languages.zh_hant.clauses import Sentence
from natcom.languages.zh_hant.fronts import EXTENTS, PLACE_OF_ALL, SUMMING
from natcom.languages.zh_hant.grammar import Grammar
from natcom.languages.zh_hant.phrases import JOIN, LIST_JOIN
from natcom.languages.zh_hant.tokens import HEADS
from natcom.languages.zh_hant.topics import SHARE, Topics

_PEOPLE = frozenset(["人", "人次", "名", "位"])
_SPENDING = frozenset(["投資", "投入", "編列", "出資", "經費"])
LONGEST_OWNER = 10  # characters of a topic that a bare measure is joined to
_BARE_DEEDS = frozenset(["排放", "發電", "用電", "用水", "移除"])
_BARE_SHARES = frozenset(["占比", "佔比", "比例", "比率", "比重"])
_CASES = frozenset(["案", "案件", "者", "人", "戶", "書", "量", "單位", "計畫", "方案"])
_OF_DEEDS = frozenset(["項", "場", "次", "種", "類", "個", "件", "套"])
_ASPECTS = frozenset(["方面", "面向", "領域", "階段", "構面", "層面", "部門", "產業"])


def subject(sentence: Sentence, quantity: Quantity, before: int, context: Context, grammar: Grammar) -> str | None:
    """The words that say what the quantity measures, as printed but for blanks between Han characters, or None."""
    found = _Finder(sentence, quantity, context, grammar).find() or ""
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", re.sub(r"\s+", " ", found)).strip() or None


class _Finder(Topics):
    def find(self) -> str | None:
        rule = self._quantity.rule
        if self._reached() and (moved := self._mover()):
            return moved
        if (
            rule == "N大"
            or rule.startswith("counted noun")
            or self._quantity.reading.unit in self._grammar.words.counted_nouns
        ):
            found = self._of_noun()
        elif self._quantity.reading.kind == "count":
            found = self._of_count()
        else:
            found = self._of_measure()
        if found in _BARE_SHARES:
            found = self._before_in_clause() or found  # 含氟氣體四種合計占比
        return found or self._inherited()

    def _of_count(self) -> str | None:
        noun = not self._sign("not relative").match(self._sentence.text, self._quantity.end)
        ahead = self._ahead(self._sign("counted"), generic=True, verbs=noun, joins=LIST_JOIN) or self._deed()
        if self._acts() and (stock := self._stock()):
            return stock
        if ahead:
            return ahead
        topic = self._linked()
        if topic:
            return topic
        tokens = self._phrases.tokens(self._before().rstrip())
        relative = None
        if not self._sign("not relative").match(self._sentence.text, self._quantity.end):
            relative = self._ahead(self._sign("relative"))
        if relative:
            return relative
        acted = bool(tokens) and tokens[-1].tag.startswith("v") and tokens[-1].text not in SUMMING
        adjacent = self._adjacent()
        if adjacent:
            return adjacent
        if plain := self._plain():
            return plain
        listed = self._quantity.reading.unit in _PEOPLE and not self._before().strip("、 及與和")
        if listed and (deed := self._verb_ahead()):
            return deed  # 10 人死亡、904 人受傷
        if acted:
            return self._same_unit() or self._behind() or self._verb_ahead() or self._leading_verb()
        return self._behind() or self._same_unit() or self._verb_ahead() or self._leading_verb()

    def _before_in_clause(self) -> str | None:
        """The subject of the quantity before in the same clause: 22 縣市已有 20 個訂定."""
        return self._context.found[-1][1] if self._from > self._low and self._context.found else None

    def _acts(self) -> bool:
        """Whether the words behind a count say what is done with it (3 處營運) and not what it counts."""
        text = self._sentence.text[self._quantity.end : self._high].lstrip()
        first = self._phrases.tokens(text[:12])
        named = len(first) > 1 and first[1].text in _CASES  # 109 件申請案
        return bool(first) and first[0].text in self._grammar.words.subjects.deeds and not named

    def _stock(self) -> str | None:
        """What is counted in front of the number, or before in the list."""
        return self._counted_before() or self._plain() or self._same_unit() or self._before_in_clause()

    def _counted_before(self) -> str | None:
        """A common noun right in front of a count, as in a list of stock: 生質能廠 3 處."""
        tokens = self._phrases.tokens(self._before().rstrip())
        if not tokens or tokens[-1].tag not in {"n", "nz"} or not self._phrases.nominal(tokens[-1]):
            return None
        return self._adjacent()

    def _of_measure(self) -> str | None:
        if self._quantity.reading.kind == "duration" and (adjacent := self._adjacent()):
            return adjacent
        of = self._ahead(self._sign("share word")) or self._ahead(self._sign("of"), verbs=True)
        topic = self._linked()
        if topic and self._sign("having").search(self._before()) and (had := of or self._ahead(self._sign("direct"))):
            return had
        if topic and not SHARE.search(self._before()):
            return topic
        gas = self._sign("gas").search(self._sentence.text[self._quantity.start : self._quantity.end])
        if of and gas:
            start = self._quantity.start + gas.start()
            return self._sentence.text[start : self._sentence.text.index(of, start) + len(of)]
        if of:
            return of
        member = self._member()
        if member:
            return member
        fined = self._ahead(self._sign("direct")) if self._sign("takes").search(self._before()) else None
        if fined:
            return fined
        part = self._part()
        if part:
            return part
        if self._lone_bracket():
            return self._before_bracket()
        beside = self._beside()
        if beside:
            return beside
        bound = self._ahead(self._sign("of bound"), verbs=True)
        if bound:
            return bound
        direct = self._ahead(self._sign("direct"))
        if direct and gas:
            return gas[0] + direct
        named = direct or self._use_ahead() or self._plain() or self._measured()
        if named is None and self._quantity.reading.kind == "percentage":
            named = self._mover()
        if named is None and self._quantity.reading.kind == "currency":
            named = self._before_in_clause() or self._purpose()
        return named or self._leading_verb()

    def _purpose(self) -> str | None:
        """What money is for, where a verb behind it says so: 投入 600 億元發展地熱, 捐 1,000 萬元，設立「基金」."""
        if not self._sign("spends").search(self._sentence.flat(self._low, self._quantity.start, self._group)):
            return None
        text = self._sign("purpose").sub("", self._sentence.flat(self._quantity.end, self._sentence.end, self._group))
        clause = re.split("[，；。]", text)[0]
        tokens = self._phrases.tokens(clause)
        if len(tokens) < 2 or not (tokens[0].tag.startswith("v") or self._phrases.stops(tokens[0].text)):
            return None
        quoted = re.search("「([^「」]{2,14})」", clause)
        return quoted[1] if quoted else self._phrases.first(clause[tokens[0].end :], joins=LIST_JOIN)

    def _beside(self) -> str | None:
        """The noun right in front of the number, where no better one stands behind it; a payment by its name."""
        adjacent = self._adjacent()
        if adjacent in _SPENDING and (spent := self._before_in_clause()):
            return spent
        if adjacent:
            saved = adjacent in self._grammar.words.changes.decrease_compounds
            place = all(t.tag == "ns" for t in self._phrases.tokens(adjacent))
            return (self._ahead(self._sign("direct")) if saved or place else None) or adjacent
        paid = self._sign("paid").search(self._before()) if self._quantity.reading.kind == "currency" else None
        return self._joined(paid.start("what"), paid["what"]) if paid else None

    def _joined(self, start: int, what: str) -> str:
        """A payment with the noun right in front of it: 家戶光電補助."""
        noun = self._phrases.last(self._before()[:start]) or ""
        return f"{noun}{what}" if self._before()[:start].rstrip().endswith(noun) else what

    def _use_ahead(self) -> str | None:
        """使用再生能源 in 100% 使用再生能源."""
        text = self._sentence.text[self._quantity.end : self._high].strip()
        match = self._sign("use").match(text)
        noun = self._phrases.first(text[match.end() :]) if match else None
        return match[0] + noun if match and noun else None

    def _measured(self) -> str | None:
        """The noun phrase in front; a bare 裝置量 or 產值 takes the noun phrase before it (離岸風電 … 裝置量)."""
        found = self._behind()
        agent = self._quantity.reading.kind == "percentage" or self._without_verbs(self._before())[1]
        if found and found.endswith("者") and agent:
            return self._nearest() or found  # 採行者可減少三成: of what the clause before measures
        if found is None or found not in self._grammar.words.subjects.measures:
            return found
        before = self._before()
        whose = self._phrases.last(before[: before.rindex(found)])
        earlier = self._sentence.clauses_before(self._quantity.start, self._group)
        if whose is None and earlier and not self._context.found:
            topic = self._phrases.topic(self._sentence.flat(*earlier[0], self._group))
            whose = topic if topic and len(topic) <= LONGEST_OWNER else None
        return f"{whose}{found}" if whose else found

    def _quoted_before(self) -> str | None:
        """What the quotation marks right in front of the number hold."""
        quoted = re.search(r"「([^「」]{2,14})」\s*$", self._sentence.text[self._low : self._quantity.start])
        return quoted[1] if quoted else None

    def _of_noun(self) -> str | None:
        text, start, end = self._sentence.text, self._quantity.start, self._quantity.end
        inner = re.sub(r"^[\d,.\s零〇一二兩三四五六七八九十百千萬億餘多]+(?:大\s*)?", "", text[start:end])
        of = self._ahead(re.compile(r"\s*[的之]\s*"))
        if of and (self._quantity.rule == "N大" or self._quantity.reading.unit == "國"):
            return of
        direct = self._ahead(re.compile(r"\s*"))
        if direct and self._quantity.rule != "N大" and self._quantity.reading.unit not in {"國"}:
            return direct
        listed = (
            self._sign("subjects listed").search(self._before()) if self._quantity.reading.unit in _ASPECTS else None
        )
        if listed and self._quantity.rule != "N大":
            return listed[1]
        before = self._quoted_before() or self._adjacent() or ""
        if len(inner) == 1 and not before and not direct:
            return self._phrases.topic(self._before()) or self._nearest()
        if self._quantity.rule == "N大" or before in inner:
            return inner + (direct or "")
        if self._quantity.reading.unit == "國":
            return before + (direct or "") or inner
        return before + inner

    def _ahead(
        self,
        joint: re.Pattern[str] | None = None,
        generic: bool = False,
        verbs: bool = False,
        joins: frozenset[str] = JOIN,
    ) -> str | None:
        """The noun phrase right behind the quantity."""
        match = (joint or self._sign("direct")).match(self._sentence.text, self._quantity.end, self._high)
        if match is None:
            return None
        text = self._sentence.flat(match.end(), min(self._high, match.end() + 24), self._group)
        found = self._phrases.first(text, generic, joins)
        if found is None and verbs:  # 展覽攤位, 卸收能力: a verb that goes with the noun behind it
            tokens = self._phrases.tokens(re.split(r"[、，；。：（(]|\d", text)[0])
            if len(tokens) > 1 and tokens[0].tag.startswith("v") and self._modifies(tokens[0].text):
                noun = self._phrases.first(text[tokens[0].end :], generic, joins)
                found = f"{tokens[0].text}{noun}" if noun and text.startswith(tokens[0].text + noun) else None
        return found

    def _modifies(self, verb: str) -> bool:
        """Whether a verb may be the first part of a compound noun."""
        return verb in self._grammar.words.subjects.compound_verbs or not self._phrases.stops(verb)

    def _adjacent(self) -> str | None:
        """A noun phrase that ends right in front of the number (住商部門 19.38%)."""
        before = self._before().strip().rstrip("「『《").lstrip("、及與和")
        tokens = self._phrases.tokens(before)
        if not tokens or not self._phrases.nominal(tokens[-1]) or tokens[-1].tag not in HEADS:
            return None
        if tokens[-1].text in EXTENTS and len(tokens) == 1:
            return self._nearest()
        while len(tokens) > 1 and (tokens[0].tag in {"t", "r"} or tokens[0].text in PLACE_OF_ALL):
            tokens, before = tokens[1:], before[tokens[0].end - tokens[0].start :].lstrip()
            tokens = self._phrases.tokens(before)
        whole = before.strip()
        apart = any(self._bounds(t) or t.tag == "x" or t.text in "中內裡" for t in tokens)
        if 2 <= len(whole) <= 10 and not apart:
            bare = whole in _BARE_DEEDS and self._quantity.reading.kind != "percentage"
            return (self._measured() if bare else None) or whole
        found = self._phrases.last(before)
        if found in self._grammar.words.subjects.measures and before[: before.rindex(found)].strip():
            return self._measured()
        if self._quantity.reading.kind == "percentage" and found in self._grammar.words.changes.decrease_compounds:
            return (None if self._adverbial_before() else self._nearest()) or found
        return found

    def _adverbial_before(self) -> bool:
        """Whether the clause before only says where, when or what for."""
        clauses = self._sentence.clauses_before(self._quantity.start, self._group)
        return bool(clauses) and self._sentence.text[slice(*clauses[0])].strip().startswith(("在", "為", "於", "依"))

    def _deed(self) -> str | None:
        """A verb that is counted as a noun and ends the clause: 三項指示."""
        text = self._sentence.flat(self._quantity.end, self._high, self._group).strip()
        tokens = self._phrases.tokens(text)
        alone = len(tokens) == 1 and tokens[0].tag.startswith("v") and len(text) >= 2
        return text if alone and self._quantity.reading.unit in _OF_DEEDS else None

    def _verb_ahead(self) -> str | None:
        """參與 in 9,378 人次參與."""
        text = re.split(r"[、，；。：（(\s]", self._sentence.text[self._quantity.end : self._high].strip())[0]
        tokens = self._phrases.tokens(text[:8])
        verb = tokens[0] if tokens and tokens[0].tag.startswith("v") and len(tokens[0].text) >= 2 else None
        changes = self._grammar.words.changes
        empty = {*SUMMING, *changes.increase_verbs, *changes.decrease_verbs}
        return verb.text if verb and verb.text not in empty else None
