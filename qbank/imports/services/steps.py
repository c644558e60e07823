"""What the pages between upload and preview show: sheets and samples, columns, unknown values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qbank.imports.services.batches import file_content, proposed_mapping
from qbank.imports.services.reading_rows import row_reader, sheet_lines
from qbank.models import ImportBatch, SavedMapping
from qbank.spreadsheets.columns.header import find_header, known_fields
from qbank.spreadsheets.columns.labels import SECTION_COLUMN
from qbank.spreadsheets.columns.mapping import CHOICE_FIELDS, NAME_FIELDS, ColumnMapping, Field
from qbank.spreadsheets.columns.values import match_value
from qbank.spreadsheets.files.table import Reading, SheetInfo, TableRow
from qbank.spreadsheets.files.workbook import Workbook
from qbank.spreadsheets.judging.unknown_values import unknown_values
from qbank.spreadsheets.reading import HEAD, head, sheet_columns

#: Rows shown as a sample; more where many rows stand above the header.
SAMPLE_ROWS = 12
#: Rows shown where the header has to be looked for.
CHOOSABLE_ROWS = HEAD


@dataclass(frozen=True, slots=True)
class ReadingStep:
    """The first rows with content under this reading, those above the header included. ``hidden``: whether
    the sheet has hidden rows or columns."""

    reading: Reading
    rows: tuple[TableRow, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ColumnsStep:
    """The names of the columns and the proposed mapping. ``samples``: {column: some of its texts}.

    ``remembered`` is set when the mapping was chosen earlier for a file with this header.
    """

    names: tuple[str, ...]
    mapping: ColumnMapping
    samples: Mapping[int, tuple[str, ...]]
    remembered: SavedMapping | None


def sheets_of(batch: ImportBatch) -> tuple[SheetInfo, ...]:
    """The workbook's sheets, hidden ones too; none for a CSV file."""
    return Workbook(file_content(batch)).sheets if batch.options["kind"] == "xlsx" else ()


def reading_step(batch: ImportBatch, reading: Reading, *, find_header_row: bool = False) -> ReadingStep:
    """What the sheet and header page shows; with ``find_header_row`` the header is searched for
    again. Raises SpreadsheetError."""
    first = head(batch.options["kind"], file_content(batch), reading, reading.header_row + HEAD)
    if find_header_row:
        reading = replace(reading, header_row=find_header(first))
    above = sum(row.number <= reading.header_row for row in first)
    # Without a header that names a question, one may stand further down: all rows can be chosen.
    names = next((row.cells for row in first if row.number == reading.header_row), ())
    shown = SAMPLE_ROWS if Field.TEXT in known_fields(names) else CHOOSABLE_ROWS
    return ReadingStep(reading, tuple(first[: max(shown, above + 3)]), _has_hidden(batch, reading))


def _has_hidden(batch: ImportBatch, reading: Reading) -> bool:
    if batch.options["kind"] != "xlsx":
        return False
    arrangement = Workbook(file_content(batch)).arrangement(reading.sheet)
    return bool(arrangement.hidden_rows or arrangement.hidden_columns)


def columns_step(batch: ImportBatch, reading: Reading | None = None) -> ColumnsStep:
    """Names, samples and the proposed mapping: the batch's own, a remembered one, or one by the names.
    Raises SpreadsheetError."""
    data = file_content(batch)
    reading = reading or Reading.from_json(batch.options)
    columns = sheet_columns(batch.options["kind"], data, reading)
    names = list(columns.names)
    below = [row for row in columns.rows if row.number > reading.header_row]
    samples = {column: _sample_texts(below, column) for column in range(len(names))}
    if SECTION_COLUMN in names:
        samples[names.index(SECTION_COLUMN)] = columns.headings[:3]
    if batch.mapping and batch.options.get("names") == names:
        return ColumnsStep(tuple(names), ColumnMapping.from_json(batch.mapping), samples, None)
    mapping, remembered = proposed_mapping(names, reading, columns.fields)
    return ColumnsStep(tuple(names), mapping, samples, remembered)


def _sample_texts(rows: list[TableRow], column: int) -> tuple[str, ...]:
    texts = (row.cells[column].strip() for row in rows if column < len(row.cells))
    return tuple(dict.fromkeys(text for text in texts if text))[:3]


def values_step(
    batch: ImportBatch, reading: Reading, mapping: ColumnMapping
) -> dict[Field, list[tuple[str, int, str | None]]]:
    """Values with no meaning of their own: {field: [(value, number of rows, chosen meaning)]}, the most
    frequent first. Reads the whole file, but only the columns it takes. Raises SpreadsheetError."""
    needed = (*CHOICE_FIELDS, *NAME_FIELDS, Field.TEXT)
    columns = {column: field for column, field in mapping.columns.items() if field in needed}
    rows = sheet_lines(batch, file_content(batch), reading, mapping)
    unknown = unknown_values(rows, row_reader(batch, replace(mapping, columns=columns)))
    return {
        field: [
            (value, count, mapping.values.get(field, {}).get(value))
            for value, count in unknown[field].most_common()
            if field in NAME_FIELDS or match_value(field, value) is None
        ]
        for field in (*CHOICE_FIELDS, *NAME_FIELDS)
        if unknown.get(field)
    }
