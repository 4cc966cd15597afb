"""Table values in long form: every numeric or keyed cell with its labels, unit, gas and period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from natcom.config import Config
from natcom.config.facts import FactWords
from natcom.config.language import TableWords
from natcom.config.units import UnitReading, Units
from natcom.identity import Ids, digest
from natcom.languages import LanguageReader, language_reader
from natcom.languages.reader import first
from natcom.records import Box, Cell, Table, TableValue
from natcom.stages.tables.cell_numbers import ReadNumber, has_comma_decimals, read_number
from natcom.stages.tables.labels import RAISED_MARKS, TableLabels
from natcom.stages.tables.unit_phrases import BRACKETS, UnitPhrase, counted_noun, phrase_in, read_phrase
from natcom.tables.pieces import is_year
from natcom.text.iso_periods import bounds

KEYS = r"(?:NE|NO|NA|IE|C|FX)"
KEY_CELL = re.compile(rf"(?P<keys>{KEYS}(?:\s*[,，/;\u3001]\s*{KEYS})*)\s*(?P<marks>[\[(]?[a-h\d*†‡]*[\])]?)$")
NOTE_MARK = re.compile(r"\s*[\[(（]?(?P<mark>[*†‡§#＊]+|[a-h](?=[\s:.)）\]：])|[¹²³⁴-⁹]+)[\])）.:：]?\s*")
YEAR_SPAN = re.compile(r"(?:19|20|21)\d{2}\s*[-–—~～/]\s*(?:(?:19|20|21)\d{2}|\d{2})")  # a time, no amount
ACTUAL, PROJECTION = "actual", "projection"
UNIT_WORDS = ("%", "％", "‰")


@dataclass(frozen=True)
class _Context:
    """What holds for a whole table."""

    table: Table
    labels: TableLabels
    words: TableWords
    units: Units
    language: LanguageReader | None
    comma_decimals: bool
    facts: FactWords | None
    notes: tuple[tuple[str, str], ...]

    @cached_property
    def whole(self) -> UnitPhrase | None:
        """The unit of the table as a whole: its unit note, the head over its labels, its title, its caption."""
        told = self.phrase(self.table.unit_note or "")
        for inner in reversed(BRACKETS.findall(self.labels.stub)):  # the stub itself names the rows: Year, Days
            told = told or read_phrase(inner, self.units, self.words)
        for text in (self.labels.title, self.table.caption or ""):
            told = told or phrase_in(text, self.units, self.words)
        return told

    @cached_property
    def counted(self) -> str | None:
        """The noun that the table counts, where its caption, title or label head says so."""
        texts = (self.labels.stub, self.labels.title, self.table.caption or "", self.table.unit_note or "")
        return counted_noun(texts, self.words)

    @cached_property
    def unit_columns(self) -> tuple[int, ...]:
        """The columns that name the units of their rows."""
        heads = {col: self.labels.heads(col) for col in range(self.table.n_cols)}
        return tuple(col for col, labels in heads.items() if labels and labels[-1].strip() in self.words.units)

    def phrase(self, text: str) -> UnitPhrase | None:
        """What the text says as a unit, whole or in part."""
        return read_phrase(text, self.units, self.words) or phrase_in(text, self.units, self.words)

    def number(self, text: str) -> ReadNumber | None:
        """The number that a cell of this table holds."""
        marks = self.words.marks.regex if self.words.marks else None
        return read_number(text, marks, comma_decimals=self.comma_decimals)


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
    words, language = config.language.tables, language_reader(config.language, config.units)
    notes = tuple(_marked(note, config.language.captions.note.regex) for note in table.notes)
    labels = TableLabels(table, lambda text: _dates(text, words, language))
    comma = has_comma_decimals(cell.text for cell in table.cells if cell.row >= table.header_rows)
    return _Context(table, labels, words, config.units, language, comma, config.language.facts, notes)


def _dates(text: str, words: TableWords, language: LanguageReader | None) -> bool:
    """Whether the text is a time and nothing else."""
    plain = text.strip()
    if not plain or len(plain) > 12:
        return False
    spans = [(start, end) for start, end, _ in _years(plain, words)]
    spans += [(time.core, time.end) for time in (language.times(plain) if language else ())]
    return any(start == 0 and end == len(plain) for start, end in spans)


def _marked(note: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    """The mark that a note explains ("" where it has none), and the note as printed."""
    begin = pattern.match(note)
    match = NOTE_MARK.match(note[begin.end() :] if begin else note)
    return (match["mark"] if match else "", note)


def _value(cell: Cell, context: _Context, ids: Ids) -> TableValue | None:
    if (
        cell.col in context.unit_columns
        or _names_rows(cell, context)
        or cell.row in (*context.labels.inner_heads, *context.labels.heads_again)
    ):
        return None
    if YEAR_SPAN.fullmatch(cell.text.strip()):
        return None
    keyed = KEY_CELL.match(cell.text.strip())
    number = None if keyed else context.number(cell.text)
    if keyed is None and (number is None or not _is_unit_text(number.rest, context)):
        return None
    rows, columns = context.labels.rows(cell), context.labels.columns(cell)
    unit = _without_per(_unit(cell, number.rest if number else "", rows, columns, context), context.units)
    gas = _gas(unit, rows, columns, context)
    if unit and gas and unit.kind == "mass":
        unit = _of_gas(unit, gas, context.units)
    counted = _counted(number, unit, columns, context)
    period = _period(columns, rows, context)
    start, end = bounds(period)
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
        uncertainty=_plain(number.error * factor) if number and number.error is not None else None,
        unit=(unit.unit or counted) if unit else counted,
        unit_code=unit.unit_code if unit else ("1" if counted else None),
        gas=gas,
        per=unit.per if unit else None,
        value_type=_value_type((*reversed(columns), *reversed(rows), table.caption or ""), context),
        period=period,
        period_start=start,
        period_end=end,
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
    return not rest or rest in UNIT_WORDS or read_phrase(rest, context.units, context.words) is not None


def _plain(value: Decimal) -> float | int:
    return int(value) if value == value.to_integral_value() else float(value)


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


def _period(columns: Sequence[str], rows: Sequence[str], context: _Context) -> str | None:
    """The time that the first of the labels with one states: a year, else what the language reads of it.

    A label with several times dates nothing, and ends the search; a row's label that names a span beside other words,
    or a span of several years (a project and how long it runs), dates nothing either.
    """
    spans = {label for label in rows if not context.labels.dates(RAISED_MARKS.sub("", label)) or _is_long(label)}
    for label in (*reversed(columns), *reversed(rows), context.labels.title, context.table.caption or ""):
        plain = RAISED_MARKS.sub("", label.strip())
        times = context.language.times(plain) if context.language else ()
        read = {time.iso for time in times if time.iso}
        years = {str(year) for _, _, year in _years(plain, context.words)}
        found = read if len(read) == 1 and label not in spans else years
        if len(found) == 1:
            return found.pop()
        if found:
            return None
    return None


def _value_type(labels: Sequence[str], context: _Context) -> str | None:
    """Whether the first label that says so calls the values a projection, a target or a limit."""
    rules = context.facts.value_types if context.facts else ()
    for label in labels:
        found = first(rules, label)
        if found is not None and found.effect != ACTUAL:
            return found.effect
    return None


def with_outlooks(values: Sequence[TableValue], now: int | None) -> tuple[TableValue, ...]:
    """The values, with those of a time after the year that their report is about as projections."""
    if now is None:
        return tuple(values)
    return tuple(
        value.model_copy(update={"value_type": PROJECTION})
        if value.value_type is None and (value.period_end or "")[:4] > str(now)
        else value
        for value in values
    )


def _is_long(label: str) -> bool:
    """Whether the label holds a span of more than two years, which no fiscal year has."""
    years = [int(year) for year in re.findall(r"(?:19|20|21)\d{2}", label)]
    return len(years) > 1 and max(years) - min(years) > 1


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
    """The unit, from what is nearest to the cell: the cell itself, its row's unit column, heads, labels, the table.

    What names a scale alone (in thousands) multiplies the first unit further out; without one it is a scale of counts.
    """
    scale = 1.0
    for phrase in _phrases(cell, rest, rows, columns, context):
        if phrase is None:
            continue
        if phrase.reading is not None:
            return _times(phrase.reading, phrase.scale * scale)
        scale *= phrase.scale
    return UnitReading("", "count", "1", scale) if scale != 1 else None


def _phrases(
    cell: Cell, rest: str, rows: Sequence[str], columns: Sequence[str], context: _Context
) -> Iterator[UnitPhrase | None]:
    yield read_phrase(rest, context.units, context.words)
    for col in context.unit_columns:
        stated = context.labels.by_place.get((cell.row, col))
        yield context.phrase(stated.text) if stated is not None else None
    for label in (*reversed(columns), *reversed(rows)):
        yield phrase_in(label, context.units, context.words)
    yield context.whole


def _without_per(unit: UnitReading | None, units: Units) -> UnitReading | None:
    """The unit of a rate without what it is per, which has a column of its own."""
    if unit is None or not unit.per or not unit.unit.endswith(f"/{unit.per}"):
        return unit
    bare = unit.unit.removesuffix(f"/{unit.per}")
    known = units.lookup(bare)
    return unit._replace(unit=bare, unit_code=known.unit_code if known else None)


def _times(reading: UnitReading, scale: float) -> UnitReading:
    return reading._replace(factor=reading.factor * scale) if scale != 1 else reading


def _counted(
    number: ReadNumber | None, unit: UnitReading | None, columns: Sequence[str], context: _Context
) -> str | None:
    """The noun that a whole number without a unit counts, where a head or the table says so."""
    if number is None or (unit is not None and unit.unit) or number.value != number.value.to_integral_value():
        return None
    return counted_noun(tuple(reversed(columns)), context.words) or context.counted


def _gas(unit: UnitReading | None, rows: Sequence[str], columns: Sequence[str], context: _Context) -> str | None:
    """The gas that a head or label names, alone or with a word for its emissions, else the unit's."""
    for label in (*reversed(columns), *reversed(rows)):
        plain = _squeezed(BRACKETS.sub("", label))
        for word in sorted(context.words.emissions, key=len, reverse=True):
            plain = plain.removesuffix(_squeezed(word)) or plain
        for gas in context.units.gases:
            if any(plain == _squeezed(spelling) for spelling in gas.spellings):
                return gas.gas
    return unit.gas if unit else None


def _squeezed(text: str) -> str:
    return "".join(text.split()).lower()


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
    words = any(c.isalpha() and not c.isascii() for c in marks)  # a word for a note with its number is one mark
    single = marks.split(",") if "," in marks else ([marks] if words or len(set(marks)) == 1 else list(marks))
    return tuple(next((note for known, note in notes if known == mark), mark) for mark in single)
