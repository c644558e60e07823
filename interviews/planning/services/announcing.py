"""Announcing a change of an interview: its calendar sequence, and letters to its panel.

The letters are written in the transaction of the change: either both stand or neither does. The
background worker sends them (delivery.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from interviews.common.letters import have_robots_say, store_letters
from interviews.models import Interview, OutgoingMail, RobotMessage
from interviews.planning.rules.letters import Appointment, letters_for_change, news_of_change


def appointment_of(interview: Interview) -> Appointment:
    """What the panel knows of the interview as it is now. Call it under the interview's lock, before and
    after a change."""
    return Appointment(
        starts_at=interview.starts_at,
        minutes=interview.minutes,
        place=interview.place,
        # The panel of a candidate who does not come is there, and tells HR.
        cancelled=interview.called_off and interview.status != Interview.Status.NO_SHOW,
        panel=frozenset(interview.members.sitting().values_list("user", flat=True)),
        round=interview.round,
        note=interview.note,
    )


def announce(*, interview: Interview, before: Appointment | None) -> None:
    """Raise the interview's calendar sequence if anything its panel has to know differs from ``before``
    (None: it was made just now), write the letters, and have the group robots say it. Letters of a company
    that sends none are dropped at once, so that HR can be told who was not informed.

    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Announce a change inside the transaction that makes it.")
    after = appointment_of(interview)
    if after == before:
        return
    if before is not None:
        interview.calendar_sequence += 1
        interview.save(update_fields=["calendar_sequence"])
    now = timezone.now()
    write_letters(interview, letters_for_change(before, after, now))
    if news := news_of_change(before, after, now):
        have_robots_say(RobotMessage.Kind(news), [interview])


def write_letters(interview: Interview, letters: Iterable[tuple[int, str]]) -> None:
    """Write letters, given as (person, kind), of what is true of the interview now."""
    sequence = interview.calendar_sequence
    store_letters(
        OutgoingMail(person_id=person, interview=interview, kind=kind, sequence=sequence)
        for person, kind in letters
    )
