"""Live scoring under load: `python -m tests.bench.scoring [--seconds 60] [--people 50]`.

50 interviewers save every second; what they sent is compared with what is stored. Then the highest
throughput of autosaves against that of a bare view that saves one row, on the same server and database in
turns. Then the server is killed with SIGKILL in the middle of saving and started again. On SQLite, or on
the database of DATABASE_URL. Exits with 1 when anything was lost.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.load import FIELDS, Client, errors_of, percentile, press, seconds_of
from tests.bench.site import Site, running

#: Short turns, so that both meet the machine in all its moods.
ROUNDS = 6


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def lost(site: Site, clients: Sequence[Client], allow_newer: bool = False) -> list[str]:
    """Acknowledged changes that the ledger lacks, and fields that don't hold the last acknowledged value.

    ``allow_newer``: a change whose answer never arrived may have been stored all the same.
    """
    stored = site.call("tests.bench.stored")
    ledger = set(stored["changes"])
    fields = {
        (card, item, name): value
        for card, item, *values in stored["responses"]
        for name, value in zip(FIELDS, values, strict=True)
    }
    problems = [save for client in clients for save in client.tally.acknowledged if save not in ledger]
    if not allow_newer:
        problems += [
            f"{item} {name}"
            for client in clients
            for (item, name), value in client.tally.last.items()
            if fields.get((client.person["scorecard"], item, name)) != value
        ]
    return problems


def steady(site: Site, people: list[dict[str, Any]], seconds: float) -> bool:
    clients = [Client(site.port, person) for person in people]
    press(clients, Client.autosave, seconds, pause=1)
    took, errors, missing = seconds_of(clients), errors_of(clients), lost(site, clients)
    say(
        f"  {len(people)} interviewers, one save a second, {seconds:.0f} s: {len(took)} saves, "
        f"{len(errors)} errors, {len(missing)} lost; median {percentile(took, 0.5) * 1000:.1f} ms, "
        f"p95 {percentile(took, 0.95) * 1000:.1f} ms"
    )
    for error in errors[:3]:
        say(f"    {error}")
    return not errors and not missing


def throughput(site: Site, people: list[dict[str, Any]], seconds: float) -> float:
    """The share of the bare view's throughput that autosaves reach: the best of some turns of both."""
    best = {"bare": 0.0, "autosave": 0.0}
    for _ in range(ROUNDS):
        for name, send in (("bare", Client.bare), ("autosave", Client.autosave)):
            clients = [Client(site.port, person, first=False) for person in people[:8]]
            elapsed = press(clients, send, seconds)
            best[name] = max(best[name], len(seconds_of(clients)) / elapsed)
            if errors := errors_of(clients):
                say(f"    {name}: {len(errors)} errors, such as {errors[0]}")
    share = best["autosave"] / best["bare"]
    say(
        f"  highest throughput, 8 clients: bare view {best['bare']:.0f}/s, "
        f"autosave {best['autosave']:.0f}/s, ratio {share:.2f} (at least 0.40 wanted)"
    )
    return share


def killed(site: Site, people: list[dict[str, Any]]) -> bool:
    """SIGKILL in the middle of saving: every change that was acknowledged is there afterwards."""
    clients = [Client(site.port, person, first=False) for person in people]
    saving = threading.Thread(target=press, args=(clients, Client.autosave, 4, 0.05), daemon=True)
    saving.start()
    time.sleep(2)
    site.kill()
    saving.join()
    site.start()
    missing = lost(site, clients, allow_newer=True)
    acknowledged = sum(len(client.tally.acknowledged) for client in clients)
    say(f"  killed with SIGKILL in the middle: {acknowledged} acknowledged, {len(missing)} lost")
    return not missing and acknowledged > 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--people", type=int, default=50)
    options = parser.parse_args()
    say(f"Live scoring on {'PostgreSQL' if os.environ.get('DATABASE_URL') else 'SQLite'}")
    with tempfile.TemporaryDirectory(prefix="qbank-bench-") as folder, running(Path(folder)) as site:
        people = site.call("tests.bench.seed", str(options.people))
        fine = steady(site, people, options.seconds)
        share = throughput(site, people, min(options.seconds / 12, 5))
        fine = killed(site, people) and fine
    return 0 if fine and share >= 0.4 else 1


if __name__ == "__main__":
    sys.exit(main())
