"""Every link of the admin opens to whoever is shown it: none ends at a refusal, or at nothing."""

import re
from collections.abc import Iterator
from html import unescape
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interviews.models import Scorecard, SetItem
from tests import factories
from tests.world import make_world

pytestmark = pytest.mark.django_db

HREF = re.compile(r'<a\b[^>]*?\bhref="([^"#][^"]*)"')
#: Of addresses that differ in their numbers only, so many are followed.
OF_A_KIND = 2


@pytest.fixture(scope="module")
def world(module_db: Any) -> SimpleNamespace:
    with module_db.unblock():
        world = make_world()
        # A question that interviewers don't find in the bank stands in the set.
        draft = factories.make_question(status="draft")
        SetItem.objects.create(
            question_set_id=world.ids["interviews:set"], question=draft, position=2, minutes=1
        )
        return world


def client_as(world: SimpleNamespace, role: str) -> Client:
    if role == "member":
        own = Scorecard.objects.create(member=world.interview.members.get(user=world.member))
        own.status, own.submitted_at = "submitted", timezone.now()
        own.save()
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.people[role])
    return client


def pages(model: type[Model], client: Client) -> Iterator[str]:
    options = model._meta
    place = f"admin:{options.app_label}_{options.model_name}_%s"
    listed = client.get(reverse(place % "changelist"))
    if listed.status_code != 200:
        return
    yield reverse(place % "changelist")
    if listed.context["has_add_permission"]:
        yield reverse(place % "add")
    rows = list(listed.context["cl"].result_list)[:2]
    yield from (reverse(place % "change", args=[row.pk]) for row in rows)
    yield from (reverse(place % "history", args=[row.pk]) for row in rows[:1])


def links_on(client: Client, page: str) -> Iterator[str]:
    answer = client.get(page)
    assert answer.status_code == 200, page
    for link in HREF.findall(answer.content.decode()):
        # The filters and orders of a list, tests/test_every_admin_url.py walks through.
        target = urljoin(page, unescape(link)).partition("?")[0]
        if target.startswith("/") and not target.startswith(("/static/", "/media/")):
            yield target


@pytest.mark.parametrize("role", ["hr", "owner", "member", "admin"])
def test_every_link_opens(role: str, world: SimpleNamespace) -> None:
    client = client_as(world, role)
    places = [reverse("admin:index")]
    for model in sorted(admin.site._registry, key=lambda model: model._meta.label):
        places.extend(pages(model, client))
    assert len(places) > 3
    followed: dict[str, set[str]] = {}
    dead = set()
    for page in places:
        for target in links_on(client, page):
            kind = re.sub(r"\d+", "N", target)
            if target in followed.setdefault(kind, set()) or len(followed[kind]) == OF_A_KIND:
                continue
            followed[kind].add(target)
            answer = client.get(target)
            # To the index leads who asks for what isn't there, or is not theirs.
            lost = answer.status_code == 302 and answer["location"] == reverse("admin:index")
            if answer.status_code >= 400 or lost:
                dead.add((re.sub(r"\d+", "N", page), kind, answer.status_code))
    assert not dead
