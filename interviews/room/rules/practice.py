"""How far somebody's scores of the sample answers lie from the reference. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from interviews.scoring.rounding import round_to_digits

#: A practice card asks for at least and at most so many sample answers.
FEWEST, MOST = 2, 3
#: Up to this far from the reference on average, two people judge alike.
CLOSE = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class PointCompared:
    """One rubric point as the reference and as the scorer marked it."""

    text: str
    red_flag: bool
    reference: str
    given: str

    @property
    def differs(self) -> bool:
        return self.reference != self.given


@dataclass(frozen=True, slots=True)
class SampleCompared:
    """One sample answer: both ratings, every point, and why HR rated it so."""

    question: str
    answer: str
    reference: Decimal
    given: Decimal
    explanation: str
    points: tuple[PointCompared, ...]

    @property
    def difference(self) -> Decimal:
        """Above 0: the scorer was kinder than the reference."""
        return self.given - self.reference

    @property
    def kinder(self) -> bool:
        return self.difference > 0

    @property
    def apart(self) -> Decimal:
        return abs(self.difference)

    @property
    def differing(self) -> int:
        """How many points were marked otherwise."""
        return sum(1 for point in self.points if point.differs)


@dataclass(frozen=True, slots=True)
class Compared:
    """All samples of one attempt."""

    samples: tuple[SampleCompared, ...]

    @property
    def mean_deviation(self) -> Decimal:
        """The mean of the absolute differences, one decimal, half-up; 0 without samples."""
        return _mean([sample.apart for sample in self.samples])

    @property
    def lean(self) -> Decimal:
        """The mean difference with its sign, one decimal: whether the scorer is kinder or stricter."""
        return _mean([sample.difference for sample in self.samples])

    @property
    def close(self) -> bool:
        return self.mean_deviation <= CLOSE

    @property
    def kinder(self) -> bool:
        return self.lean > 0


def _mean(differences: Sequence[Decimal]) -> Decimal:
    if not differences:
        return Decimal(0)
    return round_to_digits(Fraction(sum(differences, Decimal(0))) / len(differences), 1)


def sample_content(
    *,
    question: str,
    answer: str,
    points: Sequence[tuple[int, str, bool]],
    reference: tuple[Decimal, Mapping[str, str], str],
    judgement: tuple[Decimal, Mapping[str, str]],
) -> dict[str, Any]:
    """What an attempt stores of a sample. ``points``: (id, text, red flag); marks go by the id as text."""
    rating, marks, explanation = reference
    own_rating, own_marks = judgement
    return {
        "question": question,
        "answer": answer,
        "explanation": explanation,
        "reference": str(rating),
        "given": str(own_rating),
        "points": [
            {
                "text": text,
                "red_flag": red_flag,
                "reference": marks.get(str(pk), ""),
                "given": own_marks.get(str(pk), ""),
            }
            for pk, text, red_flag in points
        ],
    }


def references_of(content: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What an attempt was compared with: of its content all that HR gave."""
    return [
        _without_given(sample) | {"points": [_without_given(point) for point in sample["points"]]}
        for sample in content
    ]


def _without_given(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name != "given"}


def compared(content: Sequence[Mapping[str, Any]]) -> Compared:
    """An attempt's content as values."""
    return Compared(
        tuple(
            SampleCompared(
                question=sample["question"],
                answer=sample["answer"],
                reference=Decimal(sample["reference"]),
                given=Decimal(sample["given"]),
                explanation=sample["explanation"],
                points=tuple(PointCompared(**point) for point in sample["points"]),
            )
            for sample in content
        )
    )
