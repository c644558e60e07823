"""Retention is applied: candidates' data is erased by itself after a warning; HR may keep it longer, with a
reason. The rules are those of interviews/common/rules/retention.py."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.candidates.services.erased import refuse_erased
from interviews.common.retention_dates import (
    IMPORT_RETENTION,
    announced_erasure_date,
    retention_dates,
    retention_rules,
    with_last_contact,
)
from interviews.common.rules.retention import RetentionRules, RetentionStep, add_months, next_step
from interviews.models import Candidate, CandidateImport, CandidateImportRow
from interviews.privacy.services.erasure import erase_candidate, may_erase

logger = logging.getLogger(__name__)

WARN, SPARE, KEEP = "candidate.warn", "candidate.spare", "candidate.keep"


def apply_retention() -> dict[str, int]:
    """Warn about and erase the candidates whose time has come; returns how many by step.

    Each has a transaction of their own: one that fails is logged and tried again the next time.
    """
    counts = {str(retention_step): 0 for retention_step in RetentionStep}
    for pk in list(_due_or_warned(retention_rules(), timezone.localdate())):
        try:
            counts[str(_apply_to(pk))] += 1
        except Exception:
            # By its number: a log is no place for the name of somebody who is to be forgotten.
            logger.exception("The retention of candidate no. %s failed", pk)
    delete_old_import_data()
    return counts


def delete_old_import_data() -> int:
    """Delete personal data from imports older than IMPORT_RETENTION; returns how many rows.

    A preview that nobody finished is deleted as a whole; which candidates an import created stays known.
    """
    old = CandidateImport.objects.filter(created_at__lt=timezone.now() - IMPORT_RETENTION)
    count, _kinds = old.filter(status=CandidateImport.Status.PREVIEW).delete()
    rows = CandidateImportRow.objects.filter(batch__in=old)
    count += rows.filter(candidate__isnull=True).delete()[0]
    return count + rows.exclude(cells=[], mended={}).update(cells=[], mended={})


@transaction.atomic
def keep_longer(*, actor: User, candidate: Candidate, until: date | None, reason: str) -> Candidate:
    """Keep somebody's data until a day though the retention time is over; None: no longer than it runs.

    Raises PermissionDenied for anybody but HR, ValidationError, keyed by field, without a reason, for a day
    that does not lie ahead, and once the data was erased.
    """
    if not may_erase(actor):
        raise PermissionDenied(_("HR keeps and erases candidates' data."))
    locked = Candidate.objects.select_for_update().get(pk=candidate.pk)
    refuse_erased(locked.pk)
    reason = reason.strip()
    if until is not None and until <= timezone.localdate():
        raise ValidationError({"keep_until": _("Choose a day that lies ahead.")})
    if until is not None and not reason:
        raise ValidationError({"keep_reason": _("Say why this candidate's data is kept longer.")})
    before, after = {"until": _iso(locked.keep_until)}, {"until": _iso(until)}
    locked.keep_until, locked.keep_reason = until, reason if until else ""
    locked.save(update_fields=["keep_until", "keep_reason"])
    _renew_warning(locked)
    record(actor=actor, action=KEEP, target=locked, before=before, after=after, reason=reason)
    return locked


def _due_or_warned(rules: RetentionRules, today: date) -> QuerySet[Any, int]:
    """Ids of the candidates whose time may have come, or who have a warning."""
    people = Candidate.objects.filter(erased_at__isnull=True)
    if rules.months is None:
        return people.filter(warned_at__isnull=False).values_list("pk", flat=True)
    # Months differ in length: a few too many are asked about, none too few.
    latest = add_months(today + timedelta(days=rules.warning_days), -rules.months) + timedelta(days=4)
    near = Q(last_contact__date__lte=latest) | Q(warned_at__isnull=False)
    return with_last_contact(people).filter(near).order_by("pk").values_list("pk", flat=True)


def _apply_to(pk: int) -> RetentionStep:
    candidate = Candidate.objects.get(pk=pk)
    due_step = _next_step(candidate)
    if due_step != RetentionStep.ERASE:
        with transaction.atomic():
            return _renew_warning(Candidate.objects.select_for_update().get(pk=pk))
    erase_candidate(
        actor=None, candidate=candidate, only_if=lambda locked: _next_step(locked) == RetentionStep.ERASE
    )
    return due_step


def _next_step(candidate: Candidate) -> RetentionStep:
    row = with_last_contact(Candidate.objects.filter(pk=candidate.pk)).get()
    return next_step(retention_dates(row), retention_rules(), timezone.localdate())


def _renew_warning(locked: Candidate) -> RetentionStep:
    """Begin the warning, or take it back, as the rules say now; returns the step that is due."""
    due_step = _next_step(locked)
    warn = due_step != RetentionStep.REST
    if warn != (locked.warned_at is not None):
        locked.warned_at = timezone.now() if warn else None
        locked.save(update_fields=["warned_at"])
        day = _iso(announced_erasure_date(locked))
        record(actor=None, action=WARN if warn else SPARE, target=locked, after={"on": day} if warn else None)
    return due_step


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
