"""Leaving a panel: with a reason, nothing overwritten, counted nowhere, and blind from then on."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.audit_visibility import readable_by
from accounts.models import AuditEvent, User
from interviews.access import is_blind, may_reopen
from interviews.candidates.services.ties import declare_tie
from interviews.common.progress import with_submitted_count
from interviews.models import (
    Focus,
    HandoverNote,
    Interview,
    PanelMember,
    Response,
    Scorecard,
    ScoreChange,
    SubmittedVersion,
    Tie,
)
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.planning.services.scheduling import Plan, change_interview, find_clashes
from interviews.planning.services.seats import fill_seat, give_seat_back, step_back, take_off_panel
from interviews.room.services.scorecards import NotSeatedError, ScorecardClosedError, save, submit
from tests import factories

pytestmark = pytest.mark.django_db

SECRET = "离开者写下的一句话-5d17"
REASON = "候选人曾是我的下属-77b2"
OTHERS = "别人写下的一句话-11fe"


@dataclass
class Room:
    """Two interviewers (the first leads) and an HR person who does not sit."""

    interview: Interview
    one: User
    two: User
    keeper: User

    def seat(self, user: User) -> PanelMember:
        return self.interview.members.get(user=user)


@pytest.fixture
def room():
    one, two = factories.make_user(), factories.make_user()
    return Room(factories.make_interview(panel=[one, two]), one, two, factories.make_user("hr"))


def record_something(room, user, notes=SECRET, rating="3"):
    item = room.interview.sheet.items.get()
    raw = [
        {"id": str(uuid4()), "item": item.pk, "field": field, "value": value}
        for field, value in (("notes", notes), ("rating", rating))
    ]
    save(actor=user, interview_id=room.interview.pk, seat_id=room.seat(user).pk, raw_changes=raw)
    return Scorecard.objects.get(member=room.seat(user))


def hand_in(room, user, notes=SECRET):
    card = record_something(room, user, notes)
    submit(scorecard=card, actor=user)
    return Scorecard.objects.get(pk=card.pk)


def seen_by(user, card):
    """Which of this scorecard's rows reach the person."""
    rows = {
        "card": Scorecard.objects.visible_to(user).filter(pk=card.pk),
        "response": Response.objects.visible_to(user).filter(scorecard=card),
        "change": ScoreChange.objects.visible_to(user).filter(scorecard=card),
        "version": SubmittedVersion.objects.visible_to(user).filter(scorecard=card),
    }
    return {name for name, queryset in rows.items() if queryset.exists()}


ALL = {"card", "response", "change", "version"}


def left(room, user):
    return step_back(actor=user, interview=room.interview, reason=REASON)


# Leaving


def test_one_click_steps_back_with_a_reason_and_declares_the_tie(room, client_for):
    client = client_for(user=room.one)
    url = reverse("interviews:panel-step-back", args=[room.interview.pk])
    client.post(url, {"tie": "work", "reason": REASON})
    seat = room.seat(room.one)
    assert (seat.withdrawn_by, seat.withdrawn_reason, seat.stepped_back) == (room.one, REASON, True)
    tie = Tie.objects.get()
    assert (tie.person, tie.declared_by, tie.kind, tie.note) == (room.one, room.one, "work", REASON)
    assert [member.user for member in room.interview.members.sitting()] == [room.two]


def test_stepping_back_without_a_tie_declares_none(room, client_for):
    url = reverse("interviews:panel-step-back", args=[room.interview.pk])
    client_for(user=room.one).post(url, {"tie": "none", "reason": "生病"})
    assert room.seat(room.one).withdrawn and not Tie.objects.exists()


@pytest.mark.parametrize("sent", [{"tie": "work"}, {"reason": REASON}, {"tie": "x", "reason": "y"}, {}])
def test_without_a_reason_or_with_nonsense_nobody_leaves(room, client_for, sent):
    url = reverse("interviews:panel-step-back", args=[room.interview.pk])
    assert client_for(user=room.one).post(url, sent).status_code == 200
    assert not room.seat(room.one).withdrawn and not Tie.objects.exists()


