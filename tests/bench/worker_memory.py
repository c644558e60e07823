"""How the memory of the worker of people's jobs grows with hostile and ordinary files; on SQLite.

    python -m tests.bench.worker_memory [--rounds 5] [--files 10]

Starts a site of its own on a free port of this machine and removes it afterwards. Ends with 1 when the worker
is over a tenth larger after the last round than after the first.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.bench.site import Site, running

MOST_GROWTH = 1.1


def main() -> int:
    options = _options()
    os.environ.pop("DATABASE_URL", None)
    sizes: list[float] = []
    with tempfile.TemporaryDirectory(prefix="qbank-bench-") as folder, running(Path(folder)) as site:
        print(f"at the start: {_worker_megabytes(site):.0f} MB")
        for round_number in range(1, options.rounds + 1):
            became = site.call("tests.bench.hostile_jobs", str(options.files), str(round_number))
            sizes.append(_worker_megabytes(site))
            print(f"after round {round_number}: {sizes[-1]:.0f} MB  {became}")
    print(f"the last is {sizes[-1] / sizes[0]:.2f} × the first (allowed: {MOST_GROWTH})")
    return 1 if sizes[-1] > MOST_GROWTH * sizes[0] else 0


def _worker_megabytes(site: Site) -> float:
    """The memory that the worker of the queue "default" holds, its jobs' processes not counted."""
    for pid in site.processes():
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        if b"work" in command and b"default" in command:
            status = Path(f"/proc/{pid}/status").read_text("ascii")
            line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
            return int(line.split()[1]) / 1024
    raise RuntimeError("no worker runs")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--files", type=int, default=10)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
