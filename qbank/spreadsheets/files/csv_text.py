"""A CSV file as plain rows of text: its encoding, its separator, its cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from common.limits import SPREADSHEET_ROWS
from qbank.spreadsheets.files.clean import printable
from qbank.spreadsheets.files.columns_by_letter import column_letters
from qbank.spreadsheets.files.limits import LAST_ROW, MAX_CELL, MAX_COLUMNS, MAX_LINE
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.files.table import Oddity, TableRow

#: Code → the name people know it by.
ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030（GBK、GB2312）",
    "utf-16-le": "UTF-16 LE（Unicode）",
    "utf-16-be": "UTF-16 BE",
    "big5": "Big5（繁體）",
    "cp1252": "Windows-1252",
}
SEPARATORS: Final = (",", ";", "\t")

#: Big5 as Windows writes it.
_CODECS: Final = {"big5": "cp950"}
_MARKS: Final = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SAMPLE: Final = 64 * 1024
_SAMPLE_ROWS: Final = 50
#: What people write: letters, Han characters, marks of both scripts, white space.
_USUAL: Final = re.compile("[\t\r\n -~\u00a0-\u024f\u2010-\u2026\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_SEPARATOR_LINE: Final = re.compile(r"sep=(.)\r?\n?", re.I)
#: ="007" : how CSV files keep spreadsheet programs from dropping zeros.
_TEXT_FORMULA: Final = re.compile('="([^"]*)"')
_EXCERPT_LENGTH: Final = 200
_BEYOND_ASCII: Final = bytes(range(128, 256))
_END: Final = "\x00end\x00"


@dataclass(frozen=True, slots=True)
class CsvGuess:
    encoding: str
    separator: str


def guess(data: bytes) -> CsvGuess:
    """The most likely encoding and separator. SpreadsheetError when the file is in no encoding we know."""
    encoding = _guess_encoding(data)
    sample = data[:_SAMPLE].decode(_CODECS.get(encoding, encoding), errors="ignore").removeprefix("\ufeff")
    return CsvGuess(encoding, _guess_separator(sample))


def _guess_encoding(data: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return encoding
    if b"\x00" in data[:_SAMPLE] and (wide := _guess_utf16(data[:_SAMPLE])):
        return wide
    if not looks_like_text(data[:_SAMPLE]):
        raise SpreadsheetError(Reason.NOT_A_TABLE)
    for encoding in ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    if _is_broken_utf8(data):
        raise undecodable(data, "utf-8")
    for encoding in ("big5", "cp1252"):
        try:
            data.decode(_CODECS.get(encoding, encoding))
        except UnicodeDecodeError:
            continue
        return encoding
    raise undecodable(data, "gb18030")


def looks_like_text(head: bytes) -> bool:
    """Few control characters; UTF-16 is known only by its mark."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return sum(byte < 9 or 13 < byte < 32 for byte in head) * 20 <= len(head) + 40


def _guess_utf16(sample: bytes) -> str:
    """UTF-16 without a mark, by what it would say; "" when it says nothing sensible."""
    sample = sample[: len(sample) // 2 * 2]
    best, best_share = "", 0.9
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        share = len(_USUAL.findall(text)) / max(1, len(text))
        if share > best_share:
            best, best_share = encoding, share
    return best


def _is_broken_utf8(data: bytes) -> bool:
    """UTF-8 with a few bytes gone wrong, rather than another encoding."""
    text = data.decode("utf-8", errors="replace")
    beyond_ascii = len(text) - len(data.translate(None, delete=_BEYOND_ASCII))
    return text.count("\ufffd") * 50 < beyond_ascii


def _guess_separator(sample: str) -> str:
    """The one that parts the largest share of the rows into the same number of columns: others, inside
    texts of several lines, part many rows too, but each differently."""
    if (match := _SEPARATOR_LINE.match(sample)) and match[1] in SEPARATORS:
        return match[1]
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
        if score > best_score:
            best, best_score = separator, score
    return best


def undecodable(data: bytes, encoding: str) -> SpreadsheetError:
    """Why ``data`` isn't text in ``encoding``, and where."""
    codec = _CODECS.get(encoding, encoding)
    try:
        data.decode(codec)
        before = ""
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(codec, errors="ignore")
    lines = printable(before.removeprefix("\ufeff"))[0].split("\n")
    shown = lines[-1].strip()[-20:]
    return SpreadsheetError(Reason.ENCODING, encoding=ENCODINGS[encoding], line=len(lines), before=shown)


def read_rows(data: bytes, encoding: str, separator: str) -> Iterator[TableRow]:
    """The rows that have content. SpreadsheetError when ``data`` isn't text in ``encoding``."""
    if encoding not in ENCODINGS:
        raise SpreadsheetError(Reason.UNKNOWN_ENCODING, encoding=encoding)
    if separator not in SEPARATORS:
        raise SpreadsheetError(Reason.UNKNOWN_SEPARATOR)
    try:
        for number, cells in _records(data, encoding, separator):
            row = _row(number, cells)
            if row is not None:
                yield row
    except UnicodeDecodeError as error:
        raise undecodable(data, encoding) from error


def _records(data: bytes, encoding: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Every record with its number, blank ones too."""
    ended = False

    def lines() -> Iterator[str]:
        nonlocal ended
        codec = _CODECS.get(encoding, encoding)
        text = io.TextIOWrapper(io.BytesIO(data), codec, newline="")
        line, first = "", True
        for line in text:
            if len(line) > MAX_LINE:
                raise csv.Error
            if first:
                line, first = line.removeprefix("\ufeff"), False
                yield "\n" if _SEPARATOR_LINE.fullmatch(line) else line
            else:
                yield line
        if not line.endswith(("\n", "\r")):
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
            yield number, cells
    except csv.Error as error:
        characters = csv.field_size_limit()
        raise SpreadsheetError(Reason.ENDLESS_CELL, row=number + 1, characters=characters) from error
    if cells != [_END]:
        raise SpreadsheetError(Reason.OPEN_QUOTE, row=number)


def _row(number: int, cells: list[str]) -> TableRow | None:
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
        elif changed:
            odd[column] = Oddity.UNPRINTABLE
        cells[column] = text
    width = max((column for column, cell in enumerate(cells, 1) if cell), default=0)
    if width > MAX_COLUMNS:
        raise SpreadsheetError(
            Reason.TOO_MANY_COLUMNS, cell=f"{column_letters(width - 1)}{number}", columns=MAX_COLUMNS
        )
    if not width:
        return None
    return TableRow(number, tuple(cells[:width]), odd)
