"""A CSV file as plain rows of text: its encoding, its separator, its cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from common.limits import SPREADSHEET_ROWS
from qbank.spreadsheets.files.clean import printable
from qbank.spreadsheets.files.columns_by_letter import column_letters
from qbank.spreadsheets.files.encodings import (
    ENCODINGS,
    MIXED,
    codec,
    decoded_lines,
    error_handler,
    guess_encoding,
    undecodable,
)
from qbank.spreadsheets.files.limits import LAST_ROW, MAX_CELL, MAX_COLUMNS, MAX_LINE
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.files.table import Oddity, TableRow

SEPARATORS: Final = (",", ";", "\t", "|")

_SAMPLE: Final = 64 * 1024
_SAMPLE_ROWS: Final = 50
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?\n?", re.I)
#: ="007" : how CSV files keep spreadsheet programs from dropping zeros.
_TEXT_FORMULA: Final = re.compile('="([^"]*)"')
#: How spreadsheet programs write a picture that stands in a cell.
_PICTURE: Final = re.compile(r"=\s*(?:_xl\w*\.)*(?:DISPIMG|IMAGE)\s*\(", re.IGNORECASE)
_EXCERPT_LENGTH: Final = 200
#: The share of the rows that a separator parts alike, so that no other is looked for.
_PARTED: Final = 0.7
#: What stands below the header in tables drawn with marks.
_RULE: Final = re.compile(r"\s*:?-{2,}:?\s*")
_END: Final = "\x00end\x00"


@dataclass(frozen=True, slots=True)
class CsvGuess:
    """``evenness``: the share of the rows that the separator parts into the same number of columns, 0 where
    it parts none."""

    encoding: str
    separator: str
    evenness: float = 1.0


def guess(data: bytes) -> CsvGuess:
    """The most likely encoding and separator. SpreadsheetError when the file is in no encoding we know."""
    encoding = guess_encoding(data)
    sample = _decoded_sample(data, encoding).removeprefix("\ufeff")
    return CsvGuess(encoding, *_guess_separator(sample))


def _decoded_sample(data: bytes, encoding: str) -> str:
    if encoding == MIXED:
        return "".join(line for line, _doubtful in decoded_lines(data[:_SAMPLE].rpartition(b"\n")[0] or data))
    return data[:_SAMPLE].decode(codec(encoding), "ignore")


def _guess_separator(sample: str) -> tuple[str, float]:
    """The one that parts the largest share of the rows into the same number of columns: others, inside
    texts of several lines, part many rows too, but each differently."""
    if (match := _SEPARATOR_LINE.match(sample)) and match[1] in SEPARATORS:
        return match[1], 1.0
    best, best_score = ",", (0.0, 0)
    for separator in SEPARATORS:
        widths: Counter[int] = Counter()
        try:
            records = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
            widths.update(len(row) for row in islice(records, _SAMPLE_ROWS) if row)
        except csv.Error:
            continue
        parted = ((rows / widths.total(), width) for width, rows in widths.items() if width > 1)
        score = max(parted, default=(0.0, 0))
        if separator == "|" and best_score[0] >= _PARTED:
            # People write it between words too.
            break
        if score > best_score:
            best, best_score = separator, score
    return best, best_score[0]


def read_rows(data: bytes, encoding: str, separator: str, with_end: bool = False) -> Iterator[TableRow]:
    """The rows that have content; ``with_end``: the last row too where it is blank. SpreadsheetError when
    ``data`` isn't text in ``encoding``."""
    if encoding not in ENCODINGS:
        raise SpreadsheetError(Reason.UNKNOWN_ENCODING, encoding=encoding)
    if separator not in SEPARATORS:
        raise SpreadsheetError(Reason.UNKNOWN_SEPARATOR)
    number = last = 0
    try:
        for number, cells, doubtful in _records(data, encoding, separator):
            row = _row(number, cells, doubtful)
            if row is not None:
                yield row
                last = number
        if with_end and number > last:
            yield TableRow(number, ())
    except UnicodeDecodeError as error:
        raise undecodable(data, encoding) from error


def _records(data: bytes, encoding: str, separator: str) -> Iterator[tuple[int, list[str], Oddity | None]]:
    """Every record with its number, blank ones too, and what is odd about the encoding of its lines."""
    ended = added = False
    doubtful: Oddity | None = None

    def lines() -> Iterator[str]:
        nonlocal added, ended, doubtful
        line, first = "", True
        for line, oddity in _lines(data, encoding):
            doubtful = doubtful or oddity
            if len(line) > MAX_LINE:
                raise csv.Error
            if first:
                line, first = line.removeprefix("\ufeff"), False
                yield "\n" if _SEPARATOR_LINE.fullmatch(line) else line
            else:
                yield line
        if not line.endswith(("\n", "\r")):
            added = True
            yield "\n"
        ended = True
        yield _END

    reader = csv.reader(lines(), delimiter=separator)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if ended:
                break
            if number > LAST_ROW:
                raise SpreadsheetError(Reason.TOO_MANY_ROWS, rows=SPREADSHEET_ROWS)
            if added and not cells:
                continue
            yield number, cells, doubtful
            doubtful = None
    except csv.Error as error:
        characters = csv.field_size_limit()
        raise SpreadsheetError(Reason.ENDLESS_CELL, row=number + 1, characters=characters) from error
    if cells != [_END]:
        raise SpreadsheetError(Reason.OPEN_QUOTE, row=number)


def _lines(data: bytes, encoding: str) -> Iterable[tuple[str, Oddity | None]]:
    if encoding == MIXED:
        return decoded_lines(data)
    text = io.TextIOWrapper(io.BytesIO(data), codec(encoding), error_handler(encoding), newline="")
    return ((line, None) for line in text)


def _row(number: int, cells: list[str], doubtful: Oddity | None) -> TableRow | None:
    odd: dict[int, Oddity] = {}
    for column, cell in enumerate(cells):
        if cell.startswith('="') and (formula := _TEXT_FORMULA.fullmatch(cell)):
            cell = formula[1]
        text, changed = printable(cell)
        if len(text) > MAX_CELL:
            text = text[:_EXCERPT_LENGTH] + "…"
            odd[column] = Oddity.TOO_LONG
        elif not text.strip():
            text = ""
        elif _PICTURE.match(cell):
            text = ""
            odd[column] = Oddity.PICTURE
        elif changed:
            odd[column] = Oddity.UNPRINTABLE
        elif doubtful and not text.isascii() and (doubtful is Oddity.OTHER_ENCODING or "\ufffd" in text):
            odd[column] = doubtful
        cells[column] = text
    width = max((column for column, cell in enumerate(cells, 1) if cell or column - 1 in odd), default=0)
    if width > MAX_COLUMNS:
        raise SpreadsheetError(
            Reason.TOO_MANY_COLUMNS, cell=f"{column_letters(width - 1)}{number}", columns=MAX_COLUMNS
        )
    if not width or all(not cell or _RULE.fullmatch(cell) for cell in cells):
        return None
    return TableRow(number, tuple(cells[:width]), odd)
