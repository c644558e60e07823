"""What every page costs, and whether that grows: `python -m tests.bench.pages [--small N] [--large N]`.

Makes ``--small`` questions, candidates and scored interviews, opens every page of the site, adds up to
``--large`` questions and half as many of the rest, and opens them again. For each page: queries, milliseconds
of the processor (the database's among them) at both sizes, their ratio to a bare page and to a bare list of
50 rows in the same run, growth, and KB. ``--only TEXT``: pages whose name has it. On the database of
DATABASE_URL, SQLite without one.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.bench.site import Site


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    print("PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        site.set_up()
        options = [f"--{name}={value}" for name, value in vars(arguments).items()]
        site.run("tests.bench.page_costs", *options, shown=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
