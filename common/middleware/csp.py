"""The Content-Security-Policy header, under the setting name Django 6 uses (SECURE_CSP)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from common.middleware.request_ids import GetResponse


def policy_text(**changed: list[str]) -> str:
    """The site's policy; ``frame_src=["'self'"]`` puts other sources in the place of a directive's."""
    changes = {name.replace("_", "-"): sources for name, sources in changed.items()}
    return "; ".join(
        f"{name} {' '.join(sources)}" for name, sources in (settings.SECURE_CSP | changes).items()
    )


def content_security_policy(get_response: GetResponse) -> GetResponse:
    """Middleware: the same strict policy on every response that has none of its own."""
    policy = policy_text()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return middleware
