"""Who may see which interview and which scorecard. Views, exports, counts and the admin ask here.

The rule: a panel member is blind until they have submitted their own scorecard, whatever other role
they hold. After that they see the others' submitted ones. People who keep interviews (HR) and do not
sit on the panel see the submitted ones. A draft is seen by its owner only.

Who has left a panel stays blind for good, HR included: stepping back opens nobody's scorecard. What they
had recorded until then stays theirs to read, and is read like the rest by those who are not blind; of an
unsubmitted scorecard that was left so, HR.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery, Value

from accounts.models import AppendOnlyQuerySet, User

if TYPE_CHECKING:
    from interviews.models import Decision, Interview, Scorecard, Sheet


def keeps_interviews(user: Any) -> bool:
    """HR: plans interviews and reads results."""
    return bool(user.is_active and user.has_perm("interviews.add_interview"))


def holding(user: User, permission: str) -> Q:
    """The permission ("app.codename") as a condition of a query that is made anyway.

    has_perm() takes a query of its own, and an autosave has few to spend.
    """
    return Q() if user.is_superuser else held_by(user.pk, permission)


def held_by(user_id: int, permission: str) -> Q:
    """The same for somebody who is no superuser."""
    app_label, codename = permission.split(".")
    # In small parts: PostgreSQL takes longer to plan one query of all the tables than to run these.
    named = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
    one = named.order_by().values("pk")[:1]
    groups = User.groups.through.objects.filter(user=user_id).values("group")
    by_group = Group.permissions.through.objects.filter(permission=Subquery(one), group__in=groups)
    own = User.user_permissions.through.objects.filter(permission=Subquery(one), user=user_id)
    return Q(Exists(by_group)) | Q(Exists(own))


def _seats(user: User, interview_path: str) -> models.QuerySet[Any]:
    """The user's seat on the panel of the interview that the outer row reaches by ``interview_path``; also
    one they have left."""
    from interviews.models import PanelMember

    return PanelMember.objects.filter(user=user, interview=OuterRef(interview_path))


class InterviewQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> InterviewQuerySet:
        """All for HR, else those the user sits on or has sat on."""
        if not user.is_authenticated or not user.has_perm("interviews.view_interview"):
            return self.none()
        if keeps_interviews(user):
            return self
        return self.filter(Exists(_seats(user, "pk")))

    def with_own_state(self, user: User) -> InterviewQuerySet:
        """Adds what the user's own seat says: ``seated`` or ``left``, ``own_status`` (None: not begun),
        ``blind``, ``leads``."""
        seat = _seats(user, "pk")
        return self.annotate(
            state_of=Value(user.pk),
            seated=Exists(seat.filter(withdrawn_at__isnull=True)),
            left=Exists(seat.filter(withdrawn_at__isnull=False)),
            own_status=Subquery(seat.values("scorecard__status")[:1]),
            blind=ExpressionWrapper(
                Q(Exists(seat)) & ~Q(Exists(seat.filter(scorecard__status="submitted"))),
                output_field=BooleanField(),
            ),
            leads=Exists(seat.filter(withdrawn_at__isnull=True, lead=True)),
        )

    def released_to(self, user: User) -> InterviewQuerySet:
        """Those whose submitted scorecards the user may see, asked in one query together with their rights:
        pages that follow others ask every few seconds."""
        seat = _seats(user, "pk")
        done = Q(Exists(seat.filter(scorecard__status="submitted")))
        keeper = holding(user, "interviews.add_interview") & ~Q(Exists(seat))
        return self.filter(done | keeper).filter(holding(user, "interviews.view_interview"))


class ScorecardQuerySet(models.QuerySet[Any]):
    #: How to walk from a row of this queryset to its scorecard ("" where it is the scorecard).
    to_scorecard = ""

    def visible_to(self, user: User) -> ScorecardQuerySet:
        """See this module's docstring."""
        if not user.is_authenticated or not user.has_perm("interviews.view_interview"):
            return self.none()
        prefix = self.to_scorecard
        own = Q(**{f"{prefix}member__user": user})
        seat = _seats(user, f"{prefix}member__interview")
        released = Q(Exists(seat.filter(scorecard__status="submitted")))
        if keeps_interviews(user):
            released |= ~Q(Exists(seat))
        return self.filter(own | (self._handed_in(user) & released))

    def _handed_in(self, user: User) -> Q:
        """What others may come to see at all: rows of scorecards that are submitted now, or were when their
        owner left the panel; for HR also of those that were not."""
        was = Q(**{f"{self.to_scorecard}submitted_at__isnull": False})
        return was | Q(**{f"{self.to_scorecard}status": "withdrawn"}) if keeps_interviews(user) else was


