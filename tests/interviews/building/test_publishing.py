"""Publishing freezes a set: what a sheet copies, and what is refused."""

from decimal import Decimal

import pytest

from accounts.models import AuditEvent
from interviews.building.services import publishing, sets
from interviews.building.services.publishing import PublishRefusedError, SetChangedError, publish
from interviews.models import QuestionSet, Sheet
from interviews.scoring import DEFAULT_SCALE, Scale
from qbank.models import Band, Question, QuestionRevision, ReferenceAnswer, RubricPoint
from tests.factories import make_question, make_scale, make_set

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def refusals(question_set, actor):
    with pytest.raises(PublishRefusedError) as refused:
        publish(actor=actor, question_set=question_set)
    assert not question_set.sheets.exists()
    return [
        (problem.question.code if problem.question else None, problem.text)
        for problem in refused.value.problems
    ]


# What is copied


def test_a_sheet_copies_wording_points_scale_and_the_sets_own_choices(actor):
    question = make_question(code="KF-1", minutes=6)
    question_set = make_set(questions=[question], name="华东一面", planned_minutes=40)
    section = sets.add_section(actor=actor, question_set=question_set, title="情境")
    item = question_set.items.get()
    sets.move_item(actor=actor, question_set=question_set, item=item.pk, place=sets.Place(section.pk))
    changes = {"weight": Decimal("2.50"), "minutes": 8}
    sets.change_item(actor=actor, question_set=question_set, item=item.pk, changes=changes)

    sheet = publish(actor=actor, question_set=question_set)

    assert (sheet.version, sheet.name, sheet.planned_minutes, sheet.published_by) == (
        1,
        "华东一面",
        40,
        actor,
    )
    assert sheet.scale_name == question_set.scale.name
    assert Scale.from_json(Sheet.objects.get().scale) == DEFAULT_SCALE
    copy = sheet.items.get()
    assert (copy.position, copy.section, copy.code, copy.text) == (1, "情境", "KF-1", question.text)
    assert (copy.weight, copy.minutes) == (Decimal("2.50"), 8)
    assert copy.category == question.category.name
    assert copy.competencies == [competency.name for competency in question.competencies.all()]
    assert (copy.kind, copy.rubric_kind, copy.difficulty) == ("situational", "checklist", "medium")
    assert copy.probes == question.probes
    assert copy.answers == [{"text": "先听完，再复述，最后跟进。", "complete": True}]
    assert copy.wording_sha256 == QuestionRevision.objects.get(question=question).sha256
    stored = [(point.text, point.weight, point.quote, point.red_flag) for point in copy.points.all()]
    assert stored == [
        (point.text, point.weight, point.quote, point.red_flag) for point in question.points.all()
    ]
    assert [point.position for point in copy.points.all()] == [1, 2, 3, 4]


def test_the_levels_of_a_ladder_are_copied(actor):
    sheet = publish(actor=actor, question_set=make_set(questions=[make_question(rubric_kind="ladder")]))
    levels = [point.level for point in sheet.items.get().points.filter(red_flag=False)]
    assert levels == [1, 2, 3, 4, 5]


def test_items_follow_the_order_of_the_set(actor):
    question_set = make_set(questions=[make_question(code=code) for code in "ABC"])
    sets.step_item(actor=actor, question_set=question_set, item=question_set.items.last().pk, by=-1)
    sheet = publish(actor=actor, question_set=question_set)
    assert list(sheet.items.values_list("position", "code")) == [(1, "A"), (2, "C"), (3, "B")]


def test_publishing_leaves_its_trail(actor):
    sheet = publish(actor=actor, question_set=make_set(questions=[make_question(code="A")]))
    event = AuditEvent.objects.get(action="sheet.publish")
    assert (event.actor, event.object_id) == (actor, str(sheet.pk))
    assert event.after["items"] == ["A"]
    assert event.after["sha256"] == sheet.sha256


# What is refused


