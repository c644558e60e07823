"""Many interviews at once: the day of one place, made in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.audit import record_each
from accounts.models import User
from common.folding import fold
from interviews.access import check_may_plan
from interviews.models import Candidate, Interview, Sheet, Tie
from interviews.planning.rules.past import is_planned_in_the_past
from interviews.planning.services.clashes import MAX_DURATION, Clash, clashes_among, taking_place
from interviews.planning.services.scheduling import Plan, schedule_interview


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the day with the people who sit in it. The lead belongs to the panel."""

    name: str
    lead: User
    panel: tuple[User, ...] = ()

    @property
    def people(self) -> tuple[User, ...]:
        """The lead first, everybody once."""
        return tuple({user.pk: user for user in (self.lead, *self.panel)}.values())


@dataclass(frozen=True, slots=True)
class Placement:
    """Somebody's turn on the day."""

    candidate: Candidate
    room: Room
    starts_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class DayPlan:
    """What HR decides about a day. ``seed``: of the draw that made the order, "" where none did; ``drawn``:
    the ids of all who took part in it, in its order."""

    sheet: Sheet
    minutes: int
    placements: tuple[Placement, ...]
    round: str = ""
    seed: str = ""
    drawn: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What else there is on the day, for the people who are to be there: read once, asked often."""

    others: tuple[Interview, ...]
    #: (candidate, person) of ties that hold.
    ties: frozenset[tuple[int, int]]
    #: Interviews that candidates have before them already.
    coming: dict[int, list[Interview]] = field(default_factory=dict)

    def clashes(
        self, starts_at: datetime, minutes: int, candidate: int | None, people: Iterable[User]
    ) -> list[Clash]:
        """Interviews at the same time that need the candidate, or somebody of these."""
        panel = {person.pk for person in people}
        return clashes_among(self.others, starts_at, minutes, candidate=candidate, panel=panel)

    def taking_room(self, starts_at: datetime, minutes: int, room: Room) -> list[Interview]:
        """Interviews that are in this room at the same time."""
        ends_at = starts_at + timedelta(minutes=minutes)
        return [
            other
            for other in self.others
            if other.starts_at < ends_at
            and other.ends_at > starts_at
            and fold(other.place) == fold(room.name)
        ]

    def tied(self, candidate: int, people: Iterable[User]) -> list[User]:
        """Those of these people who may not judge the candidate."""
        return [person for person in people if (candidate, person.pk) in self.ties]


def read_facts(start: datetime, end: datetime, candidates: Sequence[int], people: Iterable[int]) -> DayFacts:
    """In 5 queries, whatever the number of people."""
    coming: dict[int, list[Interview]] = {}
    planned = Interview.objects.filter(
        candidate__in=candidates, status=Interview.Status.SCHEDULED, starts_at__gte=timezone.now()
    )
    for interview in planned.select_related("candidate").order_by("starts_at", "pk"):
        coming.setdefault(interview.candidate_id, []).append(interview)
    ties = Tie.objects.active().filter(candidate__in=candidates, person__in=list(people))
    return DayFacts(
        others=tuple(taking_place(start - MAX_DURATION, end, but=None)),
        ties=frozenset(ties.values_list("candidate", "person")),
        coming=coming,
    )


def refusals(facts: DayFacts, placement: Placement) -> list[str]:
    """Why this can't be: who of the panel is tied to the candidate."""
    tied = facts.tied(placement.candidate.pk, placement.room.people)
    if not tied:
        return []
    names = pgettext("between names", ", ").join(map(str, tied))
    return [
        _("%(names)s is tied to %(candidate)s and can't judge them: choose another room or another panel.")
        % {"names": names, "candidate": placement.candidate}
    ]


def room_sentence(other: Interview) -> str:
    """That an interview takes the room."""
    return _("The room is taken from %(start)s on: interview of %(other)s.") % {
        "start": f"{timezone.localtime(other.starts_at):%H:%M}",
        "other": other.candidate,
    }


