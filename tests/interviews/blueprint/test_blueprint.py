"""Choosing for a blueprint: every promise is kept or named, and nothing is better by its own measure."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.blueprint import DIFFICULTIES, BankQuestion, Wish, Wishes, choose, eligible, unmet_by
from interviews.blueprint.problem import Measure

KINDS = ("motivation", "behavioural", "situational")
CATEGORIES = (1, 2, 3)
TOPICS = (10, 11, 12)

candidates_of = st.builds(
    BankQuestion,
    id=st.just(0),
    category=st.sampled_from(CATEGORIES),
    kind=st.sampled_from(KINDS),
    ladder=st.booleans(),
    difficulty=st.sampled_from(DIFFICULTIES),
    minutes=st.sampled_from((2, 3, 5, 8, 20)),
    competencies=st.frozensets(st.sampled_from(TOPICS), max_size=2),
    uses=st.integers(0, 3),
    recent=st.sampled_from((0, 0, 1)),
    counted=st.integers(0, 3),
)
banks = st.lists(candidates_of, max_size=9).map(
    lambda found: [replace(one, id=100 + place, place=place) for place, one in enumerate(found)]
)
shares = st.dictionaries(st.sampled_from(DIFFICULTIES), st.integers(0, 3), max_size=3)
wishes_of = st.builds(
    Wishes,
    per_category=st.dictionaries(st.sampled_from(CATEGORIES), st.integers(0, 3), max_size=3),
    total=st.none() | st.integers(1, 6),
    aim=st.none() | st.integers(5, 40),
    maximum=st.none() | st.integers(5, 40),
    kinds=st.dictionaries(st.sampled_from(KINDS), st.integers(1, 2), max_size=2),
    ladders=st.integers(0, 2),
    mix=shares,
    competencies=st.lists(st.sampled_from(TOPICS), unique=True, max_size=3).map(tuple),
    days=st.none() | st.just(30),
    limit=st.none() | st.integers(1, 3),
    fixed=st.frozensets(st.integers(100, 109), max_size=2),
    excluded=st.frozensets(st.integers(100, 109), max_size=2),
)


def measured(chosen, wishes):
    """The measure said in other words, from the selection alone; the last part counts uses."""
    minutes = sum(one.minutes for one in chosen)
    categories = Counter(one.category for one in chosen)
    kinds = Counter(one.kind for one in chosen)
    short = sum(max(0, number - categories[key]) for key, number in wishes.per_category.items())
    if wishes.total is not None:
        short += max(0, wishes.total - len(chosen))
    traits = sum(max(0, number - kinds[kind]) for kind, number in wishes.kinds.items())
    traits += max(0, wishes.ladders - sum(one.ladder for one in chosen))
    seen = {topic for one in chosen for topic in one.competencies}
    off_mix, whole = 0, sum(wishes.mix.values())
    for name in DIFFICULTIES:
        number = sum(one.difficulty == name for one in chosen)
        off_mix += abs(number * whole - len(chosen) * wishes.mix.get(name, 0))
    return (
        max(0, minutes - wishes.maximum) if wishes.maximum is not None else 0,
        short,
        traits,
        len(set(wishes.competencies) - seen),
        abs(minutes - wishes.aim) if wishes.aim is not None else 0,
        off_mix,
        sum(one.uses for one in chosen),
    )


def allowed(bank, wishes):
    """Every selection the wishes allow at all, by trying all."""
    fixed = [one for one in bank if one.id in wishes.fixed]
    free = eligible(bank, wishes)
    for size in range(len(free) + 1):
        for some in combinations(free, size):
            chosen = [*fixed, *some]
            if wishes.total is not None:
                if some and len(chosen) > wishes.total:
                    continue
            else:
                added = Counter(one.category for one in some)
                have = Counter(one.category for one in fixed)
                if any(n > max(0, wishes.per_category.get(key, 0) - have[key]) for key, n in added.items()):
                    continue
            yield chosen


def said(measure: Measure):
    return (*measure[:4], measure.off_minutes, measure.off_mix, measure.uses)


@settings(max_examples=250)
@given(banks, wishes_of, st.integers(0, 5))
def test_nothing_is_better_than_what_is_chosen(bank, wishes, seed):
    choice = choose(bank, wishes, seed=seed, explained=False)
    assert choice.proven
    best = min(measured(chosen, wishes) for chosen in allowed(bank, wishes))
    assert said(choice.measure) == measured(choice.chosen, wishes) == best


@settings(max_examples=100)
@given(banks, wishes_of, st.integers(0, 5))
def test_the_quick_search_and_the_proof_agree(bank, wishes, seed):
    """Without tries the proof alone has to find the best."""
    choice = choose(bank, wishes, seed=seed, explained=False, tries=0)
    assert choice.proven
    assert said(choice.measure) == min(measured(chosen, wishes) for chosen in allowed(bank, wishes))


@settings(max_examples=100)
@given(banks, wishes_of)
def test_every_wish_is_kept_or_named(bank, wishes):
    choice = choose(bank, wishes)
    named = {unmet.wish for unmet in choice.unmet}
    ids = set(choice.ids)
    assert len(ids) == len(choice.chosen) and ids <= {one.id for one in bank}
    categories = Counter(one.category for one in choice.chosen)
    kinds = Counter(one.kind for one in choice.chosen)
    kept = {
        Wish("maximum"): wishes.maximum is None or choice.minutes <= wishes.maximum,
        Wish("total"): wishes.total is None or len(ids) == wishes.total,
        Wish("ladders"): sum(one.ladder for one in choice.chosen) >= wishes.ladders,
    }
    for key, number in wishes.per_category.items():
        enough = categories[key] == number if wishes.total is None else categories[key] >= number
        kept[Wish("category", key)] = enough
    for kind, number in wishes.kinds.items():
        kept[Wish("kind", kind)] = kinds[kind] >= number
    for topic in wishes.competencies:
        kept[Wish("competency", topic)] = any(topic in one.competencies for one in choice.chosen)
    for id in wishes.fixed:
        kept[Wish("fixed", id)] = id in ids
    for one in choice.chosen:
        kept[Wish("days", one.id)] = wishes.days is None or one.recent == 0
        kept[Wish("limit", one.id)] = wishes.limit is None or one.counted < wishes.limit
        assert one.id in wishes.fixed or one.id not in wishes.excluded
        if one.id not in wishes.fixed:
            assert kept[Wish("days", one.id)] and kept[Wish("limit", one.id)]
    assert {wish for wish, fine in kept.items() if not fine} == named


@settings(max_examples=100)
@given(banks, wishes_of)
def test_all_ways_out_are_named_and_no_others(bank, wishes):
    """Giving up a wish is a way out if some selection keeps all others: tried for each of them."""
    choice = choose(bank, wishes)
    single = [
        *(Wish("category", key) for key in wishes.per_category),
        *(Wish("kind", one) for one in wishes.kinds),
    ]
    single += [Wish("competency", key) for key in wishes.competencies]
    single += [Wish("days")] * (wishes.days is not None) + [Wish("limit")] * (wishes.limit is not None)
    single += [Wish("maximum")] * (wishes.maximum is not None) + [Wish("ladders")] * bool(wishes.ladders)
    for wish in single if choice.unmet else ():
        fewer = wishes.without(wish)
        helps = any(not list(unmet_by(chosen, bank, fewer)) for chosen in allowed(bank, fewer))
        assert (wish in choice.ways) == helps
    assert choice.unmet or not choice.ways


@settings(max_examples=100)
@given(banks, wishes_of, st.integers(0, 5))
def test_the_same_seed_chooses_the_same(bank, wishes, seed):
    assert choose(bank, wishes, seed=seed) == choose(bank, wishes, seed=seed)


@settings(max_examples=100)
@given(banks, wishes_of, st.integers(0, 5))
def test_another_choice_is_another_where_there_is_one_as_good(bank, wishes, seed):
    first = choose(bank, wishes, seed=seed, explained=False)
    again = choose(bank, wishes, seed=seed + 1, shown=dict.fromkeys(first.ids, 1), explained=False)
    assert said(again.measure) == said(first.measure)
    best = said(first.measure)
    others = [
        chosen
        for chosen in allowed(bank, wishes)
        if measured(chosen, wishes) == best and {one.id for one in chosen} != set(first.ids)
    ]
    assert (set(again.ids) != set(first.ids)) == bool(others)


def plain(id, category=1, **about):
    return BankQuestion(
        **{"id": id, "category": category, "kind": "situational", "ladder": False, "place": id}
        | {"difficulty": "medium", "minutes": 5}
        | about
    )


def test_what_is_asked_for_is_chosen_in_the_order_of_the_bank():
    bank = [plain(id, category=id % 3, place=-id) for id in range(12)]
    choice = choose(bank, Wishes(per_category={0: 2, 1: 1}, aim=15))
    assert Counter(one.category for one in choice.chosen) == {0: 2, 1: 1}
    assert [one.place for one in choice.chosen] == sorted(one.place for one in choice.chosen)
    assert choice.proven and choice.unmet == ()


def test_a_category_asked_about_too_often_is_named_with_what_would_help():
    bank = [plain(1), plain(2, recent=1), plain(3, recent=2), plain(4, category=2), plain(5, category=2)]
    choice = choose(bank, Wishes(per_category={1: 2, 2: 1}, days=30))
    (unmet,) = choice.unmet
    assert (unmet.wish, unmet.wanted, unmet.got) == (Wish("category", 1), 2, 1)
    assert (unmet.offered, unmet.held_back) == (1, 2)
    assert choice.ways == (Wish("days"), Wish("category", 1))
    assert set(choice.ids) > {1} and len(choice.ids) == 2


def test_too_little_time_gives_fewer_questions_and_names_the_number():
    bank = [plain(id, minutes=10) for id in range(8)]
    choice = choose(bank, Wishes(total=5, maximum=30))
    assert choice.minutes == 30
    assert [(one.wish, one.wanted, one.got) for one in choice.unmet] == [(Wish("total"), 5, 3)]
    assert Wish("maximum") in choice.ways


def test_with_a_total_the_rest_comes_from_anywhere():
    bank = [plain(id, category=id % 4, uses=0 if id % 4 == 3 else 2) for id in range(16)]
    choice = choose(bank, Wishes(per_category={0: 2}, total=5))
    assert Counter(one.category for one in choice.chosen) == {0: 2, 3: 3}


def test_seldom_used_questions_come_first_and_shares_before_them():
    bank = [plain(1, difficulty="hard", uses=9), plain(2, uses=0), plain(3, uses=1), plain(4, uses=5)]
    choice = choose(bank, Wishes(total=2, mix={"medium": 1, "hard": 1}))
    assert choice.ids == (1, 2)


def test_a_fixed_question_stays_and_what_it_breaks_is_named():
    bank = [plain(1, recent=1, counted=4), plain(2), plain(3)]
    choice = choose(bank, Wishes(total=2, days=30, limit=3, fixed=frozenset({1, 99})))
    assert 1 in choice.ids and len(choice.ids) == 2
    assert {one.wish for one in choice.unmet} == {Wish("days", 1), Wish("limit", 1), Wish("fixed", 99)}


def test_seeds_vary_among_equals():
    bank = [plain(id) for id in range(20)]
    assert len({choose(bank, Wishes(total=3), seed=seed).ids for seed in range(10)}) > 5


def test_nothing_wished_of_nothing():
    choice = choose([], Wishes())
    assert (choice.ids, choice.unmet, choice.proven, choice.difficulty) == ((), (), True, None)


def test_work_that_does_not_suffice_is_admitted():
    bank = [
        plain(id, category=id % 5, minutes=3 + id * 7 % 11, difficulty=DIFFICULTIES[id % 3], uses=id * 5 % 7)
        for id in range(200)
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
