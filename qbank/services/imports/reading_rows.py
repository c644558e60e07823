"""A batch's file, and its rows once they are kept, as the rows that people wrote."""

from __future__ import annotations

from collections.abc import Iterator

from qbank.models import Category, Competency, ImportBatch, ImportRow
from qbank.services.imports.batches import content_of_file
from qbank.spreadsheets.mapping import Mapping
from qbank.spreadsheets.reading import rows
from qbank.spreadsheets.row_drafts import RowReader
from qbank.spreadsheets.table import Oddity, Reading, Row


def mapping_of(batch: ImportBatch) -> Mapping:
    return Mapping.from_json(batch.mapping)


def rows_below_header(batch: ImportBatch, data: bytes, reading: Reading) -> Iterator[Row]:
    """The rows of the file that are not its header or above it. Raises Refusal on the way."""
    return (row for row in rows(batch.options["kind"], data, reading) if row.number > reading.header_row)


def file_rows(batch: ImportBatch) -> Iterator[Row]:
    """The same, read as the batch says."""
    return rows_below_header(batch, content_of_file(batch), Reading.from_json(batch.options))


def reader_of(batch: ImportBatch, mapping: Mapping | None = None) -> RowReader:
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


def written_row(kept: ImportRow) -> Row:
    """The row as it stands in the preview: the file's cells, or what people put in their place."""
    cells = {int(column): text for column, text in (kept.cells | kept.mended).items()}
    odd = {int(column): Oddity(flag) for column, flag in kept.flags.items() if column not in kept.mended}
    width = max(cells, default=-1) + 1
    return Row(kept.number, tuple(cells.get(column, "") for column in range(width)), odd)
