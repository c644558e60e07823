"""Saves a question with its answers and rubric points, and changes its status."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from qbank.bankfile.drafts import AnswerDraft, PointDraft, QuestionDraft
from qbank.models import Category, Competency, Question, QuestionRevision, RubricKind, Status
from qbank.questions.search import reindex
from qbank.questions.services.doubts import open_places, open_places_of, place_problems, texts_of
from qbank.questions.services.revisions import record_revision
from qbank.questions.services.writing import write_parts

MAX_CODE_LENGTH = 40


class ChangedMeanwhileError(Exception):
    """Somebody else changed the question after it was opened for editing."""

    def __init__(self, newest: QuestionRevision) -> None:
        super().__init__(newest.number)
        self.newest = newest


class NotReadyError(ValidationError):
    """The question lacks what a ready question needs; ``messages`` says what."""


def rubric_problems(answers: Sequence[AnswerDraft], points: Sequence[PointDraft]) -> list[str]:
    """Problems whatever the status: quotes that are in no answer."""
    return [
        _("The quote of “%(point)s” does not stand in an answer word for word.") % {"point": point.text}
        for point in points
        if point.quote and not any(point.quote in answer.text for answer in answers)
    ]


def ready_problems(
    rubric_kind: str, answers: Sequence[AnswerDraft], points: Sequence[PointDraft]
) -> list[str]:
    """What a question lacks before it can be made ready; empty when nothing is missing."""
    missing = point_problems(rubric_kind, points) + answer_problems(rubric_kind, answers)
    return missing + rubric_problems(answers, points)


def point_problems(rubric_kind: str, points: Sequence[PointDraft]) -> list[str]:
    """What the points of a question lack before it can be made ready."""
    scored = [point for point in points if not point.red_flag]
    if rubric_kind == RubricKind.LADDER:
        levels = {point.level for point in scored}
        if levels and levels == set(range(1, len(levels) + 1)):
            return []
        return [_("A ladder needs a point on every level, from level 1 up without a gap.")]
    return [] if scored else [_("A checklist needs at least one rubric point that is not a red flag.")]


def answer_problems(rubric_kind: str, answers: Sequence[AnswerDraft]) -> list[str]:
    """What the answers of a question lack before it can be made ready."""
    if rubric_kind == RubricKind.LADDER or answers:
        return []
    return [_("A checklist question needs a reference answer.")]


def unsaid_problems(question: Question) -> list[str]:
    """What nobody has said of the question yet: its document left it open."""
    return [problem for _name, problem in unsaid_fields(question)]


def unsaid_fields(question: Question) -> list[tuple[str, str]]:
    """The same, each with its field."""
    problems = {
        "kind": _("Nobody has said yet what kind of question it is."),
        "difficulty": _("Nobody has said yet how difficult it is."),
        "minutes": _("Nobody has said yet how many minutes it takes."),
    }
    return [(name, problem) for name, problem in problems.items() if not getattr(question, name)]


def problems_of(question: Question) -> list[str]:
    """What a saved question lacks before it can be made ready; empty when nothing is missing."""
    missing = ready_problems(question.rubric_kind, answer_drafts(question), point_drafts(question))
    return missing + unsaid_problems(question) + place_problems(open_places_of(question))


def answer_drafts(question: Question) -> list[AnswerDraft]:
    return [AnswerDraft(answer.text, answer.complete) for answer in question.answers.all()]


def point_drafts(question: Question) -> list[PointDraft]:
    return [
        PointDraft(point.text, point.weight, point.level, point.quote, point.red_flag)
        for point in question.points.all()
    ]


def newest_number(question: Question, *, lock: bool = False) -> int:
    """The number of the question's newest revision; 0 without one.

    With ``lock`` the question is locked, so that it stays the newest until the transaction ends.
    """
    if question.pk is None:
        return 0
    if lock:
        Question.objects.select_for_update().get(pk=question.pk)
    newest: int | None = question.revisions.aggregate(newest=Max("number"))["newest"]
    return newest or 0


def suggest_code(category: Category) -> str:
    """The next free code of a category: the number after its highest, in the same pattern."""
    code = category.questions.aggregate(highest=Max("code"))["highest"] or f"Q{category.pk}-00"
    while Question.objects.filter(code=(code := next_code(code))).exists():
        pass
    return code


def next_code(code: str) -> str:
    """``code`` with its last number increased by one, in the same width; with "-01" where there is no number.

    The beginning is cut off where the result would be longer than a code may be.
    """
    match = re.fullmatch(r"(.*?)([0-9]{1,9})", code, re.DOTALL)
    prefix, number = (match[1], f"{int(match[2]) + 1:0{len(match[2])}d}") if match else (code, "-01")
    return prefix[: MAX_CODE_LENGTH - len(number)] + number


@transaction.atomic
def save_question(
    *,
    actor: User | None,
    question: Question,
    competencies: Collection[Competency],
    answers: Sequence[AnswerDraft],
    points: Sequence[PointDraft],
    opened_revision: int | None = None,
    note: str = "",
) -> Question:
    """Save a new or changed question with all that belongs to it, its revision and its search index.

    ``opened_revision``: the revision the person saw when they began to edit (None: not checked).
    Raises ChangedMeanwhileError when a newer one exists, and NotReadyError when the question lacks what its
    status needs.
    """
    if question.pk and opened_revision is not None:
        Question.objects.select_for_update().get(pk=question.pk)
        newest = question.revisions.order_by("-number").first()
        if newest is not None and newest.number != opened_revision:
            raise ChangedMeanwhileError(newest)
    problems = rubric_problems(answers, points)
    if question.status == Status.READY:
        texts = texts_of(question.text, question.probes, answers, points)
        problems = ready_problems(question.rubric_kind, answers, points)
        problems += unsaid_problems(question) + place_problems(open_places(question, texts))
    if problems:
        raise NotReadyError(problems)
    if not question.code:
        question.code = suggest_code(question.category)
    if not question.pk:
        last = question.category.questions.aggregate(last=Max("position"))["last"]
        question.position = (last or 0) + 1
    question.save()
    question.competencies.set(competencies)
    _replace_rubric(question, answers, points)
    record_revision(question=question, actor=actor, note=note)
    reindex([question.pk])
    return question


def _replace_rubric(question: Question, answers: Sequence[AnswerDraft], points: Sequence[PointDraft]) -> None:
    if list(answers) == answer_drafts(question) and list(points) == point_drafts(question):
        return
    question.answers.all().delete()
    question.points.all().delete()
    draft = QuestionDraft(text=question.text, answers=tuple(answers), points=tuple(points))
    write_parts([(question, draft, ())])


@transaction.atomic
def set_status(*, actor: User | None, question: Question, status: str, note: str = "") -> Question:
    """Set the status. Raises NotReadyError when the question lacks what a ready one needs.

    Questions are retired, never deleted: sheets and revisions refer to them.
    """
    question = Question.objects.select_for_update().get(pk=question.pk)
    if status == Status.READY and (problems := problems_of(question)):
        raise NotReadyError(problems)
    question.status = Status(status)
    question.save(update_fields=["status", "updated_at"])
    record_revision(question=question, actor=actor, note=note)
    return question
