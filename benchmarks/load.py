"""How fast generated editions load, and how fast one series is found over all of them.

    python benchmarks/load.py --editions 500 --observations 2000 --to duckdb:///bench.duckdb
    NATCOM_PASSWORD=… python benchmarks/load.py --to postgresql://analyst@localhost/bench

Every edition has as many observations as asked for, each behind a table value or a fact, in sections, paragraphs and
tables as reports have them. Ten editions of one party carry the same series; one value in a hundred is restated.
The targets, on two cores: a million observations of 500 editions into DuckDB in 60 s, into PostgreSQL in 180 s, and a
series over all editions in 100 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from natcom.config import default_directory
from natcom.databases import Target, load, parse_target
from natcom.output.manifest import RunRecord, SourceFile
from natcom.output.schemas import load_schemas
from natcom.output.write import write_output
from natcom.records import (
    Box,
    Cell,
    DocumentRecord,
    Extraction,
    Fact,
    Observation,
    PageRecord,
    Paragraph,
    Section,
    Table,
    TableValue,
)

EDITIONS_OF_A_PARTY = 10
VALUES_OF_A_TABLE = 60
FACTS_SHARE = 4  # one observation in so many stands behind a fact, the rest behind table values
YEARS = 33  # of a series
SECTIONS = 40  # of an edition
RESTATED = 100  # one value in so many differs from the edition before
QUERIES = 20


def place(page: int, top: float) -> dict[str, Any]:
    """Where a record stands."""
    return {"page": page, "page_label": str(page), "boxes": (Box(page=page, bbox=(72, top, 300.5, top + 12.25)),)}


def common(number: int, pages: int) -> dict[str, Any]:
    """What a fact and a table value share: the value, its unit, its year, and where it stands."""
    year = 1990 + number % YEARS
    return {
        "value": float(number),
        "unit": "公噸",
        "unit_code": "t CO2",
        "gas": "CO2",
        "period": str(year),
        "period_start": f"{year}-01-01",
        "period_end": f"{year}-12-31",
        "series_id": f"series-{number // YEARS:06}",
        **place(number % pages + 1, 80 + number % 50 * 13.5),
    }


def fact(number: int, pages: int) -> Fact:
    """A number of running text."""
    page, quote = number % pages + 1, f"{number:,} 公噸"
    return Fact(
        fact_id=f"f-{number:06}",
        paragraph_id=f"p-{page:05}",
        section_id=f"s-{page % SECTIONS:03}",
        section_path=f"3/3.{page % SECTIONS}",
        origin="paragraph",
        quote=quote,
        context=f"能源部門之二氧化碳排放量為 {quote}，較前一年略減。",
        occurrence=1,
        kind="quantity",
        measure="level",
        subject="能源部門之二氧化碳排放量",
        char_start=15,
        char_end=15 + len(quote),
        rule="quantity",
        **common(number, pages),
    )


def table_value(number: int, at: int, pages: int) -> TableValue:
    """The value of a cell; `at` counts the edition's cells."""
    row, col = divmod(at % VALUES_OF_A_TABLE, 6)
    shared = common(number, pages)
    return TableValue(
        value_id=f"v-{number:06}",
        table_id=f"t-{at // VALUES_OF_A_TABLE:05}",
        row=row + 1,
        col=col + 1,
        row_labels=("能源", "燃料燃燒", f"項目 {row}"),
        col_labels=("排放量", shared["period"]),
        text=f"{number:,}",
        **shared,
    )


def table(number: int, pages: int) -> Table:
    """A grid of 11 rows and 7 columns."""
    page = number % pages + 1
    grid = ((row, col) for row in range(11) for col in range(7))
    return Table(
        table_id=f"t-{number:05}",
        number=f"3-{number}",
        label=f"表 3-{number}",
        caption="歷年排放量",
        section_id=f"s-{page % SECTIONS:03}",
        section_path=f"3/3.{page % SECTIONS}",
        n_rows=11,
        n_cols=7,
        header_rows=1,
        header_cols=1,
        cells=tuple(Cell(row=r, col=c, text=f"{r * c:,}", page=page, bbox=(72, 80, 100, 92)) for r, c in grid),
        **place(page, 80),
    )


def section(number: int) -> Section:
    """A heading of the second level."""
    name = f"3.{number}"
    return Section(section_id=f"s-{number:03}", level=2, label=name, number=name, title="排放", path=f"3/{name}")


def paragraph(number: int) -> Paragraph:
    """Some two hundred characters of running text."""
    own = number % SECTIONS
    text = "本節說明。" * 40
    return Paragraph(
        paragraph_id=f"p-{number:05}", section_id=f"s-{own:03}", section_path=f"3/3.{own}", seq=number, text=text
    )


