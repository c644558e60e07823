"""The Content-Security-Policy header, under the setting name Django 6 uses (SECURE_CSP)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from common.middleware.request_ids import GetResponse


def content_security_policy(get_response: GetResponse) -> GetResponse:
    """Middleware: the same strict policy on every response."""
    policy = "; ".join(f"{name} {' '.join(sources)}" for name, sources in settings.SECURE_CSP.items())

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return middleware
