"""Reading spreadsheets: which sheets a file has, how it is best read, and its rows."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from common.limits import SPREADSHEET_ROWS
from qbank.spreadsheets.columns.columns import match_columns
from qbank.spreadsheets.columns.contents import asking_column, guess_columns, with_amounts
from qbank.spreadsheets.columns.header import (
    LOOKED_AT,
    asks,
    column_names,
    find_header,
    is_header,
    known_fields,
)
from qbank.spreadsheets.columns.labels import FURTHER_TABLE, SECTION_COLUMN
from qbank.spreadsheets.columns.level_rows import with_level_column
from qbank.spreadsheets.columns.mapping import SEVERAL, ColumnMapping, Field
from qbank.spreadsheets.files import csv_text, guard
from qbank.spreadsheets.files.guard import Kind
from qbank.spreadsheets.files.limits import MAX_TEXT
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.files.table import Reading, SheetInfo, TableRow
from qbank.spreadsheets.files.workbook import Workbook
from qbank.spreadsheets.judging.line_kinds import LineKind, filled_cells, is_note
from qbank.spreadsheets.judging.lines import account_of

#: Rows looked at to find the header, and below it for what the columns hold.
HEAD: Final = LOOKED_AT
#: Rows of a table too small for its evenness to say much.
_SMALL: Final = 8
#: How answers begin in texts that are written in lines.
_ANSWER_LINE: Final = re.compile(r"\s*(?:答|参考答案|答案|回答|A|Answer)\s*[:：]", re.IGNORECASE)
#: The share of its rows that has the same number of cells in a table.
_EVEN: Final = 0.55
#: Sheets whose header is looked for.
_SHEETS_LOOKED_AT: Final = 20
#: Names of files that hold prose as often as a table.
_PROSE_NAMES: Final = frozenset((".txt", ".md", ".text", ""))


#: A file's bytes, or the workbook that was opened from them.
Source = bytes | Workbook


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file is, the sheets it has (a CSV file: one, named ""), and how it is most likely to be read."""

    kind: Kind
    sheets: tuple[SheetInfo, ...]
    guess: Reading


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """The names of a sheet's columns, and what they hold by their names, or without a header by their
    contents. Behind the sheet's own columns may stand some that only a further table has (FURTHER_TABLE), and
    one for the headings between the questions (SECTION_COLUMN).
    ``rows`` are the first rows, the header among them, ``headings`` what stands in the headings below it."""

    names: tuple[str, ...]
    fields: Mapping[int, Field]
    rows: tuple[TableRow, ...]
    headings: tuple[str, ...] = ()


def inspect(name: str, data: bytes) -> Inspection:
    """Inspect an upload named ``name``. Raises SpreadsheetError when it can't be read, and nothing else."""
    kind = guard.file_kind(name, data)
    if kind == "csv":
        source: Source = data
        guessed = csv_text.guess(data)
        sheets: tuple[SheetInfo, ...] = (SheetInfo(""),)
        guess = Reading(encoding=guessed.encoding, separator=guessed.separator)
        max_row_count = max(data.count(b"\n"), data.count(b"\r")) + 1
    else:
        source = workbook = Workbook(data)
        sheets = workbook.sheets
        guess = Reading(sheet=_first_with_questions(workbook))
        max_row_count = workbook.max_row_count(guess.sheet)
    first = head(kind, source, guess, HEAD)
    if not first:
        raise SpreadsheetError(Reason.NO_ROWS)
    guess = replace(guess, header_row=find_header(first))
    if max_row_count > SPREADSHEET_ROWS:
        deque(rows(kind, source, guess), maxlen=0)  # SpreadsheetError when there really are too many
    return Inspection(kind, sheets, guess)


def inspect_questions(name: str, data: bytes) -> Inspection:
    """The same for a file that should hold questions: text in lines is refused too."""
    inspection = inspect(name, data)
    if inspection.kind == "csv":
        first = head(inspection.kind, data, inspection.guess, HEAD)
        evenness = csv_text.guess(data).evenness
        if _is_prose(name, first, inspection.guess, evenness):
            raise SpreadsheetError(Reason.PROSE)
    return inspection


def opened(kind: Kind, data: bytes) -> Source:
    """What the functions below read several times without looking through the whole file each time. Raises
    SpreadsheetError."""
    return data if kind == "csv" else Workbook(data)


def rows(kind: Kind, data: Source, reading: Reading, with_end: bool = False) -> Iterator[TableRow]:
    """All rows with content, including the header and the rows above it; ``with_end``: the last row too where
    it is blank.

    Raises SpreadsheetError when there are too many rows, or when they can't be read as ``reading`` says.
    """
    count = length = 0
    for row in _all_rows(kind, data, reading, with_end):
        count += row.number > reading.header_row
        if count > SPREADSHEET_ROWS:
            raise SpreadsheetError(Reason.TOO_MANY_ROWS, rows=SPREADSHEET_ROWS)
        length += sum(map(len, row.cells))
        if length > MAX_TEXT:
            raise SpreadsheetError(Reason.TOO_MUCH_TEXT)
        yield row


def head(kind: Kind, data: Source, reading: Reading, count: int) -> list[TableRow]:
    """The first ``count`` rows with content."""
    return list(islice(rows(kind, data, reading), count))


def sheet_columns(kind: Kind, data: Source, reading: Reading) -> SheetColumns:
    """The columns under this reading. Raises SpreadsheetError."""
    first = head(kind, data, reading, reading.header_row + HEAD)
    names = column_names(first, reading.header_row)
    below = [row for row in first if row.number > reading.header_row]
    fields = match_columns(names) if reading.header_row else {}
    if Field.TEXT not in fields.values():
        fields = guess_columns(below) | fields
    if fields and Field.TEXT not in fields.values() and (text := asking_column(below, fields)) is not None:
        fields[text] = Field.TEXT
    headings: tuple[str, ...] = ()
    fields = with_level_column(with_amounts(fields, below), names, below)
    if Field.TEXT in fields.values():
        account = account_of(first, reading.header_row, ColumnMapping(fields), names)
        fields = dict(fields)
        for name, lost_field in account.lost.items():
            if lost_field in SEVERAL or lost_field not in fields.values():
                fields[len(names)] = lost_field
                names.append(FURTHER_TABLE + name)
        if account.counts[LineKind.SECTION] and Field.CATEGORY not in fields.values():
            fields[len(names)] = Field.CATEGORY
            names.append(SECTION_COLUMN)
        headings = tuple(text for _row, kind, text in account.listed if kind is LineKind.SECTION)
    return SheetColumns(tuple(names), fields, tuple(first), headings)


def _all_rows(kind: Kind, data: Source, reading: Reading, with_end: bool) -> Iterator[TableRow]:
    if isinstance(data, bytes) and kind == "csv":
        return csv_text.read_rows(data, reading.encoding, reading.separator, with_end)
    workbook = Workbook(data) if isinstance(data, bytes) else data
    return workbook.rows(reading.sheet, reading.with_hidden, with_end)


def _is_prose(name: str, first: Sequence[TableRow], guess: Reading, evenness: float) -> bool:
    """Whether a text is written in lines rather than in columns: it has no header, and its lines have one
    cell each, or each another number of them. Lines that all ask are a table of one column."""
    is_single = all(sum(map(bool, map(str.strip, row.cells))) == 1 for row in first)
    if is_single and any(_ANSWER_LINE.match(cell) for row in first for cell in row.cells):
        # A question in one line and its answer in the next.
        return True
    if guess.header_row and is_header(
        known_fields(_cells(first, guess.header_row)), _cells(first, guess.header_row)
    ):
        return False
    if guess.separator != "\t" and any(not row.cells[0].strip() for row in first):
        # No line of a text begins with a comma.
        return False
    widths = [len(row.cells) for row in first if sum(map(bool, map(str.strip, row.cells))) > 1]
    if len(widths) > 1 and max(widths) - min(widths) <= 1 and len(first) <= _SMALL:
        # A small table with notes below it: too few lines to tell how even they are.
        return False
    if len(first) <= _SMALL and _are_questions_with_notes(first):
        return False
    if any(len(row.cells) > 1 for row in first):
        return not guess.header_row and len(first) > 3 and evenness < _EVEN
    lines = [row.cells[0] for row in first if row.cells and row.number != guess.header_row]
    if PurePosixPath(name.lower()).suffix not in _PROSE_NAMES and guess.header_row:
        return False
    if any(_ANSWER_LINE.match(line) for line in lines):
        return True
    return len(lines) > 1 and sum(asks(line) and len(line) < 200 for line in lines) * 2 < len(lines)


def _are_questions_with_notes(rows: Sequence[TableRow]) -> bool:
    """Whether each row asks in its first cell, but for notes. Behind a comma within a sentence is a space."""
    questions = [row for row in rows if not is_note(filled_cells(row))]
    has_sentences = any(cell.startswith(" ") for row in questions for cell in row.cells[1:])
    return len(questions) > 1 and not has_sentences and all(asks(row.cells[0]) for row in questions)


def _cells(rows: Sequence[TableRow], number: int) -> tuple[str, ...]:
    return next((row.cells for row in rows if row.number == number), ())


def _first_with_questions(workbook: Workbook) -> str:
    """The first visible sheet whose header names a question, or else the first with content."""
    hidden = [sheet.name for sheet in workbook.sheets if sheet.hidden]
    filled = ""
    for sheet in workbook.sheets[:_SHEETS_LOOKED_AT]:
        if sheet.name in hidden:
            continue
        first = list(islice(workbook.rows(sheet.name), HEAD))
        header = find_header(first)
        if header and Field.TEXT in known_fields(_cells(first, header)):
            return sheet.name
        filled = filled or (sheet.name if first else "")
    if filled:
        return filled
    for sheet in workbook.sheets[_SHEETS_LOOKED_AT:]:
        if sheet.name not in hidden and next(workbook.rows(sheet.name), None):
            return sheet.name
    if any(next(workbook.rows(name), None) for name in hidden):
        raise SpreadsheetError(Reason.ONLY_HIDDEN)
    raise SpreadsheetError(Reason.NO_ROWS)
