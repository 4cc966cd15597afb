"""Which of a sentence's times a quantity holds for."""

from __future__ import annotations

import re
from functools import lru_cache

from natcom.languages.base import Quantity, TimeExpression
from natcom.languages.spaced.clauses import Sentence
from natcom.languages.spaced.grammar import Grammar, any_word

EVENT_REACH = 24  # characters in front of a time in which the verb of the event stands that it dates
_CLOSES = re.compile(r"\s*[)\],;]")


@lru_cache(maxsize=4)
def _patterns(grammar: Grammar) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    time, fillers = grammar.words.time, any_word(grammar.listed("fillers of a base"))
    return (
        re.compile(rf"(?i:(?<!\w){any_word(time.event)}(?!\w))"),
        re.compile(rf"(?i:(?<!\w){any_word(time.base)}\s+(?:{fillers}\s+)*$)"),
        re.compile(rf"(?i:(?<!\w){any_word(time.holding)}(?!\w))"),
    )


class Dating:
    """The times of one sentence, ready to be asked for the period of its quantities."""

    def __init__(self, sentence: Sentence, times: tuple[TimeExpression, ...], grammar: Grammar) -> None:
        self._sentence, self._sign = sentence, grammar.sign
        self._event, self._base, self._holding = _patterns(grammar)
        inside = [t for t in times if sentence.start <= t.core < sentence.end and t.iso]
        self._bases = [t for t in inside if self._is_base(t)]
        self._times = [t for t in inside if t not in self._bases]

    def period(self, quantity: Quantity, siblings: list[Quantity]) -> TimeExpression | None:
        """The time that a quantity holds for, or None where the sentence states none. `siblings`: all in it."""
        for rule in (
            self._in_brackets,
            self._right_behind,
            self._in_front,
            self._later_in_clause,
            self._carried,
            self._closing,
        ):
            found = rule(quantity, siblings)
            if found:
                return found
        return None

    def base(self, quantity: Quantity, period: TimeExpression | None) -> TimeExpression | None:
        """The time that a quantity is compared with (below 2005 levels, compared with 1990)."""
        index = self._sentence.index(quantity.start)
        near = [t for t in self._bases if abs(self._sentence.index(t.core) - index) <= 1]
        behind = [t for t in near if t.start >= quantity.end]
        chosen = behind[:1] or near[-1:]
        return chosen[0] if chosen else None

    def _is_base(self, time: TimeExpression) -> bool:
        text = self._sentence.text
        head = text[self._sentence.start : time.start]
        if self._sign("the").search(head) and self._sign("an event's year").match(text, time.end):
            return False  # losses from the 2018 drought
        return bool(self._base.search(head)) or bool(
            self._sign("levels").match(text, time.end) and self._sign("levels of").search(head)
        )

    def _in_brackets(self, quantity: Quantity, siblings: list[Quantity]) -> TimeExpression | None:
        """A time in a bracket right behind the quantity, or right behind one: 5 km (in 2005), 5 km (3 %) in 2005."""
        text = self._sentence.text
        for time in self._times:
            if time.start >= quantity.end and self._sign("past bracket").fullmatch(text[quantity.end : time.start]):
                return time
        opening = (
            t for t in self._times if self._sign("behind").fullmatch(text[quantity.end : max(t.start, quantity.end)])
        )
        return next((t for t in opening if t.start > quantity.end and _CLOSES.match(text, t.end)), None)

    def _right_behind(self, quantity: Quantity, siblings: list[Quantity]) -> TimeExpression | None:
        """The next time in the clause before the next quantity, unless another clause begins with it."""
        _, high = self._sentence.clause(quantity.start)
        stop = min((s.start for s in siblings if s.start >= quantity.end), default=high)
        return self._behind(quantity, min(stop, high))

    def _later_in_clause(self, quantity: Quantity, siblings: list[Quantity]) -> TimeExpression | None:
        """A time at the end of the clause, shared by all its quantities."""
        return self._behind(quantity, self._sentence.clause(quantity.start)[1])

    def _behind(self, quantity: Quantity, limit: int) -> TimeExpression | None:
        text = self._sentence.text
        for time in self._times:
            if not quantity.end <= time.start < limit:
                continue
            between = text[quantity.end : time.start]
            if self._sign("next clause").search(between) or self._event.search(between):
                return None
            return time
        return None

    def _in_front(self, quantity: Quantity, siblings: list[Quantity]) -> TimeExpression | None:
        """The last time in front of the quantity in its clause."""
        low, _ = self._sentence.clause(quantity.start)
        found = [t for t in self._times if low <= t.core and t.end <= quantity.start]
        if not found or self._of_event(found[-1], quantity):
            return None
        return found[-1] if self._holds(found[-1], quantity, quantity.start) else None

    def _of_event(self, time: TimeExpression, quantity: Quantity) -> bool:
        """Whether a time dates the event right in front of it, and something else follows: was signed in 2004 and …"""
        text = self._sentence.text
        event = self._event.search(text, max(self._sentence.start, time.start - EVENT_REACH), time.start)
        return event is not None and self._sign("goes on after an event").match(text, time.end) is not None

    def _carried(self, quantity: Quantity, siblings: list[Quantity]) -> TimeExpression | None:
        """A time of an earlier clause: one that opens it, or that a quantity of it has."""
        clauses = self._sentence.clauses
        for index in range(self._sentence.index(quantity.start) - 1, -1, -1):
            low, high = clauses[index]
            found = [t for t in self._times if low <= t.core < high]
            if not found:
                continue
            time = found[-1]
            opens = bool(self._sign("lead").fullmatch(self._sentence.text[low : time.start]))
            stated = any(low <= s.start < high for s in siblings)
            dates_event = bool(self._event.search(self._sentence.text[max(low, time.start - 30) : time.start]))
            return time if (opens or stated) and not dates_event and self._holds(time, quantity, high) else None
        return None

    def _closing(self, quantity: Quantity, siblings: list[Quantity]) -> TimeExpression | None:
        """A later clause that holds a time and nothing else (…, by 2030)."""
        index = self._sentence.index(quantity.start)
        if any(s.start > quantity.start for s in siblings):
            return None
        for low, high in self._sentence.clauses[index + 1 :]:
            found = [t for t in self._times if low <= t.core < high]
            if found and self._sign("only time").fullmatch(self._sentence.text[low : found[0].start]):
                return found[0]
        return None

    def _holds(self, time: TimeExpression, quantity: Quantity, limit: int) -> bool:
        """Whether no event stands between a time and the quantity, which would be what the time dates."""
        between = self._sentence.text[time.end : limit]
        event = self._event.search(between)
        return event is None or (quantity.reading.kind == "count" and bool(self._holding.search(between)))
