"""The one way to write the audit trail. Call it inside the transaction that does the act."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import connection, models

from accounts.models import AuditEvent, User
from common.middleware import current_request_id

#: The actor's name where the command line, not a person, acted.
SYSTEM = "system"

#: Kind of object → the ids of it whose events a person may not read yet. The app that has such a rule
#: enters it here when it starts.
WITHHELD: dict[str, Callable[[User], Iterable[int]]] = {}
#: The same for single acts, where the other events of that kind of object are open.
WITHHELD_ACTS: dict[str, Callable[[User], Iterable[int]]] = {}


def readable_by(user: User) -> models.QuerySet[AuditEvent]:
    """The trail without what the person must not learn from it yet."""
    events: models.QuerySet[AuditEvent] = AuditEvent.objects.all()
    for kind, ids in WITHHELD.items():
        events = events.exclude(object_type=kind, object_id__in=[str(pk) for pk in ids(user)])
    for action, ids in WITHHELD_ACTS.items():
        events = events.exclude(action=action, object_id__in=[str(pk) for pk in ids(user)])
    return events


def event_of(
    *,
    actor: User | None,
    action: str,
    target: models.Model,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AuditEvent:
    """One event about ``target``, not written yet.

    ``action`` is "<model>.<verb>", such as "sheet.publish". ``before`` and ``after`` must be JSON-ready.
    """
    return AuditEvent(
        actor=actor,
        actor_name=str(actor) if actor else SYSTEM,
        action=action,
        object_type=target._meta.label_lower,
        object_id=str(target.pk),
        object_label=str(target)[:300],
        reason=reason,
        before=dict(before) if before is not None else None,
        after=dict(after) if after is not None else None,
        request_id=current_request_id.get(),
    )


def record_all(events: Iterable[AuditEvent]) -> None:
    """Append many events at once. Raises RuntimeError outside a transaction: an act and its trail stand
    or fall together."""
    if not connection.in_atomic_block:
        raise RuntimeError("Write the audit event inside the transaction of the act it records.")
    AuditEvent.objects.bulk_create(events, batch_size=500)


def record(**about: Any) -> AuditEvent:
    """Append one event; takes what :func:`event_of` takes. Raises as :func:`record_all` does."""
    event = event_of(**about)
    record_all([event])
    return event
