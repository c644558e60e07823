"""The start page: what waits for this person, by role."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.utils import timezone

from accounts.models import User
from home.models import Verification
from home.verification.services import VIEW, last_verification
from interviews.building.services.approval_state import approvals_for
from interviews.building.services.publishing import outdated_approvals
from interviews.common.bases import current_bases
from interviews.common.progress import awaiting_debrief
from interviews.common.retention_dates import PlannedErasure, planned_erasures
from interviews.common.rules.resting import is_outdated
from interviews.models import (
    ApprovalRequest,
    Candidate,
    Decision,
    Interview,
    PanelMember,
    QuestionSet,
    Sheet,
    Tie,
)
from interviews.models.visibility import is_released_q, keeps_interviews
from interviews.planning.pages.informed import UninformedPanel, uninformed_panels
from interviews.room.services.practice import cards_to_practise
from qbank.models import DocumentUpload, Question, ReferenceAnswer, Repair, RubricKind, RubricPoint, Status

#: Rows per block; each block links to the whole list.
SHOWN = 8
_BY_TIME = ("interview__starts_at", "pk")


@dataclass(frozen=True, slots=True)
class Seat:
    """A place on a panel and how far its own scorecard is: "", "draft" or "submitted"."""

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


@dataclass(frozen=True, slots=True)
class Health:
    """Counts over the bank; ``missing`` names what keeps questions from being ready."""

    total: int
    ready: int
    drafts: int
    retired: int
    without_answer: int
    without_points: int
    without_competency: int
    #: Questions with an answer that its source cut off.
    incomplete_answers: int
    doubtful_repairs: int


@dataclass(slots=True)
class Home:
    """Blocks that don't concern a person's role stay None (or empty)."""

    today: list[Seat] = field(default_factory=list)
    later: list[Seat] = field(default_factory=list)
    unfinished: list[Seat] = field(default_factory=list)
    scores: bool = False
    todays_interviews: list[Interview] | None = None
    #: Seats of coming interviews that somebody gave up and nobody fills, or that a tied person still holds
    #: or one who can't sign in any more.
    gaps: list[PanelMember] | None = None
    #: Coming interviews with people on the panel who were not told how they stand.
    uninformed: list[UninformedPanel] | None = None
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
    #: Candidates whose personal data is about to be erased.
    erasures: list[PlannedErasure] | None = None
    uploads: list[DocumentUpload] | None = None
    health: Health | None = None
    #: The last verification, where it found that something is not as it was recorded.
    alarm: Verification | None = None

    @property
    def nothing_waits(self) -> bool:
        """Whether no block of the page asks anything of HR."""
        people = (self.gaps, self.uninformed, self.overdue, self.unfinished, self.unscheduled, self.erasures)
        results = (self.debriefs, self.to_confirm, self.changed_results)
        return not any((*people, *results, self.unpublished, self.approvals))


def _day(now: datetime) -> tuple[datetime, datetime]:
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return start, start + timedelta(days=1)


def _fill_own_seats(user: User, home: Home, now: datetime) -> None:
    start, end = _day(now)
    seats = (
        PanelMember.objects.sitting()
        .filter(user=user, interview__status=Interview.Status.SCHEDULED)
        .filter(interview__candidate__erased_at__isnull=True)
        .annotate(practice=Exists(cards_to_practise(user).filter(sheet=OuterRef("interview__sheet"))))
        .select_related("interview__candidate__position", "interview__sheet", "scorecard")
        .order_by("interview__starts_at")
    )
    earlier = seats.filter(interview__starts_at__lt=start).exclude(scorecard__status="submitted")
    home.unfinished = [_seat(member) for member in earlier[:SHOWN]]
    today = seats.filter(interview__starts_at__gte=start, interview__starts_at__lt=end)
    home.today = [_seat(member) for member in today]
    home.later = [_seat(member) for member in seats.filter(interview__starts_at__gte=end)[:SHOWN]]
    home.scores = True


def _seat(member: Any) -> Seat:
    """``member``: a PanelMember with ``practice``."""
    scorecard = getattr(member, "scorecard", None)
    return Seat(member.interview, member.lead, scorecard.status if scorecard else "", member.practice)


def _fill_hr_blocks(user: User, home: Home, now: datetime) -> None:
    start, end = _day(now)
    running = Interview.objects.filter(status=Interview.Status.SCHEDULED, candidate__erased_at__isnull=True)
    # Where the reader still has to submit, whether the others did stays unknown to them.
    released = running.filter(is_released_q(user, "pk"))
    waiting = awaiting_debrief(released.filter(starts_at__gte=now - timedelta(days=90)))
    home.todays_interviews = list(
        running.filter(starts_at__gte=start, starts_at__lt=end)
        .select_related("candidate__position", "sheet")
        .prefetch_related(Prefetch("members", PanelMember.objects.select_related("user")))
        .order_by("starts_at")
    )
    home.debriefs = list(waiting.select_related("candidate__position").order_by("-starts_at")[:SHOWN])
    _fill_open_seats(home, released, now)
    home.uninformed = uninformed_panels(running.filter(starts_at__gte=now))[:SHOWN]
    _fill_decisions(user, home, running, now)
    home.approvals = _approvals(user)
    home.unpublished = list(
        QuestionSet.objects.filter(archived=False, sheets__isnull=True)
        .exclude(pk__in=[approval.request.question_set_id for approval in home.approvals])
        .annotate(size=Count("items"))
        .order_by("-updated_at", "-pk")[:SHOWN]
    )
    home.erasures = planned_erasures(SHOWN)


def _fill_decisions(user: User, home: Home, running: QuerySet[Interview], now: datetime) -> None:
    """What waits for a second person; and what was decided within a year and has another result since, unless
    it is being decided anew."""
    recent = Q(taken_at__gte=now - timedelta(days=365)) | Q(needs_confirmation=True, answer__isnull=True)
    rows = Decision.objects.visible_to(user).filter(recent, interview__in=running).defer("sealed")
    decisions = list(
        rows.select_related("interview__candidate__position", "answer").order_by("taken_at", "pk")
    )
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
    sets = sets.annotate(size=Count("items"), version=Subquery(version))
    return list(sets.order_by("-updated_at", "-pk")[:SHOWN])


def _fill_open_seats(home: Home, released: QuerySet[Interview], now: datetime) -> None:
    late = released.filter(closed_at=None, starts_at__lt=now - timedelta(hours=2))
    overdue = PanelMember.objects.sitting().filter(interview__in=late).exclude(scorecard__status="submitted")
    gaps = _seat_gaps(_day(now)[0])
    home.gaps, home.overdue = (
        list(seats.select_related("interview__candidate", "user").order_by(*_BY_TIME)[:SHOWN])
        for seats in (gaps, overdue)
    )


def _unscheduled_candidates() -> QuerySet[Candidate]:
    waiting = Candidate.objects.filter(position__open=True, erased_at__isnull=True)
    return waiting.exclude(interviews__status=Interview.Status.SCHEDULED)


def _seat_gaps(start: datetime) -> QuerySet[PanelMember]:
    ties = Tie.objects.active().filter(person=OuterRef("user"), candidate=OuterRef("interview__candidate"))
    given_up = Q(pk__in=PanelMember.objects.given_up().order_by().values("pk"))
    still_tied = Q(withdrawn_at__isnull=True) & Q(Exists(ties))
    coming = PanelMember.objects.filter(interview__status="scheduled", interview__starts_at__gte=start)
    abandoned = Q(pk__in=PanelMember.objects.abandoned().order_by().values("pk"))
    return coming.filter(given_up | still_tied | abandoned)


def _doubtful_repairs() -> QuerySet[Repair]:
    # Notes on a whole text have nothing to settle.
    return Repair.objects.filter(doubtful=True).exclude(received="")


def _health() -> Health:
    in_use = ~Q(status=Status.RETIRED)
    points = RubricPoint.objects.filter(question=OuterRef("pk"), red_flag=False)
    answers = ReferenceAnswer.objects.filter(question=OuterRef("pk"))
    tagged = Question.competencies.through.objects.filter(question=OuterRef("pk"))
    counts: dict[str, Any] = Question.objects.in_bank().aggregate(
        total=Count("pk"),
        ready=Count("pk", filter=Q(status=Status.READY)),
        drafts=Count("pk", filter=Q(status=Status.DRAFT)),
        retired=Count("pk", filter=Q(status=Status.RETIRED)),
        without_answer=Count("pk", filter=in_use & Q(rubric_kind=RubricKind.CHECKLIST) & Q(~Exists(answers))),
        without_points=Count("pk", filter=in_use & Q(~Exists(points))),
        without_competency=Count("pk", filter=in_use & Q(~Exists(tagged))),
        incomplete_answers=Count("pk", filter=in_use & Q(Exists(answers.filter(complete=False)))),
    )
    return Health(**counts, doubtful_repairs=_doubtful_repairs().count())


def home_for(user: User) -> Home:
    """Gather the blocks of the start page; as many queries for one row as for many."""
    now = timezone.now()
    home = Home()
    if user.has_perm("interviews.view_interview"):
        _fill_own_seats(user, home, now)
    if keeps_interviews(user):
        _fill_hr_blocks(user, home, now)
        home.unscheduled = _unscheduled_candidates().count()
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
        home.health = _health()
    if user.has_perm(VIEW):
        last = last_verification()
        home.alarm = last if last and last.is_alarm else None
    return home
