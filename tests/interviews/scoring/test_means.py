"""Several scorecards: their mean, and one member below the floor."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from interviews.scoring import (
    DEFAULT_SCALE,
    ItemResult,
    Scorecard,
    mean_of,
    total,
)
from tests.interviews.scoring.strategies import D, item_lists, ratings, values


def test_a_result_is_the_mean_of_the_members_totals_and_ratings():
    first = Scorecard(7, (ItemResult(1, D(1), D(5), "甲"), ItemResult(2, D(1), D(4), "乙")))
    second = Scorecard(8, (ItemResult(1, D(1), D("2.5"), "甲"), ItemResult(2, D(1), None, "乙")))
    result = mean_of([first, second], DEFAULT_SCALE)
    assert result.total.share == (Fraction(9, 10) + Fraction(1, 2)) / 2
    assert (result.total.percent, result.total.band) == (D("70.0"), "合格")
    assert [(item.item_id, item.mean, item.shown) for item in result.items] == [
        (1, Fraction(15, 4), D("3.8")),
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


@given(st.lists(st.lists(st.one_of(st.none(), ratings), min_size=3, max_size=3), min_size=1, max_size=4))
def test_a_mean_lies_among_the_members_and_does_not_depend_on_their_order(panel):
    cards = [
        Scorecard(
            member, tuple(ItemResult(n, D(n + 1), rating, "甲") for n, rating in enumerate(given_ratings))
        )
        for member, given_ratings in enumerate(panel)
    ]
    result = mean_of(cards, DEFAULT_SCALE).total
    shares = [share for card in cards if (share := total(card.items, DEFAULT_SCALE).share) is not None]
    assert result.share is None if not shares else min(shares) <= result.share <= max(shares)
    backwards = mean_of(cards[::-1], DEFAULT_SCALE).total
    assert (backwards.share, backwards.band) == (result.share, result.band)
