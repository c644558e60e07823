"""What is said of many questions at once, in the list of the bank."""

import pytest

from qbank.models import Question, QuestionRevision
from qbank.questions.services.many import Change, change_many
from tests import factories

pytestmark = pytest.mark.django_db


def unsaid(count=3):
    category = factories.make_category()
    return [
        factories.make_question(status="draft", kind="", difficulty="", minutes=None, category=category)
        for _ in range(count)
    ]


def values(*questions):
    for question in questions:
        question.refresh_from_db()
    return [(q.kind, q.difficulty, q.minutes, q.status) for q in questions]


def test_only_what_nobody_has_said_yet_is_set():
    first, second, third = unsaid()
    change_many(actor=factories.make_user("hr"), ids=[first.pk], change=Change(values={"kind": "knowledge"}))
    report = change_many(
        actor=factories.make_user("hr"),
        ids=[first.pk, second.pk],
        change=Change(values={"kind": "situational", "minutes": 4}, only_unsaid=True),
    )
    assert len(report.revisions) == 2
    assert values(first, second, third) == [
        ("knowledge", "", 4, "draft"),
        ("situational", "", 4, "draft"),
        ("", "", None, "draft"),
    ]
    assert QuestionRevision.objects.filter(question=second).count() == 2


def test_those_that_lack_something_are_not_made_ready_and_the_others_are():
    first, second, third = unsaid()
    second.answers.update(text="先听�完。")
    third.points.all().delete()
    report = change_many(
        actor=factories.make_user("hr"),
        ids=[q.pk for q in (first, second, third)],
        change=Change(values={"kind": "knowledge", "difficulty": "easy", "minutes": 3}, status="ready"),
    )
    assert [status for *_said, status in values(first, second, third)] == ["ready", "draft", "draft"]
    assert list(report.refused) == [second.pk, third.pk]
    assert len(report.revisions) == 3, "what was said of them is kept"


def test_the_queries_do_not_grow(django_assert_max_num_queries):
    counts = []
    for number in (1, 6):
        questions = unsaid(number)
        said = {"kind": "knowledge", "difficulty": "easy", "minutes": 3}
        competencies = frozenset([factories.make_competency().pk])
        change = Change(values=said, status="ready", competencies=competencies)
        actor = factories.make_user("hr")
        with django_assert_max_num_queries(30) as queries:
            change_many(actor=actor, ids=[q.pk for q in questions], change=change)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_competencies_are_added_replaced_and_taken_away():
    actor = factories.make_user("hr")
    one, two, three = (factories.make_competency() for _ in range(3))
    question = factories.make_question()
    question.competencies.set([one])

    def change(way, *competencies):
        ids = frozenset(competency.pk for competency in competencies)
        report = change_many(actor=actor, ids=[question.pk], change=Change(competencies=ids, way=way))
        return set(question.competencies.all()), report

    assert change("add", two)[0] == {one, two}
    assert change("replace", three)[0] == {three}
    left, report = change("remove", three)
    assert left == {three}, "a ready question keeps one"
    assert list(report.refused) == [question.pk]
    assert not report.revisions
    Question.objects.update(status="draft")
    assert change("remove", three)[0] == set()


def test_what_is_the_same_gets_no_revision():
    question = factories.make_question(minutes=6)
    report = change_many(
        actor=factories.make_user("hr"), ids=[question.pk], change=Change(values={"minutes": 6})
    )
    assert not report.revisions
    assert QuestionRevision.objects.filter(question=question).count() == 1
