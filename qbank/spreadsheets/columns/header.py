"""Finding the header: the row that names the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from qbank.spreadsheets.columns.columns import field_of
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.files.columns_by_letter import column_letters
from qbank.spreadsheets.files.table import TableRow

#: The header is among the first rows that have content.
_LOOKED_AT: Final = 30
_LONGEST_NAME: Final = 24
#: What names of columns don't hold: ends of sentences, and numbers alone.
_SENTENCE: Final = re.compile(r"[。！？?!；;]\s*$|[。！？]")
_NUMBER: Final = re.compile(r"[\d\s.,:/%()（）、-]+")


def find_header(rows: Sequence[TableRow]) -> int:
    """The number of the row that names the columns; 0 when none of the first rows does.

    The row with the most names we know is the header. Without any: a row of short names without an end
    mark, when the rows below it go on for as many columns with longer texts or numbers.
    """
    rows = rows[:_LOOKED_AT]
    widths = Counter(_filled(row) for row in rows[1:])
    usual = max(widths, key=lambda width: (widths[width], width), default=0)
    likely = [row for row in rows if _filled(row) * 2 >= usual and _looks_like_names(row)]
    known = {row.number: {field_of(cell) for cell in row.cells} - {None} for row in likely}
    best = max(likely, key=lambda row: (len(known[row.number]), -row.number), default=None)
    if best and (Field.TEXT in known[best.number] or len(known[best.number]) * 3 >= _filled(best)):
        return best.number
    for row in likely[:1]:
        below = [other for other in rows if other.number > row.number]
        return row.number if not below or _differs(row, below) else 0
    return 0


def column_names(rows: Sequence[TableRow], header_row: int) -> list[str]:
    """A name for every column that ``rows`` use: the header's, made different from each other, or letters."""
    header = next((row.cells for row in rows if row.number == header_row), ()) if header_row else ()
    width = max((len(row.cells) for row in rows), default=0)
    names: list[str] = []
    taken: set[str] = set()
    for column in range(width):
        name = " ".join(header[column].split()) if column < len(header) else ""
        name = name or column_letters(column)
        distinct, count = name, 1
        while distinct in taken:
            count += 1
            distinct = f"{name} ({count})"
        taken.add(distinct)
        names.append(distinct)
    return names


def _filled(row: TableRow) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def _looks_like_names(row: TableRow) -> bool:
    names = [cell.strip() for cell in row.cells if cell.strip()]
    return all(
        len(name) <= _LONGEST_NAME and not _SENTENCE.search(name) and not _NUMBER.fullmatch(name)
        for name in names
    )


def _differs(header: TableRow, below: Sequence[TableRow]) -> bool:
    """Whether the rows below hold longer texts, or numbers, where the header has names."""
    for column, name in enumerate(header.cells):
        values = [row.cells[column] for row in below if column < len(row.cells) and row.cells[column].strip()]
        if not values or not name.strip():
            continue
        if all(_NUMBER.fullmatch(value) for value in values):
            return True
        if max(map(len, values)) > _LONGEST_NAME:
            return True
    return False
