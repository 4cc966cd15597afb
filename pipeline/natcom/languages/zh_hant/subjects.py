"""What a quantity measures: the shortest noun phrase of its sentence (or the one before) that says it."""

from __future__ import annotations

import re

from natcom.languages.base import Quantity, TimeExpression
from natcom.languages.zh_hant.clauses import Sentence
from natcom.languages.zh_hant.grammar import Grammar
from natcom.languages.zh_hant.phrases import JOIN, LIST_JOIN, Phrases
from natcom.languages.zh_hant.tokens import HEADS

_BASE_PHRASE = re.compile(
    r"(?:較|(?<![勒占佔對分相可])比(?!例|重|率|較|如|起|照)|相較於?|相對於?)[^，]*?(?=約|更|減|增|下降|成長|降低|提升|提高|上升|多|少|$)"
)
_SHARE = re.compile(
    r"(?P<part>.*?)(?:約|則|僅|更|即|均|各|，)*(?:占|佔|涵蓋|抵銷|抵減|貢獻)(?!比)(?P<whole>[^，]*?)(?:總?比例|比重)?(?:達|約|近|高達|為|逾|超過|的|之|僅|至|於|在|與|及|分別|各|\s)*$"
)
_OF = re.compile(r"\s*[的之]\s*")
_OF_BOUND = re.compile(r"\s*(?:以上|以下|以內|左右|內)\s*[的之]\s*")
_DIRECT = re.compile(r"\s*(?:以上|以下|以內|左右)?\s*")
_COUNTED = re.compile(r"\s*(?:以上|以下|以內|左右)?\s*[的之]?\s*")
_RELATIVE = re.compile(r"\s*(?=[^\d，。；：（(]{2})[^，。；：（(]{2,30}?[的之]\s*")
_SHARE_WORD = re.compile(r"\s*(?:發電|供電|用電)?(?:量)?(?:占比|佔比|比例|比重)[的之]\s*")
_LISTED = re.compile(r"((?:[^，。、\s]{1,10}、)*[^，。、\s]{1,10}[及和與][^，。、\s]{1,10}?)等?\s*$")
_EACH_UNIT = re.compile(r"每(?!年)[^\s，。為約達]{1,8}\s*$")
_BASE_LINK = re.compile(r"(?:約|僅|已|將)*(?:為|達|占|相當於|是)[^，為]{1,14}[的之](?:約|近)?\s*$")
_CIRCUMSTANCE = re.compile(r"(?:[在於若]\s*)?[^，在於]{0,14}?(?:情境|情形|情況|條件|背景)(?:之)?下(?!降)")
_DEALT_NAME = re.compile(r"(?:分別|依序)[為是有]?[^，為]{2,}$")  # 比重分別為農業 1.4%: the name stands at the number
_DEALT_OUT = re.compile(
    r"(?P<list>(?:[^、，]{1,10}、)*[^、，]{1,10}(?:以及|[及與和])[^、，]{1,12}?)(?:[的之](?P<what>[^、，的之]{2,14}))?"
    r"(?:則|也|亦|約)*(?:分別|依序)(?:則|約|為|達|是|計|有|\s)*"
)
LONGEST_DEED = 10  # characters of a verb with the noun in front of it
_PLACE_OF_ALL = frozenset(["全國", "我國", "全臺", "全台"])
_REACHES = re.compile(r"(?:則|並|再|已|將|可|逐年|逐步|大幅|持續|進一步|又|更|預計|預估)*(?P<verb>[^\s，、]{0,3}[增減升降提擴縮漲跌攀長高低滑][^\s，、]?)[至到為成](?:約|近|逾|\s)*")
_EXTENTS = frozenset(["減幅", "增幅", "降幅", "漲幅", "幅度", "成長幅度", "增加量", "減少量", "最高", "最低"])
_LIST_GAP = re.compile(r"\s*(?:、|及|與|和|以及)\s*(?:約|近)?\s*")
_HAVING = re.compile(r"(?:有|計|共|計有|共有|[及與和、]\s*(?:超過|約|近|逾|不到|至少|將近))\s*$")
_OF_DEEDS = frozenset(["項", "場", "次", "種", "類", "個", "件", "套"])
_USE = re.compile(r"(?:使用|採用|改用|購買|利用)")
_NOT_RELATIVE = re.compile(r"\s*(?:已|將|於|均|皆|為|是|進行|獲|通過|簽署|加入|參與|線上|，|、)")
_SUMMING = frozenset(["為", "有", "達", "計", "共", "占", "合計", "總計", "共計", "累計", "計有", "共有", "達到", "僅"])
_LINK = re.compile(
    r"(?:已|將|約|僅|皆|均|則|即|更|亦|也|仍|共|總|合|經重新估算|經修正|更新|亦已|且已|分別|各|預計|預估|可|能|估計|由|自|從)*"
    r"(?:為|達到|達|逾|超過|高達|僅|不到|未達|不及|未滿|不足|不?低於|不?高於|大於|不得低於|不得高於|不得?超過|不得少於|約|近|占|佔|在|至少|介於|突破|計|共計|合計|總計|累計|有|是|降至|增至|降為|增為|維持|由(?!於)|上限為?|下限為?)"
    r"(?:約|近|逾|將近|至少|超過|達|僅|有|為|新[臺台]幣|\s)*$"
)
_ASPECTS = frozenset(["方面", "面向", "領域", "階段", "構面", "層面", "部門", "產業"])
_GAS = re.compile(r"(?:CO[2₂]e?|二氧化碳(?:當量)?|甲烷|氧化亞氮)$")


