"""What the clause of a quantity, or the one before it, is about; the parts of lists and shares."""

from __future__ import annotations

import re

from natcom.languages.base import Quantity
from natcom.languages.zh_hant.clauses import Sentence
from natcom.languages.zh_hant.fronts import EXTENTS, HEAD_JUNK, Front
from natcom.languages.zh_hant.grammar import Grammar

SHARE = re.compile(
    r"(?P<part>.*?)(?:約|則|僅|更|即|均|各|，)*(?:(?<!市)占(?![比率有用據])|佔(?![比率有用據])|(?:涵蓋|抵銷|抵減|貢獻)(?=(?:約|近|了)*\s*(?:[全總]|整體|我國|國內|$)))(?P<whole>[^，]*?)(?:總?比例|比重)?(?:達|約|近|高達|為|逾|超過|的|之|僅|至|於|在|與|及|分別|各|\s)*$"
)
_EACH_UNIT = re.compile(r"每(?!年)[^\s，。為約達]{1,8}\s*$")
_BASE_LINK = re.compile(r"(?:約|僅|已|將)*(?:為|達|占|相當於|是)[^，為]{1,14}[的之](?:約|近)?\s*$")
_LAST_JOINT = re.compile(r"以及|[及與和](?!.*[及與和])")
_DEALT_NAME = re.compile(r"(?:分別|依序)[為是有]?[^，為]{2,}$")  # 比重分別為農業 1.4%: the name stands at the number
_DEALT_OUT = re.compile(
    r"(?P<list>(?:[^、，]{1,10}、)*[^、，]{1,10}(?:以及|[及與和])[^、，]{1,12}?)(?:[的之](?P<what>[^、，的之]{2,14}))?"
    r"(?:則|也|亦|約)*(?:分別|依序)(?:則|約|為|達|是|計|有|\s)*"
)
SHORT_PART = 6  # characters of a part that is no known noun (堆肥)
_LIST_GAP = re.compile(r"\s*(?:、|及|與|和|以及)\s*(?:約|近)?\s*")
_LINK = re.compile(
    r"(?:已|將|(?<![節契合公條預簽制違紐])約|僅|皆|均|則|即|更|亦|也|仍|共|總|合|經重新估算|經修正|更新|亦已|且已|分別|各|預計|預估|可|能|估計|由|自|從)*"
    r"(?:為|達到|達|逾|超過|高達|僅|不到|未達|不及|未滿|不足|不?低於|不?高於|大於|不得低於|不得高於|不得?超過|不得少於|(?<![節契合公條預簽制違紐])約|近|占|佔|在|至少|介於|突破|計|共計|合計|總計|累計|有|是|降至|增至|降為|增為|維持|由(?!於)|上限為?|下限為?)"
    r"(?:約|近|逾|將近|至少|超過|達|僅|有|為|新[臺台]幣|\s)*$"
)


def share_of(sentence: Sentence, quantity: Quantity, before: int, grammar: Grammar) -> str | None:
    """The whole that a percentage is a share of, where 占 names it (占排放總量的 51.4%)."""
    if quantity.reading.kind != "percentage":
        return None
    group = sentence.group(quantity.start)
    low, _ = sentence.clause(quantity.start, group)
    match = SHARE.search(sentence.flat(max(low, before), quantity.start, group))
    whole = match["whole"].strip().rstrip("的之") if match else ""
    return whole if 2 <= len(whole) <= 20 else None


def _members(text: str) -> list[str]:
    """The members of a list; 與 inside a member of a list with 、 joins no members (製造業與營造業、運輸及農業)."""
    pieces = text.split("、")
    pieces[-1:] = (
        re.split(r"以及|[及與和]", pieces[-1]) if len(pieces) == 1 else _LAST_JOINT.split(pieces[-1], maxsplit=1)
    )
    return [piece.strip() for piece in pieces if piece.strip()]


_CHIEF = re.compile(r"以(?P<name>[^，、以]{2,12}?)(?:居冠|居首|為主|為首|為大宗|為最|最[多高大]|占最|占比最|居多)")


