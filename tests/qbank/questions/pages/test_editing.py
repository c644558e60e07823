"""The form of a question: what it saves, refuses and keeps."""

from __future__ import annotations

import re

import pytest

from qbank.models import Passage, Question, QuestionRevision, Source
from tests import factories
from tests.qbank.questions.pages.requests import CREATE, form_data, html_of, question_url


def test_a_question_is_written_with_answers_points_and_probes(hr):
    competency = factories.make_competency()
    response = hr.post(CREATE, form_data(competencies=[competency.pk]))
    question = Question.objects.get()
    assert response.url == question_url("question-detail", question)
    assert question.probes == ["客户怎么说？", "后来呢？"]
    assert question.status == "draft"
    assert question.code == f"Q{question.category_id}-01"
    assert question.answers.get().text == "先请客户坐下。\n再听他说完。"
    assert list(question.points.values_list("text", "weight", "red_flag", "quote")) == [
        ("让客户说完", 2, False, "坐下。\n再听"),
        ("与客户争吵", 0, True, ""),
    ]
    assert list(question.competencies.all()) == [competency]


def test_a_question_can_be_ready_at_once(hr):
    hr.post(CREATE, form_data(ready="1"))
    assert Question.objects.get().status == "ready"


def test_a_question_that_cant_be_ready_is_not_saved_and_keeps_what_was_typed(hr):
    html = html_of(hr.post(CREATE, form_data(ready="1", **{"points-0-DELETE": "on"})))
    assert "A checklist needs at least one rubric point" in html
    assert "先请客户坐下。" in html
    assert "Save and make ready" in html
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"text": " "}, "This field is required."),
        ({"minutes": "0"}, "greater than or equal to 1"),
        ({"minutes": "bald"}, "Enter a whole number."),
        ({"kind": "trick"}, "Select a valid choice."),
        ({"category": "999999"}, "Select a valid choice."),
        ({"competencies": ["999999"]}, "Select a valid choice."),
        ({"text": "\x00"}, "Null characters are not allowed."),
        ({"text": "问" * 5001}, "At most 5000 characters."),
        ({"probes": "\n".join("abcdefghijklmnopqrstuvwxyz")}, "At most 20 lines."),
        ({"points-0-quote": "没有这句"}, "These words don&#x27;t stand in an answer exactly like this."),
        ({"points-0-weight": ""}, "A point needs a weight above 0."),
        ({"points-0-weight": "-1"}, "greater than or equal to 0.01"),
        ({"points-0-weight": "NaN"}, "Enter a number."),
        ({"points-0-text": ""}, "This field is required."),
        ({"rubric_kind": "ladder"}, "On a ladder every point stands on a level"),
        ({"rubric_kind": "ladder", "points-0-level": "6"}, "Select a valid choice."),
        ({"points-TOTAL_FORMS": "9999"}, "Please submit at most 60 forms."),
        ({"points-TOTAL_FORMS": "x"}, "ManagementForm data is missing"),
    ],
)
def test_mistakes_are_said_and_nothing_typed_is_lost(hr, changes, expected):
    html = html_of(hr.post(CREATE, form_data(**changes)))
    assert expected in html
    assert "先请客户坐下。" in html
    assert not Question.objects.exists()


def test_a_code_stays_unique(hr):
    factories.make_question(code="KF-1-01")
    assert "already exists" in html_of(hr.post(CREATE, form_data(code="KF-1-01")))


def test_levels_count_on_a_ladder_only(hr):
    hr.post(CREATE, form_data(**{"points-0-level": "1"}))
    assert Question.objects.get().points.first().level is None
    Question.objects.get().points.all().delete()
    hr.post(CREATE, form_data(rubric_kind="ladder", **{"points-0-level": "1"}))
    assert Question.objects.latest("pk").points.filter(level=1).count() == 1


def test_an_edit_keeps_code_and_status_and_removes_rows(hr):
    question = factories.make_question()
    changes = {"code": "", "points-1-DELETE": "on"}
    assert hr.post(question_url("question-edit", question), form_data(question, **changes)).status_code == 302
    question.refresh_from_db()
    assert (question.code, question.status) == (Question.objects.get().code, "ready")
    assert question.code
    assert [point.text for point in question.points.all()] == ["让客户说完"]


def test_rows_are_kept_in_the_order_they_were_given(hr):
    question = factories.make_question()
    more = {"points-2-text": "请客户坐下", "points-2-ORDER": "1", "points-1-DELETE": "on"}
    hr.post(question_url("question-edit", question), form_data(question, **more))
    assert [point.text for point in question.points.all()] == ["请客户坐下", "让客户说完"]


def test_somebody_elses_change_is_neither_lost_nor_hidden(client_for):
    first, second = client_for("hr"), client_for("admin")
    question = factories.make_question(text="你会怎么做？")
    url = question_url("question-edit", question)
    assert first.post(url, form_data(question, text="我先改了这道题。")).status_code == 302
    html = html_of(second.post(url, form_data(question, text="第二个人写的话")))
    assert f"{first.user} changed this question" in html
    assert "我先改了" in re.sub(r"</?(ins|del)>", "", html)
    assert "第二个人写的话" in html
    assert "先请客户坐下。" in html
    assert 'name="revision" value="2"' in html
    question.refresh_from_db()
    assert question.text == "我先改了这道题。"
    assert second.post(url, form_data(question, text="第二个人写的话", revision="2")).status_code == 302
    assert QuestionRevision.objects.filter(question=question).count() == 3


@pytest.mark.parametrize("revision", ["", "x", "9" * 5000, "-1", "١"])
def test_a_broken_revision_number_counts_as_outdated(hr, revision):
    question = factories.make_question()
    response = hr.post(question_url("question-edit", question), form_data(question, revision=revision))
    assert "changed this question" in html_of(response)


def test_a_passage_stands_beside_the_new_question_and_its_source_is_kept(hr):
    source = Source.objects.create(name="002.txt", kind="document", sha256="1")
    passage = Passage.objects.create(topic="沟通", title="复述", text="先复述客户的话。", source=source)
    url = f"{CREATE}?passage={passage.pk}"
    assert "先复述客户的话。" in html_of(hr.get(url))
    hr.post(url, form_data())
    assert Question.objects.get().source == source
    assert hr.get(f"{CREATE}?passage=x&category=-1").status_code == 200
