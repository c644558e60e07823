"""A scorecard's total: the value assessment's own cases by hand, and what holds for every input."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interviews.scoring import (
    CHECKLIST,
    DEFAULT_SCALE,
    LADDER,
    ItemResult,
    total,
)
from tests.interviews.scoring.strategies import D, item_lists, ratings, values, weights

# The document, worked by hand


@pytest.mark.parametrize(
    ("given_ratings", "points", "band", "percent"),
    [
        (["5", "5", "5", "5", "5", "5"], "30", "优秀", "100.0"),
        (["5", "5", "5", "4", "4", "4"], "27", "优秀", "90.0"),
        (["5", "5", "5", "4", "4", "3.5"], "26.5", "良好", "88.3"),
        (["4", "4", "4", "4", "4", "3"], "23", "良好", "76.7"),
        (["4", "4", "4", "4", "3.5", "3"], "22.5", "合格", "75.0"),
        (["4", "3", "3", "3", "3", "3"], "19", "合格", "63.3"),
        (["3.5", "3", "3", "3", "3", "3"], "18.5", "不合格", "61.7"),
        (["1", "1", "1", "1", "1", "1"], "6", "不合格", "20.0"),
    ],
)
def test_the_documents_bands(given_ratings, points, band, percent):
    result = total(values(*given_ratings), DEFAULT_SCALE)
    assert result.share == Fraction(points) / 30
    assert result.band == band
    assert result.percent == D(percent)
    assert result.disqualified_by == ()


@pytest.mark.parametrize("lowest", ["0", "0.5"])
def test_one_value_below_1_fails_the_whole_and_is_named(lowest):
    result = total(values("5", "5", "5", lowest, "5", "5"), DEFAULT_SCALE)
    assert result.band == "不合格"
    assert result.disqualified_by == (3,)
    assert DEFAULT_SCALE.band(result.share) == "良好"


def test_a_value_of_exactly_1_does_not_fail_the_whole():
    assert total(values("5", "5", "5", "1", "5", "5"), DEFAULT_SCALE).band == "良好"


def test_a_checklist_question_never_disqualifies():
    result = total(values("5", "5", "5", "0", "5", "5", kind=CHECKLIST), DEFAULT_SCALE)
    assert (result.band, result.disqualified_by) == ("良好", ())


def test_bands_are_compared_as_fractions_not_as_rounded_percentages():
    assert DEFAULT_SCALE.band(Fraction(23, 30)) == "良好"
    assert DEFAULT_SCALE.band(Fraction(23, 30) - Fraction(1, 10**12)) == "合格"
    assert DEFAULT_SCALE.band(Fraction(19, 30)) == "合格"
    assert DEFAULT_SCALE.band(Fraction(6333, 10000)) == "不合格"


# Totals


def test_weights_count_and_what_was_not_asked_leaves_the_sums():
    items = [
        ItemResult(1, D(3), D(4), "甲", ("沟通", "决策")),
        ItemResult(2, D(1), D(2), "乙", ("沟通",)),
        ItemResult(3, D(9), None, "乙", ("执行",)),
    ]
    result = total(items, DEFAULT_SCALE)
    assert result.share == Fraction(3 * 4 + 1 * 2, 4 * 5)
    assert (result.asked, result.not_asked) == ((1, 2), (3,))
    assert [(part.name, part.share, part.asked, part.not_asked) for part in result.categories] == [
        ("甲", Fraction(4, 5), (1,), ()),
        ("乙", Fraction(2, 5), (2,), (3,)),
    ]
    assert [(part.name, part.percent) for part in result.competencies] == [
        ("沟通", D("70.0")),
        ("决策", D("80.0")),
        ("执行", None),
    ]


@pytest.mark.parametrize(
    "items",
    [[], [ItemResult(1, D(1), None)], [ItemResult(1, D(0), D(3))]],
    ids=["none", "unasked", "weightless"],
)
def test_without_anything_to_count_there_is_no_percentage_and_no_band(items):
    result = total(items, DEFAULT_SCALE)
    assert (result.share, result.percent, result.band) == (None, None, None)


def test_a_ladder_item_disqualifies_even_when_it_weighs_nothing():
    result = total([ItemResult(1, D(0), D("0.5"), rubric_kind=LADDER)], DEFAULT_SCALE)
    assert (result.percent, result.band, result.disqualified_by) == (None, "不合格", (1,))


@pytest.mark.parametrize("rating", ["5.5", "-0.5"])
def test_a_rating_outside_the_scale_is_refused(rating):
    with pytest.raises(ValueError, match="outside the scale"):
        total([ItemResult(1, D(1), D(rating))], DEFAULT_SCALE)


@given(item_lists(min_size=1))
def test_a_total_lies_between_the_lowest_and_the_highest_rating(items):
    asked = [Fraction(item.rating) / 5 for item in items if item.rating is not None]
    share = total(items, DEFAULT_SCALE).share
    assert share is None if not asked else min(asked) <= share <= max(asked)


@given(item_lists())
def test_not_asked_is_the_same_as_not_on_the_sheet(items):
    whole = total(items, DEFAULT_SCALE)
    without = total([item for item in items if item.rating is not None], DEFAULT_SCALE)
    assert without.not_asked == ()
    assert (whole.share, whole.band, whole.disqualified_by, whole.asked) == (
        without.share,
        without.band,
        without.disqualified_by,
        without.asked,
    )
    for group, remaining in (
        (whole.categories, without.categories),
        (whole.competencies, without.competencies),
    ):
        asked = {part.name: part.share for part in group if part.asked}
        assert asked == {part.name: part.share for part in remaining}


@given(item_lists(), weights)
def test_only_the_proportion_of_the_items_weights_matters(items, factor):
    heavier = [replace(item, weight=item.weight * factor) for item in items]
    assert total(heavier, DEFAULT_SCALE) == total(items, DEFAULT_SCALE)


@given(item_lists(), st.randoms(use_true_random=False))
def test_the_order_of_the_items_does_not_matter(items, random):
    shuffled = total(random.sample(items, len(items)), DEFAULT_SCALE)
    result = total(items, DEFAULT_SCALE)
    assert (shuffled.share, shuffled.band) == (result.share, result.band)
    assert set(shuffled.disqualified_by) == set(result.disqualified_by)
    assert {p.name: p.share for p in shuffled.competencies} == {p.name: p.share for p in result.competencies}


@given(item_lists(min_size=1), st.data())
def test_a_higher_rating_never_lowers_a_total(items, data):
    n = data.draw(st.integers(0, len(items) - 1))
    assume(items[n].rating is not None)
    higher = data.draw(ratings.filter(lambda rating: rating >= items[n].rating))
    raised = [*items[:n], replace(items[n], rating=higher), *items[n + 1 :]]
    assert total(raised, DEFAULT_SCALE).share >= total(items, DEFAULT_SCALE).share
