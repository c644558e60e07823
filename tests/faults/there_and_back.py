"""Backup, restore and move while people save: `python -m tests.faults.there_and_back`, SQLite and PostgreSQL.

A backup is made while 12 people save, then everything is killed. The backup is restored into an empty
folder, which has all that was acknowledged before the backup began; from there everything moves to a
PostgreSQL and back to SQLite, and all three hold the same to the byte of their manifest. The killed site
starts again and has lost nothing. Exits with 1 where one of these does not hold. Starts what it needs on
127.0.0.1 and removes it.
"""

from __future__ import annotations

import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.load import percentile
from tests.bench.scoring import lost, say
from tests.bench.site import Site, running
from tests.faults.cluster import USER, Server
from tests.faults.persistent import Persistent, saving

SECONDS = 10


def manifest(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read("manifest.json")


def restored(folder: Path, backup: Path) -> Site:
    """A site of its own in an empty folder, with what the backup holds; it isn't started."""
    site = Site(folder)
    site.env.pop("DATABASE_URL", None)
    site.manage("restore", str(backup))
    return site


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """An empty PostgreSQL; its address."""
    server = Server(folder)
    server.create()
    server.start()
    try:
        yield f"postgres://{USER}@127.0.0.1:{server.port}/postgres"
    finally:
        server.stop()


def moved(site: Site, url: str, backup: Path) -> Site:
    """Everything moves to the empty database at ``url``, and from there into a backup."""
    site.manage("move", url)
    other = Site(Path(site.env["QBANK_VAR"]))
    other.env["DATABASE_URL"] = url
    other.manage("backup", str(backup))
    return other


def main() -> int:
    problems: list[str] = []
    with tempfile.TemporaryDirectory(prefix="qbank-backups-") as name:
        folder = Path(name)
        # PostgreSQL's own account goes through it.
        folder.chmod(0o711)
        with running(folder / "site") as site:
            clients = [Persistent([site.port], person) for person in site.call("tests.bench.seed", str(12))]
            with saving(clients):
                time.sleep(SECONDS)
                before = [list(client.tally.acknowledged) for client in clients]
                began = time.monotonic()
                site.manage("backup", str(folder / "first.zip"))
                took = time.monotonic() - began
                waited = [
                    seconds
                    for client in clients
                    for at, seconds in zip(client.acknowledged_at, client.waited, strict=True)
                    if at >= began
                ]
                say(
                    f"  backup: {took:.1f} s; p95 of the {len(waited)} saves meanwhile "
                    f"{percentile(waited, 0.95) * 1000:.0f} ms"
                )
                site.kill()
                site.start()
                time.sleep(SECONDS / 2)
            problems += lost(site, clients, allow_newer=True)
            say(f"  killed and started again: {len(problems)} acknowledged saves lost")
        back = restored(folder / "restored", folder / "first.zip")
        ledger = set(back.call("tests.bench.stored")["changes"])
        missing = [save for saves in before for save in saves if save not in ledger]
        say(f"  restored: {sum(map(len, before))} saves acknowledged before the backup, {len(missing)} lost")
        back.manage("backup", str(folder / "restored.zip"))
        with database(folder / "postgres") as url:
            there = moved(back, url, folder / "there.zip")
            moved(there, f"sqlite:///{folder / 'again.sqlite3'}", folder / "again.zip")
        same = len({manifest(folder / f"{which}.zip") for which in ("restored", "there", "again")}) == 1
        say(f"  SQLite → PostgreSQL → SQLite: {'the same manifest' if same else 'DIFFERENT'}")
    return 1 if problems or missing or not same else 0


if __name__ == "__main__":
    sys.exit(main())
