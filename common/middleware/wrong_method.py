"""An address that only takes forms, opened as a page: a page that says so and leads back."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render

from common.middleware.own_addresses import own_address


def wrong_method(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a 405 that a person would see gets a page, where the browser had shown its own."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        is_page = request.method == "GET" and request.accepts("text/html")
        if not is_page or not isinstance(response, HttpResponseNotAllowed):
            return response
        before = own_address(request, request.headers.get("Referer", "")) or ""
        page = render(request, "errors/405.html", {"before": before}, status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return middleware
