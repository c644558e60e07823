"""What speaks for a candidate and what against: from the points met and missed over a panel. Pure rules.

- A *strength* is a point that more than half of those who judged it marked met, in a question whose result
  reaches a band.
- A *concern* is a point that more than half of those who judged it marked missed.
- Of a ladder only the step counts on which the panel stopped: the highest level reached together with all
  lower ones is its strength, the lowest one missed its concern.
- A point nobody judged, and one that weighs nothing, is neither. Nothing is both.

The weightiest come first: what a point is worth of its question, times what the question is worth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from interviews.outcome.rules.results import ItemReport, PointMark
from interviews.scoring import LADDER, Scale

#: How many strengths, and how many concerns, a summary names.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """A point of question ``number`` that ``by`` of the ``of`` people who judged it marked so.

    ``level`` is that of a ladder. ``worth`` orders findings: the part of the sheet that hangs on the point,
    in the weights' own unit.
    """

    number: int
    question: str
    text: str
    level: int | None
    by: int
    of: int
    worth: Fraction


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A red flag that ``by`` of the ``of`` people who asked the question saw, with their notes:
    (name, note)."""

    number: int
    question: str
    text: str
    by: int
    of: int
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """All of them, the weightiest first; a summary names the first NAMED of each. ``judged``: somebody marked
    a point that counts; without that there is nothing to say."""

    strengths: tuple[Finding, ...]
    concerns: tuple[Finding, ...]
    red_flags: tuple[RedFlag, ...]
    judged: bool

    @property
    def named_strengths(self) -> tuple[Finding, ...]:
        return self.strengths[:NAMED]

    @property
    def named_concerns(self) -> tuple[Finding, ...]:
        return self.concerns[:NAMED]


def findings_of(items: Sequence[ItemReport], scale: Scale) -> Findings:
    """The findings over these questions, in an order that depends on nothing but their content."""
    strengths: list[Finding] = []
    concerns: list[Finding] = []
    judged = False
    for item in items:
        points = list(_points(item))
        judged = judged or any(point.values for point in points)
        if item.rubric_kind == LADDER:
            reached, missed = _steps(points)
        else:
            reached = [point for point in points if point.is_mostly("met")]
            missed = [point for point in points if point.is_mostly("missed")]
        if _reaches_a_band(item, scale):
            strengths += [_finding(item, point, "met") for point in reached]
        concerns += [_finding(item, point, "missed") for point in missed]
    return Findings(
        strengths=tuple(sorted((finding for finding in strengths if finding.worth), key=_sort_key)),
        concerns=tuple(sorted((finding for finding in concerns if finding.worth), key=_sort_key)),
        red_flags=tuple(flag for item in items for flag in _red_flags(item)),
        judged=judged,
    )


@dataclass(frozen=True, slots=True)
class _JudgedPoint:
    """A point that counts, with the mark values it got, and its share (0 to 1) of its question."""

    mark: PointMark
    values: tuple[str, ...]
    share: Fraction

    def count(self, value: str) -> int:
        return self.values.count(value)

    def is_mostly(self, value: str) -> bool:
        return 2 * self.count(value) > len(self.values)


def _points(item: ItemReport) -> Iterator[_JudgedPoint]:
    """The points of a question, red flags aside. The levels of a ladder share alike: they have no weights."""
    counting = [(index, point) for index, point in enumerate(item.points) if not point.red_flag]
    weights = [Fraction(1 if item.rubric_kind == LADDER else point.weight) for _, point in counting]
    total_weight = sum(weights, Fraction(0))
    for (index, point), weight in zip(counting, weights, strict=True):
        values = (response.marks[index].value for response in item.responses if not response.not_asked)
        share = weight / total_weight if total_weight else Fraction(0)
        yield _JudgedPoint(point, tuple(value for value in values if value), share)


def _steps(points: Iterable[_JudgedPoint]) -> tuple[list[_JudgedPoint], list[_JudgedPoint]]:
    """Of a ladder: the points of the highest level reached with all lower ones, and the missed ones of the
    lowest level where one was missed."""
    levels: defaultdict[int, list[_JudgedPoint]] = defaultdict(list)
    for point in points:
        levels[point.mark.level or 0].append(point)
    ladder = [levels[level] for level in sorted(levels)]
    reached: list[_JudgedPoint] = []
    for points_of_level in ladder:
        if not all(point.is_mostly("met") for point in points_of_level):
            break
        reached = points_of_level
    missed = ([point for point in level_points if point.is_mostly("missed")] for level_points in ladder)
    return reached, next((missed_points for missed_points in missed if missed_points), [])


def _reaches_a_band(item: ItemReport, scale: Scale) -> bool:
    """By its consensus where there is one, else by the mean of the ratings."""
    single_ratings = [response.rating for response in item.responses]
    ratings = [item.consensus.rating] if item.consensus else single_ratings
    values = [Fraction(rating) for rating in ratings if rating is not None]
    if not values:
        return False
    share = sum(values, Fraction(0)) / len(values) / Fraction(scale.maximum)
    return scale.band(share) != scale.lowest_band


def _finding(item: ItemReport, point: _JudgedPoint, value: str) -> Finding:
    return Finding(
        number=item.number,
        question=item.text,
        text=point.mark.text,
        level=point.mark.level,
        by=point.count(value),
        of=len(point.values),
        worth=Fraction(item.weight) * point.share,
    )


def _sort_key(finding: Finding) -> tuple[Fraction, Fraction, int, int, str]:
    """The weightiest first; of equals what more of the panel judged so, then as the sheet has it."""
    return -finding.worth, -Fraction(finding.by, finding.of), finding.number, finding.level or 0, finding.text


def _red_flags(item: ItemReport) -> Iterator[RedFlag]:
    """The red flags of a question that somebody saw, as the sheet has them."""
    asked = [response for response in item.responses if not response.not_asked]
    for index, point in enumerate(item.points):
        seen_by = [response for response in asked if response.marks[index].value in ("met", "partly")]
        if point.red_flag and seen_by:
            yield RedFlag(
                number=item.number,
                question=item.text,
                text=point.text,
                by=len(seen_by),
                of=len(asked),
                notes=tuple(
                    (response.name, response.flag_note) for response in seen_by if response.flag_note
                ),
            )
