"""A real site for a benchmark: its own folder and database, served by the very command `make run` uses."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """A migrated database in ``folder`` (or at DATABASE_URL), and a server and worker on 127.0.0.1."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.env = os.environ | {
            "QBANK_VAR": str(folder),
            "QBANK_SECRET_KEY": "only-for-benchmarks-" + "x" * 40,
            "QBANK_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "PYTHONPATH": str(ROOT),
        }
        self._server: subprocess.Popen[bytes] | None = None

    def manage(self, *arguments: str) -> None:
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.env, check=True)

    def run(self, module: str, *arguments: str, shown: bool = False) -> str:
        """Run a module in the site's own process environment; what it prints, unless that is ``shown``."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=self.env,
            check=True,
            stdout=None if shown else subprocess.PIPE,
            text=True,
        )
        return done.stdout or ""

    def call(self, module: str, *arguments: str) -> Any:
        """The same for a module that prints JSON."""
        return json.loads(self.run(module, *arguments))

    def set_up(self) -> None:
        self.manage("migrate", "--verbosity", "0")
        self.manage("collectstatic", "--noinput", "--verbosity", "0")

    def start(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2).close()
                return
            except OSError:
                if self._server.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    @property
    def pid(self) -> int:
        """The process of `serve`."""
        assert self._server is not None
        return self._server.pid

    def wait(self) -> None:
        """Until `serve` has ended."""
        assert self._server is not None
        self._server.wait(30)

    def processes(self) -> list[int]:
        """The server's and the workers' processes, and those they started."""
        assert self._server is not None
        return descendants(self._server.pid)

    def stop(self) -> None:
        if self._server is not None:
            self._server.send_signal(signal.SIGTERM)
            self._server.wait(30)
            self._server = None

    def kill(self) -> None:
        """SIGKILL for the supervisor and everything it started, as a power cut would."""
        assert self._server is not None
        for pid in [*descendants(self._server.pid), self._server.pid]:
            os.kill(pid, signal.SIGKILL)
        self._server.wait()
        self._server = None


def descendants(pid: int) -> list[int]:
    """Every process below ``pid``, from /proc."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    processes, queue = [], [pid]
    while queue:
        below = children.get(queue.pop(), [])
        processes += below
        queue += below
    return processes


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """A site that is set up and serving; it has ended afterwards, whatever happened, SIGTERM included."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    site = Site(folder)
    site.set_up()
    site.start()
    try:
        yield site
    finally:
        site.stop()
