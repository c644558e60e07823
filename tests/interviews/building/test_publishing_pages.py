"""The pages of publishing: the preview, what is refused, and which wording is newer."""

import pytest
from django.urls import reverse
from django.utils import translation

from interviews.building.services.publishing import publish
from interviews.models import Sheet
from qbank.models import Question, RubricPoint
from qbank.questions.services.revisions import record_revision
from tests.factories import make_question, make_set
from tests.interviews.building.helpers import url
from tests.markup import on_one_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_the_preview_shows_what_will_be_frozen(hr):
    question = make_question(text="客户要求当场退款，你怎么办？")
    question_set = make_set(questions=[question])
    response = hr.get(url("set-publish", question_set.pk))
    page = response.content.decode()
    assert "Publish version 1" in page
    assert question.text in page
    assert question.probes[0] in page
    assert "要点 1" in page
    assert "优秀" in page
    assert not Sheet.objects.exists()


def test_publishing_on_the_page_leads_to_the_sheet(hr):
    question_set = make_set()
    seen = hr.get(url("set-publish", question_set.pk)).context["sheet"].sha256
    response = hr.post(url("set-publish", question_set.pk), {"sha256": seen}, follow=True)
    sheet = Sheet.objects.get()
    assert response.redirect_chain[-1][0] == url("sheet-detail", sheet.pk)
    assert "Version 1 is published." in response.content.decode()


def test_the_page_lists_the_reasons_with_their_questions(hr):
    draft = make_question(status="draft")
    question_set = make_set(questions=[draft])
    for response in (
        hr.get(url("set-publish", question_set.pk)),
        hr.post(url("set-publish", question_set.pk)),
    ):
        page = response.content.decode()
        assert response.status_code == 200
        assert reverse("qbank:question-detail", args=[draft.pk]) in page
        assert "It is still a draft" in page
        assert 'name="sha256"' not in page


def test_the_page_asks_to_look_again_when_something_changed(hr):
    question_set = make_set()
    seen = hr.get(url("set-publish", question_set.pk)).context["sheet"].sha256
    Question.objects.update(text="有人刚刚改过？")
    page = hr.post(url("set-publish", question_set.pk), {"sha256": seen}).content.decode()
    assert "look again" in page
    assert "有人刚刚改过？" in page
    assert not Sheet.objects.exists()


def test_the_page_says_when_nothing_changed(hr, actor):
    question_set = make_set()
    sheet = publish(actor=actor, question_set=question_set)
    page = hr.get(url("set-publish", question_set.pk)).content.decode()
    assert "Nothing has changed since version 1" in page
    assert url("sheet-detail", sheet.pk) in page


def test_the_set_says_which_items_have_newer_wording(hr, actor):
    unchanged, changed = make_question(code="KEPT"), make_question(code="CHANGED", text="原来的问法？")
    question_set = make_set(questions=[unchanged, changed])
    publish(actor=actor, question_set=question_set)
    page = hr.get(url("set-detail", question_set.pk)).content.decode()
    assert "newer wording" not in page.lower()
    assert "Changed since then" not in page

    Question.objects.filter(pk=changed.pk).update(text="现在的问法？")
    record_revision(question=changed, actor=actor)
    response = hr.get(url("set-detail", question_set.pk))
    page = response.content.decode()
    assert [row.item.question.code for row in response.context["board"].newer] == ["CHANGED"]
    assert "1 question has newer wording than version 1." in page
    assert "Changed since then" in page

    difference = on_one_line(hr.get(url("set-wording", question_set.pk)).content.decode())
    assert "<del>原来</del>" in difference
    assert "<ins>现在</ins>" in difference
    assert "KEPT" not in difference


def test_a_change_of_points_is_shown_as_a_difference(hr, actor):
    question = make_question()
    question_set = make_set(questions=[question])
    publish(actor=actor, question_set=question_set)
    RubricPoint.objects.create(question=question, text="主动回访", weight=2, position=7)
    page = hr.get(url("set-wording", question_set.pk)).content.decode()
    assert "主动回访" in page
    assert "Rubric points" in page
    assert "Reference answers" not in page


def test_difficulty_is_not_wording(hr, actor):
    question_set = make_set()
    publish(actor=actor, question_set=question_set)
    Question.objects.update(difficulty="hard", minutes=20)
    assert hr.get(url("set-detail", question_set.pk)).context["board"].newer == []


def test_the_wording_page_says_when_there_is_nothing_to_compare(hr, actor):
    question_set = make_set()
    assert "not been published" in hr.get(url("set-wording", question_set.pk)).content.decode()
    publish(actor=actor, question_set=question_set)
    assert "Nothing differs" in hr.get(url("set-wording", question_set.pk)).content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_trail_names_a_sheet_alike_in_every_language(language):
    with translation.override(language):
        assert str(Sheet(name="客服经理", version=3)) == "客服经理 v3"
