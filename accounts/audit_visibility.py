"""Who may read which audit events. All pages, searches, counts and exports of the trail use readable_by().

An event is hidden from everybody, superusers included, unless its kind (a model and an action on it) was
registered with show(). Each app does so in one place when it starts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypedDict

from django.db.models import BooleanField, Case, CharField, F, Model, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat
from django_stubs_ext import WithAnnotations

from accounts.models import AuditEvent, User

#: Gives the objects whose events the user must not read yet.
Withheld = Callable[[User], QuerySet[Any]]

#: (kind of object, action) → which events are withheld; None: none of them.
_shown: dict[tuple[str, str], Withheld | None] = {}
#: The same → of which events the reason and what changed are withheld.
_closed: dict[tuple[str, str], Withheld] = {}


class HasDetails(TypedDict):
    """Added to events for their reader: whether they may know why and what changed, and the reason if so."""

    has_details: bool
    readable_reason: str


def show(
    model: type[Model], *actions: str, unless: Withheld | None = None, details_unless: Withheld | None = None
) -> None:
    """Show events of these actions on ``model`` to whoever may read the trail.

    Events about objects in ``unless(reader)`` stay hidden; a kind that nobody may read withholds all objects.
    Of those in ``details_unless(reader)`` it is shown who did what when, but not why and to what values:
    where those stand on the site, the reader may not read them.
    Raises ValueError for a kind that was registered before.
    """
    for action in actions:
        kind = (model._meta.label_lower, action)
        if kind in _shown:
            raise ValueError(f"who reads {action} of {kind[0]} is said twice")
        _shown[kind] = unless
        if details_unless is not None:
            _closed[kind] = details_unless


def shown_kinds() -> set[tuple[str, str]]:
    """All registered kinds: (kind of object, action)."""
    return set(_shown)


def readable_by(user: User) -> QuerySet[WithAnnotations[AuditEvent, HasDetails]]:
    """The events of shown kinds, without those that the user must not read yet. Show ``readable_reason``, and
    what changed only where an event ``has_details``."""
    # One look-up a row: a condition for each kind would take as many comparisons as there are kinds.
    kind = Concat("object_type", Value(" "), "action")
    events: QuerySet[AuditEvent] = AuditEvent.objects.alias(kind=kind).filter(
        kind__in=[f"{object_type} {action}" for object_type, action in _shown]
    )
    withheld = {kind: unless for kind, unless in _shown.items() if unless is not None}
    for about in _about_withheld(withheld, user):
        events = events.exclude(about)
    closed = Q(pk__in=[])
    for about in _about_withheld(_closed, user):
        closed |= about
    return events.annotate(
        has_details=Case(When(closed, then=False), default=True, output_field=BooleanField()),
        readable_reason=Case(When(closed, then=Value("")), default=F("reason"), output_field=TextField()),
    )


def _about_withheld(kinds: Mapping[tuple[str, str], Withheld], user: User) -> Iterator[Q]:
    """Conditions that events about withheld objects fulfil: one for all actions that withhold the same."""
    actions_by_rule: dict[tuple[str, Withheld], list[str]] = defaultdict(list)
    for (object_type, action), unless in kinds.items():
        actions_by_rule[object_type, unless].append(action)
    for (object_type, unless), actions in actions_by_rule.items():
        ids = _ids_in_trail(unless(user))
        yield Q(object_type=object_type, action__in=actions, object_id__in=ids)


def _ids_in_trail(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows' ids as text, as the trail stores them; for use as a subquery."""
    ids: QuerySet[Any] = rows.order_by().annotate(id_in_trail=Cast("pk", CharField())).values("id_in_trail")
    return ids
