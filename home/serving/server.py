"""The application server of one process: waitress, with bounds on what one address may hold.

Requests are read by one thread that waits for nobody, and given to a worker's thread only when they are
there as a whole: half a request holds a connection and nothing else, and that for a bounded time.
docs/decisions/0022-requests-are-read-before-they-are-answered.md says why.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable
from typing import Any, Final

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from common.limits import REQUEST_BYTES
from common.middleware.waited import seconds_waited

#: Bytes of a request's headers, and of its body: more than forms take, which say so in their own words.
HEADER_BYTES: Final = 32 * 1024
BODY_BYTES: Final = 3 * REQUEST_BYTES
#: Bytes of a body that are kept in memory; the rest goes to a temporary file.
BODY_IN_MEMORY: Final = 128 * 1024
#: Bytes of bodies that are half there, of all connections: beyond it the largest has to go.
HALF_BODIES_BYTES: Final = 20 * REQUEST_BYTES
#: Connections of this process, and those of one address. A proxy's address counts for everybody behind it.
CONNECTIONS: Final = 800
CONNECTIONS_PER_ADDRESS: Final = 200
#: Seconds until headers, or the first part of a body, must be there, and the bytes that each further second
#: must bring of a body.
REQUEST_SECONDS: Final = 20
SLOWEST: Final = 8 * 1024
#: Seconds that a connection on which nothing happens stays open.
IDLE_SECONDS: Final = 75
#: Seconds between two looks for connections that are over time.
LOOK_EVERY: Final = 2
#: These have a thread of their own each: they answer also when all others wait for something.
HEALTH_PATHS: Final = ("/healthz", "/readyz")


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection; ``since`` is when it began to wait for what it waits for now."""

    def __init__(self, server: Server, sock: socket.socket, addr: Any, adj: Any, map: Any = None) -> None:
        self.since = time.monotonic()
        super().__init__(server, sock, addr, adj, map)

    @property
    def waits(self) -> bool:
        """Whether it waits for its client, and nothing of it is being worked on or sent."""
        return not (self.requests or self.total_outbufs_len or self.will_close)

    @property
    def half_bytes(self) -> int:
        """Bytes of a body that is not yet there as a whole."""
        return self.request.body_bytes_received if self.request is not None else 0

    def received(self, data: bytes) -> bool:
        before = self.request
        received: bool = super().received(data)
        if self.request is not before or before is None:
            self.since = time.monotonic()
        return received

    def service(self) -> None:
        seconds_waited.set(time.monotonic() - self.since)
        super().service()
        self.since = time.monotonic()

    def is_late(self, now: float) -> bool:
        """Whether what it waits for should have come by ``now``, in seconds of the monotonic clock."""
        if self.request is None:
            return now - self.since > IDLE_SECONDS
        return now - self.since > REQUEST_SECONDS + self.half_bytes / SLOWEST


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Answers on a socket that listens already, until it is told to stop."""

    def __init__(
        self,
        application: Any,
        listening: socket.socket,
        *,
        threads: int,
        behind_proxy: bool,
        sign_in_path: str,
    ) -> None:
        adjustments = Adjustments(
            sockets=[listening],
            threads=threads,
            connection_limit=CONNECTIONS + 100,
            max_request_header_size=HEADER_BYTES,
            max_request_body_size=BODY_BYTES,
            inbuf_overflow=BODY_IN_MEMORY,
            cleanup_interval=LOOK_EVERY,
            asyncore_use_poll=True,
            ident=None,
            # Django's settings say how far a proxy's headers are to be trusted.
            clear_untrusted_proxy_headers=False,
        )
        self._dispatcher = _dispatcher(threads)
        self._health = {path: _dispatcher(1) for path in HEALTH_PATHS}
        #: Checking a password is slow on purpose: sign-ins wait for each other, and nobody for them.
        self._sign_ins, self._sign_in_path = _dispatcher(1), sign_in_path
        self._per_address = CONNECTIONS if behind_proxy else CONNECTIONS_PER_ADDRESS
        address = listening.getsockname()
        super().__init__(
            application,
            map={},
            _sock=listening,
            dispatcher=self._dispatcher,
            adj=adjustments,
            sockinfo=(listening.family, listening.type, listening.proto, address),
            bind_socket=False,
        )

    def channel_class(self, server: Server, sock: socket.socket, addr: Any, adj: Any, map: Any) -> None:
        """Open a connection, unless there are too many and none of them only waits."""
        channels = list(self.active_channels.values())
        same = [channel for channel in channels if channel.addr[0] == addr[0]]
        if not (_has_room(same, self._per_address) and _has_room(channels, CONNECTIONS)):
            sock.close()
            return
        Channel(server, sock, addr, adj, map)

    def add_task(self, task: Channel) -> None:
        request = task.requests[0]
        path = getattr(request, "path", "")
        if path == self._sign_in_path and request.command == "POST":
            self._sign_ins.add_task(task)
        else:
            self._health.get(path, self._dispatcher).add_task(task)

    def maintenance(self, now: float) -> None:
        """Close connections that are over time, and the largest bodies when they are too much together."""
        waiting = [channel for channel in self.active_channels.values() if channel.waits]
        for channel in waiting:
            channel.will_close = channel.is_late(time.monotonic())
        half = sum(channel.half_bytes for channel in waiting)
        for channel in sorted(waiting, key=lambda channel: -channel.half_bytes):
            if half <= HALF_BODIES_BYTES:
                break
            channel.will_close = True
            half -= channel.half_bytes
        super().maintenance(now)

    def serve_until(self, is_over: Callable[[], bool], *, grace: float) -> None:
        """Answer until ``is_over``, which is asked every second; then finish what was begun within ``grace``
        seconds."""
        while not is_over():
            self._turn()
        wasyncore.dispatcher.close(self)
        end = time.monotonic() + grace
        while time.monotonic() < end and not all(channel.waits for channel in self.active_channels.values()):
            self._turn()

    def _turn(self) -> None:
        wasyncore.loop(timeout=1, use_poll=True, map=self._map, count=1)


def _dispatcher(threads: int) -> ThreadedTaskDispatcher:
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(threads)
    return dispatcher


def _has_room(channels: Iterable[Channel], most: int) -> bool:
    """Whether one more fits beside these; makes room by closing the one that has waited longest."""
    opened = [channel for channel in channels if not channel.will_close]
    if len(opened) < most:
        return True
    waiting = [channel for channel in opened if channel.waits]
    if not waiting:
        return False
    min(waiting, key=lambda channel: channel.since).will_close = True
    return True
