"""The demo's company: every stage is there, all of it made by services, none of it reaches anybody."""

import io
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import AuditEvent, User
from home.demo import cast, story
from home.verification.checks import verify_all
from interviews.models import (
    Candidate,
    CandidateImport,
    Decision,
    Interview,
    OutgoingMail,
    QuestionSet,
    Scorecard,
)
from qbank.models import ImportBatch
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path, monkeypatch):
    """A company with one candidate at each stage, and a bank that fills an hour."""
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    monkeypatch.setattr(story, "STAGES", dict.fromkeys(story.STAGES, 1))
    monkeypatch.setattr(cast, "CANDIDATES", [(0, "甲一 甲二 甲三 甲四 甲五"), (1, "乙一 乙二 乙三 乙四")])
    factories.make_scale()
    category = factories.make_category()
    for number in range(4):
        factories.make_question(category=category, text=f"第 {number} 题，请讲讲。", minutes=10)
    for username, name, role in cast.PEOPLE:
        factories.make_user(role, username=username, name=name, email=f"{username}@example.com")


def fill() -> str:
    said = io.StringIO()
    call_command("demo", stdout=said)
    return said.getvalue()


def test_every_stage_is_there(demo):
    fill()
    assert Candidate.objects.count() == len(story.STAGES)
    assert Interview.objects.filter(status="cancelled").count() == 1
    assert Interview.objects.filter(starts_at__gt=timezone.now(), status="scheduled").count() == 2
    assert set(Scorecard.objects.values_list("status", flat=True)) == {"draft", "submitted"}
    assert Decision.objects.pending().count() == 1
    assert Decision.objects.counting().count() == 1
    assert QuestionSet.objects.filter(sheets=None).count() == 1
    assert ImportBatch.objects.count() == CandidateImport.objects.count() == 1


def test_nothing_of_it_lies_in_the_future_and_all_of_it_verifies(demo):
    fill()
    assert AuditEvent.objects.latest("at").at < timezone.now() + timedelta(minutes=1)
    assert not AuditEvent.objects.filter(action="interview.schedule", at__gt=timezone.now()).exists()
    assert not verify_all().differences


def test_a_second_start_changes_nothing_and_says_the_password_again(demo):
    first, events = fill(), AuditEvent.objects.count()
    assert fill().strip() == first.strip().splitlines()[-1]
    assert AuditEvent.objects.count() == events


def test_no_letter_leaves_it(demo, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    fill()
    assert not mail.outbox
    assert OutgoingMail.objects.filter(state="sent").exists()


def test_a_real_site_is_never_filled(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo")
    assert not User.objects.exists()


@pytest.mark.parametrize("is_demo", [True, False])
def test_every_page_of_it_says_so(settings, client, is_demo):
    settings.DEMO = is_demo
    client.force_login(factories.make_user("hr"))
    assert (b'class="chip warn"' in client.get("/").content) is is_demo
