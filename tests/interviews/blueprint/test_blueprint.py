"""Choosing for a blueprint: every promise is kept or named, and nothing is better by its own measure."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.blueprint import DIFFICULTIES, Wish, Wishes, choose, unmet_wishes
from tests.interviews.blueprint.helpers import (
    allowed_selections,
    any_wishes,
    bank_question,
    banks,
    comparable,
    measure_of,
)


@settings(max_examples=250)
@given(banks, any_wishes, st.integers(0, 5))
def test_nothing_is_better_than_what_is_chosen(bank, wishes, seed):
    choice = choose(bank, wishes, seed=seed, explain=False)
    assert choice.proven
    best = min(measure_of(chosen, wishes) for chosen in allowed_selections(bank, wishes))
    assert comparable(choice.measure) == measure_of(choice.chosen, wishes) == best


@settings(max_examples=100)
@given(banks, any_wishes, st.integers(0, 5))
def test_the_quick_search_and_the_proof_agree(bank, wishes, seed):
    """Without tries the proof alone has to find the best."""
    choice = choose(bank, wishes, seed=seed, explain=False, tries=0)
    assert choice.proven
    assert comparable(choice.measure) == min(
        measure_of(chosen, wishes) for chosen in allowed_selections(bank, wishes)
    )


@settings(max_examples=100)
@given(banks, any_wishes)
def test_every_wish_is_kept_or_named(bank, wishes):
    choice = choose(bank, wishes)
    named = {unmet.wish for unmet in choice.unmet}
    ids = set(choice.ids)
    assert len(ids) == len(choice.chosen) and ids <= {question.id for question in bank}
    categories = Counter(question.category for question in choice.chosen)
    kinds = Counter(question.kind for question in choice.chosen)
    is_kept = {
        Wish("maximum"): wishes.maximum is None or choice.minutes <= wishes.maximum,
        Wish("total"): wishes.total is None or len(ids) == wishes.total,
        Wish("ladders"): sum(question.ladder for question in choice.chosen) >= wishes.ladders,
    }
    for key, number in wishes.per_category.items():
        enough = categories[key] == number if wishes.total is None else categories[key] >= number
        is_kept[Wish("category", key)] = enough
    for kind, number in wishes.kinds.items():
        is_kept[Wish("kind", kind)] = kinds[kind] >= number
    for topic in wishes.competencies:
        is_kept[Wish("competency", topic)] = any(topic in question.competencies for question in choice.chosen)
    for question_id in wishes.fixed:
        is_kept[Wish("fixed", question_id)] = question_id in ids
    for question in choice.chosen:
        is_kept[Wish("days", question.id)] = wishes.days is None or question.recent == 0
        is_kept[Wish("limit", question.id)] = wishes.limit is None or question.counted < wishes.limit
        assert question.id in wishes.fixed or question.id not in wishes.excluded
        if question.id not in wishes.fixed:
            assert is_kept[Wish("days", question.id)] and is_kept[Wish("limit", question.id)]
    assert {wish for wish, fine in is_kept.items() if not fine} == named


@settings(max_examples=100)
@given(banks, any_wishes)
def test_all_ways_out_are_named_and_no_others(bank, wishes):
    """Giving up a wish is a way out if some selection keeps all others: tried for each of them."""
    choice = choose(bank, wishes)
    single = [
        *(Wish("category", key) for key in wishes.per_category),
        *(Wish("kind", kind) for kind in wishes.kinds),
    ]
    single += [Wish("competency", key) for key in wishes.competencies]
    single += [Wish("days")] * (wishes.days is not None) + [Wish("limit")] * (wishes.limit is not None)
    single += [Wish("maximum")] * (wishes.maximum is not None) + [Wish("ladders")] * bool(wishes.ladders)
    for wish in single if choice.unmet else ():
        fewer = wishes.without(wish)
        helps = any(not list(unmet_wishes(chosen, bank, fewer)) for chosen in allowed_selections(bank, fewer))
        assert (wish in choice.ways) == helps
    assert choice.unmet or not choice.ways


@settings(max_examples=100)
@given(banks, any_wishes, st.integers(0, 5))
def test_the_same_seed_chooses_the_same(bank, wishes, seed):
    assert choose(bank, wishes, seed=seed) == choose(bank, wishes, seed=seed)


@settings(max_examples=100)
@given(banks, any_wishes, st.integers(0, 5))
def test_another_choice_is_another_where_there_is_one_as_good(bank, wishes, seed):
    first = choose(bank, wishes, seed=seed, explain=False)
    again = choose(bank, wishes, seed=seed + 1, shown=dict.fromkeys(first.ids, 1), explain=False)
    assert comparable(again.measure) == comparable(first.measure)
    best = comparable(first.measure)
    others = [
        chosen
        for chosen in allowed_selections(bank, wishes)
        if measure_of(chosen, wishes) == best and {question.id for question in chosen} != set(first.ids)
    ]
    assert (set(again.ids) != set(first.ids)) == bool(others)


def test_what_is_asked_for_is_chosen_in_the_order_of_the_bank():
    bank = [bank_question(number, category=number % 3, place=-number) for number in range(12)]
    choice = choose(bank, Wishes(per_category={0: 2, 1: 1}, aim=15))
    assert Counter(question.category for question in choice.chosen) == {0: 2, 1: 1}
    assert [question.place for question in choice.chosen] == sorted(
        question.place for question in choice.chosen
    )
    assert choice.proven and choice.unmet == ()


def test_a_category_asked_about_too_often_is_named_with_what_would_help():
    bank = [
        bank_question(1),
        bank_question(2, recent=1),
        bank_question(3, recent=2),
        bank_question(4, category=2),
        bank_question(5, category=2),
    ]
    choice = choose(bank, Wishes(per_category={1: 2, 2: 1}, days=30))
    (unmet,) = choice.unmet
    assert (unmet.wish, unmet.wanted, unmet.got) == (Wish("category", 1), 2, 1)
    assert (unmet.offered, unmet.held_back) == (1, 2)
    assert choice.ways == (Wish("days"), Wish("category", 1))
    assert set(choice.ids) > {1} and len(choice.ids) == 2


def test_too_little_time_gives_fewer_questions_and_names_the_number():
    bank = [bank_question(number, minutes=10) for number in range(8)]
    choice = choose(bank, Wishes(total=5, maximum=30))
    assert choice.minutes == 30
    assert [(unmet.wish, unmet.wanted, unmet.got) for unmet in choice.unmet] == [(Wish("total"), 5, 3)]
    assert Wish("maximum") in choice.ways


def test_with_a_total_the_rest_comes_from_anywhere():
    bank = [
        bank_question(number, category=number % 4, uses=0 if number % 4 == 3 else 2) for number in range(16)
    ]
    choice = choose(bank, Wishes(per_category={0: 2}, total=5))
    assert Counter(question.category for question in choice.chosen) == {0: 2, 3: 3}


def test_seldom_used_questions_come_first_and_shares_before_them():
    bank = [
        bank_question(1, difficulty="hard", uses=9),
        bank_question(2, uses=0),
        bank_question(3, uses=1),
        bank_question(4, uses=5),
    ]
    choice = choose(bank, Wishes(total=2, mix={"medium": 1, "hard": 1}))
    assert choice.ids == (1, 2)


def test_a_fixed_question_stays_and_what_it_breaks_is_named():
    bank = [bank_question(1, recent=1, counted=4), bank_question(2), bank_question(3)]
    choice = choose(bank, Wishes(total=2, days=30, limit=3, fixed=frozenset({1, 99})))
    assert 1 in choice.ids and len(choice.ids) == 2
    assert {unmet.wish for unmet in choice.unmet} == {Wish("days", 1), Wish("limit", 1), Wish("fixed", 99)}


def test_seeds_vary_among_equals():
    bank = [bank_question(number) for number in range(20)]
    assert len({choose(bank, Wishes(total=3), seed=seed).ids for seed in range(10)}) > 5


def test_nothing_wished_of_nothing():
    choice = choose([], Wishes())
    assert (choice.ids, choice.unmet, choice.proven, choice.difficulty) == ((), (), True, None)


def test_work_that_does_not_suffice_is_admitted():
    bank = [
        bank_question(
            number,
            category=number % 5,
            minutes=3 + number * 7 % 11,
            difficulty=DIFFICULTIES[number % 3],
            uses=number * 5 % 7,
        )
        for number in range(200)
    ]
    wishes = Wishes(total=12, aim=61, mix={"easy": 1, "hard": 2}, kinds={"situational": 2})
    choice = choose(bank, wishes, tries=300, steps=2000)
    assert not choice.proven
    assert choice.unmet == ()
    assert choice.measure.off_minutes == abs(choice.minutes - 61)


@pytest.mark.parametrize("wish", ["aim", "mix", "nonsense"])
def test_only_wishes_that_can_be_broken_can_be_left_out(wish):
    with pytest.raises(ValueError, match=wish):
        Wishes().without(Wish(wish))
