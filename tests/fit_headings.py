"""Fits the weights of headings again: python tests/fit_headings.py [--reports 60]

Reads generated reports (seeds below 1000), the samples in raw/ and, where NATCOM_CORPUS names it, the corpus, all
without bookmarks and tags; writes `heading_weights.json` into the package and prints, for each real report, what a
model fitted without it would have said. Needs scikit-learn and typst.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import natcom.layout
from house_styles import draw_report, typeset
from natcom.config import load_config
from natcom.layout.heading_features import Candidate, candidates
from natcom.layout.headings import HeadingFinder
from natcom.model import Block
from outline_measuring import Heading, aligned, plain_document, read_gold, squeezed

TESTS = Path(__file__).parent
WEIGHTS = Path(natcom.layout.__file__).with_name("heading_weights.json")
GENERATED = 0.3  # of a real report's weight that a generated one has
FULL = 120  # candidates from which a report counts no more: long reports would drown the others
STRENGTH = 0.5  # inverse of the ridge: weights stay small, and of one sign where features overlap
SHORT, MOST = 0.005, 3  # weights below the first are left out; all are rounded to so many digits


class Row(NamedTuple):
    """A candidate: its features, and whether it is a heading."""

    features: Mapping[str, float]
    heading: bool


class Source(NamedTuple):
    """A report to learn from: reports of one family are left out together."""

    family: str
    path: Path
    language: str
    gold: list[Heading]


def sources(reports: int, folder: Path) -> Iterator[Source]:
    """The generated reports, the samples, and what the corpus has."""
    for seed in range(reports):
        report = draw_report(seed)
        path = folder / f"{seed}.pdf"
        path.write_bytes(typeset(report))
        box = {9: "?"}
        gold = [Heading(t, None, "" if t.startswith("Box") else box.get(d, "")) for t, d in report.outline]
        yield Source("generated", path, report.language, gold)
    raw = TESTS.parent / "raw"
    for name, language in (("sample-nc-2021", "zh-Hant"), ("sample-nc-2024", "zh-Hant"), ("sample-nc-en", "en")):
        yield Source("samples", raw / f"{name}.pdf", language, _sheet(raw / f"{name}.gold.json"))
    if "NATCOM_CORPUS" not in os.environ:
        return
    corpus = Path(os.environ["NATCOM_CORPUS"])
    for setting in ("word", "chromium", "xelatex", "kangxi"):
        path = corpus / "chapter8" / f"chapter8-{setting}.pdf"
        yield Source("chapter8", path, "zh-Hant", _sheet(corpus / "chapter8" / "chapter8.gold.json"))
    folder = corpus / "netzero2050"
    yield Source("netzero2050", folder / "netzero2050.pdf", "zh-Hant", _sheet(folder / "netzero2050.gold.json"))
    for gold in sorted((TESTS / "outlines" / "gold").glob("*.txt")):
        path = next(corpus.rglob(f"{gold.stem}.pdf"))
        yield Source(gold.stem, path, "en" if gold.stem.startswith(("en-", "cook")) else "zh-Hant", read_gold(gold))


def _sheet(path: Path) -> list[Heading]:
    sections = json.loads(path.read_text("utf-8"))["sections"]
    return [Heading(f"{s['label']} {s['title']}".strip(), None) for s in sections]


def rows(source: Source) -> list[Row]:
    """The report's candidates; those that the gold leaves open, and pieces of titles read wrong, are left out."""
    found = _candidates(source)
    texts = [c.text for c in found]
    match = aligned([h.title for h in source.gold], texts)
    kept: dict[int, bool | None] = {j: None if source.gold[i].open == "?" else True for i, j in match.items()}
    optional = {squeezed(h.title) for h in source.gold if h.open == "?"}
    broken = [squeezed(h.title) for i, h in enumerate(source.gold) if i not in match]
    for j, text in enumerate(texts):
        part = squeezed(text)
        if j not in kept and (
            part in optional or (len(part) > 2 and any(t.startswith(part) or t.endswith(part) for t in broken))
        ):
            kept[j] = None
    return [Row(c.features, bool(kept.get(j, False))) for j, c in enumerate(found) if kept.get(j, False) is not None]


def _candidates(source: Source) -> tuple[Candidate, ...]:
    """What the layout weighs in this report."""
    seen: list[tuple[Candidate, ...]] = []

    class Watched(HeadingFinder):
        def label(self, blocks: list[Block]) -> tuple[Block, ...]:  # type: ignore[override]
            seen.append(candidates(self.whole_titles(blocks), self.around))
            return super().label(blocks)

    original = natcom.layout.document.HeadingFinder
    natcom.layout.document.HeadingFinder = Watched  # type: ignore[misc]
    try:
        plain_document(source.path, load_config(language=source.language))
    finally:
        natcom.layout.document.HeadingFinder = original  # type: ignore[misc]
    return seen[-1]


def main() -> None:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--reports", type=int, default=45)
    with tempfile.TemporaryDirectory() as folder:
        data = [(s, rows(s)) for s in sources(options.parse_args().reports, Path(folder))]
    names = sorted({name for _, kept in data for row in kept for name in row.features})
    count = {family: sum(s.family == family for s, _ in data) for family in {s.family for s, _ in data}}

    def fitted(without: str | None) -> LogisticRegression:
        use = [(s, kept) for s, kept in data if s.family != without]
        x = np.array([[row.features.get(name, 0.0) for name in names] for _, kept in use for row in kept])
        y = np.array([row.heading for _, kept in use for row in kept])
        share = {f: GENERATED if f == "generated" else 1.0 / n for f, n in count.items()}
        w = np.array([3 * share[s.family] * min(1.0, FULL / len(kept)) for s, kept in use for _ in kept])
        return LogisticRegression(C=STRENGTH, max_iter=3000).fit(x, y, sample_weight=w)

    for family in sorted(set(count) - {"generated"}):
        model = fitted(family)
        kept = [row for s, own in data if s.family == family for row in own]
        said = model.predict(np.array([[row.features.get(name, 0.0) for name in names] for row in kept]))
        right = sum(bool(a) and row.heading for a, row in zip(said, kept, strict=True))
        print(
            f"{family:22s} precision {right / max(1, sum(said)):.3f} recall {right / sum(r.heading for r in kept):.3f}"
        )
    model = fitted(None)
    weights = {n: round(float(v), MOST) for n, v in zip(names, model.coef_[0], strict=True) if abs(v) > SHORT}
    content = {"bias": round(float(model.intercept_[0]), MOST), "weights": weights}
    WEIGHTS.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
    print(f"{WEIGHTS}: {len(weights)} weights, from {sum(len(kept) for _, kept in data)} candidates")


if __name__ == "__main__":
    main()
