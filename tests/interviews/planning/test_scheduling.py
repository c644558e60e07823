"""Planning interviews: panels with one lead, moves, cancellations, and the trail of each."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent
from interviews.models import Candidate, Interview, Mark, PanelMember, Response, Scorecard, ScoreChange
from interviews.planning.services.scheduling import (
    Plan,
    cancel_interview,
    change_interview,
    find_clashes,
    restore_interview,
    schedule_interview,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr_person():
    return factories.make_user("hr", name="周敏")


def plan_of(interview: Interview, **changes: Any) -> Plan:
    """The plan an interview has, with some of it changed."""
    members = list(interview.members.select_related("user"))
    values = {
        "sheet": interview.sheet,
        "starts_at": interview.starts_at,
        "minutes": interview.minutes,
        "round": interview.round,
        "place": interview.place,
        "note": interview.note,
        "lead": next(member.user for member in members if member.lead),
        "panel": tuple(member.user for member in members if not member.lead),
    }
    return Plan(**values | changes)


def seats(interview: Interview) -> list[tuple[int, bool]]:
    return list(interview.members.order_by("-lead", "pk").values_list("user_id", "lead"))


def last_event(action: str) -> AuditEvent:
    return AuditEvent.objects.filter(action=action).latest("pk")


def test_scheduling_seats_the_panel_with_its_lead_and_leaves_a_trail(hr_person):
    lead, other = factories.make_user(name="陈昊"), factories.make_user(name="李楠")
    candidate = factories.make_candidate(name="林若溪")
    starts_at = timezone.make_aware(timezone.datetime(2099, 11, 20, 14, 0))
    plan = Plan(sheet=factories.make_sheet(), starts_at=starts_at, minutes=45, lead=lead, panel=(other, lead))
    interview = schedule_interview(actor=hr_person, candidate=candidate, plan=plan)
    assert seats(interview) == [(lead.pk, True), (other.pk, False)]
    assert interview.created_by == hr_person
    event = last_event("interview.schedule")
    assert event.actor == hr_person
    assert event.object_label == "林若溪 2099-11-20"
    assert event.after["panel"] == ["陈昊 (lead)", "李楠"]
    assert event.after["starts_at"] == "2099-11-20T14:00+08:00"


def test_a_new_candidate_is_saved_with_the_interview_or_not_at_all(hr_person):
    position = factories.make_candidate().position
    plan = plan_of(factories.make_interview())
    interview = schedule_interview(
        actor=hr_person, candidate=Candidate(name="王一", position=position), plan=plan
    )
    assert interview.candidate == Candidate.objects.get(name="王一")
    broken = Plan(sheet=plan.sheet, starts_at=None, minutes=45, lead=plan.lead)  # type: ignore[arg-type]
    with pytest.raises(Exception, match="starts_at"):
        schedule_interview(actor=hr_person, candidate=Candidate(name="王二", position=position), plan=broken)
    assert not Candidate.objects.filter(name="王二").exists()


def test_moving_keeps_what_was_before_and_after(hr_person):
    interview = factories.make_interview()
    later = interview.starts_at + timedelta(days=1)
    change_interview(
        actor=hr_person, interview=interview, plan=plan_of(interview, starts_at=later, place="302 室")
    )
    interview.refresh_from_db()
    assert (interview.starts_at, interview.place) == (later, "302 室")
    event = last_event("interview.change")
    assert event.before["place"] == "" and event.after["place"] == "302 室"
    assert event.before["starts_at"] != event.after["starts_at"]


def test_saving_without_a_change_leaves_no_trail(hr_person):
    interview = factories.make_interview()
    change_interview(actor=hr_person, interview=interview, plan=plan_of(interview))
    assert not AuditEvent.objects.filter(action="interview.change").exists()


def test_the_lead_can_be_handed_over(hr_person):
    first, second = factories.make_user(), factories.make_user()
    interview = factories.make_interview(panel=[first, second])
    change_interview(
        actor=hr_person, interview=interview, plan=plan_of(interview, lead=second, panel=(first,))
    )
    assert seats(interview) == [(second.pk, True), (first.pk, False)]


def test_who_has_nothing_on_record_can_leave_the_panel(hr_person):
    staying, leaving, opened = factories.make_user(), factories.make_user(), factories.make_user()
    interview = factories.make_interview(panel=[staying, leaving, opened])
    card = factories.make_scorecard(interview=interview, user=opened)
    Response.objects.create(scorecard=card, item=interview.sheet.items.get(), seconds=12)
    change_interview(actor=hr_person, interview=interview, plan=plan_of(interview, panel=()))
    assert seats(interview) == [(staying.pk, True)]
    assert not Scorecard.objects.exists()


def _note(card: Scorecard, item: Any) -> None:
    Response.objects.create(scorecard=card, item=item, notes="先听完")


def _rating(card: Scorecard, item: Any) -> None:
    Response.objects.create(scorecard=card, item=item, rating=Decimal("0"))


def _not_asked(card: Scorecard, item: Any) -> None:
    Response.objects.create(scorecard=card, item=item, not_asked=True)


def _mark(card: Scorecard, item: Any) -> None:
    Mark.objects.create(
        response=Response.objects.create(scorecard=card, item=item), point=item.points.first(), value="met"
    )


def _change(card: Scorecard, item: Any) -> None:
    ScoreChange.objects.create(
        id=uuid4(), scorecard=card, item=item, field="notes", value="", by=card.member.user
    )


def _submission(card: Scorecard, item: Any) -> None:
    card.status, card.submitted_at = "submitted", timezone.now()
    card.save()


@pytest.mark.parametrize("leave_a_trace", [_note, _rating, _not_asked, _mark, _change, _submission])
def test_who_has_recorded_something_stays_on_the_panel(hr_person, leave_a_trace):
    staying, leaving = factories.make_user(), factories.make_user(name="赵一鸣")
    interview = factories.make_interview(panel=[staying, leaving])
    leave_a_trace(factories.make_scorecard(interview=interview, user=leaving), interview.sheet.items.get())
    with pytest.raises(ValidationError, match="赵一鸣") as refused:
        change_interview(actor=hr_person, interview=interview, plan=plan_of(interview, panel=()))
    assert "panel" in refused.value.message_dict
    assert interview.members.count() == 2
    assert Scorecard.objects.count() == 1


def test_the_sheet_stays_once_a_scorecard_exists(hr_person):
    interview = factories.make_interview()
    another = factories.make_sheet()
    change_interview(actor=hr_person, interview=interview, plan=plan_of(interview, sheet=another))
    interview.refresh_from_db()
    assert interview.sheet == another
    factories.make_scorecard(interview=interview)
    with pytest.raises(ValidationError) as refused:
        change_interview(
            actor=hr_person, interview=interview, plan=plan_of(interview, sheet=factories.make_sheet())
        )
    assert "sheet" in refused.value.message_dict


@pytest.mark.parametrize("begun_by", ["time", "scorecard"])
def test_nobody_takes_themselves_off_a_panel_that_has_begun(begun_by):
    """Leaving ends blindness: it would open the others' scorecards to HR who sit on the panel."""
    keeper, other = factories.make_user("hr"), factories.make_user()
    past = timezone.now() - timedelta(minutes=5)
    interview = factories.make_interview(
        panel=[other, keeper], **({"starts_at": past} if begun_by == "time" else {})
    )
    if begun_by == "scorecard":
        factories.make_scorecard(interview=interview, user=other)
    with pytest.raises(ValidationError):
        change_interview(actor=keeper, interview=interview, plan=plan_of(interview, panel=()))
    assert interview.members.filter(user=keeper).exists()
    colleague = factories.make_user("hr")
    change_interview(actor=colleague, interview=interview, plan=plan_of(interview, panel=()))
    assert not interview.members.filter(user=keeper).exists()


