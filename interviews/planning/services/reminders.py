"""Reminders of open scorecards: one some hours after the interview has ended, one more as long after that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from interviews.models import Company, Interview, OutgoingMail, PanelMember
from interviews.planning.rules.letters import MAX_REMINDERS, REMINDER_EXPIRY, due_reminder
from interviews.planning.services.scheduling import MAX_DURATION


def create_reminders() -> None:
    """Create the reminders that are due now. Nobody gets one twice, however often and by however many workers
    this is called."""
    company = Company.current()
    if not company.sends_mail:
        return
    OutgoingMail.objects.bulk_create(
        _due_reminders(timezone.now(), company.reminder_hours), ignore_conflicts=True
    )


def _due_reminders(now: datetime, hours: int) -> list[OutgoingMail]:
    reminders = []
    seats = list(_open_seats(now, hours))
    reminded = _reminder_times(seats)
    for seat in seats:
        earlier = reminded.get((seat.user_id, seat.interview_id), [])
        if number := due_reminder(seat.interview.ends_at, now, hours, earlier):
            reminders.append(
                OutgoingMail(
                    person_id=seat.user_id,
                    interview=seat.interview,
                    kind=OutgoingMail.Kind.REMINDER,
                    number=number,
                    sequence=seat.interview.calendar_sequence,
                )
            )
    return reminders


def _open_seats(now: datetime, hours: int) -> Iterable[PanelMember]:
    """Seats whose scorecard may have to be reminded of: of interviews that take place, not closed, within
    the time in which a reminder can be due."""
    first = timedelta(hours=hours)
    return (
        PanelMember.objects.sitting()
        .filter(interview__status=Interview.Status.SCHEDULED, interview__closed_at__isnull=True)
        .filter(interview__starts_at__lte=now - first)
        .filter(interview__starts_at__gt=now - MAX_REMINDERS * first - REMINDER_EXPIRY - MAX_DURATION)
        .filter(user__is_active=True)
        .exclude(scorecard__status="submitted")
        .select_related("interview")
    )


def _reminder_times(seats: list[PanelMember]) -> dict[tuple[int, int], list[datetime]]:
    """When the earlier reminders were written, by person and interview."""
    earlier = OutgoingMail.objects.filter(
        kind=OutgoingMail.Kind.REMINDER, interview__in={seat.interview_id for seat in seats}
    )
    times: dict[tuple[int, int], list[datetime]] = {}
    for person, interview, created_at in earlier.values_list("person", "interview", "created_at"):
        times.setdefault((person, interview), []).append(created_at)
    return times
