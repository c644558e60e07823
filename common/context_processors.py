"""Context that every template has."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from common import spacing
from common.middleware.request_ids import current_request_id

THEMES = ("auto", "light", "dark")


def site(request: HttpRequest) -> dict[str, Any]:
    """Theme (remembered in a cookie), languages, the request id, and what stands between sentences."""
    theme = request.COOKIES.get("theme", "auto")
    return {
        "theme": theme if theme in THEMES else "auto",
        "languages": settings.LANGUAGES,
        "request_id": current_request_id.get(),
        # Values and not tags: a formatter breaks lines between tags, never around a value.
        "gap": spacing.gap,
        "colon": spacing.colon,
    }
