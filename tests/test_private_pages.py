"""No browser keeps what somebody saw while signed in: every address, found from the resolver."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.test_every_url import ADDRESSES, PUBLIC, address, client_of, make_world, open_to

#: What a browser may keep: the texts of the interface and the company's logo, the same for everybody.
MAY_BE_KEPT = {"javascript-catalog", "interviews:company-logo"}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(module_db):
    with module_db.unblock():
        return make_world()


@pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - PUBLIC - MAY_BE_KEPT))
def test_every_page_behind_the_sign_in_is_not_to_be_stored(name, world):
    for role in sorted(open_to(name) & world.sessions.keys()):
        answer = client_of(world, role).get(address(name, world))
        assert "no-store" in answer.headers["Cache-Control"], (name, role)


def test_signing_out_clears_what_the_browser_keeps(hr):
    answer = hr.post(reverse("accounts:sign-out"))
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert "no-store" in answer.headers["Cache-Control"]
