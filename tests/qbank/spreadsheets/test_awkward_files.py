"""Files as people send them, from their bytes to the questions they hold."""

from __future__ import annotations

import pytest

from qbank.spreadsheets.columns.columns import match_columns
from qbank.spreadsheets.columns.header import column_names
from qbank.spreadsheets.columns.mapping import CREATE, ColumnMapping, Field
from qbank.spreadsheets.judging.row_drafts import RowReader
from qbank.spreadsheets.judging.verdicts import RowDraft
from qbank.spreadsheets.reading import HEAD, head, inspect, rows
from tests.qbank.spreadsheets.awkward import AWKWARD, Awkward

each = pytest.mark.parametrize("sample", AWKWARD, ids=[sample.name for sample in AWKWARD])


def drafts(sample: Awkward) -> list[RowDraft]:
    inspection = inspect(sample.name, sample.data)
    names = column_names(
        head(inspection.kind, sample.data, inspection.guess, HEAD), inspection.guess.header_row
    )
    below = [
        row
        for row in rows(inspection.kind, sample.data, inspection.guess)
        if row.number > inspection.guess.header_row
    ]
    columns = match_columns(names)
    category = next((column for column, field in columns.items() if field is Field.CATEGORY), None)
    created = {
        row.cells[category]: CREATE for row in below if category is not None and category < len(row.cells)
    }
    reader = RowReader(ColumnMapping(columns, {Field.CATEGORY: created}), names, set(), set())
    return [draft for row in below if (draft := reader.read(row)) is not None]


@each
def test_the_sheet_the_header_and_the_encoding_are_found(sample):
    assert inspect(sample.name, sample.data).guess == sample.reading


@each
def test_the_columns_are_named_and_matched(sample):
    inspection = inspect(sample.name, sample.data)
    names = column_names(head(inspection.kind, sample.data, sample.reading, HEAD), sample.reading.header_row)
    assert names == sample.names
    matched = match_columns(names)
    assert [str(matched.get(column, "")) for column in range(len(names))] == sample.fields


@each
def test_the_questions_come_out(sample):
    row_drafts = drafts(sample)
    assert [
        (row.number, row.draft.code, row.category, row.draft.text) for row in row_drafts
    ] == sample.questions
    wrong = {
        row.number: {problem.code for problem in row.problems if problem.error}
        for row in row_drafts
        if any(problem.error for problem in row.problems)
    }
    assert wrong == sample.errors
    if "answer" in sample.more:
        assert [answer.text for answer in row_drafts[0].draft.answers] == [sample.more["answer"]]
    if "points" in sample.more:
        assert [point.text for point in row_drafts[0].draft.points] == sample.more["points"]
    if "minutes" in sample.more:
        assert row_drafts[0].draft.minutes == sample.more["minutes"]


@each
def test_odd_cells_are_flagged(sample):
    kind = inspect(sample.name, sample.data).kind
    odd_cells = {
        (row.number, column): oddity
        for row in rows(kind, sample.data, sample.reading)
        for column, oddity in row.odd.items()
    }
    assert odd_cells == sample.odd