def test_moving_an_interview_away_does_not_open_the_way_out():
    keeper, other = factories.make_user("hr"), factories.make_user()
    interview = factories.make_interview(
        panel=[other, keeper], starts_at=timezone.now() - timedelta(minutes=5)
    )
    plan = plan_of(interview, panel=(), starts_at=timezone.now() + timedelta(days=2))
    with pytest.raises(ValidationError):
        change_interview(actor=keeper, interview=interview, plan=plan)


def test_before_it_begins_one_may_leave_ones_seat():
    keeper, other = factories.make_user("hr"), factories.make_user()
    interview = factories.make_interview(panel=[other, keeper])
    change_interview(actor=keeper, interview=interview, plan=plan_of(interview, panel=()))
    assert seats(interview) == [(other.pk, True)]


def test_cancelling_needs_a_reason_and_can_be_taken_back(hr_person):
    interview = factories.make_interview()
    with pytest.raises(ValidationError):
        cancel_interview(actor=hr_person, interview=interview, reason="  ")
    cancel_interview(actor=hr_person, interview=interview, reason="候选人生病")
    interview.refresh_from_db()
    assert interview.called_off
    assert last_event("interview.cancel").reason == "候选人生病"
    with pytest.raises(ValidationError):
        cancel_interview(actor=hr_person, interview=interview, reason="又一次")
    with pytest.raises(ValidationError):
        change_interview(actor=hr_person, interview=interview, plan=plan_of(interview, minutes=30))
    restore_interview(actor=hr_person, interview=interview)
    interview.refresh_from_db()
    assert not interview.called_off and interview.cancel_reason == ""
    assert last_event("interview.restore").before["cancel_reason"] == "候选人生病"
    with pytest.raises(ValidationError):
        restore_interview(actor=hr_person, interview=interview)


