"""How the interpreter goes about long work: for jobs in a process that does nothing else meanwhile."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: New objects before the youngest are looked through for garbage, and such rounds before older ones are.
_COLLECT = (50_000, 20, 20)
#: Seconds after which a thread gives way to another that waits.
_TURN = 5e-5


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for garbage rarely: a job makes many small objects and hardly a ring of them, and each look goes
    through all that it keeps."""
    before = gc.get_threshold()
    gc.set_threshold(*_COLLECT)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def short_turns() -> Iterator[None]:
    """Let threads give way quickly: one that hands statements to the database otherwise waits, at each of
    them and with its transaction open, until a busy one's turn of 5 ms is over."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
