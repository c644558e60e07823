"""A dry run: a spreadsheet judged without storing anything."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from qbank.imports.services.judging import judge_rows
from qbank.imports.services.reading_rows import row_reader, sheet_lines
from qbank.imports.services.returned_rows import ReturnedRows
from qbank.imports.services.verdict_rows import (
    BankQuestionLoader,
    import_row_values,
    load_bank,
    verdict_fields,
)
from qbank.models import ImportBatch, ImportRow
from qbank.spreadsheets.columns.mapping import CREATE, NAME_FIELDS, ColumnMapping, Field
from qbank.spreadsheets.files.table import Reading
from qbank.spreadsheets.joined_sheets import JoinedLines
from qbank.spreadsheets.judging.judge import Judge
from qbank.spreadsheets.judging.lines import SheetLines
from qbank.spreadsheets.judging.matching import Match
from qbank.spreadsheets.judging.unknown_values import unknown_values

_CHUNK = 500


def unsaved_batch(
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


def rehearse(
    batch: ImportBatch, data: bytes, lines: SheetLines | JoinedLines | None = None
) -> Iterator[ImportRow]:
    """The rows that the batch's preview would have, not saved; of the file's ``lines``, whose account is
    complete afterwards. Raises SpreadsheetError on the way."""
    reader = row_reader(batch)
    questions = BankQuestionLoader()
    judge = Judge(load_bank(questions), match=Match(batch.match))
    returned = ReturnedRows(batch)
    rows = iter(lines or sheet_lines(batch, data, Reading.from_json(batch.options)))
    while chunk := list(islice(rows, _CHUNK)):
        drafts = [(row, draft) for row in chunk if (draft := reader.read(row)) is not None]
        repeated = returned.repeated(row for row, _draft in drafts)
        judged = judge_rows(judge, questions, [draft for _row, draft in drafts], repeated)
        for (row, _draft), verdict in zip(drafts, judged, strict=True):
            yield ImportRow(
                batch=batch, **import_row_values(batch, row, verdict_fields(batch, verdict, row.number))
            )


def mapping_creating_unknown_names(batch: ImportBatch, data: bytes) -> ColumnMapping:
    """The batch's mapping, with all unknown categories and competencies to be created. Raises
    SpreadsheetError."""
    mapping = ColumnMapping.from_json(batch.mapping)
    reading = Reading.from_json(batch.options)
    unknown = unknown_values(sheet_lines(batch, data, reading), row_reader(batch))
    values: dict[Field, dict[str, str]] = {
        field: dict(meanings) for field, meanings in mapping.values.items()
    }
    for field in NAME_FIELDS:
        created = dict.fromkeys(unknown.get(field, ()), CREATE)
        values[field] = created | values.get(field, {})
    return replace(mapping, values=values)
