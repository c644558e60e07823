"""Several scorecards: the mean of each question, the total it composes to, and one member below the floor."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interviews.scoring import (
    DEFAULT_SCALE,
    ItemResult,
    Scorecard,
    mean_of,
    total,
)
from interviews.scoring.results import shown_mean
from tests.interviews.scoring.strategies import D, item_lists, ratings, values


def test_each_question_counts_with_the_mean_of_those_who_asked_it():
    """(3.75 + 4) / 10: the second question was asked by one of two, and weighs as much as the first."""
    first = Scorecard(7, (ItemResult(1, D(1), D(5), "甲"), ItemResult(2, D(1), D(4), "乙")))
    second = Scorecard(8, (ItemResult(1, D(1), D("2.5"), "甲"), ItemResult(2, D(1), None, "乙")))
    result = mean_of([first, second], DEFAULT_SCALE)
    assert result.total.share == (Fraction(15, 4) + 4) / 10
    assert (result.total.percent, result.total.band) == (D("77.5"), "良好")
    assert [(item.item_id, item.mean, item.shown) for item in result.items] == [
        (1, Fraction(15, 4), D("3.75")),
        (2, Fraction(4), D("4.0")),
    ]
    assert [(given_by.member_id, given_by.rating) for given_by in result.items[1].ratings] == [
        (7, D(4)),
        (8, None),
    ]
    assert [(part.name, part.share) for part in result.total.categories] == [
        ("甲", Fraction(3, 4)),
        ("乙", Fraction(4, 5)),
    ]
    assert (result.total.asked, result.total.not_asked) == ((1, 2), ())
    assert result.total.categories[1].not_asked == ()


def test_the_means_that_are_shown_compose_to_the_total_that_is_shown():
    """4 and “not asked”, 3 and 2: the means are 3.5 and 2, and 5.5 of 10 is 55 %."""
    cards = [
        Scorecard(7, (ItemResult(1, D(1), D(4)), ItemResult(2, D(1), None))),
        Scorecard(8, (ItemResult(1, D(1), D(3)), ItemResult(2, D(1), D(2)))),
    ]
    result = mean_of(cards, DEFAULT_SCALE)
    assert [item.shown for item in result.items] == [D("3.5"), D("2.0")]
    assert (result.total.percent, result.total.band) == (D("55.0"), "不合格")


@pytest.mark.parametrize(
    ("mean", "shown"),
    [(Fraction(7, 2), "3.5"), (Fraction(3), "3.0"), (Fraction(17, 4), "4.25"), (Fraction(10, 3), "3.33")],
)
def test_a_mean_is_shown_as_it_is_and_not_as_another_rating(mean, shown):
    assert str(shown_mean(mean)) == shown


def test_one_member_below_the_floor_disqualifies_and_it_is_said_who():
    high = Scorecard(7, tuple(values("5", "5", "5", "5", "5", "5")))
    low = Scorecard(8, tuple(values("5", "5", "0.5", "5", "5", "5")))
    result = mean_of([high, low], DEFAULT_SCALE)
    assert (result.total.band, result.total.disqualified_by) == ("不合格", (2,))
    assert [given_by.member_id for given_by in result.items[2].ratings if given_by.below_floor] == [8]
    assert result.items[2].mean == Fraction(11, 4)
    assert [(member, member_total.band) for member, member_total in result.members] == [
        (7, "优秀"),
        (8, "不合格"),
    ]


def test_an_item_nobody_asked_has_no_mean():
    cards = [Scorecard(n, (ItemResult(1, D(1), None), ItemResult(2, D(1), D(3)))) for n in (7, 8)]
    result = mean_of(cards, DEFAULT_SCALE)
    assert (result.items[0].mean, result.items[0].shown) == (None, None)
    assert (result.total.asked, result.total.not_asked, result.total.share) == ((2,), (1,), Fraction(3, 5))


def test_without_a_scorecard_there_is_no_result():
    result = mean_of([], DEFAULT_SCALE)
    assert (result.total.share, result.total.percent, result.total.band) == (None, None, None)
    assert (result.items, result.members, result.total.disqualified_by) == ((), (), ())


@given(item_lists())
def test_the_mean_of_one_scorecard_is_that_scorecard(items):
    assert mean_of([Scorecard(7, tuple(items))], DEFAULT_SCALE).total == total(items, DEFAULT_SCALE)


PANELS = st.lists(st.lists(st.one_of(st.none(), ratings), min_size=3, max_size=3), min_size=1, max_size=4)


def _scorecards(panel):
    return [
        Scorecard(
            member, tuple(ItemResult(n, D(n + 1), rating, "甲") for n, rating in enumerate(given_ratings))
        )
        for member, given_ratings in enumerate(panel)
    ]


@given(PANELS)
def test_a_mean_does_not_depend_on_the_members_order(panel):
    cards = _scorecards(panel)
    forwards, backwards = (mean_of(order, DEFAULT_SCALE).total for order in (cards, cards[::-1]))
    assert (forwards.share, forwards.band) == (backwards.share, backwards.band)


@given(st.lists(st.lists(ratings, min_size=3, max_size=3), min_size=1, max_size=4))
def test_where_all_asked_everything_the_result_is_the_mean_of_the_totals(panel):
    cards = _scorecards(panel)
    shares = [total(card.items, DEFAULT_SCALE).share for card in cards]
    assert mean_of(cards, DEFAULT_SCALE).total.share == sum(shares) / len(shares)


@given(PANELS, st.data())
def test_a_rating_raised_never_lowers_a_result(panel, data):
    rated = [
        (m, n) for m, given_ratings in enumerate(panel) for n, r in enumerate(given_ratings) if r is not None
    ]
    assume(rated)
    member, number = data.draw(st.sampled_from(rated))
    raised = [list(given_ratings) for given_ratings in panel]
    raised[member][number] = data.draw(ratings.filter(lambda rating: rating >= panel[member][number]))
    before, after = (mean_of(_scorecards(p), DEFAULT_SCALE).total.share for p in (panel, raised))
    assert after >= before
