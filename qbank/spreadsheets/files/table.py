"""Rows of text, in which workbooks and CSV files are read alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Oddity(StrEnum):
    """What is odd about a cell. The first three are errors, the others remarks."""

    #: A formula whose value the file does not hold.
    FORMULA = "formula"
    #: The spreadsheet program's own error, such as #REF!.
    ERROR_VALUE = "error-value"
    #: Longer than any cell may be; the text is only its beginning.
    TOO_LONG = "too-long"
    #: A date where a text is expected; the text is the date as ISO 8601.
    DATE = "date"
    #: Characters that no text may hold (NUL and the like) were taken out.
    UNPRINTABLE = "unprintable"
    #: A picture stands in the cell; the text is empty.
    PICTURE = "picture"
    #: The line of a CSV file is in another encoding than most of the file.
    OTHER_ENCODING = "other-encoding"
    #: The line of a CSV file has bytes that are no text: the marks � stand for them.
    UNREADABLE = "unreadable"
    #: A short text alone in its row: a heading, or a question.
    MAYBE_HEADING = "maybe-heading"
    #: The row belongs to a further table of the sheet, with columns that the first table does not have.
    OTHER_COLUMNS = "other-columns"
    #: The row may belong to a table of another kind.
    MAYBE_OTHER_TABLE = "maybe-other-table"


@dataclass(frozen=True, slots=True)
class TableRow:
    """``number`` is the row's number in the file, from 1, as a spreadsheet program shows it.

    ``cells`` are texts: numbers as people write them (3, not 3.0), codes with their leading zeros,
    "" where a cell is empty; it ends at the last cell with content. ``odd``: {column: oddity}.

    ``hidden``: the spreadsheet program does not show the row (hidden, or filtered out). ``merged``: the
    columns whose text comes from a cell of an earlier row that is merged down to this one. ``spans``:
    {column: how many columns the cell is merged over}.
    """

    number: int
    cells: tuple[str, ...]
    odd: Mapping[int, Oddity] = field(default_factory=dict)
    hidden: bool = False
    merged: frozenset[int] = frozenset()
    spans: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet of a workbook; a CSV file has one, named ""."""

    name: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read. ``header_row`` 0: it has no header, columns go by letters (A, B …).

    ``encoding`` and ``separator`` are for CSV alone ("" otherwise). ``with_hidden``: hidden columns, and
    rows that are hidden or filtered out, are read too. ``sheets`` names all sheets that are read as one,
    ``sheet`` among them, each with its own header; it is empty where one alone is read.
    """

    sheet: str = ""
    header_row: int = 1
    encoding: str = ""
    separator: str = ""
    with_hidden: bool = False
    sheets: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {
            "sheet": self.sheet,
            "header_row": self.header_row,
            "encoding": self.encoding,
            "separator": self.separator,
            "with_hidden": self.with_hidden,
        }
        return data | {"sheets": list(self.sheets)} if self.sheets else data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Reading:
        """``with_hidden`` may be missing: batches of earlier versions don't have it."""
        required = {name: data[name] for name in ("sheet", "header_row", "encoding", "separator")}
        return cls(
            **required,
            with_hidden=data.get("with_hidden", False),
            sheets=tuple(data.get("sheets", ())),
        )
