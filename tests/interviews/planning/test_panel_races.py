"""Two people act on one panel at the same moment: the one who comes second sees what the first has done."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connections, transaction
from django.utils import timezone

from interviews.candidates.services.ties import declare_tie
from interviews.models import Interview, PanelMember, Scorecard, ScoreChange
from interviews.planning.services.scheduling import Plan, schedule_interview
from interviews.planning.services.seats import fill_seat, step_back
from interviews.room.services.asides import Asides
from interviews.room.services.responses import Responses
from interviews.room.services.saving import save
from interviews.room.services.scorecards import NotSeatedError, ScorecardClosedError
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

#: How long the first keeps what it has done to itself.
HELD = 0.3


def meanwhile(first: Callable[[], Any], second: Callable[[], Any]) -> Exception | None:
    """Begin ``second`` while ``first`` is done and not committed yet; what it was refused with, if it was."""
    done, refused = threading.Event(), []

    def follow():
        try:
            done.wait()
            second()
        except Exception as error:
            refused.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=follow)
    thread.start()
    try:
        with transaction.atomic():
            first()
            done.set()
            thread.join(HELD)
    finally:
        done.set()
        thread.join()
    return refused[0] if refused else None


def test_nobody_is_seated_while_their_tie_is_being_declared():
    keeper, person, candidate = factories.make_user("hr"), factories.make_user(), factories.make_candidate()
    plan = Plan(sheet=factories.make_sheet(), starts_at=timezone.now(), minutes=60, lead=person)
    refused = meanwhile(
        lambda: declare_tie(actor=keeper, person=person, candidate=candidate, kind="family"),
        lambda: schedule_interview(actor=keeper, candidate=candidate, plan=plan),
    )
    assert isinstance(refused, ValidationError)
    assert not Interview.objects.exists()


def test_one_seat_is_filled_once():
    keeper, people = factories.make_user("hr"), [factories.make_user() for _ in range(3)]
    interview = factories.make_interview(panel=people[:1])
    seat = step_back(actor=people[0], interview=interview, reason="没有时间")
    refused = meanwhile(
        lambda: fill_seat(actor=keeper, member=seat, person=people[1]),
        lambda: fill_seat(actor=keeper, member=seat, person=people[2]),
    )
    assert isinstance(refused, ValidationError)
    assert [member.user for member in interview.members.sitting()] == [people[1]]


@pytest.mark.parametrize("beside", [False, True])
@pytest.mark.parametrize("begun", [False, True])
def test_nothing_is_recorded_on_a_seat_that_is_being_left(begun, beside):
    user = factories.make_user()
    interview = factories.make_interview(panel=[user])
    seat = interview.members.get()
    if begun:
        factories.make_scorecard(interview=interview, user=user)
    field = {"item": "handover", "field": "text"} if beside else {"field": "notes"}
    raw = {"id": str(uuid4()), "item": interview.sheet.items.get().pk, "value": "太晚了"} | field
    refused = meanwhile(
        lambda: step_back(actor=user, interview=interview, reason="没有时间"),
        lambda: save(
            Asides if beside else Responses,
            actor=user,
            interview_id=interview.pk,
            seat_id=seat.pk,
            raw_changes=[raw],
        ),
    )
    assert isinstance(refused, ScorecardClosedError | NotSeatedError)
    assert PanelMember.objects.get().withdrawn and not ScoreChange.objects.exists()
    assert not Scorecard.objects.filter(status="draft", changes__isnull=False).exists()
    assert not Scorecard.objects.filter(aside_changes__isnull=False).exists()
