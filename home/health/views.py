"""The page that says how the site is, for administrators: the same as `manage.py doctor`."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.access import Request, requires
from home.health.diagnoses import State
from home.health.facts import look_at_all


@requires("home.view_backup")
@require_GET
@never_cache
def health_page(request: Request) -> HttpResponse:
    """Every diagnosis; what is wrong stands first."""
    found = look_at_all()
    order = [State.FAULT, State.WARNING, State.GOOD]
    context = {
        "diagnoses": sorted(found, key=lambda diagnosis: order.index(diagnosis.state)),
        "wrong": sum(diagnosis.state != State.GOOD for diagnosis in found),
    }
    return render(request, "home/health.html", context)
