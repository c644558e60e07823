"""Every form of the site, found from its addresses: sent twice, it has done what it does once."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.contrib import admin as django_admin
from django.urls import reverse

from accounts.unsent import UnsentForm
from common.models import SentForm
from tests.database import rolled_back, row_counts
from tests.forms import writing_forms
from tests.test_every_url import ADDRESSES, PUBLIC, address, client_of, make_world, open_to

pytestmark = pytest.mark.django_db

#: Where the forms go that stand in the bar of every page: they are sent from the start page alone.
OF_THE_BAR = {reverse(name) for name in ("set-language", "set-theme", "set-single-keys")}
#: What is no business of anybody's: who is signed in, and the memory of the forms themselves.
UNCOUNTED = {"sessions.session", "common.sentform"}
#: The addresses whose forms wrote something here. Fewer means that this test has gone blind.
wrote: set[str] = set()
LEAST = 35


@pytest.fixture(scope="module")
def world(module_db):
    with module_db.unblock():
        return make_world()


def rows() -> Counter[str]:
    return Counter({label: count for label, count in row_counts().items() if label not in UNCOUNTED})


@pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - PUBLIC))
def test_a_form_sent_twice_is_carried_out_once(name, world):
    for role in sorted(open_to(name) & world.sessions.keys()):
        client, url = client_of(world, role), address(name, world)
        page = client.get(url)
        if page.status_code != 200 or not page.headers["Content-Type"].startswith("text/html"):
            continue
        check_all(client, page, url)


@pytest.mark.parametrize("role", ["admin", "hr"])
def test_so_are_the_forms_of_the_administration(role, world, client_for):
    client = client_for(role)
    for model in django_admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        newest = model._default_manager.order_by("pk").last()
        urls = [reverse(f"{base}_add")]
        urls += [reverse(f"{base}_change", args=[newest.pk])] if newest else []
        for url in urls:
            page = client.get(url)
            if page.status_code == 200:
                check_all(client, page, url)


def check_all(client: Any, page: Any, url: str) -> None:
    """Every form of the page, each in the same world."""
    for form in writing_forms(page.content.decode(), url):
        if "sign-out" in form.action or "logout" in form.action:
            continue
        assert form.fields.get("form_token"), form.action
        # Sent after its session has ended, without scripts, it shows its writer nothing they didn't type.
        tokens = [(name, value) for name in form.hidden for value in form.fields[name]]
        assert "/admin/" in url or list(UnsentForm("", "", tokens).typed) == [], form.action
        if form.action in OF_THE_BAR and url != reverse("home"):
            continue
        with rolled_back():
            check(client, form, url)


def check(client: Any, form: Any, name: str) -> None:
    before = rows()
    first = form.send(client)
    after = rows()
    second = form.send(client)
    assert first.status_code < 500 and second.status_code < 500, (name, form.action)
    if first.streaming:
        # A file to take home: taken twice, and both stand in the trail.
        return
    assert rows() == after, (name, form.action, rows() - after)
    if first.status_code < 400:
        assert (second.status_code, second.headers.get("Location")) == (
            first.status_code,
            first.headers.get("Location"),
        )
        assert SentForm.objects.exists()
    if after != before:
        wrote.add(form.action)


def test_the_forms_did_write():
    assert len(wrote) >= LEAST, sorted(wrote)
