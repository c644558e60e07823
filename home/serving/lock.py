"""One site runs in a folder at a time: whoever starts a second one is told where the first one is."""

from __future__ import annotations

import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: the port alone is a site's own there.
    fcntl = None  # type: ignore[assignment]


class AlreadyRunningError(Exception):
    """Another site runs in this folder; the text is its address."""


class SiteLock:
    """The file ``path``: locked while the process lives; the site's address stands in it till a clean end."""

    def __init__(self, path: Path) -> None:
        self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8")
        self.killed = False

    def take(self, address: str) -> None:
        """Raises AlreadyRunningError. ``killed`` says afterwards whether the last site had no clean end."""
        left = self._file.read()
        if fcntl is not None:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise AlreadyRunningError(left) from error
        self.killed = bool(left)
        self._write(address)

    def release(self) -> None:
        self._write("")
        self._file.close()

    def _write(self, text: str) -> None:
        self._file.seek(0)
        self._file.truncate()
        self._file.write(text)
        self._file.flush()


def running_at(path: Path) -> str | None:
    """The address of the site that runs with this lock file, or None."""
    if not path.exists():
        return None
    lock = SiteLock(path)
    try:
        lock.take("")
    except AlreadyRunningError as error:
        return str(error)
    return None
