"""The door to spreadsheets: what a file holds, and its rows."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from qbank.spreadsheets.columns.header import find_header
from qbank.spreadsheets.files import csv_text, guard
from qbank.spreadsheets.files.guard import Kind
from qbank.spreadsheets.files.limits import MAX_ROWS, MAX_TEXT
from qbank.spreadsheets.files.refusals import Reason, Refusal
from qbank.spreadsheets.files.table import Reading, Row, SheetInfo
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
    """Look at an upload named ``name``. Refusal when it can't be read; nothing else is raised."""
    kind = guard.check(name, data)
    if kind == "csv":
        guessed = csv_text.guess(data)
        sheets: tuple[SheetInfo, ...] = (SheetInfo(""),)
        guess = Reading(encoding=guessed.encoding, separator=guessed.separator)
        at_most = max(data.count(b"\n"), data.count(b"\r")) + 1
    else:
        workbook = Workbook(data)
        sheets = workbook.sheets
        guess = Reading(sheet=_first_with_content(workbook))
        at_most = workbook.rows_at_most(guess.sheet)
    first = head(kind, data, guess, HEAD)
    if not first:
        raise Refusal(Reason.NO_ROWS)
    guess = replace(guess, header_row=find_header(first))
    if at_most > MAX_ROWS:
        deque(rows(kind, data, guess), maxlen=0)  # Refusal when there really are too many
    return Inspection(kind, sheets, guess)


def rows(kind: Kind, data: bytes, reading: Reading) -> Iterator[Row]:
    """All rows with content, the header and what stands above it too. Refusal when there are too many,
    or when they can't be read as ``reading`` says."""
    count = length = 0
    for row in _all_rows(kind, data, reading):
        count += row.number > reading.header_row
        if count > MAX_ROWS:
            raise Refusal(Reason.TOO_MANY_ROWS, rows=MAX_ROWS)
        length += sum(map(len, row.cells))
        if length > MAX_TEXT:
            raise Refusal(Reason.TOO_MUCH_TEXT)
        yield row


def head(kind: Kind, data: bytes, reading: Reading, count: int) -> list[Row]:
    """The first ``count`` rows with content."""
    return list(islice(rows(kind, data, reading), count))


def _all_rows(kind: Kind, data: bytes, reading: Reading) -> Iterator[Row]:
    if kind == "csv":
        return csv_text.read_rows(data, reading.encoding, reading.separator)
    return Workbook(data).rows(reading.sheet)


def _first_with_content(workbook: Workbook) -> str:
    hidden = [sheet.name for sheet in workbook.sheets if sheet.hidden]
    for sheet in workbook.sheets:
        if sheet.name not in hidden and next(workbook.rows(sheet.name), None):
            return sheet.name
    if any(next(workbook.rows(name), None) for name in hidden):
        raise Refusal(Reason.ONLY_HIDDEN)
    raise Refusal(Reason.NO_ROWS)
