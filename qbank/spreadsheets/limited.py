"""The readers of spreadsheets in processes of their own, for whoever reads within a request.

They take, return and refuse what the readers of the same names do; a file that takes too much is refused like
any other. Each call takes a tenth of a second for its process, so a page makes one or two of them. Not for
within a transaction: others would wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from itertools import islice
from typing import Final, ParamSpec, TypeVar

from common.limited import LimitExceededError, ProcessLimits, call
from qbank.spreadsheets import joined_sheets, reading
from qbank.spreadsheets.columns.mapping import ColumnMapping, Field
from qbank.spreadsheets.files.guard import Kind
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.files.table import Reading, SheetInfo, TableRow
from qbank.spreadsheets.files.workbook import Workbook
from qbank.spreadsheets.judging.row_drafts import RowReader
from qbank.spreadsheets.judging.unknown_values import unknown_values as unknown_values_of

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

#: What reading one file for one page may take. The largest that are accepted take half of it.
LIMITS: Final = ProcessLimits(seconds=60, megabytes=1000)


def limited(read: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The reader in a process of its own. Raises SpreadsheetError, as it does itself."""

    @wraps(read)
    def read_within(*args: Parameters.args, **options: Parameters.kwargs) -> Result:
        try:
            return call(LIMITS, read, *args, **options)
        except LimitExceededError as error:
            raise SpreadsheetError(Reason.TOO_COSTLY) from error

    return read_within


@dataclass(frozen=True, slots=True)
class Sheets:
    """A workbook's sheets, hidden ones too, and those to be read as one: none where there are not two."""

    all: tuple[SheetInfo, ...] = ()
    together: tuple[str, ...] = ()


def _sheets(data: bytes) -> Sheets:
    return Sheets(Workbook(data).sheets, tuple(joined_sheets.sheets_together(data)))


def _sample(kind: Kind, data: bytes, how: Reading, count: int) -> tuple[list[TableRow], bool]:
    """The first rows with content, and whether the sheet has hidden rows or columns."""
    first = reading.head(kind, data, how, count)
    if kind != "xlsx":
        return first, False
    return first, Workbook(data).arrangement(how.sheet).hides_anything


def _joined_sample(
    kind: Kind, data: bytes, how: Reading, sheet_column: str, count: int
) -> tuple[joined_sheets.JoinedSheets[Field], list[TableRow]]:
    """Sheets read as one, and the first of their lines."""
    joined = joined_sheets.join_sheets(kind, data, how, sheet_column)
    lines = joined_sheets.JoinedLines(kind, data, how, ColumnMapping(joined.fields))
    return joined, list(islice(lines, count))


def _first_rows(name: str, data: bytes, count: int) -> tuple[reading.Inspection, list[TableRow]]:
    """What an upload is, and the first of its rows with content."""
    inspection = reading.inspect(name, data)
    return inspection, reading.head(inspection.kind, data, inspection.guess, count)


def _unknown_values(
    kind: Kind, data: bytes, how: Reading, mapping: ColumnMapping, reader: RowReader
) -> dict[Field, Counter[str]]:
    """What a new reader does not know in all of a file's lines."""
    return unknown_values_of(joined_sheets.file_lines(kind, data, how, mapping), reader)


inspect_questions = limited(reading.inspect_questions)
head = limited(reading.head)
sheet_columns = limited(reading.sheet_columns)
join_sheets = limited(joined_sheets.join_sheets)
sheets = limited(_sheets)
sample = limited(_sample)
joined_sample = limited(_joined_sample)
first_rows = limited(_first_rows)
unknown_values = limited(_unknown_values)
