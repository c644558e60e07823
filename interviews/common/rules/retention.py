"""When a candidate's personal data is to be erased by itself. Pure rules, no database.

The retention time runs from the last contact. Before its end HR is warned; data is never erased before
the warning has stood for as long as the company set, however late it began.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class RetentionStep(StrEnum):
    """What is to be done today."""

    #: Nothing; a warning that still stands is taken back.
    REST = "rest"
    #: The warning begins, or goes on.
    WARN = "warn"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class RetentionRules:
    """What the company set: ``months`` None keeps everything."""

    months: int | None
    warning_days: int


@dataclass(frozen=True, slots=True)
class RetentionDates:
    """One candidate: the last interview (or the entry), until when HR wants to keep them, and since when
    the warning stands."""

    last: date
    keep_until: date | None = None
    warned: date | None = None


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month: Jan 31 + 1 is Feb 28."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def due_on(dates: RetentionDates, rules: RetentionRules) -> date | None:
    """The day the data is no longer needed: the end of the retention time, or of keeping longer."""
    if rules.months is None:
        return None
    end = add_months(dates.last, rules.months)
    return end if dates.keep_until is None else max(end, dates.keep_until + timedelta(days=1))


def erasure_date(dates: RetentionDates, rules: RetentionRules, today: date) -> date | None:
    """The day the data goes: when it is due, and not before the warning has stood long enough. Without a
    warning yet: as if it began today."""
    due = due_on(dates, rules)
    if due is None:
        return None
    return max(due, (dates.warned or today) + timedelta(days=rules.warning_days))


def next_step(dates: RetentionDates, rules: RetentionRules, today: date) -> RetentionStep:
    """What to do with this candidate today."""
    due = due_on(dates, rules)
    if due is None or today < due - timedelta(days=rules.warning_days):
        return RetentionStep.REST
    if dates.warned is None:
        return RetentionStep.WARN
    if today >= max(due, dates.warned + timedelta(days=rules.warning_days)):
        return RetentionStep.ERASE
    return RetentionStep.WARN
