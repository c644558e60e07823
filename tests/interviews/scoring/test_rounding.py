"""Numbers are rounded half up; below 0 the half goes away from 0, so that both directions round alike."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.scoring.rounding import round_half_up, round_to_digits


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("2.4", 2), ("2.5", 3), ("3.5", 4), ("0", 0), ("-2.4", -2), ("-2.5", -3), ("-0.5", -1)],
)
def test_the_half_goes_away_from_zero(value, rounded):
    assert round_half_up(Fraction(value)) == rounded


@given(st.fractions())
def test_both_directions_round_alike(value):
    assert round_half_up(-value) == -round_half_up(value)
    assert abs(round_half_up(value) - value) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [("1/8", 2, "0.13"), ("-1/8", 2, "-0.13"), ("2/3", 1, "0.7"), ("4", 1, "4.0"), ("-1/100", 1, "0.0")],
)
def test_decimals(value, digits, rounded):
    assert str(round_to_digits(Fraction(value), digits)) == rounded
