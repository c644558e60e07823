"""Jobs of imports run when a test says so, and write two rows at a time."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

from accounts.models import User
from qbank.imports.services.jobs import Pace
from tests.factories import make_user


@pytest.fixture(autouse=True)
def jobs_by_hand(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(Pace, "MOST", 2)
    monkeypatch.setattr(Pace, "LEAST", 2)
    monkeypatch.setattr(Pace, "PAUSE", 0)
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
        yield


@pytest.fixture
def person(db: None) -> User:
    return make_user("hr")
