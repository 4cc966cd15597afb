"""Tables drawn anew from a seed: what they say, how they are set, and the gold of their cells.

    PYTHONPATH=tests python tests/tables/rotating.py --seeds 5000-5199 [--setters drawn typst fpdf2] [--worst 20]

prints a Markdown table: by the rules that a table has and by kind, how many tables were found, and their cells, spans
and heads. Even seeds are for fitting weights, odd ones for tests: no test figure comes from a seed used in fitting.
The setter `drawn` needs ReportLab alone and no font file; the others are those of the collection.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from contents import Cell, Content, Row
from drawn import Look, drawn_pdf
from make_collection import gold_table

from natcom.score.captioned import score_tables
from tables_reader import read_tables

NONE, ACROSS, FULL = "no rules", "horizontal rules", "full rules"
STYLES = {  # what rules a style draws
    "plain": NONE,
    "groups": NONE,
    "booktabs": ACROSS,
    "lines": ACROSS,
    "spanners": ACROSS,
    "stripes": "shaded rows",
    "uprights": FULL,
    "grid": FULL,
}
WEIGHTS = {"plain": 5, "booktabs": 4, "lines": 2, "spanners": 1, "stripes": 1, "uprights": 1, "grid": 2}

# words of our own: names of rows short and long, heads, units, sentences
WORDS: dict[str, dict[str, Sequence[str]]] = {
    "en": {
        "names": (
            "Energy",
            "Transport",
            "Road transport",
            "Agriculture",
            "Rice cultivation",
            "Enteric fermentation",
            "Waste",
            "Solid waste disposal on land",
            "Industrial processes",
            "Cement",
            "Forest land",
            "Cropland remaining cropland",
            "Households",
            "Fisheries",
            "Public administration",
            "Tourism",
            "North",
            "South",
            "Outer islands",
            "Electricity and heat production",
            "Manure management",
            "Other sectors including commercial, institutional and residential buildings",
            "Navigation",
            "Fugitive emissions from the handling and storage of solid, liquid and gaseous fuels",
            "Bunkers",
            "Women aged 15 to 49",
            "Men",
            "Wetlands and settlements",
            "Refrigeration",
            "Lime",
            "Civil aviation",
            "Biomass burning in grassland and savanna regions",
            "Water supply",
            "Coastal defence",
            "Iron and steel",
        ),
        "heads": (
            "Emissions",
            "Share",
            "Target",
            "Stock",
            "Area",
            "Change",
            "Number of sites",
            "Rate",
            "Capacity",
            "Budget",
            "Cost of measures",
            "Mean",
            "Lower bound",
            "Upper bound",
            "Annual growth",
            "Households reached",
            "Output",
        ),
        "spanning": ("Greenhouse gases", "Scenario A", "Scenario B", "With measures", "Finance", "Rural", "Urban"),
        "units": ("Gg", "%", "kt CO2 eq", "ha", "MW", "million USD"),
        "first": ("Sector", "Category", "Source", "Region", "Measure", "Indicator", "Item"),
        "titles": ("Mitigation", "Adaptation", "Fuel combustion", "Land use", "Main island", "Support received"),
        "texts": (
            "Planned",
            "Under way since the second year of the programme",
            "Adopted",
            "Build reserve pipes between districts, clean the reservoirs and serve households first in a dry year.",
            "Check the design of sea walls and set back new houses from the shore where erosion is fast.",
            "Warn of heat, train helpers in each village, and add stations that report cases every day.",
            "Breed crops that bear heat and salt.",
            "Ministry of Works",
            "Department of Forests and Water",
            "Rangers count the young trees twice a year; losses are replanted before the rains.",
            "Public buses run on electricity in three towns.",
            "National planning office",
            "Completed",
        ),
        "texthead": ("Action", "Description", "Responsible body", "Status", "Remarks", "Expected result"),
        "caption": ("Emissions by sector", "Measures and bodies", "Progress of the programme", "Main figures"),
        "prose": (
            "The figures were sent in by each office and checked before they were put together. Where a method has "
            "changed since the last report the whole series was worked out again, so that years can be compared. ",
        ),
    },
    "zh-Hant": {
        "names": (
            "能源",
            "運輸",
            "公路運輸",
            "農業",
            "水稻種植",
            "腸道發酵",
            "廢棄物",
            "一般廢棄物掩埋處理",
            "製程",
            "水泥",
            "林地",
            "維持農地之農地",
            "家戶",
            "漁業",
            "公共行政",
            "觀光",
            "北區",
            "南區",
            "離島",
            "電力及熱能生產",
            "糞便管理",
            "其他部門（含商業、機關及住宅建築之燃料使用）",
            "水運",
            "固體、液體及氣體燃料輸儲過程之逸散排放",
            "總計",
            "濕地",
            "冷凍空調",
            "石灰",
            "民用航空",
            "草生地生質物燃燒",
            "供水",
            "海岸防護",
            "鋼鐵",
            "化學",
        ),
        "heads": (
            "排放量",
            "占比",
            "目標",
            "存量",
            "面積",
            "增減",
            "站數",
            "比率",
            "裝置容量",
            "預算",
            "措施經費",
            "平均",
            "下限",
            "上限",
            "年成長率",
            "受益戶數",
            "產量",
        ),
        "spanning": ("溫室氣體", "甲情境", "乙情境", "有措施", "經費", "鄉村", "都會"),
        "units": ("千公噸", "%", "公頃", "千瓩", "百萬元"),
        "first": ("部門", "類別", "排放源", "區域", "措施", "指標", "項目"),
        "titles": ("減緩", "調適", "燃料燃燒", "土地利用", "本島", "獲得支援"),
        "texts": (
            "規劃中",
            "自計畫第二年起辦理",
            "已核定",
            "建置各區備援管線，辦理水庫清淤，乾旱時優先供應民生用水。",
            "檢討海堤設計標準，侵蝕快速地區新建房屋應退縮。",
            "發布高溫警示，各村里培訓人員，並增設逐日通報站點。",
            "選育耐熱耐鹽品種。",
            "工務主管機關",
            "林業及水利單位",
            "每年清點苗木兩次，損失者於雨季前補植完成。",
            "三個市鎮之公車改用電力。",
            "國家規劃單位",
            "已完成",
        ),
        "texthead": ("行動", "說明", "主辦機關", "狀態", "備註", "預期成果"),
        "caption": ("各部門排放量", "措施及主辦機關", "計畫推動進度", "主要數據"),
        "prose": ("各單位填報之數據經查核後彙整；方法如與前次報告不同，則整個數列重新計算，以利各年比較。",),
    },
}


@dataclass(frozen=True)
class Drawn:
    """A table drawn from a seed, with its kind, its rules, the language of its words, and how it looks."""

    seed: int
    kind: str
    rules: str
    language: str
    content: Content
    look: Look

    @property
    def number(self) -> str:
        """The number in its caption."""
        return f"{1 + self.seed % 9}.{1 + self.seed % 7}"


def draw(seed: int) -> Drawn:
    """The table of a seed."""
    rng = random.Random(seed)
    language = rng.choice(("en", "zh-Hant"))
    words = WORDS[language]
    kind, make = rng.choice(KINDS)
    content = replace(make(rng, words), caption=rng.choice(words["caption"]))
    if rng.random() < 0.4:
        content = replace(content, source=words["texts"][7] if language == "en" else "國家規劃單位")
    if rng.random() < 0.25:
        content = replace(content, unit=rng.choice(words["units"]))
    style = rng.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    if style == "spanners" and content.header_rows < 2:
        style = "booktabs"
    long = len(content.rows) > 24
    even = rng.random() < (0.5 if kind == "codes over names" else 0.12)  # all lines as far apart as rows
    look = Look(
        style=style,
        language=language,
        size=rng.choice((7.5, 8.0, 9.0, 10.0, 10.5)),
        leading=rng.choice((1.6, 1.9)) if even else rng.choice((1.15, 1.2, 1.3)),
        padding=(rng.choice((3.0, 4.0, 6.0)), 0.0 if even else rng.choice((1.5, 2.5, 4.0))),
        serif=rng.random() < 0.5,
        bold_head=rng.random() < 0.6,
        head_align=rng.choice(("center", "center", "column")),
        numbers=rng.choice(("right", "right", "center", "left")),
        upright=rng.choice(("top", "middle") if kind != "codes over names" else ("top", "middle", "bottom")),
        full_width=rng.random() < 0.7,
        repeat_head=rng.random() < 0.7,
        below=rng.random() < 0.15 and not long and kind != "facing pages",
        fold=kind == "facing pages",
        prose=words["prose"][0],
    )
    return Drawn(seed, kind, STYLES[style], language, content, look)


# ---------------------------------------------------------------- what tables say


def _number(rng: random.Random, digits: int, decimals: int, keys: bool) -> str:
    if keys and rng.random() < 0.12:
        return rng.choice(("NE", "NO", "NA", "-", "-", "IE"))
    if rng.random() < 0.06:
        return "-" if rng.random() < 0.5 else ""
    value = rng.uniform(0, 10 ** rng.randint(1, digits)) * (-1 if rng.random() < 0.06 else 1)
    return f"{value:,.{decimals}f}"


def _columns(rng: random.Random, count: int) -> list[Callable[[], str]]:
    keys = rng.random() < 0.3
    looks = [(rng.randint(2, 6), rng.choice((0, 0, 1, 2))) for _ in range(count)]
    return [partial(_number, rng, digits, decimals, keys) for digits, decimals in looks]


def _heads(rng: random.Random, words: dict[str, Sequence[str]], count: int) -> list[str]:
    if rng.random() < 0.4:
        first, step = rng.randint(1990, 2010), rng.choice((1, 1, 5))
        return [str(first + step * i) for i in range(count)]
    heads = rng.sample(words["heads"], min(count, len(words["heads"])))
    if rng.random() < 0.5:
        heads = [f"{head} ({rng.choice(words['units'])})" for head in heads]
    return heads


def _names(rng: random.Random, words: dict[str, Sequence[str]], count: int, long: bool = True) -> list[str]:
    known = [n for n in words["names"] if long or len(n) <= 24]
    places = rng.sample(range(4 * len(known)), count)
    names = [known[i % len(known)] + (f" {i // len(known) + 1}" if i >= len(known) else "") for i in places]
    if rng.random() < 0.25:
        form = rng.choice(("{}. {}", "({}) {}", "{}.{}"))
        names = [form.format(i, name) for i, name in enumerate(names, 1)]
    return names


def simple(rng: random.Random, words: dict[str, Sequence[str]]) -> Content:
    """Names and numbers under one row of heads."""
    cols, rows = rng.randint(2, 7), rng.randint(3, 14)
    make = _columns(rng, cols)
    body: list[Row] = [[name, *(m() for m in make)] for name in _names(rng, words, rows, rng.random() < 0.5)]
    head: Row = [rng.choice((*words["first"], "")), *_heads(rng, words, cols)]
    return Content("", [head, *body], 1, tuple(range(1, cols + 1)))


def units(rng: random.Random, words: dict[str, Sequence[str]]) -> Content:
    """A unit in a column of its own."""
    base = simple(rng, words)
    rows: list[Row] = [[row[0], rng.choice(words["units"]), *row[1:]] for row in base.rows]
    rows[0][1] = {"en": "Unit"}.get("en" if words is WORDS["en"] else "zh", "單位")
    return replace(base, rows=rows, numeric=tuple(c + 1 for c in base.numeric))


def levels(rng: random.Random, words: dict[str, Sequence[str]]) -> Content:
    """Heads of two or three levels, the upper ones over several columns."""
    groups, each = rng.randint(2, 3), rng.randint(2, 3)
    three = rng.random() < 0.25 and groups == 2
    cols = groups * each
    make = _columns(rng, cols)
    depth = 3 if three else 2
    spanning = rng.sample(words["spanning"], groups)
    own = _heads(rng, words, each) if rng.random() < 0.5 else _heads(rng, words, cols)
    lower: Row = list(own * groups if len(own) == each else own)
    upper: Row = [(rng.choice(words["first"]), depth, 1), *((s, 1, each) for s in spanning)]
    head: list[Row] = [upper, lower]
    if three:
        head = [[(rng.choice(words["first"]), 3, 1), (rng.choice(words["caption"]), 1, cols)], upper[1:], lower]
    body: list[Row] = [[name, *(m() for m in make)] for name in _names(rng, words, rng.randint(3, 10), False)]
    return Content("", [*head, *body], depth, tuple(range(1, cols + 1)))


def row_groups(rng: random.Random, words: dict[str, Sequence[str]]) -> Content:
    """Names of groups over several rows in the first column."""
    cols = rng.randint(1, 4)
    make = _columns(rng, cols)
    rows: list[Row] = [[rng.choice(words["first"]), words["texthead"][0], *_heads(rng, words, cols)]]
    for title in rng.sample(words["titles"], rng.randint(2, 4)):
        size = rng.randint(2, 4)
        for i, name in enumerate(_names(rng, words, size, False)):
            row: list[Cell] = [(title, size, 1)] if i == 0 else []
            rows.append([*row, name, *(m() for m in make)])
    return Content("", rows, 1, tuple(range(2, cols + 2)), groups=True)


def group_titles(rng: random.Random, words: dict[str, Sequence[str]]) -> Content:
    """Titles of groups of rows in the first column, or over all of them."""
    cols = rng.randint(2, 5)
    make = _columns(rng, cols)
    whole = rng.random() < 0.5
    rows: list[Row] = [[rng.choice(words["first"]), *_heads(rng, words, cols)]]
    for title in rng.sample(words["titles"], rng.randint(2, 3)):
        rows.append([(title, 1, cols + 1)] if whole else [title, *[""] * cols])
        rows += [[name, *(m() for m in make)] for name in _names(rng, words, rng.randint(2, 4), False)]
    return Content("", rows, 1, tuple(range(1, cols + 1)))


def texts(rng: random.Random, words: dict[str, Sequence[str]]) -> Content:
    """Words alone, long ones and lists among them."""
    cols = rng.randint(1, 3)
    rows: list[Row] = [[rng.choice(words["first"]), *rng.sample(words["texthead"], cols)]]
    lists = rng.randint(1, cols) if rng.random() < 0.3 else 0
    for name in _names(rng, words, rng.randint(3, 8), False):
        cells: list[Cell] = list(rng.sample(words["texts"], cols))
        if lists:
            cells[lists - 1] = "\n".join(
                f"{n}. {text}" for n, text in enumerate(rng.sample(words["texts"], rng.randint(1, 4)), 1)
            )
        rows.append([name, *cells])
    return Content("", rows, 1)


def mixed(rng: random.Random, words: dict[str, Sequence[str]]) -> Content:
    """Names, numbers, and remarks of several lines."""
    cols = rng.randint(1, 3)
    make = _columns(rng, cols)
    rows: list[Row] = [[rng.choice(words["first"]), *_heads(rng, words, cols), words["texthead"][4]]]
    for name in _names(rng, words, rng.randint(3, 8)):
        rows.append([name, *(m() or "0" for m in make), rng.choice((*words["texts"], ""))])
    return Content("", rows, 1, tuple(range(1, cols + 1)))


def codes(rng: random.Random, words: dict[str, Sequence[str]]) -> Content:
    """Account codes over the names of rows, and remarks."""
    base = mixed(rng, words)
    rows: list[Row] = [base.rows[0]]
    for row in base.rows[1:]:
        rows.append([f"{rng.randint(1, 99):02}{rng.randint(0, 99):02}010{rng.randint(0, 9)}00\n{row[0]}", *row[1:]])
    return replace(base, rows=rows)


def remarks(rng: random.Random, words: dict[str, Sequence[str]]) -> Content:
    """Groups of rows, each with one remark beside all of them."""
    cols = rng.randint(1, 3)
    make = _columns(rng, cols)
    rows: list[Row] = [[rng.choice(words["first"]), *_heads(rng, words, cols), words["texthead"][4]]]
    for _ in range(rng.randint(2, 4)):
        size = rng.randint(2, 4)
        for i, name in enumerate(_names(rng, words, size, False)):
            note: list[Cell] = [(rng.choice(words["texts"]), size, 1)] if i == 0 else []
            rows.append([name, *(m() or "0" for m in make), *note])
    return Content("", rows, 1, tuple(range(1, cols + 1)))


def over_pages(rng: random.Random, words: dict[str, Sequence[str]]) -> Content:
    """More rows than a page holds."""
    cols = rng.randint(2, 6)
    make = _columns(rng, cols)
    body: list[Row] = [[n, *(m() for m in make)] for n in _names(rng, words, rng.randint(45, 60), False)]
    return Content("", [[rng.choice(words["first"]), *_heads(rng, words, cols)], *body], 1, tuple(range(1, cols + 1)))


def facing(rng: random.Random, words: dict[str, Sequence[str]]) -> Content:
    """More columns than a page holds, the rest on the page facing it."""
    cols = rng.randint(6, 9)
    make = _columns(rng, cols)
    body: list[Row] = [[n, *(m() or "-" for m in make)] for n in _names(rng, words, rng.randint(8, 20), False)]
    return Content("", [[rng.choice(words["first"]), *_heads(rng, words, cols)], *body], 1, tuple(range(1, cols + 1)))


KINDS: list[tuple[str, Callable[[random.Random, dict[str, Sequence[str]]], Content]]] = [
    ("names and numbers", simple),
    ("a column of units", units),
    ("levels of heads", levels),
    ("groups of rows", row_groups),
    ("titles of groups", group_titles),
    ("words alone", texts),
    ("numbers and remarks", mixed),
    ("codes over names", codes),
    ("remarks beside rows", remarks),
    ("over pages", over_pages),
    ("facing pages", facing),
]


# ---------------------------------------------------------------- measuring


def set_by(setter: str, item: Drawn) -> bytes:
    """The PDF of a drawn table by one of the typesetters."""
    if setter == "drawn":
        return drawn_pdf(item.content, item.number, item.look)
    from typesetters import SETTERS, Sheet

    style = item.look.style
    if setter == "fpdf2" and style in ("stripes", "spanners"):
        style = "lines"
    if setter == "typst" and style == "spanners":
        style = "booktabs"
    return SETTERS[setter](Sheet(item.content, item.number, style, below=item.look.below))


def figures_of(item: Drawn, setter: str = "drawn", folder: Path | None = None) -> dict[str, float]:
    """The figures of a drawn table as read from its PDF."""
    with tempfile.TemporaryDirectory() as temporary:
        path = (folder or Path(temporary)) / f"{item.seed}-{setter}.pdf"
        path.write_bytes(set_by(setter, item))
        _, result = read_tables(path, item.language)
    given = [table.model_dump() | {"_section": None} for table in result.tables]
    gold = [gold_table(item.content, item.number) | {"_section": None}]
    return dict(score_tables(gold, given).figures)


FIGURES = ("tables_f1", "table_captions", "table_cells", "table_spans", "table_heads")


def table_of(results: Sequence[tuple[Drawn, str, dict[str, float]]], key: Callable[[Drawn], str]) -> list[str]:
    """Rows of a Markdown table: the mean of each figure by a key."""
    groups: dict[str, list[dict[str, float]]] = defaultdict(list)
    for item, _, figures in results:
        groups[key(item)].append(figures)
    lines = []
    for name, found in sorted(groups.items()):
        means = [sum(f[figure] for f in found) / len(found) for figure in FIGURES]
        lines.append(f"| {name} | {len(found)} | " + " | ".join(f"{m:.3f}" for m in means) + " |")
    return lines


def main() -> None:
    """Draws, reads, and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="5001-5199", help="first-last; only odd ones are drawn unless --fitting")
    parser.add_argument("--fitting", action="store_true", help="draw the even seeds instead")
    parser.add_argument("--setters", nargs="+", default=["drawn"])
    parser.add_argument("--worst", type=int, default=0, help="also name so many of the tables read worst")
    parser.add_argument("--keep", type=Path, help="folder to keep the PDFs in")
    asked = parser.parse_args()
    first, last = map(int, asked.seeds.split("-"))
    results: list[tuple[Drawn, str, dict[str, float]]] = []
    for seed in range(first, last + 1):
        if seed % 2 == (0 if asked.fitting else 1):
            item = draw(seed)
            results += [(item, setter, figures_of(item, setter, asked.keep)) for setter in asked.setters]
    print("| tables | count | " + " | ".join(FIGURES) + " |\n|---|---|" + "---|" * len(FIGURES))
    rows: list[str] = table_of(results, lambda item: item.rules)
    rows += table_of(results, lambda item: f"{item.rules}: {item.kind}")
    rows += table_of(results, lambda item: "all")
    print("\n".join(rows))
    worst: list[tuple[float, Any]] = sorted(
        ((f["table_cells"], (d.seed, setter, d.kind, d.look.style, d.language)) for d, setter, f in results),
        key=lambda pair: pair[0],
    )
    for share, what in worst[: asked.worst]:
        print(round(share, 3), *what)


if __name__ == "__main__":
    main()
