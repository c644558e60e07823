"""Ratings a point apart are a disagreement; those two apart are flagged."""

from decimal import Decimal

import pytest

from interviews.outcome.rules.spread import is_disagreement, is_wide, spread_of


@pytest.mark.parametrize(
    ("ratings", "spread"),
    [([], None), (["3"], None), (["3", None], None), (["3", "3"], "0"), (["2", "4.5", "3"], "2.5")],
)
def test_the_spread_is_highest_less_lowest(ratings, spread):
    given = [None if rating is None else Decimal(rating) for rating in ratings]
    assert spread_of(given) == (None if spread is None else Decimal(spread))


@pytest.mark.parametrize(
    ("spread", "disagreement", "wide"),
    [
        (None, False, False),
        ("0.5", False, False),
        ("1", True, False),
        ("1.5", True, False),
        ("2", True, True),
    ],
)
def test_a_difference_of_two_is_flagged(spread, disagreement, wide):
    value = None if spread is None else Decimal(spread)
    assert (is_disagreement(value), is_wide(value)) == (disagreement, wide)
