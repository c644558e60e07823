"""How a list of candidates can be read: its sheets, first rows and columns, before anything is stored.

Each look at the file takes a process of its own: not for within a transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from interviews.candidates.rules.import_rows import find_header
from interviews.candidates.rules.list_files import (
    ListSheets,
    PeopleList,
    first_lines,
    list_sheets,
    list_under,
)
from interviews.candidates.services.imports import (
    ImportChangedError,
    ImportOptions,
    proposed_options,
    sheet_column_name,
)
from interviews.models import CandidateImport
from qbank.spreadsheets.files.table import Reading, TableRow
from qbank.spreadsheets.unread_sheets import UnreadSheet

#: Rows looked at for the header and for samples of the columns, and those of them that are shown.
FIRST_ROWS = 50
SHOWN_ROWS = 12


@dataclass(frozen=True, slots=True)
class ListReading:
    """A list under a reading. ``anew`` is what was read of the file; None for the reading that is stored."""

    reading: Reading
    names: Sequence[str]
    first: Sequence[Sequence[str]]
    anew: tuple[PeopleList, Sequence[UnreadSheet]] | None

    def samples(self) -> dict[int, list[str]]:
        """{column: its first texts}."""
        return {
            column: [cells[column] for cells in self.first if column < len(cells)]
            for column in range(len(self.names))
        }


def sheets_of_list(batch: CandidateImport) -> ListSheets:
    """The workbook's sheets; none for a CSV file or one that is no longer kept."""
    return ListSheets() if batch.content is None else list_sheets(batch.name, bytes(batch.content))


def first_rows(
    batch: CandidateImport, reading: Reading, *, find_header_row: bool = False
) -> tuple[Reading, list[TableRow], bool]:
    """The first rows under a reading, those above the header included, and whether any are hidden; with
    ``find_header_row`` the header is looked for again. Raises SpreadsheetError, and ValidationError when the
    file is no longer kept."""
    rows, has_hidden = first_lines(batch.name, _content(batch), reading, FIRST_ROWS)
    if find_header_row:
        reading = replace(reading, header_row=find_header(rows))
    above = sum(row.number <= reading.header_row for row in rows)
    return reading, rows[: max(SHOWN_ROWS, above + 3)], has_hidden


def read_list(batch: CandidateImport, reading: Reading) -> ListReading:
    """The list under a reading. Raises as :func:`first_rows` does."""
    if reading == ImportOptions.from_batch(batch).reading:
        stored = batch.rows.values_list("cells", flat=True)[:FIRST_ROWS]
        return ListReading(reading, list(batch.names), list(stored), None)
    people, unread = list_under(batch.name, _content(batch), reading, sheet_column_name())
    first = [row.cells for row in people.rows[:FIRST_ROWS]]
    return ListReading(reading, list(people.names), first, (people, unread))


def options_under(batch: CandidateImport, read: ListReading) -> ImportOptions:
    """The options proposed for a reading: those stored, where it is the stored one. Raises ImportChangedError
    when it was the stored one and is no more."""
    stored = ImportOptions.from_batch(batch)
    if read.reading == stored.reading:
        return stored
    if read.anew is None:
        raise ImportChangedError
    return proposed_options(read.anew[0], read.reading, stored.position, stored.creates)


def _content(batch: CandidateImport) -> bytes:
    if batch.content is None:
        raise ValidationError(_("The file is no longer kept. Upload it again to read it another way."))
    return bytes(batch.content)
