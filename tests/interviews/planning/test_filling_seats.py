"""A seat that was left counts nowhere; it is given back or filled."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import AuditEvent
from interviews.candidates.services.ties import declare_tie
from interviews.common.progress import with_submitted_count
from interviews.models import (
    Focus,
    Interview,
    PanelMember,
)
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.planning.services.scheduling import Plan, change_interview, find_clashes
from interviews.planning.services.seats import fill_seat, give_seat_back, step_back, take_off_panel
from tests import factories
from tests.interviews.planning.leaving import REASON, hand_in, leave, record_something

pytestmark = pytest.mark.django_db


def test_a_withdrawn_scorecard_counts_nowhere_and_the_result_says_so(panel):
    hand_in(panel, panel.lead)
    hand_in(panel, panel.colleague)
    take_off_panel(actor=panel.keeper, member=panel.seat(panel.lead), reason=REASON)
    report = interview_report(panel.interview, panel.keeper)
    assert [member.name for member in report.members] == [str(panel.colleague)]
    assert (report.panel_size, report.complete) == (1, True)
    (former,) = report.left
    assert (former.name, former.by, former.reason) == (str(panel.lead), str(panel.keeper), REASON)
    assert former.had_submitted and former.readable
    counted = with_submitted_count(Interview.objects.all(), panel.keeper).get()
    assert counted.submitted_count == 1
    (former,) = interview_report(panel.interview, panel.colleague).left
    assert former.reason == ""


def test_who_left_owes_no_scorecard(panel, client_for):
    Interview.objects.update(starts_at=timezone.now() - timedelta(days=1))
    hand_in(panel, panel.colleague)
    client = client_for(user=panel.keeper)
    assert "Scorecards still open" in client.get("/").content.decode()
    leave(panel, panel.lead)
    assert interview_report(panel.interview, panel.keeper).complete
    assert "Scorecards still open" not in client.get("/").content.decode()


# Giving back and replacing


@pytest.mark.parametrize("submitted", [False, True])
def test_a_seat_given_back_is_what_it_was(panel, submitted):
    card = hand_in(panel, panel.lead) if submitted else record_something(panel, panel.lead)
    leave(panel, panel.lead)
    give_seat_back(actor=panel.keeper, member=panel.seat(panel.lead), reason="弄错了")
    card.refresh_from_db()
    seat = panel.seat(panel.lead)
    assert card.status == ("submitted" if submitted else "draft")
    assert (seat.withdrawn, seat.lead) == (False, True)
    if submitted:
        reopen_scorecard(actor=panel.keeper, scorecard=card, reason="补充")
    record_something(panel, panel.lead, "接着写")
    events = AuditEvent.objects.filter(action="panelmember.return")
    assert events.get().before == {"reason": REASON}


def test_a_seat_is_given_back_by_somebody_else_in_hr_and_not_to_a_tied_person(panel):
    seat = panel.interview.members.create(user=panel.keeper)
    step_back(actor=panel.keeper, interview=panel.interview, reason=REASON)
    with pytest.raises(PermissionDenied):
        give_seat_back(actor=panel.keeper, member=seat, reason="我又有空了")
    step_back(actor=panel.lead, interview=panel.interview, reason=REASON, tie="work")
    with pytest.raises(ValidationError):
        give_seat_back(actor=panel.keeper, member=panel.seat(panel.lead), reason="没有别人了")
    with pytest.raises(ValidationError):
        give_seat_back(actor=panel.keeper, member=panel.seat(panel.colleague), reason="本来就在")


def test_a_lead_who_comes_back_leads_only_where_nobody_else_does(panel):
    leave(panel, panel.lead)
    PanelMember.objects.filter(user=panel.colleague).update(lead=True)
    give_seat_back(actor=panel.keeper, member=panel.seat(panel.lead), reason="弄错了")
    assert not panel.seat(panel.lead).lead


def test_a_replacement_takes_over_the_lead_and_the_questions(panel, client_for):
    item = panel.interview.sheet.items.get()
    Focus.objects.create(interview=panel.interview, item=item, member=panel.seat(panel.lead))
    seat, fresh = leave(panel, panel.lead), factories.make_user()
    client = client_for(user=panel.keeper)
    client.post(reverse("interviews:seat-replace", args=[seat.pk]), {"person": fresh.pk})
    successor = panel.seat(fresh)
    assert successor.lead and Focus.objects.get().member == successor
    assert panel.seat(panel.lead).successor == successor
    assert f"{panel.lead} stepped back" not in client.get("/").content.decode()


def test_nobody_replaces_who_is_tied_has_left_or_sits(panel):
    tied, seat = factories.make_user(), leave(panel, panel.lead)
    declare_tie(actor=panel.keeper, person=tied, candidate=panel.interview.candidate, kind="friend")
    for person in (tied, panel.lead, panel.colleague):
        with pytest.raises(ValidationError):
            fill_seat(actor=panel.keeper, member=seat, person=person)
    with pytest.raises(ValidationError):
        fill_seat(actor=panel.keeper, member=panel.seat(panel.colleague), person=factories.make_user())
    fill_seat(actor=panel.keeper, member=seat, person=factories.make_user())
    with pytest.raises(ValidationError):
        fill_seat(actor=panel.keeper, member=seat, person=factories.make_user())


@translation.override("en")
def test_who_left_does_not_come_back_through_the_interviews_form(panel):
    leave(panel, panel.lead)
    plan = Plan(
        sheet=panel.interview.sheet,
        starts_at=timezone.now(),
        minutes=60,
        lead=panel.colleague,
        panel=(panel.lead,),
    )
    with pytest.raises(ValidationError) as refusal:
        change_interview(actor=panel.keeper, interview=panel.interview, plan=plan)
    assert "has left this panel" in str(refusal.value)


def test_moving_an_interview_leaves_withdrawn_seats_alone_and_takes_them_for_no_clash(panel):
    seat = leave(panel, panel.lead)
    plan = Plan(sheet=panel.interview.sheet, starts_at=timezone.now(), minutes=45, lead=panel.colleague)
    change_interview(actor=panel.keeper, interview=panel.interview, plan=plan)
    assert PanelMember.objects.filter(pk=seat.pk).exists()
    other = factories.make_interview(panel=[panel.lead], starts_at=plan.starts_at)
    assert find_clashes(other) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_days_page_takes_the_same_queries_however_many_left(hr, rows, django_assert_num_queries):
    interview = factories.make_interview(panel=[factories.make_user() for _ in range(rows + 1)])
    for member in interview.members.all()[:rows]:
        step_back(actor=member.user, interview=interview, reason=REASON)
    hr.get("/")
    with django_assert_num_queries(18):
        hr.get(reverse("interviews:interview-detail", args=[interview.pk]))
