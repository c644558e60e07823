"""The page of the verification, for administrators: what the last one found, and doing it now."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Request, requires
from home.models import Verification
from home.verification.pages import shown_differences
from home.verification.services import (
    ADD,
    VIEW,
    ask_for_verification,
    last_verification,
    running_verification,
)

#: Earlier ones on the page.
_MOST = 20


@requires(VIEW)
@require_GET
@never_cache
def verification_detail(request: Request) -> HttpResponse:
    """What the last one counted and found; while one runs, how far it is."""
    running = running_verification()
    if request.htmx and running:
        return render(request, "home/verifying.html", {"running": running})
    if request.htmx:
        # It has ended: the whole page is another now.
        answer = HttpResponse()
        answer.headers["HX-Refresh"] = "true"
        return answer
    last = last_verification()
    differences, more = shown_differences(request.user, last) if last else ([], 0)
    ended = Verification.objects.exclude(ended_at=None, fault="")
    context = {
        "running": running,
        "last": last,
        "differences": differences,
        "more": more,
        "earlier": ended.exclude(pk=last.pk).defer("differences")[:_MOST] if last else [],
    }
    return render(request, "home/verification.html", context)


@requires(ADD)
@require_POST
def verification_create(request: Request) -> HttpResponse:
    """Have a worker verify now."""
    ask_for_verification(actor=request.user)
    return redirect("verification:detail")
