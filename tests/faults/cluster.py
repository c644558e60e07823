"""PostgreSQL with a replica and pgbouncer, each in a temporary folder, on free ports of this machine."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.site import ROOT, free_port

ACCOUNT = "postgres"
USER = "test"


def _account() -> dict[str, Any]:
    """PostgreSQL and pgbouncer refuse to run as root: then PostgreSQL's own account runs them."""
    if os.geteuid() != 0:
        return {}
    entry = pwd.getpwnam(ACCOUNT)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _give(path: Path) -> None:
    if os.geteuid() == 0:
        entry = pwd.getpwnam(ACCOUNT)
        os.chown(path, entry.pw_uid, entry.pw_gid)


def binaries() -> Path:
    """The folder with PostgreSQL's own programs, as .ci/with_postgres.py finds it."""
    spec = importlib.util.spec_from_file_location("with_postgres", ROOT / ".ci" / "with_postgres.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder: Path = module.binaries()
    return folder


class Server:
    """One PostgreSQL; :meth:`copy_of` makes it a replica of another."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        _give(folder)
        self.folder, self.port, self.programs = folder, free_port(), binaries()
        self._process: subprocess.Popen[bytes] | None = None

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self.programs / program), *arguments],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
            **_account(),
        )

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def create(self) -> None:
        self._run("initdb", "-D", self._data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale")

    def copy_of(self, primary: Server) -> None:
        """Copy all of the primary and follow it from now on."""
        where = ["-h", "127.0.0.1", "-p", str(primary.port), "-U", USER]
        self._run("pg_basebackup", *where, "-D", self._data, "-R", "-X", "stream", "-c", "fast")

    def start(self) -> None:
        options = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": self.folder,
            "max_connections": 100,
            "wal_level": "replica",
            "hot_standby": "on",
            "synchronous_commit": "on",
        }
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        self._process = subprocess.Popen(
            [str(self.programs / "postgres"), "-D", self._data, *settings],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **_account(),
        )
        self.wait_for("SELECT 1", "1")

    def ask(self, statement: str) -> str:
        done = subprocess.run(
            [
                *(str(self.programs / "psql"), "-h", "127.0.0.1", "-p", str(self.port), "-U", USER),
                *("-d", "postgres", "-Atc", statement),
            ],
            capture_output=True,
            text=True,
            timeout=30,
            env=os.environ | {"PGCONNECT_TIMEOUT": "2"},
        )
        return done.stdout.strip()

    def wait_for(self, statement: str, answer: str, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while self.ask(statement) != answer:
            if time.monotonic() > end:
                sys.exit(f"PostgreSQL did not answer {answer!r} to {statement!r}.")
            time.sleep(0.1)

    def commits_wait_for_replica(self, wanted: bool) -> None:
        """Whether a commit is acknowledged only when a replica has it on its disk too."""
        names = "*" if wanted else ""
        self.ask(f"ALTER SYSTEM SET synchronous_standby_names = '{names}'")
        self.ask("SELECT pg_reload_conf()")
        if wanted:
            self.wait_for("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'", "1")

    def promote(self) -> None:
        self._run("pg_ctl", "promote", "-D", self._data, "-w")

    def kill(self) -> None:
        """SIGKILL for the server and all its processes, as when the machine is gone."""
        assert self._process is not None
        children = f"/proc/{self._process.pid}/task/{self._process.pid}/children"
        for pid in [self._process.pid, *map(int, Path(children).read_text().split())]:
            os.kill(pid, signal.SIGKILL)
        self._process.wait()
        self._process = None
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(30)
            self._process = None


class Pooler:
    """pgbouncer with transaction pooling before one of the servers."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        _give(folder)
        self.folder, self.port = folder, free_port()
        program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
        if program is None:
            sys.exit("pgbouncer was not found. Install the package pgbouncer.")
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://{USER}@127.0.0.1:{self.port}/qbank"

    def lead_to(self, server: Server) -> None:
        """Connections go to this server from now on."""
        (self.folder / "pgbouncer.ini").write_text(
            f"""[databases]
qbank = host=127.0.0.1 port={server.port} dbname=postgres user={USER}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {self.port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
max_client_conn = 400
default_pool_size = 30
ignore_startup_parameters = extra_float_digits
server_connect_timeout = 3
server_login_retry = 1
query_wait_timeout = 10
logfile = {self.folder / "log"}
"""
        )
        if self._process is not None:
            self._process.send_signal(signal.SIGHUP)

    def start(self) -> None:
        self._process = subprocess.Popen(
            [self._program, str(self.folder / "pgbouncer.ini")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **_account(),
        )

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
