"""Processes that `serve` starts end with it, however it ended.

Each inherits the reading end of a pipe whose other end only `serve` holds: when that is closed, it is gone.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Final

#: The environment variable with the number of the inherited end.
LIFELINE: Final = "QBANK_LIFELINE"
#: Seconds a process gets to end by itself.
GRACE: Final = 10


def end_with_parent() -> None:
    """Watch over the process that started this one, if it is `serve`, from a thread of its own."""
    number = os.environ.pop(LIFELINE, "")
    if number:
        threading.Thread(target=_wait_for_end, args=(int(number),), daemon=True, name="lifeline").start()


def _wait_for_end(lifeline: int) -> None:
    # Nothing is ever written: it returns when the other end is closed.
    os.read(lifeline, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    # `serve` gave it a group of its own: a job's process ends too.
    os.killpg(os.getpgid(0), signal.SIGKILL)