def at(minutes: int) -> Any:
    return timezone.make_aware(timezone.datetime(2026, 11, 20, 9, 0)) + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("start", "minutes", "clash"),
    [(0, 60, True), (-30, 31, True), (-30, 30, False), (59, 5, True), (60, 60, False), (-470, 480, True)],
)
def test_interviews_clash_when_they_overlap_and_share_somebody(start, minutes, clash):
    shared = factories.make_user(name="陈昊")
    interview = factories.make_interview(panel=[shared], starts_at=at(0), minutes=60)
    other = factories.make_interview(panel=[shared], starts_at=at(start), minutes=minutes)
    assert [clash.people for clash in find_clashes(interview)] == ([("陈昊",)] if clash else [])
    assert bool(find_clashes(other)) is clash


@settings(max_examples=25, deadline=None)
@given(
    first=st.tuples(st.integers(-600, 600), st.integers(5, 480)),
    second=st.tuples(st.integers(-600, 600), st.integers(5, 480)),
)
def test_overlap_is_mutual_and_is_what_two_open_intervals_say(first, second):
    shared = factories.make_user()
    interviews = [
        factories.make_interview(panel=[shared], sheet=_one_sheet(), starts_at=at(start), minutes=minutes)
        for start, minutes in (first, second)
    ]
    expected = first[0] < second[0] + second[1] and second[0] < first[0] + first[1]
    assert [bool(find_clashes(interview)) for interview in interviews] == [expected, expected]


def _one_sheet():
    interview = Interview.objects.first()
    return interview.sheet if interview else factories.make_sheet()


def test_the_candidate_clashes_too_and_cancelled_or_unrelated_interviews_do_not():
    candidate = factories.make_candidate(name="林若溪")
    interview = factories.make_interview(candidate=candidate, starts_at=at(0))
    factories.make_interview(starts_at=at(0))
    twin = factories.make_interview(candidate=candidate, starts_at=at(10))
    assert [clash.people for clash in find_clashes(interview)] == [("林若溪",)]
    twin.status, twin.cancel_reason = Interview.Status.CANCELLED, "撤回"
    twin.save()
    assert find_clashes(interview) == []
    assert find_clashes(twin) == []


def test_a_panel_has_one_lead_in_the_database_too():
    interview = factories.make_interview()
    with pytest.raises(Exception, match=r"(?i)unique"):
        PanelMember.objects.create(interview=interview, user=factories.make_user(), lead=True)
