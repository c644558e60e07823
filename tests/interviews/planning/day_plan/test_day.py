"""The plan of a day as it stands, on paper, and when somebody falls out of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import AuditEvent
from interviews.models import Candidate, Company, Interview, OutgoingMail, PanelMember, Response
from interviews.planning.services.day_moves import move_up, plan_moves
from tests import factories
from tests.world import SECRET

DAY = reverse("interviews:interview-day")
PAPER = reverse("interviews:interview-day-print")


@pytest.fixture
def planned(day):
    """Three interviews each in A and B, at 9, 10 and 11; the first in A is cancelled."""
    assert day.schedule().status_code == 302
    day.first, day.second, day.third = Interview.objects.filter(place="A 室").order_by("starts_at")
    Interview.objects.filter(pk=day.first.pk).update(status="cancelled", cancel_reason="病了")
    day.first.refresh_from_db()
    return day


def page_of(interview) -> str:
    return reverse("interviews:interview-move-up", args=[interview.pk])


def seen_on(day, interview, **query) -> str:
    return day.client.get(page_of(interview), query).context["moves"].key


def test_the_day_stands_room_by_room(planned):
    factories.make_interview(starts_at=planned.at(14), place="")
    page = planned.client.get(DAY, {"date": planned.date.isoformat()})
    rooms = page.context["rooms"]
    assert [room.place for room in rooms] == ["A 室", "B 室", ""]
    assert [interview.starts_at for interview in rooms[0].interviews] == [
        *(planned.at(9), planned.at(10), planned.at(11)),
    ]
    content = page.content.decode()
    assert "Cancelled" in content and page_of(planned.first) in content
    for odd in ({}, {"date": "x"}, {"date": "9999-12-31"}, {"date": "\0"}):
        assert planned.client.get(DAY, odd).status_code == 200
    assert "No interview on this day" in planned.client.get(DAY, {"date": "2030-01-01"}).content.decode()


def test_the_day_takes_as_many_queries_for_one_as_for_many(planned, django_assert_max_num_queries):
    query = {"date": planned.date.isoformat()}
    Interview.objects.filter(place="B 室").update(starts_at=planned.at(9) + timedelta(days=1))
    with django_assert_max_num_queries(20) as few:
        planned.client.get(DAY, query)
    Interview.objects.filter(place="B 室").update(starts_at=planned.at(9))
    with django_assert_max_num_queries(len(few.captured_queries)):
        planned.client.get(DAY, query)


@pytest.mark.parametrize("role", ["interviewer", "panelist", "admin"])
def test_others_learn_nothing_of_the_day(planned, role, client_for):
    client = client_for(role)
    for answer in (client.get(DAY), client.get(PAPER), client.get(page_of(planned.first))):
        assert answer.status_code in (403, 404)
    lead = client_for(user=planned.leads[0])
    assert lead.post(page_of(planned.first), {"seen": "x"}).status_code == 403


def test_who_is_blind_learns_no_state(planned):
    PanelMember.objects.create(interview=planned.second, user=planned.client.user)
    card = factories.make_scorecard(interview=planned.second, user=planned.leads[0], submitted=True)
    Response.objects.create(
        scorecard=card, item=planned.sheet.items.get(), notes=SECRET, evidence=SECRET, rating="4.5"
    )
    page = planned.client.get(DAY, {"date": planned.date.isoformat()}).content.decode()
    assert "Debrief" not in page and SECRET not in page


def test_a_door_says_no_name_unless_somebody_wants_it(planned):
    query = {"date": planned.date.isoformat()}
    doors = planned.client.get(PAPER, query).content.decode()
    assert "A 室" in doors and "10:00" in doors and "候选人" not in doors
    assert "09:00" in doors and doors.count("Interview 3") == 1, "who was cancelled stands on no door"
    assert "候选人2" in planned.client.get(PAPER, query | {"names": "yes"}).content.decode()
    panels = planned.client.get(PAPER, query | {"what": "panels"}).content.decode()
    assert "候选人2" in panels and "王芳" in panels and "一面" in panels and "候选人0" not in panels
    slips = planned.client.get(PAPER, query | {"what": "slips"}).content.decode()
    assert slips.count('class="slip"') == 5 and "候选人2" in slips and "王芳" not in slips
    for odd in ({"what": "x"}, {"names": "maybe"}):
        assert planned.client.get(PAPER, query | odd).status_code == 400


def test_the_rest_moves_up_as_it_was_shown(planned):
    Company.objects.create(pk=1, sends_mail=True)
    moves = planned.client.get(page_of(planned.first)).context["moves"]
    assert [(move.interview.pk, move.starts_at) for move in moves.moves] == [
        (planned.second.pk, planned.at(9)),
        (planned.third.pk, planned.at(10)),
    ]
    answer = planned.client.post(page_of(planned.first), {"seen": moves.key})
    assert answer.url == f"{DAY}?date={planned.date}"
    planned.second.refresh_from_db()
    planned.third.refresh_from_db()
    assert (planned.second.starts_at, planned.third.starts_at) == (planned.at(9), planned.at(10))
    assert planned.second.members.get().user == planned.leads[0]
    assert AuditEvent.objects.filter(action="interview.change").count() == 2
    assert OutgoingMail.objects.filter(kind="update").count() == 2
    other = Interview.objects.filter(place="B 室").order_by("starts_at").first()
    assert other.starts_at == planned.at(9), "the other room is as it was"


def test_who_withdrew_makes_room_as_well(planned):
    Interview.objects.filter(pk=planned.first.pk).update(
        status="withdrew", called_off_at=planned.at(8), called_off_by=planned.client.user, cancel_reason=""
    )
    page = planned.client.get(DAY, {"date": planned.date.isoformat()}).content.decode()
    assert "Candidate withdrew" in page and page_of(planned.first) in page
    Interview.objects.filter(pk=planned.second.pk).update(
        reply="confirmed", reply_at=planned.at(8), reply_by=planned.client.user
    )
    planned.client.post(page_of(planned.first), {"seen": seen_on(planned, planned.first)})
    planned.second.refresh_from_db()
    assert planned.second.starts_at == planned.at(9)
    assert planned.second.reply == "", "who confirmed another time is asked anew"


def test_who_keeps_their_time_is_passed_over(planned):
    stay = {"stay": [planned.second.pk]}
    key = seen_on(planned, planned.first, **stay)
    planned.client.post(page_of(planned.first), {"seen": key} | stay)
    planned.second.refresh_from_db()
    planned.third.refresh_from_db()
    assert (planned.second.starts_at, planned.third.starts_at) == (planned.at(10), planned.at(9))


def test_an_older_page_moves_nobody(planned):
    key = seen_on(planned, planned.first)
    Interview.objects.filter(pk=planned.third.pk).update(starts_at=planned.at(15))
    page = planned.client.post(page_of(planned.first), {"seen": key})
    assert "has changed" in page.content.decode()
    planned.second.refresh_from_db()
    assert planned.second.starts_at == planned.at(10)


def test_a_clash_is_shown_and_asked_about(planned):
    factories.make_interview(panel=[planned.leads[0]], starts_at=planned.at(8, 50), minutes=20)
    page = planned.client.get(page_of(planned.first))
    assert page.context["moves"].clashing and b'type="checkbox" name="seen"' in page.content
    assert planned.client.post(page_of(planned.first), {}).status_code == 200
    planned.second.refresh_from_db()
    assert planned.second.starts_at == planned.at(10)
    planned.client.post(page_of(planned.first), {"seen": page.context["moves"].key})
    planned.second.refresh_from_db()
    assert planned.second.starts_at == planned.at(9)


def test_one_that_is_refused_is_named_and_nobody_moves(planned):
    planned.third.members.update(lead=False)
    key = seen_on(planned, planned.first)
    page = planned.client.post(page_of(planned.first), {"seen": key}).content.decode()
    assert f"Nobody has moved. {planned.third.candidate}" in page
    planned.second.refresh_from_db()
    assert planned.second.starts_at == planned.at(10)


def test_why_nobody_can_move(planned):
    def obstacle(interview) -> str:
        return planned.client.get(page_of(interview)).context["moves"].obstacle

    assert "takes place" in obstacle(planned.second)
    Interview.objects.filter(pk=planned.third.pk).update(status="cancelled", cancel_reason="x")
    assert "Nobody comes after" in obstacle(planned.third)
    factories.make_interview(starts_at=planned.at(9, 15), minutes=15, place="A 室")
    assert "taken already" in obstacle(planned.first)
    Interview.objects.filter(pk=planned.first.pk).update(place="")
    assert "no room" in obstacle(planned.first)
    Interview.objects.filter(pk=planned.first.pk).update(
        place="A 室", starts_at=planned.at(9) - timedelta(days=9)
    )
    assert "time has passed" in obstacle(planned.first)
    assert planned.client.post(page_of(planned.first), {"seen": ""}).status_code == 200


def test_who_is_being_scored_or_was_erased_stays(planned):
    factories.make_scorecard(interview=planned.second, user=planned.leads[0])
    moves = plan_moves(planned.first, ())
    assert [move.interview.pk for move in moves.moving] == [planned.third.pk]
    Candidate.objects.filter(pk=planned.third.candidate_id).update(
        erased_at=planned.at(9), email="", phone="", name="#3"
    )
    assert not plan_moves(planned.first, ()).moving


def test_the_service_asks_for_the_right_itself(planned):
    key = plan_moves(planned.first, ()).key
    for person in (planned.leads[0], factories.make_user("admin")):
        with pytest.raises(PermissionDenied):
            move_up(actor=person, fallen=planned.first, staying=(), seen=key)


def test_odd_ids_are_nobody(planned):
    stay = {"stay": ["x", "\0", "9" * 30, "-1"]}
    assert planned.client.get(page_of(planned.first), stay).status_code == 200
    assert planned.client.get(reverse("interviews:interview-move-up", args=[99_999_999])).status_code == 404
