"""How one version of a sheet differs from another: which questions came, left, moved or changed.

A question is the same in both versions when its ``key`` is. Pure: takes and gives plain data.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """A question on a version. ``position`` counts from 1; ``content`` is its wording, points and labels;
    ``section`` is a title, "" for none."""

    key: int
    position: int
    section: str
    weight: Decimal
    minutes: int
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CommonEntry:
    """A question on both versions. ``moved``: its place among the questions of both differs."""

    before: Entry
    after: Entry
    moved: bool

    @property
    def section_changed(self) -> bool:
        return self.before.section != self.after.section

    @property
    def weight_changed(self) -> bool:
        return self.before.weight != self.after.weight

    @property
    def minutes_changed(self) -> bool:
        return self.before.minutes != self.after.minutes

    @property
    def reworded(self) -> bool:
        return self.before.content != self.after.content

    @property
    def changed(self) -> bool:
        return any(
            (self.moved, self.section_changed, self.weight_changed, self.minutes_changed, self.reworded)
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """``added`` and ``common`` are in the order of the later version, ``removed`` in that of the earlier."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    common: tuple[CommonEntry, ...]

    @property
    def changed(self) -> tuple[CommonEntry, ...]:
        return tuple(pair for pair in self.common if pair.changed)

    @property
    def same(self) -> bool:
        return not (self.added or self.removed or self.changed)


def compare(before: Sequence[Entry], after: Sequence[Entry]) -> Comparison:
    """What came, what left, and what became of the rest.

    As few questions as possible count as moved: a new one at the top moves nobody, and of two that changed
    places one moved. Raises ValueError when a version has a key twice.
    """
    old, new = _by_key(before), _by_key(after)
    shared_keys = [entry.key for entry in after if entry.key in old]
    places = {key: index for index, key in enumerate(key for key in old if key in new)}
    unmoved = {shared_keys[index] for index in _longest_increasing_run([places[key] for key in shared_keys])}
    return Comparison(
        added=tuple(entry for entry in after if entry.key not in old),
        removed=tuple(entry for entry in before if entry.key not in new),
        common=tuple(CommonEntry(old[key], new[key], moved=key not in unmoved) for key in shared_keys),
    )


def changed_values(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Name, old and new value of what differs, in the order of ``after``; None where one has it not."""
    for name in [*after, *(name for name in before if name not in after)]:
        if before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)


def _by_key(entries: Sequence[Entry]) -> dict[int, Entry]:
    by_key = {entry.key: entry for entry in entries}
    if len(by_key) < len(entries):
        raise ValueError("A version has each question once.")
    return by_key


def _longest_increasing_run(values: Sequence[int]) -> list[int]:
    """The indexes of a longest rising run of the values, gaps allowed. The values are all different."""
    #: Of the best runs of each length: the value it ends with, and its index.
    ends: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for index, value in enumerate(values):
        length = bisect_left(ends, value)
        previous.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(value)
            last.append(index)
        else:
            ends[length], last[length] = value, index
    run = []
    index = last[-1] if last else -1
    while index >= 0:
        run.append(index)
        index = previous[index]
    return run[::-1]