class ResponseQuerySet(ScorecardQuerySet):
    to_scorecard = "scorecard__"


class MarkQuerySet(ScorecardQuerySet):
    to_scorecard = "response__scorecard__"


class ScoreChangeQuerySet(AppendOnlyQuerySet[Any], ScorecardQuerySet):  # type: ignore[override]
    to_scorecard = "scorecard__"


class SubmittedVersionQuerySet(AppendOnlyQuerySet[Any], ScorecardQuerySet):  # type: ignore[override]
    to_scorecard = "scorecard__"

    def _handed_in(self, user: User) -> Q:
        """Every version was submitted once, and stays readable while its scorecard is reopened."""
        return Q()


class ReleasedQuerySet(AppendOnlyQuerySet[Any]):
    """Rows of an interview as a whole, what was agreed and decided: for those who may see its scorecards."""

    #: How to walk from a row of this queryset to its interview.
    to_interview = "interview"

    def visible_to(self, user: User) -> ReleasedQuerySet:
        """See this module's docstring."""
        if not user.is_authenticated or not user.has_perm("interviews.view_interview"):
            return self.none()
        seat = _seats(user, self.to_interview)
        released = Q(Exists(seat.filter(scorecard__status="submitted")))
        if keeps_interviews(user):
            released |= ~Q(Exists(seat))
        return self.filter(released)


class DecisionQuerySet(ReleasedQuerySet):
    def counting(self) -> DecisionQuerySet:
        """Those that count; the newest of an interview is in force."""
        return self.filter(Q(needs_confirmation=False) | Q(answer__kind="confirmed"))

    def pending(self) -> DecisionQuerySet:
        """Those that wait for a second person."""
        return self.filter(needs_confirmation=True, answer__isnull=True)


class DecisionAnswerQuerySet(ReleasedQuerySet):
    to_interview = "decision__interview"


class AsideChangeQuerySet(AppendOnlyQuerySet[Any], ScorecardQuerySet):  # type: ignore[override]
    to_scorecard = "scorecard__"


class HandoverNoteQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> HandoverNoteQuerySet:
        """Its author's always. Of others' notes, whoever is not blind in the note's own interview: HR, those
        who submitted in it, and the panels of the candidate's later interviews. A note that is held back,
        and one whose author has left the panel, goes to no later panel."""
        from interviews.models import PanelMember

        if not user.is_authenticated or not user.has_perm("interviews.view_interview"):
            return self.none()
        interview = "scorecard__member__interview"
        seat = _seats(user, interview)
        later = PanelMember.objects.filter(
            user=user,
            withdrawn_at__isnull=True,
            interview__status="scheduled",
            interview__candidate=OuterRef(f"{interview}__candidate"),
            interview__starts_at__gt=OuterRef(f"{interview}__starts_at"),
        )
        passed_on = Q(scorecard__member__withdrawn_at__isnull=True)
        reader = Q(Exists(seat.filter(scorecard__status="submitted"))) | (passed_on & Q(Exists(later)))
        if keeps_interviews(user):
            reader = Q()
        blind = Q(Exists(seat.exclude(scorecard__status="submitted")))
        return self.filter(Q(scorecard__member__user=user) | (Q(held=False) & ~Q(text="") & ~blind & reader))


class TieQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> TieQuerySet:
        """All for HR, else what the user declared about themselves."""
        if not user.is_authenticated or not user.has_perm("interviews.view_interview"):
            return self.none()
        return self if keeps_interviews(user) else self.filter(person=user, declared_by=user)

    def holding(self) -> TieQuerySet:
        """Those that have not been withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class OutgoingMailQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> OutgoingMailQuerySet:
        """HR. Who was reminded had not submitted: the blind don't see reminders."""
        if not user.is_authenticated or not keeps_interviews(user):
            return self.none()
        return self.exclude(blind_for(user, "interview"), kind="reminder")

    def undelivered(self) -> OutgoingMailQuerySet:
        """Those given up, unless a later letter about the same interview reached the person."""
        later = self.model._base_manager.filter(
            person=OuterRef("person"), interview=OuterRef("interview"), pk__gt=OuterRef("pk"), state="sent"
        )
        return self.filter(~Exists(later), state="failed")


