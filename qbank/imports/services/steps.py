"""What the pages between upload and preview show: sheets and samples, columns, values nobody knows yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qbank.imports.services.batches import LOOKED_AT, content_of_file, proposed_mapping
from qbank.imports.services.reading_rows import reader_of, rows_below_header
from qbank.models import ImportBatch, SavedMapping
from qbank.spreadsheets.columns.header import column_names, find_header
from qbank.spreadsheets.columns.mapping import CHOICE_FIELDS, NAME_FIELDS, ColumnMapping, Field
from qbank.spreadsheets.columns.values import match_value
from qbank.spreadsheets.files.table import Reading, SheetInfo, TableRow
from qbank.spreadsheets.files.workbook import Workbook
from qbank.spreadsheets.judging.unknown_values import unknown_values
from qbank.spreadsheets.reading import head

#: Rows shown as a sample; more where a long title stands above the header.
SAMPLE = 12


@dataclass(frozen=True, slots=True)
class ReadingStep:
    """The first rows with content as they are read now, those above the header too."""

    reading: Reading
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class ColumnsStep:
    """What the columns are called and would mean. ``samples``: {column: some of its texts}.

    ``remembered``: where the mapping is what somebody chose for the last file with this header, that.
    """

    names: tuple[str, ...]
    mapping: ColumnMapping
    samples: Mapping[int, tuple[str, ...]]
    remembered: SavedMapping | None


def sheets_of(batch: ImportBatch) -> tuple[SheetInfo, ...]:
    """The workbook's sheets, hidden ones too; none for a CSV file."""
    return Workbook(content_of_file(batch)).sheets if batch.options["kind"] == "xlsx" else ()


def reading_step(batch: ImportBatch, reading: Reading, *, find: bool = False) -> ReadingStep:
    """What the sheet and header page shows; with ``find`` the header is looked for anew. Raises
    SpreadsheetError."""
    first = head(batch.options["kind"], content_of_file(batch), reading, LOOKED_AT)
    if find:
        reading = replace(reading, header_row=find_header(first))
    above = sum(row.number <= reading.header_row for row in first)
    return ReadingStep(reading, tuple(first[: max(SAMPLE, above + 3)]))


def columns_step(batch: ImportBatch, reading: Reading | None = None) -> ColumnsStep:
    """Names, samples and the proposed mapping: the batch's own, a remembered one, or one by the names.
    Raises SpreadsheetError."""
    data = content_of_file(batch)
    reading = reading or Reading.from_json(batch.options)
    first = head(batch.options["kind"], data, reading, max(LOOKED_AT, reading.header_row))
    names = column_names(first, reading.header_row)
    below = [row for row in first if row.number > reading.header_row]
    samples = {column: _texts(below, column) for column in range(len(names))}
    if batch.mapping and batch.options.get("names") == names:
        return ColumnsStep(tuple(names), ColumnMapping.from_json(batch.mapping), samples, None)
    mapping, remembered = proposed_mapping(names, reading)
    return ColumnsStep(tuple(names), mapping, samples, remembered)


def _texts(rows: list[TableRow], column: int) -> tuple[str, ...]:
    texts = (row.cells[column].strip() for row in rows if column < len(row.cells))
    return tuple(dict.fromkeys(text for text in texts if text))[:3]


def values_step(
    batch: ImportBatch, reading: Reading, mapping: ColumnMapping
) -> dict[Field, list[tuple[str, int, str | None]]]:
    """Values that are not known by themselves: {field: [(value, how many rows, what was chosen)]}, the
    most frequent first. Reads the whole file, but only the columns it takes; raises SpreadsheetError."""
    taken = (*CHOICE_FIELDS, *NAME_FIELDS, Field.TEXT)
    columns = {column: held for column, held in mapping.columns.items() if held in taken}
    rows = rows_below_header(batch, content_of_file(batch), reading)
    unknown = unknown_values(rows, reader_of(batch, replace(mapping, columns=columns)))
    return {
        field: [
            (value, count, mapping.values.get(field, {}).get(value))
            for value, count in unknown[field].most_common()
            if field in NAME_FIELDS or match_value(field, value) is None
        ]
        for field in (*CHOICE_FIELDS, *NAME_FIELDS)
        if unknown.get(field)
    }
