"""What every page's template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from common.middleware import current_request_id

THEMES = ("auto", "light", "dark")


def site(request: HttpRequest) -> dict[str, Any]:
    """Theme (remembered in a cookie), languages, and the request id."""
    theme = request.COOKIES.get("theme", "auto")
    return {
        "theme": theme if theme in THEMES else "auto",
        "languages": settings.LANGUAGES,
        "request_id": current_request_id.get(),
    }
