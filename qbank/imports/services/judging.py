"""The job that reads a batch's file and judges what each row would do to the bank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from common.bulk import BulkInsert
from qbank.imports.services.bank_questions import newest_revisions
from qbank.imports.services.jobs import Pace, Run, run_job
from qbank.imports.services.reading_rows import batch_lines, batch_unread_sheets, row_reader
from qbank.imports.services.returned_rows import ReturnedRows, left_out_again
from qbank.imports.services.states import ImportStateError, Status
from qbank.imports.services.verdict_rows import (
    BankQuestionLoader,
    fit_to_bank_rules,
    import_row_values,
    load_bank,
    verdict_fields,
)
from qbank.models import ImportBatch, ImportRow
from qbank.spreadsheets.files.refusals import SpreadsheetError
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.joined_sheets import sheet_and_row
from qbank.spreadsheets.judging.judge import Judge
from qbank.spreadsheets.judging.matching import Match
from qbank.spreadsheets.judging.verdicts import BankQuestion, JudgedRow, RowDraft, Verdict

#: Rows judged at once: the questions they are about are read together.
_CHUNK = 500
#: Unknown values stored for a field; a column with more was mapped to the wrong field.
_MAX_UNKNOWN_VALUES = 200


def judge_batch(*, batch_id: int, given_up: bool = False) -> None:
    """The background job. Mended cells and decisions of an earlier judging of the batch are kept."""
    run_job(batch_id, Status.JUDGING, _judge, _on_failure, given_up=given_up)


def _on_failure(run: Run, problem: str) -> None:
    with transaction.atomic():
        run.beat(status=Status.FAILED, problem=problem, run=None)


def _judge(run: Run) -> None:
    batch = run.batch()
    # A margin: what others write now may carry an earlier time and become visible later.
    judged_from = timezone.now() - timedelta(minutes=5)
    try:
        writer = _RowWriter(run, batch)
        count = writer.write_all()
        unread = [asdict(sheet) for sheet in batch_unread_sheets(batch)]
    except SpreadsheetError as refusal:
        with transaction.atomic():
            run.beat(
                status=Status.FAILED,
                problem=refusal.message,
                result={"params": dict(refusal.params)},
                run=None,
            )
        return
    except ImportStateError:
        return
    with transaction.atomic():
        result: dict[str, Any] = {"judged_from": judged_from.isoformat(), "unknown": writer.unknown_values()}
        result["lines"] = writer.lines.account.to_json()
        result["unread_sheets"] = unread
        run.beat(status=Status.PREVIEW, result=result, done=count, total=count, run=None)


class _RowWriter:
    """Judges the file's rows in order and stores them in short transactions."""

    def __init__(self, run: Run, batch: ImportBatch) -> None:
        self.run, self.batch = run, batch
        self.lines = batch_lines(batch)
        self.reader = row_reader(batch)
        self.questions = BankQuestionLoader()
        self.judge = Judge(load_bank(self.questions), match=Match(batch.match))
        self.returned = ReturnedRows(batch)
        self.pace = Pace()
        self.done = self.last = self.sheet = 0

    def write_all(self) -> int:
        rows = iter(self.lines)
        while chunk := list(islice(rows, _CHUNK)):
            for portion in self._judge(chunk):
                self._write(portion)
        self._delete_rest()
        return self.done

    def unknown_values(self) -> dict[str, dict[str, int]]:
        """{field: {value with no meaning of its own: number of rows}}, the most frequent ones."""
        return {
            field.value: dict(values.most_common(_MAX_UNKNOWN_VALUES))
            for field, values in self.reader.unknown.items()
        }

    def _judge(self, chunk: list[TableRow]) -> Iterator[list[dict[str, Any]]]:
        """The values of the rows' ImportRows, in portions to be written in one transaction each."""
        earlier = {
            number: (mended, decision)
            for number, mended, decision in self.batch.rows.filter(
                number__gt=self.last, number__lte=chunk[-1].number
            ).values_list("number", "mended", "decision")
        }
        drafts: list[tuple[TableRow, RowDraft]] = []
        for row in chunk:
            mended = earlier.get(row.number, ({}, ""))[0]
            sheet, _row = sheet_and_row(row.number)
            if sheet != self.sheet:
                # No category is filled down from one sheet to the next.
                self.sheet, self.reader.above = sheet, ""
            draft = self.reader.read(with_mended_cells(row, mended))
            if draft is not None:
                drafts.append((row, draft))
        returned = self.returned.repeated(
            with_mended_cells(row, earlier.get(row.number, ({}, ""))[0]) for row, _draft in drafts
        )
        judged = judge_rows(self.judge, self.questions, [draft for _row, draft in drafts], returned)
        values: list[dict[str, Any]] = []
        for (row, _draft), verdict in zip(drafts, judged, strict=True):
            mended, decision = earlier.get(row.number, ({}, ""))
            row_values = import_row_values(self.batch, row, verdict_fields(self.batch, verdict, row.number))
            if mended or decision:
                row_values |= {"mended": mended, "decision": decision}
            values.append(row_values)
        before = revisions_before(row_values["question_id"] for row_values in values)
        for row_values in values:
            row_values["revision_before"] = before.get(row_values["question_id"])
        start = 0
        while start < len(values):
            size = self.pace.size
            yield values[start : start + size]
            start += size

    def _write(self, portion: list[dict[str, Any]]) -> None:
        bulk_insert = BulkInsert(ImportRow, portion)
        last = portion[-1]["number"]

        def write() -> None:
            self.run.beat(done=self.done + len(portion))
            stale = self.batch.rows.filter(number__gt=self.last, number__lte=last)
            stale._raw_delete(stale.db)
            bulk_insert.insert()

        self.pace.write(len(portion), write)
        self.done += len(portion)
        self.last = last

    def _delete_rest(self) -> None:
        with transaction.atomic():
            self.run.beat()
            rest = self.batch.rows.filter(number__gt=self.last)
            rest._raw_delete(rest.db)


def judge_rows(
    judge: Judge, questions: BankQuestionLoader, drafts: list[RowDraft], returned: Mapping[int, int]
) -> list[JudgedRow]:
    """Verdicts in the order of the rows, corrected to what the bank accepts. ``returned``: rows that stay out
    again (ReturnedRows.repeated)."""
    judged = [
        left_out_again(row, returned[row.row.number]) if row.row.number in returned else row
        for row in judge.judge_all(drafts)
    ]
    return [fit_to_bank_rules(row, _changed_question(row, questions)) for row in judged]


def _changed_question(judged: JudgedRow, questions: BankQuestionLoader) -> BankQuestion | None:
    changes = judged.verdict is Verdict.CHANGED and judged.question is not None
    return questions.last.get(judged.question or 0) if changes else None


def revisions_before(questions: Iterable[int | None]) -> dict[int | None, int]:
    """{question: number of its newest revision}; 0 for one that has none yet."""
    ids = {pk for pk in questions if pk is not None}
    newest = newest_revisions(ids)
    return {pk: newest.get(pk, 0) for pk in ids}


def with_mended_cells(row: TableRow, mended: dict[str, str]) -> TableRow:
    """The row with the texts people put in place of its cells: {column: text}."""
    if not mended:
        return row
    cells = list(row.cells)
    for column, text in mended.items():
        cells += [""] * (int(column) + 1 - len(cells))
        cells[int(column)] = text
    odd = {column: flag for column, flag in row.odd.items() if str(column) not in mended}
    return TableRow(row.number, tuple(cells), odd)
