"""What was written on the strength of something else remembers it, as ``rests_on``: when that is another by
now, it is outdated, says so, and has to be written anew or confirmed.

A consensus rests on the ratings given by then, a decision on the scorecards and the consensus it was taken
on, an approval on the set's content, a practice attempt on the references it was compared with.
"""

from __future__ import annotations

from typing import TypeVar

_Basis = TypeVar("_Basis")


def is_outdated(rests_on: _Basis | None, now: _Basis) -> bool:
    """Whether what something rests on has changed since. None: it was not remembered, and nobody can tell."""
    return rests_on is not None and rests_on != now
