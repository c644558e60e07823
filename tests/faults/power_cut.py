"""A power cut must not lose what was acknowledged: `python -m tests.faults.power_cut [--synchronous NORMAL]`.

A program saves rows in an SQLite database with the site's own settings and says each number once it is
committed. `strace` (Debian's package of this name) notes all it writes and syncs. Then the disk is put
together as it would be after a power cut at 200 moments: what was synced is there; of what was written after
the last sync nothing is there, or all, or the first part. Each of these must open, be whole, and hold every
number that had been said. Exits with 1 when one does not.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.site import ROOT

MOMENTS = 200
CALL = re.compile(r"^(?:\d+ +)?(\w+)\((\d+)<([^>]*)>(?:, (.*))?\)\s+= (-?\d+)")
PROGRAM = """
import os, sqlite3, sys
from django.conf import settings
database = sqlite3.connect(sys.argv[1], isolation_level=None)
for pragma in settings.SQLITE_OPTIONS["init_command"].split(";"):
    database.execute(pragma)
if sys.argv[2]:
    database.execute(f"PRAGMA synchronous={sys.argv[2]}")
database.execute("CREATE TABLE IF NOT EXISTS saves (number INTEGER PRIMARY KEY, text TEXT)")
for number in range(int(sys.argv[3])):
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO saves VALUES (?, ?)", (number, "x" * (number % 7) * 700))
    database.execute("COMMIT")
    os.write(1, b"%d\\n" % number)
"""


@dataclass
class Disk:
    """The files as the program sees them, and what of that is safe from a power cut."""

    seen: dict[str, bytearray] = field(default_factory=lambda: defaultdict(bytearray))
    safe: dict[str, bytes] = field(default_factory=dict)
    #: Since its last sync, by file: (offset, data), or (size, None) for a file that was cut.
    unsafe: dict[str, list[tuple[int, bytes | None]]] = field(default_factory=lambda: defaultdict(list))

    def write(self, name: str, offset: int, data: bytes | None) -> None:
        _apply(self.seen[name], offset, data)
        self.unsafe[name].append((offset, data))

    def sync(self, name: str) -> None:
        self.safe[name] = bytes(self.seen[name])
        self.unsafe[name] = []

    def after_cut(self, name: str, survives: float) -> bytes:
        """The file when the first part of what was not synced, ``survives`` of it, had reached the disk."""
        content = bytearray(self.safe.get(name, b""))
        changes = self.unsafe[name]
        for offset, data in changes[: round(len(changes) * survives)]:
            _apply(content, offset, data)
        return bytes(content)


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    if data is None:
        del content[offset:]
        return
    content.extend(b"\0" * (offset - len(content)))
    content[offset : offset + len(data)] = data


def traced(folder: Path, synchronous: str, saves: int) -> list[str]:
    """What the program wrote and synced, call by call."""
    log = folder / "trace"
    calls = "pwrite64,write,fsync,fdatasync,ftruncate"
    subprocess.run(
        [
            *("strace", "-f", "-y", "-xx", "-s", "1000000", "-e", f"trace={calls}", "-o", str(log)),
            *(sys.executable, "-c", PROGRAM, str(folder / "db"), synchronous, str(saves)),
        ],
        cwd=ROOT,
        # The site's own settings, for what they say of SQLite; whose they are makes no difference.
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "QBANK_SECRET_KEY": "x",
            "QBANK_VAR": str(folder / "var"),
        },
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=300,
    )
    return log.read_text("ascii").splitlines()


def replay(lines: list[str], folder: Path, moments: set[int], chance: random.Random) -> tuple[int, int, int]:
    """Cut the power at some of the lines: disks that were looked at, broken ones, acknowledged saves lost."""
    disk, said, looked, broken, lost = Disk(), -1, 0, 0, 0
    for number, line in enumerate(lines):
        if not (match := CALL.match(line)):
            continue
        call, descriptor, path, arguments, _result = match.groups()
        name = Path(_text(path)).name
        if call == "write" and descriptor == "1":
            said = int(_data(arguments))
        elif name in ("db", "db-wal"):
            if call in ("fsync", "fdatasync"):
                disk.sync(name)
            elif call == "ftruncate":
                disk.write(name, int(arguments, 0), None)
            else:
                disk.write(name, int(arguments.rpartition(", ")[2], 0), _data(arguments))
        if number in moments:
            # SQLite may have written both files since they were synced: each has its own luck.
            survives = {file: chance.choice((0, 0, chance.random(), 1)) for file in ("db", "db-wal")}
            is_whole, there = _look(disk, folder, survives)
            looked, broken = looked + 1, broken + (not is_whole)
            lost += len(set(range(said + 1)) - there)
    return looked, broken, lost


def _text(shown: str) -> str:
    return re.sub(r"\\x([0-9a-f]{2})", lambda match: chr(int(match[1], 16)), shown)


def _data(arguments: str) -> bytes:
    return bytes.fromhex(arguments[arguments.index('"') + 1 : arguments.rindex('"')].replace("\\x", ""))


def _look(disk: Disk, folder: Path, survives: dict[str, float]) -> tuple[bool, set[int]]:
    """Whether the database that a cut leaves is whole, and the numbers in it."""
    after = folder / "after"
    shutil.rmtree(after, ignore_errors=True)
    after.mkdir()
    for name, share in survives.items():
        (after / name).write_bytes(disk.after_cut(name, share))
    database = sqlite3.connect(after / "db")
    try:
        is_whole = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        exists = database.execute("SELECT count(*) FROM sqlite_master WHERE name='saves'").fetchone()[0]
        rows = database.execute("SELECT number FROM saves") if exists else ()
        return is_whole, {row[0] for row in rows}
    except sqlite3.DatabaseError:
        return False, set()
    finally:
        database.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--synchronous", default="", help="in place of what the settings say")
    parser.add_argument("--saves", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="qbank-faults-") as name:
        folder = Path(name)
        lines = traced(folder, options.synchronous, options.saves)
        moments = set(chance.sample(range(len(lines) // 10, len(lines)), MOMENTS))
        looked, broken, lost = replay(lines, folder, moments, chance)
    print(
        f"synchronous={options.synchronous or 'as set'}: {options.saves} saves, power cut at {looked} "
        "moments: "
        f"{broken} databases broken, {lost} acknowledged saves lost"
    )
    return 1 if broken or lost or not looked else 0


if __name__ == "__main__":
    sys.exit(main())
