"""What a chart of competencies draws, and the table beside it. Pure rules, no database.

A radar would draw a missing value as 0, so the chart shows only the axes that have a value in every series;
the table beside it shows all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

#: With fewer axes a radar has no shape, with more its names run into each other: then it is bars.
RADAR_AXES = range(3, 11)
#: How many series a reader can tell apart in one chart.
MOST_SERIES = 4


@dataclass(frozen=True, slots=True)
class Axis:
    """A competency with its percent in each series, in their order; None: not asked."""

    name: str
    percents: tuple[Decimal | None, ...]

    @property
    def asked_of_all(self) -> bool:
        return None not in self.percents


@dataclass(frozen=True, slots=True)
class Profile:
    """Series over axes. ``mark``: a level to compare with, its name and percent (None: there is none)."""

    series: tuple[str, ...]
    axes: tuple[Axis, ...]
    mark: tuple[str, Decimal] | None = None

    @property
    def kind(self) -> str:
        """How it is drawn: "radar", "bars", or "" for not at all: one number alone needs no picture."""
        if len(self.drawn) * len(self.series) < 2:
            return ""
        return "radar" if len(self.drawn) in RADAR_AXES else "bars"

    @property
    def drawn(self) -> tuple[Axis, ...]:
        """The axes the chart shows."""
        return tuple(axis for axis in self.axes if axis.asked_of_all)

    @property
    def left_out(self) -> int:
        """How many axes only the table shows."""
        return len(self.axes) - len(self.drawn)

    def to_json(self) -> dict[str, Any]:
        """As static/js/common/charts.js reads it."""
        return {
            "kind": self.kind,
            "axes": [axis.name for axis in self.drawn],
            "series": [
                {"name": name, "values": [_to_float(axis.percents[index]) for axis in self.drawn]}
                for index, name in enumerate(self.series)
            ],
            "mark": None if self.mark is None else {"name": self.mark[0], "value": _to_float(self.mark[1])},
        }


def build_profile(
    series: Sequence[tuple[str, Mapping[str, Decimal | None]]], mark: tuple[str, Decimal] | None = None
) -> Profile:
    """Named series, each with its percent per axis; the axes stand in the order they first appear in."""
    names = dict.fromkeys(name for _, percents in series for name in percents)
    axes = tuple(Axis(name, tuple(percents.get(name) for _, percents in series)) for name in names)
    return Profile(_unique_names([name for name, _ in series]), axes, mark)


def _unique_names(names: Sequence[str]) -> tuple[str, ...]:
    """The names, repeated ones with a number: a chart tells its series apart by name."""
    return tuple(
        name if (before := names[:index].count(name)) == 0 else f"{name} ({before + 1})"
        for index, name in enumerate(names)
    )


def _to_float(percent: Decimal | None) -> float | None:
    """Rounded to a float, for drawing; the table has the exact value."""
    return None if percent is None else float(percent)
