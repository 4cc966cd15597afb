# ruff: noqa: E501  (lines of typst source)
"""Reports in house styles drawn from a seed, with the outline that they were made from.

What a report says is nonsense in sound sentences; what counts is how it is set: numbering, type, colour, columns,
running heads, boxes, run-in titles, lists, captions, glossaries, lists of people, title pages, contents pages.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

EN_NOUNS = [
    "energy",
    "forests",
    "transport",
    "households",
    "water",
    "coasts",
    "fisheries",
    "soils",
    "harbours",
    "rainfall",
    "storage",
    "permits",
    "grids",
    "roads",
    "reefs",
    "villages",
    "farms",
    "budgets",
    "training",
    "surveys",
    "markets",
    "health",
    "waste",
    "buildings",
    "heat",
    "floods",
    "crops",
    "livestock",
    "schools",
    "ferries",
    "wetlands",
]
EN_ADJECTIVES = [
    "national",
    "regional",
    "coastal",
    "rural",
    "urban",
    "annual",
    "public",
    "private",
    "early",
    "seasonal",
    "local",
    "technical",
    "new",
    "older",
    "shared",
    "managed",
    "severe",
    "modest",
    "steady",
]
EN_VERBS = [
    "supports",
    "reduces",
    "protects",
    "describes",
    "covers",
    "lowers",
    "improves",
    "limits",
    "extends",
    "measures",
    "explains",
    "delays",
    "replaces",
    "strengthens",
]
EN_ADVERBS = [
    "slowly",
    "again",
    "mainly",
    "since",
    "then,",
    "by",
    "law,",
    "in",
    "most",
    "districts,",
    "each",
    "year,",
    "as",
    "planned,",
    "after",
    "long",
    "debate,",
]
EN_TITLES = [
    "Introduction",
    "Overview of {a} {n}",
    "{A} {n} and {m}",
    "{N} in the {a} context",
    "Trends in {n}",
    "The role of {n} in {a} planning",
    "Policies for {n}",
    "{N}",
    "{N} and {m}",
    "Institutional arrangements",
    "Methods and data sources",
    "Gaps and constraints",
    "Risks to {a} {n}",
    "Adaptation of {n} and {m} to {a} change",
    "Financing {a} {n}",
    "Observed changes",
    "Projected changes in {n}",
    "Capacity building needs",
    "Lessons learned from {a} {n}",
    "What is being done about {n}, and by whom?",
    "Measures for the protection of {a} {n}, {m} and other assets in low-lying areas",
    "Monitoring, reporting and verification",
]
ZH_NOUNS = [
    "能源",
    "森林",
    "運輸",
    "住宅",
    "水資源",
    "海岸",
    "漁業",
    "土壤",
    "港口",
    "降雨",
    "儲能",
    "電網",
    "道路",
    "聚落",
    "農業",
    "預算",
    "訓練",
    "調查",
    "市場",
    "健康",
    "廢棄物",
    "建築",
    "高溫",
    "淹水",
    "作物",
    "畜牧",
    "學校",
    "濕地",
    "產業",
    "電力",
]
ZH_ADJECTIVES = [
    "國家",
    "區域",
    "沿海",
    "鄉村",
    "都市",
    "年度",
    "公共",
    "民間",
    "早期",
    "季節",
    "地方",
    "技術",
    "新興",
    "既有",
    "跨域",
]
ZH_TITLES = [
    "前言",
    "{a}{n}現況",
    "{n}與{m}",
    "{a}{n}概述",
    "{n}趨勢分析",
    "{n}政策",
    "{a}{n}調適策略",
    "推動{n}減量措施",
    "組織架構",
    "方法與資料來源",
    "{n}部門",
    "強化{a}{n}管理機制",
    "{n}風險評估",
    "未來規劃",
    "精進{n}及{m}之整合",
    "辦理{a}{n}教育訓練",
    "財務需求與{n}",
]
WEIGHTS = ['"bold"', '"regular"']
GROUNDS = ["luma(235)", 'rgb("#fff4d6")', 'rgb("#e3f0fa")', "none"]
HAN = "一二三四五六七八九十"
CAPITALS = "壹貳參肆伍陸柒捌玖拾"


@dataclass(frozen=True)
class Report:
    """A report's source for typst, and its outline as (title with its enumerator, depth from 1)."""

    source: str
    language: str
    outline: tuple[tuple[str, int], ...]


