"""Judges some rows of a preview again: after a mended cell, a decision, or a change of the bank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Q

from qbank.imports.services.bank_questions import load_bank_questions
from qbank.imports.services.contents import content_of_draft
from qbank.imports.services.jobs import Run
from qbank.imports.services.judging import judge_rows, revisions_before
from qbank.imports.services.reading_rows import batch_mapping, row_reader, row_with_mended_cells
from qbank.imports.services.returned_rows import ReturnedRows
from qbank.imports.services.staleness import rows_by_number
from qbank.imports.services.states import DOUBTFUL, RowDecision
from qbank.imports.services.verdict_rows import CONTENT_FIELDS, BankQuestionLoader, load_bank, verdict_fields
from qbank.models import ImportBatch, ImportRow
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.joined_sheets import SHEET_ROWS, sheet_and_row
from qbank.spreadsheets.judging.judge import Bank, Judge, without_filled_category
from qbank.spreadsheets.judging.keys import text_key
from qbank.spreadsheets.judging.matching import Match
from qbank.spreadsheets.judging.merging import merged
from qbank.spreadsheets.judging.verdicts import BankQuestion, RowDraft

_UPDATED = [*(name.removesuffix("_id") for name in CONTENT_FIELDS), "mended", "decision", "revision_before"]


class Rejudging:
    """Judges rows of one batch against the bank as it is now.

    Loading the bank takes the longest: create the object before the transaction begins.
    """

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.questions = BankQuestionLoader()
        self.bank: Bank = load_bank(self.questions)
        self.returned = ReturnedRows(batch)
        self.mapping = batch_mapping(batch)
        columns = [column for column, field in self.mapping.columns.items() if field is Field.CATEGORY]
        self.category_column = str(columns[0]) if columns else ""

    def judge_again(self, rows: Sequence[ImportRow]) -> list[ImportRow]:
        """Judge these rows and those they share a code, a text or a question with.

        Returns the rows that changed; they are not saved.
        """
        drafts = {row.number: self._draft_of(row) for row in rows}
        related = {row.number: row for row in rows}
        before = {row.number: _state(row) for row in rows}
        while more := self._related(related.values(), drafts.values(), set(related)):
            for row in more:
                related[row.number], before[row.number] = row, _state(row)
                drafts[row.number] = self._draft_of(row)
        ordered = [related[number] for number in sorted(related)]
        judge = Judge(self.bank, match=Match(self.batch.match))
        row_drafts = [draft for row in ordered if (draft := drafts[row.number]) is not None]
        returned = self.returned.repeated(row_with_mended_cells(row) for row in ordered)
        verdicts = judge_rows(judge, self.questions, row_drafts, returned)
        judged = {verdict.row.number: verdict for verdict in verdicts}
        for row in ordered:
            if row.number in judged:
                for name, value in verdict_fields(self.batch, judged[row.number], row.number).items():
                    setattr(row, name, value)
                self._merge_into_question(row, judged[row.number].row)
        revisions = revisions_before(row.question_id for row in ordered)
        for row in ordered:
            row.revision_before = revisions.get(row.question_id)
        return [row for row in ordered if _state(row) != before[row.number]]

    def _draft_of(self, row: ImportRow) -> RowDraft | None:
        reader = row_reader(self.batch, self.mapping)
        reader.above = self._category_above(row)
        return reader.read(row_with_mended_cells(row))

    def _category_above(self, row: ImportRow) -> str:
        """The category a row without one takes from the rows above it; "" for a row that has one."""
        if not self.category_column or self._category(row):
            return ""
        if (filled := _filled_down(row)) is not None:
            return filled
        sheet, _row = sheet_and_row(row.number)
        above = (
            self.batch.rows.filter(number__gte=sheet * SHEET_ROWS, number__lt=row.number)
            .order_by("-number")
            .first()
        )
        if above is None:
            return ""
        return self._category(above) or _filled_down(above) or ""

    def _category(self, row: ImportRow) -> str:
        cells: Mapping[str, str] = row.cells | row.mended
        return cells.get(self.category_column, "").strip()

    def rows_filled_from(self, row: ImportRow) -> list[ImportRow]:
        """The rows below that take their category from this one, changed to its category; not saved."""
        filled_rows: list[ImportRow] = []
        above = self._category(row) or self._category_above(row)
        sheet, _row = sheet_and_row(row.number)
        rows = self.batch.rows.filter(number__gt=row.number, number__lt=(sheet + 1) * SHEET_ROWS)
        for below in rows.order_by("number").iterator(500):
            if self._category(below):
                break
            below.problems = [
                problem | {"params": {"value": above}} if problem["code"] == "filled-down" else problem
                for problem in below.problems
            ]
            filled_rows.append(below)
        return filled_rows

    def _related(
        self, rows: Iterable[ImportRow], drafts: Iterable[RowDraft | None], seen: set[int]
    ) -> list[ImportRow]:
        """Rows that share a code, a text or a question with one of these, as it is now or was before."""
        rows, row_drafts = list(rows), [draft for draft in drafts if draft is not None]
        codes = {row.code for row in rows} | {draft.draft.code for draft in row_drafts}
        keys = {row.text_key for row in rows} | {text_key(draft.draft.text) for draft in row_drafts}
        questions = {self.bank.find(draft.draft.code, text_key(draft.draft.text)) for draft in row_drafts}
        questions |= {row.question_id for row in rows}
        same = Q(code__in=codes - {""}) | Q(text_key__in=keys - {""}) | Q(question__in=questions - {None})
        return list(self.batch.rows.filter(same).exclude(number__in=seen))

    def _merge_into_question(self, row: ImportRow, draft: RowDraft) -> None:
        """The draft of a row that is to change the question it resembles becomes that question, changed."""
        if row.decision != RowDecision.CHANGE or row.verdict not in DOUBTFUL or row.question_id is None:
            return
        bank_question: BankQuestion | None = next(iter(load_bank_questions([row.question_id])), None)
        if bank_question is not None:
            question, category = merged(without_filled_category(draft), bank_question)
            row.draft = content_of_draft(question, category, is_new=False)


def _state(row: ImportRow) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in (*CONTENT_FIELDS, "decision", "mended", "revision_before"))


def _filled_down(row: ImportRow) -> str | None:
    for problem in row.problems:
        if problem["code"] == "filled-down":
            return str(problem["params"]["value"])
    return None


def save_rows(rows: Sequence[ImportRow]) -> None:
    """Save judged rows, in one statement for each 200."""
    ImportRow.objects.bulk_create(
        rows, batch_size=200, update_conflicts=True, unique_fields=["id"], update_fields=_UPDATED
    )


def judge_again_in_job(run: Run, batch: ImportBatch, numbers: Sequence[int]) -> None:
    """Judge rows again whose verdicts the bank's changes have made stale, and save them."""
    changed = Rejudging(batch).judge_again(rows_by_number(batch, list(numbers)))
    with transaction.atomic():
        run.beat()
        save_rows(changed)