def test_an_empty_set_is_refused(actor):
    [(code, text)] = refusals(make_set(questions=[]), actor)
    assert code is None
    assert "empty" in text


def test_an_archived_set_is_refused(actor):
    [(code, text)] = refusals(make_set(archived=True), actor)
    assert code is None
    assert "archived" in text


@pytest.mark.parametrize(("status", "word"), [("draft", "draft"), ("retired", "retired")])
def test_a_question_that_is_not_ready_is_refused(actor, status, word):
    question = make_question(status=status)
    [(code, text)] = refusals(make_set(questions=[make_question(), question]), actor)
    assert code == question.code
    assert word in text


def test_a_question_with_red_flags_only_is_refused(actor):
    question = make_question(points=0, red_flags=2)
    [(code, text)] = refusals(make_set(questions=[question]), actor)
    assert code == question.code
    assert "no rubric points" in text


@pytest.mark.parametrize("without", [[1], [1, 2, 3, 4, 5]])
def test_a_ladder_without_all_its_levels_is_refused(actor, without):
    question = make_question(rubric_kind="ladder")
    question.points.filter(level__in=without).update(level=None)
    [(code, text)] = refusals(make_set(questions=[question]), actor)
    assert code == question.code
    assert "ladder" in text


def test_a_scale_that_cannot_be_used_is_refused(actor):
    scale = make_scale(name="无等级", is_default=False)
    scale.bands.all().delete()
    [(code, text)] = refusals(make_set(scale=scale), actor)
    assert code is None
    assert "无等级" in text


def test_all_reasons_are_listed_at_once(actor):
    draft, empty = make_question(status="draft", points=0), make_question(points=0)
    reasons = refusals(make_set(questions=[draft, empty], archived=True), actor)
    assert [code for code, _text in reasons] == [None, draft.code, draft.code, empty.code]


def test_a_second_version_needs_a_change(actor):
    question_set = make_set()
    publish(actor=actor, question_set=question_set)
    with pytest.raises(PublishRefusedError, match="Nothing has changed since version 1"):
        publish(actor=actor, question_set=question_set)
    assert question_set.sheets.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda question_set: QuestionSet.objects.update(name="另一个名字"),
        lambda question_set: QuestionSet.objects.update(planned_minutes=90),
        lambda question_set: question_set.items.update(weight=2),
        lambda question_set: question_set.items.update(minutes=9),
        lambda question_set: Question.objects.update(text="换一种问法？"),
        lambda question_set: Question.objects.update(probes=["还有呢？"]),
        lambda question_set: ReferenceAnswer.objects.update(text="另一个答案。"),
        lambda question_set: RubricPoint.objects.filter(red_flag=False).update(text="另一个要点"),
        lambda question_set: Band.objects.filter(lower=27).update(lower=28),
    ],
)
def test_every_kind_of_change_makes_a_new_version(actor, change):
    question_set = make_set()
    first = publish(actor=actor, question_set=question_set)
    change(question_set)
    second = publish(actor=actor, question_set=question_set)
    assert (first.version, second.version) == (1, 2)
    assert first.sha256 != second.sha256


def test_a_weight_written_another_way_is_no_change(actor):
    question_set = make_set()
    publish(actor=actor, question_set=question_set)
    question_set.items.update(weight=Decimal("1.00"))
    with pytest.raises(PublishRefusedError, match="Nothing has changed"):
        publish(actor=actor, question_set=question_set)


def test_only_what_was_seen_is_published(actor):
    question_set = make_set()
    seen = publishing.freeze(question_set, publishing.load_set_items(question_set)).sha256
    Question.objects.update(text="有人刚刚改过？")
    with pytest.raises(SetChangedError):
        publish(actor=actor, question_set=question_set, seen_sha256=seen)
    assert not Sheet.objects.exists()
    current = publishing.freeze(question_set, publishing.load_set_items(question_set)).sha256
    assert publish(actor=actor, question_set=question_set, seen_sha256=current).sha256 == current
