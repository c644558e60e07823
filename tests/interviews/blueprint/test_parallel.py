"""Parallel sheets: they share as little as one sheet at a time can reach, and nothing when there is room."""

from dataclasses import replace
from itertools import combinations_with_replacement, product

from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.blueprint import DIFFICULTIES, OfferedQuestion, Wishes, choose, choose_parallel, unmet_wishes
from tests.interviews.blueprint.helpers import (
    allowed_selections,
    any_wishes,
    bank_question,
    banks,
    comparable,
    measure_of,
)

modest_wishes = st.builds(
    Wishes,
    per_category=st.dictionaries(st.sampled_from((1, 2, 3)), st.integers(1, 2), min_size=1, max_size=2),
    kinds=st.dictionaries(st.sampled_from(("behavioural", "situational")), st.integers(1, 1), max_size=1),
    ladders=st.integers(0, 1),
    aim=st.none() | st.integers(5, 30),
)


def shared_by(sheets):
    ids = [{question.id for question in sheet} for sheet in sheets]
    return sum(len(first & second) for index, first in enumerate(ids) for second in ids[index + 1 :])


@settings(max_examples=50)
@given(banks, any_wishes, st.integers(2, 4))
def test_every_sheet_keeps_what_one_alone_would(bank, wishes, number):
    alone = choose(bank, wishes, explain=False)
    result = choose_parallel(bank, wishes, number=number)
    assert len(result.sheets) == number
    for sheet in result.sheets:
        assert sheet.measure[:4] == alone.measure[:4]


@settings(max_examples=50)
@given(banks, any_wishes, st.integers(2, 3))
def test_no_one_sheet_can_be_exchanged_for_one_that_shares_less(bank, wishes, number):
    result = choose_parallel(bank, wishes, number=number)
    for index, sheet in enumerate(result.sheets):
        others = [other.chosen for place, other in enumerate(result.sheets) if place != index]
        shared = sum(len({question.id for question in other} & set(sheet.ids)) for other in others)
        for chosen in allowed_selections(bank, wishes):
            if measure_of(chosen, wishes)[:4] == tuple(sheet.measure[:4]):
                ids = {question.id for question in chosen}
                assert sum(len({question.id for question in other} & ids) for other in others) >= shared


@settings(max_examples=80)
@given(banks, modest_wishes, st.integers(2, 3))
def test_what_must_be_shared_is_not_overstated(bank, wishes, number):
    """``least_shared`` is a bound for all sheets together, tried against every combination there is."""
    result = choose_parallel(bank[:7], wishes, number=number)
    if result.least_shared is None:
        return
    perfect = [
        chosen
        for chosen in allowed_selections(bank[:7], wishes)
        if measure_of(chosen, wishes)[:4] == (0, 0, 0, 0)
    ]
    fewest = min(shared_by(sheets) for sheets in combinations_with_replacement(perfect, number))
    assert result.least_shared <= fewest <= result.shared


@settings(max_examples=50)
@given(modest_wishes, st.integers(2, 4))
def test_nothing_is_shared_when_the_bank_is_big_enough(wishes, number):
    traits = product(range(10), (1, 2, 3), ("behavioural", "situational"), (True, False))
    bank = [
        OfferedQuestion(place, category, kind, ladder, "medium", 4 + place % 3, place=place)
        for place, (_, category, kind, ladder) in enumerate(traits)
    ]
    result = choose_parallel(bank, wishes, number=number)
    assert result.shared == result.least_shared == 0
    assert all(sheet.measure.wishes_kept for sheet in result.sheets)


def test_the_seldom_ones_are_dealt_out():
    """The first sheet must not take both ladders for the sake of its minutes."""
    ladders = [bank_question(1, ladder=True, minutes=10), bank_question(2, ladder=True, minutes=10)]
    bank = [*ladders, bank_question(3), bank_question(4), bank_question(5, minutes=6)]
    result = choose_parallel(bank, Wishes(total=2, ladders=1, aim=20), number=2)
    assert result.shared == result.least_shared == 0
    assert [sum(question.ladder for question in sheet.chosen) for sheet in result.sheets] == [1, 1]


def test_differences_are_counted_and_the_fixed_one_stands_on_all():
    bank = [
        bank_question(number, difficulty="hard" if number > 2 else "easy", minutes=number)
        for number in range(1, 6)
    ]
    result = choose_parallel(bank, Wishes(total=2, fixed=frozenset({1})), number=3, seed=4)
    assert result == choose_parallel(bank, Wishes(total=2, fixed=frozenset({1})), number=3, seed=4)
    assert all(1 in sheet.ids for sheet in result.sheets)
    assert [pair.shared for pair in result.pairs] == [(1,)] * 3
    means = [sheet.difficulty for sheet in result.sheets]
    assert result.difficulty_range == max(means) - min(means)
    minutes = [sheet.minutes for sheet in result.sheets]
    assert result.minutes_range == max(minutes) - min(minutes)


def test_too_small_a_bank_shares_no_more_than_it_must():
    bank = [bank_question(number) for number in range(5)]
    result = choose_parallel(bank, Wishes(total=3), number=3)
    assert result.shared == result.least_shared == 4
    assert choose_parallel([replace(bank[0])], Wishes(total=2), number=2).least_shared is None


def test_sheets_are_made_alike_in_difficulty_and_minutes():
    """Every question is used; dealt one sheet after the other, the last would get the leftovers."""
    bank = [
        bank_question(place, category=place % 2, difficulty=DIFFICULTIES[place // 6], minutes=4 + place // 6)
        for place in range(18)
    ]
    wishes = Wishes(per_category={0: 3, 1: 3}, aim=36, mix={"medium": 1, "hard": 1})
    result = choose_parallel(bank, wishes, number=3)
    assert result.shared == result.least_shared == 0
    assert (result.difficulty_range, result.minutes_range) == (0, 0)
    assert all(sheet.minutes == 30 for sheet in result.sheets)


@settings(max_examples=50)
@given(banks, any_wishes, st.integers(2, 4))
def test_what_is_said_of_every_sheet_is_so(bank, wishes, number):
    for sheet in choose_parallel(bank, wishes, number=number).sheets:
        assert comparable(sheet.measure) == measure_of(sheet.chosen, wishes)
        assert sheet.unmet == tuple(unmet_wishes(sheet.chosen, bank, wishes))
