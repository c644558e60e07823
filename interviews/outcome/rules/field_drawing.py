"""A whole field of results as one drawing: how many reached what. Pure rules, no database.

However many they are, it is a column for every two percent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

#: Percent a column stands for, and the height in pixels of the highest one.
STEP, HEIGHT = 2, 96
#: What one result is high at most.
_UNIT = 14


@dataclass(frozen=True, slots=True)
class Reached:
    """What one of the field reached. ``near``: it is shown in full beside the drawing."""

    percent: Decimal
    disqualified: bool
    near: bool


@dataclass(frozen=True, slots=True)
class ColumnPart:
    """A part of a column: how many alike, from the top in pixels."""

    kind: str
    number: int
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class FieldColumn:
    """Results from ``start`` percent on, below ``end`` (the last column takes 100 too)."""

    start: int
    end: int
    number: int
    blocks: tuple[ColumnPart, ...]


def draw_columns(field: Iterable[Reached]) -> tuple[FieldColumn, ...]:
    """Columns from low to high, those with nothing left out; in each from the bottom up the results that are
    shown beside it ("near"), others ("other"), and those that are disqualified ("out")."""
    numbers: defaultdict[int, dict[str, int]] = defaultdict(lambda: {"near": 0, "other": 0, "out": 0})
    for reached in field:
        kind = "out" if reached.disqualified else "near" if reached.near else "other"
        numbers[min(int(reached.percent), 99) // STEP][kind] += 1
    highest = max((sum(parts.values()) for parts in numbers.values()), default=0)
    unit = min(_UNIT, HEIGHT / highest) if highest else 0.0
    return tuple(
        FieldColumn(place * STEP, (place + 1) * STEP, sum(parts.values()), _blocks(parts, unit))
        for place, parts in sorted(numbers.items())
    )


def _blocks(parts: dict[str, int], unit: float) -> tuple[ColumnPart, ...]:
    blocks, bottom = [], float(HEIGHT)
    for kind, number in parts.items():
        if number:
            bottom -= number * unit
            blocks.append(ColumnPart(kind, number, round(bottom, 1), round(number * unit, 1)))
    return tuple(blocks)
