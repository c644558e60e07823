"""The page that says how the site is, for administrators: the same as `manage.py doctor`."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import Request, requires
from home.health.facts import look_at_all
from home.health.findings import State


@requires("home.view_backup")
@require_GET
@never_cache
def health_page(request: Request) -> HttpResponse:
    """Every finding; what is wrong stands first."""
    found = look_at_all()
    order = [State.FAULT, State.WARNING, State.GOOD]
    context = {
        "findings": sorted(found, key=lambda finding: order.index(finding.state)),
        "wrong": sum(finding.state != State.GOOD for finding in found),
    }
    return render(request, "home/health.html", context)
