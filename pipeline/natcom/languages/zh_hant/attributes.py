"""What the words around a quantity make of it: about, at least, more than; an amount or a change."""

from __future__ import annotations

import re
from functools import lru_cache

from natcom.config.facts import FactWords
from natcom.config.units import alternation
from natcom.languages.base import Quantity
from natcom.languages.reader import first
from natcom.languages.zh_hant.clauses import Sentence
from natcom.languages.zh_hant.grammar import Grammar


def qualifier(sentence: Sentence, quantity: Quantity, before: int, grammar: Grammar) -> str | None:
    """approx, gt, gte, lt, lte or None. `before` is where the words in front may begin (the end of the fact before)."""
    after = _after(sentence, quantity, grammar)
    if after in {"gte", "lte"}:
        return after
    if quantity.more:
        return "gt"
    return _before(sentence, quantity, before, grammar) or after


def _after(sentence: Sentence, quantity: Quantity, grammar: Grammar) -> str | None:
    text = sentence.text
    at = quantity.end
    while at < sentence.end and text[at] == " ":
        at += 1
    if quantity.reading.kind != "duration" and grammar.sign("not inside").match(text, at):
        return None
    match = grammar.after.match(text, at, sentence.end)
    gap = (
        grammar.sign("span ahead").match(text, at, sentence.end)
        if match is None and quantity.reading.kind == "count"
        else None
    )
    if gap and not re.search("[的之是為達]", gap[0]):
        match = grammar.after.match(text, gap.end(), sentence.end)
    return match.lastgroup.split("_")[0] if match and match.lastgroup else None


def _before(sentence: Sentence, quantity: Quantity, before: int, grammar: Grammar) -> str | None:
    group = sentence.group(quantity.start)
    low, _ = sentence.clause(quantity.start, group)
    segment = sentence.flat(max(low, before), quantity.start, group)
    spoiled = [m.span() for m in grammar.not_approx.finditer(segment)]
    found: str | None = None
    for match in grammar.before.finditer(segment):
        if any(a < match.end() and match.start() < b for a, b in spoiled) or not match.lastgroup:
            continue
        gap = segment[match.end() :]
        name = match.lastgroup.split("_")[0]
        if not _gap_allowed(match[0], name, gap, grammar):
            continue
        if match[0] == "最高" and grammar.sign("maximum is record").match(gap):
            continue
        if match[0] in {"最多", "最少"} and not grammar.sign("most").fullmatch(gap):
            continue
        if (
            match[0] == "近"
            and quantity.reading.kind == "duration"
            and _is_recent(sentence, quantity, segment[: match.end()], grammar)
        ):
            continue
        found = name
    return found


def _is_recent(sentence: Sentence, quantity: Quantity, head: str, grammar: Grammar) -> bool:
    """Whether 近 N 年 means the years up to now and not about N years."""
    behind = sentence.text[quantity.end : quantity.end + 3]
    return bool(grammar.sign("recent").search(head)) or behind.lstrip().startswith(("來", "間", "年均", "及近", "平均"))


def _gap_allowed(word: str, name: str, gap: str, grammar: Grammar) -> bool:
    if grammar.sign("gap").fullmatch(gap):
        return True
    if re.search("[，；。、]", gap) or re.search(r"\d", gap):
        return False
    if word in grammar.words.distant_qualifiers:
        return len(gap.strip()) <= (14 if name == "approx" else 8)
    return name in {"lte", "gt"} and len(gap.strip()) <= 3 and not re.search("[的之]", gap)


