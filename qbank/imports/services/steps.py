"""What the pages between upload and preview show: sheets and samples, columns, unknown values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from qbank.imports.rules.near_names import proposed_names
from qbank.imports.services.batches import file_content, proposed_mapping
from qbank.imports.services.reading_rows import row_reader
from qbank.models import Category, Competency, ImportBatch, SavedMapping
from qbank.spreadsheets import limited
from qbank.spreadsheets.columns.header import find_header, known_fields
from qbank.spreadsheets.columns.labels import HEADERS, SECTION_COLUMN
from qbank.spreadsheets.columns.mapping import CHOICE_FIELDS, NAME_FIELDS, ColumnMapping, Field
from qbank.spreadsheets.columns.names import KnownNames
from qbank.spreadsheets.columns.values import match_value
from qbank.spreadsheets.files.table import Oddity, Reading, TableRow
from qbank.spreadsheets.judging.numbering import is_numbering
from qbank.spreadsheets.reading import HEAD

#: Rows shown as a sample; more where many rows stand above the header.
SAMPLE_ROWS = 12
#: Rows shown where the header has to be looked for.
CHOOSABLE_ROWS = HEAD
#: What the category for unsorted questions may be called, whatever the language of the page.
UNSORTED = ("未分类", "Uncategorised")


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


def sheets_of(batch: ImportBatch) -> limited.Sheets:
    """The workbook's sheets; none for a CSV file. Raises SpreadsheetError."""
    is_workbook = batch.options["kind"] == "xlsx"
    return limited.sheets(file_content(batch)) if is_workbook else limited.Sheets()


def reading_step(batch: ImportBatch, reading: Reading, *, find_header_row: bool = False) -> ReadingStep:
    """What the sheet and header page shows; with ``find_header_row`` the header is searched for
    again. Raises SpreadsheetError."""
    first, hidden = limited.sample(
        batch.options["kind"], file_content(batch), reading, reading.header_row + HEAD
    )
    if find_header_row:
        reading = replace(reading, header_row=find_header(first))
    above = sum(row.number <= reading.header_row for row in first)
    # Without a header that names a question, one may stand further down: all rows can be chosen.
    names = next((row.cells for row in first if row.number == reading.header_row), ())
    shown = SAMPLE_ROWS if Field.TEXT in known_fields(names) else CHOOSABLE_ROWS
    return ReadingStep(reading, tuple(first[: max(shown, above + 3)]), hidden)


def columns_step(batch: ImportBatch, reading: Reading | None = None) -> ColumnsStep:
    """Names, samples and the proposed mapping: the batch's own, a remembered one, or one by the names.
    Raises SpreadsheetError."""
    data = file_content(batch)
    reading = reading or Reading.from_json(batch.options)
    names, fields, below, headings = _columns_under(batch, data, reading)
    samples = {column: _sample_texts(below, column) for column in range(len(names))}
    if SECTION_COLUMN in names:
        samples[names.index(SECTION_COLUMN)] = headings[:3]
    if batch.mapping and batch.options.get("names") == names:
        return ColumnsStep(tuple(names), ColumnMapping.from_json(batch.mapping), samples, None)
    mapping, remembered = proposed_mapping(names, reading, fields)
    if remembered is None:
        mapping = _without_numbering(mapping, names, below)
    if not mapping.category and Field.CATEGORY not in mapping.columns.values():
        mapping = replace(mapping, category=default_category(reading))
    return ColumnsStep(tuple(names), mapping, samples, remembered)


def _columns_under(
    batch: ImportBatch, data: bytes, reading: Reading
) -> tuple[list[str], Mapping[int, Field], list[TableRow], tuple[str, ...]]:
    """The names of the columns, what they hold by themselves, some rows below the header, and the headings
    between them."""
    kind = batch.options["kind"]
    if reading.sheets:
        joined, lines = limited.joined_sample(kind, data, reading, gettext("Name of the sheet"), HEAD)
        return list(joined.names), joined.fields, lines, ()
    columns = limited.sheet_columns(kind, data, reading)
    below = [row for row in columns.rows if row.number > reading.header_row]
    return list(columns.names), columns.fields, below, columns.headings


