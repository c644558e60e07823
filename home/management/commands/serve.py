"""Serves the site and runs its background workers; ends all of them together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

#: Seconds a child gets to end by itself.
GRACE = 10
#: Seconds between two looks at the children and at whether to stop.
PAUSE = 0.2
#: Seconds until a worker that ended is started again.
RESTART_AFTER = 2
#: Seconds between two looks into a queue. Each takes SQLite's only write lock for a moment.
INTERVALS = {"default": 1, "scheduled": 2}

Process = subprocess.Popen[bytes]


def server_command(host: str, port: int) -> list[str]:
    """The application server's command line: gunicorn, or waitress on Windows."""
    listen = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    if sys.platform == "win32":
        return [
            sys.executable,
            "-m",
            "waitress",
            f"--listen={listen}",
            "--threads=8",
            "config.wsgi:application",
        ]
    return [
        *(sys.executable, "-m", "gunicorn", "config.wsgi:application"),
        # Measured by `make bench-room`: autosaves of more threads in fewer processes wait for each other.
        *("--bind", listen, "--workers", "4", "--threads", "2", "--timeout", "60"),
        *("--graceful-timeout", str(GRACE - 2), "--log-level", "warning", "--no-control-socket"),
    ]


def worker_command(queue: str) -> list[str]:
    """The command line of the background worker of a queue."""
    return [
        *(sys.executable, "manage.py", "work", "--queue-name", queue),
        *("--interval", str(INTERVALS[queue]), "--no-startup-delay"),
    ]


class Command(BaseCommand):
    help = "Serve on HOST:PORT with the background workers. Ctrl-C ends everything this started."

    stopping = False

    def handle(self, *args: Any, **options: Any) -> None:
        # Before anything is started: whenever a signal comes, there is one way to the end.
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._stop)
        commands = {"server": server_command(settings.HOST, settings.PORT)} | {
            f"worker of the queue {queue!r}": worker_command(queue) for queue in INTERVALS
        }
        children: dict[str, Process] = {}
        try:
            for name, command in commands.items():
                children[name] = _start(command)
            shown = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
            self._say(f"\n  http://{shown}:{settings.PORT}    (Ctrl-C stops it)\n")
            self._watch(children, commands)
            self._say("Stopping …")
        finally:
            _end(children.values())

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        """Only takes note, so that a second signal meets nothing half way: make sends one on to whom a
        signal to the whole group has reached already."""
        self.stopping = True

    def _say(self, text: str) -> None:
        # The terminal may be gone: that is what SIGHUP says.
        with suppress(OSError):
            self.stdout.write(text)
            self.stdout.flush()

    def _watch(self, children: dict[str, Process], commands: dict[str, list[str]]) -> None:
        """Start workers again that ended, until it is time to stop or the server has ended."""
        while not self.stopping:
            for name, child in children.items():
                if (code := child.poll()) is None:
                    continue
                if name == "server":
                    self.stderr.write(
                        f"The server stopped (exit code {code}). Is port {settings.PORT} in use? "
                        "Choose another with PORT=8001."
                    )
                    sys.exit(1)
                self.stderr.write(f"The {name} stopped (exit code {code}); starting it again.")
                time.sleep(RESTART_AFTER)
                children[name] = _start(commands[name])
            time.sleep(PAUSE)


def _start(command: list[str]) -> Process:
    # A group of its own: signals reach this process only, which then ends its children in order.
    return subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603


def _end(children: Iterable[Process]) -> None:
    for child in children:
        child.terminate()
    deadline = time.monotonic() + GRACE
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            _kill(child)


def _kill(child: Process) -> None:
    """End a child that does not end by itself, with the processes that it has started."""
    if sys.platform == "win32":
        child.kill()
    else:
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
