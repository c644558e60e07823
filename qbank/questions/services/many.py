"""What is said of many questions at once: category, kind, difficulty, minutes and status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from qbank.models import Question, Status
from qbank.questions.services.doubts import open_places_of_many, place_problems
from qbank.questions.services.questions import answer_drafts, point_drafts, ready_problems, unsaid_problems
from qbank.questions.services.revisions import record_revisions

CHANGED_TOGETHER = gettext_noop("Changed together with other questions.")
#: What may be set. A new value reaches a question that has none yet, or all, as the person chooses.
SETTINGS: Final = ("category", "kind", "difficulty", "minutes")
_BATCH: Final = 500


@dataclass(slots=True)
class ManyReport:
    """``refused``: (code, the first thing it lacks) of those that could not be made ready."""

    changed: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def change_many(
    *,
    actor: User,
    ids: Iterable[int],
    values: Mapping[str, Any],
    status: str = "",
    only_unsaid: bool = False,
) -> ManyReport:
    """Set these values of the questions that the actor may change, and their status.

    Each gets a revision. A question that lacks what a ready one needs keeps its status and is reported; the
    others are changed all the same. The queries are the same for one question and for hundreds.
    """
    report = ManyReport()
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _BATCH):
        _change_batch(wanted[start : start + _BATCH], actor, values, status, only_unsaid, report)
    return report


def _change_batch(
    ids: list[int],
    actor: User,
    values: Mapping[str, Any],
    status: str,
    only_unsaid: bool,
    report: ManyReport,
) -> None:
    seen = Question.objects.visible_to(actor).filter(pk__in=ids).order_by("pk")
    list(seen.select_for_update().values_list("pk"))
    questions = list(seen.select_related("category").prefetch_related("answers", "points"))
    changed = []
    for question in questions:
        before = [getattr(question, name) for name in (*SETTINGS, "status")]
        for name, value in values.items():
            if not (only_unsaid and getattr(question, name)):
                setattr(question, name, value)
        if status and status != Status.READY:
            question.status = Status(status)
        if before != [getattr(question, name) for name in (*SETTINGS, "status")]:
            changed.append(question)
    if status == Status.READY:
        changed = _make_ready(questions, changed, report)
    now = timezone.now()
    for question in changed:
        question.updated_at = now
    Question.objects.bulk_update(changed, [*SETTINGS, "status", "updated_at"], batch_size=_BATCH)
    record_revisions(question_ids=[q.pk for q in changed], actor=actor, note=CHANGED_TOGETHER)
    report.changed += len(changed)


def _make_ready(questions: list[Question], changed: list[Question], report: ManyReport) -> list[Question]:
    """The changed questions with those that became ready."""
    places = open_places_of_many(questions)
    for question in questions:
        if question.status == Status.READY:
            continue
        problems = ready_problems(question.rubric_kind, answer_drafts(question), point_drafts(question))
        problems += unsaid_problems(question) + place_problems(places[question.pk])
        if problems:
            report.refused.append((question.code, problems[0]))
            continue
        question.status = Status.READY
        if question not in changed:
            changed.append(question)
    return changed
