"""Serves the site and runs its background workers; ends all of them together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from home.backups.database import lags_behind
from home.health import diagnoses
from home.health.diagnoses import State
from home.health.facts import database_error, look_at_clock
from home.serving.listening import ListenError, listen
from home.serving.lock import AlreadyRunningError, SiteLock
from home.serving.parent import GRACE, LIFELINE

#: Seconds between two looks at the children and at whether to stop.
PAUSE = 0.2
#: Seconds until a child that ended is started again.
RESTART_AFTER = 2
#: Seconds without a pulse after which a process of the server counts as hanging.
HANGS_AFTER = 60
#: Seconds between two looks into a queue. Each takes SQLite's only write lock for a moment.
INTERVALS = {"default": 1, "scheduled": 2}

Process = subprocess.Popen[bytes]
#: Windows can't hand a socket on: one process with more threads listens by itself.
WINDOWS = sys.platform == "win32"


@dataclass
class Child:
    """A process that is started again when it ends; of the server's, ``pulse`` shows that it goes on."""

    name: str
    command: list[str]
    pulse: int | None = None
    handed_on: tuple[int, ...] = ()
    process: Process = field(init=False)
    alive_at: float = field(init=False)

    def start(self, lifeline: int | None) -> None:
        environment = dict(os.environ)
        if lifeline is not None:
            environment[LIFELINE] = str(lifeline)
        self.alive_at = time.monotonic()
        # A group of its own: signals reach `serve` only, which then ends its children in order.
        self.process = subprocess.Popen(  # noqa: S603 (our own command line)
            self.command,
            cwd=settings.BASE_DIR,
            env=environment,
            pass_fds=self.handed_on,
            start_new_session=True,
        )

    def hangs(self) -> bool:
        if self.pulse is None:
            return False
        with suppress(BlockingIOError):
            while os.read(self.pulse, 1024):
                self.alive_at = time.monotonic()
        return time.monotonic() - self.alive_at > HANGS_AFTER

    def kill(self) -> None:
        """End it at once, with the processes that it has started."""
        if WINDOWS:
            self.process.kill()
        else:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


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
        self._look_first()
        shown = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
        address = f"http://{shown}:{settings.PORT}"
        lock = SiteLock(settings.SITE_LOCK)
        try:
            lock.take(address)
            # Processes of a site that was killed need a moment to notice.
            listening = listen(settings.HOST, settings.PORT, patience=GRACE + 2 if lock.killed else 0)
        except AlreadyRunningError as error:
            raise CommandError(
                _("The site is already running at %(address)s") % {"address": error}
            ) from error
        except ListenError as error:
            lock.release()
            raise CommandError(str(error)) from error
        self._run(listening, address)
        lock.release()

    def _look_first(self) -> None:
        """Raises CommandError where nothing would work; says what is only doubtful."""
        if (error := database_error()) is not None:
            raise CommandError(diagnoses.database(error, "").sentence)
        if (migrations := diagnoses.migrations(lags_behind())).state != State.GOOD:
            raise CommandError(migrations.sentence)
        if (clock := look_at_clock()).state != State.GOOD:
            self.stderr.write(clock.sentence)
        connection.close()

    def _run(self, listening: socket.socket, address: str) -> None:
        # Its other end is closed when this process ends, however it does.
        self.lifeline, _kept = os.pipe()
        children = _children(listening, self.lifeline)
        started: list[Child] = []
        try:
            for child in children:
                child.start(None if WINDOWS else self.lifeline)
                started.append(child)
            self._say(f"\n  {address}    (Ctrl-C stops it)\n")
            self._watch(children)
            self._say("Stopping …")
        finally:
            _end(started)

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        """Only takes note, so that a second signal meets nothing half way: make sends one on to whom a
        signal to the whole group has reached already."""
        self.stopping = True

    def _say(self, text: str) -> None:
        # The terminal may be gone: that is what SIGHUP says.
        with suppress(OSError):
            self.stdout.write(text)
            self.stdout.flush()

    def _watch(self, children: list[Child]) -> None:
        """Start children again that ended or hang, until it is time to stop."""
        while not self.stopping:
            for child in children:
                if child.hangs():
                    self.stderr.write(f"The {child.name} did not go on for {HANGS_AFTER} seconds.")
                    child.kill()
                if (code := child.process.poll()) is None:
                    continue
                self.stderr.write(f"The {child.name} stopped (exit code {code}); starting it again.")
                time.sleep(RESTART_AFTER)
                child.start(None if WINDOWS else self.lifeline)
            time.sleep(PAUSE)


def _children(listening: socket.socket, lifeline: int) -> list[Child]:
    workers = [Child(f"worker of the queue {queue!r}", worker_command(queue)) for queue in INTERVALS]
    web = [sys.executable, "manage.py", "web"]
    if WINDOWS:
        listening.close()
        return [Child("server", web), *workers]
    for worker in workers:
        worker.handed_on = (lifeline,)
    servers = []
    for number in range(1, settings.PROCESSES + 1):
        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        command = [*web, "--socket", str(listening.fileno()), "--pulse", str(writing)]
        handed_on = (listening.fileno(), lifeline, writing)
        servers.append(Child(f"process {number} of the server", command, reading, handed_on))
    return [*servers, *workers]


def _end(children: Iterable[Child]) -> None:
    for child in children:
        child.process.terminate()
    deadline = time.monotonic() + GRACE
    for child in children:
        try:
            child.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
