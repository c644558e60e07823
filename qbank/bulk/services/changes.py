"""A change of many questions: looked at first, then made, and taken back by the rules of imports.

It is a batch without a file. A job looks at every question that was chosen and keeps a row for it; once a
person has seen the numbers, another makes the change in short transactions, each with its revisions, so that
live scoring hardly waits. A job that died goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from common.bulk import BulkInsert
from common.messages import gettext_noop
from common.spacing import colon
from qbank.imports.services.jobs import Pace, Run, enqueue, run_job
from qbank.imports.services.states import (
    ImportStateError,
    RowDecision,
    RowOutcome,
    RowVerdict,
    Status,
    lock_batch,
)
from qbank.models import ImportBatch, ImportRow, Question
from qbank.questions.filters import BankFilter
from qbank.questions.services.many import Change, ManyReport, change_many, judge_many, words_of

#: So many questions are looked at, and changed, while the person waits for the page.
AT_ONCE: Final = 300
_PORTION: Final = 500
CHANGE_FAILED = gettext_noop(
    "Something went wrong on our side before all of it was done. What stands below as changed is changed, "
    "the rest is as it was: choose it again, or take this change back."
)
LOOK_FAILED = gettext_noop(
    "Something went wrong on our side while the questions were looked at. Nothing was changed; choose them "
    "again, and fewer at a time where there are many."
)


@transaction.atomic
def begin_change(
    *, actor: User, change: Change, query: str, ids: Collection[int] | None = None
) -> ImportBatch:
    """Keep what somebody wants to change: questions by their ids, or (None) all that the bank's list shows
    for ``query``. Changes of theirs that they never made are forgotten."""
    own = ImportBatch.objects.filter(kind=ImportBatch.Kind.CHANGE, created_by=actor)
    for forgotten in own.filter(status__in=(Status.JUDGING, Status.PREVIEW, Status.FAILED)):
        rows = forgotten.rows.all()
        rows._raw_delete(rows.db)
        forgotten.delete()
    chosen = {"query": query} if ids is None else {"query": query, "ids": sorted(set(ids))}
    batch = ImportBatch(
        kind=ImportBatch.Kind.CHANGE,
        name=" · ".join(f"{label}{colon()}{value}" for label, value in words_of(change))[:200],
        status=Status.JUDGING,
        options=chosen | {"change": change.to_json()},
        created_by=actor,
        beat_at=timezone.now(),
    )
    batch.total = len(_chosen(batch)[: AT_ONCE + 1])
    batch.save()
    return batch


def run_or_enqueue(batch: ImportBatch) -> None:
    """Have the next step done: at once where it is short, else in the background."""
    if batch.total > AT_ONCE:
        enqueue(batch)
    elif batch.status == Status.JUDGING:
        look_through(batch_id=batch.pk)
    else:
        make_change(batch_id=batch.pk)


def change_of(batch: ImportBatch) -> Change:
    return Change.from_json(batch.options["change"])


def _chosen(batch: ImportBatch) -> QuerySet[Question, int]:
    """The ids, in the order of the list."""
    actor = batch.created_by
    if actor is None:
        return Question.objects.none().values_list("pk", flat=True)
    if "ids" in batch.options:
        chosen = Question.objects.visible_to(actor).filter(pk__in=batch.options["ids"]).order_by("pk")
    else:
        chosen = BankFilter(QueryDict(batch.options["query"]), user=actor).qs
    return chosen.values_list("pk", flat=True)


def look_through(*, batch_id: int, given_up: bool = False) -> None:
    """The first job: a row for each question, with what the change would make of it."""
    run_job(batch_id, Status.JUDGING, _look_through, _on_look_failure, given_up=given_up)


def _on_look_failure(run: Run, _problem: str) -> None:
    run.beat(status=Status.FAILED, run=None, problem=LOOK_FAILED)


def _look_through(run: Run) -> None:
    batch = run.batch()
    change, ids = change_of(batch), list(_chosen(batch))
    with transaction.atomic():
        run.beat(done=0, total=len(ids))
        rows = batch.rows.all()
        rows._raw_delete(rows.db)
    pace = Pace()
    for start in range(0, len(ids), _PORTION):
        portion = ids[start : start + _PORTION]
        rows_of_portion = _rows(batch.pk, start, portion, change)

        def write(insert: BulkInsert = rows_of_portion, done: int = start + len(portion)) -> None:
            run.beat(done=done)
            insert.insert()

        pace.write(len(portion), write)
    with transaction.atomic():
        run.beat(status=Status.PREVIEW, run=None)


def _rows(batch_id: int, start: int, ids: Sequence[int], change: Change) -> BulkInsert:
    judged = {result.question.pk: result for result in judge_many(_questions(ids), change)}
    rows = []
    for number, pk in enumerate(ids, start + 1):
        if (result := judged.get(pk)) is None:
            continue  # Gone since it was chosen.
        verdict = RowVerdict.CHANGED if result.changed else RowVerdict.SAME
        rows.append(
            {
                "batch_id": batch_id,
                "number": number,
                "verdict": (RowVerdict.ERROR if result.problem else verdict).value,
                # What can't be made of a question may be a part of the change.
                "decision": RowDecision.CHANGE.value if result.changed else "",
                "code": result.question.code,
                "question_id": pk,
            }
        )
    return BulkInsert(ImportRow, rows)


def _questions(ids: Iterable[int]) -> QuerySet[Question]:
    return Question.objects.in_bank().filter(pk__in=list(ids)).order_by("pk")


@transaction.atomic
def start_change(*, batch: ImportBatch, actor: User) -> ImportBatch:
    """Let the change be made. Raises ImportStateError when it was begun already, or changes nothing."""
    batch = lock_batch(batch, Status.PREVIEW)
    if not batch.rows.filter(decision=RowDecision.CHANGE).exists():
        raise ImportStateError
    batch.total = _open_rows(batch).count()
    batch.status, batch.run, batch.done, batch.problem = Status.APPLYING, None, 0, ""
    batch.applied_by, batch.beat_at = actor, timezone.now()
    batch.save()
    return batch


def _open_rows(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Rows whose questions may have something to change."""
    return batch.rows.filter(
        verdict__in=(RowVerdict.CHANGED, RowVerdict.ERROR),
        outcome=RowOutcome.PENDING,
        question__isnull=False,
    )


