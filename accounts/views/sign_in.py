"""Signing in and changing one's password, as often as accounts/passwords/throttle.py lets."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.passwords.throttle import Attempt, ThrottledError
from accounts.unsent import SESSION_KEY, own_unsent


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except ThrottledError as error:
            return locked_out(request, error)

    def get_success_url(self) -> str:
        """First to what one had typed when an earlier session ended, wherever one was going."""
        waits = self.request.user.is_authenticated and own_unsent(self.request)
        return reverse("accounts:unsent") if waits else str(super().get_success_url())

    def form_valid(self, form: Any) -> HttpResponse:
        """Bring the person's own language along to this browser."""
        response = super().form_valid(form)
        language = form.get_user().language
        if language and settings.LANGUAGE_COOKIE_NAME not in self.request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                samesite="Lax",
                secure=settings.HTTPS,
            )
        return response


class SignOut(LogoutView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The browser drops the pages it kept; older ones that don't know the header kept none to begin with
        (:mod:`common.middleware.private_pages`)."""
        unsent = request.session.get(SESSION_KEY)
        response: HttpResponse = super().post(request, *args, **kwargs)
        if unsent:
            # What somebody had typed when their session ended waits for them, whoever signed in meanwhile.
            request.session[SESSION_KEY] = unsent
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


class PasswordChange(PasswordChangeView):
    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("home")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The old password is tried like one at the sign-in: a session left open is no way to guess it."""
        attempt = Attempt.of(request, cast(User, request.user).username)
        try:
            attempt.check()
        except ThrottledError as error:
            return locked_out(request, error)
        form = self.get_form()
        if form.is_valid():
            return self.form_valid(form)
        if form.has_error("old_password", "password_incorrect"):
            attempt.note_wrong()
        return self.form_invalid(form)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        messages.success(self.request, _("Your password is changed."))
        return response


def locked_out(request: HttpRequest, error: ThrottledError) -> HttpResponse:
    """Too many wrong passwords: say how long to wait."""
    return render(request, "accounts/locked_out.html", {"minutes": error.minutes}, status=429)
