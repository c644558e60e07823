"""Every form that edits something, found from the addresses: no older tab overwrites anything unseen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.database import rolled_back
from tests.forms import PageForm, writing_forms
from tests.test_every_url import ADDRESSES, PUBLIC, address, client_of, make_world, open_to

pytestmark = pytest.mark.django_db

#: Forms that were found to edit something. Fewer means that this test has gone blind.
edited: set[str] = set()
LEAST = 5


@pytest.fixture(scope="module")
def world(module_db):
    with module_db.unblock():
        return make_world()


def forms_of(client: Any, url: str) -> dict[str, PageForm]:
    page = client.get(url)
    if page.status_code != 200 or not page.headers["Content-Type"].startswith("text/html"):
        return {}
    return {form.action: form for form in writing_forms(page.content.decode(), url) if form.texts}


def with_words(form: PageForm, word: str) -> dict[str, list[str]]:
    return {name: [f"{form.fields[name][0]}{word}"] for name in form.texts}


@pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - PUBLIC))
def test_what_was_changed_meanwhile_is_shown_and_not_overwritten(name, world):
    for role in sorted(open_to(name) & world.sessions.keys()):
        client, url = client_of(world, role), address(name, world)
        for action, older in forms_of(client, url).items():
            with rolled_back():
                check(client, url, action, older)


def check(client: Any, url: str, action: str, older: PageForm) -> None:
    newer = forms_of(client, url)[action]
    written = with_words(newer, "甲")
    if newer.send(client, **written).status_code != 302:
        return
    stored = forms_of(client, url).get(action)
    if stored is None or any(stored.fields[name] != value for name, value in written.items()):
        # It adds something, or acts: nothing is edited here.
        return
    edited.add(action)
    answer = older.send(client, **with_words(older, "乙"))
    if answer.status_code == 302:
        answer = client.get(answer.headers["Location"])
    assert "乙" in answer.content.decode(), action
    assert forms_of(client, url)[action].fields.items() >= written.items(), action


def test_forms_that_edit_were_found():
    assert len(edited) >= LEAST, sorted(edited)
