"""Who is not signed in, or not any more: asked to sign in, without losing what was sent. Who is, reads times
in their own time zone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.log import log_response

from accounts.models import User
from accounts.passwords.hashing import PATIENCE, HashingBusyError
from accounts.unsent import (
    PERSON_AGE,
    PERSON_COOKIE,
    PERSON_SALT,
    SESSION_KEY,
    forget_unsent,
    keep_unsent,
    last_person,
)
from common.middleware.own_addresses import own_address
from common.middleware.script_forms import is_sent_by_script
from common.middleware.waited import seconds_waited


class SignInRequired(LoginRequiredMiddleware):
    """Django's own, and three things more.

    Scripts and htmx get 401 with a token to sign in with, never a sign-in page inside a part of a page. A
    form that was sent waits (:mod:`accounts.unsent`). After signing in one comes to an address that can be
    looked at, never to one that only takes forms.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], arguments: Any, named: Any
    ) -> HttpResponseBase | None:
        if request.user.is_authenticated:
            request.META["accounts.person"] = str(request.user.pk)
            if request.method == "POST" and SESSION_KEY in request.session and "unsent" in request.POST:
                forget_unsent(request, request.POST["unsent"])
            return None
        answer: HttpResponseBase | None = super().process_view(request, view, arguments, named)
        return answer

    def handle_no_permission(  # type: ignore[override]  # not only redirects
        self, request: HttpRequest, view: Callable[..., Any]
    ) -> HttpResponseBase:
        by_script = getattr(request, "htmx", False) or is_sent_by_script(request)
        if by_script or not request.accepts("text/html"):
            return JsonResponse({"error": "signed-out", "csrf": get_token(request)}, status=401)
        if request.method in ("GET", "HEAD"):
            answer: HttpResponseBase = super().handle_no_permission(request, view)
            return answer
        target = reverse("accounts:unsent") if keep_unsent(request) else page_before(request)
        return redirect_to_login(target, reverse(settings.LOGIN_URL))

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        person = request.META.get("accounts.person", "")
        if person and last_person(request) != person:
            response.set_signed_cookie(
                PERSON_COOKIE,
                person,
                salt=PERSON_SALT,
                max_age=PERSON_AGE,
                httponly=True,
                samesite="Lax",
                secure=settings.HTTPS,
            )
        return response


class BusyMiddleware:
    """Answers 503 where too many passwords are being checked at once: at the sign-in to whoever has waited
    for long, before anything else is done, so that a flood of these costs little and goes no faster than it
    is answered. Who has signed in from this browser before gets their turn."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.sign_in = reverse(settings.LOGIN_URL)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        signs_in = request.method == "POST" and request.path_info == self.sign_in
        if signs_in and seconds_waited.get() > PATIENCE and not last_person(request):
            return self._busy(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return self._busy(request) if isinstance(error, HashingBusyError) else None

    def _busy(self, request: HttpRequest) -> HttpResponse:
        with translation.override(translation.get_language_from_request(request)):
            page = render_to_string("accounts/busy.html", {"language": translation.get_language()})
        answer = HttpResponse(page, status=503)
        answer.headers["Retry-After"] = "3"
        # No fault of ours, as Django would log it.
        log_response("Too many sign-ins at once", response=answer, request=request, level="warning")
        return answer


def own_time_zone(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """The person's own time zone holds while their request is answered, the company's for everybody else."""

    def answer(request: HttpRequest) -> HttpResponse:
        user = request.user
        with timezone.override(user.zone if isinstance(user, User) else None):
            return get_response(request)

    return answer


def page_before(request: HttpRequest) -> str:
    """The page of ours with the form that was sent; the start page where that isn't known."""
    if before := own_address(request, request.headers.get("Referer", "")):
        parts = urlsplit(before)
        if parts.path != request.path:
            return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return reverse("home")
