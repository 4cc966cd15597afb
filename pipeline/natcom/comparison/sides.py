"""One edition's side of a change, made from its records."""

from __future__ import annotations

from collections.abc import Iterable

from natcom.comparison.grids import Grid
from natcom.comparison.load import EditionView
from natcom.comparison.periods import period_known
from natcom.comparison.records import (
    CaptionedSide,
    CellSide,
    FactSide,
    IndicatorSide,
    ParagraphSide,
    SectionSide,
)
from natcom.records import Box, Cell, Fact, Figure, IndicatorValue, Located, Section, Table


def _place(record: Located) -> dict[str, object]:
    return {"page": record.page, "page_label": record.page_label, "boxes": record.boxes}


def section_side(section: Section) -> SectionSide:
    """A section by its heading."""
    about = {"path": section.path, "label": section.label, "title": section.title}
    return SectionSide(id=section.section_id, **about, **_place(section))


def paragraph_side(view: EditionView, section: Section, seq: int) -> ParagraphSide:
    """The paragraph with this number (from 1) in its section; its place where the edition tells paragraphs' places."""
    text = section.paragraphs[seq - 1]
    record = view.paragraph_at.get((section.section_id, seq))
    if record is None:
        return ParagraphSide(section=section.path, seq=seq, text=text, page=section.page)
    return ParagraphSide(
        id=record.paragraph_id,
        section=section.path,
        seq=seq,
        text=text,
        page=record.page,
        page_label=record.page_label,
        boxes=record.boxes,
    )


def captioned_side(item: Figure | Table) -> CaptionedSide:
    """A figure or table by its caption."""
    return CaptionedSide(
        id=item.figure_id if isinstance(item, Figure) else item.table_id,
        number=item.number,
        caption=item.caption,
        source=item.source,
        section=item.section_path,
        unit_note=item.unit_note if isinstance(item, Table) else None,
        page=item.page,
        page_label=item.page_label,
        boxes=item.boxes,
    )


def _cell_boxes(cells: Iterable[Cell]) -> tuple[Box, ...]:
    return tuple(Box(page=c.page, bbox=c.bbox) for c in cells if c.page is not None and c.bbox is not None)


def cell_side(view: EditionView, grid: Grid, cell: Cell, number: float | int | None, period: str | None) -> CellSide:
    """A cell with its labels, and its value where it has one."""
    table = grid.table
    value = view.value_at.get((table.table_id, cell.row, cell.col))
    boxes = _cell_boxes([cell])
    page = cell.page if cell.page is not None else table.page
    return CellSide(
        id=value.value_id if value else table.table_id,
        table=table.number,
        table_id=table.table_id,
        row=cell.row,
        col=cell.col,
        row_labels=grid.row_labels.get(cell.row, ()),
        col_labels=grid.col_labels.get(cell.col, ()),
        text=cell.text,
        value=number,
        value_high=value.value_high if value else None,
        unit=value.unit if value else None,
        period=period,
        section=table.section_path,
        page=page,
        page_label=view.label_of_page.get(page) if page else None,
        boxes=boxes,
    )


def fact_side(fact: Fact) -> FactSide:
    """A fact by its main fields."""
    return FactSide(
        id=fact.fact_id,
        quote=fact.quote,
        value=fact.value,
        value_high=fact.value_high,
        unit=fact.unit,
        period=period_known(fact),
        subject=fact.subject,
        context=fact.context,
        section=fact.section_path,
        page=fact.page,
        page_label=fact.page_label,
        boxes=fact.boxes,
    )


def indicator_side(view: EditionView, item: IndicatorValue) -> IndicatorSide:
    """A value of a named series, with what is printed where it was found."""
    return IndicatorSide(
        id=item.indicator_value_id,
        indicator=item.indicator,
        dim_name=item.dim_name,
        dim_value=item.dim_value,
        value=item.value,
        unit=item.unit,
        period=item.period,
        quote=view.quotes.get(item.record_id),
        section=view.section_of.get(item.record_id),
        record_id=item.record_id,
        page=item.page,
        page_label=item.page_label,
        boxes=item.boxes,
    )
