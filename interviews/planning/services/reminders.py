"""Reminders of open scorecards: one some hours after the interview has ended, one more as long after that.
And of interviews that begin in some hours, where the company wants it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from interviews.common.letters import have_robots_say
from interviews.models import Company, Interview, OutgoingMail, PanelMember, RobotMessage
from interviews.planning.rules.letters import MAX_REMINDERS, REMINDER_EXPIRY, due_reminder
from interviews.planning.services.clashes import MAX_DURATION


def create_reminders() -> None:
    """Create the reminders that are due now. Nobody gets one twice, however often and by however many workers
    this is called."""
    company = Company.current()
    reminders = _due_reminders(timezone.now(), company.reminder_hours)
    interviews = {reminder.interview_id: reminder.interview for reminder in reminders}
    have_robots_say(RobotMessage.Kind.OPEN, [interview for interview in interviews.values() if interview])
    if company.sends_mail:
        OutgoingMail.objects.bulk_create(reminders, ignore_conflicts=True)
    if company.coming_hours:
        _remind_of_coming(timedelta(hours=company.coming_hours), sends_mail=company.sends_mail)


def _remind_of_coming(ahead: timedelta, *, sends_mail: bool) -> None:
    """Remind of the interviews that begin within so long: nobody twice, and nobody whom a letter about the
    plan was written to within that time."""
    now = timezone.now()
    coming = Interview.objects.filter(
        status=Interview.Status.SCHEDULED, starts_at__gt=now, starts_at__lte=now + ahead
    )
    letters = OutgoingMail.objects.filter(
        Q(kind__in=OutgoingMail.ABOUT_THE_PLAN, created_at__gt=OuterRef("starts_at") - ahead)
        | Q(kind=OutgoingMail.Kind.COMING, sequence=OuterRef("calendar_sequence"))
    )
    told = RobotMessage.objects.filter(interview=OuterRef("pk"), kind=RobotMessage.Kind.COMING)
    planned_before = coming.filter(created_at__lte=F("starts_at") - ahead)
    news = planned_before.exclude(Exists(told.filter(sequence=OuterRef("calendar_sequence")))).exclude(
        Exists(letters.filter(interview=OuterRef("pk"), kind__in=OutgoingMail.ABOUT_THE_PLAN))
    )
    have_robots_say(RobotMessage.Kind.COMING, list(news))
    if not sends_mail:
        return
    seats = PanelMember.objects.sitting().filter(interview__in=coming, user__is_active=True)
    of_the_seat = seats.annotate(
        starts_at=F("interview__starts_at"), calendar_sequence=F("interview__calendar_sequence")
    )
    informed = letters.filter(person=OuterRef("user"), interview=OuterRef("interview"))
    OutgoingMail.objects.bulk_create(
        [
            OutgoingMail(
                person_id=seat.user_id,
                interview=seat.interview,
                kind=OutgoingMail.Kind.COMING,
                sequence=seat.interview.calendar_sequence,
            )
            for seat in of_the_seat.exclude(Exists(informed)).select_related("interview")
        ],
        ignore_conflicts=True,
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
