"""Interviews that need the same people at the same time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from interviews.models import Interview

#: No interview is longer (see the validator of Interview.minutes).
MAX_DURATION = timedelta(minutes=480)


@dataclass(frozen=True, slots=True)
class Clash:
    """Another interview at the same time, with the people who would have to be in both."""

    interview: Interview
    people: tuple[str, ...]

    def sentence(self) -> str:
        return _("At the same time, from %(start)s on, the interview of %(other)s needs: %(people)s.") % {
            "start": date_format(timezone.localtime(self.interview.starts_at), "H:i"),
            "other": self.interview.candidate,
            "people": pgettext("between names", ", ").join(self.people),
        }


def clashes_at(
    starts_at: datetime, minutes: int, *, candidate: int | None, panel: Collection[int], but: int | None
) -> list[Clash]:
    """Interviews that take place meanwhile and need the candidate or somebody of the panel; ``but``: not this
    one."""
    ends_at = starts_at + timedelta(minutes=minutes)
    near = taking_place(starts_at - MAX_DURATION, ends_at, but=but)
    others = near.filter(starts_at__gt=starts_at - MAX_DURATION)
    return clashes_among(others, starts_at, minutes, candidate=candidate, panel=panel)


def clashes_among(
    others: Iterable[Interview],
    starts_at: datetime,
    minutes: int,
    *,
    candidate: int | None,
    panel: Collection[int],
) -> list[Clash]:
    """Those of these interviews that overlap the time and need the candidate or somebody of the panel."""
    ends_at = starts_at + timedelta(minutes=minutes)
    clashes = []
    for other in others:
        if other.starts_at < ends_at and other.ends_at > starts_at:
            people = tuple(_people_in_both(candidate, panel, other))
            if people:
                clashes.append(Clash(other, people))
    return clashes


def taking_place(start: datetime, end: datetime, *, but: int | None) -> QuerySet[Interview]:
    """Interviews that begin between the two and are not cancelled, with their candidates and panels."""
    return (
        Interview.objects.exclude(pk=but or 0)
        .filter(status=Interview.Status.SCHEDULED, starts_at__lt=end, starts_at__gte=start)
        .select_related("candidate")
        .prefetch_related("members__user")
        .order_by("starts_at", "pk")
    )


def clash_key(starts_at: datetime, clashes: Collection[Clash]) -> str:
    """Says for which clashes at which time somebody's yes was given."""
    at = starts_at.astimezone(UTC).isoformat(timespec="minutes")
    return " ".join([at, *(str(clash.interview.pk) for clash in clashes)])


def _people_in_both(candidate: int | None, panel: Collection[int], other: Interview) -> Iterator[str]:
    if other.candidate_id == candidate:
        yield str(other.candidate)
    for member in other.sitting:
        if member.user_id in panel:
            yield str(member.user)
