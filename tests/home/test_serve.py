"""`make run` ends cleanly, whenever and however often it is told to."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.database import copy_migrated

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the site has an SQLite database of its own"),
]

TERM, INT, HUP = signal.SIGTERM, signal.SIGINT, signal.SIGHUP
#: Seconds after which a start or an end is given up as never to come.
NEVER = 120


class Site:
    """`make run` in a process group and a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "DJANGO"))
        }
        self.env = inherited | {
            "QBANK_VAR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
        }

    @property
    def database(self) -> Path:
        return self.folder / "db.sqlite3"

    def manage(self, *arguments: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.env | {"QBANK_SECRET_KEY": "only-for-tests"},
            check=True,
        )

    def run(self) -> None:
        self._output = (self.folder / "output").open("wb")
        # This interpreter is the environment that make would set up first.
        ready = self.folder / "ready"
        ready.touch()
        self.make = subprocess.Popen(
            ["make", "run", f"PY={sys.executable}", f"RUNTIME={ready}"],
            cwd=settings.BASE_DIR,
            env=self.env,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def try_to(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of manage.py that may fail."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.env,
            capture_output=True,
            text=True,
        )

    def serve_pid(self) -> int:
        """The process of `manage.py serve`."""
        commands = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") for pid in self.processes()}
        [pid] = [pid for pid, command in commands.items() if b"serve" in command and b"make" not in command]
        return pid

    @property
    def output(self) -> str:
        return (self.folder / "output").read_text(encoding="utf-8")

    def is_preparing(self) -> bool:
        return len(self.processes()) > 1

    def is_starting(self) -> bool:
        return f":{self.port}" in self.output

    def is_serving(self) -> bool:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5).close()
        except OSError:
            return False
        return True

    def processes(self) -> list[int]:
        """All that was started with this folder, by its environment."""
        mark = f"QBANK_VAR={self.folder}\0".encode()
        alive = []
        for environ in Path("/proc").glob("[0-9]*/environ"):
            try:
                if mark in environ.read_bytes():
                    alive.append(int(environ.parent.name))
            except OSError:
                continue
        return alive


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + NEVER
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


#: With a question in the bank the documents are not loaded, and with a person nobody is given a password:
#: both take long.
USED = """
from accounts.models import User
from tests.factories import make_question
make_question()
User.objects.create(username="a")
"""


@pytest.fixture(scope="module")
def used_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a site that was started before."""
    site = Site(tmp_path_factory.mktemp("used"))
    copy_migrated(site.database)
    site.manage("shell", "-v", "0", "-c", USED)
    return site.database


@pytest.fixture
def site(tmp_path: Path, used_database: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    shutil.copyfile(used_database, site.database)
    yield site
    for pid in site.processes():
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize(
    ("moment", "signals"),
    [
        (Site.is_preparing, [TERM, TERM]),
        (Site.is_starting, [TERM, TERM, TERM]),
        (Site.is_serving, [TERM, INT, HUP, TERM]),
    ],
    ids=["preparing", "starting", "serving"],
)
def test_signals_to_the_whole_group_end_all_that_was_started(
    site: Site, moment: Callable[[Site], bool], signals: list[signal.Signals]
) -> None:
    site.run()
    wait_until(lambda: moment(site))
    for number in signals:
        try:
            os.killpg(site.make.pid, number)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    assert site.make.wait(NEVER) in (-TERM, 2), site.output
    assert not site.processes()
    assert "Traceback" not in site.output


def test_killing_serve_alone_ends_all_that_it_started(site: Site) -> None:
    site.run()
    wait_until(site.is_serving)
    os.kill(site.serve_pid(), signal.SIGKILL)
    site.make.wait(NEVER)
    wait_until(lambda: not site.processes())
    # What was left behind stands in nobody's way.
    site.run()
    wait_until(site.is_serving)


def test_a_second_start_says_where_the_first_one_is(site: Site) -> None:
    site.run()
    wait_until(site.is_serving)
    for command in ("prepare", "serve"):
        done = site.try_to(command)
        assert done.returncode == 1
        assert f"http://127.0.0.1:{site.port}" in done.stderr
        assert "Traceback" not in done.stderr
    assert site.is_serving()


def test_what_a_site_keeps_is_for_its_account_alone(site: Site) -> None:
    site.folder.chmod(0o755)
    site.database.chmod(0o644)
    site.run()
    wait_until(site.is_serving)
    assert site.folder.stat().st_mode & 0o777 == 0o700
    kept = [site.database, *site.folder.glob("db.sqlite3-*"), site.folder / "secret_key"]
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}
