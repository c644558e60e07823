"""Sets made of a choice, and templates: all or nothing, one event per act, only what may be on a sheet."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent
from interviews.blueprint import Wishes, from_json, to_json
from interviews.building.pages.exposure import load_all_exposures
from interviews.building.pages.offers import bank_questions
from interviews.building.services import blueprints, undo
from interviews.building.services.order import SetRefusedError
from interviews.models import Blueprint, Position, QuestionSet
from qbank.models import RubricPoint
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def person():
    return factories.make_user("hr")


@pytest.fixture
def questions():
    """Two of one category, one of another, in this order in the bank."""
    first, second = factories.make_category(name="流程"), factories.make_category(name="沟通")
    return [
        factories.make_question(category=first, minutes=4),
        factories.make_question(category=first, minutes=5),
        factories.make_question(category=second, minutes=6),
    ]


def rows(question_set):
    items = question_set.items.select_related("section")
    return [(item.question_id, item.section.title if item.section else None, item.minutes) for item in items]


def make(person, questions, **about):
    about = {"name": "客服经理 一面", "scale": factories.make_scale(), "planned_minutes": 45} | about
    return blueprints.create_filled_set(
        actor=person, questions=[question.pk for question in questions], **about
    )


def test_a_set_holds_the_questions_in_their_order_under_their_categories(person, questions):
    position = Position.objects.create(name="客服经理")
    question_set = make(person, questions, sections=True, position=position)
    assert rows(question_set) == [
        (questions[0].pk, "流程", 4),
        (questions[1].pk, "流程", 5),
        (questions[2].pk, "沟通", 6),
    ]
    assert (question_set.position, question_set.created_by) == (position, person)
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.object_id) == ("set.create", person, str(question_set.pk))
    assert event.after["items"] == [question.code for question in questions]


def test_without_sections_the_order_alone_counts(person, questions):
    question_set = make(person, [questions[2], questions[0]])
    assert rows(question_set) == [(questions[2].pk, None, 6), (questions[0].pk, None, 4)]


@pytest.mark.parametrize("spoilt", ["draft", "retired", "no points", "loose ladder", "gone"])
def test_what_may_not_be_on_a_sheet_by_now_is_refused_and_nothing_is_made(person, questions, spoilt):
    question = questions[1]
    if spoilt == "no points":
        RubricPoint.objects.filter(question=question, red_flag=False).delete()
    elif spoilt == "loose ladder":
        type(question).objects.filter(pk=question.pk).update(rubric_kind="ladder")
    elif spoilt == "gone":
        question.pk = 99_999_999
    else:
        type(question).objects.filter(pk=question.pk).update(status=spoilt)
    assert question.pk not in {offered.id for offered in bank_questions(used={})}
    with pytest.raises(SetRefusedError, match="changed since"):
        make(person, questions)
    assert not QuestionSet.objects.exists() and not AuditEvent.objects.exists()


def test_nothing_makes_no_set(person):
    with pytest.raises(SetRefusedError):
        make(person, [])


def test_filling_up_adds_what_is_missing_in_one_act_that_can_be_undone(person, questions):
    question_set = make(person, questions[:1], sections=True)
    ids = [question.pk for question in questions]
    assert blueprints.fill_set(actor=person, question_set=question_set, questions=ids) == 2
    assert rows(question_set) == [
        (questions[0].pk, "流程", 4),
        (questions[1].pk, "流程", 5),
        # Its category has no section: it comes at the end.
        (questions[2].pk, "流程", 6),
    ]
    _, event = AuditEvent.objects.order_by("pk")
    assert (event.action, event.after) == (
        "set.change",
        {"filled": [question.code for question in questions[1:]]},
    )
    undo.undo(actor=person, question_set=question_set)
    assert [row[0] for row in rows(question_set)] == [questions[0].pk]


def test_an_archived_set_is_not_filled(person, questions):
    question_set = factories.make_set(questions=[], archived=True)
    with pytest.raises(SetRefusedError, match="archived"):
        blueprints.fill_set(actor=person, question_set=question_set, questions=[questions[0].pk])


def test_parallel_sets_are_lettered_and_made_together(person, questions):
    ids = [[question.pk] for question in questions]
    about = {"scale": factories.make_scale(), "planned_minutes": 30, "name": "名" * 118}
    sets = blueprints.create_parallel_sets(actor=person, sheets=ids, **about)
    assert [question_set.name for question_set in sets] == ["名" * 118 + f" {letter}" for letter in "ABC"]
    assert [[row[0] for row in rows(question_set)] for question_set in sets] == ids
    assert AuditEvent.objects.filter(action="set.create").count() == 3
    with pytest.raises(SetRefusedError):
        blueprints.create_parallel_sets(actor=person, sheets=[*ids, [99_999_999]], **about)
    assert QuestionSet.objects.count() == 3


# Templates

WISHES = Wishes(
    per_category={3: 2},
    total=5,
    aim=45,
    maximum=50,
    kinds={"behavioural": 1},
    ladders=1,
    mix={"easy": 1, "hard": 2},
    competencies=(4, 7),
    days=30,
    limit=3,
    fixed=frozenset({8}),
    excluded=frozenset({9, 10}),
)


def test_wishes_come_back_as_they_were_kept(person):
    position = Position.objects.create(name="客服经理")
    template = blueprints.create_blueprint(actor=person, name="一面", wishes=WISHES, position=position)
    again = Blueprint.objects.get(pk=template.pk)
    assert (again.read(), again.position, again.created_by) == (WISHES, position, person)
    assert from_json(to_json(Wishes())) == Wishes() and to_json(Wishes()) == {}
    blueprints.update_blueprint(actor=person, blueprint=template, wishes=Wishes(total=3))
    blueprints.update_blueprint(actor=person, blueprint=template, wishes=Wishes(total=3))
    assert Blueprint.objects.get(pk=template.pk).read() == Wishes(total=3)
    assert [event.action for event in AuditEvent.objects.order_by("pk")] == [
        "blueprint.create",
        "blueprint.change",
    ]


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "text",
        {"unknown": 1},
        {"total": "many"},
        {"total": -1},
        {"total": True},
        {"aim": 1.5},
        {"aim": 10**12},
        {"per_category": [1]},
        {"per_category": {"a": 1}},
        {"kinds": {"behavioural": None}},
        {"fixed": {"1": 1}},
        {"competencies": ["x"]},
    ],
)
def test_what_is_no_wishes_is_not_read(data):
    with pytest.raises(ValueError):
        from_json(data)
    with pytest.raises(ValidationError):
        Blueprint(name="x", wishes=data).full_clean(exclude=["created_by"])


def test_names_of_open_templates_are_given_once(person):
    template = blueprints.create_blueprint(actor=person, name="一面", wishes=WISHES)
    with pytest.raises(blueprints.NameTakenError):
        blueprints.create_blueprint(actor=person, name="一面", wishes=WISHES)
    blueprints.set_blueprint_archived(actor=person, blueprint=template, archived=True)
    blueprints.set_blueprint_archived(actor=person, blueprint=template, archived=True)
    blueprints.create_blueprint(actor=person, name="一面", wishes=WISHES)
    with pytest.raises(blueprints.NameTakenError):
        blueprints.set_blueprint_archived(actor=person, blueprint=template, archived=False)
    assert AuditEvent.objects.count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Blueprint.objects.create(name="")


# What the bank offers


def test_candidates_say_what_the_wishes_look_at(person):
    chapter = factories.make_competency(parent=None, name="沟通章")
    part = factories.make_competency(parent=chapter)
    question = factories.make_question(
        rubric_kind="ladder", kind="behavioural", difficulty="hard", competencies=[part]
    )
    interview = factories.make_interview(
        sheet=factories.make_sheet(question_set=factories.make_set(questions=[question]))
    )
    other = Position.objects.create(name="别的岗位")
    for position, recent in ((None, 1), (interview.candidate.position_id, 1), (other.pk, 0)):
        (offered,) = bank_questions(
            used=load_all_exposures(days=30, not_within=30, position=position),
            minutes={question.pk: 11},
        )
        assert (offered.id, offered.kind, offered.ladder, offered.difficulty, offered.minutes) == (
            *(question.pk, "behavioural", True),
            *("hard", 11),
        )
        assert offered.competencies == {chapter.pk, part.pk}
        assert (offered.uses, offered.recent, offered.counted) == (1, recent, 1)
