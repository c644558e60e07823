"""The history of an object in the admin: what the audit trail tells, whichever door a change came through."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import QuerySet
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from accounts.audit import SYSTEM
from accounts.audit_visibility import readable_by
from accounts.labels import action_label, object_type_label
from accounts.models import AuditEvent, User

#: A value in the history is cut to this many characters; the trail has all of it.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """When, by whom, what, why; and of each value that changed (label, before, after)."""

    at: datetime
    by: str
    act: str
    reason: str = ""
    changes: Sequence[tuple[str, str, str]] = ()


def trail_of(user: User, obj: models.Model) -> list[TrailEntry]:
    """What the user may read of what was done to the object, the newest first."""
    events = readable_events(user).filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))
    return [entry_of(event, type(obj)) for event in events.order_by("-at", "-id")[:500]]


def latest_of(user: User) -> list[tuple[TrailEntry, str, str]]:
    """What the user did last, with the kind and the name of its object."""
    events = readable_by(user).filter(actor=user).order_by("-at", "-id")[:10]
    return [
        (
            TrailEntry(event.at, str(user), action_label(event.action)),
            object_type_label(event.object_type),
            event.object_label,
        )
        for event in events
    ]


def readable_events(user: User) -> QuerySet[AuditEvent]:
    """All entries of the trail that the user may read; of those who may not open it, their own."""
    events = readable_by(user)
    return events if user.has_perm("accounts.view_auditevent") else events.filter(actor=user)


def entry_of(event: AuditEvent, model: type[models.Model]) -> TrailEntry:
    """An entry of the trail in words."""
    by = _("the system") if event.actor_name == SYSTEM else event.actor_name
    reason = _(event.reason) if event.reason else ""
    return TrailEntry(event.at, by, action_label(event.action), reason, list(_changes(event, model)))


def _changes(event: AuditEvent, model: type[models.Model]) -> Iterator[tuple[str, str, str]]:
    before, after = event.before or {}, event.after or {}
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield _label(model, name), _text(before.get(name)), _text(after.get(name))


def _label(model: type[models.Model], name: str) -> str:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    return capfirst(str(getattr(field, "verbose_name", name)))


def _text(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Truncator(text).chars(_LONGEST)
