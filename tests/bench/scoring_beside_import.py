"""Live scoring while a large spreadsheet is imported on SQLite: errors, and how long saves take.

    python -m tests.bench.scoring_beside_import [--rows 50000] [--clients 12] [--seconds 20]

Starts a site of its own on a free port of this machine and removes it afterwards. Ends with 1 when a
save failed, or when the 95th percentile beside the import is more than five times the one without.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.banks import write_xlsx
from tests.bench.load import Client, Pressing, Tally, percentile
from tests.bench.site import running

MOST_TIMES = 5.0
JOBS = "tests.bench.import_jobs"


def main() -> int:
    options = _options()
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="qbank-bench-") as folder, running(Path(folder)) as site:
        people = site.call("tests.bench.seed", str(options.clients))
        path = write_xlsx(Path(folder) / "bank.xlsx", options.rows)
        clients = [Client(site.port, person) for person in people]
        with Pressing(clients, options.pause) as load:
            time.sleep(3)
            load.next_phase()
            time.sleep(options.seconds)
            without = load.next_phase()
            batch = site.run(JOBS, "enqueue", str(path)).strip()
            load.next_phase()
            began = time.monotonic()
            site.run(JOBS, "watch", batch, "preview")
            judging, judged_in = load.next_phase(), time.monotonic() - began
            site.run(JOBS, "apply", batch)
            began = time.monotonic()
            site.run(JOBS, "watch", batch, "applied")
            applying, applied_in = load.next_phase(), time.monotonic() - began
    print(f"{options.rows} rows, {options.clients} clients, SQLite")
    base = percentile(without.seconds, 0.95)
    _print("without an import", without, options.seconds, base)
    _print("rows being judged", judging, judged_in, base)
    _print("rows being applied", applying, applied_in, base)
    failed = judging.errors + applying.errors + without.errors
    for error in failed[:5]:
        print("  failed:", error)
    worst = max(percentile(phase.seconds, 0.95) for phase in (judging, applying)) / base if base else 0.0
    print(f"errors {len(failed)}, 95th percentile at most {worst:.1f} × (allowed: {MOST_TIMES:.0f} ×)")
    return 1 if failed or worst > MOST_TIMES else 0


def _print(phase: str, measured: Tally, seconds: float, base: float) -> None:
    p50, p95, p99, longest = (percentile(measured.seconds, share) * 1000 for share in (0.5, 0.95, 0.99, 1))
    ratio = p95 / 1000 / base if base else 0.0
    print(
        f"  {phase:<20} {seconds:6.1f} s  {len(measured.seconds):6} saves  p50 {p50:.1f}, p95 {p95:.1f},"
        f" p99 {p99:.1f}, longest {longest:.0f} ms  = {ratio:.1f} ×, {len(measured.errors)} errors"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--clients", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--pause", type=float, default=0.2)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
