"""Requests that are sent by half must not stop the site: `python -m tests.faults.half_sent [--seconds 15]`.

A stranger opens 12 requests with half a body and 40 with half their headers, then 300 of each, and keeps
them. Meanwhile /healthz must answer, and 12 interviewers save. Then one sends a byte a second. Starts a site
of its own on 127.0.0.1 and removes it. Exits with 1 when a save failed, /healthz took over a second, or the
half-sent ones are still open after the time they are given.
"""

from __future__ import annotations

import argparse
import http.client
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.load import Client, Pressing, percentile
from tests.bench.site import running

HALF_BODY = (
    b"POST /accounts/sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\nusername=somebody"
)
HALF_HEADERS = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half: "
SLOWEST_HEALTH = 1.0
#: Seconds within which the server must have let go of what is half-sent.
LETS_GO_WITHIN = 40


def half_sent(port: int, data: bytes, count: int) -> list[socket.socket]:
    """``count`` connections that each sent ``data`` and nothing more."""
    connections = []
    for _ in range(count):
        connection = socket.create_connection(("127.0.0.1", port), timeout=5)
        connection.sendall(data)
        connections.append(connection)
    return connections


def still_open(connections: list[socket.socket]) -> int:
    return sum(not _is_closed(connection) for connection in connections)


def _is_closed(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return connection.recv(65536) == b"" or _is_closed(connection)
    except BlockingIOError:
        return False
    except OSError:
        return True


def health_seconds(port: int, path: str = "/healthz") -> float:
    """How long /healthz takes to answer 200, on a new connection; infinite when it does not within 5 s."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        if connection.getresponse().status != 200:
            return float("inf")
    except (OSError, http.client.HTTPException):
        return float("inf")
    finally:
        connection.close()
    return time.perf_counter() - began


def attack(
    port: int, clients: list[Client], open_all: Callable[[], list[socket.socket]], seconds: float
) -> tuple[str, bool, list[socket.socket]]:
    """What the saves and /healthz did while the half-sent ones stood open, and whether all was well."""
    health = []
    with Pressing(clients, pause=0.2) as pressing:
        time.sleep(seconds / 4)
        calm = pressing.next_phase()
        connections = open_all()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            health.append(health_seconds(port))
            time.sleep(0.2)
        during = pressing.next_phase()
    fine = not during.errors and len(during.seconds) > 0 and max(health) <= SLOWEST_HEALTH
    line = (
        f"/healthz at most {max(health) * 1000:.0f} ms of {len(health)}; saves {len(during.seconds)}, "
        f"{len(during.errors)} errors {sorted(set(during.errors))[:2]}, "
        f"p95 {percentile(during.seconds, 0.95) * 1000:.0f} ms "
        f"(before {percentile(calm.seconds, 0.95) * 1000:.0f} ms)"
    )
    return line, fine, connections


def seconds_until_closed(connections: list[socket.socket], most: float) -> float:
    began = time.monotonic()
    while still_open(connections):
        if time.monotonic() - began > most:
            return float("inf")
        time.sleep(0.5)
    return time.monotonic() - began


def dribbles(port: int, most: float) -> float:
    """Seconds until a connection is closed that sends a byte of its headers a second."""
    began = time.monotonic()
    [connection] = half_sent(port, HALF_HEADERS, 1)
    while time.monotonic() - began < most:
        time.sleep(1)
        if _is_closed(connection):
            return time.monotonic() - began
        try:
            connection.setblocking(True)
            connection.sendall(b"x")
        except OSError:
            return time.monotonic() - began
    return float("inf")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=15)
    options = parser.parse_args()
    all_fine = True
    with tempfile.TemporaryDirectory(prefix="qbank-faults-") as folder, running(Path(folder)) as site:
        people = site.call("tests.bench.seed", "12")
        for bodies, headers in ((12, 40), (300, 300)):
            line, fine, connections = attack(
                site.port,
                [Client(site.port, person, first=False) for person in people],
                lambda bodies=bodies, headers=headers: (
                    half_sent(site.port, HALF_BODY, bodies) + half_sent(site.port, HALF_HEADERS, headers)
                ),
                options.seconds,
            )
            print(f"{bodies} half bodies and {headers} half headers: {line}", flush=True)
            closed = seconds_until_closed(connections, LETS_GO_WITHIN)
            print(f"  all of them closed by the server after {options.seconds + closed:.0f} s", flush=True)
            all_fine = all_fine and fine and closed < LETS_GO_WITHIN
        dribbled = dribbles(site.port, LETS_GO_WITHIN)
        print(f"a byte a second: closed after {dribbled:.0f} s")
    return 0 if all_fine and dribbled < LETS_GO_WITHIN else 1


if __name__ == "__main__":
    sys.exit(main())
