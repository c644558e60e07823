"""The rows of a batch, from its file or as its preview stores them, and the reader that interprets them."""

from __future__ import annotations

from qbank.imports.services.batches import file_content
from qbank.models import Category, Competency, ImportBatch, ImportRow
from qbank.spreadsheets.columns.mapping import ColumnMapping
from qbank.spreadsheets.files.table import Oddity, Reading, TableRow
from qbank.spreadsheets.joined_sheets import JoinedLines, file_lines
from qbank.spreadsheets.judging.lines import SheetLines
from qbank.spreadsheets.judging.row_drafts import RowReader
from qbank.spreadsheets.unread_sheets import UnreadSheet, unread_sheets


def batch_mapping(batch: ImportBatch) -> ColumnMapping:
    return ColumnMapping.from_json(batch.mapping)


def sheet_lines(
    batch: ImportBatch, data: bytes, reading: Reading, mapping: ColumnMapping | None = None
) -> SheetLines | JoinedLines:
    """The lines of the file, of which those with questions and headings come out, under the batch's mapping
    or another. Raises SpreadsheetError, also on the way."""
    return file_lines(batch.options["kind"], data, reading, mapping or batch_mapping(batch))


def batch_lines(batch: ImportBatch) -> SheetLines | JoinedLines:
    """The lines of the batch's file, read as it is configured. Raises SpreadsheetError, also on the way."""
    return sheet_lines(batch, file_content(batch), Reading.from_json(batch.options))


def batch_unread_sheets(batch: ImportBatch) -> list[UnreadSheet]:
    """The sheets of the batch's workbook that are not read."""
    return unread_sheets(batch.options["kind"], file_content(batch), Reading.from_json(batch.options))


def row_reader(batch: ImportBatch, mapping: ColumnMapping | None = None) -> RowReader:
    """A new reader of the batch's rows that knows the bank's categories and competencies."""
    competencies = set(Competency.objects.values_list("name", flat=True))
    chapters = Competency.objects.filter(parent__isnull=False).values_list("parent__name", "name")
    competencies |= {f"{chapter} / {name}" for chapter, name in chapters}
    return RowReader(
        mapping or batch_mapping(batch),
        batch.options.get("names", []),
        set(Category.objects.values_list("name", flat=True)),
        competencies,
    )


def row_with_mended_cells(row: ImportRow) -> TableRow:
    """A row of the preview as the reader takes it: the file's cells, mended ones in their place."""
    cells = {int(column): text for column, text in (row.cells | row.mended).items()}
    odd = {int(column): Oddity(flag) for column, flag in row.flags.items() if column not in row.mended}
    width = max(cells, default=-1) + 1
    return TableRow(row.number, tuple(cells.get(column, "") for column in range(width)), odd)
