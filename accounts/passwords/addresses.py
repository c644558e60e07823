"""Where a request comes from, as far as it can be trusted."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The sender's address: behind QBANK_PROXIES proxies of ours, what the outermost of them wrote.

    What stands further left in X-Forwarded-For anybody may have written. Of IPv6 it is the network that a
    provider gives to one customer.
    """
    peer: str = request.META.get("REMOTE_ADDR") or ""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    passed = [*hops, peer]
    sender: str = passed[-1 - min(settings.PROXIES, len(passed) - 1)]
    try:
        address = ip_address(sender)
    except ValueError:
        return sender[:45]
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network(f"{address}/64", strict=False))
