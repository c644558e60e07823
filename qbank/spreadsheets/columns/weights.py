"""Which points the columns for weights weigh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WeightColumns:
    """``own``: {column of points: its column of weights}. ``shared``: {column of weights: the columns of
    points it stands for together}. ``unclear``: those of the latter that stand between columns of points, so
    that they may as well belong to the last of them alone."""

    own: Mapping[int, int] = field(default_factory=dict)
    shared: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    unclear: frozenset[int] = frozenset()


def weight_columns(points: Sequence[int], weights: Sequence[int]) -> WeightColumns:
    """A column of weights belongs to the points before it, back to the one before; where the first stands
    before all points, to those behind it."""
    if not points or not weights:
        return WeightColumns()
    if len(points) == 1:
        return WeightColumns({points[0]: weights[0]})
    ahead = weights[0] < points[0]
    groups: dict[int, list[int]] = {}
    for column in points:
        beside = [w for w in weights if w < column] if ahead else [w for w in weights if w > column]
        if beside:
            groups.setdefault(beside[-1] if ahead else beside[0], []).append(column)
    own = {group[0]: weight for weight, group in groups.items() if len(group) == 1}
    shared = {weight: tuple(group) for weight, group in groups.items() if len(group) > 1}
    if len(groups) == len(weights) == 1 and sum(map(len, groups.values())) == len(points):
        return WeightColumns(own, shared)
    return WeightColumns(own, shared, frozenset(shared))
