"""Who reads what of the audit trail. Every page, search, count and export of it begins from readable_by().

An entry is hidden from everybody, superusers included, until its kind is entered with show(): each app does
so in one place when it starts. A kind is a model and an action on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import CharField, Model, QuerySet, Value
from django.db.models.functions import Cast, Concat

from accounts.models import AuditEvent, User

#: The objects whose entries the user must not read yet.
Withheld = Callable[[User], QuerySet[Any]]

#: (kind of object, action) → what of it is withheld; None: nothing.
_shown: dict[tuple[str, str], Withheld | None] = {}


def show(model: type[Model], *actions: str, unless: Withheld | None = None) -> None:
    """Show entries of these actions on ``model`` to whoever may read the trail, but those about objects that
    ``unless`` gives for the reader. What nobody is to read withholds all objects.

    Raises ValueError for a kind that was entered before.
    """
    for action in actions:
        kind = (model._meta.label_lower, action)
        if kind in _shown:
            raise ValueError(f"who reads {action} of {kind[0]} is said twice")
        _shown[kind] = unless


def shown_kinds() -> set[tuple[str, str]]:
    """Everything entered: (kind of object, action)."""
    return set(_shown)


def readable_by(user: User) -> QuerySet[AuditEvent]:
    """The entries of kinds that are shown, without those that the user must not read yet."""
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
        events = events.exclude(object_type=object_type, action__in=actions, object_id__in=_ids(unless(user)))
    return events


def _ids(rows: QuerySet[Any]) -> QuerySet[Any]:
    """As the trail keeps them, as a subquery."""
    return rows.order_by().annotate(id_in_trail=Cast("pk", CharField())).values("id_in_trail")