WHOLE_MEMBER = 7  # characters of a list's member that is taken as it stands


class Topics(Front):
    """One quantity and the topics that it may take over."""

    def _mover(self) -> str | None:
        """What moved to the number: the subject of the quantity before it in the clause, else of the clause before."""
        if self._from > self._low and self._context.found:
            return self._context.found[-1][1]
        return self._nearest()

    def _nearest(self) -> str | None:
        """The subject of the clause before: of its last quantity, else its topic; in a bracket, of what it follows."""
        if self._group:
            found = self._before_bracket()
            if found:
                return found
        for start, end in self._sentence.clauses_before(self._quantity.start, self._group):
            inside = [s for q, s in self._context.found if start <= q.start < end and s]
            clause = self._timeless(start, end).strip()
            chief = _CHIEF.search(clause)
            if chief and not inside:
                return self._phrases.last(chief["name"]) or chief["name"]
            if len(set(inside)) > 1 and "分別" in self._before():  # as many shares as things before: each takes its own
                self._context.members = inside[1:]
                return inside[0]
            if not inside and clause.startswith(("如", "例如", "包括", "包含")):
                continue  # examples of what the clause before names
            named = self._phrases.last if self._quantity.reading.kind == "currency" else self._phrases.topic
            found = inside[-1] if inside else self._dealt(clause) or named(clause)
            if found:
                return found
        return None

    def _dealt(self, clause: str) -> str | None:
        """The first member of a list in the clause before that 分別 deals out over the numbers here."""
        members = _members(clause)
        if len(members) < 2 or not re.search("分別|各", self._before()):
            return None
        self._context.members = members[1:]
        return members[0]

    def _member(self) -> str | None:
        """The next member of a list that is dealt out (分別) over the numbers after it."""
        if not self._context.members or not _LIST_GAP.fullmatch(self._sentence.text[self._from : self._quantity.start]):
            return None
        member, self._context.members = self._context.members[0], self._context.members[1:]
        return member if len(member) <= WHOLE_MEMBER else self._phrases.last(member) or member

    def _part(self) -> str | None:
        """製造業 in 製造業約占 68%."""
        match = SHARE.search(self._before())
        if match is None or _DEALT_NAME.search(match["whole"]):
            return None
        part = self._in_turn(match["part"]) or self._phrases.whole(match["part"])
        part = part or (self._phrases.last(match["part"]) if match["part"].strip() else None)
        alone = HEAD_JUNK.sub("", match["part"]).strip()
        if (
            part is None
            and 2 <= len(alone) <= SHORT_PART
            and all(t.tag[0] not in "dpcrxum" for t in self._phrases.tokens(alone))
        ):
            part = alone
        return part or self._nearest()

    def _in_turn(self, part: str) -> str | None:
        """The first member of 住商、運輸及農業 in 分別占 19%、13%及 2%; the others wait for the numbers after it."""
        head = re.sub(r"(?:則|也|亦|約)*(?:分別|各|依序|分)(?:則|約)*$", "", part.strip())
        members = _members(head)
        if head == part.strip() or len(members) < 2:
            return None
        self._context.members = members[1:]
        return members[0] if len(members[0]) <= WHOLE_MEMBER else self._phrases.last(members[0]) or members[0]

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
        if found in EXTENTS:
            return self._nearest()
        return None if found in self._grammar.words.subjects.measures else found

    def _before_bracket(self) -> str | None:
        """What stands in front of the bracket that holds nothing but the quantity."""
        opening = self._sentence.group_start(self._group) - 1
        for quantity, found in reversed(self._context.found):
            if quantity.end <= opening and not self._sentence.text[quantity.end : opening].strip():
                return found
        outer = self._sentence.parent(self._group)
        low, _ = self._sentence.clause(opening, outer)
        return self._phrases.last(self._sentence.flat(low, opening, outer))

    def _inherited(self) -> str | None:
        if self._lone_bracket() and (found := self._before_bracket()):
            return found
        if self._context.found and self._context.found[-1][1]:
            return self._context.found[-1][1]
        return self._nearest()
