"""Questions of the bank in the form that rows of a file are compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Max

from qbank.bankfile.drafts import AnswerDraft, PointDraft, QuestionDraft
from qbank.models import Question, QuestionRevision, ReferenceAnswer, RubricPoint
from qbank.spreadsheets.judging.verdicts import BankQuestion

_BATCH = 500
_COLUMNS = ("text", "code", "short_title", "tags", "kind", "rubric_kind", "difficulty", "minutes", "status")


def load_bank_questions(ids: Iterable[int] | None = None) -> Iterator[BankQuestion]:
    """The questions of these ids (None: of the whole bank), by id. Four statements for each 500."""
    if ids is None:
        ids = list(Question.objects.in_bank().order_by("pk").values_list("pk", flat=True))
    sorted_ids = sorted(set(ids))
    for start in range(0, len(sorted_ids), _BATCH):
        yield from _load(sorted_ids[start : start + _BATCH])


def _load(ids: list[int]) -> Iterator[BankQuestion]:
    answers: dict[int, list[AnswerDraft]] = defaultdict(list)
    answer_rows = ReferenceAnswer.objects.filter(question__in=ids).order_by("question", "position", "pk")
    for question, text, complete in answer_rows.values_list("question", "text", "complete"):
        answers[question].append(AnswerDraft(text, complete))
    points: dict[int, list[PointDraft]] = defaultdict(list)
    columns = ("text", "weight", "level", "quote", "red_flag")
    for question, *values in RubricPoint.objects.filter(question__in=ids).values_list("question", *columns):
        points[question].append(PointDraft(*values))
    competencies: dict[int, list[str]] = defaultdict(list)
    links = Question.competencies.through._default_manager.filter(question__in=ids)
    ordered = links.order_by("question", "competency__position", "competency")
    for question, name in ordered.values_list("question", "competency__name"):
        competencies[question].append(name)
    questions = Question.objects.in_bank().filter(pk__in=ids).order_by("pk")
    for question, category, probes, *values in questions.values_list(
        "pk", "category__name", "probes", *_COLUMNS
    ):
        draft = QuestionDraft(
            **dict(zip(_COLUMNS, values, strict=True)),
            probes=tuple(probes),
            competencies=tuple(competencies[question]),
            answers=tuple(answers[question]),
            points=tuple(points[question]),
        )
        yield BankQuestion(question, category, draft)


def newest_revisions(ids: Iterable[int]) -> dict[int, int]:
    """{question: the number of its newest revision}."""
    numbers = QuestionRevision.objects.filter(question__in=list(ids)).order_by().values("question")
    return dict(numbers.annotate(newest=Max("number")).values_list("question", "newest"))
