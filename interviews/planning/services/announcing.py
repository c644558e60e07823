"""Announcing a change of an interview: its calendar sequence, and letters to its panel.

The letters are written in the transaction of the change: either both stand or neither does. The
background worker sends them (delivery.py).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

from interviews.common.letters import store_letters
from interviews.models import Interview, OutgoingMail
from interviews.planning.rules.letters import Appointment, letters_for_change


def appointment_of(interview: Interview) -> Appointment:
    """What the panel knows of the interview as it is now. Call it under the interview's lock, before and
    after a change."""
    return Appointment(
        starts_at=interview.starts_at,
        minutes=interview.minutes,
        place=interview.place,
        cancelled=interview.cancelled,
        panel=frozenset(interview.members.sitting().values_list("user", flat=True)),
        round=interview.round,
        note=interview.note,
    )


def announce(*, interview: Interview, before: Appointment | None) -> None:
    """Raise the interview's calendar sequence if anything its panel has to know differs from ``before``
    (None: it was made just now), and write the letters. Where the company sends none they are dropped at
    once, so that HR can be told who was not informed.

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
    write_letters(interview, letters_for_change(before, after, timezone.now()))


def write_letters(interview: Interview, letters: Iterable[tuple[int, str]]) -> None:
    """Write letters, given as (person, kind), of what is true of the interview now."""
    sequence = interview.calendar_sequence
    store_letters(
        OutgoingMail(person_id=person, interview=interview, kind=kind, sequence=sequence)
        for person, kind in letters
    )
