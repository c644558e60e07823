"""Letters to HR about what waits for them: a seat to fill, a set to approve, a decision to confirm."""

from __future__ import annotations

from interviews.access import permissions_for
from interviews.building.services.approval_state import approvals_for
from interviews.models import Decision, OutgoingMail
from interviews.models.visibility import keeps_interviews

Kind = OutgoingMail.Kind
FOR_HR = (Kind.STEP_BACK, Kind.APPROVAL, Kind.CONFIRMATION)


def is_still_asked(mail: OutgoingMail) -> bool:
    """Whether what the letter asks for is still to be done, and by this person."""
    if not keeps_interviews(mail.person):
        return False
    interview = mail.interview
    if interview is None:
        waiting = approvals_for(mail.person).filter(answer__isnull=True, question_set=mail.question_set_id)
        return any(not request.stuck for request in waiting)
    if interview.cancelled or interview.candidate.erased:
        return False
    if mail.kind == Kind.STEP_BACK:
        return not interview.over and interview.members.given_up().exists()
    decision = Decision.objects.pending().filter(interview=interview).defer("sealed").first()
    return decision is not None and permissions_for(mail.person, interview).may_confirm(decision)
