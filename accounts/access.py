"""Permission to open a page: 404 for what a person may not know of, 403 for what they may not do."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class Request(HttpRequest):
    """A request behind the sign-in, as views see it. Only for type hints."""

    user: User
    htmx: HtmxDetails


View = Callable[..., HttpResponse]


def check_permission(user: User, permission: str) -> None:
    """Raises PermissionDenied for whoever may look at something, but lacks the permission to change it."""
    if not user.has_perm(permission):
        raise PermissionDenied(_("Your role can look at this but not change it."))


def requires(permission: str, *, view_permission: str | None = None) -> Callable[[View], View]:
    """Let a view run only for people with ``permission`` ("app.codename").

    Others get 404; those with the permission ``view_permission``, who may look at such objects, get 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.has_perm(permission):
                return view(request, *args, **kwargs)
            if view_permission and request.user.has_perm(view_permission):
                check_permission(cast(User, request.user), permission)
            raise Http404

        return guarded

    return decorate
