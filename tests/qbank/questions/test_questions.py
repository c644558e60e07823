"""Writing questions: one act with its revision, its index, its audit event, and what it refuses."""

from decimal import Decimal

import pytest
from django.utils import translation

from accounts.models import AuditEvent
from qbank.bankfile.drafts import AnswerDraft, PointDraft
from qbank.models import Category, Question
from qbank.questions.search import search
from qbank.questions.services.categories import create_category, move_category, rename_category
from qbank.questions.services.questions import (
    ChangedMeanwhileError,
    NotReadyError,
    answer_drafts,
    next_code,
    point_drafts,
    ready_problems,
    save_question,
    set_status,
    suggest_code,
)
from tests import factories

ANSWER = AnswerDraft("先听完，再复述，最后跟进。")
POINT = PointDraft("先让客户说完", Decimal(2), quote="先听完")
FLAG = PointDraft("与客户争吵", Decimal(0), red_flag=True)


@pytest.fixture
def actor(db):
    return factories.make_user("hr")


def write(actor, question=None, **changes):
    question = question or Question(
        category=factories.make_category(), text="你会怎么做？", kind="situational"
    )
    values = {"competencies": [], "answers": [ANSWER], "points": [POINT, FLAG]} | changes
    return save_question(actor=actor, question=question, **values)


def test_a_new_question_has_all_that_belongs_to_it(actor):
    competency = factories.make_competency()
    question = write(actor, competencies=[competency])
    question.refresh_from_db()
    assert answer_drafts(question) == [ANSWER]
    assert point_drafts(question) == [POINT, FLAG]
    assert list(question.competencies.all()) == [competency]
    assert question.status == "draft"
    assert question.revisions.get().by == actor
    assert AuditEvent.objects.filter(action="question.create", object_id=str(question.pk)).count() == 1
    assert question in search(Question.objects.all(), "复述")


def test_saving_the_same_again_leaves_no_trace(actor):
    question = write(actor)
    ids = list(question.points.values_list("pk", flat=True))
    write(actor, Question.objects.get(pk=question.pk))
    assert question.revisions.count() == 1
    assert list(question.points.values_list("pk", flat=True)) == ids


def test_a_change_makes_a_revision_with_its_note_and_is_found_at_once(actor):
    question = write(actor)
    question.text = "客户咆哮时你会怎么做？"
    write(actor, question, opened_revision=1, note="更具体")
    assert list(question.revisions.values_list("number", "note")) == [(2, "更具体"), (1, "")]
    assert question in search(Question.objects.all(), "咆哮")


def test_an_outdated_version_is_refused_and_nothing_is_written(actor):
    question = write(actor)
    write(
        actor, Question.objects.get(pk=question.pk), answers=[AnswerDraft("先听完就好。")], opened_revision=1
    )
    question.text = "旧页面里写的"
    with pytest.raises(ChangedMeanwhileError) as refused:
        write(actor, question, opened_revision=1)
    assert refused.value.newest.number == 2
    assert Question.objects.get(pk=question.pk).text == "你会怎么做？"


@pytest.mark.parametrize("status", ["draft", "ready"])
def test_a_quote_must_stand_in_an_answer(actor, status):
    question = Question(category=factories.make_category(), text="问", kind="knowledge", status=status)
    with translation.override("en"), pytest.raises(NotReadyError, match="word for word"):
        write(actor, question, points=[PointDraft("要点", quote="没有这句话")])
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("rubric_kind", "answers", "points", "ready"),
    [
        ("checklist", [ANSWER], [POINT], True),
        ("checklist", [ANSWER], [FLAG], False),
        ("checklist", [ANSWER], [], False),
        ("checklist", [], [PointDraft("要点")], False),
        ("ladder", [], [PointDraft("一", level=1), PointDraft("二", level=2)], True),
        ("ladder", [], [PointDraft("一", level=1), PointDraft("三", level=3)], False),
        ("ladder", [], [PointDraft("二", level=2)], False),
        ("ladder", [], [PointDraft("一", level=1), PointDraft("无级")], False),
        ("ladder", [], [FLAG], False),
    ],
)
def test_what_a_ready_question_needs(rubric_kind, answers, points, ready):
    assert (ready_problems(rubric_kind, answers, points) == []) is ready


def test_a_draft_that_lacks_something_cant_be_made_ready(actor):
    question = write(actor, points=[])
    with pytest.raises(NotReadyError):
        set_status(actor=actor, question=question, status="ready")
    question.refresh_from_db()
    assert question.status == "draft"


def test_every_status_change_is_a_revision(actor):
    question = write(actor)
    for status in ("ready", "retired", "draft"):
        set_status(actor=actor, question=question, status=status)
    assert question.revisions.count() == 4
    assert len(set(question.revisions.values_list("sha256", flat=True))) == 1, "a status is not wording"


def test_a_question_that_is_ready_cant_lose_what_it_needs(actor):
    question = factories.make_question()
    with pytest.raises(NotReadyError):
        write(actor, question, points=[])
    assert question.points.exists()


@pytest.mark.parametrize(
    ("code", "following"),
    [
        ("KF-3-09", "KF-3-10"),
        ("LM-6", "LM-7"),
        ("Q99", "Q100"),
        ("题", "题-01"),
        ("A-0", "A-1"),
        ("长" * 40, "长" * 37 + "-01"),
    ],
)
def test_codes_count_up(code, following):
    assert next_code(code) == following


def test_a_suggested_code_is_free(actor):
    category = factories.make_category()
    assert suggest_code(category) == f"Q{category.pk}-01"
    factories.make_question(code="KF-9-01", category=category)
    factories.make_question(code="KF-9-02")
    assert suggest_code(category) == "KF-9-03"


def test_a_question_on_a_sheet_cant_be_deleted(actor):
    question = factories.make_question()
    factories.make_sheet(question_set=factories.make_set(questions=[question]))
    with pytest.raises(Exception, match="protected"):
        question.delete()


def test_categories_are_added_renamed_and_moved_with_a_trail(actor):
    first, second = create_category(actor=actor, name="甲"), create_category(actor=actor, name="乙")
    rename_category(actor=actor, category=first, name="甲类")
    move_category(actor=actor, category=second, up=True)
    move_category(actor=actor, category=second, up=True)
    assert list(Category.objects.values_list("name", flat=True)) == ["乙", "甲类"]
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "category.create",
        "category.create",
        "category.rename",
        "category.move",
    ]
