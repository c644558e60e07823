"""Submitting: what is missing, what is locked and kept, and reopening."""

import hashlib
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import AuditEvent
from interviews.models import Scorecard, SubmittedVersion
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.room.services.scorecards import IncompleteScorecardError, ScorecardClosedError, submit

pytestmark = pytest.mark.django_db


def test_an_incomplete_scorecard_lists_what_is_missing_with_links(room):
    room.enter(rating="4")
    page = room.client.post(room.url("scorecard-submit"))
    assert page.status_code == 200
    assert [
        (item.position, [str(code) for code in item.requirements]) for item in page.context["missing"]
    ] == [
        (1, ["evidence-high"]),
        (2, ["rating"]),
    ]
    text = page.content.decode()
    assert 'href="#q1"' in text
    assert 'href="#q2"' in text
    assert Scorecard.objects.get().status == "draft"
    assert not SubmittedVersion.objects.exists()


def test_nothing_entered_cannot_be_submitted(room):
    assert len(room.client.post(room.url("scorecard-submit")).context["missing"]) == 2


def test_a_ticked_red_flag_needs_its_note(room):
    room.complete()
    room.send(room.change(f"mark:{room.points(red_flag=True)[0]}", "met"))
    with pytest.raises(IncompleteScorecardError) as refusal:
        submit(scorecard=Scorecard.objects.get(), actor=room.client.user)
    assert [str(code) for code in refusal.value.missing[0].requirements] == ["flag-note"]


def test_submitting_locks_and_keeps_what_was_submitted(room):
    room.complete()
    answer = room.client.post(room.url("scorecard-submit"), follow=True)
    assert answer.status_code == 200
    card, version = Scorecard.objects.get(), SubmittedVersion.objects.get()
    assert card.status == "submitted"
    assert (version.number, version.submitted_at) == (1, card.submitted_at)
    first, second = version.content["responses"]
    assert (first["rating"], first["suggested"], first["notes"]) == ("2.5", "2.5", "先听完，再复述。")
    assert [mark["value"] for mark in first["marks"]] == ["met", "met", "missed", None]
    assert first["marks"][3]["red_flag"] is True
    assert (second["not_asked"], second["rating"], second["not_asked_reason"]) == (True, None, "时间不够")
    assert version.content["total"] == {
        "share": "1/2",
        "percent": "50.0",
        "band": "不合格",
        "disqualified_by": [],
        "not_asked": [2],
    }


def test_the_hash_belongs_to_the_content(room):
    room.complete()
    version = submit(scorecard=Scorecard.objects.get(), actor=room.client.user)
    version.refresh_from_db()
    text = json.dumps(version.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert version.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_the_audit_event_gives_no_rating_away(room):
    room.complete()
    submit(scorecard=Scorecard.objects.get(), actor=room.client.user)
    event = AuditEvent.objects.get(action="scorecard.submit")
    assert event.actor == room.client.user
    assert event.after == {"status": "submitted", "version": 1}


def test_a_submitted_scorecard_is_shown_and_takes_no_change(room):
    room.complete()
    room.client.post(room.url("scorecard-submit"))
    page = room.client.get(room.url()).content.decode()
    assert "先听完，再复述。" in page
    assert "时间不够" in page
    assert reverse("interviews:interview-result", args=[room.interview.pk]) in page
    assert "scoring-state" not in page
    answer = room.enter(notes="late")
    assert (answer.status_code, answer.json()["error"]) == (409, "submitted")
    assert room.response().notes == "先听完，再复述。"
    assert room.client.get(room.url("scorecard-state")).json()["closed"] == "submitted"


def test_submitting_twice_makes_one_version_and_a_kind_answer(room):
    room.complete()
    room.client.post(room.url("scorecard-submit"))
    again = room.client.post(room.url("scorecard-submit"), follow=True)
    assert again.status_code == 200
    assert "This scorecard has been submitted and is locked." in again.content.decode()
    assert SubmittedVersion.objects.count() == 1
    with pytest.raises(ScorecardClosedError):
        submit(scorecard=Scorecard.objects.get(), actor=room.client.user)


def test_only_the_owner_submits(room, hr):
    room.complete()
    with pytest.raises(PermissionDenied):
        submit(scorecard=Scorecard.objects.get(), actor=hr.user)
    assert Scorecard.objects.get().status == "draft"


def test_after_reopening_a_second_version_follows_and_the_first_stays(room, hr):
    room.complete()
    first = submit(scorecard=Scorecard.objects.get(), actor=room.client.user)
    reopen_scorecard(actor=hr.user, scorecard=Scorecard.objects.get(), reason="漏了一处依据")
    assert room.client.get(room.url()).status_code == 200
    room.enter(notes="补充")
    second = submit(scorecard=Scorecard.objects.get(), actor=room.client.user)
    assert (first.number, second.number) == (1, 2)
    assert SubmittedVersion.objects.get(number=1).content["responses"][0]["notes"] == "先听完，再复述。"
    assert second.content["responses"][0]["notes"] == "补充"
