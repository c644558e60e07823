"""Counting, for every choice of every filter, what one would see with it, in one pass over what there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

_Key = TypeVar("_Key")
#: Of each filter, in the order of a row's values, what it lets through; None: everything.
_Allowed = Sequence[frozenset[Any] | None]


@dataclass(frozen=True, slots=True)
class Count:
    """A number that is exact, or the least it can be: "12", "500+". Nothing is said where that is 0."""

    number: int
    or_more: bool = False

    def __bool__(self) -> bool:
        return self.number > 0 or self.or_more

    def __str__(self) -> str:
        if self.or_more:
            return f"{self.number}+" if self.number else ""
        return str(self.number)


@dataclass(slots=True)
class FacetCounts:
    """``listed``: how many pass all filters; by filter, how many of each value pass all the others."""

    listed: int = 0
    by_filter: dict[str, Counter[Any]] = field(default_factory=dict)


def allowed_by(names: Sequence[str], chosen: Mapping[str, Collection[Any]]) -> _Allowed:
    """For :func:`failures`; ``chosen`` names the filters that are on."""
    return [frozenset(chosen[name]) if name in chosen else None for name in names]


def failures(values: Sequence[Any], allowed: _Allowed) -> list[int]:
    """The places of the filters that a row does not pass; a set stands for several values at once."""
    return [
        place
        for place, wanted in enumerate(allowed)
        if wanted is not None
        and (
            wanted.isdisjoint(value) if isinstance(value := values[place], frozenset) else value not in wanted
        )
    ]


def count_choices(
    rows: Iterable[Sequence[Any]], names: Sequence[str], chosen: Mapping[str, Collection[Any]]
) -> FacetCounts:
    """``rows``: a value for each of ``names``, and last the number of questions that have them."""
    allowed = allowed_by(names, chosen)
    counts = [Counter[Any]() for _name in names]
    places = range(len(names))
    listed = 0
    for row in rows:
        failed = failures(row, allowed)
        if len(failed) > 1:
            continue
        number = row[-1]
        if not failed:
            listed += number
        for place in failed or places:
            value = row[place]
            for single in value if isinstance(value, frozenset) else (value,):
                counts[place][single] += number
    return FacetCounts(listed, dict(zip(names, counts, strict=True)))


@dataclass(frozen=True, slots=True)
class Window(Generic[_Key]):
    """Rows ``start`` to ``stop`` of one group, or all rows of some groups (``stop`` is None)."""

    keys: tuple[_Key, ...]
    start: int = 0
    stop: int | None = None


def windows(groups: Iterable[tuple[_Key, int]], start: int, stop: int) -> list[Window[_Key]]:
    """Where rows ``start`` to ``stop`` lie, of a list that runs through groups of known sizes: at most three,
    a part of the first group, all of some, and a part of the last."""
    parts: list[Window[_Key]] = []
    begin = 0
    for key, size in groups:
        first, last = max(start - begin, 0), min(stop - begin, size)
        if first < last:
            whole = (first, last) == (0, size)
            if not whole:
                parts.append(Window((key,), first, last))
            elif parts and parts[-1].stop is None:
                parts[-1] = Window((*parts[-1].keys, key))
            else:
                parts.append(Window((key,)))
        begin += size
    return parts
