"""The week, what waits, and how long things take, for HR's start page: what is drawn there, and the table
behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from interviews.common.waiting import Waits, awaiting
from interviews.models import Decision, Interview, Scorecard

#: More interviews than a company holds in a week; of more the drawing says "+".
MOST_IN_A_WEEK = 1_000
#: So many of the newest decisions tell how long things take.
NEWEST_DECISIONS = 50
#: More of a kind is not counted; the drawing says "+".
MOST_WAITING = 99
#: Percent of the height or width that something is drawn with at least, so that it is seen.
_LEAST = 4


@dataclass(frozen=True, slots=True)
class DayFigure:
    """A day of the week and how many interviews it has; ``height``: percent of the highest day's."""

    day: date
    number: int
    height: int
    is_today: bool

    @property
    def top(self) -> int:
        """Where its bar begins, in percent from above."""
        return 100 - self.height


@dataclass(frozen=True, slots=True)
class WaitFigure:
    """How many interviews wait for something; ``width``: percent of the widest bar."""

    what: Waits
    number: int
    more: bool
    width: int


@dataclass(frozen=True, slots=True)
class SpanFigure:
    """A part of the way from scheduling to the decision; ``said``: its median in words, ``left`` and
    ``width``: percent of the whole bar."""

    name: str
    said: str
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class HiringFigures:
    """``spans`` are empty while nothing was decided; ``decided``: of how many decisions they tell."""

    days: tuple[DayFigure, ...]
    number: int
    more: bool
    waits: tuple[WaitFigure, ...]
    spans: tuple[SpanFigure, ...]
    decided: int


def hiring_figures(user: User) -> HiringFigures:
    """What HR's start page draws of what the user may see: a query for what is planned, one for what was
    decided, and one for each thing that interviews wait for."""
    now = timezone.localtime()
    starts = _starts_of_week(user, now)
    passed = _passed(user)
    return HiringFigures(
        days=day_figures(now.date(), (timezone.localtime(start).date() for start in starts)),
        number=len(starts[:MOST_IN_A_WEEK]),
        more=len(starts) > MOST_IN_A_WEEK,
        waits=wait_figures({what: _count_waiting(what, user) for what in Waits}),
        spans=span_figures(passed),
        decided=len(passed),
    )


def _starts_of_week(user: User, now: datetime) -> list[datetime]:
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    interviews = Interview.objects.visible_to(user).filter(
        status=Interview.Status.SCHEDULED, starts_at__gte=monday, starts_at__lt=monday + timedelta(days=7)
    )
    return list(interviews.order_by("starts_at").values_list("starts_at", flat=True)[: MOST_IN_A_WEEK + 1])


def _count_waiting(what: Waits, user: User) -> int:
    return awaiting(what, user).order_by().values("pk")[: MOST_WAITING + 1].count()


def _passed(user: User) -> list[tuple[timedelta, timedelta, timedelta]]:
    """From scheduling to the interview, to the last scorecard, and to the decision, of the newest decisions
    the user may read. One that was entered afterwards took no time."""
    submitted = (
        Scorecard.objects.filter(member__interview=OuterRef("interview"), submitted_at__isnull=False)
        .order_by()
        .values("member__interview")
        .annotate(last=Max("submitted_at"))
    )
    rows = (
        Decision.objects.visible_to(user)
        .filter(number=1)
        .order_by("-taken_at")
        .values_list(
            "interview__created_at", "interview__starts_at", Subquery(submitted.values("last")), "taken_at"
        )[:NEWEST_DECISIONS]
    )
    nothing = timedelta()
    return [
        (
            max(starts_at - created_at, nothing),
            max((last or starts_at) - starts_at, nothing),
            max(taken_at - max(last or starts_at, starts_at), nothing),
        )
        for created_at, starts_at, last, taken_at in rows
    ]


def day_figures(today: date, days: Iterable[date]) -> tuple[DayFigure, ...]:
    """The seven days of ``today``'s week, Monday first."""
    monday = today - timedelta(days=today.weekday())
    numbers = Counter(days)
    most = max(numbers.values(), default=0)
    week = [monday + timedelta(days=number) for number in range(7)]
    return tuple(
        DayFigure(day, numbers[day], _share(numbers[day], most), is_today=day == today) for day in week
    )


def wait_figures(numbers: dict[Waits, int]) -> tuple[WaitFigure, ...]:
    """What waits at all, in the order of :class:`Waits`."""
    most = max(numbers.values(), default=0)
    return tuple(
        WaitFigure(what, min(number, MOST_WAITING), number > MOST_WAITING, _share(number, most))
        for what, number in numbers.items()
        if number
    )


def _share(number: int, most: int) -> int:
    return max(round(100 * number / most), _LEAST) if number else 0


def span_figures(passed: list[tuple[timedelta, timedelta, timedelta]]) -> tuple[SpanFigure, ...]:
    """The medians of the three parts, side by side."""
    if not passed:
        return ()
    names = (
        _("from scheduling to the interview"),
        _("until the last scorecard"),
        _("until the decision"),
    )
    medians = [median(part) for part in zip(*passed, strict=True)]
    shares = [
        max(part / max(sum(medians, timedelta()), timedelta(seconds=1)) * 100, _LEAST) for part in medians
    ]
    widths = [share * 100 / sum(shares) for share in shares]
    return tuple(
        SpanFigure(name, in_words(part), round(sum(widths[:place]), 1), round(width, 1))
        for place, (name, part, width) in enumerate(zip(names, medians, widths, strict=True))
    )


def in_words(span: timedelta) -> str:
    """Hours below two days, else days, to the half."""
    hours = span / timedelta(hours=1)
    if hours < 1:
        return _("less than an hour")
    if hours < 48:
        whole = round(hours)
        return ngettext("%(number)d hour", "%(number)d hours", whole) % {"number": whole}
    days = round(hours / 12) / 2
    said = number_format(days, decimal_pos=0 if days.is_integer() else 1)
    return _("%(number)s days") % {"number": said}
