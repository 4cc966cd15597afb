"""Checks of the samples: their gold is sound, their sums add up, and only the planted faults are there."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2

from sampling.gold import located_facts, make_gold, outline, sentences
from sampling.model import Fact, Paragraph, Report, Table

SCALES = {"兆": 1e12, "億": 1e8, "百萬": 1e6, "萬": 1e4, "千公": 1e3}
SCALES |= {"billion": 1e9, "million": 1e6, "Mt": 1e6, "Gg": 1e3}
DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {"兩": 2}
WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "half": 50}
QUALIFIED = {
    "approx": ("約", "近", "大約", "左右", "about", "nearly", "some"),
    "gt": ("超過", "逾", "多於", "突破", "more than", "over"),
    "gte": ("至少", "以上", "不少於", "at least"),
    "lt": ("不到", "未達", "少於", "less than"),
    "lte": ("至多", "以下", "以內", "最高", "上限", "up to", "within", "not exceed"),
}
CHANGED = {
    "increase": ("增加", "上升", "提升", "提高", "成長", "rose", "rise", "grew", "increase", "intensify", "raised"),
    "decrease": ("減", "節電", "節省", "降低", "reduce", "cut", "decline", "lower", "save"),
}
# Numbers that are no facts: dates, ordinals, cross-references, names, enumerators.
NO_FACTS = re.compile(
    r"民國 \d+ 年|\d{4} 年(?:底|起)?(?: \d+ 月(?:底)?)?|^\d+\. |[圖表] ?\d[\d.\-]*|(?:Figure|Table) [\d.]+"
    r"|COP ?\d+|RE100|CO2e?|AR\d|2050 年?淨零|第[一二三四五六七八九十]+(?:次|期|版|天然氣)"
    r"|(?:19|20)\d\d(?:/\d\d)?|N2O|單一|一(?:年度|般|致)"
)
ANY_NUMBER = re.compile(
    r"\d[\d,.]*|[一二三四五六七八九十兩百]+(?=[個項種座家名場班國年成倍大章位件輛])"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|half|dozen|twice)\b"
)
# Shares printed with one or two decimals may miss their total by this much; whole numbers may not.
ROUNDED_SHARES = 0.15
CROSS_REFERENCE = re.compile(r"(圖|表|Figure|Table) ?(\d+(?:\.\d+)*(?:-\d+)?)")
NUMBER = re.compile(r"([-+]?\d[\d,]*(?:\.\d+)?)(?: [a-z])?")


def check_report(report: Report, faults: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with a source and the gold made from it, the planted faults left out."""
    yield from _check_outline(report)
    yield from _check_facts(report)
    yield from _check_left_numbers(report)
    yield from _check_planted("total", _wrong_totals(report), faults)
    yield from _check_planted("reference", _dangling_references(report), faults)
    yield from _check_counts(report, faults)


def check_text_layer(report: Report, pdf: Path) -> Iterator[str]:
    """Whether the PDF's text holds the source's sentences; page ends and footnote marks may cut a few."""
    if not pdf.exists():
        yield f"{pdf.name} is missing"
        return
    with pypdfium2.PdfDocument(pdf) as document:
        text = _squeeze("".join(page.get_textpage().get_text_bounded() for page in document))
    wanted = [
        _squeeze(sentence)
        for block in report.blocks
        if isinstance(block, Paragraph)
        for _, sentence in sentences(block.text.plain, report.meta["language"])
    ]
    found = sum(sentence in text for sentence in wanted)
    if found < 0.85 * len(wanted):
        yield f"{pdf.name} holds only {found} of {len(wanted)} sentences whole"


def _squeeze(text: str) -> str:
    # A hyphen at a line's end comes out of pdfium as U+FFFE or U+0002.
    return re.sub(r"[\s\u0002\ufffe\u00ad-]+", "", unicodedata.normalize("NFKC", text))


