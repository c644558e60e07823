"""Who may do what, asked of the database once per request."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from accounts.models import User
from accounts.passwords.throttle import Attempt
from accounts.permissions import without_switched_off
from common.composed import ComposedQuery


class OneQueryBackend(ModelBackend):
    """Django's own backend, which takes a query for a person's permissions and another for their groups'.

    Passwords are tried by it as often as accounts/passwords/throttle.py lets.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **more: Any,
    ) -> User | None:
        """The person; None when name or password is wrong. Raises ThrottledError, HashingBusyError."""
        if request is None or username is None or password is None:
            return super().authenticate(request, username, password, **more)
        attempt = Attempt.of(request, username)
        attempt.check()
        user = super().authenticate(request, username, password, **more)
        if user is None:
            attempt.note_wrong()
        else:
            attempt.note_right()
        return user

    def get_all_permissions(self, user_obj: User | AnonymousUser, obj: Model | None = None) -> set[str]:
        """All that the person holds, as "app.codename"; Django has nothing for a single object."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = _permission_names_of(user_obj)  # type: ignore[attr-defined]
        names: set[str] = user_obj._perm_cache  # type: ignore[attr-defined]
        return names


def _permission_names_of(user: User) -> set[str]:
    rows = _PERMISSIONS.rows(user.pk, everything=user.is_superuser)
    return {f"{app_label}.{codename}" for app_label, codename in rows}


def _permissions_of(user_id: int, *, everything: bool) -> QuerySet[Permission, tuple[str, str]]:
    """What somebody holds by themselves and by their groups, as the company's switches are now;
    ``everything``: they are a superuser."""
    permissions = Permission.objects.order_by()
    if not everything:
        own = Permission.objects.filter(user=user_id).values("pk")
        granted = Group.permissions.through.objects.filter(group__user=user_id)
        by_group = without_switched_off(granted).values("permission")
        permissions = permissions.filter(Q(pk__in=own) | Q(pk__in=by_group))
    return permissions.values_list("content_type__app_label", "codename")


#: Every page asks for it, and composing it takes longer than running it.
_PERMISSIONS = ComposedQuery(_permissions_of)