@lru_cache(maxsize=4)
def _change_patterns(words: FactWords) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Change words before a number, rates, and change words after a number; groups name the direction and the form."""
    changes = words.changes
    named = [
        *((w, f"(?P<increase_v_{i}>{re.escape(w)})") for i, w in enumerate(changes.increase_verbs)),
        *((w, f"(?P<decrease_v_{i}>{re.escape(w)})") for i, w in enumerate(changes.decrease_verbs)),
        *((w, f"(?P<increase_c_{i}>{re.escape(w)})") for i, w in enumerate(changes.increase_compounds)),
        *((w, f"(?P<decrease_c_{i}>{re.escape(w)})") for i, w in enumerate(changes.decrease_compounds)),
    ]
    named.sort(key=lambda pair: -len(pair[0]))
    nouns = sorted(
        [(w, "increase") for w in changes.increase_nouns] + [(w, "decrease") for w in changes.decrease_nouns],
        key=lambda pair: -len(pair[0]),
    )
    verbs = {*changes.increase_verbs, *changes.decrease_verbs}
    after = "|".join(
        f"(?P<{way}_{i}>{'(?<=[的之])' if w in verbs else ''}{re.escape(w)})" for i, (w, way) in enumerate(nouns)
    )
    return (
        re.compile("|".join(pattern for _, pattern in named)),
        re.compile(alternation([(w, re.escape(w)) for w in changes.rates])),
        re.compile(
            rf"\s*[的之]?\s*(?:CO[2₂]e?|二氧化碳|溫室氣體|碳排放量?|碳排|碳|排放量?|用電量?|用水量?|能源|電力|年)*\s*[的之]?\s*(?:{after})(?![至到為成])"
        ),
    )


_SAVED = ("節", "省", "減碳", "減排")
_COUNT_VERBS = {"增加", "減少", "新增", "增設", "淨增加", "縮短", "節省", "擴增"}


def measure(sentence: Sentence, quantity: Quantity, before: int, grammar: Grammar) -> str:
    """level, increase or decrease, as explicit words of change in the clause say."""
    pattern, rates, after = _change_patterns(grammar.words)
    group = sentence.group(quantity.start)
    low, high = sentence.clause(quantity.start, group)
    segment = sentence.flat(max(low, before), quantity.start, group)
    changes = list(pattern.finditer(segment))
    if changes:
        last = changes[-1]
        rest = segment[last.end() :]
        rate = rest.startswith("率") or rates.match(segment, last.start())
        if not rate and _changes(last, rest, quantity, grammar):
            return str(last.lastgroup).split("_")[0]
    following = after.match(sentence.text, quantity.end, high)
    if following and following.lastgroup and not rates.match(sentence.text, following.start(following.lastgroup)):
        rest = sentence.text[following.end() : high]
        share = quantity.reading.kind in {"percentage", "count"} and grammar.sign("share of change").match(rest)
        if not share and quantity.reading.kind not in {"duration", "count", "currency"}:
            return following.lastgroup.split("_")[0]
    return "level"


def _changes(change: re.Match[str], rest: str, quantity: Quantity, grammar: Grammar) -> bool:
    """Whether a change word governs the number that `rest` stands in front of."""
    way, form, _ = str(change.lastgroup).split("_")
    word = change[0]
    kind = quantity.reading.kind
    if form == "c":
        if kind == "count" and word.startswith(_SAVED):
            return False  # 節能 15 案 counts cases
        return bool(grammar.sign("compound tail").fullmatch(rest.replace(" ", "")))
    grows = word in {"成長", "增長", "衰退", "負成長"} and kind == "percentage" and rest.strip().startswith("為")
    if rest.strip().startswith(grammar.words.changes.level_after) and not grows:
        return False
    rest = rest.strip()[1:] if grows else rest
    between = grammar.sign("strip").sub("", rest).strip()
    reaches = between.endswith("達")
    between = grammar.sign("strip").sub("", between[:-1]).strip() if reaches else between
    if word == "少" and not grammar.sign("compared").search(change.string[: change.start()]):
        return False
    if not between:
        return not (reaches and rest.strip().startswith("達到"))
    if len(word) == 1 or len(between) > 16 or grammar.sign("object stop").search(between):
        return False
    if between[-1] in "的之" and not re.search("年|基準", between):
        return False
    if kind in {"count", "duration"} and word not in _COUNT_VERBS:
        return False
    return not (reaches and way == "increase")


def inherits(sentence: Sentence, previous: Quantity, quantity: Quantity, grammar: Grammar) -> tuple[bool, bool]:
    """Whether a quantity stands in one list with the one before it and shares its words of change (分別約 30%及 50%).

    The second says whether it shares its qualifier too, as behind 分別 and 各.
    """
    between = sentence.text[previous.end : quantity.start]
    same = previous.reading.unit == quantity.reading.unit and grammar.sign("list").fullmatch(between)
    listed = bool(same or grammar.sign("or").fullmatch(between))  # 增加 3,150 億元或 17.6%
    low, _ = sentence.clause(previous.start)
    return listed, listed and bool(grammar.sign("each").search(sentence.text[low : previous.start]))


def per(sentence: Sentence, quantity: Quantity, low: int, grammar: Grammar) -> str | None:
    """What a quantity is given per, as the words from `low` on say: 每人, 每平方公里, 人均, 年均."""
    before = sentence.text[low : quantity.start]
    found = grammar.sign("attributes every").findall(before)
    for size in range(len(found[-1]) if found else 0, 0, -1):
        for name in (found[-1][:size], f"單位{found[-1][:size]}"):
            if name in grammar.units.per:
                return grammar.units.per[name]
    rule = first(grammar.words.per, before)
    return rule.effect if rule else None