def _without_numbering(mapping: ColumnMapping, names: Sequence[str], rows: list[TableRow]) -> ColumnMapping:
    """The mapping without a column for codes that only counts (题号 1, 2, 3 …). Under our own heading it may
    hold codes of a bank that once took such numbers for codes."""
    columns = dict(mapping.columns)
    for column, field in mapping.columns.items():
        if field is Field.CODE and names[column].strip() not in HEADERS[Field.CODE]:
            texts = [row.cells[column].strip() for row in rows if column < len(row.cells)]
            filled = [text for text in texts if text]
            if filled and all(map(is_numbering, filled)):
                del columns[column]
    return replace(mapping, columns=columns)


def default_category(reading: Reading) -> str:
    """The category proposed for a file that names none: the sheet's name where the bank has it as a category,
    else the one for questions that nobody has sorted yet."""
    names = set(Category.objects.values_list("name", flat=True))
    known = KnownNames(names, {})
    unsorted = [known.find(name) for name in (gettext("Uncategorised"), *UNSORTED)]
    return (
        (known.find(reading.sheet) if reading.sheet else None)
        or next((name for name in unsorted if name), None)
        or gettext("Uncategorised")
    )


def _sample_texts(rows: list[TableRow], column: int) -> tuple[str, ...]:
    texts = (_sample_text(row, column) for row in rows)
    return tuple(dict.fromkeys(text for text in texts if text))[:3]


def _sample_text(row: TableRow, column: int) -> str:
    if row.odd.get(column) is Oddity.PICTURE:
        return gettext("[picture]")
    return row.cells[column].strip() if column < len(row.cells) else ""


def values_step(
    batch: ImportBatch, reading: Reading, mapping: ColumnMapping
) -> dict[Field, list[tuple[str, int, str | None]]]:
    """Values with no meaning of their own: {field: [(value, number of rows, meaning chosen earlier or
    proposed)]}, the most frequent first. Reads the whole file, but only the columns it takes. Raises
    SpreadsheetError."""
    needed = (*CHOICE_FIELDS, *NAME_FIELDS, Field.TEXT)
    columns = {column: field for column, field in mapping.columns.items() if field in needed}
    reader = row_reader(batch, replace(mapping, columns=columns))
    unknown = limited.unknown_values(batch.options["kind"], file_content(batch), reading, mapping, reader)
    steps: dict[Field, list[tuple[str, int, str | None]]] = {}
    for field in (*CHOICE_FIELDS, *NAME_FIELDS):
        if not unknown.get(field):
            continue
        counted = unknown[field].most_common()
        meanings: dict[str, str] = {}
        if field in NAME_FIELDS:
            meanings = proposed_names([value for value, _count in counted], _names_of(field))
        meanings |= mapping.values.get(field, {})
        steps[field] = [
            (value, count, meanings.get(value))
            for value, count in counted
            if field in NAME_FIELDS or match_value(field, value) is None
        ]
    return {field: values for field, values in steps.items() if values}


def _names_of(field: Field) -> QuerySet[Any, str]:
    model = Category if field is Field.CATEGORY else Competency
    return model._default_manager.values_list("name", flat=True)


def with_proposed_names(batch: ImportBatch, reading: Reading, mapping: ColumnMapping) -> ColumnMapping:
    """The mapping with what is proposed for names of categories and competencies that nobody has been shown
    yet. Raises SpreadsheetError."""
    values = {field: dict(meanings) for field, meanings in mapping.values.items()}
    for field, unknown in values_step(batch, reading, mapping).items():
        if field in NAME_FIELDS:
            proposed = {value: choice for value, _count, choice in unknown if choice}
            values[field] = proposed | values.get(field, {})
    return replace(mapping, values=values)
