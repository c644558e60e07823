"""Which letters a panel gets: who has to learn of a change of an interview, and when an open scorecard is
reminded of; and what groups are told of it. Pure, no Django."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

#: A reminder that has been due for so long is no longer sent: the worker was down, or mail was off.
REMINDER_EXPIRY = timedelta(days=7)
#: Reminders of one scorecard.
MAX_REMINDERS = 2
#: Before the next try of a letter that the mail server did not take: minutes after the 1st, 2nd … try.
#: After the last one it is given up.
PAUSES = (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60, 24 * 60)
MAX_TRIES = len(PAUSES) + 1


@dataclass(frozen=True, slots=True)
class Appointment:
    """What a panel has to know of its interview: when, where, what HR writes to it, whether at all.
    ``panel``: ids of who sits."""

    starts_at: datetime
    minutes: int
    place: str
    cancelled: bool
    panel: frozenset[int]
    round: str = ""
    note: str = ""

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def expected(self) -> frozenset[int]:
        """Who has to come."""
        return frozenset() if self.cancelled else self.panel


def letters_for_change(
    before: Appointment | None, after: Appointment, now: datetime
) -> list[tuple[int, str]]:
    """(person, kind of letter) for everybody to whom the change from ``before`` (None: it is new) to
    ``after`` matters. None for what is over by both."""
    if max(after.ends_at, before.ends_at if before else after.ends_at) <= now:
        return []
    expected_before = before.expected if before else frozenset()
    letter_of_leaving = "cancellation" if after.cancelled else "removal"
    letters = [(person, "invitation") for person in sorted(after.expected - expected_before)]
    letters += [(person, letter_of_leaving) for person in sorted(expected_before - after.expected)]
    if before and _details(before) != _details(after):
        letters += [(person, "update") for person in sorted(after.expected & expected_before)]
    return letters


def news_of_change(before: Appointment | None, after: Appointment, now: datetime) -> str:
    """What a group is told of the change: "planned", "changed", "cancelled" or "" for nothing. The note is
    for the panel alone."""
    if max(after.ends_at, before.ends_at if before else after.ends_at) <= now:
        return ""
    was_planned = before is not None and not before.cancelled
    if after.cancelled:
        return "cancelled" if was_planned else ""
    if before is None or before.cancelled:
        return "planned"
    return "changed" if replace(before, note="") != replace(after, note="") else ""


def _details(appointment: Appointment) -> tuple[object, ...]:
    """What letters and calendar entries say of it."""
    return (
        appointment.starts_at,
        appointment.minutes,
        appointment.place,
        appointment.round,
        appointment.note,
    )


def due_reminder(ended_at: datetime, now: datetime, hours: int, reminded: list[datetime]) -> int:
    """Which reminder (1 or 2) of an open scorecard is due now, 0 for none; ``hours`` is the company's
    setting, ``reminded`` when the earlier ones were written. The second comes as long after the first."""
    number = len(reminded) + 1
    wait = timedelta(hours=hours)
    due_at = ended_at + wait * number
    if number > MAX_REMINDERS or not due_at <= now < due_at + REMINDER_EXPIRY:
        return 0
    return number if all(reminded_at + wait <= now for reminded_at in reminded) else 0


def pause(tries: int) -> timedelta | None:
    """How long to wait after so many failed tries (from 1); None: give up."""
    return timedelta(minutes=PAUSES[tries - 1]) if tries <= len(PAUSES) else None
