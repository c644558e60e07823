"""Where a text of the bank leaves room for it, people read the company's name; the bank keeps the room."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from interviews.building.pages.wording import reworded_questions
from interviews.building.services.publishing import PublishRefusedError, load_set_items, publish
from interviews.models import Company, QuestionSet, Sheet
from qbank.imports.services.bank_files import export_bank
from qbank.models import Question, RubricPoint
from qbank.questions.rules.company_name import with_company, with_company_everywhere
from qbank.questions.search import reindex, search
from qbank.questions.services.revisions import record_revision
from tests import factories

NAME = "蓝桥客服"


@pytest.mark.parametrize(
    ("text", "named", "unnamed"),
    [
        ("维护{公司}的形象", "维护蓝桥客服的形象", "维护公司的形象"),
        ("｛公司｝与{公司}", "蓝桥客服与蓝桥客服", "公司与公司"),
        ("What is {company} known for?", "What is 蓝桥客服 known for?", "What is the company known for?"),
        (
            "公司、{ 公司 }、{部门}、{}、{公司",
            "公司、{ 公司 }、{部门}、{}、{公司",
            "公司、{ 公司 }、{部门}、{}、{公司",
        ),
        ("", "", ""),
    ],
)
def test_the_name_stands_where_there_is_room(text: str, named: str, unnamed: str) -> None:
    assert (with_company(text, NAME), with_company(text, "")) == (named, unnamed)


def test_a_name_is_taken_as_it_is() -> None:
    """Whatever signs it has; it leaves no room for itself."""
    assert with_company("{公司}", r"\1{公司}<b>") == r"\1{公司}<b>"


def test_every_text_of_a_value_has_it() -> None:
    value = {"answers": [{"text": "{公司}", "complete": True}], "n": 3, "none": None}
    assert with_company_everywhere(value, "X") == {
        "answers": [{"text": "X", "complete": True}],
        "n": 3,
        "none": None,
    }


@pytest.fixture
def question(db: None) -> Question:
    question = factories.make_question(code="LM-1", text="你怎样维护{公司}？", answer="先听{公司}的客户。")
    question.probes = ["{公司}的客户怎么说？"]
    question.save()
    RubricPoint.objects.filter(question=question).update(text="维护{公司}的形象", quote="听{公司}的客户")
    record_revision(question=question, actor=None)
    return question


@pytest.fixture
def actor(db: None) -> Any:
    return factories.make_user("hr")


def named(name: str = NAME) -> None:
    Company.objects.update_or_create(pk=1, defaults={"name": name})


def texts_of(sheet: Sheet) -> list[str]:
    item = sheet.items.get()
    point = item.points.first()
    return [item.text, *item.probes, item.answers[0]["text"], point.text, point.quote]


@pytest.mark.parametrize(("name", "says"), [(NAME, NAME), ("<b>&", "&lt;b&gt;&amp;"), ("", "公司")])
def test_the_banks_pages_and_the_builder_show_it(hr: Any, question: Question, name: str, says: str) -> None:
    if name:
        named(name)
    question_set = factories.make_set(questions=[question])
    reindex()
    for address in (
        reverse("qbank:question-list"),
        reverse("qbank:question-list") + "?q=公司的客户",
        reverse("qbank:question-detail", args=[question.pk]),
        reverse("interviews:set-detail", args=[question_set.pk]),
        reverse("interviews:set-publish", args=[question_set.pk]),
    ):
        # The history says what was written.
        page = hr.get(address).content.decode().partition('id="history"')[0]
        assert says in page and "{公司}" not in page, address


def test_a_quote_is_marked_where_the_name_stands_in_it(hr: Any, question: Question) -> None:
    named()
    page = hr.get(reverse("qbank:question-detail", args=[question.pk]))
    ((_answer, parts),) = page.context["answers"]
    assert [part.text for part in parts if part.owners] == [f"听{NAME}的客户"]


def test_who_edits_it_sees_the_room(hr: Any, question: Question) -> None:
    named()
    page = hr.get(reverse("qbank:question-edit", args=[question.pk])).content.decode()
    assert "你怎样维护{公司}？" in page and NAME not in page


def test_a_sheet_is_frozen_with_the_name_of_the_moment(actor: Any, question: Question) -> None:
    question_set = factories.make_set(questions=[question])
    first = publish(actor=actor, question_set=question_set)
    unnamed = ["你怎样维护公司？", "公司的客户怎么说？", "先听公司的客户。", "维护公司的形象", "听公司的客户"]
    assert texts_of(first) == unnamed
    named()
    second = publish(actor=actor, question_set=question_set)
    assert texts_of(second) == [text.replace("公司", NAME) for text in unnamed]
    assert texts_of(first) == unnamed
    with pytest.raises(PublishRefusedError):
        publish(actor=actor, question_set=question_set)


def test_another_name_is_no_newer_wording_and_a_newer_wording_is_compared_with_the_name(
    actor: Any, question: Question
) -> None:
    named()
    question_set = factories.make_set(questions=[question])
    sheet = publish(actor=actor, question_set=question_set)
    named("另一家")
    assert not reworded_questions(sheet, load_set_items(question_set))
    named()
    Question.objects.update(text="你怎样维护{公司}和它的客户？")
    (reworded,) = reworded_questions(sheet, load_set_items(question_set))
    assert len(reworded.parts) == 1, "only the text differs"


def test_a_point_too_long_with_the_name_is_named_before_publishing(actor: Any, question: Question) -> None:
    RubricPoint.objects.filter(question=question).update(text="长" * 290 + "{公司}")
    question_set: QuestionSet = factories.make_set(questions=[question])
    named("名" * 120)
    with pytest.raises(PublishRefusedError) as refused:
        publish(actor=actor, question_set=question_set)
    assert question in [problem.question for problem in refused.value.problems]
    assert not Sheet.objects.exists()


def test_it_is_found_as_it_reads(question: Question) -> None:
    reindex()
    assert question in search(Question.objects.all(), "维护公司的形象")


def test_it_goes_out_as_it_was_written(question: Question) -> None:
    named()
    text = export_bank()
    assert "你怎样维护{公司}？" in text and NAME not in text
