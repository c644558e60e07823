"""What is said about cells that are odd in the file itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.files.limits import MAX_CELL
from qbank.spreadsheets.files.table import Oddity, TableRow
from qbank.spreadsheets.judging import row_messages
from qbank.spreadsheets.judging.verdicts import RowProblem

LONGEST_ANSWER: Final = 20_000
#: Oddities that keep the row out, whatever its column holds.
_ERRORS: Final = frozenset(
    (
        Oddity.FORMULA,
        Oddity.ERROR_VALUE,
        Oddity.TOO_LONG,
        Oddity.UNREADABLE,
        Oddity.MAYBE_HEADING,
        Oddity.MAYBE_OTHER_TABLE,
    )
)


def problems_of_oddities(row: TableRow, columns: Mapping[int, Field]) -> Iterator[RowProblem]:
    for column, oddity in row.odd.items():
        field = columns.get(column)
        if field is None or (oddity is Oddity.DATE and field is Field.MINUTES):
            continue
        code, message = row_messages.ODDITIES[oddity]
        only_in_text = oddity in (Oddity.PICTURE, Oddity.DATE) and field is Field.TEXT
        params: dict[str, Any] = {}
        if oddity is Oddity.TOO_LONG:
            params = {"length": f"> {MAX_CELL}", "longest": LONGEST_ANSWER}
        yield RowProblem(code, message, column, params, oddity in _ERRORS or only_in_text)
