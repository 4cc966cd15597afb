"""Which of a sentence's times a quantity holds for."""

from __future__ import annotations

import re
from functools import lru_cache

from natcom.config.facts import FactWords
from natcom.config.units import alternation
from natcom.languages.base import Quantity, TimeExpression
from natcom.languages.zh_hant.clauses import OPENING, Sentence
from natcom.languages.zh_hant.grammar import Grammar

DIRECT_OBJECT = 4  # characters between an event's verb and a number that is its object
BRACKET_HEAD = 12  # characters in front of a bracketed time that still name what it dates (至於第三期)
EVENT_REACH = 10  # characters between a time and the verb of the event that it dates
_PLAN_YEAR = r"(?:規劃|預估|預計)\s*(?P<y>(?:19|20|21)\d\d)(?!\s*年|\d)"
_PLANNED = re.compile(_PLAN_YEAR)


@lru_cache(maxsize=4)
def _patterns(words: FactWords) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    time = words.time
    make = alternation
    return (
        re.compile(make([(w, re.escape(w)) for w in time.event])),
        re.compile(make([(w, re.escape(w)) for w in time.holding])),
        re.compile(make([(w, re.escape(w)) for w in time.data])),
        re.compile(
            r"(?<![勒占佔])" + make([(w, re.escape(w)) for w in time.base]) + r"(?!例|重|率|賽|照)[^，。；0-9]{0,8}$"
        ),
    )


