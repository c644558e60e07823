"""How often and when each question was used: the interviews that take or took place with it on their sheet.

A cancelled interview uses nothing. One that is still to come counts, for its questions will be known then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Subquery
from django.utils import timezone

from interviews.models import Company, Interview

_QUESTION = "sheet__items__question"


@dataclass(frozen=True, slots=True)
class Exposure:
    """``uses``: interviews in all; ``recent``: those within the days asked for; ``last``: the latest day,
    ``ahead`` when that is yet to come; ``told``, ``told_ahead``: the same among the interviews that were
    asked about."""

    uses: int
    recent: int
    last: date | None
    ahead: bool = False
    told: date | None = None
    told_ahead: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """The company's rule: ``uses`` within ``days`` are enough. None: there is no limit."""

    uses: int | None
    days: int


#: What a question has that no interview used.
UNUSED = Exposure(0, 0, None)


def load_limits() -> Limits:
    """The rule as the company set it, in one query."""
    # Company.current() would bring the logo along.
    row = Company.objects.filter(pk=1).values_list("exposure_limit", "exposure_days").first()
    return Limits(*row) if row else Limits(None, Company().exposure_days)


def with_limits(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Adds what :func:`limits_beside` reads to a query that is made anyway."""
    company = Company.objects.filter(pk=1)
    return rows.annotate(
        limit_uses=Subquery(company.values("exposure_limit")),
        limit_days=Subquery(company.values("exposure_days")),
    )


def limits_of(row: Any) -> Limits:
    """The rule as a row read through :func:`with_limits` brought it."""
    return Limits(row.limit_uses, row.limit_days or Company().exposure_days)


def exposures(
    *,
    questions: Iterable[int] | None = None,
    position: int | None = None,
    days: int | None = None,
    told_in: QuerySet[Interview] | None = None,
) -> dict[int, Exposure]:
    """Question → its use, in one query; questions that were never used are left out.

    ``questions``: only these (None: every one). ``position``: only in interviews of its candidates.
    ``days``: what counts as recent; None: Company.exposure_days, which takes one query more.
    ``told_in``: the interviews whose latest day is Exposure.told (None: none).
    """
    if days is None:
        days = load_limits().days
    rows = (
        _interviews_with(questions=questions, position=position)
        .values_list(_QUESTION)
        .annotate(
            uses=Count("pk"),
            recent=Count("pk", filter=Q(starts_at__gte=_since(days))),
            last=Max("starts_at"),
            told=Max(
                "starts_at", filter=Q(pk__in=[] if told_in is None else told_in.order_by().values("pk"))
            ),
        )
    )
    now = timezone.now()
    return {
        question: Exposure(
            uses,
            recent,
            _day(last),
            last > now,
            told=_day(day_told) if day_told else None,
            told_ahead=day_told is not None and day_told > now,
        )
        for question, uses, recent, last, day_told in rows
    }


def overused_questions(*, limit: int, days: int) -> QuerySet[Interview, int]:
    """The ids of questions used ``limit`` times or more within ``days``, as a subquery."""
    return (
        _interviews_with()
        .filter(starts_at__gte=_since(days))
        .values(_QUESTION)
        .annotate(uses=Count("pk"))
        .filter(uses__gte=limit)
        .values_list(_QUESTION, flat=True)
    )


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _since(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def _interviews_with(
    *, questions: Iterable[int] | None = None, position: int | None = None
) -> QuerySet[Interview]:
    """An interview for each question on its sheet; cancelled ones left out."""
    only = Q(sheet__items__isnull=False) if questions is None else Q(**{f"{_QUESTION}__in": list(questions)})
    if position is not None:
        only &= Q(candidate__position=position)
    return Interview.objects.filter(only, status=Interview.Status.SCHEDULED).order_by()
