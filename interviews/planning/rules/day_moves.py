"""When somebody falls out of a day: who moves up, and to when. Pure, no Django."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """An interview's time in its room: ``pk``, when it begins, and how long it takes."""

    pk: int
    starts_at: datetime
    minutes: int


def moved_up(free: Turn, later: Sequence[Turn], staying: Collection[int] = ()) -> dict[int, datetime]:
    """New beginnings, by id, of those that move up when ``free`` falls out: one after the other each takes
    the first free time that is long enough, and leaves its own to the next. ``staying`` keep theirs."""
    times = [(free.starts_at, free.minutes)]
    moves = {}
    for turn in sorted(later, key=lambda turn: (turn.starts_at, turn.pk)):
        if turn.pk in staying:
            continue
        fitting = next((time for time in times if time[0] < turn.starts_at and time[1] >= turn.minutes), None)
        if fitting is not None:
            times.remove(fitting)
            moves[turn.pk] = fitting[0]
            times.append((turn.starts_at, turn.minutes))
            times.sort()
    return moves
