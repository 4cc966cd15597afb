"""A small report as it was read, to be mended."""

from __future__ import annotations

from typing import Any

from natcom.records import (
    Box,
    Cell,
    DocumentRecord,
    Extraction,
    Fact,
    IndicatorValue,
    Observation,
    Paragraph,
    Section,
    Table,
    TableValue,
)

TEXT = "2021 年培訓 37 名學員，2022 年培訓 37 名學員。另有 15 個國家參加。"


def box(page: int, top: float, x0: float = 72.0) -> tuple[Box, ...]:
    return (Box(page=page, bbox=(x0, top, x0 + 20, top + 12)),)


def fact(fact_id: str, quote: str, value: float, **more: Any) -> Fact:
    start = more.pop("char_start", TEXT.find(quote))
    place = {"page": 3, "boxes": box(3, 100.0)} | {k: more.pop(k) for k in ("page", "boxes") if k in more}
    return Fact(
        fact_id=fact_id,
        paragraph_id="para-1",
        section_id="sec-2",
        section_path="5/5.1",
        origin="paragraph",
        quote=quote,
        context=TEXT,
        occurrence=1,
        kind="count",
        value=value,
        unit=quote.rsplit(maxsplit=1)[-1],
        measure="level",
        series_id="series-1",
        char_start=start,
        char_end=start + len(quote),
        rule="count",
        **place,
        **more,
    )


def report() -> Extraction:
    table = Table(
        table_id="table-1",
        number="5-1",
        caption="培訓人數",
        section_path="5/5.1",
        page=4,
        boxes=box(4, 80.0),
        n_rows=1,
        n_cols=2,
        header_rows=0,
        header_cols=1,
        cells=(Cell(row=0, col=0, text="學員"), Cell(row=0, col=1, text="l2")),
    )
    value = TableValue(
        value_id="value-1",
        table_id="table-1",
        row=0,
        col=1,
        text="l2",
        value=None,
        series_id="s",
        page=4,
        boxes=box(4, 90.0),
    )
    return Extraction(
        document=DocumentRecord(document_id="demo", language="zh-Hant", sha256="0", page_count=5),
        sections=(
            Section(section_id="sec-1", level=1, label="5", number="5", title="培訓", path="5", page=3),
            Section(section_id="sec-2", level=2, label="5.1", number="5.1", title="課程", path="5/5.1", page=3),
        ),
        paragraphs=(
            Paragraph(
                paragraph_id="para-1",
                section_id="sec-2",
                section_path="5/5.1",
                seq=1,
                text=TEXT,
                page=3,
                boxes=box(3, 100.0),
            ),
        ),
        tables=(table,),
        table_values=(value,),
        facts=(
            fact("fact-a", "37 名", 37, char_start=8),
            fact("fact-b", "37 名", 37, char_start=24, boxes=box(3, 100.0, 200.0)),
        ),
        indicators=(
            IndicatorValue(
                indicator_value_id="ind-1", indicator="trainees", value=37, unit="名", record_id="fact-b", page=3
            ),
        ),
        observations=(
            Observation(
                observation_id="obs-1",
                document_id="demo",
                series_id="series-1",
                value=37,
                unit="名",
                unit_code="1",
                canonical_value=37.0,
                record_id="fact-b",
                page=3,
            ),
            Observation(observation_id="obs-2", document_id="demo", series_id="s", record_id="value-1", page=4),
        ),
    )
