"""Whose session this is, and forms that were sent after one had ended."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.unsent import own_unsent, read_unsent


@login_not_required
@never_cache
@require_GET
def who(request: HttpRequest) -> JsonResponse:
    """For scripts: whom the site takes this browser for, and a token of now. 401: nobody."""
    if not request.user.is_authenticated:
        return JsonResponse({"csrf": get_token(request)}, status=401)
    return JsonResponse({"person": request.user.pk, "csrf": get_token(request)})


@never_cache
@require_http_methods(["GET", "POST"])
def unsent(request: HttpRequest) -> HttpResponse:
    """What was typed when a session had ended, field by field, to be sent or (POST) discarded.

    Whoever else signed in is told that something waits, and not what.
    """
    if request.method == "POST":
        # The middleware has forgotten the one that the form names.
        messages.success(request, _("Discarded. Nothing was sent."))
        return redirect("accounts:unsent" if own_unsent(request) else "home")
    if not read_unsent(request):
        return redirect("home")
    return render(request, "accounts/unsent.html", {"forms": own_unsent(request)})
