"""Things to do again and again, in a thread of their own beside the worker's jobs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import close_old_connections, connections

logger = logging.getLogger(__name__)

#: Seconds an errand under way gets to end when the worker ends.
GRACE = 5


@dataclass(frozen=True, slots=True)
class Errand:
    """Do ``act`` every so many seconds. It must bear being done by several workers at once."""

    act: Callable[[], object]
    every: float


class Errands(threading.Thread):
    """Does each errand at once and then whenever its time has come. One that fails is done again at its next
    time, and keeps no other from being done."""

    def __init__(self, errands: Sequence[Errand]) -> None:
        super().__init__(name="errands", daemon=True)
        self._due = dict.fromkeys(errands, 0.0)
        self._end = threading.Event()

    def run(self) -> None:
        while not self._end.is_set():
            close_old_connections()
            for errand, due in self._due.items():
                if due <= time.monotonic() and not self._end.is_set():
                    self._do(errand)
                    self._due[errand] = time.monotonic() + errand.every
            self._end.wait(max(0.1, min(self._due.values()) - time.monotonic()))
        connections.close_all()

    def stop(self) -> None:
        """Begin nothing more, and wait a moment for what is under way."""
        self._end.set()
        self.join(GRACE)

    def _do(self, errand: Errand) -> None:
        try:
            errand.act()
        except Exception:
            logger.exception("An errand failed: %s", errand.act)
