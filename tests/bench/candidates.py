"""An ordinary list of candidates is brought in on SQLite while interviewers save: how long saves take.

    python -m tests.bench.candidates [--rows 5000] [--clients 12] [--seconds 10]

Starts a site of its own on a free port of this machine and removes it afterwards. Ends with 1 when a save
failed, or when the longest one beside the import took over a tenth of a second longer than without it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.load import Client, Pressing, percentile
from tests.bench.site import running

#: Seconds that an import may add to a save.
MOST_SECONDS = 0.1


def main() -> int:
    options = _options()
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="qbank-bench-") as folder, running(Path(folder)) as site:
        people = site.call("tests.bench.seed", str(options.clients))
        clients = [Client(site.port, person) for person in people]
        with Pressing(clients, options.pause) as load:
            time.sleep(3)
            load.next_phase()
            time.sleep(options.seconds)
            without = load.next_phase()
            took = site.call("tests.bench.candidate_list", str(options.rows))
            beside = load.next_phase()
    print(f"{options.rows} candidates, {options.clients} clients, SQLite: {took}")
    for name, tally in (("without", without), ("beside the import", beside)):
        p50, p95, longest = (percentile(tally.seconds, share) * 1000 for share in (0.5, 0.95, 1))
        print(
            f"  {name:<18} {len(tally.seconds):5} saves  p50 {p50:.1f}, p95 {p95:.1f},"
            f" longest {longest:.0f} ms, {len(tally.errors)} errors"
        )
    added = percentile(beside.seconds, 1) - percentile(without.seconds, 1)
    print(
        f"the import adds {added * 1000:.0f} ms to the longest save (allowed: {MOST_SECONDS * 1000:.0f} ms)"
    )
    return 1 if without.errors or beside.errors or added > MOST_SECONDS else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--clients", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--pause", type=float, default=0.2)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
