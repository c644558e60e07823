"""What happened in the demo's company: one act after the other, each by the service that people use for it,
at the time at which it happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from functools import partial
from random import Random

import time_machine
from django.utils import timezone

from accounts.models import User
from home.demo import cast
from home.demo.preparing import Prepared, prepare_company, unfinished_work
from home.demo.scoring import fill_in, hand_in
from interviews.candidates.services.candidates import create_candidate
from interviews.models import Candidate, Decision, Interview, Scorecard, SheetItem
from interviews.outcome.reports.interview import interview_report
from interviews.outcome.services.consensus import save_consensus
from interviews.outcome.services.decisions import basis_sha256, confirm, decide
from interviews.planning.services.delivery import deliver_waiting
from interviews.planning.services.scheduling import Plan, cancel_interview, schedule_interview
from interviews.room.services.asides import save_handover

#: How far each candidate has come; the number of candidates that far. Forty altogether.
STAGES = {
    "decided": 12,
    "unconfirmed": 1,
    "debrief": 4,
    "scoring": 3,
    "running": 1,
    "today": 1,
    "coming": 9,
    "cancelled": 2,
    "applied": 7,
}
#: Letters of one act, at most.
_LETTERS = 500


@dataclass
class Story:
    """Acts in the order of their times, whoever's they are."""

    now: datetime
    acts: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)

    def add(self, moment: datetime, act: Callable[[], object]) -> None:
        """Let something happen then; what is still to come does not happen."""
        if moment < self.now:
            self.acts.append((moment, len(self.acts), act))

    def tell(self) -> Iterator[float]:
        """Let everything happen; yields the share that has."""
        for number, (moment, _order, act) in enumerate(sorted(self.acts, key=lambda entry: entry[:2]), 1):
            with time_machine.travel(moment):
                act()
                deliver_waiting(limit=_LETTERS)
            yield number / len(self.acts)


@dataclass(frozen=True, slots=True)
class _Course:
    """One candidate's way through the company."""

    story: Story
    prepared: Prepared
    candidate: Candidate
    stage: str
    starts_at: datetime
    place: str
    strength: float
    random: Random

    def add_acts(self) -> None:
        applied = self.starts_at - timedelta(days=self.random.randint(9, 16))
        note = self.random.choice((*cast.NOTES, "", ""))
        self.story.add(
            min(applied, self.story.now - timedelta(days=1)),
            lambda: create_candidate(actor=self.prepared.hr, candidate=self.candidate, note=note),
        )
        if self.stage == "applied":
            return
        planned = min(self.starts_at - timedelta(days=5), self.story.now - timedelta(hours=5))
        self.story.add(planned, self._schedule)
        if self.stage == "cancelled":
            self.story.add(planned + timedelta(hours=3), self._cancel)
        if self.stage in ("coming", "today", "cancelled"):
            return
        self._add_scoring()
        if self.stage in ("debrief", "decided", "unconfirmed"):
            self._add_outcome()

    def _add_scoring(self) -> None:
        for number, person in enumerate(self._panel()):
            share = 0.4 if self.stage == "running" else 1 if self.stage != "scoring" or number == 0 else 0.7
            during = self.starts_at + timedelta(minutes=12 + number)
            self.story.add(during, partial(self._fill_in, person, share))
            if self.stage != "running" and share == 1:
                after = self.starts_at + timedelta(minutes=65 + 10 * number)
                self.story.add(after, partial(self._hand_in, person))

    def _add_outcome(self) -> None:
        next_day = self.starts_at + timedelta(days=1)
        if self.stage == "debrief":
            return
        self.story.add(next_day, self._agree)
        self.story.add(next_day + timedelta(hours=1), self._decide)
        if self.stage == "decided":
            self.story.add(next_day + timedelta(hours=3), self._confirm)

    def _panel(self) -> tuple[User, ...]:
        # By the candidate's place in the list: everybody sits about as often.
        people = self.prepared.interviewers
        first = self.prepared.numbers[self.candidate.name]
        return tuple(people[(first + step) % len(people)] for step in range(2 + first % 2))

    def _interview(self) -> Interview:
        return Interview.objects.select_related("candidate", "sheet").get(candidate=self.candidate)

    def _schedule(self) -> None:
        panel = self._panel()
        plan = Plan(
            sheet=self.prepared.sheet,
            starts_at=self.starts_at,
            minutes=60,
            lead=panel[0],
            panel=panel,
            round="初面",
            place=self.place,
        )
        schedule_interview(actor=self.prepared.hr, candidate=self.candidate, plan=plan)

    def _cancel(self) -> None:
        cancel_interview(
            actor=self.prepared.hr, interview=self._interview(), reason="候选人已接受其他公司的录用。"
        )

    def _fill_in(self, person: User, share: float) -> None:
        fill_in(self._interview(), person, self.strength, self.random, share=share)
        if share == 1 and self.random.random() < 0.3:
            card = Scorecard.objects.get(member__interview=self._interview(), member__user=person)
            save_handover(actor=person, scorecard=card, text=cast.HANDOVER, base=None)

    def _hand_in(self, person: User) -> None:
        hand_in(self._interview(), person)

    def _agree(self) -> None:
        interview = self._interview()
        report = interview_report(interview, self.prepared.hr)
        for item in report.to_agree:
            save_consensus(
                actor=self.prepared.hr,
                interview=interview,
                item=SheetItem.objects.get(pk=item.item_id),
                rating=report.scale.fit(Fraction(item.mean or 0)),
                reason=self.random.choice(cast.AGREED),
                seen=item.seen,
            )

    def _decide(self) -> None:
        interview = self._interview()
        report = interview_report(interview, self.prepared.hr)
        outcome = self._outcome(report.total.band == report.scale.lowest_band, bool(report.disqualifications))
        decide(
            actor=self.prepared.hr,
            interview=interview,
            outcome=outcome,
            reason=cast.REASONS[outcome],
            seen=basis_sha256(report),
        )

    def _outcome(self, low: bool, disqualified: bool) -> str:
        if self.stage == "unconfirmed":
            return Decision.Outcome.HIRE
        if low or disqualified:
            return Decision.Outcome.REJECT
        return self.random.choice((Decision.Outcome.HIRE, Decision.Outcome.HOLD, Decision.Outcome.AGAIN))

    def _confirm(self) -> None:
        if decision := Decision.objects.pending().filter(interview=self._interview()).first():
            confirm(actor=self.prepared.other_hr, decision=decision)


