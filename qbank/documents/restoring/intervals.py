"""Where a scraper that swaps one character in sixty swapped one that no table knows.

It counts what it takes from a page, every character that is no letter or digit of ASCII, and deletes every
second comma, full stop and question mark. So each of these that is left stands for two, and what it swapped
stands sixty apart: of sixty places two or three are left where another swap can be.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

_EVERY: Final = 60
#: Every second of these is deleted: one that is left stands for two, give or take one.
_DELETED: Final = frozenset("，。？")
_SLACK: Final = 1
#: Where more than that went wrong on the way.
_ABOUT: Final = 3
#: So many in a hundred of the distances between neighbouring swaps are as expected, where this is the habit.
_REGULAR: Final = 75
_FEWEST: Final = 4
#: Distances of more swaps than this say nothing: marks were added or lost on the way.
_FARTHEST: Final = 10
#: So many swaps before and after say which counts are met.
_AROUND: Final = 4


def expected(text: str, swaps: Sequence[int]) -> Iterator[range]:
    """For each swap that must have been but was not undone: the places where it can stand.

    ``text`` is restored, with full-width marks; ``swaps`` are the places that were undone, in order. Nothing
    comes out unless they keep the distance.
    """
    counts = _counts(text)
    places = [counts[swap] for swap in swaps]
    if not _is_regular(places):
        return
    first = 0
    for least, most in _ticks(places, counts[-1]):
        first = bisect_left(counts, least, lo=first)
        yield range(first, bisect_left(counts, most + 1, lo=first))


def possible(text: str, swaps: Sequence[int]) -> frozenset[int] | None:
    """The places about whole distances away from the swap before or behind; None where they keep none."""
    counts = _counts(text)
    places = [counts[swap] for swap in swaps]
    if not _is_regular(places):
        return None
    near: set[int] = set()
    index = 0
    for place, count in enumerate(counts):
        while index < len(places) and places[index] < count:
            index += 1
        around = places[max(index - 1, 0) : index + 1]
        if any((count - other + _ABOUT) % _EVERY <= 2 * _ABOUT for other in around):
            near.add(place)
    return frozenset(near)


def keep_distance(text: str, swaps: Sequence[int]) -> bool:
    """Whether places stand as far from each other as swaps do."""
    counts = _counts(text)
    return _is_regular([counts[swap] for swap in swaps])


def _ticks(places: Sequence[int], last: int) -> Iterator[tuple[int, int]]:
    """Between which counts the scraper swapped, apart from the swaps that were undone."""
    for step in range(_FARTHEST, 0, -1):
        if places[0] - step * _EVERY > 0:
            yield _window(places, 0, -step)
    for index, (before, after) in enumerate(pairwise(places)):
        number = round((after - before) / _EVERY)
        if number <= _FARTHEST and abs(after - before - number * _EVERY) <= _SLACK:
            for step in range(1, number):
                yield _window(places, index, step)
    for step in range(1, _FARTHEST + 1):
        if places[-1] + step * _EVERY <= last:
            yield _window(places, len(places) - 1, step)


def _window(places: Sequence[int], index: int, step: int) -> tuple[int, int]:
    """What the swap so many steps from one may have been counted as, going by those around: which marks were
    deleted makes a difference of one."""
    place = places[index]
    around = (other - place for other in places[max(index - _AROUND, 0) : index + _AROUND + 2])
    offsets = {offset - _EVERY * round(offset / _EVERY) for offset in around}
    near = {offset for offset in offsets if abs(offset) <= _SLACK}
    least, most = min(near), max(near)
    if least == most:
        least, most = least - _SLACK, most + _SLACK
    return place + step * _EVERY + least, place + step * _EVERY + most


def _counts(text: str) -> list[int]:
    """For each character how many the scraper had counted."""
    counts = []
    count = 0
    for character in text:
        count += (not character.isascii()) + (character in _DELETED)
        counts.append(count)
    return counts


def _is_regular(places: Sequence[int]) -> bool:
    steps = [after - before for before, after in pairwise(places)]
    near = [step for step in steps if step <= _FARTHEST * _EVERY]
    fitting = sum(step > _EVERY / 2 and abs(step - _EVERY * round(step / _EVERY)) <= _SLACK for step in near)
    return fitting >= _FEWEST and fitting * 100 >= len(near) * _REGULAR
