"""The site's addresses and bare views, which measure what Django and the middleware cost.

Each is signed in; one saves a row, one is a page with a heading, one lists 50 rows.
"""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_POST

from config.urls import handler400, handler403, handler404, handler500
from interviews.models import Response
from qbank.models import Question

_PAGE = engines["django"].from_string("<!doctype html><title>Bare</title><h1>{{ request.user.name }}</h1>")
_LIST = engines["django"].from_string(
    "<!doctype html><title>Bare</title><h1>{{ request.user.name }}</h1><table>"
    "{% for row in rows %}<tr><td>{{ row.pk }}<td>{{ row.code }}<td>{{ row.text }}</tr>{% endfor %}</table>"
)


@require_POST
def bare(request: HttpRequest) -> HttpResponse:
    """Save one field of one row, found by its key."""
    sent = json.loads(request.body)
    Response.objects.filter(pk=sent["response"]).update(notes=sent["value"])
    return JsonResponse({"acknowledged": [sent["id"]]})


def bare_page(request: HttpRequest) -> HttpResponse:
    """A heading with the person's name."""
    return HttpResponse(_PAGE.render({}, request))


def bare_list(request: HttpRequest) -> HttpResponse:
    """Three columns of 50 rows."""
    return HttpResponse(
        _LIST.render({"rows": Question.objects.order_by("pk").values("pk", "code", "text")[:50]}, request)
    )


#: Django looks for them here: the site's own pages for errors.
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("bench/bare/", bare),
    path("bench/page/", bare_page, name="bench-page"),
    path("bench/list/", bare_list, name="bench-list"),
    path("", include("config.urls")),
]
