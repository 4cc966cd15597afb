"""Numbers with their units in Chinese sentences: natcom beside Microsoft Recognizers-Text and jionlp.

    python benchmarks/facts.py --peers PYTHON

Each sentence of `tests/facts/sentences.jsonl`, and of the gold files below `NATCOM_CORPUS` where that is set, is given
to all three. Both peers are made for Simplified characters, so they also get each sentence in those, character by
character. PYTHON is one that has `recognizers-text-number-with-unit`, `emoji<2` (which it needs and does not say) and
`jionlp`; both hold other packages back. jionlp reads money only, so money is also counted alone.

found: a reading touches the fact's quote; exact: it is the quote, a currency's name before it aside; value: one that
touches it has the right number; false: readings that touch no fact. Prints tables in Markdown.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parents[1]
SENTENCES = ROOT / "tests" / "facts" / "sentences.jsonl"
TOLERANCE = 1e-6  # of the value: peers give floats
PEERS = ("recognizers", "jionlp")


@dataclass(frozen=True)
class Found:
    """A reading at [start, end) of a sentence; `value` is None where the tool gives no number."""

    start: int
    end: int
    value: float | None


@dataclass(frozen=True)
class Wanted:
    """A fact of the gold at [start, end)."""

    start: int
    end: int
    value: float
    money: bool


# ---------------------------------------------------------------- sentences


def own_sentences() -> Iterator[tuple[str, tuple[Wanted, ...]]]:
    """The sentences of our collection with the facts that they hold."""
    for line in SENTENCES.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield row["text"], tuple(_wanted(row["text"], row["facts"]))


def report_sentences(corpus: Path) -> Iterator[tuple[str, tuple[Wanted, ...]]]:
    """The sentences of real reports that the gold files below a folder have facts of."""
    for path in sorted(corpus.rglob("*.gold.json")):
        by_context: dict[str, list[dict[str, Any]]] = {}
        for fact in json.loads(path.read_text("utf-8"))["facts"]:
            by_context.setdefault(fact["context"], []).append(fact)
        for context, facts in by_context.items():
            yield context, tuple(_wanted(context, facts))


def _wanted(text: str, facts: Iterable[dict[str, Any]]) -> Iterator[Wanted]:
    at: dict[str, int] = {}
    for fact in facts:
        quote = fact["quote"]
        start = text.find(quote, at.get(quote, 0))
        at[quote] = start + 1
        if start >= 0:
            yield Wanted(start, start + len(quote), fact["value"], fact["kind"] == "currency")


# ---------------------------------------------------------------- tools


def natcom_reader() -> Callable[[str], list[Found]]:
    """natcom's own reading of a sentence."""
    from natcom.config import load_config
    from natcom.languages import language_module

    config = load_config()
    language = language_module(config.language.module)
    assert config.language.facts is not None
    grammar = language.grammar(config.language.facts, config.units)
    return lambda text: [Found(f.start, f.end, f.quantity.value) for f in language.read_facts(text, grammar)]


def recognizers_reader() -> Callable[[str], list[Found]]:
    """Recognizers-Text: currency, dimension, temperature, age; percentages and numbers that none of them has."""
    from recognizers_number import NumberRecognizer  # type: ignore[import-not-found]
    from recognizers_number_with_unit import NumberWithUnitRecognizer  # type: ignore[import-not-found]
    from recognizers_text import Culture  # type: ignore[import-not-found]

    units, numbers = NumberWithUnitRecognizer(Culture.Chinese), NumberRecognizer(Culture.Chinese)
    models = [
        units.get_currency_model(),
        units.get_dimension_model(),
        units.get_temperature_model(),
        units.get_age_model(),
        numbers.get_percentage_model(),
        numbers.get_number_model(),
    ]

    def read(text: str) -> list[Found]:
        found: list[Found] = []
        for model in models:
            for entity in model.parse(text):
                if not any(f.start <= entity.end and entity.start < f.end for f in found):
                    found.append(Found(entity.start, entity.end + 1, _number((entity.resolution or {}).get("value"))))
        return found

    return read


def jionlp_reader() -> Callable[[str], list[Found]]:
    """jionlp: amounts of money, the only quantities that it reads."""
    import jionlp  # type: ignore[import-not-found]

    def read(text: str) -> list[Found]:
        found = []
        for entity in jionlp.ner.extract_money(text, with_parsing=True):
            number = (entity.get("detail") or {}).get("num")
            low = number[0] if isinstance(number, list) else number
            start, end = entity["offset"]
            found.append(Found(start, end, _number(low)))
        return found

    return read


def _number(text: Any) -> float | None:
    digits = re.sub(r"[,%\s]", "", str(text)) if text is not None else ""
    try:
        return float(digits)
    except ValueError:
        return None


