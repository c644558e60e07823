"""A spreadsheet judged without keeping anything: what an import would do, for those who only ask."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import islice

from qbank.imports.services.judging import judge_rows
from qbank.imports.services.reading_rows import reader_of, rows_below_header
from qbank.imports.services.verdict_rows import KnownQuestions, fields_of, row_of, whole_bank
from qbank.models import ImportBatch, ImportRow
from qbank.spreadsheets.columns.mapping import CREATE, NAME_FIELDS, ColumnMapping, Field
from qbank.spreadsheets.files.table import Reading
from qbank.spreadsheets.judging.judge import Judge
from qbank.spreadsheets.judging.unknown_values import unknown_values

_AT_ONCE = 500


def unsaved(
    name: str, data: bytes, kind: str, reading: Reading, names: list[str], mapping: ColumnMapping
) -> ImportBatch:
    """The batch that an upload would become."""
    return ImportBatch(
        name=name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        options=reading.to_json() | {"kind": kind, "names": names},
        mapping=mapping.to_json(),
    )


def rehearse(batch: ImportBatch, data: bytes) -> Iterator[ImportRow]:
    """The rows of the preview that the batch would have; none is kept. Raises SpreadsheetError on the way."""
    reader = reader_of(batch)
    questions = KnownQuestions()
    judge = Judge(whole_bank(questions))
    rows = rows_below_header(batch, data, Reading.from_json(batch.options))
    while read := list(islice(rows, _AT_ONCE)):
        drafts = [(row, draft) for row in read if (draft := reader.read(row)) is not None]
        judged = judge_rows(judge, questions, [draft for _row, draft in drafts])
        for (row, _draft), one in zip(drafts, judged, strict=True):
            yield ImportRow(batch=batch, **row_of(batch, row, fields_of(batch, one, row.number)))


def creating_names(batch: ImportBatch, data: bytes) -> ColumnMapping:
    """The batch's mapping, with every category and competency to be created that the bank lacks. Raises
    SpreadsheetError."""
    mapping = ColumnMapping.from_json(batch.mapping)
    reading = Reading.from_json(batch.options)
    unknown = unknown_values(rows_below_header(batch, data, reading), reader_of(batch))
    values: dict[Field, dict[str, str]] = {field: dict(known) for field, known in mapping.values.items()}
    for field in NAME_FIELDS:
        created = dict.fromkeys(unknown.get(field, ()), CREATE)
        values[field] = created | values.get(field, {})
    return ColumnMapping(mapping.columns, values, mapping.category, mapping.status)