class Dating:
    """The times of one sentence, ready to be asked for the period of its quantities."""

    def __init__(self, sentence: Sentence, times: tuple[TimeExpression, ...], grammar: Grammar) -> None:
        self._sentence, self._sign = sentence, grammar.sign
        self._event, self._holding, self._data, self._base = _patterns(grammar.words)
        inside = [t for t in times if sentence.start <= t.core < sentence.end and t.iso]
        inside += [
            TimeExpression(m.start("y"), m.end("y"), m["y"], m.start("y"))
            for m in _PLANNED.finditer(sentence.text, sentence.start, sentence.end)
        ]
        self._times = tuple(sorted(inside))
        self._shares: list[Quantity] = []

    def period(self, quantity: Quantity, siblings: list[Quantity]) -> TimeExpression | None:
        """The time that a quantity holds for, None where the sentence states none. `siblings`: all it holds."""
        paired = self._paired(quantity, siblings)
        if paired:
            return paired
        behind = self._in_bracket_behind(quantity)
        if behind:
            return behind
        sentence = self._sentence
        self._shares = [s for s in siblings if s.reading.kind in {"percentage", "multiple"}]
        group, at = sentence.group(quantity.start), quantity.start
        while group >= 0:
            found = self._in_group(quantity, group, at, siblings)
            if found:
                return found
            at = sentence.group_start(group) - 1
            group = sentence.parent(group)
        return None

    def base(self, quantity: Quantity, period: TimeExpression | None) -> TimeExpression | None:
        """The time that a quantity is compared with (較 2005 年減少); never that which it holds for."""
        low, _ = self._sentence.clause(quantity.start, self._sentence.group(quantity.start))
        found = None
        for time in self._times:
            if low <= time.start and time.end <= quantity.start and time != period:
                head = self._sentence.text[low : time.core]
                opened = head.rstrip().endswith(("（", "("))
                if self._compared(time) or (opened and self._base.search(head.rstrip()[:-1])):
                    found = time
        return found

    def _visible(self, group: int) -> list[TimeExpression]:
        """The times of a group, and those that stand alone in a bracket of it: 第一期（2016 至 2020 年）."""
        return [t for t in self._times if self._sentence.group(t.core) == group or self._lone_in(t, group)]

    def _lone_in(self, time: TimeExpression, group: int) -> bool:
        sentence, text = self._sentence, self._sentence.text
        inner = sentence.group(time.core)
        if inner == 0 or sentence.parent(inner) != group or text[sentence.group_start(inner) - 1] not in "（(":
            return False
        opening = sentence.group_start(inner)
        head = text[: opening - 1].rstrip()
        alone = not text[opening : time.start].strip() and bool(re.match(r"\s*[)）]", text[time.end :]))
        return (
            alone
            and (not head.endswith(("年", "基期", "%", "噸")) or self._sign("named span").search(head) is not None)
            and not re.search(r"\d$", head)
        )

    def _compared(self, time: TimeExpression) -> bool:
        """Whether the words in front of a time compare with it (較 2005 年, 以 2005 年為基準)."""
        text = self._sentence.text
        low, _ = self._sentence.clause(time.core, self._sentence.group(time.core))
        head = self._base.search(text[low : time.start])
        if head and head[0].startswith(("以", "係以")):
            return bool(re.match(r"[^，。；]{0,12}為(?:基準|基期)", text[time.end :]))
        return (
            bool(head)
            or bool(self._sign("as base").match(text, time.end))
            or bool(self._sign("of number").match(text, time.end))
        )

    def _is_base(self, time: TimeExpression, quantity: Quantity) -> bool:
        text = self._sentence.text
        low, _ = self._sentence.clause(time.core, self._sentence.group(time.core))
        head = self._base.search(text[low : time.start])
        if (
            head
            and quantity.reading.kind not in {"percentage", "multiple"}
            and self._sign("its own").fullmatch(text[time.end : quantity.start])
        ):
            return False  # 較 1990 年之 828 億度: the amount of that year
        if head and (not head[0].startswith(("以", "係以")) or self._compared(time)):
            return True
        fiscal = text[time.core : time.end].rstrip().endswith("年度")
        goal = self._sign("goal").match(text, time.end) if time.start == time.core and not fiscal else None
        if goal and not self._sign("goal is").match(text, goal.end()) and not _PLANNED.search(text[low : time.end]):
            return True  # 2050 年淨零排放目標 names a goal and dates nothing
        if self._sign("same as").search(text[low : time.core]) and not self._sign("from to").search(
            text[low : time.core]
        ):  # 為 2007 年峰值之 91.5%
            return any(
                s.start > time.end and self._sign("of peak").fullmatch(text[time.end : s.start]) for s in self._shares
            )
        between = text[time.end : quantity.start]
        share = quantity.reading.kind in {"percentage", "multiple"} and not self._sign("from to").search(
            text[low : time.core]
        )
        return bool(
            self._sign("as base").match(text, time.end) or (share and self._sign("of number").fullmatch(between))
        )

    def _in_group(self, quantity: Quantity, group: int, at: int, siblings: list[Quantity]) -> TimeExpression | None:
        sentence = self._sentence
        low, _ = sentence.clause(at, group)
        visible = [t for t in self._visible(group) if not self._is_base(t, quantity)]
        same = [t for t in visible if low <= t.start and t.end <= at and not self._dates_event(t, quantity)]
        if same:
            return same[-1]
        following = self._behind(quantity, group, siblings) or self._after_subordinate(at, group, visible)
        if following:
            return following
        for start, end in sentence.clauses_before(at, group):
            carried = [
                t for t in visible if start <= t.start < end and self._carries(t, start, end, quantity, siblings)
            ]
            if carried:
                return carried[-1]
        return None

    def _dates_event(self, time: TimeExpression, quantity: Quantity) -> bool:
        """Whether a time is an event's (2017 年啟用的廠房), and no count of what it brought stands right behind."""
        behind = self._sentence.text[time.end : quantity.start]
        event = self._event.match(behind.lstrip(" 所就已即正式"))
        if not event or time.start < time.core or ".." in (time.iso or ""):
            return False
        rest = behind.lstrip(" 所就已即正式")[event.end() :]
        return not (quantity.reading.kind == "count" and len(rest.strip()) <= DIRECT_OBJECT)

    def _behind(self, quantity: Quantity, group: int, siblings: list[Quantity]) -> TimeExpression | None:
        """The time right behind a quantity, or behind the list that it opens: 2 部於 2024 年除役."""
        sentence, text = self._sentence, self._sentence.text
        _, high = sentence.clause(quantity.start, group)
        for time in self._times:
            if quantity.end <= time.core < high and sentence.group(time.core) == group:
                if self._sign("held in").fullmatch(text[quantity.end : time.core]):
                    return time
                break
        later = next((s for s in siblings if quantity.end <= s.start < high and sentence.group(s.start) == group), None)
        if (
            later
            and self._sign("dating listed").match(text, quantity.end)
            and not any(quantity.end <= t.core < later.start for t in self._times)
        ):
            return self._behind(later, group, siblings)
        return None

    def _after_subordinate(self, at: int, group: int, visible: list[TimeExpression]) -> TimeExpression | None:
        """The time that opens the next clause, where this one leads up to it (扣除 21 公噸後，2019 年 …)."""
        _, high = self._sentence.clause(at, group)
        if not self._sentence.text[:high].endswith("後") or high - at < 2:
            return None
        return next((t for t in visible if 0 <= t.start - high - 1 <= 1), None)

    def _carries(
        self, time: TimeExpression, start: int, end: int, quantity: Quantity, siblings: list[Quantity]
    ) -> bool:
        """Whether a time in an earlier clause [start, end) holds for the clauses after it."""
        sentence = self._sentence
        text, group = sentence.text, sentence.group(time.core)
        head, rest = text[start : time.start], sentence.flat(time.end, end, group)
        opens = bool(self._sign("openers").fullmatch(self._sign("in").sub("", head)))
        marked = bool(self._sign("in").search(head))
        first = start <= sentence.group_start(group) + 1 and not re.sub(r"[\s（(]", "", self._sign("in").sub("", head))
        fact_here = any(start <= s.start < end and s.start >= time.end for s in siblings if s is not quantity)
        if self._sign("ever since").fullmatch(text[time.end : end]) and (time.iso or "").endswith("/.."):
            return True
        if re.match(r"\s*(?:[（(][^（）()]*[)）])?\s*[)）]?\s*$", text[time.end : end]):
            return (
                opens
                or marked
                or (text[time.end :].lstrip().startswith(("）", ")")) and len(head) <= BRACKET_HEAD)
                or bool(self._sign("span of time").search(head))
                or time.start < time.core
                or ".." in (time.iso or "")
            )
        holding = self._holding.search(rest)
        if holding and not self._event.search(rest[: holding.start()]):
            return quantity.reading.kind == "count" or (opens and not marked)
        event = self._event.search(rest[:EVENT_REACH])
        since = time.start < time.core and (time.iso or "").endswith("/..")
        if event and not since and not self._data.search(rest[: event.start()]) and not fact_here:
            return False
        if marked:
            low, _ = sentence.clause(quantity.start, group)
            return first or (fact_here and bool(self._sign("compares").match(text[low:])))
        if opens or fact_here:
            return True
        return bool(self._data.search(rest[:24])) or text[time.start] in "截迄"

    def _in_bracket_behind(self, quantity: Quantity) -> TimeExpression | None:
        """A bracket right behind a quantity that holds a time and nothing else: 268.9 百萬公噸（2005 年）."""
        text, at = self._sentence.text, quantity.end
        while at < self._sentence.end and text[at] == " ":
            at += 1
        if at >= self._sentence.end or text[at] not in OPENING:
            return None
        for time in self._times:
            if (
                time.start >= at + 1
                and not text[at + 1 : time.start].strip()
                and re.match(r"\s*[)）]", text[time.end :])
            ):
                return time
        return None

    def _paired(self, quantity: Quantity, siblings: list[Quantity]) -> TimeExpression | None:
        """於 2030 與 2035 年分別達 30%與 60%: the times and the numbers taken in turn."""
        sentence = self._sentence
        group = sentence.group(quantity.start)
        low, high = sentence.clause(quantity.start, group)
        times = [t for t in self._visible(group) if low <= t.start < quantity.start and not self._is_base(t, quantity)]
        run = times[-1:]
        for time in reversed(times[:-1]):
            if not self._sign("between years").fullmatch(sentence.text[time.end : run[0].start]):
                break
            run.insert(0, time)
        numbers = [s for s in siblings if run and run[-1].end <= s.start < high and sentence.group(s.start) == group]
        if len(run) < 2 or len(numbers) != len(run) or quantity not in numbers:
            return None
        if not self._sign("respectively").search(sentence.text[run[-1].end : numbers[0].start]):
            return None
        return run[numbers.index(quantity)]
