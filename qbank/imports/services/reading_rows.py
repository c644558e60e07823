"""The rows of a batch, from its file or as its preview stores them, and the reader that interprets them."""

from __future__ import annotations

from collections.abc import Iterator

from qbank.imports.services.batches import file_content
from qbank.models import Category, Competency, ImportBatch, ImportRow
from qbank.spreadsheets.columns.mapping import ColumnMapping
from qbank.spreadsheets.files.table import Oddity, Reading, TableRow
from qbank.spreadsheets.joined_sheets import joined_rows
from qbank.spreadsheets.judging.row_drafts import RowReader
from qbank.spreadsheets.reading import rows


def batch_mapping(batch: ImportBatch) -> ColumnMapping:
    return ColumnMapping.from_json(batch.mapping)


def rows_below_header(batch: ImportBatch, data: bytes, reading: Reading) -> Iterator[TableRow]:
    """The rows of the file below its header, or of its sheets below theirs. Raises SpreadsheetError on the
    way."""
    if reading.sheets:
        return joined_rows(batch.options["kind"], data, reading)
    return (row for row in rows(batch.options["kind"], data, reading) if row.number > reading.header_row)


def file_rows(batch: ImportBatch) -> Iterator[TableRow]:
    """The rows below the header, read as the batch is configured. Raises SpreadsheetError on the way."""
    return rows_below_header(batch, file_content(batch), Reading.from_json(batch.options))


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