def may_practise(user: User, sheet: Sheet) -> bool:
    """Whoever sits on a panel that interviews with this sheet."""
    seats = sheet.interviews.filter(
        status="scheduled", members__user=user, members__withdrawn_at__isnull=True
    )
    return user.has_perm("interviews.view_interview") and seats.exists()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands to an interview, as their own seat on its panel says; also one they have left."""

    user: User
    has_seat: bool
    #: They still have to submit a scorecard of their own.
    blind: bool
    leads: bool

    @property
    def may_debrief(self) -> bool:
        """Whether what others gave is open to them: HR, and panel members who have submitted."""
        if not self.user.is_active or not self.user.has_perm("interviews.view_interview") or self.blind:
            return False
        return keeps_interviews(self.user) or self.has_seat

    @property
    def may_close(self) -> bool:
        """HR closes a round, and opens it again; not while they owe a scorecard of their own."""
        return self.user.has_perm("interviews.change_interview") and self._keeps_with_open_eyes

    @property
    def may_agree(self) -> bool:
        """HR and the lead write down what the panel agrees on."""
        return self.may_debrief and (self.user.has_perm("interviews.add_consensus") or self.leads)

    @property
    def may_decide(self) -> bool:
        """HR decides; who owes a scorecard of this interview does not."""
        return self.user.has_perm("interviews.add_decision") and self._keeps_with_open_eyes

    def may_confirm(self, decision: Decision) -> bool:
        """The second person: who might have decided themselves, and did not take this decision."""
        return decision.taken_by_id != self.user.pk and self.may_decide

    @property
    def _keeps_with_open_eyes(self) -> bool:
        return keeps_interviews(self.user) and self.may_debrief


def standing(user: User, interview: Interview) -> Standing:
    """As things are now, in one query."""
    seat = interview.members.filter(user=user).select_related("scorecard").first()
    if seat is None:
        return Standing(user, has_seat=False, blind=False, leads=False)
    card = getattr(seat, "scorecard", None)
    return Standing(
        user,
        has_seat=True,
        blind=card is None or not card.submitted,
        leads=seat.lead and not seat.withdrawn,
    )


def standing_as_read(user: User, interview: Any) -> Standing:
    """As it was when the row was read, with :meth:`InterviewQuerySet.with_own_state` of this user."""
    if interview.state_of != user.pk:
        raise ValueError("the row says where somebody else stands")
    return Standing(user, interview.seated or interview.left, interview.blind, interview.leads)


def is_blind(user: User, interview: Interview) -> bool:
    """Whether the user still has to submit a scorecard of their own for this interview."""
    return standing(user, interview).blind


def blind_for(user: User, interview_path: str) -> Q:
    """Rows of interviews for which the user is blind."""
    return Q(Exists(_seats(user, interview_path).exclude(scorecard__status="submitted")))


def withheld_interviews(user: User) -> models.QuerySet[Any]:
    """The ids of interviews for which the user is blind."""
    from interviews.models import Interview

    return Interview.objects.filter(blind_for(user, "pk")).values_list("pk", flat=True)


def withheld_consensus(user: User) -> models.QuerySet[Any]:
    """The ids of what was agreed in these interviews."""
    from interviews.models import Consensus

    return Consensus.objects.filter(blind_for(user, "interview")).values_list("pk", flat=True)


def withheld_decisions(user: User) -> models.QuerySet[Any]:
    """The ids of what was decided on these interviews."""
    from interviews.models import Decision

    return Decision.objects.filter(blind_for(user, "interview")).values_list("pk", flat=True)


def withheld_scorecards(user: User) -> models.QuerySet[Any]:
    """The ids of others' scorecards of interviews for which the user is blind: not even that they were
    submitted is told."""
    from interviews.models import Scorecard

    blind = _seats(user, "member__interview").exclude(scorecard__status="submitted")
    return Scorecard.objects.filter(Exists(blind)).exclude(member__user=user).values_list("pk", flat=True)


def withheld_seats(user: User) -> models.QuerySet[Any]:
    """The ids of others' seats of interviews for which the user is blind: why somebody left a panel may
    tell what they gave."""
    from interviews.models import PanelMember

    blind = _seats(user, "interview").exclude(scorecard__status="submitted")
    return PanelMember.objects.filter(Exists(blind)).exclude(user=user).values_list("pk", flat=True)


def may_reopen(user: User, scorecard: Scorecard) -> bool:
    """HR may reopen a submitted scorecard they may see, but not their own, nor for a cancelled interview."""
    return (
        scorecard.submitted
        and not scorecard.member.interview.cancelled
        and scorecard.member.user_id != user.pk
        and user.has_perm("interviews.reopen_scorecard")
        and not is_blind(user, scorecard.member.interview)
    )
