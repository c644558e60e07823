"""A question's page: answers, history, use and status."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from qbank.models import Question
from qbank.questions.services.questions import set_status
from tests import factories
from tests.qbank.questions.pages.requests import form_data, html_of, question_url


def test_the_words_a_point_rests_on_are_marked_in_the_answer(hr):
    question = factories.make_question()
    point = question.points.get(quote="先听完")
    html = html_of(hr.get(question_url("question-detail", question)))
    assert (
        f'<span id="quote-{point.pk}" class="quote-start"></span><mark data-points="{point.pk}">先听完</mark>'
        in html
    )
    assert f'href="#quote-{point.pk}"' in html


def test_an_incomplete_answer_says_so(hr):
    question = factories.make_question()
    question.answers.update(complete=False)
    assert "Incomplete: cut off in the source" in html_of(hr.get(question_url("question-detail", question)))


def test_history_shows_who_changed_which_words(hr):
    question = factories.make_question(text="你会安抚客户吗？")
    hr.post(
        question_url("question-edit", question), form_data(question, text="你会安慰客户吗？", note="更口语")
    )
    html = html_of(hr.get(question_url("question-detail", question)))
    assert "<del>抚</del><ins>慰</ins>" in html
    assert "更口语" in html
    assert str(hr.user) in html


def test_a_question_without_a_revision_has_no_history(hr):
    question = Question.objects.create(
        code="Q-1", text="怎样安抚客户？", category=factories.make_category(), kind="behavioural"
    )
    assert "怎样安抚客户？" in html_of(hr.get(question_url("question-detail", question)))


def test_history_shows_a_choice_that_changed_as_a_whole(hr):
    question = factories.make_question()
    set_status(actor=hr.user, question=question, status="draft")
    assert "<del>Ready</del> → <ins>Draft</ins>" in html_of(hr.get(question_url("question-detail", question)))


def test_long_histories_are_cut_until_asked_for(hr):
    question = factories.make_question()
    for _ in range(6):
        set_status(actor=hr.user, question=question, status="draft")
        set_status(actor=hr.user, question=question, status="ready")
    html = html_of(hr.get(question_url("question-detail", question)))
    assert html.count("<b>Revision") == 10
    assert "Show all revisions" in html
    assert html_of(hr.get(question_url("question-detail", question) + "?all")).count("<b>Revision") == 13


def test_use_names_sets_and_sheets_and_which_have_earlier_wording(hr, admin):
    question = factories.make_question()
    sheet = factories.make_sheet(question_set=factories.make_set(questions=[question], name="华东一面"))
    assert "earlier wording" not in html_of(hr.get(question_url("question-detail", question)))
    hr.post(question_url("question-edit", question), form_data(question))
    html = html_of(hr.get(question_url("question-detail", question)))
    assert str(sheet) in html
    assert "earlier wording" in html
    assert "华东一面" not in html_of(admin.get(question_url("question-detail", question)))


def test_use_says_how_often_and_when_it_was_last_asked(hr):
    question = factories.make_question()
    sheet = factories.make_sheet(question_set=factories.make_set(questions=[question]))
    assert "never used" in html_of(hr.get(question_url("question-detail", question)))
    started_at = timezone.now() - timedelta(days=3)
    factories.make_interview(sheet=sheet, starts_at=started_at)
    factories.make_interview(sheet=sheet, starts_at=started_at - timedelta(days=40))
    factories.make_interview(sheet=sheet, status="cancelled", cancel_reason="改期")
    text = f"used 2 times, last {timezone.localtime(started_at):%Y-%m-%d}"
    assert text in html_of(hr.get(question_url("question-detail", question)))


def test_use_says_that_an_interview_is_yet_to_come(hr):
    question = factories.make_question()
    sheet = factories.make_sheet(question_set=factories.make_set(questions=[question]))
    planned = timezone.now() + timedelta(days=9)
    factories.make_interview(sheet=sheet, starts_at=planned)
    text = f"planned for {timezone.localtime(planned):%Y-%m-%d}"
    assert text in html_of(hr.get(question_url("question-detail", question)))
    factories.make_interview(sheet=sheet, starts_at=planned - timedelta(days=40))
    assert f"used 2 times, the last is {text}" in html_of(hr.get(question_url("question-detail", question)))


def test_make_ready_retire_and_back(hr):
    question = factories.make_question(status="draft")
    url = question_url("question-status", question)
    for status in ("ready", "retired", "draft"):
        assert hr.post(url, {"status": status}).status_code == 302
        question.refresh_from_db()
        assert question.status == status
    assert hr.post(url, {"status": "deleted"}).status_code == 400


def test_what_keeps_a_draft_from_being_ready_is_said(hr):
    question = factories.make_question(status="draft", points=0)
    html = html_of(hr.post(question_url("question-status", question), {"status": "ready"}, follow=True))
    assert "A checklist needs at least one rubric point" in html
    question.refresh_from_db()
    assert question.status == "draft"
