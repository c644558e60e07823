"""Serves the site and runs its background worker; ends both together."""

import signal
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

#: Seconds a child gets to end by itself.
GRACE = 10


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


class Command(BaseCommand):
    help = "Serve on HOST:PORT with the background worker. Ctrl-C ends everything this started."

    def handle(self, *args: Any, **options: Any) -> None:
        worker = [sys.executable, "manage.py", "work", "--interval", "1", "--no-startup-delay"]
        commands = {"server": server_command(settings.HOST, settings.PORT), "worker": worker}
        children = {name: self._start(command) for name, command in commands.items()}
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _stop)
        shown = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
        self.stdout.write(f"\n  http://{shown}:{settings.PORT}    (Ctrl-C stops it)\n")
        self.stdout.flush()
        try:
            self._watch(children, commands)
        except KeyboardInterrupt:
            self.stdout.write("Stopping …")
        finally:
            _end(children)

    def _start(self, command: list[str]) -> "subprocess.Popen[bytes]":
        # A group of its own: Ctrl-C reaches this process only, which then ends its children in order.
        return subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603

    def _watch(self, children: dict[str, Any], commands: dict[str, list[str]]) -> None:
        while True:
            if (code := children["server"].poll()) is not None:
                self.stderr.write(
                    f"The server stopped (exit code {code}). Is port {settings.PORT} in use? "
                    "Choose another with PORT=8001."
                )
                sys.exit(1)
            if children["worker"].poll() is not None:
                self.stderr.write("The background worker stopped; starting it again.")
                time.sleep(2)
                children["worker"] = self._start(commands["worker"])
            time.sleep(0.5)


def _stop(signum: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _end(children: dict[str, Any]) -> None:
    # A second Ctrl-C must not cut the ending short.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + GRACE
    for child in children.values():
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
