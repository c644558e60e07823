"""How the interpreter goes about long work: for jobs in a process that does nothing else meanwhile."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any


class _Setting:
    """A setting of the whole process that holds while anybody wants it, and is then as before."""

    def __init__(self, value: Any, read: Callable[[], Any], write: Callable[[Any], None]) -> None:
        self.value, self._read, self._write = value, read, write
        self._lock, self._holders, self._before = Lock(), 0, value

    @contextmanager
    def __call__(self) -> Iterator[None]:
        with self._lock:
            if not self._holders:
                self._before = self._read()
                self._write(self.value)
            self._holders += 1
        try:
            yield
        finally:
            with self._lock:
                self._holders -= 1
                if not self._holders:
                    self._write(self._before)


#: Look for garbage rarely: a job makes many small objects and hardly a ring of them, and each look goes
#: through all that it keeps.
few_collections = _Setting((50_000, 20, 20), gc.get_threshold, lambda value: gc.set_threshold(*value))

#: Let threads give way quickly: one that hands statements to the database otherwise waits, at each of them
#: and with its transaction open, until the turn of a busy one (5 ms) is over.
short_turns = _Setting(5e-5, sys.getswitchinterval, sys.setswitchinterval)
