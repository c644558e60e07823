"""A few rows of a preview judged again: after a mended cell, a decision, or a change of the bank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Q

from qbank.imports.services.contents import content_of
from qbank.imports.services.jobs import Run
from qbank.imports.services.judging import judge_rows, revisions_before
from qbank.imports.services.known import knowns
from qbank.imports.services.reading_rows import mapping_of, reader_of, written_row
from qbank.imports.services.staleness import rows_by_number
from qbank.imports.services.states import Decision, Verdict
from qbank.imports.services.verdict_rows import CONTENT_FIELDS, KnownQuestions, fields_of, whole_bank
from qbank.models import ImportBatch, ImportRow
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.judging.judge import Bank, Judge
from qbank.spreadsheets.judging.keys import text_key
from qbank.spreadsheets.judging.merging import merged
from qbank.spreadsheets.judging.verdicts import BankQuestion, RowDraft

_UPDATED = [*(name.removesuffix("_id") for name in CONTENT_FIELDS), "mended", "decision", "revision_before"]


class Rejudging:
    """Judges rows of one batch against the bank as it is now. Loading the bank is the long part: make this
    before the transaction begins."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.questions = KnownQuestions()
        self.bank: Bank = whole_bank(self.questions)
        self.mapping = mapping_of(batch)
        columns = [column for column, field in self.mapping.columns.items() if field is Field.CATEGORY]
        self.category_column = str(columns[0]) if columns else ""

    def rows(self, rows: Sequence[ImportRow]) -> list[ImportRow]:
        """Judge these rows, with those they share a code, a text or a question with; the ones that are
        different now, as they are to be saved."""
        drafts = {row.number: self._read(row) for row in rows}
        concerned = {row.number: row for row in rows}
        before = {row.number: _state(row) for row in rows}
        while more := self._concerned(concerned.values(), drafts.values(), set(concerned)):
            for row in more:
                concerned[row.number], before[row.number] = row, _state(row)
                drafts[row.number] = self._read(row)
        ordered = [concerned[number] for number in sorted(concerned)]
        judge = Judge(self.bank)
        read = [draft for row in ordered if (draft := drafts[row.number]) is not None]
        judged = {one.row.number: one for one in judge_rows(judge, self.questions, read)}
        for row in ordered:
            if row.number in judged:
                for name, value in fields_of(self.batch, judged[row.number], row.number).items():
                    setattr(row, name, value)
                self._lay_over(row, judged[row.number].row)
        revisions = revisions_before(row.question_id for row in ordered)
        for row in ordered:
            row.revision_before = revisions.get(row.question_id)
        return [row for row in ordered if _state(row) != before[row.number]]

    def _read(self, row: ImportRow) -> RowDraft | None:
        reader = reader_of(self.batch, self.mapping)
        reader.above = self._above(row)
        return reader.read(written_row(row))

    def _above(self, row: ImportRow) -> str:
        """The category that a row without one is filled down with."""
        if not self.category_column or self._category(row):
            return ""
        if (filled := _filled_down(row)) is not None:
            return filled
        above = self.batch.rows.filter(number__lt=row.number).order_by("-number").first()
        if above is None:
            return ""
        return self._category(above) or _filled_down(above) or ""

    def _category(self, row: ImportRow) -> str:
        cells: Mapping[str, str] = row.cells | row.mended
        return cells.get(self.category_column, "").strip()

    def below(self, row: ImportRow) -> list[ImportRow]:
        """The rows that take their category from this one; they now take what it says."""
        taking: list[ImportRow] = []
        above = self._category(row) or self._above(row)
        for below in self.batch.rows.filter(number__gt=row.number).order_by("number").iterator(500):
            if self._category(below):
                break
            below.problems = [
                problem | {"params": {"value": above}} if problem["code"] == "filled-down" else problem
                for problem in below.problems
            ]
            taking.append(below)
        return taking

    def _concerned(
        self, rows: Iterable[ImportRow], drafts: Iterable[RowDraft | None], seen: set[int]
    ) -> list[ImportRow]:
        """Rows of the file that say what one of these says, or said before."""
        rows, read = list(rows), [draft for draft in drafts if draft is not None]
        codes = {row.code for row in rows} | {draft.draft.code for draft in read}
        keys = {row.text_key for row in rows} | {text_key(draft.draft.text) for draft in read}
        about = {self.bank.find(draft.draft.code, text_key(draft.draft.text)) for draft in read}
        about |= {row.question_id for row in rows}
        same = Q(code__in=codes - {""}) | Q(text_key__in=keys - {""}) | Q(question__in=about - {None})
        return list(self.batch.rows.filter(same).exclude(number__in=seen))

    def _lay_over(self, row: ImportRow, draft: RowDraft) -> None:
        """A row that is to change the question it resembles: what it says over what that says."""
        if row.decision != Decision.CHANGE or row.verdict != Verdict.SIMILAR or row.question_id is None:
            return
        known: BankQuestion | None = next(iter(knowns([row.question_id])), None)
        if known is not None:
            question, category = merged(draft, known)
            row.draft = content_of(question, category)


def _state(row: ImportRow) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in (*CONTENT_FIELDS, "decision", "mended", "revision_before"))


def _filled_down(row: ImportRow) -> str | None:
    for problem in row.problems:
        if problem["code"] == "filled-down":
            return str(problem["params"]["value"])
    return None


def save_rows(rows: Sequence[ImportRow]) -> None:
    """Write judged rows back, in one statement for each few hundred."""
    ImportRow.objects.bulk_create(
        rows, batch_size=200, update_conflicts=True, unique_fields=["id"], update_fields=_UPDATED
    )


def judge_again_in_job(run: Run, batch: ImportBatch, numbers: Sequence[int]) -> None:
    """Judge rows again that the bank has changed under."""
    different = Rejudging(batch).rows(rows_by_number(batch, list(numbers)))
    with transaction.atomic():
        run.beat()
        save_rows(different)
