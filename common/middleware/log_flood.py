"""A log does not grow with a flood of requests: answers anybody can call forth are counted, not all told."""

from __future__ import annotations

import logging
import threading
import time
from typing import Final

#: So many lines a minute of one process for answers of one status; of the rest the number.
LINES: Final = 10
_WINDOW: Final = 60.0
#: What the site answers on purpose when it has no room; its own faults come with a traceback.
_REFUSED: Final = 503


class FloodFilter(logging.Filter):
    """Lets through all that tells of a fault, and of other answers to requests the first :data:`LINES` a
    minute. The last of these, and the first of the next minute, say what is left out."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._begun = float("-inf")
        self._lines: dict[int, int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        status = getattr(record, "status_code", None)
        if status is None or (status >= 500 and (status != _REFUSED or record.exc_info)):
            return True
        with self._lock:
            if time.monotonic() - self._begun >= _WINDOW:
                self._note_left_out(record)
                self._begun, self._lines = time.monotonic(), {}
            number = self._lines[status] = self._lines.get(status, 0) + 1
        if number == LINES:
            record.msg = f"{record.msg} (more answers of {status} within a minute are only counted)"
        return number <= LINES

    def _note_left_out(self, record: logging.LogRecord) -> None:
        left_out = {status: lines - LINES for status, lines in self._lines.items() if lines > LINES}
        if left_out:
            counts = ", ".join(f"{number} of {status}" for status, number in sorted(left_out.items()))
            record.msg = f"{record.msg} (answers left out of the log before: {counts})"
