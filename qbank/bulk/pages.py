"""What the page of a change of many questions shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from qbank.bulk.services.changes import change_of
from qbank.imports.services.batches import batch_problem_text
from qbank.imports.services.states import RowDecision, RowOutcome, RowVerdict, Status
from qbank.models import Category, ImportBatch, ImportRow, Question
from qbank.questions.services.many import Change, judge_many, words_of

#: Questions that are named of each kind.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class RefusedQuestion:
    """A question of which part of the change can't be made, and why."""

    question: Question
    problem: str


def change_context(batch: ImportBatch) -> dict[str, Any]:
    """The context of a change that was looked at, or made. A fixed number of queries."""
    counts = batch.rows.aggregate(
        total=Count("pk"),
        wanted=Count("pk", filter=Q(decision=RowDecision.CHANGE)),
        changed=Count("pk", filter=Q(outcome=RowOutcome.CHANGED)),
        refused=Count("pk", filter=Q(verdict=RowVerdict.ERROR)),
        same=Count("pk", filter=Q(verdict=RowVerdict.SAME)),
    )
    change = _change(batch)
    return {
        "batch": batch,
        "counts": counts,
        "words": words_of(change) if change else [],
        "only_unsaid": bool(change and change.only_unsaid),
        "refused": _refused(batch, change) if change and batch.status != Status.UNDONE else [],
        "rows": _rows(batch),
        "shown": SHOWN,
        "undone": batch.result.get("undone", {}),
        "problem": batch_problem_text(batch),
    }


def _change(batch: ImportBatch) -> Change | None:
    try:
        return change_of(batch)
    except Category.DoesNotExist:
        return None


def _refused(batch: ImportBatch, change: Change) -> list[RefusedQuestion]:
    rows = batch.rows.filter(verdict=RowVerdict.ERROR, question__isnull=False).order_by("number")
    ids = list(rows.values_list("question", flat=True)[:SHOWN])
    judged = judge_many(Question.objects.in_bank().filter(pk__in=ids), change)
    problems = {result.question.pk: result for result in judged if result.problem}
    return [RefusedQuestion(problems[pk].question, problems[pk].problem) for pk in ids if pk in problems]


def _rows(batch: ImportBatch) -> list[ImportRow]:
    """The first of the questions that are changed, or were."""
    rows = batch.rows.filter(decision=RowDecision.CHANGE, question__isnull=False)
    if batch.status in (Status.APPLIED, Status.UNDONE):
        rows = rows.exclude(outcome=RowOutcome.PENDING)
    return list(rows.select_related("question__category").order_by("number")[:SHOWN])
