"""Who of a planned interview is busy on its day, and when all are free: shown while HR chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from interviews.models import Candidate, Interview
from interviews.planning.rules.free_times import Span, free_spans
from interviews.planning.services.clashes import MAX_DURATION, taking_place

#: Hours of the day within which free times are looked for.
FROM_HOUR, UNTIL_HOUR = 8, 20


@dataclass(frozen=True, slots=True)
class BusyTime:
    """An interview somebody is in. ``clashes``: at the time that is chosen."""

    interview: Interview
    people: tuple[str, ...]
    clashes: bool


@dataclass(frozen=True, slots=True)
class BusyDay:
    """The day that is chosen: what is in the way, and when all are free, as people read it."""

    date: datetime
    busy: tuple[BusyTime, ...]
    free: tuple[str, ...]


def busy_day(
    starts_at: datetime, minutes: int, *, candidate: Candidate | None, people: Sequence[User], but: int | None
) -> BusyDay:
    """In 2 queries, and one for the members."""
    midnight = timezone.localtime(starts_at).replace(hour=0, minute=0, second=0, microsecond=0)
    ids = {person.pk for person in people}
    ends_at = starts_at + timedelta(minutes=minutes)
    times = []
    for interview in taking_place(midnight - MAX_DURATION, midnight + timedelta(days=1), but=but):
        names = [str(member.user) for member in interview.sitting if member.user_id in ids]
        if candidate is not None and interview.candidate_id == candidate.pk:
            names.insert(0, str(candidate))
        if names and interview.ends_at > midnight:
            clashes = interview.starts_at < ends_at and interview.ends_at > starts_at
            times.append(BusyTime(interview, tuple(names), clashes))
    spans = [(time.interview.starts_at, time.interview.ends_at) for time in times]
    day = (midnight.replace(hour=FROM_HOUR), midnight.replace(hour=UNTIL_HOUR))
    free = [_as_text(span) for span in free_spans(spans, *day, minutes)]
    return BusyDay(midnight, tuple(times), tuple(free))


def _as_text(span: Span) -> str:
    since, until = (timezone.localtime(time) for time in span)
    return f"{since:%H:%M}–{until:%H:%M}"
