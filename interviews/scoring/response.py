"""One question: from the marks of its rubric points to a suggestion, and what a response still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from interviews.scoring.rounding import HALF
from interviews.scoring.scale import Scale, refuse_bad_weight

CHECKLIST = "checklist"
LADDER = "ladder"


class Mark(StrEnum):
    """An interviewer's judgement of one rubric point; on a red flag, anything but missed is a tick."""

    MET = "met"
    PARTLY = "partly"
    MISSED = "missed"


class Requirement(StrEnum):
    """Something a response still lacks before its scorecard can be submitted."""

    RATING = "rating"
    NOT_ASKED_REASON = "not-asked-reason"
    EVIDENCE_LOW = "evidence-low"
    EVIDENCE_HIGH = "evidence-high"
    REASON = "reason"
    FLAG_NOTE = "flag-note"


@dataclass(frozen=True, slots=True)
class Point:
    """A rubric point. ``level`` is None on a checklist; a red flag never counts towards a suggestion."""

    id: int
    weight: Decimal = Decimal(1)
    level: int | None = None
    red_flag: bool = False

    def __post_init__(self) -> None:
        refuse_bad_weight(self.weight)


@dataclass(frozen=True, slots=True)
class ChecklistSuggestion:
    """``complete`` is False while a point is unmarked: it counts as missed until somebody judges it."""

    rubric_kind: ClassVar[str] = CHECKLIST
    rating: Decimal
    complete: bool
    total_weight: Decimal
    met_weight: Decimal
    partly_weight: Decimal


@dataclass(frozen=True, slots=True)
class LadderSuggestion:
    """How far up the candidate came.

    ``reached`` is the highest level that counts (0: none), ``next_level`` the one after it (None at
    the top), ``next_partly`` whether some of that is there. ``uncounted`` are the levels further up
    with something met or partly met, which count for nothing while ``next_level`` is not met.
    ``complete`` is as on a checklist.
    """

    rubric_kind: ClassVar[str] = LADDER
    rating: Decimal
    complete: bool
    reached: int
    next_level: int | None
    next_partly: bool
    uncounted: tuple[int, ...]


Suggestion = ChecklistSuggestion | LadderSuggestion
Marks = Mapping[int, Mark]


def suggest(rubric_kind: str, points: Iterable[Point], marks: Marks, scale: Scale) -> Suggestion | None:
    """What the marks (by point id) come to; None while no point that counts is marked.

    Marks of unknown points are ignored. Raises ValueError for an unknown kind of rubric.
    """
    if rubric_kind == CHECKLIST:
        return suggest_checklist(points, marks, scale)
    if rubric_kind == LADDER:
        return suggest_ladder(points, marks, scale)
    raise ValueError(f"Unknown kind of rubric: {rubric_kind!r}.")


def suggest_checklist(points: Iterable[Point], marks: Marks, scale: Scale) -> ChecklistSuggestion | None:
    """The share of the weight that is met (partly: half), on the scale, rounded half-up to the step.

    Points that weigh nothing together say nothing: None.
    """
    counted = [point for point in points if not point.red_flag]
    total = sum((Fraction(point.weight) for point in counted), Fraction(0))
    if not total or not _any_marked(counted, marks):
        return None
    met = _weight_of(counted, marks, Mark.MET)
    partly = _weight_of(counted, marks, Mark.PARTLY)
    share = (Fraction(met) + Fraction(partly) * HALF) / total
    return ChecklistSuggestion(
        rating=scale.fit(Fraction(scale.maximum) * share + Fraction(scale.step) * HALF),
        complete=_all_marked(counted, marks),
        total_weight=sum((point.weight for point in counted), Decimal(0)),
        met_weight=met,
        partly_weight=partly,
    )


def suggest_ladder(points: Iterable[Point], marks: Marks, scale: Scale) -> LadderSuggestion | None:
    """The highest level whose points, and all points below it, are met; ½ more for some of the next.

    A level is the rating of the same number. It is met when all its points are, and partly met when
    at least one of them is met or partly met. Only levels that have points are steps of the ladder:
    with points on 1 and 3 alone, 3 follows 1. Weights play no part, and a point without a level does
    not count. Where the scale has no half steps, the half is dropped: a level is not given before it
    is met.
    """
    counted = [point for point in points if not point.red_flag and point.level is not None]
    if not _any_marked(counted, marks):
        return None
    levels: dict[int, list[Mark | None]] = {}
    for point in counted:
        if point.level is not None:
            levels.setdefault(point.level, []).append(marks.get(point.id))
    ladder = sorted(levels)
    unmet = [level for level in ladder if any(mark != Mark.MET for mark in levels[level])]
    next_level = unmet[0] if unmet else None
    reached = max((level for level in ladder if next_level is None or level < next_level), default=0)
    begun = [level for level in ladder if any(mark in (Mark.MET, Mark.PARTLY) for mark in levels[level])]
    next_partly = next_level in begun
    return LadderSuggestion(
        rating=scale.fit(reached + (HALF if next_partly else Fraction(0))),
        complete=_all_marked(counted, marks),
        reached=reached,
        next_level=next_level,
        next_partly=next_partly,
        uncounted=tuple(level for level in begun if next_level is not None and level > next_level),
    )


def red_flags_ticked(points: Iterable[Point], marks: Marks) -> tuple[int, ...]:
    """The ids of the red flags the interviewer ticked."""
    ticked = (Mark.MET, Mark.PARTLY)
    return tuple(point.id for point in points if point.red_flag and marks.get(point.id) in ticked)


def _any_marked(points: Iterable[Point], marks: Marks) -> bool:
    return any(point.id in marks for point in points)


def _all_marked(points: Iterable[Point], marks: Marks) -> bool:
    return all(point.id in marks for point in points)


def _weight_of(points: Iterable[Point], marks: Marks, mark: Mark) -> Decimal:
    return sum((point.weight for point in points if marks.get(point.id) == mark), Decimal(0))


def requirements(
    *,
    scale: Scale,
    rating: Decimal | None,
    suggested: Decimal | None,
    red_flag_ticked: bool = False,
    not_asked: bool = False,
    evidence: str = "",
    reason: str = "",
    flag_note: str = "",
    not_asked_reason: str = "",
) -> tuple[Requirement, ...]:
    """What a response still lacks, in the order the page asks for it; empty when it can be submitted.

    A question that was not asked needs the reason for that and nothing else. ``suggested`` is the
    suggested rating, or None when there is none to differ from. Spaces and marks alone are no text.
    """
    if not_asked:
        return () if _says_something(not_asked_reason) else (Requirement.NOT_ASKED_REASON,)
    missing = [] if rating is not None else [Requirement.RATING]
    if rating is not None and not _says_something(evidence):
        if rating <= scale.evidence_at_or_below:
            missing.append(Requirement.EVIDENCE_LOW)
        elif rating >= scale.evidence_from:
            missing.append(Requirement.EVIDENCE_HIGH)
    differs = rating is not None and suggested is not None and rating != suggested
    if differs and not _says_something(reason):
        missing.append(Requirement.REASON)
    if red_flag_ticked and not _says_something(flag_note):
        missing.append(Requirement.FLAG_NOTE)
    return tuple(missing)


def _says_something(text: str) -> bool:
    return any(character.isalnum() for character in text)
