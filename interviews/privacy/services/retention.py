"""Retention: candidates are warned about and erased by themselves; HR may keep one longer, with a reason."""

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
from interviews.common.retention import (
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
    """Warn and erase whoever's time has come, each in a transaction of their own; how many of each step.

    One whose erasure fails is logged and tried again the next time; the others go on.
    """
    done = {str(one): 0 for one in RetentionStep}
    for pk in list(_in_question(retention_rules(), timezone.localdate())):
        try:
            done[str(_treat(pk))] += 1
        except Exception:
            # By its number: a log is no place for the name of somebody who is to be forgotten.
            logger.exception("The retention of candidate no. %s failed", pk)
    delete_old_import_data()
    return done


def delete_old_import_data() -> int:
    """Lists that were brought in a while ago lose what they say of people; how many rows. A preview that
    nobody finished goes altogether; of an import it stays known which candidates it made."""
    old = CandidateImport.objects.filter(created_at__lt=timezone.now() - IMPORT_RETENTION)
    gone, _kinds = old.filter(status=CandidateImport.Status.PREVIEW).delete()
    rows = CandidateImportRow.objects.filter(batch__in=old)
    gone += rows.filter(candidate__isnull=True).delete()[0]
    return gone + rows.exclude(cells=[], mended={}).update(cells=[], mended={})


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
    was, will = {"until": _told(locked.keep_until)}, {"until": _told(until)}
    locked.keep_until, locked.keep_reason = until, reason if until else ""
    locked.save(update_fields=["keep_until", "keep_reason"])
    _renew_warning(locked)
    record(actor=actor, action=KEEP, target=locked, before=was, after=will, reason=reason)
    return locked


def _in_question(found: RetentionRules, today: date) -> QuerySet[Any, int]:
    """The candidates (ids) whose time may have come, or about whom a warning stands."""
    people = Candidate.objects.filter(erased_at__isnull=True)
    if found.months is None:
        return people.filter(warned_at__isnull=False).values_list("pk", flat=True)
    # Months differ in length: a few too many are asked about, none too few.
    latest = add_months(today + timedelta(days=found.warning_days), -found.months) + timedelta(days=4)
    near = Q(last_contact__date__lte=latest) | Q(warned_at__isnull=False)
    return with_last_contact(people).filter(near).order_by("pk").values_list("pk", flat=True)


def _treat(pk: int) -> RetentionStep:
    candidate = Candidate.objects.get(pk=pk)
    todo = _step(candidate)
    if todo != RetentionStep.ERASE:
        with transaction.atomic():
            return _renew_warning(Candidate.objects.select_for_update().get(pk=pk))
    erase_candidate(
        actor=None, candidate=candidate, only_if=lambda locked: _step(locked) == RetentionStep.ERASE
    )
    return todo


def _step(candidate: Candidate) -> RetentionStep:
    row = with_last_contact(Candidate.objects.filter(pk=candidate.pk)).get()
    return next_step(retention_dates(row), retention_rules(), timezone.localdate())


def _renew_warning(locked: Candidate) -> RetentionStep:
    """Begin the warning, or take it back, as the rules have it now."""
    todo = _step(locked)
    warn = todo != RetentionStep.REST
    if warn != (locked.warned_at is not None):
        locked.warned_at = timezone.now() if warn else None
        locked.save(update_fields=["warned_at"])
        day = _told(announced_erasure_date(locked))
        record(actor=None, action=WARN if warn else SPARE, target=locked, after={"on": day} if warn else None)
    return todo


def _told(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
