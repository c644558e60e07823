"""How often and when each question was used: the interviews that take or took place with it on their sheet.

A cancelled interview uses nothing. One that is still to come counts, for its questions will be known then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from django.db.models import Count, DateTimeField, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import ngettext, pgettext

from interviews.models import Company, Interview, SheetItem

_QUESTION = "sheet__items__question"


@dataclass(frozen=True, slots=True)
class Exposure:
    """How a question was used so far.

    ``uses``: interviews in all; ``recent``: those within the days asked for, ``lately``: those within others;
    ``last``: the latest day, ``ahead`` when that is yet to come; ``candidate_last``, ``candidate_ahead``: the
    same among the interviews of one candidate.
    """

    uses: int
    recent: int
    last: date | None
    ahead: bool = False
    candidate_last: date | None = None
    candidate_ahead: bool = False
    lately: int = 0

    def without_days(self) -> Exposure:
        """How often alone, for those who aren't to learn that and when others are interviewed."""
        return Exposure(self.uses, self.recent, None, lately=self.lately)


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
    questions: Iterable[int],
    days: int | None = None,
    candidate_interviews: QuerySet[Interview] | None = None,
) -> dict[int, Exposure]:
    """Question → its use, in one query; questions that were never used are left out.

    ``questions``: only these. ``days``: what counts as recent; None: Company.exposure_days, which takes one
    query more.
    ``candidate_interviews``: those of the candidate whom Exposure.candidate_last is about (None: nobody).
    """
    if days is None:
        days = load_limits().days
    held = Interview.objects.filter(sheet=OuterRef("sheet"), status=Interview.Status.SCHEDULED)
    of_candidate: Any = Value(None, output_field=DateTimeField())
    if candidate_interviews is not None:
        of_candidate = _last(held.filter(pk__in=candidate_interviews.order_by().values("pk")))
    items = SheetItem.objects.filter(question__in=list(questions)).order_by().values_list("question")
    # Counted by sheet, from an index alone: the planner would rather look through all interviews.
    rows = items.annotate(
        uses=_number(held),
        recent=_number(held.filter(starts_at__gte=_since(days))),
        last=_last(held),
        candidate_last=of_candidate,
    )
    by_question: dict[int, list[tuple[int, int, datetime, datetime | None]]] = defaultdict(list)
    for question, uses, recent, last, candidate_last in rows:
        if uses:
            by_question[question].append((uses, recent, last, candidate_last))
    now = timezone.now()
    exposures = {}
    for question, sheets in by_question.items():
        last = max(row[2] for row in sheets)
        known = max((row[3] for row in sheets if row[3] is not None), default=None)
        exposures[question] = Exposure(
            sum(row[0] for row in sheets),
            sum(row[1] for row in sheets),
            _day(last),
            last > now,
            candidate_last=_day(known) if known else None,
            candidate_ahead=known is not None and known > now,
        )
    return exposures


def _number(interviews: QuerySet[Interview]) -> Coalesce:
    """As an annotation of sheet items: how many of these interviews there are."""
    numbers = interviews.order_by().values("sheet").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(numbers), 0)


def _last(interviews: QuerySet[Interview]) -> Subquery:
    return Subquery(interviews.order_by("-starts_at").values("starts_at")[:1])


def load_all_exposures(
    *, days: int | None = None, not_within: int | None = None, position: int | None = None
) -> dict[int, Exposure]:
    """The same of every question that was used, in two queries, however often that was: interviews are
    counted by sheet, from an index alone.

    ``not_within``: the days in which Exposure.lately counts uses (None: it does not), ``position``: there
    only those in interviews of its candidates.
    """
    if days is None:
        days = load_limits().days
    lately = Q(pk__in=[]) if not_within is None else Q(starts_at__gte=_since(not_within))
    if position is not None:
        lately &= Q(candidate__position=position)
    by_sheet = (
        Interview.objects.filter(status=Interview.Status.SCHEDULED)
        .order_by()
        .values_list("sheet")
        .annotate(
            uses=Count("pk"),
            recent=Count("pk", filter=Q(starts_at__gte=_since(days))),
            lately=Count("pk", filter=lately),
            last=Max("starts_at"),
        )
    )
    now = timezone.now()
    uses = {sheet: (*numbers, last, _day(last), last > now) for sheet, *numbers, last in by_sheet}
    by_question: dict[int, list[tuple[int, int, int, datetime, date, bool]]] = defaultdict(list)
    for question, sheet in SheetItem.objects.order_by().values_list("question", "sheet"):
        if question is not None and sheet in uses:
            by_question[question].append(uses[sheet])
    exposures = {}
    for question, rows in by_question.items():
        *_numbers, day, ahead = max(rows, key=itemgetter(3))
        exposures[question] = Exposure(
            uses=sum(row[0] for row in rows),
            recent=sum(row[1] for row in rows),
            last=day,
            ahead=ahead,
            lately=sum(row[2] for row in rows),
        )
    return exposures


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
    held = Interview.objects.filter(sheet__items__isnull=False, status=Interview.Status.SCHEDULED)
    recent = held.filter(starts_at__gte=_since(days)).order_by()
    uses = recent.values(_QUESTION).annotate(uses=Count("pk"))
    questions: QuerySet[Interview, int] = uses.filter(uses__gte=limit).values_list(_QUESTION, flat=True)
    return questions


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _since(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)
