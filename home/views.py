"""Pages that belong to no app: home, health, preferences and error pages."""

import sys
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import check_for_language
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_cookie

from accounts.access import Request, requires
from accounts.models import User
from accounts.unsent import UnsentForm, keep_unsent, typed_fields
from common.context_processors import THEMES
from common.middleware.own_addresses import own_address
from common.middleware.script_forms import is_sent_by_script
from home.figures import hiring_figures
from home.health.readiness import OK, readiness
from home.start_page import home_for
from interviews.models.visibility import KEEP

YEAR = 365 * 24 * 3600


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person, by role."""
    return render(request, "home/page.html", {"home": home_for(cast(User, request.user))})


@require_GET
@requires(KEEP)
def figures(request: Request) -> HttpResponse:
    """The week and how long things take: the start page fetches them when it stands."""
    template = "home/figures.html" if request.htmx else "home/figures_page.html"
    return render(request, template, {"figures": hiring_figures(request.user)})


@login_not_required
@require_GET
def healthz(request: HttpRequest) -> JsonResponse:
    """The process lives and answers; it asks nobody else. Whether the site can do its work, /readyz says."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_GET
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, there is room to write and the workers go on; else 503."""
    parts = readiness()
    is_ready = all(state == OK for state in parts.values())
    return JsonResponse(
        {"status": "ready" if is_ready else "not ready"} | parts, status=200 if is_ready else 503
    )


def _back(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(own_address(request, request.POST.get("next", "")) or reverse("home"))


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or the device's own setting."""
    response = _back(request)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(
            "theme", theme, max_age=YEAR, samesite="Lax", secure=settings.HTTPS, httponly=True
        )
    return response


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the interface language, in a cookie and with the person."""
    response = _back(request)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.HTTPS,
        )
        if request.user.is_authenticated and request.user.language != language:
            request.user.language = language
            request.user.save(update_fields=["language"])
    return response


@require_POST
def set_single_keys(request: HttpRequest) -> HttpResponse:
    """Remember with the person whether keys that are a single character act (WCAG 2.1.4)."""
    keys = request.POST.get("keys")
    if keys in ("on", "off"):
        person = cast(User, request.user)
        person.single_keys = keys == "on"
        person.save(update_fields=["single_keys"])
    return _back(request)


def cached_catalog(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The catalogue of texts for the browser's scripts: open to all, one copy per language."""
    return login_not_required(vary_on_cookie(cache_control(private=True, max_age=300)(view)))


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


@login_not_required
def permission_denied(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    return render(request, "errors/403.html", {"reason": str(exception)}, status=403)


@login_not_required
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """The request id lets an administrator find the log line; nothing else is told.

    A database that is locked for long, or being replaced by another, will take it in a moment: scripts know
    by the header that they only have to send it again.
    """
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError) and "full" not in str(error):
        response = render(request, "errors/503.html", status=503)
        response.headers["Retry-After"] = "3"
        response.headers["X-Problem"] = "busy"
        return response
    return render(request, "errors/500.html", status=500)


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or sent from elsewhere.

    One that a page of ours sent, whose token ended by signing in in another tab, is shown with what was typed
    and a button that sends it; where that session has ended too, it waits for its writer to sign in. Scripts
    know by the header that a fresh token is all they need.
    """
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    by_script = bool(request.headers.get("HX-Request")) or is_sent_by_script(request)
    if ours and not request.user.is_authenticated and not by_script and keep_unsent(request):
        return redirect_to_login(reverse("accounts:unsent"), reverse(settings.LOGIN_URL))
    unsent = None
    if ours and request.user.is_authenticated and not any("password" in name for name in request.POST):
        unsent = UnsentForm(
            request.get_full_path(),
            str(request.user.pk),
            fields=typed_fields(request.POST),
            has_files=bool(request.FILES),
        )
    response = render(request, "errors/csrf.html", {"unsent": unsent}, status=403)
    response.headers["X-Problem"] = "csrf"
    return response