def doubts(facts: DayFacts, placement: Placement, minutes: int) -> tuple[list[str], list[str]]:
    """What is asked before this is done, as sentences, and as what a yes is given for."""
    people, pk = placement.room.people, placement.candidate.pk
    sentences, keys = [], []
    if is_planned_in_the_past(placement.starts_at, None, timezone.now()):
        sentences.append(_("This time has passed."))
        keys.append("past")
    clashes = facts.clashes(placement.starts_at, minutes, pk, people)
    sentences += [clash.sentence() for clash in clashes]
    meanwhile = {clash.interview.pk for clash in clashes}
    for other in facts.taking_room(placement.starts_at, minutes, placement.room):
        if other.pk not in meanwhile:
            sentences.append(room_sentence(other))
        meanwhile.add(other.pk)
    for other in facts.coming.get(pk, ()):
        if other.pk not in meanwhile:
            at = date_format(timezone.localtime(other.starts_at), "DATETIME_FORMAT")
            sentences.append(_("Has an interview already: %(when)s.") % {"when": at})
        meanwhile.add(other.pk)
    return sentences, [*keys, *map(str, sorted(meanwhile))]


def doubt_key(facts: DayFacts, plan: DayPlan) -> str:
    """Says for which doubts about which day somebody's yes was given; "" where there are none."""
    lines = []
    for placement in plan.placements:
        keys = doubts(facts, placement, plan.minutes)[1]
        if keys:
            at = placement.starts_at.astimezone(UTC).isoformat(timespec="minutes")
            lines.append(" ".join([str(placement.candidate.pk), at, *keys]))
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16] if lines else ""


@transaction.atomic
def schedule_day(*, actor: User, plan: DayPlan, confirmed: str = "") -> list[Interview]:
    """Make all interviews of a day, or none, each as :func:`schedule_interview` makes it.

    Raises PermissionDenied for anybody but HR; ValidationError when there is nobody to interview, keyed
    "confirmed" when something stands in the way and ``confirmed`` is not the key of just that, and with the
    candidate's name for what one of the interviews is refused for.
    """
    check_may_plan(actor)
    if not plan.placements:
        raise ValidationError(_("Nobody has a place in this plan yet."))
    facts = _read_facts_locked(plan)
    if (key := doubt_key(facts, plan)) and confirmed != key:
        raise ValidationError(
            {"confirmed": _("Something stands in the way: look at what is marked in the plan.")}
        )
    interviews = [_schedule(actor, plan, placement) for placement in plan.placements]
    if plan.seed:
        drawn = [(interview, None, _draw_values(plan, interview)) for interview in interviews]
        record_each(actor=actor, action="interview.draw", targets=drawn)
    return interviews


def _draw_values(plan: DayPlan, interview: Interview) -> dict[str, object]:
    """With the ids of all who took part anybody can draw again and see that it was this."""
    number = plan.drawn.index(interview.candidate_id) + 1
    return {"seed": plan.seed, "number": number, "drawn": sorted(plan.drawn)}


def _schedule(actor: User, plan: DayPlan, placement: Placement) -> Interview:
    single = Plan(
        sheet=plan.sheet,
        starts_at=placement.starts_at,
        minutes=plan.minutes,
        lead=placement.room.lead,
        panel=placement.room.panel,
        round=plan.round,
        place=placement.room.name,
        past=True,  # It was asked for the whole day.
    )
    try:
        return schedule_interview(actor=actor, candidate=placement.candidate, plan=single)
    except ValidationError as error:
        raise _of(placement, error) from error


def _of(placement: Placement, error: ValidationError) -> ValidationError:
    start = timezone.localtime(placement.starts_at)
    return ValidationError(
        [
            _("%(candidate)s, %(time)s: %(reason)s")
            % {"candidate": placement.candidate, "time": f"{start:%H:%M}", "reason": message}
            for message in error.messages
        ]
    )


def _read_facts_locked(plan: DayPlan) -> DayFacts:
    """Of two who plan the same people at the same moment the second sees what the first made."""
    candidates = sorted({placement.candidate.pk for placement in plan.placements})
    people = sorted({person.pk for placement in plan.placements for person in placement.room.people})
    list(Candidate.objects.select_for_update().filter(pk__in=candidates).order_by("pk").values_list("pk"))
    list(User.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))
    starts = [placement.starts_at for placement in plan.placements]
    end = max(starts) + timedelta(minutes=plan.minutes)
    return read_facts(min(starts), end, candidates, people)
