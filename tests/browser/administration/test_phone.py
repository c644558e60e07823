"""On a phone no page of the admin has to be pushed sideways, whoever opens it."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.models import User
from interviews.models import Candidate, Position, QuestionSet
from qbank.models import Category, Question
from tests.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTH = 390
#: A page is a few hundred kilobytes at most, however many rows there are.
MOST_BYTES = 300_000
#: Without a place to break.
LONG = "很长的名字" * 12 + "WithoutAnyPlaceToBreak" * 3


@pytest.fixture
def world(transactional_db: Any) -> SimpleNamespace:
    world = make_world()
    for model, field in ((Candidate, "name"), (Position, "name"), (QuestionSet, "name"), (Category, "name")):
        longest = model._meta.get_field(field).max_length
        for number, row in enumerate(model._default_manager.all()):
            model._default_manager.filter(pk=row.pk).update(**{field: f"{LONG}{number}"[-longest:]})
    Question.objects.update(text=LONG * 5)
    return world


def pages_of(model: type[Model], client: Client) -> Iterator[str]:
    place = f"admin:{model._meta.app_label}_{model._meta.model_name}_%s"
    listed = client.get(reverse(place % "changelist"))
    if listed.status_code != 200:
        return
    yield reverse(place % "changelist")
    if listed.context["has_add_permission"]:
        yield reverse(place % "add")
    for row in list(listed.context["cl"].result_list)[:1]:
        yield reverse(place % "change", args=[row.pk])
        acts = getattr(admin.site._registry[model], "acts", ())
        yield from (reverse(place % "act", args=[row.pk, act.name]) for act in acts[:1])


def pages_for(person: User) -> list[str]:
    client = Client()
    client.force_login(person)
    models = sorted(admin.site._registry, key=lambda model: model._meta.label)
    return [reverse("admin:index"), *(page for model in models for page in pages_of(model, client))]


@pytest.mark.parametrize("role", ["hr", "member", "admin"])
def test_no_page_is_wider_than_the_phone(role: str, world: SimpleNamespace, page_for: Any) -> None:
    person = world.people[role]
    page = page_for(person, viewport={"width": WIDTH, "height": 800})
    wide, heavy = [], []
    for place in pages_for(person):
        answer = page.goto(place)
        if page.evaluate("document.documentElement.scrollWidth") > WIDTH:
            wide.append(place)
        if len(answer.body()) > MOST_BYTES:
            heavy.append(place)
    assert not wide and not heavy
