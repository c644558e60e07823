"""What is shown to somebody signed in stays with them: browsers and proxies keep none of it.

Without this, Back after signing out shows results and phone numbers to the next person at the machine.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


def private_pages(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: ``no-store`` for every answer within a session, but those that say otherwise themselves
    (a picture, the texts of the interface)."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        # The cookie and not the person: asking for them would cost every answer a query.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware
