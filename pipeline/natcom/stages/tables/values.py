"""Table values in long form: every numeric or keyed cell with its labels, unit, gas and period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from natcom.config import Config
from natcom.config.language import TableWords
from natcom.config.units import UnitReading, Units
from natcom.identity import Ids, digest
from natcom.records import Box, Cell, Table, TableValue
from natcom.tables.pieces import is_year

KEYS = r"(?:NE|NO|NA|IE|C|FX)"
KEY_CELL = re.compile(rf"(?P<keys>{KEYS}(?:\s*[,，/;\u3001]\s*{KEYS})*)\s*(?P<marks>[\[(]?[a-h\d*†‡]*[\])]?)$")
DIGITS = r"(?:\d{1,3}(?:[,，]\d{3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.．]\d+)?|[.．]\d+"
NUMBER = re.compile(
    rf"(?P<open>[(（])?\s*(?P<sign>[-−–▲△▼+])?\s*(?P<money>[$€£¥]|[A-Z]{{0,3}}\$)?\s*(?P<low>{DIGITS})(?:[eE](?P<exp>[-+−]?\d{{1,2}}))?"
    rf"(?:\s*[-–—~～]\s*(?P<high>{DIGITS}))?\s*(?P<close>[)）])?\s*(?P<rest>.*)$"
)
MARKS = re.compile(r"(?P<marks>[*†‡§#＊]+|[¹²³⁴-⁹]+|[\[(（]?[a-h][\])）]?(?:,[a-h])*)$")
NEGATIVE = "-−–▲△▼"
BRACKETS = re.compile(r"[(（\[]\s*([^()（）\[\]]{1,30})\s*[)）\]]")
NOTE_MARK = re.compile(r"\s*[\[(（]?(?P<mark>[*†‡§#＊]+|[a-h](?=[\s:.)）\]：])|[¹²³⁴-⁹]+)[\])）.:：]?\s*")
UNIT_WORDS = ("%", "％", "‰")


class ReadNumber(NamedTuple):
    """A cell's number as printed: value and upper end, footnote marks, and what stands behind it (a unit)."""

    value: Decimal
    high: Decimal | None
    marks: str
    rest: str


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds for a whole table."""

    table: Table
    words: TableWords
    units: Units
    note_unit: UnitReading | None
    unit_columns: tuple[int, ...]
    groups: dict[int, str]
    notes: tuple[tuple[str, str], ...]
    by_place: dict[tuple[int, int], Cell]


def read_number(text: str) -> ReadNumber | None:
    """The number that a cell holds, or None where it holds something else.

    >>> [str(n.value) for t in ("1,234.5", "(12)", "▲3", "12.3a", "-0.6 %") if (n := read_number(t))]
    ['1234.5', '-12', '-3', '12.3', '-0.6']
    >>> read_number("NO"), read_number("-"), read_number("CO2")
    (None, None, None)
    """
    match = NUMBER.match(text.strip())
    if match is None:
        return None
    rest = match["rest"].strip()
    marks = ""
    if rest and (found := MARKS.match(rest)):
        marks, rest = found["marks"].strip("[]()（）"), rest[found.end() :].strip()
    bracketed = bool(match["open"] and match["close"])
    if bool(match["open"]) != bool(match["close"]) and match["open"]:
        return None
    low, high = _decimal(match["low"]), _decimal(match["high"]) if match["high"] else None
    if match["exp"]:
        low = low.scaleb(int(match["exp"].replace("−", "-")))
    negative = bracketed or (match["sign"] or "+") in NEGATIVE
    return ReadNumber(-low if negative and low else low, high, marks, (match["money"] or "") + rest)


def _decimal(text: str) -> Decimal:
    return Decimal(re.sub(r"[,，\s\u00a0\u202f]", "", text).replace("．", "."))


def table_values(tables: Sequence[Table], config: Config, document_id: str) -> tuple[TableValue, ...]:
    """The values of all tables in reading order; a cell of words, and a dash, gives none."""
    ids = Ids(document_id)
    result: list[TableValue] = []
    for table in tables:
        context = _context(table, config)
        for cell in table.cells:
            if cell.row >= table.header_rows and cell.text:
                value = _value(cell, context, ids)
                if value is not None:
                    result.append(value)
    return tuple(result)


def _context(table: Table, config: Config) -> _Context:
    words = config.language.tables
    by_place = {
        (r, c): cell
        for cell in table.cells
        for r in range(cell.row, cell.row + cell.rowspan)
        for c in range(cell.col, cell.col + cell.colspan)
    }
    heads = {c: _column_labels(table, by_place, c) for c in range(table.n_cols)}
    unit_columns = tuple(c for c, labels in heads.items() if labels and labels[-1].strip() in words.units)
    note_unit = _unit_in(table.unit_note, config.units) or _bracketed_unit(table.caption or "", config.units)
    notes = tuple(_marked(note, config.language.captions.note.regex) for note in table.notes)
    return _Context(table, words, config.units, note_unit, unit_columns, _group_rows(table), notes, by_place)


def _marked(note: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    """The mark that a note explains ("" where it has none), and the note as printed."""
    begin = pattern.match(note)
    match = NOTE_MARK.match(note[begin.end() :] if begin else note)
    return (match["mark"] if match else "", note)


def _group_rows(table: Table) -> dict[int, str]:
    """For each body row the label of the group row above it: a row with a label and nothing else."""
    groups: dict[int, str] = {}
    current = ""
    for row in range(table.header_rows, table.n_rows):
        cells = [c for c in table.cells if c.row == row and c.text]
        alone = len(cells) == 1 and cells[0].col == 0 and cells[0].rowspan == 1 and table.n_cols > 1
        if alone and read_number(cells[0].text) is None:
            current = cells[0].text
        elif current:
            groups[row] = current
    return groups


def _value(cell: Cell, context: _Context, ids: Ids) -> TableValue | None:
    if cell.col in context.unit_columns or _names_rows(cell, context):
        return None
    keyed = KEY_CELL.match(cell.text.strip())
    number = None if keyed else read_number(cell.text)
    if keyed is None and (number is None or not _is_unit_text(number.rest, context)):
        return None
    rows, columns = _row_labels(cell, context), _column_labels(context.table, context.by_place, cell.col)
    unit = _unit(cell, number.rest if number else "", rows, columns, context)
    gas = _gas(unit, rows, columns, context)
    if unit and gas and unit.kind == "mass":
        unit = _of_gas(unit, gas, context.units)
    period = _period([*reversed(columns), *reversed(rows), context.table.caption or ""], context.words)
    marks = keyed["marks"] if keyed else (number.marks if number else "")
    factor = Decimal(str(unit.factor)) if unit else Decimal(1)
    table = context.table
    caption = _without_years(table.caption or "", context.words)
    plain = [_without_years(label, context.words) for label in (*rows, *columns)]
    return TableValue(
        value_id=ids.make("val", table.table_id, *rows, "", *columns, cell.text),
        table_id=table.table_id,
        row=cell.row,
        col=cell.col,
        row_labels=rows,
        col_labels=columns,
        text=cell.text,
        value=_plain(number.value * factor) if number else None,
        value_high=_plain(number.high * factor) if number and number.high is not None else None,
        unit=unit.unit if unit else None,
        unit_code=unit.unit_code if unit else None,
        gas=gas,
        period=period,
        period_start=f"{period}-01-01" if period else None,
        period_end=f"{period}-12-31" if period else None,
        notation_key=re.sub(r"\s*[,，/;\u3001]\s*", ", ", keyed["keys"]) if keyed else None,
        footnotes=_footnotes(marks, context.notes),
        is_total=any(_is_total(label, context.words) for label in (*rows, *columns)),
        series_id=f"ser-{digest('table', caption, *plain, unit.unit if unit else '')}",
        page=cell.page,
        page_label=table.page_label if cell.page == table.page else None,
        boxes=(Box(page=cell.page, bbox=cell.bbox),) if cell.page and cell.bbox else (),
    )


def _names_rows(cell: Cell, context: _Context) -> bool:
    """Whether the cell stands in a column of labels, or is a year or an ordinal that names its row."""
    if cell.col >= context.table.header_cols:
        return False
    return cell.col == 0 or is_year(cell.text) or cell.text.isdecimal()


def _is_unit_text(rest: str, context: _Context) -> bool:
    """Whether what stands behind a number is nothing, or a unit."""
    return not rest or rest in UNIT_WORDS or context.units.lookup(rest.strip(" ()（）")) is not None


def _plain(value: Decimal) -> float | int:
    return int(value) if value == value.to_integral_value() else float(value)


# ---------------------------------------------------------------- labels


def _row_labels(cell: Cell, context: _Context) -> tuple[str, ...]:
    """The labels of the cell's row from the outermost: its group's, then those in the head columns."""
    labels = [context.groups[cell.row]] if cell.row in context.groups else []
    for col in range(max(context.table.header_cols, 1)):
        head = context.by_place.get((cell.row, col))
        if head is not None and head is not cell and head.text and head.text not in labels[-1:]:
            labels.append(head.text)
    return tuple(labels)


def _column_labels(table: Table, by_place: dict[tuple[int, int], Cell], col: int) -> tuple[str, ...]:
    labels: list[str] = []
    seen: set[tuple[int, int]] = set()
    for row in range(table.header_rows):
        head = by_place.get((row, col))
        if head is not None and head.text and (head.row, head.col) not in seen and head.colspan < table.n_cols:
            labels.append(head.text)
            seen.add((head.row, head.col))
    return tuple(labels)


def _is_total(label: str, words: TableWords) -> bool:
    """Whether a label names a total: it is one of the words, or begins or ends with one.

    A word of Latin letters counts only as a whole word.
    """
    plain = re.sub(r"[\s:：*]+", " ", label).strip().lower()
    for word in words.totals:
        total = word.lower()
        if total.isascii():
            if re.search(rf"(?:^|\W){re.escape(total)}(?:$|\W)", plain):
                return True
        elif (squeezed := plain.replace(" ", "")) == total or squeezed.endswith(total) or squeezed.startswith(total):
            return True
    return False


def _period(labels: Sequence[str], words: TableWords) -> str | None:
    """The year that the first of the labels with one states."""
    for label in labels:
        years = {y for _, _, y in _years(label, words)}
        if len(years) == 1:
            return str(years.pop())
        if years:
            return None
    return None


def _years(label: str, words: TableWords) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for pattern in words.years:
        for match in pattern.regex.finditer(label):
            if not any(a < match.end() and match.start() < b for a, b, _ in found):
                found.append((match.start(), match.end(), int(match["y"]) + pattern.offset))
    return found


def _without_years(label: str, words: TableWords) -> str:
    for start, end, _ in sorted(_years(label, words), reverse=True):
        label = label[:start] + label[end:]
    return "".join(label.split())


# ---------------------------------------------------------------- units, gases, notes


def _unit(cell: Cell, rest: str, rows: Sequence[str], columns: Sequence[str], context: _Context) -> UnitReading | None:
    """The unit: the cell's own, else of its row's unit column, its column's head, its row's label, the table's note."""
    own = _unit_in(rest, context.units)
    if own:
        return own
    for col in context.unit_columns:
        stated = context.by_place.get((cell.row, col))
        if stated is not None and (found := _unit_in(stated.text, context.units)):
            return found
    for label in (*reversed(columns), *reversed(rows)):
        if found := (_bracketed_unit(label, context.units) or _unit_in(label, context.units)):
            return found
    return context.note_unit


