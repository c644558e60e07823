"""A day of interviews: its times, who comes when and where, and how that is changed by hand. Pure, no Django.

A day's cells are its times × rooms, time by time: cell ``number`` is in room ``number % rooms``. A cell holds
a candidate's id, or FREE.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from common.messages import gettext_noop
from interviews.planning.rules.free_times import Span

#: In a cell that nobody has.
FREE = 0

_BREAK = re.compile(r"(\d{1,2})[:：](\d{2})\s{0,5}[-–—~～至到]\s{0,5}(\d{1,2})[:：](\d{2})")
_BETWEEN_BREAKS = re.compile(r"[,，;；、\n]")
#: Breaks of one day.
MAX_BREAKS = 6


class BreaksError(ValueError):
    """What is wrong with the breaks that were typed, as a message to be translated."""


def read_breaks(text: str) -> list[tuple[time, time]]:
    """The breaks of a text such as "12:00-13:30, 15:30-15:45", sorted. Raises BreaksError."""
    breaks = []
    for part in filter(None, (part.strip() for part in _BETWEEN_BREAKS.split(text))):
        match = _BREAK.fullmatch(part)
        if match is None:
            raise BreaksError(gettext_noop("Write breaks like this: 12:00-13:30, 15:30-15:45."))
        hour, minute, until_hour, until_minute = map(int, match.groups())
        if max(hour, until_hour) > 23 or max(minute, until_minute) > 59:
            raise BreaksError(gettext_noop("A break is at a time that no day has."))
        start, end = time(hour, minute), time(until_hour, until_minute)
        if end <= start:
            raise BreaksError(gettext_noop("A break ends before it begins."))
        breaks.append((start, end))
    if len(breaks) > MAX_BREAKS:
        raise BreaksError(gettext_noop("These are too many breaks for one day."))
    return sorted(breaks)


def day_times(
    start: datetime, until: datetime, minutes: int, gap: int, breaks: Sequence[Span]
) -> list[datetime]:
    """When interviews of so many minutes begin: one after the other with a gap, none within a break or beyond
    ``until``. After a break the first begins with its end."""
    if minutes < 1 or gap < 0:
        raise ValueError("an interview takes at least a minute, and no gap is negative")
    times = []
    length, at = timedelta(minutes=minutes), start
    while at + length <= until:
        in_the_way = [end for begin, end in breaks if begin < at + length and end > at]
        if in_the_way:
            at = max(in_the_way)
            continue
        times.append(at)
        at += length + timedelta(minutes=gap)
    return times


def draw(candidates: Iterable[int], seed: str) -> list[int]:
    """The candidates in the order of a draw: by the SHA-256 of "seed:id", so that whoever knows the seed can
    draw again."""
    return sorted(candidates, key=lambda pk: (hashlib.sha256(f"{seed}:{pk}".encode()).digest(), pk))


def fill(cells: Sequence[int], waiting: Iterable[int], suits: Callable[[int, int], bool]) -> list[int]:
    """Put those who wait into free cells: each cell gets the first of them whom it suits (candidate, number
    of the cell). Who is in no cell then did not get one."""
    queue = list(dict.fromkeys(pk for pk in waiting if pk not in cells))
    filled = list(cells)
    for number, present in enumerate(filled):
        if present == FREE:
            chosen = next((pk for pk in queue if suits(pk, number)), FREE)
            if chosen:
                queue.remove(chosen)
                filled[number] = chosen
    return filled


def change(cells: Sequence[int], chosen: Mapping[int, int]) -> list[int]:
    """The cells after somebody else was chosen for some: who stood there gets the place the chosen one
    leaves. FREE takes whoever stands there off."""
    changed = list(cells)
    for number, pk in chosen.items():
        if not 0 <= number < len(changed) or changed[number] == pk or cells[number] == pk:
            continue
        if pk != FREE and pk in changed:
            changed[changed.index(pk)] = changed[number]
        changed[number] = pk
    return changed


@dataclass(frozen=True, slots=True)
class DayArrangement:
    """Who is in which cell. ``shape``: of which times and rooms the cells are; ``order``: what they were
    filled by ("list", or the seed of a draw); ``off``: who was taken off by hand."""

    shape: str
    order: str
    cells: tuple[int, ...] = ()
    off: tuple[int, ...] = field(default=())

    @property
    def placed(self) -> tuple[int, ...]:
        return tuple(pk for pk in self.cells if pk != FREE)


def arrange(
    *,
    before: DayArrangement | None,
    shape: str,
    order: str,
    size: int,
    candidates: Sequence[int],
    chosen: Mapping[int, int],
    suits: Callable[[int, int], bool],
) -> DayArrangement:
    """Place the candidates (as listed) in so many cells, anew or starting from how they were ``before``.

    What was set by hand stays while it can: with the same times and rooms everybody keeps their cell, with
    others their turn; in another order all begin anew. ``chosen``: what is chosen for cells of ``before``.
    """
    known = set(candidates)
    in_order = list(candidates) if order == "list" else draw(candidates, order)
    if before is None or before.order != order:
        return DayArrangement(shape, order, tuple(fill([FREE] * size, in_order, suits)))
    stood = [
        pk if pk in known and pk not in before.cells[:number] else FREE
        for number, pk in enumerate(before.cells)
    ]
    cells = change(stood, {number: pk for number, pk in chosen.items() if pk == FREE or pk in known})
    off = {pk for pk in (*before.off, *stood) if pk in known and pk != FREE and pk not in cells}
    if before.shape == shape and len(cells) == size:
        waiting = [pk for pk in in_order if pk not in off]
    else:
        turn = [pk for pk in cells if pk != FREE]
        waiting = [*turn, *(pk for pk in in_order if pk not in off and pk not in turn)]
        cells = [FREE] * size
    return DayArrangement(shape, order, tuple(fill(cells, waiting, suits)), tuple(sorted(off)))
