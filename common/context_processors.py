"""Context that every template has."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from common import spacing
from common.middleware.request_ids import current_request_id
from common.time_zones import is_company_time, zone_label

THEMES = ("auto", "light", "dark")


def _zones() -> dict[str, Any]:
    """``time_zone``: the one in force, for scripts. In words the company's, and, where it isn't that one, the
    reader's own."""
    own, company = timezone.get_current_timezone(), timezone.get_default_timezone()
    names = {"time_zone": str(own), "company_zone": zone_label(company)}
    return names if is_company_time() else names | {"own_zone": zone_label(own)}


def site(request: HttpRequest) -> dict[str, Any]:
    """Theme (remembered in a cookie), languages, the request id, whether all of it is invented,
    what stands between sentences, and whose time it is."""
    theme = request.COOKIES.get("theme", "auto")
    return {
        "theme": theme if theme in THEMES else "auto",
        "languages": settings.LANGUAGES,
        "request_id": current_request_id.get(),
        "demo": settings.DEMO,
        # Values and not tags: a formatter breaks lines between tags, never around a value.
        "gap": spacing.gap,
        "colon": spacing.colon,
        **_zones(),
    }
