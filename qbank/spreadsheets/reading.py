"""Reading spreadsheets: which sheets a file has, how it is best read, and its rows."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from common.limits import SPREADSHEET_ROWS
from qbank.spreadsheets.columns.header import find_header
from qbank.spreadsheets.files import csv_text, guard
from qbank.spreadsheets.files.guard import Kind
from qbank.spreadsheets.files.limits import MAX_TEXT
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.files.table import Reading, SheetInfo, TableRow
from qbank.spreadsheets.files.workbook import Workbook

#: Rows looked at to find the header.
HEAD: Final = 50


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file is, the sheets it has (a CSV file: one, named ""), and how it is most likely to be read."""

    kind: Kind
    sheets: tuple[SheetInfo, ...]
    guess: Reading


def inspect(name: str, data: bytes) -> Inspection:
    """Inspect an upload named ``name``. Raises SpreadsheetError when it can't be read, and nothing else."""
    kind = guard.file_kind(name, data)
    if kind == "csv":
        guessed = csv_text.guess(data)
        sheets: tuple[SheetInfo, ...] = (SheetInfo(""),)
        guess = Reading(encoding=guessed.encoding, separator=guessed.separator)
        max_row_count = max(data.count(b"\n"), data.count(b"\r")) + 1
    else:
        workbook = Workbook(data)
        sheets = workbook.sheets
        guess = Reading(sheet=_first_with_content(workbook))
        max_row_count = workbook.max_row_count(guess.sheet)
    first = head(kind, data, guess, HEAD)
    if not first:
        raise SpreadsheetError(Reason.NO_ROWS)
    guess = replace(guess, header_row=find_header(first))
    if max_row_count > SPREADSHEET_ROWS:
        deque(rows(kind, data, guess), maxlen=0)  # SpreadsheetError when there really are too many
    return Inspection(kind, sheets, guess)


def rows(kind: Kind, data: bytes, reading: Reading) -> Iterator[TableRow]:
    """All rows with content, including the header and the rows above it.

    Raises SpreadsheetError when there are too many rows, or when they can't be read as ``reading`` says.
    """
    count = length = 0
    for row in _all_rows(kind, data, reading):
        count += row.number > reading.header_row
        if count > SPREADSHEET_ROWS:
            raise SpreadsheetError(Reason.TOO_MANY_ROWS, rows=SPREADSHEET_ROWS)
        length += sum(map(len, row.cells))
        if length > MAX_TEXT:
            raise SpreadsheetError(Reason.TOO_MUCH_TEXT)
        yield row


def head(kind: Kind, data: bytes, reading: Reading, count: int) -> list[TableRow]:
    """The first ``count`` rows with content."""
    return list(islice(rows(kind, data, reading), count))


def _all_rows(kind: Kind, data: bytes, reading: Reading) -> Iterator[TableRow]:
    if kind == "csv":
        return csv_text.read_rows(data, reading.encoding, reading.separator)
    return Workbook(data).rows(reading.sheet)


def _first_with_content(workbook: Workbook) -> str:
    hidden = [sheet.name for sheet in workbook.sheets if sheet.hidden]
    for sheet in workbook.sheets:
        if sheet.name not in hidden and next(workbook.rows(sheet.name), None):
            return sheet.name
    if any(next(workbook.rows(name), None) for name in hidden):
        raise SpreadsheetError(Reason.ONLY_HIDDEN)
    raise SpreadsheetError(Reason.NO_ROWS)
