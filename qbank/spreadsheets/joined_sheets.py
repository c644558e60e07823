"""Several sheets of a workbook read as one: their columns by name, and the name of its sheet for each row.

Rows need one number each: those of the sheet at place n (from 0) are numbered from n × SHEET_ROWS.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

from common.limits import SPREADSHEET_ROWS
from qbank.spreadsheets.columns.header import find_header
from qbank.spreadsheets.columns.mapping import SEVERAL, ColumnMapping, Field
from qbank.spreadsheets.columns.names import key_of_name
from qbank.spreadsheets.files.guard import Kind
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.files.table import Reading, TableRow
from qbank.spreadsheets.files.workbook import Workbook
from qbank.spreadsheets.judging.line_account import LineAccount
from qbank.spreadsheets.judging.lines import SheetLines
from qbank.spreadsheets.reading import HEAD, Source, head, opened, rows, sheet_columns

#: More than any sheet has rows.
SHEET_ROWS: Final = 2_000_000
#: At most so many sheets are read together.
MAX_SHEETS: Final = 100


def sheet_and_row(number: int) -> tuple[int, int]:
    """The place of a row's sheet, and the row's number in it."""
    return divmod(number, SHEET_ROWS)


def row_label(number: int, sheets: Sequence[str]) -> str:
    """A row as people find it in the file: its number, with its sheet where several are read."""
    place, row = sheet_and_row(number)
    return f"{sheets[place]} · {row}" if place < len(sheets) else str(row)


def sheets_together(data: bytes) -> list[str]:
    """The visible sheets with content that can be read together; none where there are not two."""
    workbook = Workbook(data)
    visible = [sheet.name for sheet in workbook.sheets if not sheet.hidden][:MAX_SHEETS]
    if len(visible) < 2:
        return []
    filled = [name for name in visible if next(iter(workbook.rows(name)), None) is not None]
    return filled if len(filled) > 1 else []


#: What a column holds: a Field of a question, or one of another kind of table.
ColumnField = TypeVar("ColumnField")


@dataclass(frozen=True, slots=True)
class SheetTable(Generic[ColumnField]):
    """The table of one sheet, read by itself: the names of its columns, and what these hold."""

    reading: Reading
    names: Sequence[str]
    fields: Mapping[int, ColumnField]


@dataclass(frozen=True, slots=True)
class JoinedSheet:
    """One of the sheets. ``columns``: the column of the whole for each of its own."""

    place: int
    reading: Reading
    names: tuple[str, ...]
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class JoinedSheets(Generic[ColumnField]):
    """The sheets, the names of all their columns, and what these hold by their names; the last column holds
    the names of the sheets."""

    names: tuple[str, ...]
    fields: Mapping[int, ColumnField]
    sheets: tuple[JoinedSheet, ...]

    @property
    def sheet_column(self) -> int:
        return len(self.names) - 1

    def in_all_columns(self, row: TableRow, sheet: JoinedSheet) -> TableRow:
        """A row of one of the sheets as one of the whole."""
        cells = [""] * len(self.names)
        for column, text in enumerate(row.cells):
            if column < len(sheet.columns):
                cells[sheet.columns[column]] = text
        cells[self.sheet_column] = sheet.reading.sheet
        odd = {sheet.columns[column]: flag for column, flag in row.odd.items() if column < len(sheet.columns)}
        return TableRow(sheet.place * SHEET_ROWS + row.number, tuple(cells), odd)


def join_tables(
    tables: Iterable[SheetTable[ColumnField]], several: Container[ColumnField], sheet_column: str
) -> JoinedSheets[ColumnField]:
    """The tables of several sheets as one. Fields that are not ``several`` stand in one column of the whole,
    whatever each sheet calls it."""
    names: list[str] = []
    fields: dict[int, ColumnField] = {}
    places: dict[str, int] = {}
    sheets: list[JoinedSheet] = []
    for place, table in enumerate(tables):
        columns: list[int] = []
        for column, name in enumerate(table.names):
            key = key_of_name(name)
            field = table.fields.get(column)
            if key not in places:
                # 题目 on one sheet, 面试题 on the next: what a row has once stands in one column.
                same = next(
                    (at for at, known in fields.items() if known is field and field not in several), None
                )
                places[key] = len(names) if same is None else same
                if same is None:
                    names.append(name)
            columns.append(places[key])
            if field is not None and (field in several or field not in fields.values()):
                fields.setdefault(places[key], field)
        sheets.append(JoinedSheet(place, table.reading, tuple(table.names), tuple(columns)))
    return JoinedSheets((*names, sheet_column), fields, tuple(sheets))


def join_sheets(kind: Kind, data: Source, reading: Reading, sheet_column: str = "") -> JoinedSheets[Field]:
    """The sheets of ``reading.sheets``, each with its own header; ``sheet_column`` is what the column with
    their names is called, which holds the category where no other does. Raises SpreadsheetError."""
    joined = join_tables(_tables(kind, data, reading), SEVERAL, sheet_column)
    if Field.CATEGORY in joined.fields.values():
        return joined
    return replace(joined, fields={**joined.fields, joined.sheet_column: Field.CATEGORY})


def _tables(kind: Kind, data: Source, reading: Reading) -> Iterator[SheetTable[Field]]:
    for sheet in reading.sheets:
        own = replace(reading, sheet=sheet, sheets=())
        if sheet != reading.sheet:
            own = replace(own, header_row=find_header(head(kind, data, own, HEAD)))
        columns = sheet_columns(kind, data, own)
        yield SheetTable(own, columns.names, columns.fields)


class JoinedLines:
    """The lines of all sheets, one sheet after the other, as SheetLines gives those of one. ``account`` is
    complete when all have been read. Raises SpreadsheetError, also on the way."""

    def __init__(self, kind: Kind, data: bytes, reading: Reading, mapping: ColumnMapping) -> None:
        self._kind, self._data, self._mapping = kind, opened(kind, data), mapping
        self._joined = join_sheets(kind, self._data, reading)
        self.account = LineAccount()

    def __iter__(self) -> Iterator[TableRow]:
        for sheet in self._joined.sheets:
            lines = self._lines_of(sheet)
            for row in lines:
                yield self._joined.in_all_columns(row, sheet)
            self.account.take_in(lines.account, sheet.place * SHEET_ROWS)
            if self.account.last > SPREADSHEET_ROWS:
                raise SpreadsheetError(Reason.TOO_MANY_ROWS, rows=SPREADSHEET_ROWS)

    def _lines_of(self, sheet: JoinedSheet) -> SheetLines:
        own = {
            column: self._mapping.columns[place]
            for column, place in enumerate(sheet.columns)
            if place in self._mapping.columns
        }
        file_rows = rows(self._kind, self._data, sheet.reading, with_end=True)
        mapping = replace(self._mapping, columns=own)
        return SheetLines(file_rows, sheet.reading.header_row, mapping, sheet.names)


def file_lines(kind: Kind, data: bytes, reading: Reading, mapping: ColumnMapping) -> SheetLines | JoinedLines:
    """The lines of a file under a mapping, of which those with questions and headings come out. Raises
    SpreadsheetError, also on the way."""
    if reading.sheets:
        return JoinedLines(kind, data, reading, mapping)
    source = opened(kind, data)
    names = sheet_columns(kind, source, reading).names
    return SheetLines(rows(kind, source, reading, with_end=True), reading.header_row, mapping, names)
