"""The crawl: every address of the site and the admin, for everybody, at each stage of their own scorecard.

What was planted on a colleague's submitted scorecard, in what was agreed and in every reason comes back to
those it is open to and to nobody else. tests/test_every_url.py and tests/test_every_admin_url.py go deeper at
the first stage, with filters, searches and forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from interviews.models import PanelMember, Scorecard
from tests import factories
from tests.test_every_admin_url import REGISTERED, addresses, told
from tests.test_every_url import ADDRESSES, PUBLIC, SECRET, address
from tests.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(module_db: Any) -> SimpleNamespace:
    with module_db.unblock():
        return make_world()


def begun(seat: PanelMember) -> None:
    Scorecard.objects.create(member=seat)


def submitted(seat: PanelMember) -> None:
    Scorecard.objects.create(member=seat, status="submitted", submitted_at=timezone.now())


def reopened(seat: PanelMember) -> None:
    """Once submitted, now a draft again."""
    Scorecard.objects.create(member=seat)
    seat.scorecard.versions.create(number=1, submitted_at=timezone.now(), content={}, sha256="7" * 64)


def left(seat: PanelMember) -> None:
    seat.withdrawn_at, seat.withdrawn_by, seat.withdrawn_reason = timezone.now(), seat.user, "病了"
    seat.save()
    Scorecard.objects.create(member=seat, status="withdrawn")


BLIND: list[Callable[[PanelMember], None]] = [begun, reopened, left]


def client_of(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.cookies[settings.SESSION_COOKIE_NAME] = factories.make_session(user)
    return client


def places(world: SimpleNamespace) -> Iterator[str]:
    yield from (address(name, world) for name in sorted(ADDRESSES.keys() - PUBLIC))
    for model in REGISTERED:
        yield from addresses(model)


def telling(user: User, world: SimpleNamespace) -> set[str]:
    """The addresses that show this person what was planted."""
    client = client_of(user)
    answers = {url: client.get(url) for url in places(world)}
    return {url for url, answer in answers.items() if SECRET in answer.getvalue().decode(errors="replace")}


def make_seated(role: str, world: SimpleNamespace) -> PanelMember:
    seat: PanelMember = world.interview.members.create(user=factories.make_user(role))
    return seat


@pytest.mark.parametrize("role", ["interviewer", "hr"])
@pytest.mark.parametrize("stage", BLIND, ids=lambda stage: stage.__name__)
def test_who_owes_a_scorecard_finds_it_nowhere(
    stage: Callable[[PanelMember], None], role: str, world: SimpleNamespace
) -> None:
    seat = make_seated(role, world)
    stage(seat)
    client = client_of(seat.user)
    for url in places(world):
        body = client.get(url).getvalue().decode(errors="replace")
        # The site's empty forms on paper offer every rating.
        assert SECRET not in body and "4.5/5" not in body, url
        assert not (url.startswith("/admin/") and told(body, url)), url


@pytest.mark.parametrize("role", ["interviewer", "admin"])
def test_who_does_not_sit_there_and_is_not_in_hr_finds_it_nowhere(role: str, world: SimpleNamespace) -> None:
    assert telling(factories.make_user(role), world) == set()


def test_it_is_found_once_ones_own_is_submitted(world: SimpleNamespace) -> None:
    """Else the walks above might look in the wrong places."""
    seat = make_seated("interviewer", world)
    submitted(seat)
    found = telling(seat.user, world)
    assert address("interviews:interview-result", world) in found
    assert any(url.startswith("/admin/") for url in found)


def test_hr_finds_it_without_a_seat(world: SimpleNamespace) -> None:
    assert address("interviews:interview-report", world) in telling(factories.make_user("hr"), world)
