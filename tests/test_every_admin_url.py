"""Every address of the admin, with every row, filter and search: the blind rule, and the number of queries.

tests/test_every_url.py does the same for the site; the world with its planted sentence is the same one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse
from django.utils import timezone

from accounts.models import User
from interviews.models import Scorecard
from tests import factories
from tests.test_every_url import SECRET, make_world

pytestmark = pytest.mark.django_db

#: What an interviewer finds in the admin's menu.
FOR_INTERVIEWERS = {
    *("Interview", "Scorecard", "SubmittedVersion"),
    *("QuestionSet", "SetSection", "SetItem", "Blueprint", "Sheet"),
    *("Question", "ReferenceAnswer", "RubricPoint", "Competency"),
}
MOST_QUERIES = 40
#: The planted rating, as a number of its own.
RATING = re.compile(r"(?<![\d.])4\.5(?![\d.])")
REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture(scope="module")
def world(module_db: Any) -> SimpleNamespace:
    with module_db.unblock():
        return make_world()


def blind_people(world: SimpleNamespace) -> dict[str, User]:
    """On the panel, as interviewer, as HR, and as somebody who may do everything; none has submitted."""
    people = {"interviewer": world.member, "HR": factories.make_user("hr")}
    people["superuser"] = factories.make_user(None, is_superuser=True)
    for name in ("HR", "superuser"):
        world.interview.members.create(user=people[name])
    return people


def addresses(model: type[Model]) -> Iterator[str]:
    """The pages of a model: its list, what hangs on the list, and each row's own."""
    rows = [str(pk) for pk in model._base_manager.values_list("pk", flat=True)[:2]]
    for pattern in admin.site._registry[model].get_urls():
        if not isinstance(pattern, URLPattern) or not pattern.name:
            continue
        names = list(pattern.pattern.converters)
        if not names:
            yield reverse(f"admin:{pattern.name}")
        elif names[0] in ("object_id", "id"):
            others = [argument_of(model, name) for name in names[1:]]
            for pk in rows:
                for more in zip(*others, strict=True) if others else [()]:
                    yield reverse(f"admin:{pattern.name}", args=[pk, *more])


def argument_of(model: type[Model], name: str) -> list[str]:
    """What a further part of an address may be: the acts of an object's page."""
    acts = getattr(admin.site._registry[model], "acts", ())
    return [act.name for act in acts] if name == "act" else []


def filtered(place: str, answer: Any) -> Iterator[str]:
    """A list by each of its filters, with counts beside them, in each order, and searched."""
    yield f"{place}?_facets=True"
    yield f"{place}?q={SECRET[:6]}"
    yield f"{place}?_popup=1&_to_field=id"
    changelist = (answer.context or {}).get("cl")
    if changelist is not None:
        yield f"{place}?o=" + ".".join(str(column) for column in range(len(changelist.list_display)))
        for spec in changelist.filter_specs:
            for choice in spec.choices(changelist):
                yield place + choice["query_string"]


def autocompletes() -> Iterator[str]:
    """Every search for a choice that a form of the admin could make."""
    for model in REGISTERED:
        for field in model._meta.get_fields():
            if field.is_relation and getattr(field, "concrete", False):
                options = model._meta
                query = (
                    f"app_label={options.app_label}&model_name={options.model_name}&field_name={field.name}"
                )
                for term in ("", SECRET[:4]):
                    yield f"{reverse('admin:autocomplete')}?{query}&term={term}"


def told(body: str, url: str) -> str | None:
    """What a page tells of another's scorecard; what was searched for comes back in its field."""
    if SECRET in body:
        return SECRET
    # The form for one's own scorecard offers every rating; an order of columns is written 4.5.
    text = re.sub(r"<select.*?</select>|<svg.*?</svg>|[?&;]o=[\d.-]+", "", body, flags=re.DOTALL)
    found = RATING.search(text)
    return found and f"{found.group()} in {url}"


def look(client: Client, url: str) -> Any:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code < 500, url
    assert len(queries) <= MOST_QUERIES, (url, len(queries))
    return answer


def client_of(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def body_of(answer: Any) -> str:
    return answer.getvalue().decode(errors="replace")


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_no_page_tells_the_blind_anything_of_another_s_scorecard(model: type[Model], world: Any) -> None:
    for name, user in blind_people(world).items():
        client = client_of(user)
        for url in addresses(model):
            answer = look(client, url)
            assert not told(body_of(answer), url), (name, url)
            if url.endswith(f"/{model._meta.model_name}/"):
                for narrowed in filtered(url, answer):
                    assert not told(body_of(look(client, narrowed)), narrowed), (name, narrowed)
            posted = client.post(url, {"q": SECRET[:6], "post": "yes", "reason": "x"})
            assert posted.status_code < 500 and not told(body_of(posted), url), (name, url)


def test_no_search_for_a_choice_tells_the_blind_anything(world: Any) -> None:
    for name, user in blind_people(world).items():
        client = client_of(user)
        for url in autocompletes():
            answer = client.get(url)
            assert answer.status_code < 500 and SECRET not in body_of(answer), (name, url)


@pytest.mark.parametrize("stage", ["not begun", "begun", "submitted"])
def test_what_is_planted_is_there_once_ones_own_is_submitted(stage: str, world: Any) -> None:
    """The same walk as an interviewer, at each stage: else the walk above might look in the wrong places."""
    if stage != "not begun":
        own = Scorecard.objects.create(member=world.interview.members.get(user=world.member))
        if stage == "submitted":
            own.status, own.submitted_at = "submitted", timezone.now()
            own.save()
    client = client_of(world.member)
    pages = [url for model in REGISTERED for url in addresses(model)]
    telling = [url for url in pages if SECRET in body_of(client.get(url))]
    change = reverse("admin:interviews_scorecard_change", args=[world.card.pk])
    assert (change in telling) is (stage == "submitted")
    assert bool(telling) is (stage == "submitted")
    listed = client.get(reverse("admin:interviews_scorecard_changelist")).context["cl"].result_count
    # One's own; once it is submitted the others' as well.
    assert listed >= 2 if stage == "submitted" else listed == (stage == "begun")


def test_an_interviewer_finds_what_is_theirs_and_nothing_else(world: Any) -> None:
    client = client_of(world.member)
    index = client.get(reverse("admin:index"))
    menu = {model["object_name"] for app in index.context["app_list"] for model in app["models"]}
    assert menu == FOR_INTERVIEWERS
    for model in REGISTERED:
        options = model._meta
        listed = client.get(reverse(f"admin:{options.app_label}_{options.model_name}_changelist"))
        assert listed.status_code == (200 if model.__name__ in FOR_INTERVIEWERS else 403), model
    stranger = client_of(factories.make_user())
    for name in ("interview", "scorecard", "submittedversion"):
        listed = stranger.get(reverse(f"admin:interviews_{name}_changelist"))
        assert listed.context["cl"].result_count == 0
