"""What the bank offers to a blueprint: its questions as interviews.blueprint.Candidate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from interviews.blueprint import OfferedQuestion
from interviews.building.pages.exposure import UNUSED, Exposure
from interviews.models import QuestionSet
from qbank.models import Question
from qbank.questions.services.asking import askable_questions


def bank_questions(
    *,
    used: Mapping[int, Exposure],
    minutes: Mapping[int, int] | None = None,
    questions: QuerySet[Question] | None = None,
) -> list[OfferedQuestion]:
    """Every question that may be asked, or those of ``questions``, in the order of the bank. Two queries.

    ``used``: load_all_exposures() within the days that count towards the limit. ``minutes``: of questions (by
    id) that take another time than suggested.
    """
    fields = ("pk", "category_id", "kind", "rubric_kind", "difficulty", "minutes")
    rows = list((askable_questions() if questions is None else questions).values_list(*fields))
    links = Question.competencies.through.objects.all()
    topics = _topics(links if questions is None else links.filter(question__in=[row[0] for row in rows]))
    return [
        OfferedQuestion(
            id=pk,
            category=category,
            kind=kind,
            ladder=rubric_kind == "ladder",
            difficulty=difficulty,
            minutes=(minutes or {}).get(pk, suggested),
            competencies=topics.get(pk, frozenset()),
            place=place,
            uses=used.get(pk, UNUSED).uses,
            recent=used.get(pk, UNUSED).lately,
            counted=used.get(pk, UNUSED).recent,
        )
        for place, (pk, category, kind, rubric_kind, difficulty, suggested) in enumerate(rows)
    ]


def _topics(links: QuerySet[Any]) -> dict[int, frozenset[int]]:
    """Question → its competencies and their chapters."""
    topics_by_question: defaultdict[int, set[int]] = defaultdict(set)
    for question, *topics in links.values_list("question_id", "competency_id", "competency__parent"):
        topics_by_question[question].update(topic for topic in topics if topic)
    return {question: frozenset(topics) for question, topics in topics_by_question.items()}


def minutes_in(question_set: QuestionSet) -> dict[int, int]:
    """Question → its minutes in a set."""
    return dict(question_set.items.values_list("question", "minutes"))
