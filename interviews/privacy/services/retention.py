"""Retention: candidates are warned about and erased by themselves; HR may keep one longer, with a reason."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from interviews.common.rules.retention import Kept, Rules, Step, add_months, erased_on, step
from interviews.models import Candidate, CandidateImport, CandidateImportRow, Company, Interview
from interviews.privacy.services.erasure import erase, may_erase, refuse_erased

logger = logging.getLogger(__name__)

WARN, SPARE, KEEP = "candidate.warn", "candidate.spare", "candidate.keep"
#: Lists of candidates are kept no longer than this after they were uploaded: they hold people's data.
IMPORTS_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Warned:
    """Somebody whose data will be erased, and when."""

    candidate: Candidate
    on: date


def rules() -> Rules:
    company = Company.current()
    return Rules(company.retention_months, company.retention_warning_days)


def with_last_contact(candidates: QuerySet[Candidate]) -> QuerySet[Any]:
    """Adds ``last_contact``: the start of the last interview that took or takes place, or the entry."""
    scheduled = Q(interviews__status=Interview.Status.SCHEDULED)
    last = Max("interviews__starts_at", filter=scheduled)
    return candidates.annotate(last_contact=Greatest(Coalesce(last, "created_at"), "created_at"))


def kept(candidate: Any) -> Kept:
    """A row read through :func:`with_last_contact`, as the rules take it."""
    warned = candidate.warned_at
    return Kept(
        _day(candidate.last_contact), candidate.keep_until, _day(warned) if warned is not None else None
    )


def warned(limit: int | None = None) -> list[Warned]:
    """Who is going to be erased, the next first, in one query."""
    rows = with_last_contact(
        Candidate.objects.filter(warned_at__isnull=False, erased_at__isnull=True).select_related("position")
    )
    company, today = Company.objects.filter(pk=1), timezone.localdate()
    rows = rows.annotate(
        rule_months=Subquery(company.values("retention_months")),
        rule_days=Subquery(company.values("retention_warning_days")),
    )
    # Without a company's row nothing is erased: then the days don't matter.
    announced = [(one, Rules(one.rule_months, one.rule_days or 0)) for one in rows]
    people = [Warned(one, day) for one, found in announced if (day := erased_on(kept(one), found, today))]
    return sorted(people, key=lambda one: (one.on, one.candidate.name))[:limit]


def erasure_day(candidate: Candidate) -> date | None:
    """The day a warning about this candidate names; None where none stands. At most two queries."""
    if candidate.warned_at is None:
        return None
    row = with_last_contact(Candidate.objects.filter(pk=candidate.pk)).get()
    return erased_on(kept(row), rules(), timezone.localdate())


def sweep() -> dict[str, int]:
    """Warn and erase whoever's time has come, each in a transaction of their own; how many of each step.

    One whose erasure fails is logged and tried again the next time; the others go on.
    """
    done = {str(one): 0 for one in Step}
    for pk in list(_in_question(rules(), timezone.localdate())):
        try:
            done[str(_treat(pk))] += 1
        except Exception:
            # By its number: a log is no place for the name of somebody who is to be forgotten.
            logger.exception("The retention of candidate no. %s failed", pk)
    forget_imports()
    return done


def forget_imports() -> int:
    """Lists that were brought in a while ago lose what they say of people; how many rows. A preview that
    nobody finished goes altogether; of an import it stays known which candidates it made."""
    old = CandidateImport.objects.filter(created_at__lt=timezone.now() - IMPORTS_KEPT)
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


def _in_question(found: Rules, today: date) -> QuerySet[Any, int]:
    """The candidates (ids) whose time may have come, or about whom a warning stands."""
    people = Candidate.objects.filter(erased_at__isnull=True)
    if found.months is None:
        return people.filter(warned_at__isnull=False).values_list("pk", flat=True)
    # Months differ in length: a few too many are asked about, none too few.
    latest = add_months(today + timedelta(days=found.warning_days), -found.months) + timedelta(days=4)
    near = Q(last_contact__date__lte=latest) | Q(warned_at__isnull=False)
    return with_last_contact(people).filter(near).order_by("pk").values_list("pk", flat=True)


def _treat(pk: int) -> Step:
    candidate = Candidate.objects.get(pk=pk)
    todo = _step(candidate)
    if todo != Step.ERASE:
        with transaction.atomic():
            return _renew_warning(Candidate.objects.select_for_update().get(pk=pk))
    erase(actor=None, candidate=candidate, only_if=lambda locked: _step(locked) == Step.ERASE)
    return todo


def _step(candidate: Candidate) -> Step:
    row = with_last_contact(Candidate.objects.filter(pk=candidate.pk)).get()
    return step(kept(row), rules(), timezone.localdate())


def _renew_warning(locked: Candidate) -> Step:
    """Begin the warning, or take it back, as the rules have it now."""
    todo = _step(locked)
    warn = todo != Step.REST
    if warn != (locked.warned_at is not None):
        locked.warned_at = timezone.now() if warn else None
        locked.save(update_fields=["warned_at"])
        day = _told(erasure_day(locked))
        record(actor=None, action=WARN if warn else SPARE, target=locked, after={"on": day} if warn else None)
    return todo


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _told(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
