"""Letters to HR about what waits for them: a seat to fill, a set to approve, a decision to confirm, all
scorecards to talk about, a candidate's answer."""

from __future__ import annotations

from interviews.access import permissions_for
from interviews.building.services.approval_state import approvals_for
from interviews.models import Decision, Interview, OutgoingMail, Scorecard
from interviews.models.visibility import keeps_interviews

Kind = OutgoingMail.Kind
FOR_HR = (Kind.STEP_BACK, Kind.APPROVAL, Kind.CONFIRMATION, Kind.SUBMITTED, Kind.REPLY)


def is_still_asked(mail: OutgoingMail) -> bool:
    """Whether what the letter asks for is still to be done, and by this person."""
    if not keeps_interviews(mail.person):
        return False
    interview = mail.interview
    if interview is None:
        waiting = approvals_for(mail.person).filter(answer__isnull=True, question_set=mail.question_set_id)
        return any(not request.stuck for request in waiting)
    if interview.called_off or interview.candidate.erased:
        return False
    if mail.kind == Kind.REPLY:
        return not interview.over and interview.reply in (Interview.Reply.CONFIRMED, Interview.Reply.DECLINED)
    if mail.kind == Kind.STEP_BACK:
        return not interview.over and interview.members.given_up().exists()
    if mail.kind == Kind.SUBMITTED:
        missing = interview.members.sitting().exclude(scorecard__status=Scorecard.Status.SUBMITTED)
        return not missing.exists() and not interview.decisions.exists()
    decision = Decision.objects.pending().filter(interview=interview).defer("sealed").first()
    return decision is not None and permissions_for(mail.person, interview).may_confirm(decision)