def test_the_services_ask_for_a_reason_and_for_somebody_who_sits(room):
    with pytest.raises(ValidationError):
        step_back(actor=room.one, interview=room.interview, reason="  ")
    with pytest.raises(PermissionDenied):
        step_back(actor=room.keeper, interview=room.interview, reason=REASON)
    left(room, room.one)
    with pytest.raises(PermissionDenied):
        left(room, room.one)
    with pytest.raises(ValidationError):
        take_off_panel(actor=room.keeper, member=room.seat(room.one), reason=REASON)


def test_hr_takes_others_off_and_interviewers_nobody(room, client_for):
    seat = room.seat(room.two)
    url = reverse("interviews:seat-take-off", args=[seat.pk])
    assert client_for(user=room.one).post(url, {"reason": REASON}).status_code == 403
    assert client_for("interviewer").post(url, {"reason": REASON}).status_code == 404
    with pytest.raises(PermissionDenied):
        take_off_panel(actor=room.one, member=seat, reason=REASON)
    client_for(user=room.keeper).post(url, {"reason": REASON})
    seat = room.seat(room.two)
    assert seat.withdrawn and not seat.stepped_back and seat.withdrawn_by == room.keeper


def test_hr_does_not_take_themselves_off_but_steps_back(room):
    seat = room.interview.members.create(user=room.keeper)
    with pytest.raises(PermissionDenied):
        take_off_panel(actor=room.keeper, member=seat, reason=REASON)


def test_nobody_leaves_a_cancelled_interview(room):
    room.interview.status, room.interview.cancel_reason = "cancelled", "候选人退出"
    room.interview.save()
    for leave in (
        lambda: left(room, room.one),
        lambda: take_off_panel(actor=room.keeper, member=room.seat(room.two), reason=REASON),
    ):
        with pytest.raises(ValidationError):
            leave()


