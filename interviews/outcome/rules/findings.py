"""What speaks for a candidate and what against: from the points met and missed over a panel. Pure rules.

- A *strength* is a point that more than half of those who judged it found met, in a question whose result
  reaches a band.
- A *concern* is a point that more than half of those who judged it found missed.
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

#: So many strengths and concerns a summary names.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """A point of question ``number`` that ``by`` of the ``of`` people who judged it found so.

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
    """All of them, the weightiest first; a summary names the first NAMED of each."""

    strengths: tuple[Finding, ...]
    concerns: tuple[Finding, ...]
    red_flags: tuple[RedFlag, ...]

    @property
    def named_strengths(self) -> tuple[Finding, ...]:
        return self.strengths[:NAMED]

    @property
    def named_concerns(self) -> tuple[Finding, ...]:
        return self.concerns[:NAMED]


def findings_of(items: Sequence[ItemReport], scale: Scale) -> Findings:
    """The findings over these questions, in an order that depends on what was found alone."""
    strengths: list[Finding] = []
    concerns: list[Finding] = []
    for item in items:
        points = list(_points(item))
        if item.rubric_kind == LADDER:
            reached, missed = _steps(points)
        else:
            reached = [one for one in points if one.most("met")]
            missed = [one for one in points if one.most("missed")]
        if _reaches_a_band(item, scale):
            strengths += [_finding(item, one, "met") for one in reached]
        concerns += [_finding(item, one, "missed") for one in missed]
    return Findings(
        strengths=tuple(sorted((one for one in strengths if one.worth), key=_order)),
        concerns=tuple(sorted((one for one in concerns if one.worth), key=_order)),
        red_flags=tuple(flag for item in items for flag in _red_flags(item)),
    )


@dataclass(frozen=True, slots=True)
class _Point:
    """A point that counts, with the marks it was given, and what part of its question it is."""

    point: PointMark
    values: tuple[str, ...]
    share: Fraction

    def count(self, value: str) -> int:
        return self.values.count(value)

    def most(self, value: str) -> bool:
        return 2 * self.count(value) > len(self.values)


def _points(item: ItemReport) -> Iterator[_Point]:
    """The points of a question, red flags aside. The levels of a ladder share alike: they have no weights."""
    counting = [(index, point) for index, point in enumerate(item.points) if not point.red_flag]
    weights = [Fraction(1 if item.rubric_kind == LADDER else point.weight) for _, point in counting]
    whole = sum(weights, Fraction(0))
    for (index, point), weight in zip(counting, weights, strict=True):
        given = (one.marks[index].value for one in item.responses if not one.not_asked)
        yield _Point(point, tuple(value for value in given if value), weight / whole if whole else whole)


def _steps(points: Iterable[_Point]) -> tuple[list[_Point], list[_Point]]:
    """Of a ladder: the points of the highest level reached with all lower ones, and the missed ones of the
    lowest level where one was missed."""
    levels: defaultdict[int, list[_Point]] = defaultdict(list)
    for one in points:
        levels[one.point.level or 0].append(one)
    ladder = [levels[level] for level in sorted(levels)]
    reached: list[_Point] = []
    for level in ladder:
        if not all(one.most("met") for one in level):
            break
        reached = level
    missed = ([one for one in level if one.most("missed")] for level in ladder)
    return reached, next((level for level in missed if level), [])


def _reaches_a_band(item: ItemReport, scale: Scale) -> bool:
    """By its consensus where one is kept, else by the mean of what was given."""
    given = [one.rating for one in item.responses if one.rating is not None]
    ratings = [item.consensus.rating] if item.consensus else given
    known = [Fraction(rating) for rating in ratings if rating is not None]
    if not known:
        return False
    share = sum(known, Fraction(0)) / len(known) / Fraction(scale.maximum)
    return scale.band(share) != scale.lowest_band


def _finding(item: ItemReport, one: _Point, value: str) -> Finding:
    return Finding(
        number=item.number,
        question=item.text,
        text=one.point.text,
        level=one.point.level,
        by=one.count(value),
        of=len(one.values),
        worth=Fraction(item.weight) * one.share,
    )


def _order(one: Finding) -> tuple[Fraction, Fraction, int, int, str]:
    """The weightiest first; of equals what more of the panel found, then as the sheet has it."""
    return -one.worth, -Fraction(one.by, one.of), one.number, one.level or 0, one.text


def _red_flags(item: ItemReport) -> Iterator[RedFlag]:
    """The red flags of a question that somebody saw, as the sheet has them."""
    asked = [one for one in item.responses if not one.not_asked]
    for index, point in enumerate(item.points):
        saw = [one for one in asked if one.marks[index].value in ("met", "partly")]
        if point.red_flag and saw:
            yield RedFlag(
                number=item.number,
                question=item.text,
                text=point.text,
                by=len(saw),
                of=len(asked),
                notes=tuple((one.name, one.flag_note) for one in saw if one.flag_note),
            )
