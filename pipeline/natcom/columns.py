"""How a record lies flat: the columns of its CSV file and of its frame, in order, with their types.

Own fields come first, in the order of the record class, then its place: `page, page_label, x0, top, x1, bottom` of the
first box and `line_start, line_end`. Long nested parts are left out; a tuple of strings is joined by " | " (a bar
within an item is written `\\|`). An empty text in a column that may be null counts as null.
"""

from __future__ import annotations

import math
import types
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

if TYPE_CHECKING:
    import pandas as pd

PLACE = ("page", "page_label", "boxes", "line_start", "line_end")
BOX_COLUMNS = ("x0", "top", "x1", "bottom")
BOX_FIELDS = frozenset({"boxes", "bbox"})
LONG = frozenset({"paragraphs"})  # text that has a file of its own
POINT_FIELDS = frozenset({"width", "height"})
POINT_DECIMALS = 2  # a hundredth of a point is a fraction of any printer's dot
MOST_EXACT = 2**53  # up to here every whole number is a float of its own (IEEE 754 double)
SEPARATOR = " | "

Value = str | int | float | bool | None

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}
DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}


class Column(NamedTuple):
    """A column of a CSV file. `field` is the record's field it is filled from; `type` is Table Schema's name of it."""

    name: str
    type: str
    nullable: bool
    field: str
    joined: bool = False


def _members(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in {Union, types.UnionType} else (annotation,)


def _columns_of(name: str, annotation: Any) -> list[Column]:
    members = _members(annotation)
    nullable = type(None) in members
    plain = [member for member in members if member is not type(None)]
    if name in BOX_FIELDS:
        return [Column(side, "number", True, name) for side in BOX_COLUMNS]
    if name in LONG:
        return []
    if get_origin(plain[0]) is tuple:
        return [Column(name, "string", True, name, joined=True)] if get_args(plain[0])[0] is str else []
    kind = float if float in plain else plain[0]
    return [Column(name, _TYPES[kind], nullable, name)]


def ordered_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a record class as they are written: its own, then its place where it has boxes."""
    names = tuple(model.model_fields)
    if "boxes" not in names:
        return names
    return (*(name for name in names if name not in PLACE), *PLACE)


@lru_cache(maxsize=64)
def flat_columns(model: type[BaseModel]) -> tuple[Column, ...]:
    """The columns of the record class's CSV file, in order."""
    fields = model.model_fields
    return tuple(column for name in ordered_fields(model) for column in _columns_of(name, fields[name].annotation))


def written_number(value: float, decimals: int | None = None) -> float | int:
    """The number as it is written: whole ones (up to 2**53) without a fraction, others as their shortest text.

    Raises:
        ValueError: it is not finite.
    """
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be written")
    rounded = value if decimals is None else round(value, decimals)
    return int(rounded) if abs(rounded) <= MOST_EXACT and rounded == int(rounded) else rounded


def first_box(record: BaseModel) -> Sequence[float] | None:
    """The record's first box (x0, top, x1, bottom), or None where it has none."""
    boxes = getattr(record, "boxes", None)
    return boxes[0].bbox if boxes else getattr(record, "bbox", None)


def flat_row(record: BaseModel) -> tuple[Value, ...]:
    """The record's values under `flat_columns`, numbers rounded as they are written."""
    box = first_box(record)
    row: list[Value] = []
    for column in flat_columns(type(record)):
        if column.field in BOX_FIELDS:
            side = BOX_COLUMNS.index(column.name)
            row.append(None if box is None else written_number(box[side], POINT_DECIMALS))
            continue
        value = getattr(record, column.field)
        if column.joined:
            value = SEPARATOR.join(item.replace("|", "\\|") for item in value) or None
        elif isinstance(value, float):
            value = written_number(value, POINT_DECIMALS if column.field in POINT_FIELDS else None)
        elif value == "" and column.nullable:
            value = None
        row.append(value)
    return tuple(row)


def frame_of(model: type[BaseModel], rows: Iterable[Sequence[Value]]) -> pd.DataFrame:
    """A typed pandas frame of rows under `flat_columns`; what is null is missing, and nothing else is."""
    import pandas as pd

    columns = flat_columns(model)
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    return pd.DataFrame(
        {
            column.name: pd.Series(list(cells), dtype=DTYPES[column.type])
            for column, cells in zip(columns, values, strict=True)
        }
    )


RecordT = TypeVar("RecordT", bound=BaseModel)


class Records(tuple[RecordT, ...], Generic[RecordT]):
    """A tuple of records of one class, which as a field of a model knows its class also when it is empty."""

    record_class: type[BaseModel] | None = None

    def to_frame(self) -> pd.DataFrame:
        """The records as a typed pandas frame with the columns of their CSV file (see `natcom.columns`)."""
        model = self.record_class or (type(self[0]) if self else BaseModel)
        return frame_of(model, map(flat_row, self))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        (model,) = get_args(source)

        def typed(items: tuple[RecordT, ...]) -> Records[RecordT]:
            records = cls(items)
            records.record_class = model
            return records

        items = core_schema.tuple_variable_schema(handler.generate_schema(model))
        return core_schema.no_info_after_validator_function(typed, items)
