"""Letters on their way: written in the transaction of the act that calls for them, sent by the worker.

What they say is put into words when they are sent (interviews/planning/services/letter_texts.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from accounts.models import User
from interviews.common.forms import MODEL_BACKEND
from interviews.models import Company, Interview, OutgoingMail, QuestionSet
from interviews.models.visibility import KEEP, keeps_interviews


def store_letters(letters: Iterable[OutgoingMail]) -> None:
    """Have them sent. Where the company sends none they are dropped at once, and say why."""
    letters = list(letters)
    if letters and not Company.current().sends_mail:
        for letter in letters:
            letter.state, letter.error = OutgoingMail.State.DROPPED, OutgoingMail.MAIL_OFF
    OutgoingMail.objects.bulk_create(letters)


def write_to_hr(
    kind: OutgoingMail.Kind,
    *,
    actor: User,
    concerns: Callable[[User], bool] = keeps_interviews,
    interview: Interview | None = None,
    question_set: QuestionSet | None = None,
) -> None:
    """Write to everybody in HR but the actor whom it concerns, where the company sends mail and there is an
    address. HR reads of it on the start page in any case."""
    if not Company.current().sends_mail:
        return
    people = User.objects.with_perm(KEEP, backend=MODEL_BACKEND).filter(is_active=True)
    sequence = interview.calendar_sequence if interview else 0
    OutgoingMail.objects.bulk_create(
        OutgoingMail(
            person=person, kind=kind, interview=interview, question_set=question_set, sequence=sequence
        )
        for person in people.exclude(pk=actor.pk).exclude(email="").order_by("pk")
        if concerns(person)
    )