def _check_outline(report: Report) -> Iterator[str]:
    sections = outline(report)
    for path, count in Counter(section.path for section in sections.values()).items():
        if count > 1:
            yield f"path used {count} times: {path}"
    levels = {section.id: section.heading.level for section in sections.values()}
    for section in sections.values():
        if section.heading.level != (levels[section.parent] + 1 if section.parent else 1):
            yield f"level of {section.path} is not its parent's plus one"
    for kind in ("figures", "tables"):
        for number, count in Counter(row["number"] for row in make_gold(report)[kind]).items():
            if count > 1:
                yield f"{kind}: number used {count} times: {number}"


def _check_facts(report: Report) -> Iterator[str]:
    language = report.meta["language"]
    seen: set[tuple[str, str | None]] = set()
    for _section, text, context, occurrence, fact in located_facts(report):
        where = f"{fact.quote} ({fact.key})"
        if context not in text or not 1 <= occurrence <= context.count(fact.quote):
            yield f"{where}: not in its context"
        if (fact.key, fact.period) in seen:
            yield f"{where}: key and period used twice"
        seen.add((fact.key, fact.period))
        amounts = read_amounts(fact.quote)
        stated = [fact.value] if fact.value_high is None else [fact.value, fact.value_high]
        if not (len(amounts) == len(stated) and all(map(math.isclose, amounts, stated))):
            yield f"{where}: reads as {amounts}, stated {stated}"
        before = [s for _, s in sentences(text, language)]
        at = before.index(context)
        if not any(_has_words(s, fact.subject) for s in before[max(0, at - 1) : at + 1]):
            yield f"{where}: subject {fact.subject} is not in the text"
        yield from (f"{where}: {line}" for line in _check_words(context, fact))


def _check_words(context: str, fact: Fact) -> Iterator[str]:
    """Whether the sentence says what a fact's qualifier, measure and period state."""
    at = context.index(fact.quote)
    near = context[max(0, at - 12) : at + len(fact.quote) + 4].lower()
    if fact.qualifier and not any(word in near for word in QUALIFIED[fact.qualifier]):
        yield f"no word for {fact.qualifier}"
    if fact.measure != "level" and not any(word in context for word in CHANGED[fact.measure]):
        yield f"no word for {fact.measure}"
    dated = re.sub(r"民國 (\d+)", lambda m: str(int(m[1]) + 1911), context)
    dated = re.sub(r"(20)(\d\d)/(\d\d)", r"\1\2 \g<1>\3", dated)
    for year in re.findall(r"\d{4}", fact.period or ""):
        if year not in dated:
            yield f"{year} of its period is not in the sentence"


def read_amounts(quote: str) -> list[float]:
    """The numbers that a quote spells, scale words multiplied out: a plain reading, apart from the package's own.

    >>> read_amounts("1.2 million people"), read_amounts("10\u201315 per cent")
    ([1200000.0], [10.0, 15.0])
    """
    text = re.sub(r"CO2e?|\b(?:km|m)[23]\b", "", quote)
    found = list(re.finditer(r"(?:^-)?\d[\d,]*(?:\.\d+)?", text))
    if not found:
        return [_read_words(text)]
    tails = [text[a.end() : b.start() if b else len(text)] for a, b in zip(found, [*found[1:], None], strict=True)]
    own = [next((value for word, value in SCALES.items() if word in tail), 0.0) for tail in tails]
    scales = [scale or own[-1] or 1.0 for scale in own]
    return [round(float(n[0].replace(",", "")) * scale, 6) for n, scale in zip(found, scales, strict=True)]


def _read_words(text: str) -> float:
    if english := re.search(r"[a-z]+", text):
        return float(WORDS[english[0]])
    if half := re.match(r"(.)年半", text):
        return DIGITS[half[1]] + 0.5
    if text.startswith("一半"):
        return 50.0
    if tenths := re.match(r"(.)成(.)?", text):
        return DIGITS[tenths[1]] * 10.0 + DIGITS.get(tenths[2] or "零", 0)
    if tens := re.match(r"(.)?十([一二三四五六七八九])?", text):
        return DIGITS[tens[1] or "一"] * 10.0 + DIGITS[tens[2] or "零"]
    return float(DIGITS[text[0]])


