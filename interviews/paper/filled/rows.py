"""The rows of a filled-in scoring form, read in a process of its own: any file may come."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Final

from interviews.paper.excel_form import layout
from qbank.spreadsheets.files import guard
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.files.workbook import Workbook
from qbank.spreadsheets.limited import limited

#: No form has as many.
_MOST_ROWS: Final = 20_000


class NoWorkbookError(Exception):
    """The file is no Excel file."""


@dataclass(frozen=True, slots=True)
class FormRows:
    """The sheet to fill in, its rows below the first, and those that say whose form it is and what it said
    when it was made."""

    sheet: str
    ids: list[TableRow]
    rows: list[TableRow]


def text_of(row: TableRow, column: int) -> str:
    """A cell's text; "" behind the last one."""
    return row.cells[column] if column < len(row.cells) else ""


def _form_rows(name: str, data: bytes) -> FormRows | None:
    """None for a workbook that is no form. Raises SpreadsheetError and NoWorkbookError."""
    if guard.file_kind(name, data) != "xlsx":
        raise NoWorkbookError
    book = Workbook(data)
    names = [sheet.name for sheet in book.sheets]
    if layout.IDS_SHEET not in names:
        return None
    ids = _rows(book, layout.IDS_SHEET)
    for sheet in names:
        first = next(book.rows(sheet, with_hidden=True), None)
        if first is not None and first.number == 1 and text_of(first, layout.KEY) == layout.MAGIC:
            rows = _rows(book, sheet)
            return None if ids is None or rows is None else FormRows(sheet, ids, rows[1:])
    return None


def _rows(book: Workbook, sheet: str) -> list[TableRow] | None:
    """None where there are more than any form has."""
    rows = list(islice(book.rows(sheet, with_hidden=True), _MOST_ROWS + 1))
    return rows if len(rows) <= _MOST_ROWS else None


form_rows = limited(_form_rows)
