"""How a list of candidates can be read: its sheets, first rows and columns, before anything is stored."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from interviews.candidates.rules.import_rows import CandidateField, find_header, match_columns
from interviews.candidates.services.imports import ImportOptions
from interviews.models import CandidateImport
from qbank.spreadsheets import limited
from qbank.spreadsheets.columns.header import column_names
from qbank.spreadsheets.files.table import Reading, SheetInfo, TableRow

#: Rows looked at for the header and the columns, and those of them that are shown.
FIRST_ROWS = 50
SHOWN_ROWS = 12


def sheets_of_list(batch: CandidateImport) -> tuple[SheetInfo, ...]:
    """The workbook's sheets; none for a CSV file or one that is no longer kept."""
    return () if batch.content is None else limited.sheets_of_file(batch.name, bytes(batch.content)).all


def first_rows(
    batch: CandidateImport, reading: Reading, *, find_header_row: bool = False
) -> tuple[Reading, list[TableRow]]:
    """The first rows under a reading, those above the header included; with ``find_header_row`` the header is
    looked for again. Raises SpreadsheetError, and ValidationError when the file is no longer kept."""
    rows = _head(batch, reading, FIRST_ROWS)
    if find_header_row:
        reading = replace(reading, header_row=find_header(rows))
    above = sum(row.number <= reading.header_row for row in rows)
    return reading, rows[: max(SHOWN_ROWS, above + 3)]


def options_under(batch: CandidateImport, reading: Reading) -> tuple[list[str], ImportOptions]:
    """The names of the columns under a reading, and the options proposed for it: those stored, where it is
    the stored one. Raises as :func:`first_rows` does."""
    stored = ImportOptions.from_batch(batch)
    if reading == stored.reading:
        return list(batch.names), stored
    names = column_names(_head(batch, reading, max(FIRST_ROWS, reading.header_row)), reading.header_row)
    columns: dict[int, CandidateField] = dict(match_columns(names))
    return names, ImportOptions(reading, columns, stored.position, stored.creates)


def _head(batch: CandidateImport, reading: Reading, count: int) -> list[TableRow]:
    if batch.content is None:
        raise ValidationError(_("The file is no longer kept. Upload it again to read it another way."))
    return limited.rows_under(batch.name, bytes(batch.content), reading, count)
