"""Functions in a process of their own, with limits on their processor time, their time and their memory.

What people upload is read this way: whatever a file does to its reader, the process that asked lives, stays
small and answers. Pure of Django, so that the packages that read files can use it.
"""

from __future__ import annotations

import multiprocessing
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

try:
    import resource
except ImportError:  # Windows has no such limits: only the time is kept there.
    resource = None  # type: ignore[assignment]

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

#: The exit code of a process in which memory ran out.
OUT_OF_MEMORY: Final = 75
_ROOT: Final = Path(__file__).resolve().parent.parent
_MB: Final = 1024 * 1024
#: What waiting for a processor may add to the processor time, before a process counts as hanging.
_WAITING: Final = 4


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """``seconds`` of processor time, and ``megabytes`` of memory beyond what the process has at its start."""

    seconds: int
    megabytes: int

    @property
    def wall_seconds(self) -> int:
        return self.seconds * _WAITING

    def apply(self) -> None:
        """Limit this process: beyond its time it is killed, beyond its memory it gets MemoryError."""
        if resource is None:
            return
        # Some systems refuse one limit or another; the time is kept from outside as well.
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (self.seconds, self.seconds + 1))
        with suppress(ValueError, OSError):
            most = _address_space() + self.megabytes * _MB
            resource.setrlimit(resource.RLIMIT_AS, (most, most))


class LimitExceededError(Exception):
    """A function took more time or memory than it may, or took its process down."""


def _address_space() -> int:
    """The bytes this process has reserved; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * resource.getpagesize()


class Here:
    """Whether functions run in this very process: it has limits already, or is a test's. ``before`` is called
    before each."""

    always = False
    before: Callable[[], None] = staticmethod(lambda: None)


def run_here(before: Callable[[], None] = Here.before) -> None:
    """From now on :func:`call` runs functions in this process, after ``before``."""
    Here.always, Here.before = True, staticmethod(before)


def call(
    limits: ProcessLimits,
    function: Callable[Parameters, Result],
    *args: Parameters.args,
    **options: Parameters.kwargs,
) -> Result:
    """What ``function`` returns, or raises. Raises LimitExceededError when it exceeds the limits.

    The function is named in its module; what it takes, returns and raises can be pickled. It sees nothing of
    this process: no settings, no database. Not for within a transaction: others would wait for it.
    """
    if Here.always:
        Here.before()
        return function(*args, **options)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "common.limited_child"],
            input=pickle.dumps((limits, function, args, options)),
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            timeout=limits.wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise LimitExceededError from error
    if ended.returncode == OUT_OF_MEMORY or ended.returncode < 0:
        raise LimitExceededError
    if ended.returncode:
        raise RuntimeError(f"a limited process ended with {ended.returncode}")
    result, refusal = pickle.loads(ended.stdout)  # noqa: S301 (written by our own module)
    if refusal is not None:
        raise refusal
    return result  # type: ignore[no-any-return]


def run_forked(limits: ProcessLimits, function: Callable[[], Any]) -> None:
    """Run ``function`` in a copy of this process, which must have no other threads and no open connection.

    Raises LimitExceededError when it exceeds the limits, RuntimeError when it ends otherwise than well.
    """
    child = multiprocessing.get_context("fork").Process(target=_run_limited, args=(limits, function))
    child.start()
    try:
        child.join(limits.wall_seconds)
        hangs = child.is_alive()
    finally:
        # Also when this process is told to end meanwhile.
        child.kill()
        child.join()
    if hangs or child.exitcode == OUT_OF_MEMORY or (child.exitcode or 0) < 0:
        raise LimitExceededError
    if child.exitcode:
        raise RuntimeError(f"a limited process ended with {child.exitcode}")


def _run_limited(limits: ProcessLimits, function: Callable[[], Any]) -> None:
    run_here()
    limits.apply()
    try:
        function()
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
