"""What a quantity measures, by the shape of the sentence around it: of what, what is, how many of what."""

from __future__ import annotations

import re

from natcom.languages.base import Quantity, TimeExpression
from natcom.languages.reader import Context
from natcom.languages.spaced.clauses import Sentence
from natcom.languages.spaced.grammar import Grammar, any_word

_WORD = re.compile(r"[^\W\d_⁰-⁹¹²³][\w'’-]*|&")
MAX_WORDS = 6


def subject(sentence: Sentence, quantity: Quantity, before: int, context: Context, grammar: Grammar) -> str | None:
    """The words that say what the quantity measures, or None. `before`: the end of the fact before."""
    low, _ = sentence.clause(quantity.start)
    earlier = context.found[-1][1] if context.found and before > sentence.start else None
    if earlier and quantity.reading.kind != "count":
        gap = sentence.text[before : quantity.start]
        if grammar.sign("goes on").fullmatch(gap) and not sentence.text[quantity.end :].startswith(" of "):
            return earlier
    same = context.found and quantity.reading.kind != "count" and _says_again(sentence, quantity, low, before, grammar)
    found = None if same else _named(sentence, quantity, before, context.times, grammar)
    return context.found[-1][1] if found is None and context.found else found


def _says_again(sentence: Sentence, quantity: Quantity, low: int, before: int, grammar: Grammar) -> bool:
    """Whether a quantity gives the one before it in other terms: it is 5 km, or 3 per cent; 88 km (50 miles)."""
    match = grammar.sign("or").fullmatch(sentence.text, low, quantity.start)
    if match is None:
        return False
    return bool(match["or"]) or not sentence.in_brackets(quantity.start) or not sentence.text[before : low - 1].strip()


def _named(
    sentence: Sentence, quantity: Quantity, before: int, times: tuple[TimeExpression, ...], grammar: Grammar
) -> str | None:
    if quantity.reading.kind == "count":
        return _counted(sentence, quantity, grammar)
    change = grammar.sign("change of").match(sentence.text, quantity.end, sentence.end)
    if change and (changed := _first_phrase(sentence.text[change.end() : sentence.end], grammar)):
        return changed
    behind = _behind(sentence, quantity, grammar)
    if quantity.reading.kind != "percentage" and behind:
        return behind
    low, _ = sentence.clause(quantity.start)
    head = _without(sentence.text, max(low, before), quantity.start, times)
    shared = grammar.sign("and then").sub(" ", head) if before > low else head
    if shared != head and not _before_verb(shared, grammar):  # employs 28% of the workforce and contributes 11%
        head = _without(sentence.text, low, quantity.start, times)
    changed = _object(head, grammar)
    if changed:
        return changed
    of = grammar.of_before.search(head)
    if of and (phrase := _last_phrase(of["np"], grammar)) and phrase.lower() not in grammar.listed("generic"):
        return phrase
    if of and behind:
        return behind
    found = _before_verb(head, grammar)
    if (found or "").lower() in grammar.listed("generic") or (
        quantity.reading.kind == "percentage" and grammar.sign("restates").match(head)
    ):
        return _of_sentence(sentence, quantity, times, grammar) or behind or found
    return found or behind or _of_sentence(sentence, quantity, times, grammar)


def _object(head: str, grammar: Grammar) -> str | None:
    """emissions in to reduce emissions by."""
    by = grammar.by.search(head)
    if by is None:
        return None
    verbs = (*grammar.words.changes.increase_verbs, *grammar.words.changes.decrease_verbs)
    found = next(reversed([*re.finditer(rf"(?i:(?<!\w){any_word(verbs)}(?!\w))", head[: by.start()])]), None)
    return _last_phrase(head[found.end() : by.start()], grammar) if found else None


def share_of(sentence: Sentence, quantity: Quantity, before: int, grammar: Grammar) -> str | None:
    """The whole that a percentage is a share of (12 per cent of total emissions)."""
    if quantity.reading.kind != "percentage":
        return None
    match = grammar.sign("of").match(sentence.text, quantity.end, sentence.end)
    return _first_phrase(sentence.text[match.end() : sentence.end], grammar) if match else None


def _counted(sentence: Sentence, quantity: Quantity, grammar: Grammar) -> str | None:
    """The counted nouns without their number."""
    words = sentence.text[quantity.start : quantity.end].split()
    unit = quantity.reading.unit
    found = [w for w in words if _WORD.fullmatch(w)]
    kept = found[-3:] if len(found) > 3 else found
    spelled = [w for w in kept if w == unit or not set(w.lower().split("-")) <= grammar.listed("numeral words")]
    return " ".join(spelled) or unit


