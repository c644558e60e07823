"""What a person sets for themselves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Request
from accounts.concurrent_edits import locked_rows
from accounts.forms import SettingsForm
from accounts.models import User


@require_http_methods(["GET", "POST"])
def settings(request: Request) -> HttpResponse:
    if request.method != "POST":
        return _settings(request)
    with locked_rows(User, pk=request.user.pk):
        return _settings(request)


def _settings(request: Request) -> HttpResponse:
    # A copy: a form that is not in order yet must not change the person whose page this is.
    form = SettingsForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        form.instance.save(update_fields=form.changed_data or ["time_zone"])
        messages.success(request, _("Saved."))
        return redirect("accounts:settings")
    return render(request, "accounts/settings.html", {"form": form})
