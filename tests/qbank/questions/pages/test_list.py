"""The bank's list: search, filters and pages; and the queries of the bank's pages."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from qbank.models import Passage, Question, Source
from qbank.questions.search import reindex
from qbank.questions.services.questions import set_status
from tests import factories
from tests.qbank.questions.pages.requests import CREATE, LIST, html_of, question_url


def test_the_list_marks_what_was_found(hr):
    question = factories.make_question(text="客户在社交媒体上抱怨。")
    other = factories.make_question(text="别的题", answer="也要看社交媒体的反应。")
    reindex()
    html = html_of(hr.get(LIST, {"q": "社交媒體"}))
    assert html.count("<mark>社交媒体</mark>") == 2
    assert question.code in html
    assert other.code in html
    assert "也要看" in html


def test_hostile_text_is_shown_and_searched_as_text(hr):
    factories.make_question(text='<script>alert(1)</script> & "quotes"')
    reindex()
    html = html_of(hr.get(LIST, {"q": "<script>"}))
    assert "<script>alert(1)" not in html
    assert "<mark>&lt;script&gt;</mark>alert(1)" in html


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%F0%9F%98%80", "q=" + "x" * 3000, "page=abc", "page=-1", "page=99999"]
)
def test_broken_addresses_still_give_a_list(hr, query):
    factories.make_question()
    assert hr.get(f"{LIST}?{query}").status_code == 200


def test_the_list_says_that_retired_questions_are_left_out(hr):
    factories.make_question(status="retired", text="旧题")
    factories.make_question()
    html = html_of(hr.get(LIST))
    assert "1 retired question is not listed." in html
    assert "旧题" not in html
    assert "旧题" in html_of(hr.get(LIST, {"status": "retired"}))


def test_empty_lists_say_what_to_do(hr):
    assert "The bank is still empty" in html_of(hr.get(LIST))
    factories.make_question()
    assert "No question fits" in html_of(hr.get(LIST, {"q": "没有"}))


def test_pages_of_25_keep_the_filters(hr):
    category = factories.make_category()
    for _ in range(26):
        factories.make_question(category=category)
    html = html_of(hr.get(LIST, {"kind": "situational"}))
    assert html.count('class="bank-row"') == 25
    assert re.search(r'rel="next" href="\?kind=situational&amp;page=2"', html)


def _everything(number):
    for _ in range(number):
        question = factories.make_question(answer="投诉投诉", text="投诉")
        set_status(actor=None, question=question, status="retired")
        set_status(actor=None, question=question, status="ready")
        interview = factories.make_interview(
            sheet=factories.make_sheet(question_set=factories.make_set(questions=[question]))
        )
        assert interview.pk
        source = Source.objects.create(name=f"s{question.pk}", kind="document", sha256=str(question.pk))
        Passage.objects.create(topic=f"t{question.pk}", title="投诉", text="投诉", source=source)
        Question.objects.filter(pk=question.pk).update(source=source)
    reindex()


@pytest.mark.parametrize(
    "url",
    [
        LIST,
        f"{LIST}?q=投诉&kind=situational&sort=-changed",
        reverse("qbank:category-list"),
        reverse("qbank:competency-list"),
        reverse("qbank:passage-list") + "?q=投诉",
        CREATE,
    ],
)
def test_more_rows_need_no_more_queries(hr, url, django_assert_max_num_queries):
    _everything(1)
    hr.get(url)
    with django_assert_max_num_queries(15) as queries:
        hr.get(url)
    _everything(2)
    with django_assert_max_num_queries(len(queries)):
        hr.get(url)


@pytest.mark.parametrize("name", ["question-detail", "question-edit"])
def test_a_longer_question_needs_no_more_queries(hr, name, django_assert_max_num_queries):
    question = factories.make_question(points=1)
    with django_assert_max_num_queries(15) as queries:
        hr.get(question_url(name, question))
    other = factories.make_question(
        points=3, red_flags=3, competencies=[factories.make_competency() for _ in "123"]
    )
    for _ in range(3):
        set_status(actor=None, question=other, status="retired")
        set_status(actor=None, question=other, status="ready")
        factories.make_sheet(question_set=factories.make_set(questions=[other]))
    # The framework grew by three chapters too: the form reads it in one go.
    with django_assert_max_num_queries(len(queries)):
        hr.get(question_url(name, other))
