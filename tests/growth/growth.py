"""How the processor time of a reader grows with the length of what it reads."""

from __future__ import annotations

import gc
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from tests.growth.runs import all_runs, run_of

#: Twice the text may take so many times the time, twice in a row.
MOST = 2.5
#: Below that many seconds nothing is told from noise, and nobody waits.
NOISE = 0.004
#: A call that takes more seconds is ended, and tried with less.
ENDED_AFTER = 0.4

#: Characters of a text: with so many, a reader of squares is slow enough to be told.
LONGEST, SHORTEST = 4000, 1000

Reader = Callable[[str], object]


class _TooSlow(BaseException):
    pass


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise _TooSlow


@contextmanager
def _ended_in_time() -> Iterator[None]:
    before = signal.signal(signal.SIGPROF, _end)
    signal.setitimer(signal.ITIMER_PROF, ENDED_AFTER)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def seconds(read: Reader, text: str, at_least: float = 0.0) -> float:
    """The mean processor time of as many calls as take ``at_least`` seconds altogether: the clock is coarse.
    Infinite for a call that had to be ended."""
    calls, taken = 0, 0.0
    gc.disable()
    try:
        while not calls or (taken < at_least and calls < 400):
            began = time.process_time()
            with _ended_in_time():
                _answer(read, text)
            taken += time.process_time() - began
            calls += 1
    except _TooSlow:
        return float("inf")
    finally:
        gc.enable()
    return taken / calls


def _answer(read: Reader, text: str) -> None:
    try:
        read(text)
    except Exception:
        return


def _length_for(read: Reader) -> int:
    """Characters of the longest text that is tried: fewer for a reader that takes long over any text."""
    length = LONGEST
    while length > SHORTEST and seconds(read, "一" * length) > NOISE:
        length //= 2
    return length


def grows_too_fast(read: Reader) -> Iterator[str]:
    """The hostile texts on which the reader's time grows faster than the text."""
    length = _length_for(read)
    for name, text in all_runs(length):
        whole = seconds(read, text)
        if whole < NOISE or whole < 6 * seconds(read, run_of(name, length // 4), NOISE):
            continue
        longest = length
        while longest > 500 and seconds(read, run_of(name, longest)) == float("inf"):
            longest //= 2
        sizes = (longest, longest // 2, longest // 4)
        times = [min(seconds(read, run_of(name, size), 0.05) for _ in range(2)) for size in sizes]
        if times[0] > NOISE and times[0] > MOST * times[1] and times[1] > MOST * times[2]:
            shown = ", ".join(f"{part * 1000:.2f}" for part in reversed(times))
            yield f"{name}: {shown} ms for {longest // 4}, {longest // 2}, {longest} characters"
