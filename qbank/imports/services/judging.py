"""The job that reads a batch's file and says of every row what it would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from common.bulk import BulkInsert
from qbank.imports.services.jobs import Pace, Run, work
from qbank.imports.services.known import newest_revisions
from qbank.imports.services.reading_rows import file_rows, reader_of
from qbank.imports.services.states import UNEXPECTED, ImportStateError, Status
from qbank.imports.services.verdict_rows import KnownQuestions, fields_of, made_fit, row_of, whole_bank
from qbank.models import ImportBatch, ImportRow
from qbank.spreadsheets.files.refusals import SpreadsheetError
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.judging.judge import Judge
from qbank.spreadsheets.judging.verdicts import BankQuestion, JudgedRow, RowDraft, Verdict

#: Rows judged at once: the questions they are about are read together.
_AT_ONCE = 500
#: Unknown values kept of a field; a column with more holds something else.
_MOST_UNKNOWN = 200


def judge_batch(*, batch_id: int) -> None:
    """The job. What people mended and decided in an earlier reading of the same sheet stays."""
    work(batch_id, Status.JUDGING, _judge, _failed)


def _failed(run: Run) -> None:
    with transaction.atomic():
        run.beat(status=Status.FAILED, problem=UNEXPECTED, run=None)


def _judge(run: Run) -> None:
    batch = run.batch()
    # A minute's margin: what others write now may carry an earlier time and become visible later.
    began = timezone.now() - timedelta(minutes=5)
    try:
        writer = _RowWriter(run, batch)
        count = writer.write_all()
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
        result = {"judged_from": began.isoformat(), "unknown": writer.unknown()}
        run.beat(status=Status.PREVIEW, result=result, done=count, total=count, run=None)


class _RowWriter:
    """Judges the file's rows in their order and keeps them in short transactions."""

    def __init__(self, run: Run, batch: ImportBatch) -> None:
        self.run, self.batch = run, batch
        self.reader = reader_of(batch)
        self.questions = KnownQuestions()
        self.judge = Judge(whole_bank(self.questions))
        self.pace = Pace()
        self.done = self.last = 0

    def write_all(self) -> int:
        rows = file_rows(self.batch)
        while read := list(islice(rows, _AT_ONCE)):
            for kept in self._judged(read):
                self._write(kept)
        self._drop_rest()
        return self.done

    def unknown(self) -> dict[str, dict[str, int]]:
        """{field: {value not known by itself: how many rows say it}}, the most frequent ones."""
        return {
            field.value: dict(found.most_common(_MOST_UNKNOWN))
            for field, found in self.reader.unknown.items()
        }

    def _judged(self, read: list[TableRow]) -> Iterator[list[dict[str, Any]]]:
        """The rows to keep, as many together as can be written at once."""
        earlier = {
            number: (mended, decision)
            for number, mended, decision in self.batch.rows.filter(
                number__gt=self.last, number__lte=read[-1].number
            ).values_list("number", "mended", "decision")
        }
        drafts: list[tuple[TableRow, RowDraft]] = []
        for row in read:
            mended = earlier.get(row.number, ({}, ""))[0]
            draft = self.reader.read(with_mended(row, mended))
            if draft is not None:
                drafts.append((row, draft))
        judged = judge_rows(self.judge, self.questions, [draft for _row, draft in drafts])
        kept = []
        for (row, _draft), one in zip(drafts, judged, strict=True):
            mended, decision = earlier.get(row.number, ({}, ""))
            made = row_of(self.batch, row, fields_of(self.batch, one, row.number))
            if mended or decision:
                made |= {"mended": mended, "decision": decision}
            kept.append(made)
        before = revisions_before(made["question_id"] for made in kept)
        for made in kept:
            made["revision_before"] = before.get(made["question_id"])
        start = 0
        while start < len(kept):
            size = self.pace.size
            yield kept[start : start + size]
            start += size

    def _write(self, kept: list[dict[str, Any]]) -> None:
        bulk_insert = BulkInsert(ImportRow, kept)
        last = kept[-1]["number"]

        def act() -> None:
            self.run.beat(done=self.done + len(kept))
            stale = self.batch.rows.filter(number__gt=self.last, number__lte=last)
            stale._raw_delete(stale.db)
            bulk_insert.insert()

        self.pace.write(len(kept), act)
        self.done += len(kept)
        self.last = last

    def _drop_rest(self) -> None:
        with transaction.atomic():
            self.run.beat()
            rest = self.batch.rows.filter(number__gt=self.last)
            rest._raw_delete(rest.db)


def judge_rows(judge: Judge, questions: KnownQuestions, drafts: list[RowDraft]) -> list[JudgedRow]:
    """Verdicts in the order of the rows, made fit for the bank."""
    judged = judge.judge_all(drafts)
    return [made_fit(one, _known(one, questions)) for one in judged]


def _known(judged: JudgedRow, questions: KnownQuestions) -> BankQuestion | None:
    changes = judged.verdict is Verdict.CHANGED and judged.question is not None
    return questions.last.get(judged.question or 0) if changes else None


def revisions_before(questions: Iterable[int | None]) -> dict[int | None, int]:
    """{question: the revision that rows about it were judged by}; 0 for one that has none yet."""
    ids = {pk for pk in questions if pk is not None}
    newest = newest_revisions(ids)
    return {pk: newest.get(pk, 0) for pk in ids}


def with_mended(row: TableRow, mended: dict[str, str]) -> TableRow:
    """The row with what people put in place of its cells."""
    if not mended:
        return row
    cells = list(row.cells)
    for column, text in mended.items():
        cells += [""] * (int(column) + 1 - len(cells))
        cells[int(column)] = text
    odd = {column: flag for column, flag in row.odd.items() if str(column) not in mended}
    return TableRow(row.number, tuple(cells), odd)
