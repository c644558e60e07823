"""The disk fills up while 12 people save: `python -m tests.faults.disk_full`, as root (it mounts a tmpfs).

While it is full nothing is acknowledged that is not stored, /healthz answers and /readyz says "full"; with
room again everybody goes on, nothing is lost, and the database is whole. Starts a site of its own on
127.0.0.1. Exits with 1 where one of these does not hold.
"""

from __future__ import annotations

import http.client
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.scoring import lost
from tests.bench.site import running
from tests.faults.half_sent import health_seconds
from tests.faults.persistent import Persistent, saving

SIZE = "160m"


@contextmanager
def small_disk() -> Iterator[Path]:
    """A file system of its own with SIZE bytes."""
    with tempfile.TemporaryDirectory(prefix="qbank-faults-") as name:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", name], check=True)
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "-l", name], check=True)


def readiness(port: int) -> tuple[int, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/readyz")
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def fill(path: Path) -> None:
    """Write until not a byte more fits."""
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


def main() -> int:
    os.environ.pop("DATABASE_URL", None)
    with small_disk() as folder, running(folder) as site:
        people = site.call("tests.bench.seed", "12")
        clients = [Persistent([site.port], person) for person in people]
        with saving(clients):
            time.sleep(5)
            before = readiness(site.port)
            filler = folder / "filler"
            fill(filler)
            time.sleep(4)
            acknowledged = [len(client.acknowledged_at) for client in clients]
            # What stood in pages that were there already may still fit: fill up what was left.
            with filler.open("ab"):
                fill(folder / "filler2")
            time.sleep(6)
            health, full = health_seconds(site.port), readiness(site.port)
            filler.unlink()
            (folder / "filler2").unlink()
            freed_at = time.monotonic()
            time.sleep(12)
            after = readiness(site.port)
        missing = lost(site, clients)
        errors = [error for client in clients for error in client.tally.errors]
        late = [client for client in clients if client.acknowledged_at[-1] < freed_at]
        whole = sqlite3.connect(folder / "db.sqlite3").execute("PRAGMA integrity_check").fetchone()[0]
    print(f"ready before: {before[0]}; full: {full}; /healthz then {health * 1000:.0f} ms; after: {after[0]}")
    print(f"{sum(acknowledged)} saves before it was full; {len(errors)} were sent again: {set(errors)}"[:300])
    print(f"lost {len(missing)}; people who did not get on {len(late)}; the database: {whole}")
    fine = full[0] == 503 and full[1]["disk"] == "full" and health < 1 and after[0] == before[0] == 200
    return 0 if fine and not missing and not late and whole == "ok" and errors else 1


if __name__ == "__main__":
    sys.exit(main())
