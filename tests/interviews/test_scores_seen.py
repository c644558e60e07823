"""Whoever has read scores of an interview without sitting on its panel is known by it, whatever the door.

Every address of the site and of the admin is opened by somebody in HR who has seen nothing yet. Where what
was planted comes back, it has to be on record that they have read it: a new page fails here until it says so.
"""

from __future__ import annotations

import io
import re
import zipfile
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, User
from interviews.models import Consensus, ExtraQuestion, Response, ScoresSeen, SubmittedVersion
from tests import factories
from tests.database import tampering
from tests.test_every_admin_url import REGISTERED, addresses
from tests.test_every_url import ADDRESSES, PUBLIC, address
from tests.world import make_world

pytestmark = pytest.mark.django_db

#: What stands on the submitted scorecard and in what was agreed: unlike reasons of leaving and closing, these
#: are scores.
PLANTED = "评分里的一句话4826"
#: Empty forms on paper offer every rating.
OFFER_RATINGS = {"interviews:interview-print", "interviews:sheet-print"}
RATING = re.compile(r"(?<![\d.])4\.5(?![\d.])")


@pytest.fixture(scope="module")
def world(module_db: Any) -> SimpleNamespace:
    with module_db.unblock():
        world = make_world()
        Response.objects.filter(scorecard=world.card).update(notes=PLANTED, evidence=PLANTED)
        ExtraQuestion.objects.update(text=PLANTED, notes=PLANTED)
        with tampering():
            models.QuerySet(Consensus).update(reason=PLANTED)
        SubmittedVersion.objects.create(
            scorecard=world.card,
            number=1,
            submitted_at=world.card.submitted_at,
            content={"items": [], "note": PLANTED},
            sha256="5" * 64,
        )
        return world


@pytest.fixture
def reader(db: None) -> User:
    """In HR, and has read nothing."""
    return factories.make_user("hr")


def client_of(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.cookies[settings.SESSION_COOKIE_NAME] = factories.make_session(user)
    return client


def tells(answer: Any) -> bool:
    """Whether what was recorded stands in the answer, be it a page or a file."""
    body = answer.getvalue()
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            body = b"".join(package.read(name) for name in package.namelist())
    text = body.decode(errors="replace")
    offered = re.sub(r"<select.*?</select>|<svg.*?</svg>|[?&;]o=[\d.-]+", "", text, flags=re.DOTALL)
    return PLANTED in text or ("html" in answer.get("Content-Type", "") and bool(RATING.search(offered)))


def has_read(user: User, world: SimpleNamespace) -> bool:
    return ScoresSeen.objects.filter(person=user, interview=world.interview).exists()


@pytest.mark.parametrize("name", sorted(ADDRESSES.keys() - PUBLIC))
def test_every_page_and_file_that_shows_scores_says_so(
    name: str, reader: User, world: SimpleNamespace
) -> None:
    client, url = client_of(reader), address(name, world)
    for send in (client.get, client.post):
        answer = send(url)
        if tells(answer) and (name not in OFFER_RATINGS or PLANTED in answer.content.decode()):
            assert has_read(reader, world), (name, send)


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
def test_every_page_of_the_admin_that_shows_scores_says_so(model: Any, world: SimpleNamespace) -> None:
    for role in ("hr", None):
        for url in addresses(model):
            reader = factories.make_user(role, is_superuser=role is None)
            if tells(client_of(reader).get(url)):
                assert has_read(reader, world), url


DOORS = [
    *("interview-result", "interview-report", "interview-report-docx", "interview-debrief"),
    *("interview-decision", "candidate-report", "candidate-report-docx", "position-compare"),
    "scorecard-version",
]


@pytest.mark.parametrize("door", DOORS)
def test_the_doors_that_are_known_record_the_reader(door: str, reader: User, world: SimpleNamespace) -> None:
    assert client_of(reader).get(address(f"interviews:{door}", world)).status_code == 200
    assert has_read(reader, world)
    event = AuditEvent.objects.get(action="interview.read", actor=reader)
    assert event.object_id == str(world.interview.pk)


@pytest.mark.parametrize("door", ["candidate-record-pack", "candidate-export"])
def test_files_that_are_sent_for_record_it_too(door: str, reader: User, world: SimpleNamespace) -> None:
    answer = client_of(reader).post(address(f"interviews:{door}", world))
    assert tells(answer) and has_read(reader, world)


def test_it_is_kept_once_and_not_of_ones_own_panel(reader: User, world: SimpleNamespace) -> None:
    client = client_of(reader)
    for _ in range(2):
        client.get(address("interviews:interview-result", world))
    assert AuditEvent.objects.filter(action="interview.read", actor=reader).count() == 1
    other = world.card.member.user
    client_of(other).get(address("interviews:interview-result", world))
    assert not has_read(other, world)


def test_where_nothing_is_recorded_yet_nothing_was_read(reader: User) -> None:
    interview = factories.make_interview()
    client_of(reader).get(reverse("interviews:interview-result", args=[interview.pk]))
    assert not ScoresSeen.objects.filter(person=reader).exists()


def test_lists_that_show_no_scores_keep_nobody_from_a_panel(reader: User, world: SimpleNamespace) -> None:
    client = client_of(reader)
    for page in ("interview-list", "interview-detail", "candidate-detail", "position-board"):
        assert client.get(address(f"interviews:{page}", world)).status_code == 200
    client.get(reverse("home"))
    for name in ("scorecard", "interview", "panelmember"):
        client.get(reverse(f"admin:interviews_{name}_changelist"))
    assert not has_read(reader, world)
    assert admin.site.is_registered(type(world.card))
