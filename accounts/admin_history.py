"""The history of an object in the admin: what the audit trail tells, whichever door a change came through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_stubs_ext import WithAnnotations

from accounts.audit import SYSTEM
from accounts.audit_visibility import HasDetails, readable_by
from accounts.labels import action_label, object_type_label
from accounts.models import AuditEvent, User
from accounts.trail_words import TrailWords


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
    return entries_of(user, events)


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


def readable_events(user: User) -> QuerySet[WithAnnotations[AuditEvent, HasDetails]]:
    """All entries of the trail that the user may read; of those who may not open it, their own."""
    events = readable_by(user)
    return events if user.has_perm("accounts.view_auditevent") else events.filter(actor=user)


def entries_of(user: User, events: QuerySet[WithAnnotations[AuditEvent, HasDetails]]) -> list[TrailEntry]:
    """The newest entries of the trail in words."""
    newest = list(events.order_by("-at", "-id")[:500])
    words = TrailWords(user, newest)
    return [
        TrailEntry(
            at=event.at,
            by=_("the system") if event.actor_name == SYSTEM else event.actor_name,
            act=action_label(event.action),
            reason=_(event.readable_reason) if event.readable_reason else "",
            changes=list(words.changes(event)) if event.has_details else [],
        )
        for event in newest
    ]
