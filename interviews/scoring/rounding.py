"""Rounding half up: how every rating, mean and total is rounded for show."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

HALF = Fraction(1, 2)


def round_half_up(value: Fraction) -> int:
    """The nearest whole number; the one further from 0 when both are as near.

    So a difference rounds alike whichever way it points: 2.5 is 3, and -2.5 is -3.
    """
    nearest = math.floor(abs(value) + HALF)
    return nearest if value >= 0 else -nearest


def round_to_digits(value: Fraction, digits: int) -> Decimal:
    """``value`` with so many decimals, by :func:`round_half_up`: 1/8 with two is 0.13."""
    return Decimal(round_half_up(value * 10**digits)).scaleb(-digits)
