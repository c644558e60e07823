"""Runs a command with DATABASE_URL set to a throwaway PostgreSQL.

The server is started from its own binaries in a temporary directory, listens on a socket there and
nowhere else, and is gone afterwards. With DATABASE_URL given, that server is used instead. Its
account must be a superuser's: between tests tables are emptied without their triggers.
"""

import glob
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

INITDB_OPTIONS = ["-E", "UTF8", "--no-locale", "--no-sync"]
SERVER_OPTIONS = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=200"]


def binaries() -> Path:
    """The folder with initdb; installs Debian's package where that is allowed."""
    for attempt in range(2):
        initdb = shutil.which("initdb")
        if initdb:
            return Path(initdb).resolve().parent
        folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[-2]))
        if folders:
            return Path(folders[-1])
        if attempt == 0 and shutil.which("apt-get") and os.geteuid() == 0:
            print("Installing PostgreSQL for the tests …", flush=True)
            quiet = {"stdout": subprocess.DEVNULL}
            subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
            subprocess.run(
                ["apt-get", "install", "-y", "-qq", "postgresql"],
                check=False,
                env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
                **quiet,
            )
    sys.exit("PostgreSQL's initdb was not found. Install the package postgresql, or set DATABASE_URL.")


def main() -> int:
    command = sys.argv[1:]
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(command)
    folder = binaries()
    home = Path(tempfile.mkdtemp(prefix="qbank-postgres-"))
    # PostgreSQL refuses to run as root: then its own account owns the directory and the server.
    user: dict[str, object] = {}
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(home, account.pw_uid, account.pw_gid)
        user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    quiet = {"stdout": subprocess.DEVNULL}
    try:
        subprocess.run(
            [folder / "initdb", "-D", home / "data", "-U", "test", "-A", "trust", *INITDB_OPTIONS],
            check=True,
            cwd=home,
            **quiet,
            **user,
        )
        server = subprocess.Popen(
            [folder / "postgres", "-D", home / "data", "-k", home, *SERVER_OPTIONS],
            cwd=home,
            stderr=subprocess.DEVNULL,
            **quiet,
            **user,
        )
        try:
            wait_for(home / ".s.PGSQL.5432", server)
            url = f"postgres://test@/postgres?host={home}"
            return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def wait_for(socket: Path, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while not socket.exists():
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit("The throwaway PostgreSQL did not start.")
        time.sleep(0.05)
    time.sleep(0.3)


if __name__ == "__main__":
    sys.exit(main())