READERS = {"natcom": natcom_reader, "recognizers": recognizers_reader, "jionlp": jionlp_reader}


def answer(tool: str) -> None:
    """As a worker: a JSON list of sentences comes in, the readings of each go out with the seconds it took."""
    texts = json.loads(sys.stdin.read())
    read = READERS[tool]()
    read("共 3 場。")
    begun = perf_counter()
    rows = []
    for text in texts:
        try:
            rows.append([[f.start, f.end, f.value] for f in read(text)])
        except Exception as error:  # a peer that fails on a sentence has read nothing in it
            print(f"{tool}: {type(error).__name__} on a sentence", file=sys.stderr)
            rows.append([])
    seconds = perf_counter() - begun
    print("\n" + json.dumps({"seconds": seconds, "rows": rows}))


def ask(python: str, tool: str, texts: Sequence[str]) -> tuple[float, list[list[Found]]] | str:
    """The readings of a tool that another Python has, or why there are none."""
    done = subprocess.run(
        [python, __file__, "--worker", tool], input=json.dumps(texts), capture_output=True, text=True, check=False
    )
    if done.returncode:
        return done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit code {done.returncode}"
    reply = json.loads(done.stdout.strip().splitlines()[-1])
    return reply["seconds"], [[Found(*item) for item in row] for row in reply["rows"]]


# ---------------------------------------------------------------- scores


def row_of(label: str, wanted: Sequence[tuple[Wanted, ...]], readings: Sequence[list[Found]], seconds: float) -> str:
    """A row of the table: all facts, then money alone."""
    texts = len(wanted)
    cells = [
        f"{_share(wanted, readings, name, money):.3f}"
        for money in (False, True)
        for name in ("found", "exact", "value")
    ]
    total = sum(map(len, readings))
    false = sum(
        not any(_touch(f, w) for w in facts) for facts, found in zip(wanted, readings, strict=True) for f in found
    )
    rate = f"{false} of {total}"
    return f"| {label} | {' | '.join(cells)} | {rate} | {1000 * seconds / texts:.2f} |"


def _touch(found: Found, wanted: Wanted) -> bool:
    return found.start < wanted.end and wanted.start < found.end


def _share(wanted: Sequence[tuple[Wanted, ...]], readings: Sequence[list[Found]], name: str, money: bool) -> float:
    right = total = 0
    for facts, found in zip(wanted, readings, strict=True):
        for fact in facts:
            if money and not fact.money:
                continue
            total += 1
            right += any(_good(name, f, fact) for f in found if _touch(f, fact))
    return right / total if total else 0.0


def _good(name: str, found: Found, wanted: Wanted) -> bool:
    if name == "found":
        return True
    if name == "exact":  # a peer's span may begin at the currency's name
        return found.end == wanted.end and found.start <= wanted.start and wanted.start - found.start <= len("新臺幣 ")
    return found.value is not None and abs(found.value - wanted.value) <= TOLERANCE * max(1.0, abs(wanted.value))


def main() -> None:
    """Run the tools and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--peers", help="a Python that has the other tools")
    parser.add_argument("--worker", choices=sorted(READERS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        answer(options.worker)
        return
    compare("our sentences", list(own_sentences()), options.peers)
    corpus = os.environ.get("NATCOM_CORPUS")
    if corpus:
        compare("sentences of the reports", list(report_sentences(Path(corpus))), options.peers)


def compare(title: str, rows: Sequence[tuple[str, tuple[Wanted, ...]]], peers: str | None) -> None:
    """Print the table of one collection."""
    from opencc import OpenCC

    texts, wanted = [text for text, _ in rows], [facts for _, facts in rows]
    converter = OpenCC("t2s")
    simplified = ["".join(converter.convert(char)[:1] or char for char in text) for text in texts]
    count, money = sum(map(len, wanted)), sum(fact.money for facts in wanted for fact in facts)
    none = sum(not facts for facts in wanted)
    print(f"{len(texts)} {title}, {count} facts, {money} of them money; {none} sentences hold none\n")
    print("| | found | exact | value | money: found | exact | value | false | ms a sentence |")
    print("|---|---|---|---|---|---|---|---|---|")
    runs = [("natcom", sys.executable, "natcom", texts)]
    for tool in PEERS if peers else ():
        runs += [(f"{tool}, as printed", peers or "", tool, texts)]
        runs += [(f"{tool}, in Simplified", peers or "", tool, simplified)]
    for label, python, tool, given in runs:
        reply = ask(python, tool, given)
        print(f"| {label} | {reply} |" if isinstance(reply, str) else row_of(label, wanted, *reply[::-1]), flush=True)
    print()


if __name__ == "__main__":
    main()