def _behind(sentence: Sentence, quantity: Quantity, grammar: Grammar) -> str | None:
    """9,400 tonnes of diesel; 70 per cent renewable electricity."""
    text = sentence.text
    match = grammar.sign("of").match(text, quantity.end, sentence.end)
    if match:
        return _first_phrase(text[match.end() : sentence.clause(quantity.start)[1]], grammar)
    direct = _first_phrase(text[quantity.end : sentence.clause(quantity.start)[1]], grammar)
    participle = direct is not None and " " not in direct and grammar.sign("participle").search(direct)
    return direct if direct and not participle and not re.match(r"[A-Z]", direct) else None


def _without(text: str, low: int, high: int, times: tuple[TimeExpression, ...]) -> str:
    """The text of [low, high), times left out."""
    out, at = [], low
    for time in times:
        if at <= time.start and time.end <= high:
            out.append(text[at : time.start])
            at = time.end
    return "".join([*out, text[at:high]])


def _first_phrase(text: str, grammar: Grammar) -> str | None:
    """The noun phrase that a text opens with: its words up to a verb, preposition or mark."""
    words: list[str] = []
    at = 0
    while len(words) < MAX_WORDS and (match := re.compile(r"\s*([^\W\d_⁰-⁹¹²³][\w'’-]*)").match(text, at)):
        word = match[1]
        if _ends_phrase(word, grammar):
            break
        words.append(word)
        at = match.end()
    return " ".join(words) or None


def _ends_phrase(word: str, grammar: Grammar) -> bool:
    low = word.lower()
    lists = ("prepositions", "conjunctions", "relatives", "determiners")
    return low in grammar.stops or any(low in grammar.listed(name) for name in lists)


def _last_phrase(text: str, grammar: Grammar) -> str | None:
    """The noun phrase that a text ends with."""
    words: list[str] = []
    for word in reversed(_WORD.findall(text)):
        if len(words) == MAX_WORDS or _ends_phrase(word, grammar):
            break
        words.insert(0, word)
    return " ".join(words) or None


def _before_verb(head: str, grammar: Grammar) -> str | None:
    """The noun phrase in front of the first verb; without a verb the last one."""
    words = _WORD.findall(head)
    phrase: list[str] = []
    for i, word in enumerate(words):
        low = word.lower()
        following = words[i + 1].lower() if i + 1 < len(words) else ""
        if phrase and low in grammar.listed("nouns and verbs") and following in grammar.stops:
            phrase.append(word)  # energy use decreased
            continue
        if phrase and low in grammar.listed("of") and phrase[-1].lower() in grammar.listed("heads of something"):
            phrase.append(word)  # share of renewables
            continue
        if phrase and phrase[-1].lower() in grammar.listed("of") and low in grammar.listed("determiners"):
            continue
        ends = low in grammar.stops or low in grammar.listed("prepositions")
        joins, acts = low in grammar.listed("determiners"), bool(grammar.sign("participle").search(low))
        describes = acts and low not in grammar.listed("being")
        if phrase and describes and {w.lower() for w in phrase} <= grammar.listed("attributes"):
            phrase.append(word)  # total installed capacity
            continue
        rated = phrase or following in grammar.listed("heads of a rate")
        if rated and grammar.listed("per") & {low, phrase[-1].lower() if phrase else ""}:
            phrase.append(word)
            continue
        if phrase and (ends or acts) and not joins:
            break
        if ends or joins or low in grammar.listed("conjunctions"):
            phrase = []
            continue
        phrase.append(word)
    while phrase and phrase[-1].lower() in grammar.listed("of"):
        phrase.pop()
    return " ".join(phrase[-MAX_WORDS:]) or None


def _of_sentence(
    sentence: Sentence, quantity: Quantity, times: tuple[TimeExpression, ...], grammar: Grammar
) -> str | None:
    """What stands in front of the bracket that the quantity is in, else the subject of the first clause with one."""
    index = sentence.index(quantity.start)
    if sentence.in_brackets(quantity.start) and index:
        low, high = sentence.clauses[index - 1]
        found = _last_phrase(re.sub(r"\d[\d,.]*", " ", _without(sentence.text, low, high, times)), grammar)
        if found:
            return found
    for low, high in sentence.clauses[:index]:
        found = _before_verb(re.sub(r"\d[\d,.]*", " ", _without(sentence.text, low, high, times)), grammar)
        if found:
            return found
    return None
