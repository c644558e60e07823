"""Where a scraper that swaps one character in sixty, or another number, swapped one that no table knows.

It counts what it takes from a page, every character that is no letter or digit of ASCII, and deletes every
second comma, full stop and question mark. So each of these that is left stands for two, and what it swapped
stands sixty apart: of sixty places two or three are left where another swap can be. Another number than sixty
shows in the swaps that were undone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

_EVERY: Final = 60
#: Other scrapers swap one character in so many. The longest distance comes first: its parts fit as well.
_OTHERS: Final = range(120, 29, -1)
#: Every second of these is deleted: one that is left stands for two, give or take one.
_DELETED: Final = frozenset("，。？")
_SLACK: Final = 1
#: Where more than that went wrong on the way.
_ABOUT: Final = 3
#: So many in a hundred of the distances between neighbouring swaps are as expected, where this is the habit.
_REGULAR: Final = 75
_FEWEST: Final = 4
#: Of a distance that is guessed.
_FEWEST_GUESSED: Final = 8
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
    every = _distance(places)
    if every is None:
        return
    first = 0
    for least, most in _ticks(places, counts[-1], every):
        first = bisect_left(counts, least, lo=first)
        yield range(first, bisect_left(counts, most + 1, lo=first))


def possible(text: str, swaps: Sequence[int]) -> frozenset[int] | None:
    """The places about whole distances away from the swap before or behind; None where they keep none."""
    counts = _counts(text)
    places = [counts[swap] for swap in swaps]
    every = _distance(places)
    if every is None:
        return None
    near: set[int] = set()
    index = 0
    for place, count in enumerate(counts):
        while index < len(places) and places[index] < count:
            index += 1
        around = places[max(index - 1, 0) : index + 1]
        if any((count - other + _ABOUT) % every <= 2 * _ABOUT for other in around):
            near.add(place)
    return frozenset(near)


def keep_distance(text: str, swaps: Sequence[int]) -> bool:
    """Whether places stand as far from each other as swaps do."""
    counts = _counts(text)
    return _distance([counts[swap] for swap in swaps]) is not None


def _ticks(places: Sequence[int], last: int, every: int) -> Iterator[tuple[int, int]]:
    """Between which counts the scraper swapped, apart from the swaps that were undone."""
    for step in range(_FARTHEST, 0, -1):
        if places[0] - step * every > 0:
            yield _window(places, 0, -step, every)
    for index, (before, after) in enumerate(pairwise(places)):
        number = round((after - before) / every)
        if number <= _FARTHEST and abs(after - before - number * every) <= _SLACK:
            for step in range(1, number):
                yield _window(places, index, step, every)
    for step in range(1, _FARTHEST + 1):
        if places[-1] + step * every <= last:
            yield _window(places, len(places) - 1, step, every)


def _window(places: Sequence[int], index: int, step: int, every: int) -> tuple[int, int]:
    """What the swap so many steps from one may have been counted as, going by those around: which marks were
    deleted makes a difference of one."""
    place = places[index]
    around = (other - place for other in places[max(index - _AROUND, 0) : index + _AROUND + 2])
    offsets = {offset - every * round(offset / every) for offset in around}
    near = {offset for offset in offsets if abs(offset) <= _SLACK}
    least, most = min(near), max(near)
    if least == most:
        least, most = least - _SLACK, most + _SLACK
    return place + step * every + least, place + step * every + most


def _counts(text: str) -> list[int]:
    """For each character how many the scraper had counted."""
    counts = []
    count = 0
    for character in text:
        count += (not character.isascii()) + (character in _DELETED)
        counts.append(count)
    return counts


def _distance(places: Sequence[int]) -> int | None:
    """One in how many characters was swapped; None where the swaps keep no distance."""
    if _is_regular(places, _EVERY, _FEWEST):
        return _EVERY
    return next((every for every in _OTHERS if _is_regular(places, every, _FEWEST_GUESSED)), None)


def _is_regular(places: Sequence[int], every: int, fewest: int) -> bool:
    steps = [after - before for before, after in pairwise(places)]
    near = [step for step in steps if step <= _FARTHEST * every]
    fitting = sum(step > every / 2 and abs(step - every * round(step / every)) <= _SLACK for step in near)
    return fitting >= fewest and fitting * 100 >= len(near) * _REGULAR
