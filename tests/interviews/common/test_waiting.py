"""What interviews wait for: the start page, its drawing and the list of interviews say the same."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from home.figures import hiring_figures
from home.start_page import home_for
from interviews.common.waiting import Waits, awaiting
from interviews.models import PanelMember
from tests import factories
from tests.interviews.outcome.deciding import decide
from tests.interviews.panels import make_panel

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def waiting_for(what, keeper):
    """One interview that waits for it."""
    now = timezone.now()
    match what:
        case Waits.PANEL:
            interview = factories.make_interview(starts_at=now + DAY)
            seat = interview.members.first()
            PanelMember.objects.filter(pk=seat.pk).update(
                withdrawn_at=now, withdrawn_by=seat.user, withdrawn_reason="出差"
            )
        case Waits.CANDIDATE:
            interview = factories.make_interview(starts_at=now + DAY, reply="declined", reply_at=now)
        case Waits.SCORECARDS:
            interview = factories.make_interview(starts_at=now - DAY)
        case Waits.DEBRIEF:
            interview = make_panel(["3", "3", "3"], starts_at=now - DAY)
        case Waits.CONFIRMATION:
            interview = make_panel(["0.5", "3", "3"], starts_at=now - DAY)
            decide(factories.make_user("hr"), interview, "hire")
    return interview


def listed(client, what):
    page = client.get(reverse("interviews:interview-list"), {"waits": what})
    return list(page.context["page_obj"].object_list)


@pytest.mark.parametrize("what", Waits)
def test_each_place_names_the_same_interview(what, hr):
    others = [waiting_for(other, hr.user) for other in Waits if other != what]
    assert listed(hr, what) == []
    interview = waiting_for(what, hr.user)
    assert list(awaiting(what, hr.user)) == listed(hr, what) == [interview]
    assert {wait.what: wait.number for wait in hiring_figures(hr.user).waits} == dict.fromkeys(Waits, 1)
    home = home_for(hr.user)
    blocks = {
        Waits.PANEL: [seat.interview for seat in home.gaps],
        Waits.CANDIDATE: home.to_call,
        Waits.SCORECARDS: [seat.interview for seat in home.overdue],
        Waits.DEBRIEF: home.debriefs,
        Waits.CONFIRMATION: [decision.interview for decision in home.to_confirm],
    }
    assert blocks[what] == [interview] and len(others) == len(Waits) - 1


@pytest.mark.parametrize("what", [Waits.SCORECARDS, Waits.DEBRIEF, Waits.CONFIRMATION])
def test_who_still_has_to_submit_is_not_told_how_far_the_others_are(what, hr):
    interview = waiting_for(what, hr.user)
    PanelMember.objects.create(interview=interview, user=hr.user)
    assert not awaiting(what, hr.user) and listed(hr, what) == []


def test_an_interviewer_has_no_such_filter(interviewer):
    factories.make_interview(panel=[interviewer.user], starts_at=timezone.now() + DAY)
    page = interviewer.get(reverse("interviews:interview-list"), {"waits": "debrief", "when": "upcoming"})
    assert "waits" not in page.context["filter"].form.fields
    assert len(page.context["page_obj"].object_list) == 1


@pytest.mark.parametrize("waits", ["", "nothing", "debrief' or 1=1", "\x00"])
def test_what_no_interview_can_wait_for_narrows_nothing(waits, hr):
    interview = factories.make_interview(starts_at=timezone.now() + DAY)
    assert listed(hr, waits) == [interview]
