"""Passwords are hashed in bounded number at once: it is made to be slow, and others want to save meanwhile.

In each process one thread at most has to do with passwords, and on the machine a few processes at a time.
The application server has sign-ins wait in a thread of their own (home/serving/server.py); who has waited
there for long, in a browser that nobody has signed in from, is told to try again (accounts/middleware.py).
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from typing import IO, Final

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher

try:
    import fcntl
except ImportError:  # Windows: the bound of the process alone holds.
    fcntl = None  # type: ignore[assignment]

#: Seconds one waits for a turn, for another thread, and for another process.
PATIENCE: Final = 2.0
_PAUSE: Final = 0.02
#: How far hashing steps back: a little. Much more, and on a busy machine a sign-in takes minutes.
PRIORITY: Final = 3
#: Half of the processors.
_AT_ONCE: Final = max(1, (os.cpu_count() or 1) // 2)
#: Held by the thread that has to do with passwords.
in_process = threading.Lock()


class HashingBusyError(Exception):
    """Too many passwords are being checked at this moment."""


class BoundedPBKDF2PasswordHasher(PBKDF2PasswordHasher):
    """Django's own, in a thread that lets others go before it. Raises HashingBusyError where it would have to
    wait for long."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        with _turn():
            return _thread_of(os.getpid()).submit(super().encode, password, salt, iterations).result()


@cache
def _thread_of(process: int) -> ThreadPoolExecutor:
    """A copy of a process has none of its threads."""
    return ThreadPoolExecutor(1, "hashing", initializer=_let_others_go_first)


def _let_others_go_first() -> None:
    """Linux knows a priority of a single thread."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), PRIORITY)


@contextmanager
def _turn() -> Iterator[None]:
    if not in_process.acquire(timeout=PATIENCE):
        raise HashingBusyError
    try:
        with _slot_of_machine():
            yield
    finally:
        in_process.release()


@contextmanager
def _slot_of_machine() -> Iterator[None]:
    """One of the files whose locks the processes share."""
    if fcntl is None:
        yield
        return
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    files = [(settings.VAR_DIR / f"hashing-{number}.lock").open("w") for number in range(_AT_ONCE)]
    try:
        _lock_one(files)
        yield
    finally:
        for file in files:
            file.close()


def _lock_one(files: Sequence[IO[str]]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        for file in files:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            return
        if time.monotonic() > deadline:
            raise HashingBusyError
        time.sleep(_PAUSE)
