"""Who may read which audit events. All pages, searches, counts and exports of the trail use readable_by().

An event is hidden from everybody, superusers included, unless its kind (a model and an action on it) was
registered with show(). Each app does so in one place when it starts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import CharField, Model, QuerySet, Value
from django.db.models.functions import Cast, Concat

from accounts.models import AuditEvent, User

#: Gives the objects whose events the user must not read yet.
Withheld = Callable[[User], QuerySet[Any]]

#: (kind of object, action) → which events are withheld; None: none of them.
_shown: dict[tuple[str, str], Withheld | None] = {}


def show(model: type[Model], *actions: str, unless: Withheld | None = None) -> None:
    """Show events of these actions on ``model`` to whoever may read the trail.

    Events about objects in ``unless(reader)`` stay hidden; a kind that nobody may read withholds all objects.
    Raises ValueError for a kind that was registered before.
    """
    for action in actions:
        kind = (model._meta.label_lower, action)
        if kind in _shown:
            raise ValueError(f"who reads {action} of {kind[0]} is said twice")
        _shown[kind] = unless


def shown_kinds() -> set[tuple[str, str]]:
    """All registered kinds: (kind of object, action)."""
    return set(_shown)


def readable_by(user: User) -> QuerySet[AuditEvent]:
    """The events of shown kinds, without those that the user must not read yet."""
    # One look-up a row: a condition for each kind would take as many comparisons as there are kinds.
    kind = Concat("object_type", Value(" "), "action")
    events: QuerySet[AuditEvent] = AuditEvent.objects.alias(kind=kind).filter(
        kind__in=[f"{object_type} {action}" for object_type, action in _shown]
    )
    conditional: dict[tuple[str, Withheld], list[str]] = defaultdict(list)
    for (object_type, action), unless in _shown.items():
        if unless is not None:
            conditional[object_type, unless].append(action)
    for (object_type, unless), actions in conditional.items():
        events = events.exclude(
            object_type=object_type, action__in=actions, object_id__in=_ids_in_trail(unless(user))
        )
    return events


def _ids_in_trail(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows' ids as text, as the trail stores them; for use as a subquery."""
    ids: QuerySet[Any] = rows.order_by().annotate(id_in_trail=Cast("pk", CharField())).values("id_in_trail")
    return ids