def model_edition(observations: int) -> Extraction:
    """One edition, from which all others are made by putting other names and values in."""
    pages = max(observations // 10, 1)
    told = [number for number in range(observations) if number % FACTS_SHARE == 0]
    tabled = [number for number in range(observations) if number % FACTS_SHARE]
    facts = tuple(fact(number, pages) for number in told)
    values = tuple(table_value(number, at, pages) for at, number in enumerate(tabled))
    return Extraction(
        document=DocumentRecord(
            document_id="e", party="P", year=7777, language="zh-Hant", sha256="0" * 64, page_count=pages
        ),
        pages=tuple(
            PageRecord(page=n, file="a.pdf", file_page=n, width=595, height=842, kind="body", text_layer=True)
            for n in range(1, pages + 1)
        ),
        sections=tuple(map(section, range(SECTIONS))),
        paragraphs=tuple(map(paragraph, range(1, pages + 1))),
        facts=facts,
        tables=tuple(table(number, pages) for number in range(len(values) // VALUES_OF_A_TABLE + 1)),
        table_values=values,
        observations=tuple(
            observation(number, source) for number, source in zip((*told, *tabled), (*facts, *values), strict=True)
        ),
    )


def observation(number: int, source: Fact | TableValue) -> Observation:
    """The observation of a fact or a table value."""
    shared = (
        "series_id",
        "value",
        "unit",
        "unit_code",
        "gas",
        "period_start",
        "period_end",
        "page",
        "page_label",
        "boxes",
    )
    is_fact = isinstance(source, Fact)
    return Observation(
        observation_id=f"o-{number:06}",
        document_id="e",
        party="P",
        area="P",
        subject="能源部門之二氧化碳排放量",
        row_labels=() if isinstance(source, Fact) else source.row_labels,
        col_labels=() if isinstance(source, Fact) else source.col_labels,
        canonical_value=source.value,
        measure="level",
        value_type="actual",
        section_path="3/3.1",
        quote=source.quote if isinstance(source, Fact) else source.text,
        record_id=source.fact_id if is_fact else getattr(source, "value_id", ""),
        **{name: getattr(source, name) for name in shared},
    )


def generate(root: Path, editions: int, observations: int) -> None:
    """Write the folders of the editions below `root`."""
    run = RunRecord("c" * 64, (SourceFile(Path("a.pdf"), "0" * 64, 1),), datetime(2024, 1, 1, tzinfo=UTC))
    folder = write_output(model_edition(observations), root / "model", run, load_schemas(default_directory()))
    lines = {file.name: file.read_text("utf-8").splitlines() for file in folder.glob("*.json")}
    for number in range(editions):
        party, year = number // EDITIONS_OF_A_PARTY, 1994 + 3 * (number % EDITIONS_OF_A_PARTY)
        target = root / "editions" / f"e{number:03}"
        target.mkdir(parents=True)
        for name, content in lines.items():
            made = [
                line.replace('"e"', f'"e{number:03}"')
                .replace('"P"', f'"P{party:02}"')
                .replace("7777", str(year))
                .replace("series-", f"series-{party:02}-")
                .replace('"value": ', f'"value": 9{number}' if at % RESTATED == number % RESTATED else '"value": ')
                for at, line in enumerate(content)
            ]
            (target / name).write_text("\n".join(made) + "\n", "utf-8")


def one_series(target: Target) -> Callable[[], int]:
    """A function that asks for one series over all editions and returns how many rows it got."""
    question = "SELECT document_id, period_start, value, unit FROM observations WHERE series_id = {} ORDER BY 1, 2"
    if target.kind == "postgresql":
        import sqlalchemy as sa

        engine = sa.create_engine(sa.make_url(target.place).set(password=target.password))
        connection = engine.connect()
        return lambda: len(connection.execute(sa.text(question.format(":s")), {"s": "series-00-000007"}).all())
    import duckdb

    if target.kind == "duckdb":
        file = duckdb.connect(target.place, read_only=True)
        return lambda: len(file.execute(question.format("$1"), ["series-00-000007"]).fetchall())
    lake = duckdb.connect()
    lake.execute(f"CREATE VIEW observations AS SELECT * FROM read_parquet('{target.place}/observations/*/*.parquet')")
    return lambda: len(lake.execute(question.format("$1"), ["series-00-000007"]).fetchall())


def measure(arguments: argparse.Namespace) -> dict[str, Any]:
    """Generate, load, load again, and ask; seconds but for the query, which is in milliseconds.

    `load_cpu_s` is this process's processor time over all cores (not a server's): on a machine with other work, it says
    more than the time on the clock.
    """
    target = parse_target(arguments.to, os.environ.get("NATCOM_PASSWORD"))
    root = Path(arguments.folder or tempfile.mkdtemp(prefix="natcom-bench-"))
    found: dict[str, Any] = {
        "editions": arguments.editions,
        "observations": arguments.editions * arguments.observations,
    }
    try:
        if not (root / "editions").is_dir():
            found["generate_s"] = timed(lambda: generate(root, arguments.editions, arguments.observations))
        used = time.process_time()
        found["load_s"] = timed(lambda: found.update(first=vars(load([root / "editions"], target).total)))
        found["load_cpu_s"] = round(time.process_time() - used, 1)
        if arguments.again:
            found["again_s"] = timed(lambda: found.update(second=vars(load([root / "editions"], target).total)))
        ask = one_series(target)
        found["rows_of_series"] = ask()
        times = [timed(ask) * 1000 for _ in range(QUERIES)]
        found["query_ms"] = {"median": round(statistics.median(times), 2), "worst": round(max(times), 2)}
        found["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    finally:
        if not arguments.folder:
            shutil.rmtree(root, ignore_errors=True)
    return found


def timed(work: Callable[[], Any]) -> float:
    """How many seconds it took."""
    began = time.perf_counter()
    work()
    return round(time.perf_counter() - began, 4)


def main() -> None:
    """Measure and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--editions", type=int, default=500)
    parser.add_argument("--observations", type=int, default=2000, help="of each edition")
    parser.add_argument("--to", default="duckdb:///bench.duckdb")
    parser.add_argument("--folder", help="keep the generated editions here, or use those that are there")
    parser.add_argument("--again", action="store_true", help="load a second time: nothing may change")
    json.dump(measure(parser.parse_args()), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
