"""Reopening a submitted scorecard: who, why, and what keeps the earlier state readable."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.access import check_may_reopen
from interviews.candidates.services.erased import refuse_erased
from interviews.common.settling import unsettle
from interviews.models import Scorecard
from interviews.outcome.rules.results import REOPEN


@transaction.atomic
def reopen_scorecard(*, actor: User, scorecard: Scorecard, reason: str) -> Scorecard:
    """Turn a submitted scorecard into a draft of its owner again.

    The state that was submitted stays as its latest SubmittedVersion. The audit event names that
    version and the reason, no rating or note: people who are still blind may read the trail. Raises
    PermissionDenied when the actor may not, ValidationError without a reason.
    """
    locked: Scorecard = (
        Scorecard.objects.select_for_update(of=("self",))
        .select_related("member__interview")
        .get(pk=scorecard.pk)
    )
    check_may_reopen(actor, locked)
    refuse_erased(locked.member.interview.candidate_id)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("Say why the scorecard is reopened.")})
    version = locked.versions.order_by("-number").first()
    if version is None or version.submitted_at != locked.submitted_at:
        raise ValidationError(
            _("The submitted state of this scorecard was not kept, so it can't be reopened.")
        )
    locked.status, locked.submitted_at = Scorecard.Status.DRAFT, None
    locked.save(update_fields=["status", "submitted_at"])
    unsettle(locked.member.interview_id)
    record(
        actor=actor,
        action=REOPEN,
        target=locked,
        before={"status": "submitted", "version": version.number},
        after={"status": "draft"},
        reason=reason,
    )
    return locked
