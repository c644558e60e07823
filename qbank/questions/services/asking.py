"""Which questions may be asked: what a question needs to be on a sheet, as a query and as reasons."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from qbank.models import Question, QuestionLack, RubricKind, RubricPoint, Status


def askable_questions() -> QuerySet[Question]:
    """Those that may be on a sheet: in the bank, ready, with points; on a ladder each on its level."""
    points = RubricPoint.objects.filter(question=OuterRef("pk"), red_flag=False)
    without_level = points.filter(question__rubric_kind=RubricKind.LADDER, level__isnull=True)
    return _ready().filter(Exists(points), ~Exists(without_level))


def not_askable() -> QuerySet[Question]:
    """Those that are ready and may not be on a sheet all the same."""
    whats = (QuestionLack.What.POINTS, QuestionLack.What.LEVEL)
    lacks = QuestionLack.objects.filter(what__in=whats).order_by()
    return _ready().filter(pk__in=lacks.values("question"))


def _ready() -> QuerySet[Question]:
    """Nearly all of a bank: SQLite, which does not know that, would begin with an index of the status."""
    questions = Question.objects.in_bank().alias(plain_status=Coalesce(F("status"), F("status")))
    return questions.filter(plain_status=Status.READY)


def asking_problems(question: Question) -> list[str]:
    """Why this question may not be asked yet, in the reader's language; empty for those of
    :func:`askable_questions`. Reads its (prefetched) points."""
    problems = []
    if question.arriving_id is not None:
        problems.append(_("It is being taken out of the bank: remove it from the set."))
    if question.status == Status.RETIRED:
        problems.append(_("It is retired: remove it from the set or make it ready again."))
    elif question.status != Status.READY:
        problems.append(_("It is still a draft: finish it and mark it as ready."))
    points = [point for point in question.points.all() if not point.red_flag]
    if not points:
        problems.append(_("It has no rubric points: add at least one."))
    elif question.rubric_kind == RubricKind.LADDER and any(point.level is None for point in points):
        problems.append(_("It is a ladder, but not every rubric point has its level."))
    return problems
