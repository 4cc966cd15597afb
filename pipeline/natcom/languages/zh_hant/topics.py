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
SHORT_PART = 6  # characters of a part that is no known noun (堆肥)


def share_of(sentence: Sentence, quantity: Quantity, before: int, grammar: Grammar) -> str | None:
    """The whole that a percentage is a share of, where 占 names it (占排放總量的 51.4%)."""
    if quantity.reading.kind != "percentage":
        return None
    group = sentence.group(quantity.start)
    low, _ = sentence.clause(quantity.start, group)
    match = SHARE.search(sentence.flat(max(low, before), quantity.start, group))
    whole = match["whole"].strip().rstrip("的之") if match else ""
    return whole if 2 <= len(whole) <= 20 else None


def _members(text: str, grammar: Grammar) -> list[str]:
    """The members of a list; 與 inside a member of a list with 、 joins no members (製造業與營造業、運輸及農業)."""
    pieces = text.split("、")
    pieces[-1:] = (
        re.split(r"以及|[及與和]", pieces[-1])
        if len(pieces) == 1
        else grammar.sign("last joint").split(pieces[-1], maxsplit=1)
    )
    return [piece.strip() for piece in pieces if piece.strip()]


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
            chief = self._sign("chief").search(clause)
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
        members = _members(clause, self._grammar)
        if len(members) < 2 or not re.search("分別|各", self._before()):
            return None
        self._context.members = members[1:]
        return members[0]

    def _member(self) -> str | None:
        """The next member of a list that is dealt out (分別) over the numbers after it."""
        if not self._context.members or not self._sign("list gap").fullmatch(
            self._sentence.text[self._from : self._quantity.start]
        ):
            return None
        member, self._context.members = self._context.members[0], self._context.members[1:]
        return member if len(member) <= WHOLE_MEMBER else self._phrases.last(member) or member

    def _part(self) -> str | None:
        """製造業 in 製造業約占 68%."""
        match = SHARE.search(self._before())
        if match is None or self._sign("dealt name").search(match["whole"]):
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
        members = _members(head, self._grammar)
        if head == part.strip() or len(members) < 2:
            return None
        self._context.members = members[1:]
        return members[0] if len(members[0]) <= WHOLE_MEMBER else self._phrases.last(members[0]) or members[0]

    def _linked(self) -> str | None:
        """The topic of the clause where only a verb of being stands between it and the number: 平均每人排放量為."""
        before = self._sign("each unit").sub("", self._before()).rstrip()
        dealt = self._sign("dealt out").fullmatch(before.strip())
        if dealt:
            return self._in_turn(f"{dealt['list']}分別")
        link = (
            self._sign("base link").search(before)
            if self._quantity.reading.kind in {"multiple", "percentage"}
            else None
        )
        if link and not before[: link.start()].strip():
            return self._nearest()
        link = link or self._sign("link").search(before)
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
