"""How numbers are written where equal ones must look the same."""

from __future__ import annotations

from decimal import Decimal


def format_decimal(number: Decimal) -> str:
    """Without an exponent or idle zeros: 2.50 is 2.5, and 2.00 is 2, from a form or from the database."""
    return f"{number.normalize():f}" if number else "0"
