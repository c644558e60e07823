"""Parallel sheets: they share as little as one sheet at a time can reach, and nothing when there is room."""

from dataclasses import replace
from itertools import combinations_with_replacement, product

from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.blueprint import DIFFICULTIES, BankQuestion, Wishes, choose, parallel, unmet_by
from tests.interviews.blueprint.test_blueprint import allowed, banks, measured, plain, said, wishes_of

small = st.builds(
    Wishes,
    per_category=st.dictionaries(st.sampled_from((1, 2, 3)), st.integers(1, 2), min_size=1, max_size=2),
    kinds=st.dictionaries(st.sampled_from(("behavioural", "situational")), st.integers(1, 1), max_size=1),
    ladders=st.integers(0, 1),
    aim=st.none() | st.integers(5, 30),
)


def shared_by(sheets):
    ids = [{one.id for one in sheet} for sheet in sheets]
    return sum(len(a & b) for i, a in enumerate(ids) for b in ids[i + 1 :])


@settings(max_examples=50)
@given(banks, wishes_of, st.integers(2, 4))
def test_every_sheet_keeps_what_one_alone_would(bank, wishes, number):
    alone = choose(bank, wishes, explained=False)
    made = parallel(bank, wishes, number=number)
    assert len(made.sheets) == number
    for sheet in made.sheets:
        assert sheet.measure[:4] == alone.measure[:4]


@settings(max_examples=50)
@given(banks, wishes_of, st.integers(2, 3))
def test_no_one_sheet_can_be_exchanged_for_one_that_shares_less(bank, wishes, number):
    made = parallel(bank, wishes, number=number)
    for index, sheet in enumerate(made.sheets):
        others = [other.chosen for place, other in enumerate(made.sheets) if place != index]
        shared = sum(len({o.id for o in other} & set(sheet.ids)) for other in others)
        for chosen in allowed(bank, wishes):
            if measured(chosen, wishes)[:4] == tuple(sheet.measure[:4]):
                ids = {one.id for one in chosen}
                assert sum(len({o.id for o in other} & ids) for other in others) >= shared


@settings(max_examples=80)
@given(banks, small, st.integers(2, 3))
def test_what_must_be_shared_is_not_overstated(bank, wishes, number):
    """``least`` is a bound for all sheets together, tried against every combination there is."""
    made = parallel(bank[:7], wishes, number=number)
    if made.least is None:
        return
    whole = [chosen for chosen in allowed(bank[:7], wishes) if measured(chosen, wishes)[:4] == (0, 0, 0, 0)]
    fewest = min(shared_by(sheets) for sheets in combinations_with_replacement(whole, number))
    assert made.least <= fewest <= made.shared


@settings(max_examples=50)
@given(small, st.integers(2, 4))
def test_nothing_is_shared_when_the_bank_is_big_enough(wishes, number):
    traits = product(range(10), (1, 2, 3), ("behavioural", "situational"), (True, False))
    bank = [
        BankQuestion(place, category, kind, ladder, "medium", 4 + place % 3, place=place)
        for place, (_, category, kind, ladder) in enumerate(traits)
    ]
    made = parallel(bank, wishes, number=number)
    assert made.shared == made.least == 0
    assert all(sheet.measure.kept for sheet in made.sheets)


def test_the_seldom_ones_are_dealt_out():
    """The first sheet must not take both ladders for the sake of its minutes."""
    ladders = [plain(1, ladder=True, minutes=10), plain(2, ladder=True, minutes=10)]
    bank = [*ladders, plain(3), plain(4), plain(5, minutes=6)]
    made = parallel(bank, Wishes(total=2, ladders=1, aim=20), number=2)
    assert made.shared == made.least == 0
    assert [sum(one.ladder for one in sheet.chosen) for sheet in made.sheets] == [1, 1]


def test_differences_are_counted_and_the_fixed_one_stands_on_all():
    bank = [plain(id, difficulty="hard" if id > 2 else "easy", minutes=id) for id in range(1, 6)]
    made = parallel(bank, Wishes(total=2, fixed=frozenset({1})), number=3, seed=4)
    assert made == parallel(bank, Wishes(total=2, fixed=frozenset({1})), number=3, seed=4)
    assert all(1 in sheet.ids for sheet in made.sheets)
    assert [pair.shared for pair in made.pairs] == [(1,)] * 3
    means = [sheet.difficulty for sheet in made.sheets]
    assert made.difficulty_range == max(means) - min(means)
    minutes = [sheet.minutes for sheet in made.sheets]
    assert made.minutes_range == max(minutes) - min(minutes)


def test_too_small_a_bank_shares_no_more_than_it_must():
    bank = [plain(id) for id in range(5)]
    made = parallel(bank, Wishes(total=3), number=3)
    assert made.shared == made.least == 4
    assert parallel([replace(bank[0])], Wishes(total=2), number=2).least is None


def test_sheets_are_made_alike_in_difficulty_and_minutes():
    """Every question is used; dealt one sheet after the other, the last would get the leftovers."""
    bank = [
        plain(place, category=place % 2, difficulty=DIFFICULTIES[place // 6], minutes=4 + place // 6)
        for place in range(18)
    ]
    wishes = Wishes(per_category={0: 3, 1: 3}, aim=36, mix={"medium": 1, "hard": 1})
    made = parallel(bank, wishes, number=3)
    assert made.shared == made.least == 0
    assert (made.difficulty_range, made.minutes_range) == (0, 0)
    assert all(sheet.minutes == 30 for sheet in made.sheets)


@settings(max_examples=50)
@given(banks, wishes_of, st.integers(2, 4))
def test_what_is_said_of_every_sheet_is_so(bank, wishes, number):
    for sheet in parallel(bank, wishes, number=number).sheets:
        assert said(sheet.measure) == measured(sheet.chosen, wishes)
        assert sheet.unmet == tuple(unmet_by(sheet.chosen, bank, wishes))