def company_in_full_swing(now: datetime) -> Iterator[float]:
    """Let everything happen that led to ``now``; yields the share that has."""
    random = Random(2026)  # noqa: S311 (the same company each time)
    with time_machine.travel(now - timedelta(days=60)):
        prepared = prepare_company()
    story = Story(now)
    slots = _Slots(now)
    for candidate, stage in zip(prepared.candidates, _stages(random, len(prepared.candidates)), strict=True):
        starts_at, place = slots.take(stage)
        strength = 0.35 if stage == "unconfirmed" else random.uniform(0.5, 0.98)
        _Course(story, prepared, candidate, stage, starts_at, place, strength, random).add_acts()
    for moment, act in unfinished_work(prepared, now):
        story.add(moment, act)
    yield from story.tell()


def _stages(random: Random, number: int) -> list[str]:
    stages = [stage for stage, count in STAGES.items() for _ in range(count)]
    random.shuffle(stages)
    return stages[:number]


class _Slots:
    """Times and places: two interviews on a working day, in the morning and in the afternoon."""

    def __init__(self, now: datetime) -> None:
        today = timezone.localtime(now, timezone.get_default_timezone())
        self._now, self._today = now, today.replace(hour=0, minute=0, second=0, microsecond=0)
        self._taken = dict.fromkeys(("past", "coming"), 0)

    def take(self, stage: str) -> tuple[datetime, str]:
        """When and where the next interview is whose candidate comes this far."""
        if stage == "running":
            return _full_five(self._now - timedelta(minutes=25)), cast.PLACES[0]
        if stage == "today":
            return _full_five(self._now + timedelta(hours=2)), cast.PLACES[1]
        way = "coming" if stage in ("coming", "cancelled", "applied") else "past"
        number = self._taken[way]
        self._taken[way] += 1
        days, afternoon = divmod(number, 2)
        day = self._working_day(days + 1 if way == "coming" else -days - 1)
        return day + timedelta(hours=14 if afternoon else 10), cast.PLACES[number % len(cast.PLACES)]

    def _working_day(self, number: int) -> datetime:
        """So many working days from today on, or back."""
        day, step = self._today, timedelta(days=1 if number > 0 else -1)
        for _ in range(abs(number)):
            day += step
            while day.weekday() > 4:
                day += step
        return day


def _full_five(moment: datetime) -> datetime:
    """Not after the moment, at full five minutes."""
    return moment.replace(minute=moment.minute - moment.minute % 5, second=0, microsecond=0)
