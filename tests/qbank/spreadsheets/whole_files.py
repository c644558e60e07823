"""A file as the site reads it when nobody changes what is proposed: from its bytes to drafts."""

from __future__ import annotations

from dataclasses import dataclass

from qbank.spreadsheets.columns.mapping import CREATE, ColumnMapping, Field
from qbank.spreadsheets.files.table import Reading
from qbank.spreadsheets.judging.line_account import LineAccount
from qbank.spreadsheets.judging.line_kinds import LineKind
from qbank.spreadsheets.judging.lines import SheetLines
from qbank.spreadsheets.judging.row_drafts import RowReader
from qbank.spreadsheets.judging.unknown_values import unknown_values
from qbank.spreadsheets.judging.verdicts import RowDraft
from qbank.spreadsheets.reading import SheetColumns, inspect_questions, rows, sheet_columns


@dataclass(frozen=True)
class WholeFile:
    reading: Reading
    columns: SheetColumns
    drafts: list[RowDraft]
    account: LineAccount

    @property
    def texts(self) -> list[str]:
        return [row.draft.text for row in self.drafts]

    @property
    def categories(self) -> list[str]:
        return [row.category for row in self.drafts]

    @property
    def answers(self) -> list[list[str]]:
        return [[answer.text for answer in row.draft.answers] for row in self.drafts]

    @property
    def points(self) -> list[list[tuple[str, str, int | None]]]:
        """(text, weight, level) of each point; a red flag has the weight 0."""
        return [
            [(point.text, f"{point.weight:f}", point.level) for point in row.draft.points]
            for row in self.drafts
        ]

    @property
    def fields(self) -> dict[str, str]:
        return {self.columns.names[column]: field.value for column, field in self.columns.fields.items()}

    @property
    def counts(self) -> dict[str, int]:
        return {kind.value: count for kind, count in self.account.counts.items() if count}

    def said(self, number: int) -> set[str]:
        """The codes of what is said about the question in this row: errors with a mark."""
        problems = next(row for row in self.drafts if row.number == number).problems
        return {problem.code + ("!" if problem.error else "") for problem in problems}

    @property
    def asked(self) -> bool:
        """Whether a person is asked about any row, or no column is known to hold the question."""
        no_text = Field.TEXT not in self.columns.fields.values()
        return no_text or any(problem.error for row in self.drafts for problem in row.problems)


def read_whole(name: str, data: bytes, reading: Reading | None = None) -> WholeFile:
    """With all unknown categories and competencies created. SpreadsheetError where it is refused."""
    inspection = inspect_questions(name, data)
    reading = reading or inspection.guess
    columns = sheet_columns(inspection.kind, data, reading)
    mapping = ColumnMapping(columns.fields)

    def lines() -> SheetLines:
        table = rows(inspection.kind, data, reading, with_end=True)
        return SheetLines(table, reading.header_row, mapping, columns.names)

    unknown = unknown_values(lines(), RowReader(mapping, columns.names, set(), set()))
    created = {
        field: dict.fromkeys(unknown.get(field, ()), CREATE) for field in (Field.CATEGORY, Field.COMPETENCY)
    }
    reader = RowReader(ColumnMapping(columns.fields, created), columns.names, set(), set())
    sheet = lines()
    drafts = [draft for row in sheet if (draft := reader.read(row)) is not None]
    assert len(drafts) == sheet.account.counts[LineKind.QUESTION], "each question that was counted comes out"
    return WholeFile(reading, columns, drafts, sheet.account)