@dataclass
class _Style:
    font: str
    display: str
    size: float
    leading: float
    columns: int
    justify: bool
    indent: float
    spacing: float
    weights: list[str]
    sizes: list[float]
    colors: list[str]
    caps: list[bool]
    italic: list[bool]
    centered: list[bool]
    underlined: list[bool]
    above: list[float]
    below: list[float]
    scheme: list[str]
    hang: bool
    color_text: str = "black"
    runs: dict[str, bool] = field(default_factory=dict)


def draw_report(seed: int, language: str | None = None) -> Report:
    """The report that the seed stands for."""
    rng = random.Random(seed)
    return _Writer(rng, language or rng.choice(["en", "en", "zh-Hant"])).report()


class _Writer:
    def __init__(self, rng: random.Random, language: str) -> None:
        self.rng, self.language = rng, language
        self.zh = language == "zh-Hant"
        self.depth = rng.choice([2, 3, 3, 4])
        self.plain = (
            rng.random() < 0.18
        )  # titles below the first level look like text, and the contents page lists them
        self.level = 1
        self.style = self._style()
        if self.plain and rng.random() < 0.4:
            self.style.scheme = ["none"] * 5
        self.body: list[str] = []
        self.outline: list[tuple[str, int]] = []
        self.figures = self.tables = self.boxes = 0
        self.used: set[str] = set()

    # ------------------------------------------------------------------ words
    def noun(self) -> str:
        return self.rng.choice(ZH_NOUNS if self.zh else EN_NOUNS)

    def adjective(self) -> str:
        return self.rng.choice(ZH_ADJECTIVES if self.zh else EN_ADJECTIVES)

    def number(self) -> str:
        return self.rng.choice(
            [
                str(self.rng.randint(2, 99)),
                f"{self.rng.uniform(1, 90):.1f}",
                f"{self.rng.randint(1, 9)},{self.rng.randint(100, 999)}",
            ]
        )

    def sentence(self) -> str:
        r = self.rng
        if self.zh:
            parts = [
                f"{self.adjective()}{self.noun()}自 {r.randint(1998, 2023)} 年起逐步推動",
                f"{self.noun()}與{self.noun()}之整合仍待加強",
                f"較前一年增加 {self.number()}%",
                f"主管機關依規定定期檢討{self.noun()}計畫",
                f"預計完成 {r.randint(2, 60)} 處{self.noun()}設施",
                f"以降低{self.adjective()}{self.noun()}所受之衝擊",
                f"並納入{self.noun()}及{self.noun()}等面向",
            ]
            return "，".join(r.sample(parts, r.randint(2, 4))) + "。"
        parts = [
            f"the {self.adjective()} {self.noun()} programme {r.choice(EN_VERBS)} {self.noun()} and {self.noun()}",
            f"about {self.number()} per cent of {self.noun()} were surveyed in {r.randint(1995, 2023)}",
            f"{self.noun()} {r.choice(EN_VERBS)} {self.adjective()} {self.noun()} {r.choice(EN_ADVERBS)}".rstrip(","),
            f"which {r.choice(EN_VERBS)} the {self.noun()} of {r.randint(2, 40)} {self.adjective()} districts",
        ]
        text = ", and ".join(r.sample(parts, r.randint(1, 3)))
        return text[0].upper() + text[1:] + "."

    def paragraph(self, low: int = 2, high: int = 6) -> str:
        return ("" if self.zh else " ").join(self.sentence() for _ in range(self.rng.randint(low, high)))

    def title(self) -> str:
        r = self.rng
        for _ in range(20):
            a, n, m = self.adjective(), self.noun(), self.noun()
            text = r.choice(ZH_TITLES if self.zh else EN_TITLES).format(
                a=a, n=n, m=m, A=a.capitalize(), N=n.capitalize()
            )
            if text not in self.used:
                break
        self.used.add(text)
        return text

    # ------------------------------------------------------------------ style
    def _style(self) -> _Style:
        r, n = self.rng, 5
        size = r.choice([8.5, 9, 9.5, 10, 10.5, 11, 12] if not self.zh else [10.5, 11, 12, 13, 14])
        big = r.choice([1.0, 1.15, 1.3])
        sizes = sorted(
            (round(size * big * (1 + 0.22 * r.random() * (3.2 - d if d < 3 else 0.3)), 1) for d in range(n)),
            reverse=True,
        )
        if r.random() < 0.25:
            sizes = [size * 1.4, *[size] * 4]
        sizes = [max(size, s) for s in sizes]
        color = r.choice(
            ["black", "black", "black", 'rgb("#00529b")', 'rgb("#1a7a3c")', 'rgb("#8c1d18")', 'rgb("#404040")']
        )
        colors = [color if r.random() < 0.85 else "black" for _ in range(n)]
        weights = ["bold" if r.random() < (0.9 if sizes[d] <= size * 1.04 else 0.6) else "regular" for d in range(n)]
        italic = [not self.zh and d >= 2 and r.random() < 0.25 for d in range(n)]
        underlined = [d >= 1 and r.random() < 0.08 for d in range(n)]
        plain_ok = self.zh and r.random() < 0.5
        for d in range(n):
            distinct = (
                sizes[d] > size * 1.05 or weights[d] == "bold" or italic[d] or underlined[d] or colors[d] != "black"
            )
            if self.plain and d >= 1:
                weights[d], sizes[d], colors[d], italic[d], underlined[d] = "regular", size, "black", False, False
            elif not distinct and not (plain_ok and d >= 2):
                weights[d] = "bold"
        latin = r.choice(
            ["Liberation Serif", "Liberation Sans", "C059", "P052", "Nimbus Sans", "DejaVu Serif", "URW Bookman"]
        )
        other = r.choice([latin, latin, "Liberation Sans", "Nimbus Sans Narrow", "URW Gothic", "DejaVu Sans"])
        if self.zh:
            latin = r.choice(["Noto Serif CJK TC", "Noto Sans CJK TC"])
            other = r.choice([latin, "Noto Sans CJK TC"])
        columns = 2 if r.random() < 0.35 else 1
        return _Style(
            latin,
            other,
            size,
            r.choice([0.55, 0.65, 0.8, 1.0]) * size,
            columns,
            r.random() < 0.7,
            r.choice([0, 0, 1.5 if not self.zh else 2]),
            r.choice([0.6, 0.9, 1.2, 1.6]) * size,
            weights,
            sizes,
            colors,
            [not self.zh and d <= 1 and r.random() < 0.3 for d in range(n)],
            italic,
            [d == 0 and r.random() < 0.3 for d in range(n)],
            underlined,
            [r.choice([0.8, 1.2, 1.8, 2.4]) * size for _ in range(n)],
            [r.choice([0.5, 0.7, 1.0, 1.3]) * size for _ in range(n)],
            self._scheme(),
            r.random() < 0.5,
        )

    def _scheme(self) -> list[str]:
        r = self.rng
        if self.zh:
            return r.choice(
                [
                    ["chapter", "dotted", "dotted", "han", "bracket"],
                    ["capital", "han", "bracket", "digit", "digit-bracket"],
                    ["chapter", "section", "han", "bracket", "digit"],
                    ["han", "bracket", "digit", "digit-bracket", "none"],
                    ["none", "none", "none", "none", "none"],
                    ["part", "capital", "han", "bracket", "digit"],
                    ["dotted", "dotted", "dotted", "han", "none"],
                ]
            )
        return r.choice(
            [
                ["chapter", "dotted", "dotted", "dotted", "none"],
                ["dotted", "dotted", "dotted", "dotted", "none"],
                ["dotted", "dotted", "none", "none", "none"],
                ["none", "none", "none", "none", "none"],
                ["letter", "letter-dotted", "letter-dotted", "none", "none"],
                ["prefix", "prefix", "prefix", "none", "none"],
                ["roman", "letter", "digit", "bracket", "none"],
                ["part", "chapter", "dotted", "dotted", "none"],
                ["section", "dotted", "dotted", "none", "none"],
                ["part", "none", "none", "none", "none"],
                ["none", "dotted", "dotted", "dotted", "none"],
            ]
        )

    def label(self, depth: int, counts: list[int]) -> str:
        kind, n = self.style.scheme[depth], counts[depth]
        first = next(
            (
                d
                for d in range(depth + 1)
                if "dotted" in self.style.scheme[d]
                or self.style.scheme[d] in ("chapter", "section", "prefix", "letter")
            ),
            depth,
        )
        chain = [str(c) for c in counts[first : depth + 1]]
        prefix = self.style.runs.setdefault("prefix", True) and getattr(self, "prefix", "")
        match kind:
            case "chapter":
                return (
                    f"第{HAN[n - 1] if n <= 10 else n}章"
                    if self.zh
                    else f"{self.rng.choice(['Chapter'])} {n}{getattr(self, 'mark_end', '')}"
                )
            case "section":
                return (
                    f"第{HAN[n - 1]}節"
                    if self.zh
                    else f"SECTION {['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII'][n - 1]}"
                )
            case "part":
                return (
                    f"第{CAPITALS[n - 1]}部分"
                    if self.zh
                    else f"Part {['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight'][n - 1]}"
                )
            case "dotted":
                text = ".".join(chain)
                return text + "." if getattr(self, "dot_after", False) and (len(chain) > 1 or True) else text
            case "letter":
                return f"{'ABCDEFGH'[n - 1]}."
            case "letter-dotted":
                return ".".join(["ABCDEFGH"[counts[0] - 1], *[str(c) for c in counts[1 : depth + 1]]])
            case "prefix":
                return f"{prefix}" + ".".join(chain)
            case "roman":
                return f"{['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII'][n - 1]}."
            case "digit":
                return f"{n}."
            case "bracket":
                return f"{self.brackets[0]}{HAN[n - 1] if self.zh else 'abcdefgh'[n - 1]}{self.brackets[1]}"
            case "digit-bracket":
                return f"{self.brackets[0]}{n}{self.brackets[1]}"
            case "han":
                return f"{HAN[n - 1]}、"
            case "capital":
                return f"{CAPITALS[n - 1]}、"
        return ""

    # ------------------------------------------------------------------ parts
    def report(self) -> Report:
        r = self.rng
        self.prefix = r.choice(["CCP2.", "AV.", "TS.", "XB1.", "SM3."])
        self.dot_after = r.random() < 0.3
        self.mark_end = r.choice(["", ":", "."])
        self.brackets = r.choice(["()", "（）"]) if self.zh else "()"
        self.run_in = r.random() < 0.4
        self.captions_above = r.random() < 0.6
        self.report_title = self.title()
        self.cover()
        plan = list(self._plan())
        if self.plain or r.random() < 0.75:
            self.contents(plan)
        if r.random() < 0.4:
            self.people()
        if r.random() < 0.4:
            self.heading("執行摘要" if self.zh else r.choice(["Executive Summary", "Summary", "Foreword"]), "", 1, 1)
            self.text(2, 4)
        for label, title, depth in plan:
            self.heading(title, label, depth, depth)
            leaf = depth >= self.depth or r.random() < 0.7
            if leaf:
                self.text(1, 4 if depth > 1 else 3)
        if r.random() < 0.5:
            self.heading("參考文獻" if self.zh else r.choice(["References", "Bibliography"]), "", 1, 1)
            self.references()
        return Report(self.source(), self.language, tuple(self.outline))

    def _plan(self) -> Iterator[tuple[str, str, int]]:
        r = self.rng
        counts = [0] * 6

        def below(depth: int) -> Iterator[tuple[str, str, int]]:
            if depth > self.depth:
                return
            n = r.randint(2, 5) if depth == 1 else r.choice([0, 2, 2, 3, 4]) if depth > 2 else r.randint(2, 4)
            for k in range(1, n + 1):
                counts[depth - 1] = k
                counts[depth:] = [0] * (6 - depth)
                yield self.label(depth - 1, counts), self.title(), depth
                yield from below(depth + 1)

        yield from below(1)

    def heading(self, title: str, label: str, look: int, depth: int) -> None:
        s, d, r = self.style, look - 1, self.rng
        shown = title.upper() if s.caps[d] else title
        self.outline.append((f"{label} {shown}".strip(), depth))
        self.level = depth
        own_page = d == 0 and getattr(self, "chapter_pages", False)
        between = (
            ""
            if self.zh and label and not label[-1].isdigit() and s.scheme[d] not in ("chapter", "section", "part")
            else " "
        )
        if label and d == 0 and getattr(self, "label_above", False):
            inner = f"{_safe(label)} \\ {_safe(shown)}"
        elif label and s.hang and not self.zh:
            inner = f"#grid(columns: ({max(2.2, 0.62 * len(label) + 0.9)}em, 1fr), [{_safe(label)}], [{_safe(shown)}])"
        else:
            inner = f"{_safe(label)}{between if label else ''}{_safe(shown)}"
        if s.underlined[d]:
            inner = f"#underline[{inner}]"
        align = "center" if s.centered[d] else "left"
        style = ', style: "italic"' if s.italic[d] else ""
        self.body.append(
            f"{'#pagebreak(weak: true)' if own_page and s.columns == 1 else ''}\n#block(above: {s.above[d]:.1f}pt, below: {s.below[d]:.1f}pt, sticky: true, width: 100%)"
            f'[#set par(justify: false, first-line-indent: 0pt, leading: 0.5em)\n#align({align})[#text(font: "{s.display}", size: {s.sizes[d]:.1f}pt, weight: "{s.weights[d]}", fill: {s.colors[d]}{style})[{inner}]]]\n'
        )
        del r

    def text(self, low: int, high: int) -> None:
        r = self.rng
        for _ in range(r.randint(low, high)):
            roll = r.random()
            if roll < 0.62:
                lead = (
                    f"*{_safe(self.title())}{'：' if self.zh else r.choice(['.', ':'])}* "
                    if self.run_in and r.random() < 0.4
                    else ""
                )
                self.body.append(lead + _safe(self.paragraph()) + "\n\n")
            elif roll < 0.74:
                self.items()
            elif roll < 0.82:
                self.figure()
            elif roll < 0.88:
                self.table()
            elif roll < 0.92:
                self.box()
            elif roll < 0.935:
                self.statement()
            elif roll < 0.965:
                self.bulleted_title()
            elif roll < 0.98:
                self.equation()
            else:
                self.glossary()
        if r.random() < 0.9:
            self.body.append(_safe(self.paragraph()) + "\n\n")

    def items(self) -> None:
        r = self.rng
        n, kind, bold = r.randint(2, 5), r.choice(["bullet", "bullet", "number", "letter", "short"]), r.random() < 0.2
        for k in range(1, n + 1):
            mark = {
                "bullet": "•",
                "short": r.choice("•–"),
                "number": f"{k}." if not self.zh else f"({k})",
                "letter": f"({'abcdef'[k - 1]})" if not self.zh else f"{k}.",
            }[kind]
            text = self.title() if kind == "short" or r.random() < 0.2 else self.sentence()
            shown = f"*{_safe(text)}*" if bold and kind == "short" else _safe(text)
            self.body.append(f"#block(inset: (left: 1.2em), above: 0.5em, below: 0.5em)[{_safe(mark)} {shown}]\n")

    def figure(self) -> None:
        r = self.rng
        self.figures += 1
        labels = "".join(
            f"#place(dx: {r.randint(4, 150)}pt, dy: {r.randint(4, 85)}pt)[#text(size: {r.choice([6, 7, 8, 9])}pt, weight: {r.choice(WEIGHTS)})[{_safe(self.noun().capitalize())}]]"
            for _ in range(r.randint(2, 9))
        )
        drawn = f"#rect(width: {r.choice([160, 190])}pt, height: 100pt, fill: {r.choice(GROUNDS)})[{labels}#for k in range(5) {{ place(dx: 12pt * k, dy: 60pt, rect(width: 8pt, height: 6pt * k, fill: blue)) }}]"
        word = "圖" if self.zh else r.choice(["Figure", "Fig."])
        caption = self.caption(f"{word} {self.figures}", r)
        self.body.append(f"#block(above: 1em, below: 1em)[{drawn}]\n#block(below: 1.2em)[{caption}]\n")

    def caption(self, label: str, r: random.Random) -> str:
        bold, end = getattr(self, "bold_captions", True), getattr(self, "caption_end", "")
        text = f"{label}{end} {_safe(self.title())}"
        return f"*{text}*" if bold else text

    def table(self) -> None:
        r = self.rng
        self.tables += 1
        word = "表" if self.zh else "Table"
        caption = self.caption(f"{word} {self.tables}", r)
        columns = r.randint(2, 4)
        head = "".join(f"[*{_safe(self.noun().capitalize())}*]," for _ in range(columns))
        cells = "".join(
            f"[{_safe(self.noun().capitalize() if c == 0 else self.number())}],"
            for _ in range(r.randint(3, 6))
            for c in range(columns)
        )
        self.body.append(f"#block(above: 1em, below: 0.6em)[{caption}]\n#table(columns: {columns}, {head}{cells})\n\n")
        if r.random() < 0.6:
            self.small_print()

    def small_print(self) -> None:
        """Notes and sources under a table or a figure."""
        r = self.rng
        rows = [self.title() if r.random() < 0.5 else self.sentence() for _ in range(r.randint(1, 3))]
        marks = r.choice([("1.", "2.", "3."), ("a", "b", "c"), ("*", "**", "***"), ("註1：", "註2：", "註3：")[:3]])
        size, weight = r.choice([0.65, 0.75, 0.85]) * self.style.size, r.choice(WEIGHTS)
        for mark, row in zip(marks, rows, strict=False):
            text = f"{_safe(mark)} {_safe(row)}"
            self.body.append(
                f"#block(above: 0.3em, below: 0.3em)[#text(size: {size:.1f}pt, weight: {weight})[{text}]]\n"
            )
        self.body.append("\n")

    def box(self) -> None:
        r = self.rng
        label = self.title()
        inner = "\n\n".join(
            f"*{_safe(self.title())}*\n\n{_safe(self.paragraph(1, 2))}"
            if r.random() < 0.3
            else _safe(self.paragraph(1, 3))
            for _ in range(r.randint(1, 2))
        )
        if r.random() < 0.5:  # a call-out without a title
            self.body.append(
                f'#block(fill: luma(230), inset: 8pt, width: 100%)[#text(size: {self.style.size * r.choice([1, 1.25]):.1f}pt, fill: rgb("#00529b"))[{_safe(self.sentence())}]]\n\n'
            )
            return
        self.boxes += 1
        mark = r.choice(["*", "*", ""])
        if not self.zh:
            self.outline.append((f"Box {self.boxes} {label}", 9))
            label = f"Box {self.boxes}: {label}"
        else:
            self.outline.append((label, 9))
        self.body.append(
            f"#block(fill: {r.choice(GROUNDS[:-1])}, inset: 8pt, width: 100%)[{mark}{_safe(label)}{mark}\n\n{inner}]\n\n"
        )

    def statement(self) -> None:
        label = (
            f"{self.rng.choice('ABC')}.{self.rng.randint(1, 6)}" if not self.zh else f"({HAN[self.rng.randint(0, 5)]})"
        )
        self.body.append(f"*{label} {_safe(self.paragraph(2, 3))}*\n\n")

    def bulleted_title(self) -> None:
        """A bulleted short line that titles the paragraph below it."""
        title, style = self.title(), self.rng.choice(["", "*"])
        self.outline.append((title, 8))
        self.body.append(f"{self.rng.choice('•◆●')} {style}{_safe(title)}{style}\n\n{_safe(self.paragraph())}\n\n")

    def equation(self) -> None:
        self.body.append(f"#align(center)[E = A × F × {self.number()} ({self.rng.randint(1, 9)})]\n\n")

    def glossary(self) -> None:
        for _ in range(self.rng.randint(3, 7)):
            word = self.noun().capitalize()
            self.body.append(
                self.rng.choice(
                    [
                        f"*{_safe(word)}* #h(2em) {_safe(self.sentence())}\n\n",
                        f"{_safe(word.upper()[:5])} #h(3em) {_safe(self.title())}\n\n",
                    ]
                )
            )

    def people(self) -> None:
        r = self.rng
        groups = (
            ["撰稿人員", "審查委員"]
            if self.zh
            else ["Lead Authors:", "Review Editors:", "Steering committee", "Contributors"]
        )
        for group in r.sample(groups, 2):
            names = ", ".join(f"{_name(r)} ({self.noun().capitalize()} Office)" for _ in range(r.randint(4, 9)))
            self.body.append(
                f"*{_safe(group)}* {_safe(names)}\n\n"
                if r.random() < 0.5
                else f"*{_safe(group)}*\n\n"
                + "".join(f"*{_name(r)}* \\ {_safe(self.noun().capitalize())} Office\n\n" for _ in range(4))
            )
        self.body.append("#pagebreak()\n")

    def references(self) -> None:
        r = self.rng
        for _ in range(r.randint(4, 9)):
            self.body.append(
                f"#par(hanging-indent: 1.5em)[{_name(r)}, {r.randint(1995, 2023)}: {_safe(self.title())}. {_safe(self.noun().capitalize())} Review, {r.randint(2, 60)}({r.randint(1, 9)}), {r.randint(10, 400)}–{r.randint(401, 900)}.]\n\n"
            )

    def cover(self) -> None:
        r = self.rng
        self.label_above = r.random() < 0.25
        self.chapter_pages = r.random() < 0.3
        self.bold_captions = r.random() < 0.6
        self.caption_end = r.choice(["", ":", ".", " |"]) if not self.zh else r.choice(["", "：", " "])
        organisation = "示範國環境署" if self.zh else r.choice(["Ministry of Environment", "Department of Planning"])
        lines = [
            f"#v({r.randint(60, 200)}pt)",
            f'#text(size: {r.randint(24, 36)}pt, weight: "bold", font: "{self.style.display}")[{_safe(self.report_title)}]',
            "",
            f"#text(size: 14pt)[{_safe(organisation)}]",
            "",
            f"#text(size: 12pt)[{r.randint(2010, 2024)}]",
        ]
        if r.random() < 0.4:
            lines += ["", _safe(organisation), "", "Tel: +99 555 1234 \\ info\\@example.org", "", "Prepared by"]
        self.front = "\n\n".join(lines) + "\n#pagebreak()\n"

    def contents(self, plan: list[tuple[str, str, int]]) -> None:
        r = self.rng
        head = "目錄" if self.zh else r.choice(["Contents", "Table of Contents", "TABLE OF CONTENTS"])
        fill = r.choice(["#box(width: 1fr, repeat[.])", "#box(width: 1fr, repeat[.])", "#h(1fr)"])
        rows = [
            f"#block(above: 0.5em, below: 0.5em, inset: (left: {(depth - 1) * 1.2}em))[{_safe(label)} {_safe(title)} {fill} {k + 1}]"
            for k, (label, title, depth) in enumerate(plan)
            if depth < 3 or self.plain
        ]
        self.front += (
            f'#text(size: {self.style.sizes[0]:.1f}pt, weight: "bold")[{head}]\n\n'
            + "\n".join(rows)
            + "\n#pagebreak()\n"
        )

    def source(self) -> str:
        s, r = self.style, self.rng
        running = r.choice(
            [
                "none",
                "none",
                f"[{_safe(self.report_title)} #h(1fr) {_safe('Draft' if not self.zh else '草案')}]",
                f"align(center)[{_safe(self.report_title.upper())}]",
            ]
        )
        columns = f"columns: {s.columns}, " if s.columns > 1 else ""
        page = r.choice(['paper: "a4"', 'paper: "us-letter"'])
        margin = r.choice([60, 66, 72])
        return (
            f'#set page({page}, {columns}margin: {margin}pt, header: {running}, numbering: "1")\n'
            f'#set text(font: "{s.font}", size: {s.size}pt, lang: "{"zh" if self.zh else "en"}", hyphenate: false)\n'
            f"#set par(justify: {str(s.justify).lower()}, leading: {s.leading:.1f}pt, spacing: {max(s.spacing, s.leading):.1f}pt, first-line-indent: (amount: {s.indent}em, all: true))\n"
            f"#set table(stroke: {r.choice(['0.5pt', 'none', '(x, y) => (bottom: 0.5pt)'])})\n"
            + self.front
            + "\n".join(self.body)
        )


def _name(r: random.Random) -> str:
    return f"{r.choice('ABCDEFGHJKLMN')}. {r.choice(['Okoro', 'Lind', 'Marte', 'Tane', 'Voss', 'Ibarra', 'Sato', 'Quist', 'Duarte'])}"


def _safe(text: str) -> str:
    """The text as typst prints it, letter for letter."""
    return "".join("\\" + c if c in "#*_`$<>@[]\\~/" else c for c in text)


def typeset(report: Report) -> bytes:
    """The report as a PDF without tags and bookmarks."""
    import typst

    made: bytes = typst.compile(report.source.encode(), pdf_tags=False)
    return made
