"""Two of everything, each killed in turn while people score: `python -m tests.faults.failover [--people 50]`.

Starts on this machine two application servers with their workers, pgbouncer (Debian's package; transaction
pooling), and PostgreSQL with a streaming replica that every commit waits for. Then a worker, a server, the
pooler, the replica and the primary are killed with SIGKILL, one after the other, and the replica is promoted.
People's browsers send again what was not acknowledged, to the other server, as behind a load balancer.
Exits with 1 when an acknowledged save is lost, a session or a lock-out of sign-ins does not hold, a job was
done twice or not at all, or nobody could save for longer than 30 seconds. Takes about five minutes.
"""

from __future__ import annotations

import argparse
import itertools
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bench.load import percentile
from tests.bench.scoring import lost
from tests.bench.site import Site
from tests.faults.cluster import Pooler, Server
from tests.faults.persistent import Persistent, saving
from tests.faults.sign_ins import PASSWORD, sign_in

LONGEST = 30.0
#: Spreadsheets that are imported meanwhile, and the questions in each.
BATCHES, ROWS = 6, 60
JOBS = "tests.faults.imported"


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Drill:
    """One fault after the other, and what people noticed of each."""

    def __init__(self, clients: list[Persistent]) -> None:
        self.clients, self.longest = clients, 0.0

    def fault(self, name: str, act: Callable[[], object], seconds: float = 12) -> None:
        marks = [len(client.waited) for client in self.clients]
        failed = [len(client.tally.errors) for client in self.clients]
        began = time.monotonic()
        act()
        time.sleep(seconds)
        now = time.monotonic()
        times = sorted(
            [began, now, *(at for client in self.clients for at in client.acknowledged_at if at > began)]
        )
        gap = max(later - earlier for earlier, later in itertools.pairwise(times))
        waited = [
            value for client, mark in zip(self.clients, marks, strict=True) for value in client.waited[mark:]
        ]
        again = sum(
            len(client.tally.errors) - mark for client, mark in zip(self.clients, failed, strict=True)
        )
        self.longest = max(self.longest, gap)
        say(
            f"  {name}: {len(waited)} saves, {again} sent again; nobody saved for at most {gap:.1f} s; "
            f"one save took at most {max(waited, default=0):.1f} s, p95 {percentile(waited, 0.95):.2f} s"
        )


def kill_worker(site: Site) -> None:
    """SIGKILL for the worker of people's jobs, with the job's own process."""
    for pid in site.processes():
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"work" in command and b"default" in command:
            os.kill(pid, signal.SIGKILL)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=50)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="qbank-faults-")))
        folder.chmod(0o755)
        primary, replica = Server(folder / "primary"), Server(folder / "replica")
        pooler = Pooler(folder / "pooler")
        for thing in (primary, replica):
            stack.callback(thing.stop)
        stack.callback(pooler.kill)
        primary.create()
        primary.start()
        replica.copy_of(primary)
        replica.start()
        primary.commits_wait_for_replica(True)
        pooler.lead_to(primary)
        pooler.start()
        sites = [_site(folder / name, pooler.url) for name in ("a", "b")]
        sites[0].set_up()
        # Collected files lie in each server's own folder.
        sites[1].manage("collectstatic", "--noinput", "--verbosity", "0")
        for site in sites:
            stack.callback(site.stop)
            site.start()
        return _drill(sites, primary, replica, pooler, options.people)


def _site(folder: Path, url: str) -> Site:
    folder.mkdir()
    site = Site(folder)
    site.env |= {"DATABASE_URL": url, "QBANK_POOLER": "on", "QBANK_PROCESSES": "2"}
    return site


def _drill(sites: list[Site], primary: Server, replica: Server, pooler: Pooler, count: int) -> int:
    first, second = sites
    people = first.call("tests.bench.seed", str(count))
    first.run("tests.faults.sign_ins")
    wrong = [sign_in(first.port, f"wrong {number}") for number in range(6)]
    locked = [sign_in(site.port, PASSWORD) for site in sites]
    ports = [site.port for site in sites]
    clients = [
        Persistent(ports if number % 2 else ports[::-1], person) for number, person in enumerate(people)
    ]
    say(f"{count} people save every second on two servers; commits wait for the replica")
    with saving(clients):
        drill = Drill(clients)
        drill.fault("nothing killed", lambda: None)
        first.run(JOBS, "receive", str(BATCHES), str(ROWS))
        drill.fault("a worker killed at its job", lambda: kill_worker(first))
        drill.fault("the other worker killed at its job", lambda: kill_worker(second))
        drill.fault("a server killed", first.kill)
        drill.fault("it is started again", first.start)
        drill.fault("the pooler killed, started after a second", lambda: _again(pooler))
        drill.fault(
            "the replica killed; commits wait for it no more after 3 s", lambda: _degrade(primary, replica)
        )
        replica.start()
        primary.commits_wait_for_replica(True)
        drill.fault("the replica is back, commits wait for it", lambda: None)
        # The worst moment: jobs are running.
        first.run(JOBS, "apply")
        drill.fault(
            "the primary killed, the replica promoted", lambda: _promote(primary, replica, pooler), 20
        )
        still_locked = [sign_in(site.port, PASSWORD) for site in sites]
        jobs = _wait_for_jobs(first)
    missing = lost(first, clients, allow_newer=True)
    acknowledged = sum(len(client.tally.acknowledged) for client in clients)
    refused = {error for client in clients for error in client.tally.errors if error[:3] in ("302", "403")}
    say(f"{acknowledged} saves acknowledged, {len(missing)} lost; sessions that ended: {len(refused)}")
    say(f"sign-ins: wrong {wrong}, then right {locked}, after the failover right {still_locked} (302 is in)")
    say(f"jobs: {jobs} of {BATCHES} spreadsheets with {ROWS} questions each")
    fine = (
        not missing
        and acknowledged > 0
        and not refused
        and 302 not in locked + still_locked
        and jobs["questions"] == BATCHES * ROWS
        and not jobs["twice"]
        and drill.longest <= LONGEST
    )
    return 0 if fine else 1


def _again(pooler: Pooler) -> None:
    pooler.kill()
    time.sleep(1)
    pooler.start()


def _degrade(primary: Server, replica: Server) -> None:
    replica.kill()
    time.sleep(3)
    primary.commits_wait_for_replica(False)


def _promote(primary: Server, replica: Server, pooler: Pooler) -> None:
    primary.kill()
    replica.promote()
    pooler.lead_to(replica)


def _wait_for_jobs(site: Site) -> dict[str, Any]:
    """What became of the imports, once all of them are applied; killed ones are taken up after a while."""
    end = time.monotonic() + 240
    while True:
        report: dict[str, Any] = site.call(JOBS, "report")
        if report["states"].get("applied") == BATCHES or time.monotonic() > end:
            return report
        if report["states"].get("preview"):
            site.run(JOBS, "apply")
        time.sleep(3)


if __name__ == "__main__":
    sys.exit(main())
