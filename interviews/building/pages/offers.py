"""What the bank offers to a blueprint: its questions as interviews.blueprint.Candidate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from interviews.blueprint import OfferedQuestion
from interviews.building.pages.exposure import UNUSED, Exposure, load_exposures
from interviews.models import QuestionSet
from qbank.models import Question
from qbank.questions.services.asking import askable_questions


def bank_questions(
    *,
    used: Mapping[int, Exposure],
    days: int | None = None,
    position: int | None = None,
    minutes: Mapping[int, int] | None = None,
) -> list[OfferedQuestion]:
    """Every question that may be asked, in the order of the bank. Three queries at most.

    ``used``: load_exposures() within the days that count towards the limit. ``days`` and ``position``: what
    counts as asked lately. ``minutes``: of questions (by id) that take another time than suggested.
    """
    lately = load_exposures(days=days, position=position) if days is not None else {}
    topics = _topics()
    fields = ("pk", "category_id", "kind", "rubric_kind", "difficulty", "minutes")
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
            recent=lately.get(pk, UNUSED).recent,
            counted=used.get(pk, UNUSED).recent,
        )
        for place, (pk, category, kind, rubric_kind, difficulty, suggested) in enumerate(
            askable_questions().values_list(*fields)
        )
    ]


def _topics() -> dict[int, frozenset[int]]:
    """Question → its competencies and their chapters."""
    topics_by_question: defaultdict[int, set[int]] = defaultdict(set)
    links = Question.competencies.through.objects.values_list(
        "question_id", "competency_id", "competency__parent"
    )
    for question, *topics in links:
        topics_by_question[question].update(topic for topic in topics if topic)
    return {question: frozenset(topics) for question, topics in topics_by_question.items()}


def minutes_in(question_set: QuestionSet) -> dict[int, int]:
    """Question → its minutes in a set."""
    return dict(question_set.items.values_list("question", "minutes"))
