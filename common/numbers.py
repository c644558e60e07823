"""Decimals: writing them so that equal ones look the same, and how many places they have."""

from __future__ import annotations

from decimal import Decimal


def format_decimal(number: Decimal) -> str:
    """The number without an exponent or trailing zeros: 2.50 is "2.5", and 2.00 is "2"."""
    return f"{number.normalize():f}" if number else "0"


def decimal_places(number: Decimal) -> int:
    """How many decimals a number has, idle zeros left out."""
    return max(0, -int(number.normalize().as_tuple().exponent))
