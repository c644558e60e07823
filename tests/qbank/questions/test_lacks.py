"""What questions lack is known to the database, whoever writes them and in whatever way."""

import pytest
from django.db.models import F

from qbank.models import Question, QuestionLack, ReferenceAnswer, RubricPoint
from qbank.questions.lacks import look_at_all
from qbank.questions.services.asking import askable_questions, asking_problems, not_askable
from tests import factories

pytestmark = pytest.mark.django_db


def lacks(question):
    return set(QuestionLack.objects.filter(question=question.pk).values_list("what", flat=True))


def everything():
    return set(QuestionLack.objects.values_list("question", "what"))


@pytest.fixture
def bare():
    """A question with nothing."""
    return Question.objects.create(code="Q1", category=factories.make_category(), text="为什么？")


def test_a_bare_question_lacks_everything(bare):
    assert lacks(bare) == {"points", "answer", "competency"}


def test_what_comes_is_no_longer_lacking_and_what_goes_is(bare):
    point = bare.points.create(text="道歉", weight=1)
    answer = bare.answers.create(text="先道歉。")
    bare.competencies.add(factories.make_competency())
    assert lacks(bare) == set()
    point.delete()
    answer.delete()
    bare.competencies.clear()
    assert lacks(bare) == {"points", "answer", "competency"}


def test_a_red_flag_is_no_point(bare):
    flag = bare.points.create(text="争吵", weight=0, red_flag=True)
    assert "points" in lacks(bare)
    RubricPoint.objects.filter(pk=flag.pk).update(red_flag=False, weight=1)
    assert "points" not in lacks(bare)


def test_a_ladder_needs_levels_and_no_answer(bare):
    low, high = (bare.points.create(text=f"第{level}级", weight=1) for level in (1, 2))
    Question.objects.filter(pk=bare.pk).update(rubric_kind="ladder")
    assert lacks(bare) == {"level", "competency"}
    RubricPoint.objects.filter(pk=low.pk).update(level=1)
    assert "level" in lacks(bare)
    RubricPoint.objects.filter(pk=high.pk).update(level=2)
    assert "level" not in lacks(bare)
    bare.points.create(text="无级", weight=1)
    assert "level" in lacks(bare)
    Question.objects.filter(pk=bare.pk).update(rubric_kind="checklist")
    assert lacks(bare) == {"answer", "competency"}


def test_an_answer_that_is_cut_off(bare):
    bare.answers.create(text="先道歉。")
    cut = bare.answers.create(text="先", complete=False)
    assert "complete" in lacks(bare) and "answer" not in lacks(bare)
    ReferenceAnswer.objects.filter(pk=cut.pk).update(complete=True)
    assert "complete" not in lacks(bare)


def test_a_part_that_moves_to_another_question(bare):
    other = Question.objects.create(code="Q2", category=bare.category, text="然后呢？")
    point = bare.points.create(text="道歉", weight=1)
    RubricPoint.objects.filter(pk=point.pk).update(question=other)
    assert "points" in lacks(bare) and "points" not in lacks(other)


def test_of_a_question_that_is_gone_nothing_is_said(bare):
    bare.points.create(text="道歉", weight=1)
    bare.delete()
    assert not QuestionLack.objects.exists()


def test_a_look_at_all_says_the_same(bare):
    for number in range(6):
        question = factories.make_question(rubric_kind="ladder" if number % 2 else "checklist")
        if number % 3:
            question.points.update(level=None)
        else:
            question.answers.all().delete()
    kept = everything()
    look_at_all()
    assert kept and everything() == kept


def test_what_may_not_be_asked_is_what_reasons_are_given_for(bare):
    Question.objects.filter(pk=bare.pk).update(status="ready", kind="knowledge", minutes=F("minutes"))
    ladder = factories.make_question(rubric_kind="ladder")
    ladder.points.filter(red_flag=False).update(level=None)
    factories.make_question()
    ready = Question.objects.filter(status="ready")
    assert {question.pk for question in ready if asking_problems(question)} == {bare.pk, ladder.pk}
    assert set(not_askable()) == {bare, ladder}
    assert set(askable_questions()) == set(ready) - {bare, ladder}
