"""Seating somebody who has read scores of the interview: not by themselves, and not without a reason."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.audit import record
from accounts.models import User
from interviews.models import Interview, PanelMember, ScoresSeen

ADMIT = "panelmember.admit"
#: The field in which the reason is asked for.
FIELD = "admitted_reason"


def readers_among(interview: Interview, people: Iterable[User]) -> list[User]:
    """Those who have read scores of this interview."""
    if interview.pk is None:
        return []
    rows = ScoresSeen.objects.filter(interview=interview, person__in=[person.pk for person in people])
    return [row.person for row in rows.select_related("person").order_by("pk")]


def check_admission(*, actor: User, interview: Interview, people: Iterable[User], reason: str) -> list[User]:
    """Those of these people who are to be admitted although they have read scores.

    Raises ValidationError when the person would seat themselves, and (keyed by FIELD) without a reason.
    """
    readers = readers_among(interview, people)
    if any(reader.pk == actor.pk for reader in readers):
        raise ValidationError(
            _(
                "You have read scores of this interview, so you can’t join its panel. If you have to, "
                "somebody else in HR seats you, with a reason."
            )
        )
    if readers and not reason.strip():
        raise ValidationError({FIELD: reason_question(readers)})
    return readers


def reason_question(readers: Iterable[User]) -> str:
    """What is asked before people are seated who have read scores."""
    names = pgettext("between names", ", ").join(str(reader) for reader in readers)
    return _(
        "%(names)s has read scores of this interview and would no longer judge alone. If they are to sit on "
        "the panel all the same, say why: the report says so."
    ) % {"names": names}


def admit(*, actor: User, member: PanelMember, reason: str) -> None:
    """Keep with the seat by whom and why its person was seated, in the transaction that seats them."""
    member.admitted_by, member.admitted_reason = actor, reason.strip()
    member.save(update_fields=["admitted_by", "admitted_reason"])
    record(
        actor=actor, action=ADMIT, target=member, after={"person": str(member.user)}, reason=reason.strip()
    )
