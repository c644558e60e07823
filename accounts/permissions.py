"""Permissions ("app.codename") as conditions of a query that is made anyway.

User.has_perm() takes a query of its own, and an autosave has few to spend.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Exists, Q, QuerySet, Subquery

from accounts.models import User
from accounts.roles import INTERVIEWER, SWITCHED


def has_permission_q(user: User, permission: str) -> Q:
    """Whether the user has the permission. Says nothing of whether they are active."""
    return Q() if user.is_superuser else is_granted_permission_q(user.pk, permission)


def is_granted_permission_q(user_id: int, permission: str) -> Q:
    """Whether the permission was given to the user or to a group of theirs; superusers need none given."""
    app_label, codename = permission.split(".")
    # In small parts: PostgreSQL takes longer to plan one query of all the tables than to run these.
    named = Permission.objects.filter(content_type__app_label=app_label, codename=codename)
    permission_id = Subquery(named.order_by().values("pk")[:1])
    groups = User.groups.through.objects.filter(user=user_id).values("group")
    by_group = Group.permissions.through.objects.filter(permission=permission_id, group__in=groups)
    if any(permission in names for names in SWITCHED.values()):
        by_group = without_switched_off(by_group)
    own = User.user_permissions.through.objects.filter(permission=permission_id, user=user_id)
    return Q(Exists(by_group)) | Q(Exists(own))


def without_switched_off(granted: QuerySet[Any]) -> QuerySet[Any]:
    """Of rows that give a group a permission, those that hold as the company's switches are now."""
    for switch, names in SWITCHED.items():
        codenames = sorted(name.partition(".")[2] for name in names)
        switched = Q(group__name=INTERVIEWER, permission__codename__in=codenames)
        granted = granted.filter(~switched | _is_on_q(switch))
    return granted


def _is_on_q(switch: str) -> Q:
    """Whether a switch of the company is on; where nothing was set yet, as its field's default says."""
    company: Any = apps.get_model("interviews", "Company")
    is_set = company._default_manager.filter(pk=1)
    is_on = Q(Exists(is_set.filter(**{switch: True})))
    return is_on | ~Q(Exists(is_set)) if company._meta.get_field(switch).default else is_on
