"""What is said of many questions at once, in the list of the bank."""

import pytest
from django.urls import reverse

from qbank.models import Question, QuestionRevision
from qbank.questions.services.many import change_many
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
    change_many(actor=factories.make_user("hr"), ids=[first.pk], values={"kind": "knowledge"})
    report = change_many(
        actor=factories.make_user("hr"),
        ids=[first.pk, second.pk],
        values={"kind": "situational", "minutes": 4},
        only_unsaid=True,
    )
    assert report.changed == 2
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
        values={"kind": "knowledge", "difficulty": "easy", "minutes": 3},
        status="ready",
    )
    assert [status for *_said, status in values(first, second, third)] == ["ready", "draft", "draft"]
    assert [code for code, _problem in report.refused] == [second.code, third.code]
    assert report.changed == 3, "what was said of them is kept"


def test_the_queries_do_not_grow(django_assert_max_num_queries):
    counts = []
    for number in (1, 6):
        questions = unsaid(number)
        said = {"kind": "knowledge", "difficulty": "easy", "minutes": 3}
        actor = factories.make_user("hr")
        with django_assert_max_num_queries(30) as queries:
            change_many(actor=actor, ids=[q.pk for q in questions], values=said, status="ready")
        counts.append(len(queries))
    assert counts[0] == counts[1]


class TestTheList:
    def post(self, client, query="", **data):
        return client.post(f"{reverse('qbank:question-many')}{query}", data, follow=True)

    def test_the_ticked_or_all_that_are_listed(self, hr):
        first, second, third = unsaid()
        ready = factories.make_question()
        self.post(hr, which="ticked", id=[first.pk, "x", ready.pk], minutes="7", only_unsaid="on")
        assert [minutes for _kind, _difficulty, minutes, _status in values(first, second, third, ready)] == [
            7,
            None,
            None,
            6,
        ]
        page = self.post(hr, "?kind=unsaid", which="all", kind="knowledge").content.decode()
        assert "3 questions changed." in page
        assert [kind for kind, *_rest in values(first, ready)] == ["knowledge", "situational"]

    def test_what_nobody_said_is_a_filter_while_there_is_some(self, hr):
        (question,) = unsaid(1)
        factories.make_question()
        url = reverse("qbank:question-list")
        page = hr.get(url, {"kind": "unsaid"}).content.decode()
        assert question.code in page
        assert "1 question" in page
        Question.objects.update(kind="knowledge", difficulty="easy")
        assert "kind=unsaid" not in hr.get(url).content.decode()

    def test_a_wrong_value_is_said_and_nothing_changed(self, hr):
        (question,) = unsaid(1)
        assert "120" in self.post(hr, which="all", minutes="900").content.decode()
        assert values(question) == [("", "", None, "draft")]

    def test_interviewers_neither_see_nor_do_it(self, interviewer):
        question = factories.make_question()
        assert "many" not in (interviewer.get(reverse("qbank:question-list")).context or {})
        assert self.post(interviewer, which="all", minutes="9").status_code in (403, 404)
        assert values(question)[0][2] == 6
