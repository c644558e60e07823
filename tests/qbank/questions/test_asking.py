"""What may be asked is said once: the query and the reasons in words agree."""

from typing import Any

import pytest
from django.utils import translation

from qbank.models import Question, RubricPoint
from qbank.questions.services.asking import askable_questions, asking_problems
from tests.factories import make_question

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, ""),
        ({"rubric_kind": "ladder"}, ""),
        ({"status": "draft"}, "still a draft"),
        ({"status": "retired"}, "retired"),
        ({"points": 0}, "no rubric points"),
        ({"points": 0, "red_flags": 2}, "no rubric points"),
    ],
)
def test_a_question_may_be_asked_when_nothing_speaks_against_it(fields: dict[str, Any], reason: str) -> None:
    question = make_question(**fields)
    with translation.override("en"):
        problems = asking_problems(question)
    assert askable_questions().filter(pk=question.pk).exists() == (problems == []) == (reason == "")
    assert reason in " ".join(problems)


def test_a_ladder_needs_every_level() -> None:
    question = make_question(rubric_kind="ladder")
    RubricPoint.objects.filter(question=question, red_flag=False).update(level=None)
    assert asking_problems(Question.objects.get(pk=question.pk)) != []
    assert not askable_questions().exists()
