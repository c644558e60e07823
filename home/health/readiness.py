"""Whether the site can do its work now, for machines that ask every few seconds."""

from __future__ import annotations

import threading
import time
from typing import Final

from django.db import DatabaseError
from django.utils import timezone

from home.health.diagnoses import FULL, State, worker
from home.health.facts import database_error, folders_written_to, free_bytes, queues

OK: Final = "ok"
#: Seconds that an answer holds: whoever asks more often gets the same.
HOLDS: Final = 2

_lock = threading.Lock()
_last: tuple[float, dict[str, str]] | None = None


def readiness() -> dict[str, str]:
    """Each part with "ok" or what is wrong with it; nothing that strangers may not know."""
    global _last
    with _lock:
        if _last is None or time.monotonic() - _last[0] > HOLDS:
            _last = (time.monotonic(), _look())
        return dict(_last[1])


def _look() -> dict[str, str]:
    free = [free_bytes(folder) for folder in folders_written_to()]
    is_full = any(size is None or size < FULL for size in free)
    parts = {"database": OK, "disk": "full" if is_full else OK}
    if database_error() is not None:
        return parts | {"database": "no answer"}
    try:
        now = timezone.now()
        states = {queue.name: worker(queue, now).state for queue in queues()}
    except DatabaseError:
        return parts | {"database": "not prepared"}
    return parts | {
        f"worker {name}": OK if state == State.GOOD else "does not go on" for name, state in states.items()
    }
