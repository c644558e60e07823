"""How often and when each question was used: the interviews that take or took place with it on their sheet.

A cancelled interview uses nothing. One that is still to come counts, for its questions will be known then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext, pgettext

from interviews.models import Company, Interview

_QUESTION = "sheet__items__question"


@dataclass(frozen=True, slots=True)
class Exposure:
    """How a question was used so far.

    ``uses``: interviews in all; ``recent``: those within the days asked for; ``last``: the latest day,
    ``ahead`` when that is yet to come; ``candidate_last``, ``candidate_ahead``: the same among the interviews
    of one candidate.
    """

    uses: int
    recent: int
    last: date | None
    ahead: bool = False
    candidate_last: date | None = None
    candidate_ahead: bool = False

    def without_days(self) -> Exposure:
        """How often alone, for those who aren't to learn that and when others are interviewed."""
        return Exposure(self.uses, self.recent, None)


@dataclass(frozen=True, slots=True)
class Limits:
    """The company's rule: ``uses`` within ``days`` are enough. None: there is no limit."""

    uses: int | None
    days: int


#: What a question has that no interview used.
UNUSED = Exposure(0, 0, None)


def load_limits() -> Limits:
    """The rule as the company set it, in one query."""
    # Company.current() would read the logo, too.
    row = Company.objects.filter(pk=1).values_list("exposure_limit", "exposure_days").first()
    return Limits(*row) if row else Limits(None, Company().exposure_days)


def load_exposures(
    *,
    questions: Iterable[int] | None = None,
    position: int | None = None,
    days: int | None = None,
    candidate_interviews: QuerySet[Interview] | None = None,
) -> dict[int, Exposure]:
    """Question → its use, in one query; questions that were never used are left out.

    ``questions``: only these (None: every one). ``position``: only in interviews of its candidates.
    ``days``: what counts as recent; None: Company.exposure_days, which takes one query more.
    ``candidate_interviews``: those of the candidate whom Exposure.candidate_last is about (None: nobody).
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
            candidate_last=Max(
                "starts_at",
                filter=Q(
                    pk__in=[]
                    if candidate_interviews is None
                    else candidate_interviews.order_by().values("pk")
                ),
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
            candidate_last=_day(candidate_last) if candidate_last else None,
            candidate_ahead=candidate_last is not None and candidate_last > now,
        )
        for question, uses, recent, last, candidate_last in rows
    }


def overuse_sentence(questions: Mapping[int, int], *, uses_not_counted: int = 0) -> str:
    """Which of these questions (id → its number on the sheet) were used as often as the company wants at most
    or more often; "" when none was. ``uses_not_counted``: so many of the uses are the reader's own."""
    limits = load_limits()
    if limits.uses is None:
        return ""
    exposures = load_exposures(questions=questions, days=limits.days)
    overused = sorted(
        number
        for question, number in questions.items()
        if exposures.get(question, UNUSED).recent - uses_not_counted >= limits.uses
    )
    if not overused:
        return ""
    sentence = ngettext(
        "Used once or more within %(days)s days, candidates may know them: questions %(numbers)s.",
        "Used %(uses)s times or more within %(days)s days, candidates may know them: questions %(numbers)s.",
        limits.uses,
    )
    numbers = pgettext("between names", ", ").join(map(str, overused))
    return sentence % {"uses": limits.uses, "days": limits.days, "numbers": numbers}


def overused_questions(*, limit: int, days: int) -> QuerySet[Interview, int]:
    """The ids of questions used ``limit`` times or more within ``days``, as a subquery."""
    recent = _interviews_with().filter(starts_at__gte=_since(days))
    uses = recent.values(_QUESTION).annotate(uses=Count("pk"))
    questions: QuerySet[Interview, int] = uses.filter(uses__gte=limit).values_list(_QUESTION, flat=True)
    return questions


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
