"""The site's addresses and the bare view: signed in, checked for forgery, one row saved, nothing else."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

from config.urls import handler400, handler403, handler404, handler500
from interviews.models import Response


@require_POST
def bare(request: HttpRequest) -> HttpResponse:
    """Save one field of one row, found by its key."""
    sent = json.loads(request.body)
    Response.objects.filter(pk=sent["response"]).update(notes=sent["value"])
    return JsonResponse({"acknowledged": [sent["id"]]})


#: Django looks for them here: the site's own pages for errors.
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("bench/bare/", bare), path("", include("config.urls"))]
