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
chosen_in: set[str] = set()
LEAST = 5


@pytest.fixture(scope="module")
def world(module_db):
    with module_db.unblock():
        return make_world()


def forms_of(client: Any, url: str, *, of_choices: bool = False) -> dict[str, PageForm]:
    """The forms with something to type, or those with only something to choose."""

    def wanted(form: PageForm) -> bool:
        return bool(form.choices) and not form.texts if of_choices else bool(form.texts)

    page = client.get(url, follow=True)
    if page.status_code != 200 or not page.headers["Content-Type"].startswith("text/html"):
        return {}
    return {form.action: form for form in writing_forms(page.content.decode(), url) if wanted(form)}


def with_words(form: PageForm, word: str) -> dict[str, list[str]]:
    """Something typed into every field; of one that stands there several times, into the first."""
    return {name: [f"{form.fields[name][0]}{word}", *form.as_shown[name][1:]] for name in form.texts}


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
    edits = [name for name, typed in written.items() if stored and stored.fields[name][0] == typed[0]]
    if not edits:
        # It adds something, or acts: nothing is edited here.
        return
    edited.add(action)
    answer = older.send(client, **with_words(older, "乙"))
    if answer.status_code == 302:
        answer = client.get(answer.headers["Location"])
    assert "乙" in answer.content.decode(), action
    still = forms_of(client, url)[action].fields
    assert [still[name][0] for name in edits] == [written[name][0] for name in edits], action


@pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - PUBLIC))
def test_a_choice_made_meanwhile_is_not_taken_back_by_an_older_tab(name, world):
    """Forms of choices alone: the older tab sends what it shows."""
    for role in sorted(open_to(name) & world.sessions.keys()):
        client, url = client_of(world, role), address(name, world)
        for action, older in forms_of(client, url, of_choices=True).items():
            with rolled_back():
                check_choices(client, url, action, older)


def check_choices(client: Any, url: str, action: str, older: PageForm) -> None:
    newer = forms_of(client, url, of_choices=True)[action]
    chosen = {
        field: [next(value for value in offered if [value] != newer.as_shown[field])]
        for field, offered in newer.choices.items()
    }
    if newer.send(client, **{**newer.as_shown, **chosen}).status_code != 302 or not is_kept(
        client, url, action, chosen
    ):
        return
    chosen_in.add(action)
    older.send(client, **older.as_shown)
    assert is_kept(client, url, action, chosen), action


def is_kept(client: Any, url: str, action: str, values: dict[str, list[str]]) -> bool:
    stored = forms_of(client, url, of_choices=True).get(action)
    return stored is not None and all(stored.as_shown.get(name) == value for name, value in values.items())


def test_forms_that_edit_were_found():
    assert chosen_in, "no form of choices was found to edit anything"
    assert len(edited) >= LEAST, sorted(edited)
