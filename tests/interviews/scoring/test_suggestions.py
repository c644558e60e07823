"""Suggested ratings: from the marks of a checklist or a ladder, by hand and for every input."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interviews.scoring import (
    CHECKLIST,
    DEFAULT_SCALE,
    LADDER,
    ChecklistSuggestion,
    ItemResult,
    LadderSuggestion,
    Mark,
    Point,
    red_flags_ticked,
    suggest,
    suggest_checklist,
    suggest_ladder,
)
from tests.interviews.scoring.strategies import (
    MET,
    MISSED,
    PARTLY,
    WORTH,
    D,
    any_rubric,
    rated,
    rubrics,
    scales,
    weights,
)

# Checklist


def test_met_counts_whole_partly_half_and_the_rest_nothing():
    points = [Point(n, D(weight)) for n, weight in enumerate([2, 2, 2, 3, 1])]
    marks = {0: MET, 1: MET, 2: MET, 3: PARTLY, 4: MISSED}
    # 5 × (6 + 3 ÷ 2) ÷ 10 = 3.75, half-up to 4.
    assert suggest_checklist(points, marks, DEFAULT_SCALE) == ChecklistSuggestion(
        rating=D(4), complete=True, total_weight=D(10), met_weight=D(6), partly_weight=D(3)
    )


@pytest.mark.parametrize(
    ("met", "of", "rating"),
    [
        (1, 20, "0.5"),
        (1, 21, "0"),
        (3, 20, "1.0"),
        (1, 3, "1.5"),
        (2, 3, "3.5"),
        (19, 20, "5.0"),
        (0, 1, "0"),
    ],
)
def test_a_suggestion_is_rounded_half_up_to_the_step(met, of, rating):
    points = [Point(0, D(met)), Point(1, D(of - met))]
    assert suggest_checklist(points, {0: MET, 1: MISSED}, DEFAULT_SCALE).rating == D(rating)


def test_nothing_marked_suggests_nothing():
    assert suggest_checklist([Point(1)], {}, DEFAULT_SCALE) is None
    assert suggest_checklist([], {}, DEFAULT_SCALE) is None
    assert suggest_ladder([Point(1, level=1)], {}, DEFAULT_SCALE) is None


def test_points_that_weigh_nothing_suggest_nothing():
    assert suggest_checklist([Point(1, D(0))], {1: MET}, DEFAULT_SCALE) is None


def test_a_point_weighing_nothing_changes_nothing_beside_others():
    points = [Point(1, D(2)), Point(2, D(0))]
    assert suggest_checklist(points, {1: MET, 2: MISSED}, DEFAULT_SCALE).rating == 5


def test_an_unmarked_point_counts_as_missed_and_the_suggestion_says_so():
    points = [Point(1), Point(2)]
    open_still = suggest_checklist(points, {1: MET}, DEFAULT_SCALE)
    judged = suggest_checklist(points, {1: MET, 2: MISSED}, DEFAULT_SCALE)
    assert (open_still.rating, open_still.complete) == (D("2.5"), False)
    assert judged == replace(open_still, complete=True)


def test_a_red_flag_neither_adds_nor_takes_away():
    points = [Point(1), Point(2, D(9), red_flag=True)]
    assert suggest_checklist(points, {1: MET, 2: MET}, DEFAULT_SCALE).rating == 5
    assert suggest_checklist(points, {2: MET}, DEFAULT_SCALE) is None
    assert suggest_ladder([Point(2, level=1, red_flag=True)], {2: MET}, DEFAULT_SCALE) is None


def test_the_red_flags_ticked_are_named():
    points = [Point(1), *(Point(n, red_flag=True) for n in (2, 3, 4, 5))]
    marks = {1: MET, 2: MET, 3: PARTLY, 4: MISSED}
    assert red_flags_ticked(points, marks) == (2, 3)


def test_a_mark_of_an_unknown_point_is_ignored():
    assert suggest_checklist([Point(1)], {1: MET, 99: MISSED}, DEFAULT_SCALE).rating == 5
    assert suggest_checklist([Point(1)], {99: MET}, DEFAULT_SCALE) is None


def test_a_stored_mark_is_read_by_its_word():
    assert [Mark(word) for word in ("met", "partly", "missed")] == [MET, PARTLY, MISSED]


def test_an_unknown_kind_of_rubric_is_refused():
    with pytest.raises(ValueError, match="essay"):
        suggest("essay", [Point(1)], {1: MET}, DEFAULT_SCALE)


@pytest.mark.parametrize("weight", ["-1", "NaN", "Infinity"])
def test_a_weight_that_is_none_is_refused(weight):
    with pytest.raises(ValueError, match="weight"):
        Point(1, D(weight))
    with pytest.raises(ValueError, match="weight"):
        ItemResult(1, D(weight), D(3))


# Ladder


def climb(*marks, levels=(1, 2, 3, 4, 5)):
    """One point a level, marked from the lowest up."""
    points = [Point(level, level=level) for level in levels]
    given_marks = {level: mark for level, mark in zip(levels, marks, strict=False) if mark is not None}
    return suggest_ladder(points, given_marks, DEFAULT_SCALE)


@pytest.mark.parametrize(
    ("marks", "rating"),
    [
        ([MISSED], "0"),
        ([PARTLY], "0.5"),
        ([MET], "1"),
        ([MET, PARTLY], "1.5"),
        ([MET, MET, MET], "3"),
        ([MET, MET, MET, PARTLY, MET], "3.5"),
        ([MET, MET, MISSED, MET, MET], "2"),
        ([MISSED, MET, MET, MET, MET], "0"),
        ([None, MET, MET, MET, MET], "0"),
        ([MET, MET, MET, MET, PARTLY], "4.5"),
        ([MET, MET, MET, MET, MET], "5"),
    ],
)
def test_a_ladder_is_climbed_from_low_to_high(marks, rating):
    assert climb(*marks).rating == D(rating)


def test_a_ladder_says_why():
    assert climb(MET, MET, PARTLY, MISSED, MET) == LadderSuggestion(
        rating=D("2.5"), complete=True, reached=2, next_level=3, next_partly=True, uncounted=(5,)
    )
    assert climb(MET, MISSED, PARTLY) == LadderSuggestion(
        rating=D("1"), complete=False, reached=1, next_level=2, next_partly=False, uncounted=(3,)
    )
    assert climb(MET, MET, MET, MET, MET) == LadderSuggestion(
        rating=D("5"), complete=True, reached=5, next_level=None, next_partly=False, uncounted=()
    )


def test_a_level_is_met_only_by_all_its_points():
    points = [Point(1, level=1), Point(2, level=2), Point(3, level=2)]
    half = suggest_ladder(points, {1: MET, 2: MET, 3: MISSED}, DEFAULT_SCALE)
    whole = suggest_ladder(points, {1: MET, 2: MET, 3: MET}, DEFAULT_SCALE)
    assert (half.rating, half.reached) == (D("1.5"), 1)
    assert (whole.rating, whole.reached) == (D("2"), 2)


def test_a_level_without_points_is_no_step_of_the_ladder():
    assert climb(MET, MET, levels=(1, 3)).rating == 3
    assert climb(MET, PARTLY, levels=(1, 3)).rating == D("1.5")
    assert climb(PARTLY, MET, levels=(2, 4)).rating == D("0.5")


def test_a_point_without_a_level_stands_on_no_ladder():
    points = [Point(1, level=1), Point(2)]
    suggestion = suggest_ladder(points, {1: MET}, DEFAULT_SCALE)
    assert (suggestion.rating, suggestion.complete) == (D(1), True)


def test_a_scale_of_whole_steps_gives_no_level_before_it_is_met():
    whole = replace(DEFAULT_SCALE, step=D(1))
    points = [Point(1, level=1), Point(2, level=2)]
    assert suggest_ladder(points, {1: MET, 2: PARTLY}, whole).rating == 1


def test_a_ladder_stays_on_its_scale():
    points = [Point(1, level=1), Point(9, level=9)]
    assert suggest_ladder(points, {1: MET, 9: MET}, DEFAULT_SCALE).rating == 5
    from_one = replace(DEFAULT_SCALE, minimum=D(1))
    assert suggest_ladder(points, {1: MISSED}, from_one).rating == 1


# Suggestions, whatever is marked


@given(any_rubric(), scales())
def test_a_suggestion_is_a_rating_of_the_scale(rubric, scale):
    suggestion = suggest(*rubric, scale)
    assert suggestion is None or suggestion.rating in scale.ratings()


@given(any_rubric(), st.data())
def test_a_better_mark_never_lowers_a_suggestion(rubric, data):
    kind, points, marks = rubric
    point = data.draw(st.sampled_from(points))
    better = [mark for mark in Mark if WORTH[mark] >= WORTH[marks.get(point.id)]]
    raised = {**marks, point.id: data.draw(st.sampled_from(better))}
    assert rated(suggest(kind, points, raised, DEFAULT_SCALE)) >= rated(
        suggest(kind, points, marks, DEFAULT_SCALE)
    )


@given(any_rubric(), weights, st.integers(1, 5))
def test_one_more_met_point_never_lowers_a_suggestion(rubric, weight, level):
    kind, points, marks = rubric
    more = Point(99, weight, level if kind == LADDER else None)
    assert rated(suggest(kind, [*points, more], {**marks, 99: MET}, DEFAULT_SCALE)) >= rated(
        suggest(kind, points, marks, DEFAULT_SCALE)
    )


@given(any_rubric(), st.randoms(use_true_random=False))
def test_the_order_of_points_and_of_marking_does_not_matter(rubric, random):
    kind, points, marks = rubric
    shuffled = random.sample(points, len(points))
    marked = dict(random.sample(list(marks.items()), len(marks)))
    assert suggest(kind, shuffled, marked, DEFAULT_SCALE) == suggest(kind, points, marks, DEFAULT_SCALE)


@given(any_rubric(), weights)
def test_only_the_proportion_of_the_weights_matters(rubric, factor):
    kind, points, marks = rubric
    heavier = [replace(point, weight=point.weight * factor) for point in points]
    assert rated(suggest(kind, heavier, marks, DEFAULT_SCALE)) == rated(
        suggest(kind, points, marks, DEFAULT_SCALE)
    )


@given(any_rubric())
def test_marking_the_rest_as_missed_changes_only_that_it_is_complete(rubric):
    kind, points, marks = rubric
    before = suggest(kind, points, marks, DEFAULT_SCALE)
    assume(before is not None)
    every = {point.id: MISSED for point in points} | marks
    assert suggest(kind, points, every, DEFAULT_SCALE) == replace(before, complete=True)


@given(rubrics(CHECKLIST), scales())
def test_a_checklist_is_never_further_than_half_a_step_from_its_exact_share(rubric, scale):
    points, marks = rubric
    suggestion = suggest_checklist(points, marks, scale)
    assume(suggestion is not None)
    met = Fraction(suggestion.met_weight) + Fraction(suggestion.partly_weight) / 2
    exact = max(Fraction(scale.maximum) * met / Fraction(suggestion.total_weight), Fraction(scale.minimum))
    half = Fraction(scale.step) / 2
    assert -half < Fraction(suggestion.rating) - exact <= half


@given(rubrics(LADDER), st.data())
def test_what_is_marked_above_an_unmet_level_counts_for_nothing(rubric, data):
    points, marks = rubric
    suggestion = suggest_ladder(points, marks, DEFAULT_SCALE)
    assume(suggestion is not None and suggestion.next_level is not None)
    above = [point.id for point in points if point.level > suggestion.next_level]
    anything = {point_id: data.draw(st.sampled_from(list(Mark))) for point_id in above}
    assert suggest_ladder(points, {**marks, **anything}, DEFAULT_SCALE).rating == suggestion.rating


@given(rubrics(LADDER))
def test_every_level_up_to_the_one_reached_is_met_and_the_next_is_not(rubric):
    points, marks = rubric
    suggestion = suggest_ladder(points, marks, DEFAULT_SCALE)
    assume(suggestion is not None)
    counted = [point for point in points if not point.red_flag]
    assert all(marks.get(p.id) == MET for p in counted if p.level <= suggestion.reached)
    above = {p.level for p in counted if p.level > suggestion.reached}
    assert suggestion.next_level == min(above, default=None)
    next_marks = [marks.get(p.id) for p in counted if p.level == suggestion.next_level]
    assert not next_marks or any(mark != MET for mark in next_marks)
