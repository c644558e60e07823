"""Permissions ("app.codename") as conditions of a query that is made anyway.

User.has_perm() takes a query of its own, and an autosave has few to spend.
"""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db.models import Exists, Q, Subquery

from accounts.models import User


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
    own = User.user_permissions.through.objects.filter(permission=permission_id, user=user_id)
    return Q(Exists(by_group)) | Q(Exists(own))
