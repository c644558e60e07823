"""Writing the audit trail, inside the transaction that makes the change.

accounts.audit_visibility says who reads an event: nobody, unless its kind was registered there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import connection, models

from accounts.models import AuditEvent, User
from common.bulk import BulkInsert
from common.middleware.request_ids import current_request_id

#: The actor's name where the command line, not a person, acted.
SYSTEM = "system"

#: The state of an object before or after an action, ready for JSON.
State = Mapping[str, Any] | None


def record(
    *,
    actor: User | None,
    action: str,
    target: models.Model,
    before: State = None,
    after: State = None,
    reason: str = "",
) -> AuditEvent:
    """Write that ``action`` ("<model>.<verb>", such as "sheet.publish") was done to ``target``.

    Raises RuntimeError outside a transaction: an action and its record stand or fall together.
    """
    event = _event(actor, action, target, before, after, reason)
    _write([event])
    return event


def record_each(
    *,
    actor: User | None,
    action: str,
    targets: Iterable[tuple[models.Model, State, State]],
    reason: str = "",
) -> None:
    """:func:`record` the same action on many targets, each with its state before and after, at once."""
    _write([_event(actor, action, target, before, after, reason) for target, before, after in targets])


def prepare_each(
    *, actor: User | None, action: str, targets: Iterable[tuple[models.Model, State, State]]
) -> Callable[[], None]:
    """:func:`record_each` in two steps: all that takes time is done now, and what is returned writes the
    events, inside the transaction of the action they record. Others may be waiting for that one."""
    events = [_event(actor, action, target, before, after, "") for target, before, after in targets]
    fields = [field.attname for field in AuditEvent._meta.concrete_fields if not field.primary_key]
    ready = BulkInsert(AuditEvent, [{name: getattr(event, name) for name in fields} for event in events])

    def write() -> None:
        _require_transaction()
        ready.insert()

    return write


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("Write the audit event inside the transaction of the action it records.")


def _event(
    actor: User | None, action: str, target: models.Model, before: State, after: State, reason: str
) -> AuditEvent:
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


def _write(events: list[AuditEvent]) -> None:
    _require_transaction()
    AuditEvent.objects.bulk_create(events, batch_size=500)
