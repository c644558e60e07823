"""Values of a file whose meaning is not known yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.judging.row_drafts import RowReader


def unknown_values(rows: Iterable[TableRow], reader: RowReader) -> dict[Field, Counter[str]]:
    """Values that are not known by themselves, with how many rows say them, in the fields whose values
    are choices or name something in the bank. ``reader`` must be new: it reads the rows."""
    for row in rows:
        reader.read(row)
    return reader.unknown
