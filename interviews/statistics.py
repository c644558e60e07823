"""How far several people agree in what they gave. Pure rules, no database; exact, in fractions.

A *unit* is one question; its values are the ratings of those who asked it, None for the others.

Two measures are told apart, because they answer different questions:

- :func:`mean_difference`: how many points two people's ratings of the same question lie apart, on
  average (Gini's mean difference within each question, averaged over the questions). It is what the
  page says in words: it is in points of the scale, and it does not depend on the candidate.
- :func:`krippendorff_alpha`: Krippendorff's alpha with the interval metric, that is the agreement beyond
  what chance would bring about (K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011,
  and "Content Analysis", chapter 11). 1 is perfect agreement, 0 is chance. It needs questions on which
  the candidate did differently well: where all ratings are alike it has nothing to measure against.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

Unit = Sequence[Decimal | None]


class Agreement(StrEnum):
    """Agreement in a word; see :func:`agreement`."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


#: Up to this part of the scale's range two ratings of one question lie apart on average (0.5 and 1 of 5).
HIGH_UP_TO, MEDIUM_UP_TO = Fraction(1, 10), Fraction(1, 5)


def mean_difference(units: Iterable[Unit]) -> Fraction | None:
    """The mean over the questions of the mean |a − b| over all pairs of ratings of one question.

    Every question counts alike, however many asked it. None when no question was rated by two people.
    """
    means = [
        sum((abs(a - b) for a, b in combinations(values, 2)), Fraction(0))
        / (len(values) * (len(values) - 1) // 2)
        for values in _paired(units)
    ]
    return sum(means, Fraction(0)) / len(means) if means else None


def agreement_level(difference: Fraction | None, span: Decimal) -> Agreement | None:
    """The mean difference in a word, as a part of the scale's ``span`` (maximum less minimum).

    High up to a tenth of it (0.5 of 5), medium up to a fifth (1 of 5), else low; None stays None.
    Raises ValueError for a span that is not above 0.
    """
    if span <= 0:
        raise ValueError("A scale has a span above 0.")
    if difference is None:
        return None
    part = difference / Fraction(span)
    if part <= HIGH_UP_TO:
        return Agreement.HIGH
    return Agreement.MEDIUM if part <= MEDIUM_UP_TO else Agreement.LOW


def krippendorff_alpha(units: Iterable[Unit]) -> Fraction | None:
    """α = 1 − D_observed / D_expected with the interval metric δ² = (a − b)².

    D_observed is the mean δ² over the pairs within questions, each question's pairs weighted by
    1/(m − 1) where m people rated it; D_expected is the mean δ² over all pairs of all these ratings.
    A question that fewer than two people rated leaves both. None when nothing was rated by two people
    or all ratings are the same.
    """
    paired = _paired(units)
    values = [value for unit in paired for value in unit]
    n = len(values)
    expected = _squares(values)
    if not expected:
        return None
    observed = sum((_squares(unit) / (len(unit) - 1) for unit in paired), Fraction(0))
    return 1 - (n - 1) * observed / expected


def _paired(units: Iterable[Unit]) -> list[list[Fraction]]:
    """The ratings of each question that two or more people rated."""
    rated = ([Fraction(value) for value in unit if value is not None] for unit in units)
    return [values for values in rated if len(values) > 1]


def _squares(values: Sequence[Fraction]) -> Fraction:
    """Σ (a − b)² over all pairs: n Σ a² − (Σ a)²."""
    total = sum(values, Fraction(0))
    return len(values) * sum((value * value for value in values), Fraction(0)) - total * total
