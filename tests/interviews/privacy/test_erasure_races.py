"""Somebody writes about a candidate at the moment their data is erased: nothing of it is left, whoever came
first."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from interviews.candidates.services.candidates import add_note, save_and_record
from interviews.candidates.services.ties import declare_tie
from interviews.models import Candidate
from interviews.planning.services.scheduling import Plan, schedule_interview
from interviews.privacy.services.erasure import erase_candidate
from interviews.room.services.asides import Asides
from interviews.room.services.responses import Responses
from interviews.room.services.saving import save
from interviews.room.services.scorecards import ScorecardClosedError
from tests import factories
from tests.interviews.planning.test_panel_races import meanwhile
from tests.interviews.privacy.test_erasure import all_rows, lines_with

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


TEXT = "只说这一个人的话"


class Scene:
    """A past interview: of two people one has begun a scorecard; nobody has written a text yet."""

    def __init__(self) -> None:
        self.keeper = factories.make_user("hr")
        self.people = [factories.make_user(), factories.make_user()]
        past = timezone.now() - timedelta(hours=2)
        self.interview = factories.make_interview(panel=self.people, starts_at=past)
        self.candidate = self.interview.candidate
        factories.make_scorecard(interview=self.interview, user=self.people[0])

    def erase(self) -> None:
        erase_candidate(actor=self.keeper, candidate=self.candidate)

    def write(self, person: int) -> None:
        item = self.interview.sheet.items.get()
        change = {"id": str(uuid4()), "item": item.pk, "field": "notes", "value": TEXT, "base": None}
        save(Responses, raw_changes=[change], **self._seat(person))

    def hand_over(self) -> None:
        change = {"id": str(uuid4()), "item": "handover", "field": "text", "value": TEXT, "base": None}
        save(Asides, raw_changes=[change], **self._seat(0))

    def note(self) -> None:
        add_note(actor=self.keeper, candidate=self.candidate, text=TEXT)

    def edit(self) -> None:
        candidate = Candidate.objects.get(pk=self.candidate.pk)
        candidate.phone = TEXT
        save_and_record(actor=self.keeper, instance=candidate)

    def tie(self) -> None:
        declare_tie(
            actor=self.keeper, person=self.people[0], candidate=self.candidate, kind="other", note=TEXT
        )

    def schedule(self) -> None:
        plan = Plan(
            sheet=self.interview.sheet,
            starts_at=timezone.now() + timedelta(days=1),
            minutes=60,
            lead=self.people[0],
            note=TEXT,
        )
        schedule_interview(actor=self.keeper, candidate=self.candidate, plan=plan)

    def _seat(self, person: int) -> dict[str, Any]:
        seat = self.interview.members.get(user=self.people[person])
        return {"actor": self.people[person], "interview_id": self.interview.pk, "seat_id": seat.pk}


WRITINGS: dict[str, Callable[[Scene], None]] = {
    "a scorecard that was begun": lambda scene: scene.write(0),
    "the first change of a scorecard": lambda scene: scene.write(1),
    "a hand-over note": Scene.hand_over,
    "a note": Scene.note,
    "the candidate": Scene.edit,
    "a tie": Scene.tie,
}


@pytest.mark.parametrize("what", WRITINGS)
def test_what_is_written_during_an_erasure_is_refused(what):
    scene = Scene()
    refused = meanwhile(scene.erase, lambda: WRITINGS[what](scene))
    assert isinstance(refused, ScorecardClosedError | ValidationError), refused
    assert lines_with(all_rows(), TEXT, scene.candidate.name) == []


@pytest.mark.parametrize("what", WRITINGS)
def test_an_erasure_during_a_writing_erases_that_too(what):
    scene = Scene()
    assert meanwhile(lambda: WRITINGS[what](scene), scene.erase) is None
    assert lines_with(all_rows(), TEXT, scene.candidate.name) == []

    assert Candidate.objects.get(pk=scene.candidate.pk).erased


def test_nobody_is_scheduled_for_whoever_is_being_erased():
    scene = Scene()
    assert isinstance(meanwhile(scene.erase, scene.schedule), ValidationError)
    assert scene.candidate.interviews.count() == 1


def test_an_interview_that_is_being_scheduled_keeps_the_data():
    scene = Scene()
    refused = meanwhile(scene.schedule, scene.erase)
    assert isinstance(refused, ValidationError)
    assert not Candidate.objects.get(pk=scene.candidate.pk).erased
