"""The cells of one sheet, row by row, while its XML streams by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from qbank.spreadsheets.files.clean import printable, unescape
from qbank.spreadsheets.files.columns_by_letter import column_letters, column_number
from qbank.spreadsheets.files.limits import LAST_ROW, MAX_CELL, MAX_COLUMNS
from qbank.spreadsheets.files.number_formats import show_plainly
from qbank.spreadsheets.files.package import XmlReader
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.files.shared_strings import SharedStrings
from qbank.spreadsheets.files.styles import Styles
from qbank.spreadsheets.files.table import Oddity, TableRow

#: What is shown of a cell that is longer than any may be.
_EXCERPT_LENGTH = 200
#: How WPS and Excel write a picture that stands in a cell.
_PICTURE: Final = re.compile(r"=?\s*(?:_xl\w*\.)*(?:DISPIMG|IMAGE)\s*\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WorkbookContext:
    """What all sheets of a workbook share. ``values_stale``: whatever wrote it asks for its formulas to
    be calculated when it is opened, so a 0 beside a formula is only a place holder."""

    strings: SharedStrings
    styles: Styles
    values_stale: bool


class SheetCells:
    """Feed it a sheet's XML; ``taken()`` gives the rows with content that are complete by now.

    Nothing the file says about its own size is believed. SpreadsheetError for content beyond the columns
    read; ValueError and LookupError for XML that is no sheet.
    """

    def __init__(self, book: WorkbookContext) -> None:
        self._book = book
        self._reader = XmlReader(self._start, self._end, self._text)
        self._rows: list[TableRow] = []
        self._columns: dict[str, int] = {}
        self._number = 0
        self._cells: list[str] = []
        self._odd: dict[int, Oddity] = {}
        self._column = -1
        self._type = ""
        self._style = "0"
        self._formula = self._stored = self._in_text = self._phonetic = False
        self._hidden = self._in_formula = self._picture = False
        self._parts: list[str] = []
        self._length = 0

    def feed(self, piece: bytes) -> None:
        self._reader.feed(piece)

    def close(self) -> None:
        self._reader.close()

    @property
    def last_row(self) -> int:
        """The number of the last row, blank or not."""
        return self._number

    def take_rows(self) -> list[TableRow]:
        rows, self._rows = self._rows, []
        return rows

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "v":
            self._in_text = self._stored = True
        elif tag == "t":
            self._in_text = not self._phonetic
        elif tag == "f":
            self._formula = self._in_formula = True
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "rPh":
            self._phonetic = True

    def _end(self, tag: str) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "v" or tag == "t":
            self._in_text = False
        elif tag == "f":
            self._in_formula = False
        elif tag == "c":
            if self._parts or self._formula:
                self._end_cell()
        elif tag == "row":
            self._end_row()
        elif tag == "rPh":
            self._phonetic = False

    def _text(self, text: str) -> None:
        if self._in_text and self._length <= MAX_CELL:
            self._parts.append(text)
            self._length += len(text)
        elif self._in_formula and not self._picture:
            self._picture = _PICTURE.match(text) is not None

    def _start_row(self, attributes: dict[str, str]) -> None:
        row = int(attributes.get("r") or self._number + 1)
        if not self._number < row <= LAST_ROW:
            raise ValueError(row)
        self._number = row
        self._hidden = attributes.get("hidden") in ("1", "true")
        self._cells = []
        self._odd = {}
        self._column = -1

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        if place is None:
            self._column += 1
        else:
            name = place.rstrip("0123456789")
            column = self._columns.get(name)
            if column is None:
                column = self._columns[name] = column_number(name)
            self._column = column
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._formula = self._stored = self._in_formula = self._picture = False
        self._parts = []
        self._length = 0

    def _end_cell(self) -> None:
        text, oddity = self._value("".join(self._parts))
        if len(text) > MAX_CELL:
            text, oddity = text[:_EXCERPT_LENGTH] + "…", Oddity.TOO_LONG
        if self._picture or (text[:1] in ("=", "_") and _PICTURE.match(text)):
            text, oddity = "", Oddity.PICTURE
        if oddity not in (Oddity.FORMULA, Oddity.PICTURE) and not text.strip():
            return
        column = self._column
        if column >= MAX_COLUMNS:
            raise SpreadsheetError(
                Reason.TOO_MANY_COLUMNS, cell=f"{column_letters(column)}{self._number}", columns=MAX_COLUMNS
            )
        cells = self._cells
        if column >= len(cells):
            cells.extend([""] * (column - len(cells)))
            cells.append(text)
        else:
            cells[column] = text
        if oddity is not None:
            self._odd[column] = oddity

    def _end_row(self) -> None:
        if self._cells:
            self._rows.append(TableRow(self._number, tuple(self._cells), self._odd, self._hidden))

    def _value(self, raw: str) -> tuple[str, Oddity | None]:
        kind = self._type
        if kind == "s":
            return _printable(self._book.strings[int(raw)])
        if kind == "inlineStr" or kind == "str":
            if self._formula and not self._stored:
                return "", Oddity.FORMULA
            return _printable(unescape(raw))
        raw = raw.strip()
        if self._formula and (not raw or (self._book.values_stale and raw == "0")):
            return "", Oddity.FORMULA
        if kind == "n":
            return self._number_shown(raw)
        if kind == "b":
            return ("TRUE" if raw in ("1", "true") else "FALSE"), None
        if kind == "e":
            return raw, Oddity.ERROR_VALUE
        if kind == "d":
            day, _, time = raw.partition("T")
            return (day if not time.strip("0:.Z") else f"{day} {time}"), Oddity.DATE
        return _printable(unescape(raw))

    def _number_shown(self, raw: str) -> tuple[str, Oddity | None]:
        show = self._book.styles.shows.get(self._style)
        if show is None and raw.isdigit() and raw.isascii() and (raw[0] != "0" or raw == "0"):
            return raw, None
        try:
            value = float(raw)
        except ValueError:
            return _printable(raw)
        if show is None:
            return show_plainly(value), None
        shown, is_date = show
        return shown(value), Oddity.DATE if is_date else None


def _printable(text: str) -> tuple[str, Oddity | None]:
    text, changed = printable(text)
    return text, Oddity.UNPRINTABLE if changed else None


def read_cells(book: WorkbookContext, pieces: Iterable[bytes], with_end: bool = False) -> Iterator[TableRow]:
    """The rows of a sheet whose XML comes in ``pieces``; ``with_end``: the last row too where it is blank."""
    cells = SheetCells(book)
    last = 0
    for piece in pieces:
        cells.feed(piece)
        for row in cells.take_rows():
            last = row.number
            yield row
    cells.close()
    yield from cells.take_rows()
    if with_end and cells.last_row > last:
        yield TableRow(cells.last_row, ())
