"""The socket on which the site listens."""

from __future__ import annotations

import errno
import socket
import time
from typing import Final

#: Connections that may wait to be accepted.
BACKLOG: Final = 1024
_PAUSE: Final = 0.2


class ListenError(Exception):
    """The address can't be listened on; the text says why and what to do."""


def listen(host: str, port: int, *, patience: float = 0) -> socket.socket:
    """A listening socket. ``patience``: seconds to wait for an address that is still in use."""
    end = time.monotonic() + patience
    while True:
        try:
            family, kind, protocol, _name, address = socket.getaddrinfo(
                host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            return _bound(socket.socket(family, kind, protocol), address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE and time.monotonic() < end:
                time.sleep(_PAUSE)
                continue
            raise ListenError(_reason(error, host, port)) from error


def _bound(listening: socket.socket, address: object) -> socket.socket:
    try:
        # A socket that was closed a moment ago does not keep the port.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if listening.family == socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.bind(address)  # type: ignore[arg-type]
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise
    listening.setblocking(False)
    return listening


def _reason(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is in use by another program. Choose another with PORT={port + 1}."
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used by this account. Choose one above 1023, such as PORT=8000."
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return f"This machine has no address {host}. Set HOST to one of its own, such as 127.0.0.1."
    return f"Port {port} of {host} can't be used: {error.strerror}."
