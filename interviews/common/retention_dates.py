"""When candidates' personal data will be erased: what rules/retention.py decides, read from the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias, TypedDict

from django.db.models import Max, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django_stubs_ext import WithAnnotations

from interviews.common.rules.retention import RetentionDates, RetentionRules, erasure_date
from interviews.models import Candidate, Company, Interview

#: How long imported lists of candidates are stored: they hold people's data.
IMPORT_RETENTION = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class PlannedErasure:
    """Somebody whose data will be erased, and when."""

    candidate: Candidate
    on: date


def retention_rules() -> RetentionRules:
    """What the company has set, in one query."""
    company = Company.current()
    return RetentionRules(company.retention_months, company.retention_warning_days)


class ContactAnnotations(TypedDict):
    """What :func:`with_last_contact` adds to a candidate."""

    last_contact: datetime


CandidateWithContact: TypeAlias = "WithAnnotations[Candidate, ContactAnnotations]"


def with_last_contact(candidates: QuerySet[Candidate]) -> QuerySet[CandidateWithContact]:
    """Adds ``last_contact``: the start of the last interview that took or takes place, or the entry."""
    scheduled = Q(interviews__status=Interview.Status.SCHEDULED)
    last = Max("interviews__starts_at", filter=scheduled)
    return candidates.annotate(last_contact=Greatest(Coalesce(last, "created_at"), "created_at"))


def retention_dates(candidate: CandidateWithContact) -> RetentionDates:
    """The dates of a row read through :func:`with_last_contact`."""
    warned = candidate.warned_at
    return RetentionDates(
        _day(candidate.last_contact), candidate.keep_until, _day(warned) if warned is not None else None
    )


def planned_erasures(limit: int | None = None) -> list[PlannedErasure]:
    """The warned candidates with the day they will be erased, the next first; one query."""
    rows = with_last_contact(
        Candidate.objects.filter(warned_at__isnull=False, erased_at__isnull=True).select_related("position")
    )
    company, today = Company.objects.filter(pk=1), timezone.localdate()
    rows = rows.annotate(
        rule_months=Subquery(company.values("retention_months")),
        rule_days=Subquery(company.values("retention_warning_days")),
    )
    # Without a company's row nothing is erased: then the days don't matter.
    announced = [(row, RetentionRules(row.rule_months, row.rule_days or 0)) for row in rows]
    planned = [
        PlannedErasure(row, day)
        for row, rules in announced
        if (day := erasure_date(retention_dates(row), rules, today))
    ]
    return sorted(planned, key=lambda erasure: (erasure.on, erasure.candidate.name))[:limit]


def announced_erasure_date(candidate: Candidate) -> date | None:
    """The day a warning about this candidate names; None where none stands. At most two queries."""
    if candidate.warned_at is None:
        return None
    row = with_last_contact(Candidate.objects.filter(pk=candidate.pk)).get()
    return erasure_date(retention_dates(row), retention_rules(), timezone.localdate())


def _day(time: datetime) -> date:
    return timezone.localtime(time).date()
