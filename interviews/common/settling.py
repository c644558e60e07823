"""Which interviews are settled: decided on, with nothing left to do and nothing changed since.

The start page looks at the others only, so that it costs the same after years. The clock settles; whatever
might leave something to do again unsettles, in its own transaction. What is not settled yet is looked at in
full: being late costs time and hides nothing.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from interviews.common.bases import changed_since_decided
from interviews.models import Decision, Interview, PanelMember
from interviews.models.visibility import left_out_seats

#: So many are looked at in one transaction.
_AT_ONCE = 500


def unsettle(interview_id: int) -> None:
    """To be called, under the lock of the interview or its scorecard, by what changes its panel, a
    scorecard's status, what was agreed or what was decided."""
    # Without a condition: it waits for a clock that settles at this moment.
    Interview.objects.filter(pk=interview_id).update(settled=False)


def settle_interviews() -> int:
    """Called by the clock: settle those that are over and decided on, and owe nothing. How many."""
    settled, last = 0, 0
    while batch := _settle_some(after=last):
        last, number = batch
        settled += number
    return settled


@transaction.atomic
def _settle_some(*, after: int) -> tuple[int, int] | None:
    """The last id looked at, and how many of them were settled; None where there are no more."""
    decisions = Decision.objects.filter(interview=OuterRef("pk")).order_by()
    seats = PanelMember.objects.sitting().filter(interview=OuterRef("pk"))
    left_out = left_out_seats(PanelMember.objects.filter(pk=OuterRef("pk")))
    owing = seats.exclude(scorecard__status="submitted").filter(~Exists(left_out))
    decided = Interview.objects.filter(
        ~Exists(decisions.pending()),
        ~Exists(owing),
        Exists(decisions.counting()),
        settled=False,
        status=Interview.Status.SCHEDULED,
        starts_at__lt=timezone.now(),
        pk__gt=after,
    )
    # Who writes to one of them at this moment unsettles it anyway.
    locked = decided.select_for_update(of=("self",), skip_locked=True).order_by("pk")
    ids = list(locked.values_list("pk", flat=True)[:_AT_ONCE])
    if not ids:
        return None
    ids_unchanged = set(ids) - changed_since_decided(ids)
    return ids[-1], Interview.objects.filter(pk__in=ids_unchanged).update(settled=True)
