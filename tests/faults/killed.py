"""SIGKILL while 12 people save: `python -m tests.faults.killed [--times 1]`, on SQLite or DATABASE_URL.

One process of the server, a worker, `serve` alone, and everything at once. What was acknowledged is there
afterwards, people get on by themselves, and the processes of a killed `serve` are gone when the next one has
started. Starts a site of its own on 127.0.0.1 and removes it. Exits with 1 where one of these does not hold.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.scoring import lost
from tests.bench.site import Site, running
from tests.faults.persistent import Persistent, saving

WAIT = 8


def pids(site: Site, word: bytes) -> list[int]:
    """The site's processes with this word in their command line."""
    return [pid for pid in site.processes() if word in _words(pid)]


def _words(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return []


def kill_first(site: Site, word: bytes) -> None:
    os.kill(pids(site, word)[0], signal.SIGKILL)


def kill_serve(site: Site) -> int:
    """SIGKILL for `serve` alone, then another start; returns how many of its children outlived that."""
    children = pids(site, b"web") + pids(site, b"work")
    os.kill(site.pid, signal.SIGKILL)
    site.wait()
    site.start()
    return sum(bool({b"web", b"work"}.intersection(_words(pid))) for pid in children)


def kill_all(site: Site) -> None:
    site.kill()
    site.start()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=1, help="how often each is killed")
    options = parser.parse_args()
    left: list[int] = []
    acts: list[tuple[str, Callable[[Site], object]]] = [
        ("one process of the server", lambda site: kill_first(site, b"web")),
        ("a worker", lambda site: kill_first(site, b"work")),
        ("serve alone", lambda site: left.append(kill_serve(site))),
        ("everything", kill_all),
    ]
    stuck = 0
    with tempfile.TemporaryDirectory(prefix="qbank-faults-") as folder, running(Path(folder)) as site:
        people = site.call("tests.bench.seed", "12")
        clients = [Persistent([site.port], person) for person in people]
        with saving(clients):
            for name, act in acts * options.times:
                time.sleep(WAIT)
                act(site)
                acted_at = time.monotonic()
                time.sleep(WAIT)
                late = sum(client.acknowledged_at[-1] < acted_at for client in clients)
                stuck += late
                print(f"killed {name}: {late} of {len(clients)} people did not get on", flush=True)
        missing = lost(site, clients, allow_newer=True)
    acknowledged = sum(len(client.tally.acknowledged) for client in clients)
    again = sum(len(client.tally.errors) for client in clients)
    print(f"{acknowledged} saves acknowledged, {again} sent again, {len(missing)} lost")
    print(f"processes that outlived their serve: {sum(left)}")
    return 1 if missing or stuck or any(left) else 0


if __name__ == "__main__":
    sys.exit(main())
