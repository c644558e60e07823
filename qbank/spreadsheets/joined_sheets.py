"""Several sheets of a workbook read as one: their columns by name, and the name of its sheet for each row.

Rows need one number each: those of the sheet at place n (from 0) are numbered from n × SHEET_ROWS.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from common.limits import SPREADSHEET_ROWS
from qbank.spreadsheets.columns.header import column_names, find_header
from qbank.spreadsheets.columns.names import key_of_name
from qbank.spreadsheets.files.guard import Kind
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.files.table import Reading, TableRow
from qbank.spreadsheets.files.workbook import Workbook
from qbank.spreadsheets.reading import head, rows

#: More than any sheet has rows.
SHEET_ROWS: Final = 2_000_000
#: At most so many sheets are read together.
MAX_SHEETS: Final = 100
#: Rows looked at for the header and the names of columns.
FIRST_ROWS: Final = 50


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
    filled = [name for name in visible if next(iter(workbook.rows(name)), None) is not None]
    return filled if len(filled) > 1 else []


@dataclass(frozen=True, slots=True)
class JoinedSheet:
    """One of the sheets. ``columns``: the column of the whole for each of its own."""

    place: int
    reading: Reading
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class JoinedSheets:
    """The sheets, and the names of all their columns; the last one holds the names of the sheets."""

    names: tuple[str, ...]
    sheets: tuple[JoinedSheet, ...]

    @property
    def sheet_column(self) -> int:
        return len(self.names) - 1


def join_sheets(kind: Kind, data: bytes, reading: Reading, sheet_column: str = "") -> JoinedSheets:
    """The sheets of ``reading.sheets``, each with its own header; ``sheet_column`` is what the column with
    their names is called. Raises SpreadsheetError."""
    names: list[str] = []
    places: dict[str, int] = {}
    sheets: list[JoinedSheet] = []
    for place, sheet in enumerate(reading.sheets):
        own = Reading(sheet=sheet)
        first = head(kind, data, own, FIRST_ROWS)
        header_row = reading.header_row if sheet == reading.sheet else find_header(first)
        own = replace(own, header_row=header_row)
        columns: list[int] = []
        for name in column_names(first, own.header_row):
            key = key_of_name(name)
            if key not in places:
                places[key] = len(names)
                names.append(name)
            columns.append(places[key])
        sheets.append(JoinedSheet(place, own, tuple(columns)))
    names.append(sheet_column)
    return JoinedSheets(tuple(names), tuple(sheets))


def joined_rows(kind: Kind, data: bytes, reading: Reading) -> Iterator[TableRow]:
    """The rows below the headers of all sheets, one sheet after the other. Raises SpreadsheetError on the
    way."""
    joined = join_sheets(kind, data, reading)
    count = 0
    for sheet in joined.sheets:
        for row in rows(kind, data, sheet.reading):
            if row.number <= sheet.reading.header_row:
                continue
            count += 1
            if count > SPREADSHEET_ROWS:
                raise SpreadsheetError(Reason.TOO_MANY_ROWS, rows=SPREADSHEET_ROWS)
            yield _joined_row(row, sheet, joined)


def _joined_row(row: TableRow, sheet: JoinedSheet, joined: JoinedSheets) -> TableRow:
    cells = [""] * len(joined.names)
    for column, text in enumerate(row.cells):
        if column < len(sheet.columns):
            cells[sheet.columns[column]] = text
    cells[joined.sheet_column] = sheet.reading.sheet
    odd = {sheet.columns[column]: flag for column, flag in row.odd.items() if column < len(sheet.columns)}
    return replace(row, number=sheet.place * SHEET_ROWS + row.number, cells=tuple(cells), odd=odd)
