"""What waits to be sent: a worker claims a row, and settles it when it knows what has become of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeVar

from django.utils import timezone

from interviews.models.mail import Outgoing

#: How long a row is claimed by one worker; after that the worker is taken for dead. Longer than any time-out.
CLAIM_TIME = timedelta(minutes=10)

Row = TypeVar("Row", bound=Outgoing)


def claim(model: type[Row], *related: str) -> Row | None:
    """Claim the next row that is due for this worker, with what is ``related``; None when there is none."""
    now = timezone.now()
    due = model._default_manager.filter(state=Outgoing.State.WAITING, next_try_at__lte=now)
    for pk, tries in due.order_by("next_try_at", "pk").values_list("pk", "tries")[:10]:
        if due.filter(pk=pk, tries=tries).update(next_try_at=now + CLAIM_TIME, tries=tries + 1):
            return model._default_manager.select_related(*related).get(pk=pk)
    return None


def settle(row: Outgoing, **fields: object) -> None:
    """Update the row, unless another worker has taken it over meanwhile and settled it."""
    waiting = type(row)._default_manager.filter(pk=row.pk, state=Outgoing.State.WAITING)
    waiting.update(**fields)
