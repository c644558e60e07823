"""The process in which common/limited.py runs a function: ``python -m common.limited_child``."""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from typing import Any, Final

from common.limited import OUT_OF_MEMORY, run_here

#: Whoever saves or opens a page goes first. Beside busy processes this one still gets a quarter of a core
#: (the weights of Linux's scheduler, 335 to 1024), which is what its limit of time allows for.
_NICENESS: Final = 5


def main() -> None:
    """Read limits, a function and its arguments from the input; write (result, error)."""
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(_NICENESS)
    answer = sys.stdout.buffer
    # Nothing else may stand in the answer.
    sys.stdout = sys.stderr
    sent = sys.stdin.buffer.read()
    run_here()
    try:
        limits, function, args, options = pickle.loads(sent)  # noqa: S301 (written by our own module)
        del sent
        limits.apply()
        outcome: tuple[Any, Exception | None]
        try:
            outcome = (function(*args, **options), None)
        except Exception as error:
            if isinstance(error, MemoryError):
                raise
            outcome = (None, error)
        answer.write(pickle.dumps(outcome))
        answer.flush()
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main()
