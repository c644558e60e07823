"""Somebody in HR who was seated by a slip and taken off before anybody had recorded anything is HR again; who
leaves otherwise is told what is closed to them and why, and is sent nowhere they can't go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from interviews.access import permissions_for
from interviews.models import Interview, Scorecard
from interviews.outcome.services import decisions
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.outcome.services.rounds import close_round
from interviews.planning.services import seats
from interviews.planning.services.scheduling import Plan, change_interview
from tests import factories
from tests.interviews.outcome.deciding import decide
from tests.interviews.panels import hand_in, make_sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
RESULTS = ("interview-result", "interview-debrief", "interview-decision", "interview-report")


@pytest.fixture
def keeper():
    return factories.make_user("hr")


@pytest.fixture
def slip():
    """Somebody in HR who gets a seat by mistake."""
    return factories.make_user("hr")


@pytest.fixture
def panelist():
    return factories.make_user()


@pytest.fixture
def interview(slip, panelist):
    return factories.make_interview(panel=[panelist, slip], sheet=make_sheet(1))


def take_off(keeper, interview, person):
    return seats.take_off_panel(actor=keeper, member=interview.members.get(user=person), reason="排错了人")


def own_row(interview, person):
    return Interview.objects.visible_to(person).with_own_state(person).get(pk=interview.pk)


def opens(client, interview):
    """Which of the pages of the result show it."""
    pages = {
        name: client.get(reverse(f"interviews:{name}", args=[interview.pk])).content.decode()
        for name in RESULTS
    }
    refusals = ("closed to you", "Submit your own")
    return {name for name, page in pages.items() if not any(refusal in page for refusal in refusals)}


def test_who_was_taken_off_before_anybody_scored_is_hr_again(keeper, slip, panelist, interview, client_for):
    client = client_for(user=slip)
    assert opens(client, interview) == set()
    take_off(keeper, interview, slip)
    hand_in(interview, panelist, ["4"])
    assert opens(client, interview) == set(RESULTS)
    assert permissions_for(slip, interview).may_decide
    decision = decide(keeper, interview, "reject", "不合适")
    decisions.confirm(actor=slip, decision=decision)
    assert (
        "you are HR here as everywhere"
        in client.get(reverse("interviews:interview-detail", args=[interview.pk])).content.decode()
    )


def test_the_trail_says_so(keeper, slip, interview):
    take_off(keeper, interview, slip)
    assert AuditEvent.objects.get(action="panelmember.leave").after == {
        "person": str(slip),
        "left_before_scoring": True,
    }


def test_once_anybody_has_recorded_something_nobody_is_let_go(keeper, slip, panelist, interview, client_for):
    hand_in(interview, panelist, ["4"])
    take_off(keeper, interview, slip)
    assert opens(client_for(user=slip), interview) == set()
    assert not Scorecard.objects.visible_to(slip).exists()
    assert not permissions_for(slip, interview).may_decide


def unticked(keeper, interview, person):
    """Taken off by the form that changes the plan."""
    staying = [member for member in interview.members.select_related("user") if member.user_id != person.pk]
    plan = Plan(
        sheet=interview.sheet,
        starts_at=interview.starts_at,
        minutes=interview.minutes,
        lead=next(member.user for member in staying if member.lead),
        panel=tuple(member.user for member in staying),
    )
    return change_interview(actor=keeper, interview=interview, plan=plan)


def test_unticking_somebody_in_hr_lets_them_go_by_the_same_rule(
    keeper, slip, panelist, interview, client_for
):
    """Before anybody has recorded something they are HR again; after that their seat stays and binds them."""
    hand_in(interview, panelist, ["4"])
    with pytest.raises(ValidationError, match="Take them off on the interview's page"):
        unticked(keeper, interview, slip)
    assert opens(client_for(user=slip), interview) == set()
    other = factories.make_interview(panel=[panelist, slip], sheet=make_sheet(1))
    unticked(keeper, other, slip)
    hand_in(other, panelist, ["4"])
    assert opens(client_for(user=slip), other) == set(RESULTS)


def test_unticking_an_interviewer_who_recorded_nothing_is_no_matter(keeper, panelist, interview, slip):
    idle = factories.make_user()
    interview.members.create(user=idle)
    hand_in(interview, panelist, ["4"])
    unticked(keeper, interview, idle)
    assert not interview.members.filter(user=idle).exists()


@pytest.mark.parametrize("recorded", [True, False])
def test_who_left_is_told_that_something_is_kept_only_where_something_was(
    keeper, slip, panelist, interview, client_for, recorded
):
    if recorded:
        hand_in(interview, slip, ["4"])
    else:
        # Looked at, nothing written.
        Scorecard.objects.create(member=interview.members.get(user=slip))
    seats.step_back(actor=slip, interview=interview, reason="认识候选人")
    client = client_for(user=slip)
    detail = client.get(reverse("interviews:interview-detail", args=[interview.pk])).content.decode()
    card = client.get(reverse("interviews:scorecard", args=[interview.pk])).content.decode()
    assert ("What you had recorded is kept" in detail) == recorded == ("What I had recorded" in detail)
    assert ("What you had recorded is kept" in card) == recorded
    assert ("You had recorded nothing" in detail) != recorded
    assert ("You had recorded nothing" in card) != recorded


def test_who_steps_back_by_themselves_is_not_let_go(slip, panelist, interview, client_for):
    seats.step_back(actor=slip, interview=interview, reason="认识候选人")
    hand_in(interview, panelist, ["4"])
    assert opens(client_for(user=slip), interview) == set()
    assert not Scorecard.objects.visible_to(slip).exists()


def test_the_seat_given_back_binds_again(keeper, slip, panelist, interview, client_for):
    member = take_off(keeper, interview, slip)
    seats.give_seat_back(actor=keeper, member=member, reason="还是要来")
    hand_in(interview, panelist, ["4"])
    assert opens(client_for(user=slip), interview) == set()


def test_an_interviewer_who_was_taken_off_sees_no_more_than_before(
    keeper, slip, panelist, interview, client_for
):
    """Only what HR has by its role comes back; a seat alone opens nothing."""
    take_off(keeper, interview, panelist)
    hand_in(interview, slip, ["4"])
    assert own_row(interview, panelist).blind
    assert opens(client_for(user=panelist), interview) == set()
    assert not Scorecard.objects.visible_to(panelist).exists()


def test_who_left_is_told_why_and_not_to_go_on_scoring(keeper, slip, panelist, interview, client_for):
    hand_in(interview, panelist, ["4"])
    seats.step_back(actor=slip, interview=interview, reason="认识候选人")
    client = client_for(user=slip)
    for name in RESULTS:
        page = client.get(reverse(f"interviews:{name}", args=[interview.pk])).content.decode()
        assert (
            "You have left this panel" in page
            and "Somebody else in HR compares, decides and confirms" in page
        )
        assert reverse("interviews:scorecard", args=[interview.pk]) not in page
        assert "Submit your own" not in page
    report = client.get(reverse("interviews:candidate-report", args=[interview.candidate_id]))
    compared = client.get(reverse("interviews:position-compare", args=[interview.candidate.position_id]))
    for page in (report, compared):
        assert "You have left this panel" in page.content.decode()
        assert "Submit your own" not in page.content.decode()


def test_who_owes_a_scorecard_of_a_closed_round_is_not_asked_to_submit(
    keeper, slip, panelist, interview, client_for
):
    hand_in(interview, panelist, ["4"])
    close_round(actor=keeper, interview=interview, reason="等不到了")
    page = client_for(user=slip).get(reverse("interviews:interview-result", args=[interview.pk]))
    assert "The round was closed without your scorecard" in page.content.decode()
    assert reverse("interviews:scorecard", args=[interview.pk]) not in page.content.decode()


def test_a_card_that_comes_back_in_a_closed_round_counts(keeper, slip, panelist, interview, client_for):
    """Reopened, it counts again once it is submitted: nobody says that it does not."""
    hand_in(interview, panelist, ["4"])
    card = hand_in(interview, slip, ["3"])
    late = factories.make_user()
    interview.members.create(user=late)
    close_round(actor=keeper, interview=interview, reason="等不到了")
    reopen_scorecard(actor=keeper, scorecard=card, reason="漏记")
    client = client_for(user=slip)
    detail = client.get(reverse("interviews:interview-detail", args=[interview.pk])).content.decode()
    assert "HR has closed this round" not in detail and "once you have submitted yours" in detail
    assert (
        "Submit your own first"
        in client.get(reverse("interviews:interview-result", args=[interview.pk])).content.decode()
    )
    shut_out = client_for(user=late).get(reverse("interviews:interview-detail", args=[interview.pk]))
    assert "HR has closed this round" in shut_out.content.decode()
    assert "once you have submitted yours" not in shut_out.content.decode()


def test_the_board_says_that_a_scorecard_is_open_to_whom_it_is(keeper, slip, panelist, interview, client_for):
    address = reverse("interviews:position-board", args=[interview.candidate.position_id])
    Interview.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    client = client_for(user=slip)
    assert "Your scorecard is open" in client.get(address).content.decode()
    seats.step_back(actor=slip, interview=interview, reason="认识候选人")
    assert "Your scorecard is open" not in client.get(address).content.decode()
