"""What was recorded is verified every night and whenever an administrator asks; differences are told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import models
from django.urls import reverse
from django.utils import timezone

from accounts.kept.chain import seal_new
from accounts.models import AuditEvent, SealedRow
from home.models import Verification
from home.verification import services
from interviews.models import Company, Decision, SubmittedVersion
from tests import factories
from tests.database import tampering
from tests.world import make_world

pytestmark = pytest.mark.django_db

PAGE, CREATE = reverse("verification:detail"), reverse("verification:create")


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Callable[[], Any]:
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def sealed_event() -> AuditEvent:
    event = AuditEvent.objects.create(actor_name="甲", action="a.b")
    seal_new()
    return event


def change(event: AuditEvent) -> None:
    """As somebody with the database in their hands would."""
    with tampering():
        models.QuerySet(AuditEvent).filter(pk=event.pk).update(actor_name="别人")


def verify(committed: Any) -> Verification:
    with committed():
        verification = services.ask_for_verification(actor=None)
    verification.refresh_from_db()
    return verification


def test_an_administrator_verifies_and_reads_what_was_counted(admin, committed, sealed_event):
    with committed():
        admin.post(CREATE)
    verification = Verification.objects.get()
    assert verification.by == admin.user and verification.ended_at and not verification.is_alarm
    assert verification.counts["seals"] == 1 and verification.counts["events"] == 2
    page = admin.get(PAGE).content.decode()
    assert "All is as it was recorded" in page and str(admin.user) in page
    assert AuditEvent.objects.get(action="verification.create").actor == admin.user
    # What the worker had not sealed yet was sealed with it.
    assert SealedRow.objects.count() == 2


def test_a_difference_is_named_with_a_link_and_told_on_the_start_page(admin, committed, sealed_event):
    change(sealed_event)
    assert verify(committed).wrong == 1
    page = admin.get(PAGE).content.decode()
    assert f"{AuditEvent._meta.verbose_name} {sealed_event.pk} was changed" in page
    banner = "no longer as it was"
    assert banner in admin.get(reverse("home")).content.decode()


def test_only_administrators_are_told(client_for, committed, sealed_event):
    change(sealed_event)
    verify(committed)
    for role in ("hr", "interviewer", "panelist"):
        client = client_for(role)
        assert "no longer as it was" not in client.get(reverse("home")).content.decode()
        assert client.get(PAGE).status_code == 404 and client.post(CREATE).status_code == 404


def test_every_administrator_has_one_letter_where_the_company_sends_mail(committed, sealed_event):
    people = [factories.make_user("admin", email=f"{name}@example.com", language="en") for name in "ab"]
    factories.make_user("admin"), factories.make_user("hr", email="hr@example.com")
    change(sealed_event)
    verify(committed)
    assert not mail.outbox
    Company.objects.update_or_create(pk=1, defaults={"sends_mail": True})
    services.tell_administrators()
    services.tell_administrators()
    assert sorted(letter.to[0] for letter in mail.outbox) == [person.email for person in people]
    assert PAGE in mail.outbox[0].body and "1 place" in mail.outbox[0].body
    assert "甲" not in mail.outbox[0].body and "别人" not in mail.outbox[0].body


def test_a_letter_that_the_server_does_not_take_is_tried_again(committed, sealed_event, monkeypatch):
    Company.objects.update_or_create(pk=1, defaults={"sends_mail": True})
    factories.make_user("admin", email="a@example.com")
    change(sealed_event)
    with monkeypatch.context() as broken:
        broken.setattr(services.EmailMessage, "send", lambda self: (_ for _ in ()).throw(OSError))
        verify(committed)
    assert not mail.outbox
    services.tell_administrators()
    assert len(mail.outbox) == 1


def test_it_is_done_every_night_and_at_any_time_when_it_is_overdue(committed, monkeypatch):
    factories.make_user("admin", date_joined=timezone.now() - timedelta(days=3))
    with committed():
        services.nightly_verification()
    assert Verification.objects.get().by_name == "system"
    night = timezone.localtime().replace(hour=2)
    monkeypatch.setattr(services.timezone, "localtime", lambda: night)
    with committed():
        services.nightly_verification()
    assert Verification.objects.count() == 1
    Verification.objects.update(asked_at=timezone.now() - timedelta(hours=21))
    with committed():
        services.nightly_verification()
    assert Verification.objects.count() == 2


def test_one_whose_worker_was_killed_is_told_like_a_difference(admin):
    Verification.objects.create(by_name="system")
    Verification.objects.update(asked_at=timezone.now() - timedelta(hours=3))
    services.nightly_verification()
    assert "could not be ended" in admin.get(reverse("home")).content.decode()
    assert "none is running" in admin.get(PAGE).content.decode()


def test_while_one_runs_the_page_says_how_far_it_is_and_no_second_begins(admin):
    running = Verification.objects.create(by_name="system", total=40, done=10)
    assert "10 of 40" in admin.get(PAGE).content.decode()
    assert "10 of 40" in admin.get(PAGE, headers={"hx-request": "true"}).content.decode()
    admin.post(CREATE)
    assert Verification.objects.get() == running
    Verification.objects.update(ended_at=timezone.now())
    assert admin.get(PAGE, headers={"hx-request": "true"}).headers["HX-Refresh"] == "true"


def test_what_is_half_erased_while_it_is_looked_at_is_no_difference(committed, sealed_event, monkeypatch):
    """An erasure between reading a seal and reading its row: the second look finds both."""
    from home.verification import checks  # noqa: PLC0415 (only this test replaces a part of it)

    looks = iter([[checks.RecordFault("changed", "accounts.auditevent", 1)], []])
    monkeypatch.setattr(checks, "_seals", lambda looked_at: next(looks))
    assert not verify(committed).wrong


def test_who_is_blind_in_an_interview_reads_nothing_of_it_here(client_for, committed):
    """That a colleague has submitted, or that something was decided."""
    world = make_world()
    version = SubmittedVersion.objects.create(
        scorecard=world.card, number=1, content={}, sha256="x", submitted_at=timezone.now()
    )
    seal_new()
    with tampering() as cursor:
        cursor.execute("UPDATE interviews_decision SET outcome = 'reject'")
    assert verify(committed).wrong >= 3
    both = factories.make_user("admin")
    decision = Decision.objects.get()
    words = f"{world.interview.pk}/{decision.number}", f"{world.interview.pk}/{version.scorecard_id}/1"
    open_page = client_for(user=both).get(PAGE).content.decode()
    assert all(word in open_page for word in words)
    world.interview.members.create(user=both)
    blind_page = client_for(user=both).get(PAGE).content.decode()
    assert not any(word in blind_page for word in words) and "not shown to you here" in blind_page
