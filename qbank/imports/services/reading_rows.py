"""A batch's file, and its rows once they are kept, as the rows that people wrote."""

from __future__ import annotations

from collections.abc import Iterator

from qbank.imports.services.batches import content_of_file
from qbank.models import Category, Competency, ImportBatch, ImportRow
from qbank.spreadsheets.columns.mapping import ColumnMapping
from qbank.spreadsheets.files.table import Oddity, Reading, TableRow
from qbank.spreadsheets.judging.row_drafts import RowReader
from qbank.spreadsheets.reading import rows


def mapping_of(batch: ImportBatch) -> ColumnMapping:
    return ColumnMapping.from_json(batch.mapping)


def rows_below_header(batch: ImportBatch, data: bytes, reading: Reading) -> Iterator[TableRow]:
    """The rows of the file that are not its header or above it. Raises SpreadsheetError on the way."""
    return (row for row in rows(batch.options["kind"], data, reading) if row.number > reading.header_row)


def file_rows(batch: ImportBatch) -> Iterator[TableRow]:
    """The same, read as the batch says."""
    return rows_below_header(batch, content_of_file(batch), Reading.from_json(batch.options))


def reader_of(batch: ImportBatch, mapping: ColumnMapping | None = None) -> RowReader:
    """A new reader of the batch's rows; it knows the bank's categories and competencies."""
    competencies = set(Competency.objects.values_list("name", flat=True))
    chapters = Competency.objects.filter(parent__isnull=False).values_list("parent__name", "name")
    competencies |= {f"{chapter} / {name}" for chapter, name in chapters}
    return RowReader(
        mapping or mapping_of(batch),
        batch.options.get("names", []),
        set(Category.objects.values_list("name", flat=True)),
        competencies,
    )


def written_row(kept: ImportRow) -> TableRow:
    """The row as it stands in the preview: the file's cells, or what people put in their place."""
    cells = {int(column): text for column, text in (kept.cells | kept.mended).items()}
    odd = {int(column): Oddity(flag) for column, flag in kept.flags.items() if column not in kept.mended}
    width = max(cells, default=-1) + 1
    return TableRow(kept.number, tuple(cells.get(column, "") for column in range(width)), odd)
