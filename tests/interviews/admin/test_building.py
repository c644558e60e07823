"""Question sets and sheets in the admin: in order, on the record, and sheets only to read."""

import pytest
from django.apps import apps
from django.urls import reverse

from accounts.models import AuditEvent
from interviews.building.services import sets
from interviews.building.services.publishing import publish
from interviews.models import QuestionSet
from tests.factories import make_question, make_scale, make_set, make_user

pytestmark = pytest.mark.django_db

MODELS = ["questionset", "setsection", "setitem", "sheet", "sheetitem", "sheetpoint"]


def place(model, action, *args):
    return reverse(f"admin:interviews_{model}_{action}", args=args)


def posted(question_set, rows, **fields):
    """What the change page sends: the set and its items as (item or None, question, position, section)."""
    data = {"name": question_set.name, "planned_minutes": 45, "scale": question_set.scale_id, "note": ""}
    data |= {"sections-TOTAL_FORMS": 0, "sections-INITIAL_FORMS": 0}
    data |= {
        "items-TOTAL_FORMS": len(rows),
        "items-INITIAL_FORMS": sum(1 for item, *_rest in rows if item),
    }
    for index, (item, question, position, section) in enumerate(rows):
        values = {
            "id": item.pk if item else "",
            "question": question.pk,
            "position": position,
            "section": section.pk if section else "",
            "question_set": question_set.pk or "",
            "weight": 1,
            "minutes": 5,
        }
        data |= {f"items-{index}-{name}": value for name, value in values.items()}
    return data | fields


@pytest.fixture
def published():
    question_set = make_set()
    sets.add_section(actor=make_user("hr"), question_set=question_set, title="开场")
    publish(actor=make_user("hr"), question_set=question_set)
    return question_set


@pytest.mark.parametrize("model", MODELS)
def test_hr_finds_every_model(hr, published, model):
    assert hr.get(place(model, "changelist"), {"q": "a"}).status_code == 200
    row = hr.get(place(model, "changelist")).context["cl"].result_list[0]
    assert hr.get(place(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_others_find_none(admin, interviewer, client_for, published, model):
    assert admin.get(place(model, "changelist")).status_code == 403
    assert client_for("panelist").get(place(model, "changelist")).status_code == 403
    answered = interviewer.get(place(model, "changelist"))
    assert answered.status_code == 403 or not answered.context["cl"].result_count
    row = apps.get_model("interviews", model).objects.first()
    assert interviewer.get(place(model, "change", row.pk)).status_code in (302, 403)


@pytest.mark.parametrize("model", ["questionset", "setsection", "setitem", "sheet"])
def test_interviewers_find_what_belongs_to_their_own_sets(interviewer, published, model):
    row = apps.get_model("interviews", model).objects.first()
    (row if model == "questionset" else row.question_set).shares.create(person=interviewer.user)
    assert interviewer.get(place(model, "changelist")).context["cl"].result_count
    assert interviewer.get(place(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", ["sheet", "sheetitem", "sheetpoint", "setitem", "setsection"])
def test_frozen_and_ordered_rows_are_only_read(hr, published, model):
    row = hr.get(place(model, "changelist")).context["cl"].result_list[0]
    assert hr.get(place(model, "add")).status_code == 403
    assert hr.post(place(model, "change", row.pk), {"version": 9}).status_code == 403
    assert hr.post(place(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_a_set_made_here_is_in_order_and_on_the_record(hr):
    question_set = QuestionSet(name="后台建的", scale=make_scale())
    first, second = make_question(), make_question()
    rows = [(None, first, 40, None), (None, second, 7, None)]
    assert hr.post(place("questionset", "add"), posted(question_set, rows)).status_code == 302
    question_set = QuestionSet.objects.get()
    assert question_set.created_by == hr.user
    assert list(question_set.items.values_list("position", "question")) == [(1, second.pk), (2, first.pk)]
    assert list(question_set.items.values_list("minutes", flat=True)) == [5, 5]
    events = AuditEvent.objects.filter(object_type="interviews.questionset").order_by("pk")
    assert events[0].action == "set.create" and {event.actor for event in events} == {hr.user}
    assert set(question_set.changes.values_list("act", flat=True)) == {"add", "values", "move"}


def test_a_set_changed_here_is_in_order_and_on_the_record(hr):
    question_set = make_set(questions=[make_question(), make_question()])
    first, second = question_set.items.all()
    rows = [(first, first.question, 9, None), (second, second.question, 3, None)]
    assert (
        hr.post(place("questionset", "change", question_set.pk), posted(question_set, rows)).status_code
        == 302
    )
    assert list(question_set.items.values_list("pk", "position")) == [(second.pk, 1), (first.pk, 2)]
    events = AuditEvent.objects.filter(action="set.change", object_id=str(question_set.pk), actor=hr.user)
    assert {event.after["item"] for event in events} == {first.question.code, second.question.code}


def test_an_item_is_not_put_into_another_sets_section(hr):
    question_set, other = make_set(), make_set()
    foreign = sets.add_section(actor=hr.user, question_set=other, title="别人的")
    item = question_set.items.get()
    data = posted(question_set, [(item, item.question, 1, foreign)])
    assert hr.post(place("questionset", "change", question_set.pk), data).status_code == 200
    item.refresh_from_db()
    assert item.section is None


def test_sets_are_archived_not_deleted(hr, published):
    for question_set in (published, make_set()):
        assert hr.post(place("questionset", "delete", question_set.pk), {"post": "yes"}).status_code == 403
    assert QuestionSet.objects.count() == 2


def test_an_archived_set_is_brought_back_before_it_is_changed(hr):
    question_set = make_set(archived=True, name="旧的一面")
    item = question_set.items.get()
    target = place("questionset", "change", question_set.pk)
    page = hr.get(target).content.decode()
    assert 'name="name"' not in page and 'name="items-0-minutes"' not in page and 'name="archived"' in page
    data = posted(question_set, [(item, item.question, 1, None)]) | {"name": "新的名字", "archived": "on"}
    assert hr.post(target, data | {"items-0-minutes": 55}).status_code == 302
    question_set.refresh_from_db()
    item.refresh_from_db()
    assert (question_set.name, question_set.archived, item.minutes) == ("旧的一面", True, 6)
    assert (
        hr.post(target, {name: value for name, value in data.items() if name != "archived"}).status_code
        == 302
    )
    question_set.refresh_from_db()
    assert (question_set.name, question_set.archived) == ("旧的一面", False)
    assert 'name="items-0-minutes"' in hr.get(target).content.decode()
