"""How far interviews are: who has submitted, and the facts their stage is read from.

Who may see it is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, TypedDict, overload

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django_stubs_ext import WithAnnotations

from accounts.models import User
from interviews.common.bases import changed_since_decided
from interviews.common.rules.stages import InterviewFacts, Stage, stage_of
from interviews.models import (
    Decision,
    Interview,
    PanelMember,
    Scorecard,
)
from interviews.models.interviews import InterviewWithOwnState
from interviews.models.visibility import OwnState


class FactAnnotations(TypedDict):
    """What :func:`with_facts` adds to an interview."""

    fact_panel: int
    fact_begun: int
    fact_submitted: int
    fact_decided: bool
    fact_outcome: str | None
    fact_pending: bool


class FactsAndOwnState(FactAnnotations, OwnState):
    """What :func:`with_facts` and with_own_state add together."""


InterviewWithFacts: TypeAlias = "WithAnnotations[Interview, FactAnnotations]"
InterviewWithFactsAndOwnState: TypeAlias = "WithAnnotations[Interview, FactsAndOwnState]"


@overload
def with_facts(interviews: QuerySet[InterviewWithOwnState]) -> QuerySet[InterviewWithFactsAndOwnState]: ...


@overload
def with_facts(interviews: QuerySet[Interview]) -> QuerySet[InterviewWithFacts]: ...


def with_facts(interviews: QuerySet[Interview]) -> QuerySet[InterviewWithFacts]:
    """Adds what :func:`read_facts` and :func:`attach_stages` read."""
    decisions = Decision.objects.filter(interview=OuterRef("pk"))
    seats = PanelMember.objects.filter(interview=OuterRef("pk"), withdrawn_at__isnull=True)
    return interviews.annotate(
        fact_panel=_count_seats(seats),
        fact_begun=_count_seats(seats.filter(scorecard__isnull=False)),
        fact_submitted=_count_seats(seats.filter(scorecard__status="submitted")),
        fact_decided=Exists(decisions.counting()),
        fact_outcome=Subquery(decisions.in_force_first().values("outcome")[:1]),
        fact_pending=Exists(decisions.pending()),
    )


def read_facts(interview: InterviewWithFacts) -> InterviewFacts:
    """The facts of a row read through :func:`with_facts`."""
    return InterviewFacts(
        panel=interview.fact_panel,
        begun=interview.fact_begun,
        submitted=interview.fact_submitted,
        closed=interview.closed,
        cancelled=interview.called_off,
        decided=interview.fact_decided,
        pending=interview.fact_pending,
    )


def load_facts(interview: Interview) -> InterviewFacts:
    """The facts of one interview as they are now, in one query."""
    return read_facts(with_facts(Interview.objects.filter(pk=interview.pk)).get())


def stage_for(interview: InterviewWithFactsAndOwnState) -> Stage | None:
    """The stage as the user whose own state the row has may know it: None while they are blind."""
    return None if interview.blind else stage_of(read_facts(interview))


def _count_seats(seats: QuerySet[PanelMember]) -> Coalesce:
    counted = seats.order_by().values("interview").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def attach_stages(interviews: Iterable[InterviewWithFactsAndOwnState]) -> None:
    """Gives rows read through :func:`with_facts` and with_own_state their ``stage`` (None: the reader is
    blind), what was decided in words, ``outcome`` ("" for nothing), and whether the result is another since:
    ``decision_outdated``."""
    rows = list(interviews)
    names = dict(Decision.Outcome.choices)
    changed = changed_results(rows)
    for interview in rows:
        interview.stage = stage_for(interview)
        interview.outcome = "" if interview.blind else str(names.get(interview.fact_outcome or "", ""))
        interview.decision_outdated = interview.pk in changed


def changed_results(interviews: Iterable[InterviewWithFactsAndOwnState]) -> set[int]:
    """The ids of those whose result has changed since they were decided on, as far as the reader may know."""
    return changed_since_decided(
        [interview.pk for interview in interviews if interview.fact_decided and not interview.blind]
    )


def awaiting_debrief(interviews: QuerySet[Interview]) -> QuerySet[Interview]:
    """Of interviews that take place: released, and nothing decided about them."""
    complete = Q(fact_submitted=F("fact_panel")) | Q(closed_at__isnull=False)
    return with_facts(interviews).filter(
        complete, fact_submitted__gt=0, fact_decided=False, fact_pending=False
    )


def submitted_members(interview: Interview, user: User) -> set[int]:
    """The panel members (ids) whose submitted scorecard the user may see."""
    return set(
        submitted_scorecards(user).filter(member__interview=interview).values_list("member_id", flat=True)
    )


def with_submitted_count(
    interviews: QuerySet[InterviewWithOwnState], user: User
) -> QuerySet[InterviewWithOwnState]:
    """Adds ``submitted_count``: how many submitted scorecards the user may see of each interview."""
    counts = (
        submitted_scorecards(user)
        .filter(member__interview=OuterRef("pk"))
        .order_by()
        .values("member__interview")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return interviews.annotate(submitted_count=Coalesce(Subquery(counts), 0))


def submitted_scorecards(user: User) -> QuerySet[Scorecard]:
    """The submitted scorecards the user may see."""
    return Scorecard.objects.visible_to(user).filter(status=Scorecard.Status.SUBMITTED)
