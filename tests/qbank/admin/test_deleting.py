"""Deleting what others rest on: the page names what loses it, a ready question keeps a competency, and the
trail says what lost it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.deleting import losses
from accounts.models import AuditEvent
from interviews.models import Position
from qbank.imports.services.removing import delete_empty_taxonomy
from qbank.models import Category, Competency, ImportBatch, Question
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return factories.make_competency(name="沟通")


@pytest.fixture
def other():
    return factories.make_competency(name="抗压")


def pages(thing):
    """The two ways to delete: (address, what is posted to be asked first)."""
    name = f"admin:qbank_{thing._meta.model_name}"
    yield reverse(f"{name}_delete", args=[thing.pk]), {}
    yield (
        reverse(f"{name}_changelist"),
        {"action": "delete_selected", "_selected_action": [thing.pk]},
    )


def asked(client, url, data):
    return (client.post(url, data) if data else client.get(url)).content.decode()


def address(question):
    return reverse("qbank:question-detail", args=[question.pk])


def test_the_page_leads_to_every_question_that_loses_a_competency(admin, section, other):
    question = factories.make_question(competencies=[section, other])
    position = factories.make_candidate().position
    position.wanted_competencies.add(section)
    # A chapter takes its sections with it, so the same questions lose something.
    for thing in (section, section.parent):
        for url, data in pages(thing):
            page = asked(admin, url, data)
            assert address(question) in page and "without “沟通”" in page
            # Administrators have nothing to do with positions.
            assert "Position: 1 that you don’t see" in page and str(position) not in page
            assert "relationship" not in page


def test_a_ready_question_keeps_a_competency(admin, section, other):
    question = factories.make_question(competencies=[section])
    for thing in (section, section.parent):
        for url, data in pages(thing):
            assert address(question) in asked(admin, url, data)
            admin.post(url, data | {"post": "yes"})
    assert list(question.competencies.all()) == [section]
    question.competencies.add(other)
    admin.post(next(pages(section))[0], {"post": "yes"})
    assert list(question.competencies.all()) == [other]


def test_two_that_are_deleted_together_leave_no_ready_question_without_one(admin, section, other):
    """Each alone would leave the other."""
    question = factories.make_question(competencies=[section, other])
    url = reverse("admin:qbank_competency_changelist")
    data = {"action": "delete_selected", "_selected_action": [section.pk, other.pk], "post": "yes"}
    assert address(question) in admin.post(url, data, follow=True).content.decode()
    assert question.competencies.count() == 2


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_a_question_that_nobody_asks_may_lose_its_last_one(admin, section, status):
    question = factories.make_question(competencies=[section], status=status)
    admin.post(next(pages(section))[0], {"post": "yes"})
    newest = question.revisions.order_by("-number").first()
    assert newest.content["competencies"] == [] and not Competency.objects.filter(name="沟通").exists()
    assert AuditEvent.objects.get(action="competency.delete").before["lost_by"] == [str(question)]


def test_the_page_leads_to_every_question_that_keeps_a_category(admin):
    question = factories.make_question()
    for url, data in pages(question.category):
        assert address(question) in asked(admin, url, data)
        admin.post(url, data | {"post": "yes"})
    assert Category.objects.filter(pk=question.category_id).exists()


def test_a_position_that_wants_a_category_is_named_before_and_in_the_trail(client_for):
    everything = client_for(user=factories.make_user(None, is_superuser=True))
    category, position = factories.make_category(), factories.make_candidate().position
    position.wanted_categories.add(category)
    url, data = next(pages(category))
    assert reverse("interviews:position-board", args=[position.pk]) in asked(everything, url, data)
    everything.post(url, {"post": "yes"})
    assert AuditEvent.objects.get(action="category.delete").before["lost_by"] == [str(position)]


def test_what_is_taken_back_with_an_import_stays_where_a_position_wants_it():
    category, unwanted = factories.make_category(), factories.make_category()
    factories.make_candidate().position.wanted_categories.add(category)
    batch = ImportBatch(result={"categories": [category.pk, unwanted.pk]})
    batch.pk = 0
    delete_empty_taxonomy(batch)
    assert list(Category.objects.all()) == [category]


def test_every_link_between_two_kinds_of_things_is_followed():
    """Whatever rests on a row by a many-to-many link is found by the link itself."""
    question = factories.make_question()
    position = factories.make_candidate().position
    position.wanted_categories.add(question.category)
    position.wanted_competencies.add(question.competencies.get())
    for model in (Question, Position):
        for field in model._meta.many_to_many:
            obj = model.objects.get()
            (led_to,) = getattr(obj, field.name).all()
            assert obj in [loss.obj for loss in losses([led_to])], field
    assert losses([]) == []