def make_change(*, batch_id: int, given_up: bool = False) -> None:
    """The second job: change the questions."""
    run_job(batch_id, Status.APPLYING, _make_change, _on_change_failure, given_up=given_up)


def _on_change_failure(run: Run, _problem: str) -> None:
    """What is changed stays: each question has its revision. Where nothing is, one may begin again."""
    if run.batch().rows.filter(outcome=RowOutcome.CHANGED).exists():
        _finish(run, problem=CHANGE_FAILED)
    else:
        run.beat(status=Status.PREVIEW, run=None, problem=CHANGE_FAILED, applied_by=None)


def _make_change(run: Run) -> None:
    batch = run.batch()
    actor = batch.applied_by
    if actor is None:
        raise ImportStateError
    change, pace, last, done = change_of(batch), Pace(), 0, 0
    open_rows = _open_rows(batch).order_by("number")
    while rows := list(open_rows.filter(number__gt=last).only("number", "question", "verdict")[: pace.size]):

        def write(rows: Sequence[ImportRow] = rows, done: int = done + len(rows)) -> None:
            run.beat(done=min(done, batch.total))
            ids = [row.question_id for row in rows if row.question_id]
            _note_outcomes(rows, change_many(actor=actor, ids=ids, change=change))

        pace.write(len(rows), write)
        last, done = rows[-1].number, done + len(rows)
    _finish(run)


def _note_outcomes(rows: Sequence[ImportRow], report: ManyReport) -> None:
    numbers = {revision.question_id: revision.number for revision in report.revisions}
    for row in rows:
        refused = row.question_id in report.refused
        number = numbers.get(row.question_id or 0)
        if number is not None:
            row.revision_before, row.revision_after, row.outcome = number - 1, number, RowOutcome.CHANGED
        row.verdict = RowVerdict.ERROR if refused else RowVerdict.CHANGED if number else RowVerdict.SAME
    ImportRow.objects.bulk_update(
        rows, ["verdict", "outcome", "revision_before", "revision_after"], batch_size=_PORTION
    )


def _finish(run: Run, problem: str = "") -> None:
    with transaction.atomic():
        batch = run.batch()
        counts = {
            "changed": batch.rows.filter(outcome=RowOutcome.CHANGED).count(),
            "left": batch.rows.filter(verdict=RowVerdict.ERROR).count(),
        }
        run.beat(
            status=Status.APPLIED,
            run=None,
            problem=problem,
            applied_at=timezone.now(),
            done=batch.total,
            result=counts,
        )
        record(
            actor=batch.applied_by,
            action="importbatch.change",
            target=batch,
            after={"values": batch.options["change"], **counts},
        )