def _has_words(sentence: str, subject: str) -> bool:
    """Whether the subject's characters stand in the sentence in that order."""
    rest = iter(sentence)
    return all(character in rest for character in subject if not character.isspace())


def _check_left_numbers(report: Report) -> Iterator[str]:
    """Numbers in the text that are neither a fact nor a known kind of other number."""
    for block in report.blocks:
        if not isinstance(block, Paragraph):
            continue
        text = block.text.plain
        for offset, fact in block.text.facts:
            text = text[:offset] + "#" * len(fact.quote) + text[offset + len(fact.quote) :]
        for left in ANY_NUMBER.finditer(NO_FACTS.sub("", text)):
            yield f"a number that is no fact: {left[0]} in {text[:40]}"


def _wrong_totals(report: Report) -> Iterator[tuple[str, str, float, float]]:
    """Totals that are not the sum of their rows: table, place, printed, recomputed."""
    for table in (block for block in report.blocks if isinstance(block, Table)):
        for rule in filter(None, (part.strip() for part in table.options.get("total", "").split(";"))):
            target, _, parts = (piece.strip() for piece in rule.partition("="))
            row = table.row_keys.index(target)
            first, dots, last = parts.partition("..")
            names = (first, last) if dots else tuple(name.strip() for name in parts.split(","))
            places = [table.row_keys.index(name) for name in names]
            rows = range(places[0], places[1] + 1) if dots else places
            for col in range(table.label_cols, table.n_cols):
                printed = NUMBER.fullmatch(table.text_at(row, col))
                addends = [NUMBER.fullmatch(table.text_at(r, col)) for r in rows]
                numbers = [float(m[1].replace(",", "")) for m in addends if m]
                if not printed or not numbers:
                    continue
                total, true = float(printed[1].replace(",", "")), round(sum(numbers), 6)
                if abs(total - true) > (ROUNDED_SHARES if "." in printed[1] else 0):
                    about = f"{table.text_at(row, 0)}, {table.text_at(table.header_rows - 1, col)}"
                    yield f"表 {table.number}", about, total, true


def _dangling_references(report: Report) -> Iterator[tuple[str, str, float, float]]:
    """References in the text to a figure or table that is not there."""
    gold = make_gold(report)
    known = {"圖": gold["figures"], "表": gold["tables"], "Figure": gold["figures"], "Table": gold["tables"]}
    for section in gold["sections"]:
        for text in section["paragraphs"]:
            for found in CROSS_REFERENCE.finditer(text):
                if found[2] not in {row["number"] for row in known[found[1]]}:
                    yield section["path"], f"{found[1]} {found[2]}", 0, 0


def _check_planted(
    kind: str, found: Iterator[tuple[str, str, float, float]], faults: list[dict[str, Any]]
) -> Iterator[str]:
    """The faults found that were not planted, and the planted ones that were not found."""
    planted = {(f["where"], f["about"], f.get("printed", 0), f.get("true", 0)) for f in faults if f["kind"] == kind}
    real = set(found)
    yield from (f"fault that was not planted: {fault}" for fault in sorted(real - planted))
    yield from (f"planted fault that is not there: {fault}" for fault in sorted(planted - real))


def _check_counts(report: Report, faults: list[dict[str, Any]]) -> Iterator[str]:
    paragraphs = {row["path"]: row["paragraphs"] for row in make_gold(report)["sections"]}
    for fault in (fault for fault in faults if fault["kind"] == "count"):
        texts = [text for text in paragraphs.get(fault["where"], ()) if fault["about"] in text]
        if not any(all(name in text for name in fault["names"]) for text in texts):
            yield f"planted count is not there: {fault['about']}"
        if len(fault["names"]) != fault["true"]:
            yield f"planted count names {len(fault['names'])}"
