"""The start page passes over what is settled: what is decided on, owes nothing and has not changed since,
until somebody does something that may ask for more."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interviews.common.settling import settle_interviews
from interviews.models import Interview, Response, Scorecard
from interviews.outcome.services import decisions, rounds
from interviews.outcome.services.consensus import save_consensus
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.planning.services import seats
from interviews.room.services.scorecards import submit
from tests import factories
from tests.interviews.outcome.deciding import decide
from tests.interviews.panels import D, make_panel, make_sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def over(good) -> Interview:
    """Over, scored, and not decided on."""
    Interview.objects.filter(pk=good.pk).update(starts_at=timezone.now() - timedelta(days=2))
    good.refresh_from_db()
    return good


@pytest.fixture
def settled(over, keeper) -> Interview:
    decide(keeper, over)
    assert settle_interviews() == 1
    over.refresh_from_db()
    assert over.settled
    return over


def reopen(keeper, interview, **_people):
    card = Scorecard.objects.filter(member__interview=interview).order_by("pk").first()
    reopen_scorecard(actor=keeper, scorecard=card, reason="漏记")


def agree(keeper, interview, **_people):
    item = interview.sheet.items.order_by("position").first()
    save_consensus(actor=keeper, interview=interview, item=item, rating=D("1"), reason="一致", seen=0)


def correct(keeper, interview, **_people):
    decide(keeper, interview, outcome="reject", reason="看错了")


def take_off(keeper, interview, **_people):
    seats.take_off_panel(actor=keeper, member=interview.members.last(), reason="认识")


WRITERS = {writer.__name__: writer for writer in (reopen, agree, correct, take_off)}


@pytest.mark.parametrize("name", WRITERS)
def test_whoever_may_leave_something_to_do_unsettles(settled, keeper, hr, name):
    assert settled.candidate.name not in hr.get(reverse("home")).content.decode()
    WRITERS[name](keeper, settled)
    settled.refresh_from_db()
    assert not settled.settled
    assert settle_interviews() == 0
    assert settled.candidate.name in hr.get(reverse("home")).content.decode()


def test_a_scorecard_submitted_anew_is_looked_at_again(settled, keeper):
    reopen(keeper, settled)
    card = Scorecard.objects.get(member__interview=settled, status="draft")
    Response.objects.filter(scorecard=card).update(rating=D("2"))
    Interview.objects.filter(pk=settled.pk).update(settled=True)
    submit(scorecard=card, actor=card.member.user)
    settled.refresh_from_db()
    assert not settled.settled


def test_what_was_answered_is_looked_at_again(settled, keeper, second):
    correct(keeper, settled)
    Interview.objects.filter(pk=settled.pk).update(settled=True)
    decisions.decline(actor=second, decision=settled.decisions.get(number=2), reason="不同意")
    settled.refresh_from_db()
    assert not settled.settled
    # The first decision stands, and nothing has changed since.
    assert settle_interviews() == 1


def test_a_round_that_is_opened_again_owes_its_scorecard_again(keeper):
    interview = make_panel(["4"], sheet=make_sheet(1))
    interview.members.create(user=factories.make_user())
    Interview.objects.filter(pk=interview.pk).update(starts_at=timezone.now() - timedelta(days=2))
    rounds.close_round(actor=keeper, interview=interview, reason="病假")
    interview.refresh_from_db()
    Interview.objects.filter(pk=interview.pk).update(settled=True)
    rounds.open_round(actor=keeper, interview=interview, reason="回来了")
    interview.refresh_from_db()
    assert not interview.settled
    assert settle_interviews() == 0


def test_what_is_not_decided_waits_for_a_second_person_or_owes_a_scorecard_is_not_settled(over, keeper):
    assert settle_interviews() == 0
    decide(keeper, over)
    over.members.create(user=factories.make_user())
    assert settle_interviews() == 0


def test_all_are_looked_at_however_many_stay_open(over, keeper, monkeypatch):
    monkeypatch.setattr("interviews.common.settling._AT_ONCE", 1)
    decide(keeper, over)
    reopen(keeper, over)
    submit_again = Scorecard.objects.get(member__interview=over, status="draft")
    submit(scorecard=submit_again, actor=submit_again.member.user)
    later = make_panel(["4"], sheet=make_sheet(1))
    Interview.objects.filter(pk=later.pk).update(starts_at=timezone.now() - timedelta(days=2))
    decide(keeper, later)
    assert settle_interviews() == 1
    assert set(Interview.objects.filter(settled=True)) == {later}
