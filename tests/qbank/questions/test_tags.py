"""Tags of questions: on the form, in the list, changed of many, and in every file that goes out and in."""

from typing import Any

import pytest
from django.urls import reverse

from common.finding.tags import line_of, with_tags, without_tags
from qbank.models import Question
from qbank.questions.services.many import Change, change_many, words_of
from qbank.questions.services.revisions import question_content
from tests import factories

pytestmark = pytest.mark.django_db
LIST = reverse("qbank:question-list")


def codes(response: Any) -> list[str]:
    return [
        row["question"].code if isinstance(row, dict) else row.question.code
        for row in response.context["rows"]
    ]


def tagged(tags: str) -> Question:
    question = factories.make_question()
    Question.objects.filter(pk=question.pk).update(tags=tags)
    question.refresh_from_db()
    return question


@pytest.mark.parametrize(
    ("typed", "line"),
    [("夜班，客诉、夜班", "夜班, 客诉"), ("VIP;ｖｉｐ", "VIP"), ("  , ，", ""), ("#a\nb", "a, b")],
)
def test_a_line_of_tags_has_each_once(typed, line):
    assert line_of(typed) == line
    assert line_of(line) == line


def test_tags_are_given_and_taken_in_any_spelling():
    assert with_tags("VIP", "夜班, vip") == "VIP, 夜班"
    assert without_tags("VIP, 夜班", "ｖｉｐ") == "夜班"


def test_the_list_is_narrowed_to_whole_tags(hr):
    one, two, _three = tagged("夜班, 客诉"), tagged("客诉"), tagged("客诉处理, 夜")
    tagged("")
    assert set(codes(hr.get(LIST, {"tag": "客诉"}))) == {one.code, two.code}
    assert codes(hr.get(LIST, {"tag": "夜班"})) == [one.code]
    page = hr.get(LIST, {"tag": "夜班"}).content.decode()
    assert f"{LIST}?tag=" in page
    assert codes(hr.get(LIST, {"tag": "没有"})) == []


def test_tags_are_shown_where_the_question_is_and_lead_to_the_list(hr):
    question = tagged("夜班")
    page = hr.get(reverse("qbank:question-detail", args=[question.pk])).content.decode()
    assert f"{LIST}?tag=%E5%A4%9C%E7%8F%AD" in page


def test_many_get_and_lose_tags_with_a_revision_each():
    keeper = factories.make_user("hr")
    rows = [tagged("旧"), tagged(""), tagged("夜班")]
    change = Change(add_tags="夜班", remove_tags="旧")
    stored = Change.from_json(change.to_json())
    assert (stored.add_tags, stored.remove_tags) == ("夜班", "旧")
    assert len(words_of(change)) == 2
    report = change_many(actor=keeper, ids=[row.pk for row in rows], change=change)
    assert set(Question.objects.values_list("tags", flat=True)) == {"夜班"}
    assert len(report.revisions) == 2
    assert not change_many(actor=keeper, ids=[row.pk for row in rows], change=change).revisions


def test_too_many_tags_for_one_question_are_reported_and_not_given():
    question = tagged("长" * 190)
    report = change_many(
        actor=factories.make_user("hr"), ids=[question.pk], change=Change(add_tags="一二三四五六七八九十一二")
    )
    question.refresh_from_db()
    assert question.tags == "长" * 190
    assert question.pk in report.refused


def test_a_revision_holds_tags_where_there_are_some():
    assert question_content(tagged("夜班"))["tags"] == "夜班"
    assert "tags" not in question_content(tagged(""))
