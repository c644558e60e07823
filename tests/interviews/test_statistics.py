"""Agreement in numbers: against published examples, and against the definitions written out plainly."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.statistics import Agreement, agreement_level, krippendorff_alpha, mean_difference

D = Decimal


def units_of(*people: str) -> list[list[Decimal | None]]:
    """One line a person, one column a question; a dot is a question they did not rate."""
    rows = [[None if rating == "." else D(rating) for rating in person.split()] for person in people]
    return [list(unit) for unit in zip(*rows, strict=True)]


#: Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section E: interval α = 0.849.
KRIPPENDORFF_2011 = units_of(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
#: The three coders and fifteen units of the encyclopedia's article on the measure: interval α = 0.811.
THREE_CODERS = units_of(
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)


@pytest.mark.parametrize(
    ("units", "published"), [(KRIPPENDORFF_2011, D("0.849")), (THREE_CODERS, D("0.811"))]
)
def test_alpha_is_what_was_published(units, published):
    alpha = krippendorff_alpha(units)
    assert alpha is not None
    assert round(D(alpha.numerator) / D(alpha.denominator), 3) == published


def test_the_difference_by_hand():
    """Question 1: 4.5, 2, 3.5 lie 2.5, 1 and 1.5 apart, 5/3 on average; question 2: 4, 3.5, so 0.5."""
    units = [[D("4.5"), D("2"), D("3.5")], [D("4"), None, D("3.5")], [None, D("5"), None]]
    assert mean_difference(units) == (Fraction(5, 3) + Fraction(1, 2)) / 2


@pytest.mark.parametrize(
    ("difference", "word"),
    [
        (Fraction(0), Agreement.HIGH),
        (Fraction(1, 2), Agreement.HIGH),
        (Fraction(501, 1000), Agreement.MEDIUM),
        (Fraction(1), Agreement.MEDIUM),
        (Fraction(1001, 1000), Agreement.LOW),
        (Fraction(5), Agreement.LOW),
    ],
)
def test_the_word_follows_the_part_of_the_scale(difference, word):
    assert agreement_level(difference, D(5)) is word
    assert agreement_level(difference * 2, D(10)) is word


def test_with_nobody_to_compare_there_is_no_measure():
    for units in ([], [[]], [[D(3)], [None, D(4)]]):
        assert mean_difference(units) is None
        assert krippendorff_alpha(units) is None
    assert agreement_level(None, D(5)) is None
    with pytest.raises(ValueError):
        agreement_level(Fraction(1), D(0))


def test_alpha_says_nothing_where_all_ratings_are_alike():
    same = [[D(3), D(3)], [D(3), D(3), D(3)]]
    assert krippendorff_alpha(same) is None
    assert mean_difference(same) == 0


ratings = st.sampled_from([D(n) / 2 for n in range(11)])
panels = st.integers(1, 4).flatmap(
    lambda people: st.lists(
        st.lists(st.none() | ratings, min_size=people, max_size=people), min_size=1, max_size=8
    )
)


def alpha_by_coincidences(units: list[list[Decimal | None]]) -> Fraction | None:
    """The definition as it stands: a matrix of coincidences, observed and expected differences."""
    coincidences: dict[tuple[Decimal, Decimal], Fraction] = {}
    for unit in units:
        values = [value for value in unit if value is not None]
        for a, b in permutations(range(len(values)), 2):
            pair = (values[a], values[b])
            coincidences[pair] = coincidences.get(pair, Fraction(0)) + Fraction(1, len(values) - 1)
    totals: dict[Decimal, Fraction] = {}
    for (a, _), count in coincidences.items():
        totals[a] = totals.get(a, Fraction(0)) + count
    n = sum(totals.values(), Fraction(0))
    observed = sum((count * Fraction(a - b) ** 2 for (a, b), count in coincidences.items()), Fraction(0))
    expected = sum(
        (totals[a] * totals[b] * Fraction(a - b) ** 2 for a in totals for b in totals), Fraction(0)
    )
    return 1 - (n - 1) * observed / expected if expected else None


@given(panels)
def test_alpha_equals_its_definition_by_coincidences(units):
    assert krippendorff_alpha(units) == alpha_by_coincidences(units)


@given(panels, ratings)
def test_alpha_never_exceeds_one_and_does_not_mind_order_or_shift(units, shift):
    alpha = krippendorff_alpha(units)
    assert alpha is None or alpha <= 1
    assert krippendorff_alpha([unit[::-1] for unit in units[::-1]]) == alpha
    moved = [[None if value is None else value + shift for value in unit] for unit in units]
    assert krippendorff_alpha(moved) == alpha
    assert mean_difference(moved) == mean_difference(units)


@given(panels)
def test_perfect_agreement_is_no_difference_and_the_other_way_round(units):
    difference, alpha = mean_difference(units), krippendorff_alpha(units)
    if difference == 0 and alpha is not None:
        assert alpha == 1
    if alpha == 1:
        assert difference == 0
    spreads = [
        max(values) - min(values) for unit in units if len(values := [v for v in unit if v is not None]) > 1
    ]
    assert (difference is None) is (not spreads)
    if difference is not None:
        assert 0 <= difference <= Fraction(max(spreads))
