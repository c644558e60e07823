"""Addresses that come with a request: a browser is only sent to those of this site."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request: HttpRequest, address: str) -> str | None:
    """``address`` when it is one of this site, as a path or with our own host; else None."""
    if not address.startswith(("/", "http://", "https://")):
        return None
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if ours else None
