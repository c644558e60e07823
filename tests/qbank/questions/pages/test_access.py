"""Who may open the bank's pages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from qbank.models import Question
from tests import factories
from tests.qbank.questions.pages.requests import question_url


@pytest.mark.parametrize(
    ("name", "for_readers"),
    [
        ("question-list", 200),
        ("competency-list", 200),
        ("question-create", 403),
        ("category-list", 404),
        ("passage-list", 404),
    ],
)
def test_interviewers_read_the_bank_and_do_not_keep_it(
    name, for_readers, hr, admin, interviewer, stranger, client_for
):
    url = reverse(f"qbank:{name}")
    assert hr.get(url).status_code == 200
    assert admin.get(url).status_code == 200
    assert interviewer.get(url).status_code == for_readers
    assert client_for("panelist").get(url).status_code == 404
    assert stranger.get(url).status_code == 302
    assert hr.delete(url).status_code == 405


@pytest.mark.parametrize(("name", "for_readers"), [("question-detail", 200), ("question-edit", 403)])
def test_interviewers_read_a_question_and_do_not_change_it(
    name, for_readers, hr, admin, interviewer, stranger, client_for
):
    url = question_url(name, factories.make_question())
    assert hr.get(url).status_code == 200
    assert admin.get(url).status_code == 200
    assert interviewer.get(url).status_code == for_readers
    assert client_for("panelist").get(url).status_code == 404
    assert stranger.get(url).status_code == 302
    assert hr.delete(url).status_code == 405
    assert hr.get(reverse(f"qbank:{name}", args=[10**9])).status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("question-status", {"status": "retired"}),
        ("category-rename", {"c1-name": "x"}),
        ("category-move", {"to": "up"}),
    ],
)
def test_acts_take_posts_from_those_who_keep_the_bank_only(name, data, hr, interviewer, stranger):
    question = factories.make_question()
    pk = question.pk if name == "question-status" else question.category_id
    url = reverse(f"qbank:{name}", args=[pk])
    assert interviewer.post(url, data).status_code == (403 if name == "question-status" else 404)
    assert stranger.post(url, data).status_code == 302
    assert hr.get(url).status_code == 405
    assert hr.post(reverse(f"qbank:{name}", args=[10**9]), data).status_code == 404
    assert Question.objects.get().status == "ready"
