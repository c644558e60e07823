"""A submitted scorecard is locked; HR may give it back with a reason, and what was submitted stays."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import AppendOnlyError, AuditEvent
from interviews.access import is_blind
from interviews.models import Response, Scorecard, SubmittedVersion
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.room.services.scorecards import submit
from tests import factories

pytestmark = pytest.mark.django_db


def submitted_card(*, reason: str = "这题没有问到", **panel) -> Scorecard:
    """A scorecard submitted through the service: its question was not asked."""
    card = factories.make_scorecard(**panel)
    item = card.member.interview.sheet.items.get()
    Response.objects.create(scorecard=card, item=item, not_asked=True, not_asked_reason=reason)
    submit(scorecard=card, actor=card.member.user)
    card.refresh_from_db()
    return card


def test_reopening_makes_a_draft_and_keeps_the_submitted_version():
    card, keeper = submitted_card(), factories.make_user("hr")
    version = card.versions.get()
    reopen_scorecard(actor=keeper, scorecard=card, reason="漏记了一题")
    card.refresh_from_db()
    assert not card.submitted and card.submitted_at is None
    assert is_blind(card.member.user, card.member.interview)
    assert list(card.versions.all()) == [version]
    assert version.content["responses"][0]["not_asked_reason"] == "这题没有问到"


def test_the_trail_says_who_and_why_and_no_more():
    card, keeper = submitted_card(), factories.make_user("hr")
    reopen_scorecard(actor=keeper, scorecard=card, reason="漏记了一题")
    event = AuditEvent.objects.get(action="scorecard.reopen")
    assert (event.actor, event.reason) == (keeper, "漏记了一题")
    assert event.before == {"status": "submitted", "version": 1}
    assert event.after == {"status": "draft"}


def test_submitting_again_adds_version_two():
    card, keeper = submitted_card(), factories.make_user("hr")
    reopen_scorecard(actor=keeper, scorecard=card, reason="漏记")
    card.responses.update(not_asked_reason="时间不够")
    submit(scorecard=card, actor=card.member.user)
    first, second = card.versions.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert first.content["responses"][0]["not_asked_reason"] == "这题没有问到"
    assert second.content["responses"][0]["not_asked_reason"] == "时间不够"


def test_reopening_is_refused_without_a_reason_a_kept_version_or_the_right():
    card, keeper = submitted_card(), factories.make_user("hr")
    with pytest.raises(ValidationError):
        reopen_scorecard(actor=keeper, scorecard=card, reason=" \n ")
    with pytest.raises(PermissionDenied):
        reopen_scorecard(actor=factories.make_user("interviewer"), scorecard=card, reason="漏记")
    unkept = factories.make_scorecard(submitted=True)
    with pytest.raises(ValidationError):
        reopen_scorecard(actor=keeper, scorecard=unkept, reason="漏记")
    assert Scorecard.objects.filter(status="submitted").count() == 2
    assert not AuditEvent.objects.filter(action="scorecard.reopen").exists()


def test_a_scorecard_is_reopened_once():
    card, keeper = submitted_card(), factories.make_user("hr")
    reopen_scorecard(actor=keeper, scorecard=card, reason="漏记")
    with pytest.raises(PermissionDenied):
        reopen_scorecard(actor=keeper, scorecard=card, reason="漏记")


def url_of(card: Scorecard) -> str:
    return reverse("interviews:scorecard-reopen", args=[card.pk])


def test_hr_reopens_on_the_site_and_the_result_says_so(hr):
    card = submitted_card()
    assert "Reopen" in hr.get(url_of(card)).content.decode()
    response = hr.post(url_of(card), {"reason": "漏记了一题"}, follow=True)
    assert response.redirect_chain[-1][0] == reverse(
        "interviews:interview-result", args=[card.member.interview_id]
    )
    page = response.content.decode()
    assert "漏记了一题" in page
    assert reverse("interviews:scorecard-version", args=[card.pk, 1]) in page
    card.refresh_from_db()
    assert not card.submitted


def test_the_page_asks_for_the_reason_and_keeps_the_scorecard(hr):
    card = submitted_card()
    response = hr.post(url_of(card), {"reason": " "})
    assert response.status_code == 200
    assert response.context["form"].errors["reason"]
    card.refresh_from_db()
    assert card.submitted


def test_reopening_through_the_door_of_others(client_for, interviewer, stranger, admin, hr):
    card = submitted_card()
    assert client_for(user=card.member.user).post(url_of(card), {"reason": "x"}).status_code == 403
    assert interviewer.post(url_of(card), {"reason": "x"}).status_code == 404
    assert admin.post(url_of(card), {"reason": "x"}).status_code == 404
    assert stranger.post(url_of(card), {"reason": "x"}).url.startswith(reverse("accounts:sign-in"))
    assert hr.get(reverse("interviews:scorecard-reopen", args=[10**20])).status_code == 404
    assert hr.put(url_of(card)).status_code == 405
    card.refresh_from_db()
    assert card.submitted


def test_the_earlier_version_stays_readable_for_its_owner_and_hr(hr, client_for, interviewer, stranger):
    card = submitted_card()
    reopen_scorecard(actor=hr.user, scorecard=card, reason="漏记")
    url = reverse("interviews:scorecard-version", args=[card.pk, 1])
    for client in (hr, client_for(user=card.member.user)):
        page = client.get(url)
        assert page.status_code == 200
        assert "这题没有问到" in page.content.decode()
    assert interviewer.get(url).status_code == 404
    assert stranger.get(url).status_code == 302
    assert hr.post(url).status_code == 405
    assert hr.get(reverse("interviews:scorecard-version", args=[card.pk, 2])).status_code == 404


def test_versions_can_neither_be_changed_nor_deleted():
    submitted_card()
    with pytest.raises(AppendOnlyError):
        SubmittedVersion.objects.update(number=9)
    with pytest.raises(AppendOnlyError):
        SubmittedVersion.objects.all().delete()