def _unit_in(text: str | None, units: Units) -> UnitReading | None:
    plain = (text or "").strip(" ()（）[]：:\u3002")
    if not plain or plain.isdecimal():
        return None
    if plain in ("%", "％"):
        return units.lookup("%")
    return units.lookup(plain)


def _bracketed_unit(label: str, units: Units) -> UnitReading | None:
    for inner in reversed(BRACKETS.findall(label)):
        last = re.split(r"[：:]", inner)[-1]
        if found := _unit_in(last, units):
            return found
    return None


def _gas(unit: UnitReading | None, rows: Sequence[str], columns: Sequence[str], context: _Context) -> str | None:
    """The gas that a head or label names alone, else the unit's."""
    for label in (*reversed(columns), *reversed(rows)):
        plain = BRACKETS.sub("", label).strip()
        for gas in context.units.gases:
            if any("".join(plain.split()).lower() == "".join(s.split()).lower() for s in gas.spellings):
                return gas.gas
    return unit.gas if unit else None


def _of_gas(unit: UnitReading, name: str, units: Units) -> UnitReading:
    """A mass as that of a gas (t of CO2 is tCO2)."""
    gas = next((g for g in units.gases if g.gas == name), None)
    if gas is None:
        return unit
    code = f"{unit.unit_code} {gas.code}" if unit.unit_code else None
    return unit._replace(unit=unit.unit + gas.suffix, kind="emissions", unit_code=code)


def _footnotes(marks: str, notes: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The table's notes that the cell's marks point to; the marks themselves where no note has them."""
    if not marks:
        return ()
    single = marks.split(",") if "," in marks else ([marks] if len(set(marks)) == 1 else list(marks))
    return tuple(next((note for known, note in notes if known == mark), mark) for mark in single)