def subject(sentence: Sentence, quantity: Quantity, context: Context, grammar: Grammar) -> str | None:
    """The words that say what the quantity measures, or None."""
    return _Finder(sentence, quantity, context, grammar).find()


def share_of(sentence: Sentence, quantity: Quantity, before: int) -> str | None:
    """The whole that a percentage is a share of, where 占 names it (占排放總量的 51.4%)."""
    if quantity.reading.kind != "percentage":
        return None
    group = sentence.group(quantity.start)
    low, _ = sentence.clause(quantity.start, group)
    match = _SHARE.search(sentence.flat(max(low, before), quantity.start, group))
    whole = match["whole"].strip().rstrip("的之") if match else ""
    return whole if 2 <= len(whole) <= 20 else None


class Context:
    """What was found before in the sentence: (quantity, subject), and the times to leave out of phrases."""

    def __init__(self, times: tuple[TimeExpression, ...], phrases: Phrases) -> None:
        self.times = times
        self.phrases = phrases
        self.found: list[tuple[Quantity, str | None]] = []
        self.members: list[str] = []


class _Finder:
    def __init__(self, sentence: Sentence, quantity: Quantity, context: Context, grammar: Grammar) -> None:
        self._sentence, self._quantity, self._context, self._grammar = sentence, quantity, context, grammar
        self._group = sentence.group(quantity.start)
        self._low, self._high = sentence.clause(quantity.start, self._group)
        self._phrases = context.phrases
        ends = [q.end for q, _ in context.found if q.end <= quantity.start and sentence.group(q.start) == self._group]
        self._from = max([self._low, *ends])

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
        return found or self._inherited()

    def _reached(self) -> bool:
        """Whether nothing but a verb of change leads to the number: … 倍增至 2.6 萬公頃."""
        match = _REACHES.fullmatch(self._before().strip())
        if match is None:
            return False
        tokens = self._phrases.tokens(match["verb"])
        return all(t.tag.startswith(("v", "d", "a")) for t in tokens) and any(t.tag == "v" for t in tokens)

    def _mover(self) -> str | None:
        """What moved to the number: the subject of the quantity before it in the clause, else of the clause before."""
        if self._from > self._low and self._context.found:
            return self._context.found[-1][1]
        return self._nearest()

    def _of_count(self) -> str | None:
        noun = not _NOT_RELATIVE.match(self._sentence.text, self._quantity.end)
        ahead = self._ahead(_COUNTED, generic=True, verbs=noun, joins=LIST_JOIN) or self._deed()
        if ahead:
            return (self._counted_before() if self._acts(ahead) else None) or ahead
        topic = self._linked()
        if topic:
            return topic
        tokens = self._phrases.tokens(self._before().rstrip())
        relative = None
        if not _NOT_RELATIVE.match(self._sentence.text, self._quantity.end):
            relative = self._ahead(_RELATIVE)
        if relative:
            return relative
        acted = bool(tokens) and tokens[-1].tag.startswith("v") and tokens[-1].text not in _SUMMING
        adjacent = self._adjacent()
        if adjacent:
            return adjacent
        if acted:
            return self._same_unit() or self._behind() or self._verb_ahead() or self._leading_verb()
        return self._behind() or self._same_unit() or self._verb_ahead() or self._leading_verb()

    def _acts(self, ahead: str) -> bool:
        """Whether the words behind a count say what is done with it (3 處營運) and not what it counts."""
        text = self._sentence.text[self._quantity.end : self._high].lstrip()
        first = self._phrases.tokens(text[:12])
        return text.startswith(ahead) and bool(first) and first[0].text in self._grammar.words.subjects.deeds

    def _counted_before(self) -> str | None:
        """A common noun right in front of a count, as in a list of stock: 生質能廠 3 處."""
        tokens = self._phrases.tokens(self._before().rstrip())
        if not tokens or tokens[-1].tag not in {"n", "nz"} or not self._phrases.nominal(tokens[-1]):
            return None
        return self._adjacent()

    def _of_measure(self) -> str | None:
        if self._quantity.reading.kind == "duration" and (adjacent := self._adjacent()):
            return adjacent
        of = self._ahead(_SHARE_WORD) or self._ahead(_OF, verbs=True)
        topic = self._linked()
        if topic and _HAVING.search(self._before()) and (had := of or self._ahead(_DIRECT)):
            return had
        if topic and not _SHARE.search(self._before()):
            return topic
        gas = _GAS.search(self._sentence.text[self._quantity.start : self._quantity.end])
        if of and gas:
            start = self._quantity.start + gas.start()
            return self._sentence.text[start : self._sentence.text.index(of, start) + len(of)]
        if of:
            return of
        member = self._member()
        if member:
            return member
        part = self._part()
        if part:
            return part
        if self._lone_bracket():
            return self._before_bracket()
        adjacent = self._adjacent()
        if adjacent:
            return adjacent
        bound = self._ahead(_OF_BOUND, verbs=True)
        if bound:
            return bound
        direct = self._ahead(_DIRECT)
        if direct and gas:
            return gas[0] + direct
        return direct or self._use_ahead() or self._measured() or self._leading_verb()

    def _use_ahead(self) -> str | None:
        """使用再生能源 in 100% 使用再生能源."""
        text = self._sentence.text[self._quantity.end : self._high].strip()
        match = _USE.match(text)
        noun = self._phrases.first(text[match.end() :]) if match else None
        return match[0] + noun if match and noun else None

    def _measured(self) -> str | None:
        """The noun phrase in front; a bare 裝置量 or 產值 takes the noun phrase before it (離岸風電 … 裝置量)."""
        found = self._behind()
        if found and found.endswith("者") and self._quantity.reading.kind == "percentage":
            return self._nearest() or found  # 採行者可減少三成: of what the clause before measures
        if found is None or found not in self._grammar.words.subjects.measures:
            return found
        before = self._before()
        whose = self._phrases.last(before[: before.rindex(found)])
        earlier = self._sentence.clauses_before(self._quantity.start, self._group)
        if whose is None and earlier and not self._context.found:
            whose = self._phrases.topic(self._sentence.flat(*earlier[0], self._group))
        return f"{whose}{found}" if whose else found

    def _nearest(self) -> str | None:
        """The subject of the clause before: of its last quantity, else its topic; in a bracket, of what it follows."""
        if self._group:
            found = self._before_bracket()
            if found:
                return found
        for start, end in self._sentence.clauses_before(self._quantity.start, self._group):
            inside = [s for q, s in self._context.found if start <= q.start < end and s]
            clause = self._timeless(start, end).strip()
            if not inside and clause.startswith(("如", "例如", "包括", "包含")):
                continue  # examples of what the clause before names
            named = self._phrases.last if self._quantity.reading.kind == "currency" else self._phrases.topic
            found = inside[-1] if inside else self._dealt(clause) or named(clause)
            if found:
                return found
        return None

    def _dealt(self, clause: str) -> str | None:
        """The first member of a list in the clause before that 分別 deals out over the numbers here."""
        members = [m.strip() for m in re.split(r"[、及與和]|以及", clause) if m.strip()]
        if len(members) < 2 or not re.search("分別|各", self._before()):
            return None
        self._context.members = members[1:]
        return members[0]

    def _member(self) -> str | None:
        """The next member of a list that is dealt out (分別) over the numbers after it."""
        if not self._context.members or not _LIST_GAP.fullmatch(self._sentence.text[self._from : self._quantity.start]):
            return None
        member, self._context.members = self._context.members[0], self._context.members[1:]
        return self._phrases.last(member) or member

    def _part(self) -> str | None:
        """製造業 in 製造業約占 68%."""
        match = _SHARE.search(self._before())
        if match is None or _DEALT_NAME.search(match["whole"]):
            return None
        part = self._in_turn(match["part"]) or self._phrases.whole(match["part"])
        part = part or (self._phrases.last(match["part"]) if match["part"].strip() else None)
        return part or self._nearest()

    def _in_turn(self, part: str) -> str | None:
        """The first member of 住商、運輸及農業 in 分別占 19%、13%及 2%; the others wait for the numbers after it."""
        head = re.sub(r"(?:則|也|亦|約)*(?:分別|各|依序|分)(?:則|約)*$", "", part.strip())
        members = [m.strip() for m in re.split(r"[、及與和]|以及", head) if m.strip()]
        if head == part.strip() or len(members) < 2:
            return None
        self._context.members = members[1:]
        return self._phrases.last(members[0]) or members[0]

    def _linked(self) -> str | None:
        """The topic of the clause where only a verb of being stands between it and the number: 平均每人排放量為."""
        before = _EACH_UNIT.sub("", self._before()).rstrip()
        dealt = _DEALT_OUT.fullmatch(before.strip())
        if dealt:
            return self._in_turn(f"{dealt['list']}分別")
        link = _BASE_LINK.search(before) if self._quantity.reading.kind in {"multiple", "percentage"} else None
        if link and not before[: link.start()].strip():
            return self._nearest()
        link = link or _LINK.search(before)
        found = self._phrases.whole(before[: link.start()]) if link else None
        if found in _EXTENTS:
            return self._nearest()
        return None if found in self._grammar.words.subjects.measures else found

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
        listed = _LISTED.search(self._before()) if self._quantity.reading.unit in _ASPECTS else None
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

    def _before(self) -> str:
        """The words of the clause in front of the number; times, comparisons and names of money left out."""
        text = _BASE_PHRASE.sub("", self._timeless(self._from, self._quantity.start))
        words = self._without_bases(_CIRCUMSTANCE.sub("", text))
        return self._grammar.money_name.sub("", words)

    def _without_bases(self, text: str) -> str:
        """The words without the base of a rate (每公頃, 平均每部落); 每人 stays, it is part of a measure's name."""
        if "每" not in text:
            return text
        tokens, kept, i = self._phrases.tokens(text), [], 0
        while i < len(tokens):
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

    def _ahead(
        self,
        joint: re.Pattern[str] = _DIRECT,
        generic: bool = False,
        verbs: bool = False,
        joins: frozenset[str] = JOIN,
    ) -> str | None:
        """The noun phrase right behind the quantity."""
        match = joint.match(self._sentence.text, self._quantity.end, self._high)
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

    def _behind(self) -> str | None:
        before = self._before()
        return self._phrases.last(before) if before.strip() else None

    def _adjacent(self) -> str | None:
        """A noun phrase that ends right in front of the number (住商部門 19.38%)."""
        before = self._before().strip().rstrip("「『《").lstrip("、及與和")
        tokens = self._phrases.tokens(before)
        if not tokens or not self._phrases.nominal(tokens[-1]) or tokens[-1].tag not in HEADS:
            return None
        if tokens[-1].text in _EXTENTS and len(tokens) == 1:
            return self._nearest()
        while len(tokens) > 1 and (tokens[0].tag in {"t", "r"} or tokens[0].text in _PLACE_OF_ALL):
            tokens, before = tokens[1:], before[tokens[0].end - tokens[0].start :].lstrip()
            tokens = self._phrases.tokens(before)
        whole = before.strip()
        apart = any(self._phrases.stops(t.text) or t.tag in {"p", "c", "x"} or t.text in "中內裡" for t in tokens)
        if 2 <= len(whole) <= 10 and not apart:
            return whole
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

    def _lone_bracket(self) -> bool:
        return self._group > 0 and not re.search(r"[\u4e00-\u9fff]", re.sub("約|相當於|近|逾", "", self._before()))

    def _before_bracket(self) -> str | None:
        """What stands in front of the bracket that holds nothing but the quantity."""
        opening = self._sentence.group_start(self._group) - 1
        for quantity, found in reversed(self._context.found):
            if quantity.end <= opening and not self._sentence.text[quantity.end : opening].strip():
                return found
        outer = self._sentence.parent(self._group)
        low, _ = self._sentence.clause(opening, outer)
        return self._phrases.last(self._sentence.flat(low, opening, outer))

    def _same_unit(self) -> str | None:
        return next(
            (s for q, s in reversed(self._context.found) if q.reading.unit == self._quantity.reading.unit and s), None
        )

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
        return tokens[0].text if tokens and tokens[0].tag.startswith("v") and len(tokens[0].text) >= 2 else None

    def _leading_verb(self) -> str | None:
        """回收 in 回收累計達 101 公噸."""
        text = self._before().strip()
        tokens = self._phrases.tokens(text)
        verbs = [
            i
            for i, t in enumerate(tokens)
            if t.tag.startswith("v") and len(t.text) >= 2 and not self._phrases.stops(t.text)
        ]
        if not verbs:
            return None
        verb = first = verbs[-1]
        while first and self._phrases.nominal(tokens[first - 1]):
            first -= 1  # 熱傷害 + 就診
        whole = text[tokens[first].start : tokens[verb].end]
        return whole if len(whole) <= LONGEST_DEED else tokens[verb].text

    def _inherited(self) -> str | None:
        if self._lone_bracket() and (found := self._before_bracket()):
            return found
        if self._context.found and self._context.found[-1][1]:
            return self._context.found[-1][1]
        return self._nearest()
