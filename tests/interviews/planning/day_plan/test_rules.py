"""A day's plan: nobody is at two places at once, breaks are kept, everybody has a place or is named."""

import itertools
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.planning.rules.day_moves import Turn, moved_up
from interviews.planning.rules.day_plan import (
    FREE,
    BreaksError,
    DayArrangement,
    arrange,
    change,
    day_times,
    draw,
    fill,
    read_breaks,
)

DAY = datetime(2026, 12, 1, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return DAY + timedelta(minutes=minutes)


minutes_of_day = st.integers(0, 24 * 60 - 1)
breaks_of_day = st.lists(
    st.tuples(minutes_of_day, st.integers(1, 180)).map(lambda pair: (at(pair[0]), at(sum(pair)))), max_size=6
)
people = st.lists(st.integers(1, 40), unique=True, max_size=20)


@given(minutes_of_day, minutes_of_day, st.integers(5, 480), st.integers(0, 240), breaks_of_day)
def test_times_lie_within_the_day_apart_and_outside_breaks(start, until, minutes, gap, breaks):
    length, pause = timedelta(minutes=minutes), timedelta(minutes=gap)
    times = day_times(at(start), at(until), minutes, gap, breaks)
    assert all(at(start) <= begin and begin + length <= at(until) for begin in times)
    assert all(second - first >= length + pause for first, second in itertools.pairwise(times))
    assert not any(
        begin < end_of_break and begin + length > start_of_break
        for begin in times
        for start_of_break, end_of_break in breaks
    )


def test_after_a_break_the_first_begins_with_its_end():
    lunch = (at(12 * 60), at(13 * 60 + 30))
    times = day_times(at(9 * 60), at(16 * 60), 60, 10, [lunch])
    assert [f"{begin:%H:%M}" for begin in times] == ["09:00", "10:10", "13:30", "14:40"]


@pytest.mark.parametrize(("minutes", "gap"), [(0, 0), (-5, 0), (30, -1)])
def test_times_that_would_never_end_are_refused(minutes, gap):
    with pytest.raises(ValueError, match="at least a minute"):
        day_times(at(0), at(600), minutes, gap, [])


@given(people, st.integers(0, 30), st.sets(st.tuples(st.integers(1, 40), st.integers(0, 29))))
def test_everybody_has_one_place_that_suits_or_none(waiting, size, unsuitable):
    cells = fill([FREE] * size, waiting, lambda pk, number: (pk, number) not in unsuitable)
    placed = [pk for pk in cells if pk != FREE]
    assert len(cells) == size
    assert len(placed) == len(set(placed)) and set(placed) <= set(waiting)
    assert not any((pk, number) in unsuitable for number, pk in enumerate(cells))
    # Who has no place would not have suited any that is free.
    left = set(waiting) - set(placed)
    assert all(
        (pk, number) in unsuitable for pk in left for number, present in enumerate(cells) if present == FREE
    )


@given(people, st.text(alphabet="0123456789abcdef", min_size=8, max_size=8))
def test_a_draw_can_be_drawn_again(candidates, seed):
    drawn = draw(candidates, seed)
    assert sorted(drawn) == sorted(candidates)
    assert draw(sorted(candidates), seed) == drawn


def test_other_seeds_draw_others_first():
    assert len({draw(range(1, 7), f"{seed:08x}")[0] for seed in range(50)}) == 6


@given(
    st.lists(st.integers(0, 30), max_size=12, unique=True),
    st.dictionaries(st.integers(-2, 15), st.integers(0, 35), max_size=6),
)
def test_changing_places_leaves_nobody_twice(cells, chosen):
    changed = change(cells, chosen)
    placed = [pk for pk in changed if pk != FREE]
    assert len(changed) == len(cells) and len(placed) == len(set(placed))
    assert set(placed) <= {*cells, *chosen.values()}


def test_two_change_places_one_moves_one_goes():
    assert change([1, 2, 3], {0: 2}) == [2, 1, 3]
    assert change([1, 2, FREE], {2: 1}) == [FREE, 2, 1]
    assert change([1, 2, 3], {1: FREE}) == [1, FREE, 3]
    assert change([1, FREE], {1: 7}) == [1, 7]
    assert change([1, 2], {0: 2, 1: 1}) == [2, 1], "both selects of one exchange"


def arranged(before, candidates, chosen=None, *, shape="a", order="list", size=6) -> DayArrangement:
    return arrange(
        before=before,
        shape=shape,
        order=order,
        size=size,
        candidates=candidates,
        chosen=chosen or {},
        suits=lambda pk, number: True,
    )


def test_what_was_set_by_hand_stays_while_it_can():
    first = arranged(None, [1, 2, 3, 4])
    assert first.cells == (1, 2, 3, 4, FREE, FREE)
    moved = arranged(first, [1, 2, 3, 4], {0: 4, 1: FREE})
    assert moved.cells == (4, FREE, 3, 1, FREE, FREE) and moved.off == (2,)
    # Somebody new takes the first free place; who was taken off does not come back by themselves.
    more = arranged(moved, [1, 2, 3, 4, 5])
    assert more.cells == (4, 5, 3, 1, FREE, FREE) and more.off == (2,)
    # Other times or rooms: everybody keeps their turn.
    other = arranged(more, [1, 2, 3, 4, 5], shape="b", size=8)
    assert other.cells == (4, 5, 3, 1, FREE, FREE, FREE, FREE)
    # Another order begins anew.
    assert set(arranged(other, [1, 2, 3, 4, 5], order="seed").cells) == {1, 2, 3, 4, 5, FREE}


@given(
    people,
    st.lists(st.integers(-1, 45), max_size=12),
    st.lists(st.integers(0, 45), max_size=4),
    st.dictionaries(st.integers(0, 15), st.integers(0, 45), max_size=5),
    st.sampled_from(["a", "b"]),
)
def test_whatever_a_page_sends_nobody_stands_twice_or_uninvited(candidates, cells, off, chosen, shape):
    before = DayArrangement("a", "list", tuple(cells), tuple(off))
    after = arranged(before, candidates, chosen, shape=shape, size=12)
    assert len(after.cells) == 12
    assert len(after.placed) == len(set(after.placed))
    assert set(after.placed) <= set(candidates)


@pytest.mark.parametrize(
    "text", ["12:00-13:30, 15:30-15:45", "12：00 至 13：30；15:30–15:45", "15:30~15:45\n12:00-13:30", ""]
)
def test_breaks_are_read_as_people_write_them(text):
    expected = [(time(12), time(13, 30)), (time(15, 30), time(15, 45))] if text else []
    assert read_breaks(text) == expected


@pytest.mark.parametrize(
    "text",
    ["lunch", "12:00", "13:30-12:00", "12:00-12:00", "25:00-26:00", "10:70-11:00", "-", *["1:00-2:00," * 7]],
)
def test_breaks_that_say_nothing_are_refused(text):
    with pytest.raises(BreaksError):
        read_breaks(text)


turns = st.lists(st.tuples(st.integers(10, 100), st.integers(5, 60)), min_size=1, max_size=10).map(
    lambda pairs: [
        Turn(number + 1, at(60 * index), min(minutes, 60))
        for number, (index, (_start, minutes)) in enumerate(enumerate(pairs))
    ]
)


@given(turns, st.sets(st.integers(1, 10)))
def test_who_moves_up_comes_earlier_and_meets_nobody(room, staying):
    free, *later = room
    moves = moved_up(free, later, staying)
    assert not staying & moves.keys()
    times = sorted(
        ((moves.get(turn.pk, turn.starts_at), turn.minutes, turn) for turn in later), key=lambda row: row[0]
    )
    for begin, minutes, turn in times:
        assert begin <= turn.starts_at
        assert begin >= free.starts_at and minutes == turn.minutes
    for (first, minutes, _turn), (second, _minutes, _next) in itertools.pairwise(times):
        assert first + timedelta(minutes=minutes) <= second


def test_each_takes_the_time_of_the_one_before():
    later = [Turn(2, at(60), 45), Turn(3, at(120), 45), Turn(4, at(240), 45)]
    assert moved_up(Turn(1, at(0), 45), later) == {2: at(0), 3: at(60), 4: at(120)}
    assert moved_up(Turn(1, at(0), 45), later, {3}) == {2: at(0), 4: at(60)}
    assert moved_up(Turn(1, at(0), 30), later) == {}, "too short for any of them"
