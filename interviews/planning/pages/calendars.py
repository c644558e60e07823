"""Interviews as calendars show them, in the language in force: for downloads, feeds and letters.

An entry holds what the panel knows anyway: no contacts of the candidate, nothing that was recorded.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.common.times import when_of
from interviews.models import Interview
from interviews.planning.rules.icalendar import CalendarEntry, Method, calendar_file

#: A feed goes back so far, and holds no more entries than this (the latest).
FEED_DAYS, FEED_MOST = 30, 1000


def language_of(user: User) -> str:
    """The language a person chose, else the site's."""
    return user.language or settings.LANGUAGE_CODE


def page_address(interview: Interview) -> str:
    """The interview's page, as a whole address."""
    site: str = settings.SITE_URL
    return site + reverse("interviews:interview-detail", args=[interview.pk])


def uid_of(interview: Interview) -> str:
    """Never changes, and differs between two installations."""
    return f"interview-{interview.pk}-{interview.created_at:%Y%m%d%H%M%S%f}@qbank"


def entry_of(interview: Interview) -> CalendarEntry:
    """Give the interview with its candidate and position. Calendars show its time in their own zone; the
    text names it in the one in force."""
    candidate = interview.candidate
    summary = _("Interview: %(candidate)s") % {"candidate": candidate}
    if interview.round:
        summary = _("%(interview)s (%(round)s)") % {"interview": summary, "round": interview.round}
    about = _("Position: %(position)s") % {"position": candidate.position}
    if interview.reply:
        state = _("Candidate: %(state)s") % {"state": interview.get_reply_display()}
        about = f"{about}\n{state}"
    when = _("Time: %(when)s") % {"when": when_of(interview)}
    address = page_address(interview)
    return CalendarEntry(
        uid=uid_of(interview),
        sequence=interview.calendar_sequence,
        starts_at=interview.starts_at,
        ends_at=interview.ends_at,
        summary=summary,
        place=interview.place,
        details="\n\n".join(part for part in (f"{when}\n{about}", interview.note.strip(), address) if part),
        url=address,
        cancelled=interview.called_off and interview.status != Interview.Status.NO_SHOW,
    )


def interview_file(interview: Interview) -> bytes:
    """One interview to put into any calendar."""
    entries, zone = [entry_of(interview)], timezone.get_current_timezone_name()
    return calendar_file(entries, method=Method.PUBLISH, now=timezone.now(), zone=zone)


def feed_file(user: User) -> bytes:
    """The interviews of the seats a person holds: the coming ones and those of the last FEED_DAYS days.
    Two queries: the interviews, and the rights of the person."""
    now = timezone.now()
    name = _("Interviews of %(person)s") % {"person": user}
    entries = [entry_of(interview) for interview in _own_interviews(user, now - timedelta(days=FEED_DAYS))]
    zone = timezone.get_current_timezone_name()
    return calendar_file(entries, method=Method.PUBLISH, now=now, name=name, zone=zone)


def _own_interviews(user: User, since: object) -> Iterable[Interview]:
    seats = {"members__user": user, "members__withdrawn_at__isnull": True}
    interviews = Interview.objects.visible_to(user).filter(starts_at__gte=since, **seats)
    return interviews.select_related("candidate__position").order_by("-starts_at", "-pk")[:FEED_MOST]
