"""Somebody holds SQLite's only write lock for 15 s while 12 people save: `python -m tests.faults.write_lock`.

Nobody may get another error than "try again in a moment" (503 with X-Problem: busy, which the page shows as
"saving"), everything must arrive, and /healthz must answer all the time. Starts a site of its own on
127.0.0.1. Exits with 1 where one of these does not hold.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.bench.scoring import lost
from tests.bench.site import running
from tests.faults.half_sent import SLOWEST_HEALTH, health_seconds
from tests.faults.persistent import Persistent, saving

SECONDS = 15


def main() -> int:
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="qbank-faults-") as folder, running(Path(folder)) as site:
        people = site.call("tests.bench.seed", "12")
        clients = [Persistent([site.port], person) for person in people]
        with saving(clients):
            time.sleep(5)
            health: list[float] = []
            locked_at = time.monotonic()
            holder = threading.Thread(target=_hold, args=(Path(folder) / "db.sqlite3",))
            holder.start()
            while holder.is_alive():
                health.append(health_seconds(site.port))
                time.sleep(0.2)
            unlocked_at = time.monotonic()
            time.sleep(10)
        missing = lost(site, clients)
        errors = [error for client in clients for error in client.tally.errors]
        first = min(at for client in clients for at in client.acknowledged_at if at > unlocked_at - 0.1)
    others = [error for error in errors if not error.startswith("503")]
    print(f"locked for {unlocked_at - locked_at:.0f} s: {len(errors)} told to try again in a moment")
    print(f"other errors {len(others)} {sorted(set(others))[:2]}; saves lost {len(missing)}")
    print(f"first save {first - unlocked_at:.1f} s after; /healthz at most {max(health) * 1000:.0f} ms")
    return 1 if others or missing or max(health) > SLOWEST_HEALTH else 0


def _hold(database: Path) -> None:
    connection = sqlite3.connect(database, timeout=30, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    time.sleep(SECONDS)
    connection.execute("ROLLBACK")
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
