"""Leaving a panel: with a reason, and nothing that was recorded changes or counts."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from interviews.access import may_reopen
from interviews.models import (
    PanelMember,
    Response,
    Scorecard,
    Tie,
)
from interviews.planning.services.seats import step_back, take_off_panel
from interviews.room.services.scorecards import NotSeatedError, ScorecardClosedError, submit
from tests import factories
from tests.interviews.planning.leaving import REASON, SECRET, hand_in, leave, record_something

pytestmark = pytest.mark.django_db


def test_one_click_steps_back_with_a_reason_and_declares_the_tie(panel, client_for):
    client = client_for(user=panel.lead)
    url = reverse("interviews:panel-step-back", args=[panel.interview.pk])
    client.post(url, {"tie": "work", "reason": REASON})
    seat = panel.seat(panel.lead)
    assert (seat.withdrawn_by, seat.withdrawn_reason, seat.stepped_back) == (panel.lead, REASON, True)
    tie = Tie.objects.get()
    assert (tie.person, tie.declared_by, tie.kind, tie.note) == (panel.lead, panel.lead, "work", REASON)
    assert [member.user for member in panel.interview.members.sitting()] == [panel.colleague]


def test_stepping_back_without_a_tie_declares_none(panel, client_for):
    url = reverse("interviews:panel-step-back", args=[panel.interview.pk])
    client_for(user=panel.lead).post(url, {"tie": "none", "reason": "生病"})
    assert panel.seat(panel.lead).withdrawn and not Tie.objects.exists()


@pytest.mark.parametrize("sent", [{"tie": "work"}, {"reason": REASON}, {"tie": "x", "reason": "y"}, {}])
def test_without_a_reason_or_with_nonsense_nobody_leaves(panel, client_for, sent):
    url = reverse("interviews:panel-step-back", args=[panel.interview.pk])
    assert client_for(user=panel.lead).post(url, sent).status_code == 200
    assert not panel.seat(panel.lead).withdrawn and not Tie.objects.exists()


def test_the_services_ask_for_a_reason_and_for_somebody_who_sits(panel):
    with pytest.raises(ValidationError):
        step_back(actor=panel.lead, interview=panel.interview, reason="  ")
    with pytest.raises(PermissionDenied):
        step_back(actor=panel.keeper, interview=panel.interview, reason=REASON)
    leave(panel, panel.lead)
    with pytest.raises(PermissionDenied):
        leave(panel, panel.lead)
    with pytest.raises(ValidationError):
        take_off_panel(actor=panel.keeper, member=panel.seat(panel.lead), reason=REASON)


def test_hr_takes_others_off_and_interviewers_nobody(panel, client_for):
    seat = panel.seat(panel.colleague)
    url = reverse("interviews:seat-take-off", args=[seat.pk])
    assert client_for(user=panel.lead).post(url, {"reason": REASON}).status_code == 403
    assert client_for("interviewer").post(url, {"reason": REASON}).status_code == 404
    with pytest.raises(PermissionDenied):
        take_off_panel(actor=panel.lead, member=seat, reason=REASON)
    client_for(user=panel.keeper).post(url, {"reason": REASON})
    seat = panel.seat(panel.colleague)
    assert seat.withdrawn and not seat.stepped_back and seat.withdrawn_by == panel.keeper


def test_hr_does_not_take_themselves_off_but_steps_back(panel):
    seat = panel.interview.members.create(user=panel.keeper)
    with pytest.raises(PermissionDenied):
        take_off_panel(actor=panel.keeper, member=seat, reason=REASON)


def test_nobody_leaves_a_cancelled_interview(panel):
    panel.interview.status, panel.interview.cancel_reason = "cancelled", "候选人退出"
    panel.interview.save()
    for leaving in (
        lambda: leave(panel, panel.lead),
        lambda: take_off_panel(actor=panel.keeper, member=panel.seat(panel.colleague), reason=REASON),
    ):
        with pytest.raises(ValidationError):
            leaving()


@pytest.mark.parametrize(
    "broken",
    [
        {"withdrawn_at": timezone.now()},
        {"withdrawn_reason": "没有时间"},
    ],
)
def test_the_database_keeps_impossible_seats_out(panel, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        PanelMember.objects.filter(user=panel.lead).update(**broken)


def test_a_new_lead_may_sit_beside_one_who_left(panel):
    leave(panel, panel.lead)
    PanelMember.objects.filter(user=panel.colleague).update(lead=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        panel.interview.members.create(user=factories.make_user(), lead=True)


# What was recorded


@pytest.mark.parametrize("submitted", [False, True])
def test_what_was_recorded_stays_word_for_word(panel, submitted):
    card = hand_in(panel, panel.lead) if submitted else record_something(panel, panel.lead)
    before = list(Response.objects.filter(scorecard=card).values()), list(card.changes.values())
    versions = list(card.versions.values())
    leave(panel, panel.lead)
    card.refresh_from_db()
    assert card.status == "withdrawn" and (card.submitted_at is not None) is submitted
    assert (list(Response.objects.filter(scorecard=card).values()), list(card.changes.values())) == before
    assert list(card.versions.values()) == versions


def test_nothing_more_is_recorded_on_it(panel):
    card = record_something(panel, panel.lead)
    leave(panel, panel.lead)
    with pytest.raises(ScorecardClosedError) as closed:
        record_something(panel, panel.lead, "后来加的")
    assert closed.value.code == "withdrawn"
    with pytest.raises(ScorecardClosedError):
        submit(scorecard=card, actor=panel.lead)
    assert not may_reopen(panel.keeper, card)
    assert Response.objects.get(scorecard=card).notes == SECRET


def test_a_seat_that_was_left_before_scoring_gets_no_scorecard(panel, client_for):
    leave(panel, panel.lead)
    with pytest.raises(NotSeatedError):
        record_something(panel, panel.lead)
    client_for(user=panel.lead).post(reverse("interviews:scorecard-submit", args=[panel.interview.pk]))
    assert not Scorecard.objects.exists()


def test_the_owner_reads_their_own_and_their_page_says_that_they_left(panel, client_for):
    record_something(panel, panel.lead)
    leave(panel, panel.lead)
    client = client_for(user=panel.lead)
    page = client.get(reverse("interviews:scorecard", args=[panel.interview.pk])).content.decode()
    assert SECRET in page and "You stepped back" in page and REASON in page
    state = client.get(reverse("interviews:scorecard-state", args=[panel.interview.pk])).json()
    assert state["closed"] == "withdrawn"
    assert "You have left the panel" in client.get(reverse("interviews:interview-list")).content.decode()