@pytest.mark.parametrize(
    "broken",
    [
        {"withdrawn_at": timezone.now()},
        {"withdrawn_reason": "没有时间"},
    ],
)
def test_the_database_keeps_impossible_seats_out(room, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        PanelMember.objects.filter(user=room.one).update(**broken)


def test_a_new_lead_may_sit_beside_one_who_left(room):
    left(room, room.one)
    PanelMember.objects.filter(user=room.two).update(lead=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        room.interview.members.create(user=factories.make_user(), lead=True)


# What was recorded


@pytest.mark.parametrize("submitted", [False, True])
def test_what_was_recorded_stays_word_for_word(room, submitted):
    card = hand_in(room, room.one) if submitted else record_something(room, room.one)
    before = list(Response.objects.filter(scorecard=card).values()), list(card.changes.values())
    versions = list(card.versions.values())
    left(room, room.one)
    card.refresh_from_db()
    assert card.status == "withdrawn" and (card.submitted_at is not None) is submitted
    assert (list(Response.objects.filter(scorecard=card).values()), list(card.changes.values())) == before
    assert list(card.versions.values()) == versions


def test_nothing_more_is_recorded_on_it(room):
    card = record_something(room, room.one)
    left(room, room.one)
    with pytest.raises(ScorecardClosedError) as closed:
        record_something(room, room.one, "后来加的")
    assert closed.value.code == "withdrawn"
    with pytest.raises(ScorecardClosedError):
        submit(scorecard=card, actor=room.one)
    assert not may_reopen(room.keeper, card)
    assert Response.objects.get(scorecard=card).notes == SECRET


def test_a_seat_that_was_left_before_scoring_gets_no_scorecard(room, client_for):
    left(room, room.one)
    with pytest.raises(NotSeatedError):
        record_something(room, room.one)
    client_for(user=room.one).post(reverse("interviews:scorecard-submit", args=[room.interview.pk]))
    assert not Scorecard.objects.exists()


def test_the_owner_reads_their_own_and_their_page_says_that_they_left(room, client_for):
    record_something(room, room.one)
    left(room, room.one)
    client = client_for(user=room.one)
    page = client.get(reverse("interviews:scorecard", args=[room.interview.pk])).content.decode()
    assert SECRET in page and "You stepped back" in page and REASON in page
    state = client.get(reverse("interviews:scorecard-state", args=[room.interview.pk])).json()
    assert state["closed"] == "withdrawn"
    assert "You have left the panel" in client.get(reverse("interviews:interview-list")).content.decode()


# Who sees what


@pytest.mark.parametrize("submitted", [False, True])
def test_hr_reads_what_was_recorded_and_fellow_members_what_was_submitted(room, submitted):
    card = hand_in(room, room.one) if submitted else record_something(room, room.one)
    left(room, room.one)
    assert seen_by(room.two, card) == set()
    hand_in(room, room.two, OTHERS)
    assert seen_by(room.two, card) == (ALL if submitted else set())
    assert seen_by(room.keeper, card) == (ALL if submitted else ALL - {"version"})


@pytest.mark.parametrize("role", ["interviewer", "hr"])
@pytest.mark.parametrize("submitted", [False, True])
def test_who_left_sees_nobody_elses_also_as_hr(room, role, submitted):
    person = factories.make_user(role)
    room.interview.members.create(user=person)
    if submitted:
        hand_in(room, person)
    other = hand_in(room, room.one, OTHERS)
    if submitted:
        assert seen_by(person, other) == ALL
    step_back(actor=person, interview=room.interview, reason=REASON)
    assert seen_by(person, other) == set()
    assert is_blind(person, room.interview)
    annotated = Interview.objects.with_own_state(person).get(pk=room.interview.pk)
    assert (annotated.seated, annotated.left, annotated.blind) == (False, True, True)
    assert interview_report(room.interview, person).members == ()


PAGES = ("interview-detail", "interview-result", "scorecard", "scorecard-state", "scorecard-asides")


@pytest.mark.parametrize("role", ["interviewer", "hr"])
def test_no_page_tells_who_left_what_the_others_gave(room, role, client_for):
    person = factories.make_user(role)
    seat = room.interview.members.create(user=person)
    step_back(actor=person, interview=room.interview, reason="没有时间")
    card = hand_in(room, room.one, OTHERS)
    HandoverNote.objects.create(scorecard=card, text=OTHERS)
    client = client_for(user=person)
    for name in PAGES:
        response = client.get(reverse(f"interviews:{name}", args=[room.interview.pk]))
        assert OTHERS not in response.content.decode(), name
        assert "of 2 submitted" not in response.content.decode(), name
    assert client.get(reverse("interviews:seat-kept", args=[room.seat(room.one).pk])).status_code == 404
    assert client.get(reverse("interviews:seat-kept", args=[seat.pk])).status_code == 404
    for url in (reverse("home"), reverse("interviews:interview-list")):
        assert OTHERS not in client.get(url).content.decode()


def test_a_blind_member_learns_that_somebody_left_but_not_why_nor_what(room, client_for):
    card = record_something(room, room.one)
    blind_hr = factories.make_user("hr")
    room.interview.members.create(user=blind_hr)
    seat = left(room, room.one)
    for user in (room.two, blind_hr):
        client = client_for(user=user)
        day = client.get(reverse("interviews:interview-detail", args=[room.interview.pk])).content.decode()
        assert str(room.one) in day and "stepped back" in day
        for name in (*PAGES, "interview-list", "candidate-detail"):
            target = {"interview-list": [], "candidate-detail": [room.interview.candidate_id]}
            url = reverse(f"interviews:{name}", args=target.get(name, [room.interview.pk]))
            body = client.get(url).content.decode()
            assert REASON not in body and SECRET not in body, name
        assert client.get(reverse("interviews:seat-kept", args=[seat.pk])).status_code == 404
        assert seen_by(user, card) == set()


def test_the_trail_tells_a_blind_member_nothing(room, client_for):
    hand_in(room, room.one)
    blind_hr = factories.make_user("hr")
    room.interview.members.create(user=blind_hr)
    left(room, room.one)
    event = AuditEvent.objects.get(action="panelmember.leave")
    assert (event.reason, event.actor) == (REASON, room.one)
    assert "submitted" not in str((event.before, event.after))
    assert event not in readable_by(blind_hr)
    assert event in readable_by(room.keeper)
    client = client_for(user=blind_hr)
    trail = reverse("admin:accounts_auditevent_changelist")
    for query in ({}, {"q": REASON[:6]}):
        assert REASON not in client.get(trail, query).content.decode()


ORACLES = [
    ("panelmember", "withdrawn_reason__contains=下属"),
    ("interview", "members__withdrawn_reason__contains=下属"),
    ("panelmember", "q=下属"),
]


@pytest.mark.parametrize(("name", "query"), ORACLES)
def test_the_admin_does_not_answer_questions_about_the_reason(room, client_for, name, query):
    blind_hr = factories.make_user("hr")
    room.interview.members.create(user=blind_hr)
    seat = left(room, room.one)
    client = client_for(user=blind_hr)
    listed = reverse(f"admin:interviews_{name}_changelist")
    answers = [client.get(f"{listed}?{query.replace('下属', words)}") for words in ("下属", "没有的话")]
    assert answers[0].status_code == answers[1].status_code
    if answers[0].status_code == 200:
        found = [[row.pk for row in answer.context["cl"].result_list] for answer in answers]
        assert found[0] == found[1]
    page = client.get(reverse("admin:interviews_panelmember_change", args=[seat.pk]))
    assert REASON not in page.content.decode()


def test_hr_reads_why_and_what_and_that_it_counts_nowhere(room, client_for):
    record_something(room, room.one)
    seat = left(room, room.one)
    client = client_for(user=room.keeper)
    day = client.get(reverse("interviews:interview-detail", args=[room.interview.pk])).content.decode()
    assert REASON in day
    kept = client.get(reverse("interviews:seat-kept", args=[seat.pk])).content.decode()
    assert SECRET in kept and REASON in kept and "It counts nowhere." in kept
    assert f"{room.one} stepped back" in client.get("/").content.decode()


# Results


def test_a_withdrawn_scorecard_counts_nowhere_and_the_result_says_so(room):
    hand_in(room, room.one)
    hand_in(room, room.two)
    take_off_panel(actor=room.keeper, member=room.seat(room.one), reason=REASON)
    report = interview_report(room.interview, room.keeper)
    assert [member.name for member in report.members] == [str(room.two)]
    assert (report.panel_size, report.complete) == (1, True)
    (gone,) = report.left
    assert (gone.name, gone.by, gone.reason) == (str(room.one), str(room.keeper), REASON)
    assert gone.had_submitted and gone.readable
    counted = with_submitted_count(Interview.objects.all(), room.keeper).get()
    assert counted.submitted_count == 1
    (gone,) = interview_report(room.interview, room.two).left
    assert gone.reason == ""


def test_who_left_owes_no_scorecard(room, client_for):
    Interview.objects.update(starts_at=timezone.now() - timedelta(days=1))
    hand_in(room, room.two)
    client = client_for(user=room.keeper)
    assert "Scorecards still open" in client.get("/").content.decode()
    left(room, room.one)
    assert interview_report(room.interview, room.keeper).complete
    assert "Scorecards still open" not in client.get("/").content.decode()


# Giving back and replacing


@pytest.mark.parametrize("submitted", [False, True])
def test_a_seat_given_back_is_what_it_was(room, submitted):
    card = hand_in(room, room.one) if submitted else record_something(room, room.one)
    left(room, room.one)
    give_seat_back(actor=room.keeper, member=room.seat(room.one), reason="弄错了")
    card.refresh_from_db()
    seat = room.seat(room.one)
    assert card.status == ("submitted" if submitted else "draft")
    assert (seat.withdrawn, seat.lead) == (False, True)
    if submitted:
        reopen_scorecard(actor=room.keeper, scorecard=card, reason="补充")
    record_something(room, room.one, "接着写")
    events = AuditEvent.objects.filter(action="panelmember.return")
    assert events.get().before == {"reason": REASON}


def test_a_seat_is_given_back_by_somebody_else_in_hr_and_not_to_a_tied_person(room):
    seat = room.interview.members.create(user=room.keeper)
    step_back(actor=room.keeper, interview=room.interview, reason=REASON)
    with pytest.raises(PermissionDenied):
        give_seat_back(actor=room.keeper, member=seat, reason="我又有空了")
    step_back(actor=room.one, interview=room.interview, reason=REASON, tie="work")
    with pytest.raises(ValidationError):
        give_seat_back(actor=room.keeper, member=room.seat(room.one), reason="没有别人了")
    with pytest.raises(ValidationError):
        give_seat_back(actor=room.keeper, member=room.seat(room.two), reason="本来就在")


def test_a_lead_who_comes_back_leads_only_where_nobody_else_does(room):
    left(room, room.one)
    PanelMember.objects.filter(user=room.two).update(lead=True)
    give_seat_back(actor=room.keeper, member=room.seat(room.one), reason="弄错了")
    assert not room.seat(room.one).lead


def test_a_replacement_takes_over_the_lead_and_the_questions(room, client_for):
    item = room.interview.sheet.items.get()
    Focus.objects.create(interview=room.interview, item=item, member=room.seat(room.one))
    seat, fresh = left(room, room.one), factories.make_user()
    client = client_for(user=room.keeper)
    client.post(reverse("interviews:seat-replace", args=[seat.pk]), {"person": fresh.pk})
    successor = room.seat(fresh)
    assert successor.lead and Focus.objects.get().member == successor
    assert room.seat(room.one).successor == successor
    assert f"{room.one} stepped back" not in client.get("/").content.decode()


def test_nobody_replaces_who_is_tied_has_left_or_sits(room):
    tied, seat = factories.make_user(), left(room, room.one)
    declare_tie(actor=room.keeper, person=tied, candidate=room.interview.candidate, kind="friend")
    for person in (tied, room.one, room.two):
        with pytest.raises(ValidationError):
            fill_seat(actor=room.keeper, member=seat, person=person)
    with pytest.raises(ValidationError):
        fill_seat(actor=room.keeper, member=room.seat(room.two), person=factories.make_user())
    fill_seat(actor=room.keeper, member=seat, person=factories.make_user())
    with pytest.raises(ValidationError):
        fill_seat(actor=room.keeper, member=seat, person=factories.make_user())


def test_who_left_does_not_come_back_through_the_interviews_form(room):
    left(room, room.one)
    plan = Plan(
        sheet=room.interview.sheet, starts_at=timezone.now(), minutes=60, lead=room.two, panel=(room.one,)
    )
    with pytest.raises(ValidationError) as refusal:
        change_interview(actor=room.keeper, interview=room.interview, plan=plan)
    assert "has left this panel" in str(refusal.value)


def test_moving_an_interview_leaves_withdrawn_seats_alone_and_takes_them_for_no_clash(room):
    seat = left(room, room.one)
    plan = Plan(sheet=room.interview.sheet, starts_at=timezone.now(), minutes=45, lead=room.two)
    change_interview(actor=room.keeper, interview=room.interview, plan=plan)
    assert PanelMember.objects.filter(pk=seat.pk).exists()
    other = factories.make_interview(panel=[room.one], starts_at=plan.starts_at)
    assert find_clashes(other) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_days_page_takes_the_same_queries_however_many_left(hr, rows, django_assert_num_queries):
    interview = factories.make_interview(panel=[factories.make_user() for _ in range(rows + 1)])
    for member in interview.members.all()[:rows]:
        step_back(actor=member.user, interview=interview, reason=REASON)
    hr.get("/")
    with django_assert_num_queries(11):
        hr.get(reverse("interviews:interview-detail", args=[interview.pk]))
