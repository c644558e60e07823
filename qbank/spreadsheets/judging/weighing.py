"""The points of a row with the weights that stand in columns of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from qbank.spreadsheets.columns.weights import WeightColumns
from qbank.spreadsheets.judging.points import ParsedPoints, with_weights


@dataclass(slots=True)
class Weighed:
    """The points by their columns. ``left``: {column of weights that were not given to any point: whether it
    is unclear whose they are}."""

    parsed: dict[int, ParsedPoints]
    left: dict[int, bool] = field(default_factory=dict)


def weighed(
    parsed: Mapping[int, ParsedPoints], weights: WeightColumns, text_of: Callable[[int], str]
) -> Weighed:
    """``parsed`` with the weights that ``text_of`` gives for a column."""
    result = Weighed(dict(parsed))
    for column, own in weights.own.items():
        if column in parsed and (text := text_of(own)):
            with_own = with_weights(parsed[column], text)
            if with_own is None:
                result.left[own] = False
            else:
                result.parsed[column] = with_own
    for own, columns in weights.shared.items():
        text, filled = text_of(own), [column for column in columns if column in parsed]
        if not text or not filled:
            continue
        together = ParsedPoints(tuple(point for column in filled for point in parsed[column].points))
        with_shared = with_weights(together, text)
        if with_shared is None or (own in weights.unclear and len(together.points) == 1):
            result.left[own] = own in weights.unclear
            continue
        points = iter(with_shared.points)
        for column in filled:
            taken = tuple(next(points) for _point in parsed[column].points)
            result.parsed[column] = replace(parsed[column], points=taken, weighted=True)
    return result
