"""The result with a consensus: per question it stands in place of what was given, exactly."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interviews.scoring import (
    DEFAULT_SCALE,
    LADDER,
    ItemResult,
    Scorecard,
    mean_of,
    outlooks,
    result_of,
    total,
)

D = Decimal
RATINGS = DEFAULT_SCALE.ratings()


def card(member: int, *ratings: str | None, kind: str = "checklist") -> Scorecard:
    """Questions 1, 2, … of weights 1, 2, … rated so; None was not asked."""
    return Scorecard(
        member,
        tuple(
            ItemResult(n, D(n), None if rating is None else D(rating), f"C{n % 2}", (), kind)
            for n, rating in enumerate(ratings, start=1)
        ),
    )


def test_a_consensus_stands_in_place_of_the_mean_by_hand():
    """(1·4 + 2·3)/15 instead of (1·3.25 + 2·3)/15."""
    cards = [card(7, "4.5", "3"), card(8, "2", "3")]
    result = result_of(cards, {1: D(4)}, DEFAULT_SCALE)
    assert result.total.share == Fraction(10, 15)
    assert result.mean == mean_of(cards, DEFAULT_SCALE)
    assert result.mean.total.share == (Fraction(13, 4) + 6) / 15
    assert [item.shown for item in result.mean.items] == [D("3.25"), D("3.0")]


def test_a_finding_below_the_floor_is_settled_by_the_consensus():
    cards = [card(7, "4", kind=LADDER), card(8, "0.5", kind=LADDER)]
    assert result_of(cards, {}, DEFAULT_SCALE).total.disqualified_by == (1,)
    lifted = result_of(cards, {1: D(3)}, DEFAULT_SCALE)
    assert (lifted.total.disqualified_by, lifted.total.band) == ((), "不合格")
    assert lifted.mean.total.disqualified_by == (1,)
    result = result_of([card(7, "4", kind=LADDER)], {1: D("0.5")}, DEFAULT_SCALE)
    assert (result.total.disqualified_by, result.total.band) == ((1,), "不合格")


def test_a_question_one_member_did_not_ask_is_judged_by_the_whole_panel():
    result = result_of([card(7, "4", "2"), card(8, "4", None)], {2: D(3)}, DEFAULT_SCALE)
    assert result.total.share == Fraction(1 * 4 + 2 * 3, 15)
    assert result.total.not_asked == ()


@pytest.mark.parametrize("wrong", [{9: D(3)}, {1: D("5.5")}, {1: D(-1)}])
def test_what_no_panel_can_agree_on_is_refused(wrong):
    with pytest.raises(ValueError):
        result_of([card(7, "4")], wrong, DEFAULT_SCALE)
    with pytest.raises(ValueError):
        result_of([], {1: D(3)}, DEFAULT_SCALE)


ratings = st.sampled_from(RATINGS)
questions = st.integers(1, 4)


@st.composite
def panels(draw: st.DrawFn) -> tuple[list[Scorecard], dict[int, Decimal]]:
    """One to four scorecards over the same questions, and a consensus on some of them."""
    count = draw(questions)
    given_ratings = st.none() | ratings
    kinds = draw(st.lists(st.sampled_from(["checklist", LADDER]), min_size=count, max_size=count))
    weights = draw(st.lists(st.integers(1, 3), min_size=count, max_size=count))
    cards = [
        Scorecard(
            member,
            tuple(
                ItemResult(n, D(weights[n]), draw(given_ratings), "甲", ("乙",), kinds[n])
                for n in range(count)
            ),
        )
        for member in range(draw(st.integers(1, 4)))
    ]
    return cards, draw(st.dictionaries(st.integers(0, count - 1), ratings))


@given(panels())
def test_without_a_consensus_the_result_is_the_mean(panel):
    cards, _ = panel
    result = result_of(cards, {}, DEFAULT_SCALE)
    assert result.total == result.mean.total == mean_of(cards, DEFAULT_SCALE).total


@given(panels())
def test_what_was_given_stays_as_it_is(panel):
    cards, consensus = panel
    assert result_of(cards, consensus, DEFAULT_SCALE).mean == mean_of(cards, DEFAULT_SCALE)


@given(panels(), st.data())
def test_with_a_consensus_on_every_question_only_the_consensus_counts(panel, data):
    cards, _ = panel
    items = cards[0].items
    consensus = {item.item_id: data.draw(ratings) for item in items}
    agreed = [
        ItemResult(i.item_id, i.weight, consensus[i.item_id], i.category, i.competencies, i.rubric_kind)
        for i in items
    ]
    assert result_of(cards, consensus, DEFAULT_SCALE).total == total(agreed, DEFAULT_SCALE)


@given(panels())
def test_each_question_counts_with_its_consensus_or_the_mean_of_those_who_asked_it(panel):
    cards, consensus = panel
    gained = possible = Fraction(0)
    for index, item in enumerate(cards[0].items):
        given_ratings = [Fraction(r) for card in cards if (r := card.items[index].rating) is not None]
        if index in consensus:
            given_ratings = [Fraction(consensus[index])]
        if given_ratings:
            gained += Fraction(item.weight) * sum(given_ratings) / len(given_ratings)
            possible += Fraction(item.weight) * 5
    share = result_of(cards, consensus, DEFAULT_SCALE).total.share
    assert share == (gained / possible if possible else None)


@given(panels(), st.data())
def test_writing_down_a_mean_as_it_is_changes_no_sum(panel, data):
    """Only what no sum tells may follow: a finding below the floor counts as talked over."""
    cards, consensus = panel
    before = result_of(cards, consensus, DEFAULT_SCALE)
    means = {item.item_id: item.mean for item in before.mean.items if item.mean is not None}
    open_items = sorted(means.keys() - consensus.keys())
    assume(open_items)
    item = data.draw(st.sampled_from(open_items))
    after = result_of(cards, {**consensus, item: means[item]}, DEFAULT_SCALE)
    assert (after.total.share, after.total.percent) == (before.total.share, before.total.percent)
    assert (after.total.categories, after.total.competencies) == (
        before.total.categories,
        before.total.competencies,
    )
    assert set(before.total.disqualified_by) - set(after.total.disqualified_by) <= {item}
    assert set(after.total.disqualified_by) <= set(before.total.disqualified_by)


@given(panels(), st.data())
def test_a_higher_consensus_never_lowers_the_result(panel, data):
    cards, consensus = panel
    item = data.draw(st.sampled_from([given.item_id for given in cards[0].items]))
    low, high = sorted((data.draw(ratings), data.draw(ratings)))
    lower = result_of(cards, consensus | {item: low}, DEFAULT_SCALE).total
    higher = result_of(cards, consensus | {item: high}, DEFAULT_SCALE).total
    assert lower.share is not None and higher.share is not None and lower.share <= higher.share


@given(panels())
def test_what_a_consensus_would_change_is_what_it_then_changes(panel):
    cards, consensus = panel
    foreseen = outlooks(cards, consensus, DEFAULT_SCALE)
    for item in cards[0].items:
        for rating in (None, *RATINGS):
            agreed = {key: value for key, value in consensus.items() if key != item.item_id}
            agreed |= {} if rating is None else {item.item_id: rating}
            then = result_of(cards, agreed, DEFAULT_SCALE).total
            outlook = foreseen[item.item_id][rating]
            assert (outlook.percent, outlook.band) == (then.percent, then.band)
