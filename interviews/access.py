"""Who may do what about an interview or a question set. Which rows they see is said by
interviews.models.visibility."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.models import Decision, Interview, QuestionSet, Scorecard, Sheet
from interviews.models.interviews import InterviewWithOwnState
from interviews.models.visibility import keeps_interviews, keeps_sets, views_interviews


def may_practise(user: User, sheet: Sheet) -> bool:
    """Whoever sits on a panel that interviews with this sheet."""
    seats = sheet.interviews.filter(
        status="scheduled", members__user=user, members__withdrawn_at__isnull=True
    )
    return views_interviews(user) and seats.exists()


@dataclass(frozen=True, slots=True)
class InterviewPermissions:
    """What a user may do about an interview: by their rights, and their seat on its panel (or past seat)."""

    user: User
    has_seat: bool
    #: They still have to submit a scorecard of their own.
    blind: bool
    leads: bool

    @property
    def may_debrief(self) -> bool:
        """Whether what others gave is open to them: HR, and panel members who have submitted."""
        if not self.user.is_active or not views_interviews(self.user) or self.blind:
            return False
        return keeps_interviews(self.user) or self.has_seat

    @property
    def may_close(self) -> bool:
        """HR closes a round, and opens it again; not while they owe a scorecard of their own."""
        return self.user.has_perm("interviews.change_interview") and self._keeps_and_reads

    @property
    def may_agree(self) -> bool:
        """HR and the lead write down what the panel agrees on."""
        return self.may_debrief and (self.user.has_perm("interviews.add_consensus") or self.leads)

    @property
    def may_decide(self) -> bool:
        """HR decides; who owes a scorecard of this interview does not."""
        return self.user.has_perm("interviews.add_decision") and self._keeps_and_reads

    def may_confirm(self, decision: Decision) -> bool:
        """The second person: who might have decided themselves, and did not take this decision."""
        return decision.taken_by_id != self.user.pk and self.may_decide

    @property
    def _keeps_and_reads(self) -> bool:
        return keeps_interviews(self.user) and self.may_debrief


def permissions_for(user: User, interview: Interview) -> InterviewPermissions:
    """The user's permissions as they are now, in one query."""
    seat = interview.members.filter(user=user).select_related("scorecard").first()
    if seat is None or (seat.left_before_scoring and keeps_interviews(user)):
        return InterviewPermissions(user, has_seat=False, blind=False, leads=False)
    card = getattr(seat, "scorecard", None)
    return InterviewPermissions(
        user,
        has_seat=True,
        blind=card is None or not card.submitted,
        leads=seat.lead and not seat.withdrawn,
    )


def permissions_from_row(user: User, interview: InterviewWithOwnState) -> InterviewPermissions:
    """The permissions of a row read with :meth:`InterviewQuerySet.with_own_state` of this user.

    Raises ValueError for the state of another user.
    """
    if interview.state_of != user.pk:
        raise ValueError("the row has the state of another user")
    return InterviewPermissions(user, interview.seated or interview.left, interview.blind, interview.leads)


def is_blind(user: User, interview: Interview) -> bool:
    """Whether the user still has to submit a scorecard of their own for this interview."""
    return permissions_for(user, interview).blind


def may_plan(user: User) -> bool:
    """HR plans interviews."""
    return keeps_interviews(user) and user.has_perm("interviews.change_interview")


def check_may_plan(user: User) -> None:
    """Raises PermissionDenied for anybody but HR."""
    if not may_plan(user):
        raise PermissionDenied(_("Interviews are planned by HR. Please ask them for the change."))


def may_reopen(user: User, scorecard: Scorecard) -> bool:
    """HR may reopen a submitted scorecard they may see, but not their own, nor for a cancelled interview."""
    return (
        scorecard.submitted
        and not scorecard.member.interview.called_off
        and scorecard.member.user_id != user.pk
        and user.has_perm("interviews.reopen_scorecard")
        and not is_blind(user, scorecard.member.interview)
    )


def check_may_reopen(user: User, scorecard: Scorecard) -> None:
    """Raises PermissionDenied unless :func:`may_reopen`."""
    if not may_reopen(user, scorecard):
        raise PermissionDenied(
            _("Only HR reopens scorecards: submitted ones, not their own, of an interview that takes place.")
        )


def may_publish(user: User, question_set: QuestionSet) -> bool:
    """HR, and interviewers their own sets and those they were given where the company lets them publish.
    What the set itself lacks, and a second person's approval, is another matter."""
    return user.has_perm("interviews.add_sheet") and _may_edit(user, question_set)


def check_may_publish(user: User, question_set: QuestionSet) -> None:
    """Raises PermissionDenied unless :func:`may_publish`."""
    if not may_publish(user, question_set):
        raise PermissionDenied(_("HR publishes this set."))


def may_approve(user: User) -> bool:
    """HR approves what others ask for, and sends it back."""
    return user.is_active and keeps_sets(user) and user.has_perm("interviews.add_sheet")


def check_may_approve(user: User) -> None:
    """Raises PermissionDenied unless :func:`may_approve`."""
    if not may_approve(user):
        raise PermissionDenied(_("HR approves question sets."))


def may_give(user: User, question_set: QuestionSet) -> bool:
    """HR and whoever made the set give it to people, and take it back."""
    made = question_set.created_by_id == user.pk
    return (made or keeps_sets(user)) and _may_edit(user, question_set)


def _may_edit(user: User, question_set: QuestionSet) -> bool:
    return QuestionSet.objects.editable_by(user).filter(pk=question_set.pk).exists()
