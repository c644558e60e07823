"""Who may do what, asked of the database once per request."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import Model, Q

from accounts.models import User


class OneQueryBackend(ModelBackend):
    """Django's own backend, which takes a query for a person's permissions and another for their groups'."""

    def get_all_permissions(self, user_obj: User | AnonymousUser, obj: Model | None = None) -> set[str]:
        """All that the person holds, as "app.codename"; Django has nothing for a single object."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = _held_by(user_obj)  # type: ignore[attr-defined]
        known: set[str] = user_obj._perm_cache  # type: ignore[attr-defined]
        return known


def _held_by(user: User) -> set[str]:
    held = Permission.objects.all()
    if not user.is_superuser:
        by_group = Permission.objects.filter(group__in=user.groups.all())
        held = held.filter(Q(pk__in=user.user_permissions.values("pk")) | Q(pk__in=by_group.values("pk")))
    rows = held.order_by().values_list("content_type__app_label", "codename")
    return {f"{app_label}.{codename}" for app_label, codename in rows}
