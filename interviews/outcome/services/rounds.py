"""Closing a round before all have submitted, and opening it again: HR, with a reason.

Open drafts stay their owners' and count for nothing; whoever has not submitted stays blind.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.access import permissions_for
from interviews.candidates.services.erased import refuse_erased
from interviews.common.progress import load_facts
from interviews.common.rules.stages import Action, InterviewFacts, allows, stage_of
from interviews.common.settling import unsettle
from interviews.models import Interview
from interviews.outcome.reports.sealed import utc_iso

CLOSE, OPEN = "interview.close", "interview.open"


@transaction.atomic
def close_round(*, actor: User, interview: Interview, reason: str) -> Interview:
    """Release the debrief although not all have submitted.

    Raises PermissionDenied when the actor may not, ValidationError without a reason or where there is
    nothing to close.
    """
    locked, facts = _locked_with_facts(actor, interview)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why the round is closed before all have submitted.")})
    if refusal := closing_refusal(facts):
        raise ValidationError(refusal)
    locked.closed_at, locked.closed_by, locked.close_reason = timezone.now(), actor, reason
    locked.save(update_fields=["closed_at", "closed_by", "close_reason"])
    unsettle(locked.pk)
    after = {"submitted": facts.submitted, "panel": facts.panel}
    record(actor=actor, action=CLOSE, target=locked, after=after, reason=reason)
    return locked


@transaction.atomic
def open_round(*, actor: User, interview: Interview, reason: str) -> Interview:
    """Take scorecards again. Raises as :func:`close_round` does; not once there is a decision."""
    locked, facts = _locked_with_facts(actor, interview)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why the round is opened again.")})
    if not locked.closed:
        raise ValidationError(_("This round is open."))
    if not allows(stage_of(facts), Action.OPEN):
        raise ValidationError(_("There is a decision on this interview: its round stays closed."))
    before = {"closed_at": utc_iso(locked.closed_at), "reason": locked.close_reason}
    locked.closed_at, locked.closed_by, locked.close_reason = None, None, ""
    locked.save(update_fields=["closed_at", "closed_by", "close_reason"])
    unsettle(locked.pk)
    record(actor=actor, action=OPEN, target=locked, before=before, reason=reason)
    return locked


def closing_refusal(facts: InterviewFacts) -> str:
    """What keeps a round from being closed, as a sentence; "" when nothing does."""
    if facts.cancelled:
        return _("This interview does not take place.")
    if facts.closed:
        return _("This round is closed already.")
    if facts.complete:
        return _("Everybody has submitted: there is nothing to close.")
    if not facts.submitted:
        return _("Nobody has submitted yet, so there would be nothing to compare.")
    if not allows(stage_of(facts), Action.CLOSE):
        return _("A decision waits for its second person. The round can be closed after that.")
    return ""


def _locked_with_facts(actor: User, interview: Interview) -> tuple[Interview, InterviewFacts]:
    locked = Interview.objects.select_for_update(of=("self",)).get(pk=interview.pk)
    if not permissions_for(actor, locked).may_close:
        raise PermissionDenied(
            _("HR closes and opens rounds; not who still has to submit, or has left the panel.")
        )
    refuse_erased(locked.candidate_id)
    return locked, load_facts(locked)
