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

each = pytest.mark.parametrize("one", AWKWARD, ids=[one.name for one in AWKWARD])


def drafts(one: Awkward) -> list[RowDraft]:
    inspection = inspect(one.name, one.data)
    names = column_names(head(inspection.kind, one.data, inspection.guess, HEAD), inspection.guess.header_row)
    below = [
        row
        for row in rows(inspection.kind, one.data, inspection.guess)
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
def test_the_sheet_the_header_and_the_encoding_are_found(one):
    assert inspect(one.name, one.data).guess == one.reading


@each
def test_the_columns_are_named_and_matched(one):
    inspection = inspect(one.name, one.data)
    names = column_names(head(inspection.kind, one.data, one.reading, HEAD), one.reading.header_row)
    assert names == one.names
    matched = match_columns(names)
    assert [str(matched.get(column, "")) for column in range(len(names))] == one.fields


@each
def test_the_questions_come_out(one):
    found = drafts(one)
    assert [(row.number, row.draft.code, row.category, row.draft.text) for row in found] == one.questions
    wrong = {
        row.number: {problem.code for problem in row.problems if problem.error}
        for row in found
        if any(problem.error for problem in row.problems)
    }
    assert wrong == one.errors
    if "answer" in one.more:
        assert [answer.text for answer in found[0].draft.answers] == [one.more["answer"]]
    if "points" in one.more:
        assert [point.text for point in found[0].draft.points] == one.more["points"]
    if "minutes" in one.more:
        assert found[0].draft.minutes == one.more["minutes"]


@each
def test_odd_cells_are_flagged(one):
    kind = inspect(one.name, one.data).kind
    found = {
        (row.number, column): oddity
        for row in rows(kind, one.data, one.reading)
        for column, oddity in row.odd.items()
    }
    assert found == one.odd
