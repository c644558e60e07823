"""Every form that knows what it was opened on, sent by two at once: one saves, the other is asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django import forms
from django.contrib import admin as django_admin
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.concurrent_edits import ConcurrentEditMixin
from interviews.models import Position, Tie
from tests.forms import PageForm, writing_forms
from tests.test_every_url import ADDRESSES, PUBLIC, address, client_of, make_world, open_to

#: What was found to edit something, by the address it goes to. Fewer means that this test has gone blind.
LEAST = 9
#: Fields that take no words of one's own: a scale's bands are names with numbers.
NO_WORDS = {"bands"}


def forms_that_know(client: Client, url: str) -> Iterator[PageForm]:
    page = client.get(url)
    if page.status_code == 200 and page.headers["Content-Type"].startswith("text/html"):
        for form in writing_forms(page.content.decode(), url):
            if form.texts and any(name.endswith("opened_on") for name in form.fields):
                yield form


def pages(world: Any, client_for: Any) -> Iterator[tuple[Client, str]]:
    """Every page of the site, and of the administration each model's newest row."""
    for name in sorted(ADDRESSES.keys() - PUBLIC):
        for role in sorted(open_to(name) & {"hr", "admin"})[:1]:
            yield client_of(world, role), address(name, world)
    keeper = client_for("hr")
    for model in django_admin.site._registry:
        if newest := model._default_manager.order_by("pk").last():
            base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            yield keeper, reverse(f"{base}_change", args=[newest.pk])


def send_at_once(client: Client, pairs: list[tuple[PageForm, str]]) -> list[tuple[int, str]]:
    """Status and page of each answer."""
    start, answers = threading.Barrier(len(pairs)), []

    def send(form: PageForm, word: str) -> None:
        own = Client(headers={"accept-language": "en"})
        own.cookies = client.cookies
        try:
            start.wait()
            typed = {name: [f"{form.fields[name][0]}{word}"] for name in form.texts if name not in NO_WORDS}
            answer = replace(form, files=()).send(own, **typed)
            answers.append((answer.status_code, answer.content.decode()))
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_of_two_that_arrive_at_the_same_moment_one_saves_and_the_other_is_asked(client_for):
    world, edited = make_world(), {}
    # In that world somebody tied to the candidate sits on the panel, which nobody may save again.
    Tie.objects.all().delete()
    for client, url in pages(world, client_for):
        for form in forms_that_know(client, url):
            edited.setdefault(form.action, (client, url))
    assert len(edited) >= LEAST, sorted(edited)
    for action, (client, url) in edited.items():
        # Opened twice: each has a token of its own.
        opened = [
            next(form for form in forms_that_know(client, url) if form.action == action) for _ in range(2)
        ]
        answers = send_at_once(client, list(zip(opened, ("甲", "乙"), strict=True)))
        unexpected = [page[:2000] for status, page in answers if status not in (200, 302)]
        assert sorted(status for status, _page in answers) == [200, 302], (action, unexpected)
        (asked,) = [page for status, page in answers if status == 200]
        assert "while you had this open" in asked or "since you opened it" in asked, action
        assert "甲" in asked and "乙" in asked, action


@pytest.mark.django_db
def test_a_form_can_not_be_compared_without_the_lock():
    """Whoever forgets it in a view sees it at once."""

    class Renamed(ConcurrentEditMixin, forms.Form):
        name = forms.CharField()

    form = Renamed(
        {"name": "乙", "opened_on": '{"fields": {}}'}, edited=Position.objects.create(name="客服经理")
    )
    with pytest.raises(RuntimeError, match="lacks @edits"):
        form.is_valid()
