"""The start page: what waits for this person, by role."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
)
from django.db.models import Count as SqlCount
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User
from home.bank_health import Health, bank_health
from home.first_steps import FirstStep, first_steps, read_site_facts
from home.models import Verification
from home.verification.services import VIEW, last_verification
from interviews.building.services.approval_state import approvals_for
from interviews.building.services.publishing import outdated_approvals
from interviews.common.bases import current_bases
from interviews.common.retention_dates import PlannedErasure, planned_erasures
from interviews.common.rules.resting import is_outdated
from interviews.common.waiting import (
    debriefs,
    is_to_call_q,
    open_seats,
    seats_to_look_after,
    taking_place,
    unsettled,
    with_newest_letter,
)
from interviews.models import (
    ApprovalRequest,
    Candidate,
    Decision,
    Interview,
    PanelMember,
    QuestionSet,
    Sheet,
)
from interviews.models.visibility import keeps_interviews, left_out_seats
from interviews.planning.pages.informed import UninformedPanel, uninformed_panels
from interviews.room.services.practice import cards_to_practise
from qbank.models import DocumentUpload

#: Rows per block; a full one links to the whole list.
SHOWN = 8
#: Whoever has an interview like this waits for none: a candidate who withdrew from theirs neither.
PLANNED = (Interview.Status.SCHEDULED, Interview.Status.WITHDREW)
#: Among so many of the newest candidates those without an interview are counted.
MOST_CANDIDATES = 2_000
#: More interviews than anybody sits in on a day.
MOST_TODAY = 50
#: How long a decision is compared with what its result is now.
LOOKED_BACK = timedelta(days=365)
_BY_TIME = ("interview__starts_at", "pk")


@dataclass(frozen=True, slots=True)
class Seat:
    """A place on a panel and how far its own scorecard is: "", "draft", "submitted", or "left-out" where
    HR has closed the round without it."""

    interview: Interview
    lead: bool
    state: str
    #: HR asks for practice with the sheet before it is first scored, and they have not practised.
    practice: bool


@dataclass(frozen=True, slots=True)
class AskedApproval:
    """A request for approval; ``outdated``: the set has another content by now than was asked about."""

    request: ApprovalRequest
    outdated: bool


@dataclass(slots=True)
class Home:
    """Blocks that don't concern a person's role stay None (or empty)."""

    today: list[Seat] = field(default_factory=list)
    later: list[Seat] = field(default_factory=list)
    unfinished: list[Seat] = field(default_factory=list)
    scores: bool = False
    #: What is still missing before the first interview.
    first_steps: list[FirstStep] = field(default_factory=list)
    todays_interviews: list[Interview] | None = None
    #: Seats of coming interviews that somebody gave up and nobody fills, or that a tied person still holds
    #: or one who can't sign in any more.
    gaps: list[PanelMember] | None = None
    #: Coming interviews with people on the panel who were not told how they stand.
    uninformed: list[UninformedPanel] | None = None
    #: Coming interviews whose candidate can't come, or was not reached by a letter.
    to_call: list[Interview] | None = None
    overdue: list[PanelMember] | None = None
    debriefs: list[Interview] | None = None
    to_confirm: list[Decision] | None = None
    #: Decided on, but with another result since.
    changed_results: list[Interview] | None = None
    unpublished: list[QuestionSet] | None = None
    #: An interviewer's question sets: those they made or were given. None for whoever puts none together.
    own_sets: list[QuestionSet] | None = None
    #: Others' requests for approval, and the answers to one's own.
    approvals: list[AskedApproval] | None = None
    unscheduled: int = 0
    #: There are more candidates than were looked at for that.
    unscheduled_more: bool = False
    #: Candidates whose personal data is about to be erased.
    erasures: list[PlannedErasure] | None = None
    uploads: list[DocumentUpload] | None = None
    health: Health | None = None
    #: The last verification, where it found that something is not as it was recorded.
    alarm: Verification | None = None
    #: A block with so many rows may not have all.
    full: int = SHOWN

    @property
    def nothing_waits(self) -> bool:
        """Whether no block of the page asks anything of HR."""
        people = (self.gaps, self.uninformed, self.to_call, self.overdue, self.unfinished, self.unscheduled)
        results = (self.debriefs, self.to_confirm, self.changed_results)
        return not any((*people, *results, self.erasures, self.unpublished, self.approvals))


def _day(now: datetime) -> tuple[datetime, datetime]:
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return start, start + timedelta(days=1)


def _fill_own_seats(user: User, home: Home, now: datetime) -> None:
    start, end = _day(now)
    seats = (
        PanelMember.objects.sitting()
        .filter(user=user, interview__status=Interview.Status.SCHEDULED)
        .filter(interview__candidate__erased_at__isnull=True)
        .annotate(
            practice=Exists(cards_to_practise(user).filter(sheet=OuterRef("interview__sheet"))),
            left_out=Exists(left_out_seats(PanelMember.objects.filter(pk=OuterRef("pk")))),
        )
        .select_related("interview__candidate__position", "interview__sheet", "scorecard")
        .order_by("interview__starts_at")
    )
    earlier = seats.filter(interview__starts_at__lt=start, left_out=False, interview__settled=False)
    earlier = earlier.exclude(scorecard__status="submitted")
    home.unfinished = [_seat(member) for member in earlier[:SHOWN]]
    coming = seats.filter(interview__starts_at__gte=start)[:MOST_TODAY]
    home.today = [_seat(member) for member in coming if member.interview.starts_at < end]
    home.later = [_seat(member) for member in coming if member.interview.starts_at >= end][:SHOWN]
    home.scores = True


def _seat(member: Any) -> Seat:
    """``member``: a PanelMember with ``practice`` and ``left_out``."""
    scorecard = getattr(member, "scorecard", None)
    state = "left-out" if member.left_out else scorecard.status if scorecard else ""
    return Seat(member.interview, member.lead, state, member.practice)


def _fill_hr_blocks(user: User, home: Home, now: datetime) -> None:
    # Where the reader still has to submit, whether the others did stays unknown to them.
    _fill_days(home, now)
    home.debriefs = list(
        debriefs(user, now).select_related("candidate__position").order_by("-starts_at")[:SHOWN]
    )
    home.gaps, home.overdue = (
        list(seats.select_related("interview__candidate", "user").order_by(*_BY_TIME)[:SHOWN])
        for seats in (seats_to_look_after(now), open_seats(user, now))
    )
    home.uninformed = uninformed_panels(taking_place().filter(starts_at__gte=now), most=SHOWN)
    _fill_decisions(user, home, now)
    home.approvals = _approvals(user)
    home.unpublished = list(
        QuestionSet.objects.filter(archived=False, sheets__isnull=True)
        .exclude(pk__in=[approval.request.question_set_id for approval in home.approvals])
        .annotate(size=SqlCount("items"))
        .order_by("-updated_at", "-pk")[:SHOWN]
    )
    home.erasures = planned_erasures(SHOWN)


def _fill_days(home: Home, now: datetime) -> None:
    """Today’s interviews, and of the coming ones those whose candidate can’t come or was not reached, in
    one query."""
    start, end = _day(now)
    to_call = ExpressionWrapper(is_to_call_q(now), output_field=BooleanField())
    rows: list[Any] = list(
        with_newest_letter(taking_place().filter(starts_at__gte=start))
        .annotate(to_call=to_call)
        .filter(Q(starts_at__lt=end) | Q(to_call=True))
        .select_related("candidate__position", "sheet")
        .prefetch_related(Prefetch("members", PanelMember.objects.select_related("user")))
        .order_by("starts_at", "pk")
    )
    home.todays_interviews = [interview for interview in rows if interview.starts_at < end]
    home.to_call = [interview for interview in rows if interview.to_call][:SHOWN]


def _fill_decisions(user: User, home: Home, now: datetime) -> None:
    """What waits for a second person; and what was decided within a year and has another result since, unless
    it is being decided anew."""
    recent = Q(taken_at__gte=now - LOOKED_BACK) | Q(needs_confirmation=True, answer__isnull=True)
    rows = Decision.objects.visible_to(user).filter(recent, interview__in=unsettled())
    rows = rows.defer("sealed").order_by("taken_at", "pk")
    decisions = list(rows.select_related("interview__candidate__position", "answer"))
    pending = [decision for decision in decisions if decision.pending]
    home.to_confirm = [decision for decision in pending if decision.taken_by_id != user.pk][:SHOWN]
    in_force = {decision.interview_id: decision for decision in decisions if decision.counts}
    for decision in pending:
        in_force.pop(decision.interview_id, None)
    now_by_interview = current_bases(in_force.keys()) if in_force else {}
    home.changed_results = [
        decision.interview
        for pk, decision in in_force.items()
        if is_outdated(decision.rests_on, now_by_interview[pk])
    ][:SHOWN]


def _approvals(user: User) -> list[AskedApproval]:
    requests = list(approvals_for(user)[:SHOWN])
    # Only what was touched at all is compared in full.
    outdated = outdated_approvals([request for request in requests if request.touched])
    return [AskedApproval(request, request.pk in outdated) for request in requests]


def _own_sets(user: User) -> list[QuestionSet]:
    version = Sheet.objects.filter(question_set=OuterRef("pk")).order_by("-version").values("version")[:1]
    sets = QuestionSet.objects.visible_to(user).filter(archived=False)
    sets = sets.annotate(size=SqlCount("items"), version=Subquery(version))
    return list(sets.order_by("-updated_at", "-pk")[:SHOWN])


def _count_unscheduled() -> dict[str, Any]:
    """How many candidates have no interview, of the newest, and whether there are more candidates than were
    looked at, as parts of another query."""
    waiting = Candidate.objects.filter(position__open=True, erased_at__isnull=True).order_by("-pk")
    newest = Candidate.objects.filter(pk__in=waiting.values("pk")[:MOST_CANDIDATES])
    unscheduled = newest.exclude(interviews__status__in=PLANNED).order_by()
    counted = unscheduled.values(all=Value(1)).annotate(number=SqlCount("pk"))
    return {
        "unscheduled": Coalesce(Subquery(counted.values("number")), 0),
        "unscheduled_more": Exists(waiting[MOST_CANDIDATES:]),
    }


def home_for(user: User) -> Home:
    """Gather the blocks of the start page; as many queries for one row as for many."""
    now = timezone.now()
    home = Home()
    if user.has_perm("interviews.view_interview"):
        _fill_own_seats(user, home, now)
    if keeps_interviews(user):
        _fill_hr_blocks(user, home, now)
        facts = read_site_facts(user, **_count_unscheduled())
        home.unscheduled, home.unscheduled_more = facts["unscheduled"], facts["unscheduled_more"]
        home.first_steps = first_steps(user, facts)
    elif user.has_perm("interviews.add_questionset"):
        home.approvals = _approvals(user)
        home.own_sets = _own_sets(user)
    if user.has_perm("qbank.change_source"):
        home.uploads = list(
            DocumentUpload.objects.filter(
                status__in=[
                    DocumentUpload.Status.WAITING,
                    DocumentUpload.Status.READY,
                    DocumentUpload.Status.FAILED,
                ]
            )
            .select_related("uploaded_by")
            .defer("content", "drafts")[:SHOWN]
        )
        home.health = bank_health()
    if user.has_perm(VIEW):
        last = last_verification()
        home.alarm = last if last and last.is_alarm else None
    return home
