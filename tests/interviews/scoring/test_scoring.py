"""The scoring rules: the value assessment's own cases by hand, and what must hold for every input."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interviews.scoring import (
    CHECKLIST,
    DEFAULT_SCALE,
    LADDER,
    Band,
    ChecklistSuggestion,
    ItemResult,
    LadderSuggestion,
    Mark,
    Point,
    Requirement,
    Scale,
    Scorecard,
    mean_of,
    red_flags_ticked,
    requirements,
    suggest,
    suggest_checklist,
    suggest_ladder,
    total,
)

D = Decimal
MET, PARTLY, MISSED = Mark.MET, Mark.PARTLY, Mark.MISSED
WORTH = {None: 0, MISSED: 0, PARTLY: 1, MET: 2}
VALUES = ["客户第一", "团队合作", "拥抱变化", "诚信", "激情", "敬业"]


# --- strategies -----------------------------------------------------------------------------

weights = st.decimals(D("0.1"), D("20"), places=1)
marks_or_none = st.sampled_from([None, MISSED, PARTLY, MET])
ratings = st.sampled_from(DEFAULT_SCALE.ratings())
kinds = st.sampled_from([CHECKLIST, LADDER])


@st.composite
def scales(draw):
    """Usable scales of any range, step and bands."""
    step = draw(st.sampled_from([D("0.1"), D("0.25"), D("0.5"), D("1"), D("2")]))
    minimum = draw(st.integers(0, 3)) * step
    base = draw(st.integers(4, 60))
    lowers = sorted(draw(st.sets(st.integers(1, base), min_size=1, max_size=4)), reverse=True)
    return replace(
        DEFAULT_SCALE,
        minimum=minimum,
        maximum=minimum + step * draw(st.integers(1, 20)),
        step=step,
        band_base=D(base),
        bands=tuple(Band(f"等级 {lower}", D(lower)) for lower in lowers),
    )


@st.composite
def rubrics(draw, kind):
    """Points of one kind with their marks, some left unmarked, some of them red flags."""
    count = draw(st.integers(1, 8))
    levels = st.integers(1, 5) if kind == LADDER else st.none()
    points = [
        Point(n, draw(weights), draw(levels), draw(st.integers(0, 5).map(lambda x: x == 0)))
        for n in range(count)
    ]
    marks = {n: draw(marks_or_none) for n in range(count)}
    return points, {n: mark for n, mark in marks.items() if mark is not None}


@st.composite
def any_rubric(draw):
    kind = draw(kinds)
    return kind, *draw(rubrics(kind))


@st.composite
def item_lists(draw, min_size=0):
    given_ratings = st.one_of(st.none(), ratings)
    return [
        ItemResult(
            n,
            draw(weights),
            draw(given_ratings),
            draw(st.sampled_from(["甲", "乙"])),
            tuple(draw(st.lists(st.sampled_from(["沟通", "决策", "执行"]), max_size=3))),
            draw(kinds),
        )
        for n in range(draw(st.integers(min_size, 7)))
    ]


def rated(suggestion):
    """A suggestion's rating; none at all stands below every rating."""
    return D(-1) if suggestion is None else suggestion.rating


def values(*given_ratings, kind=LADDER):
    """The six values of the document, equally weighted, each worth 5 of the 30."""
    return [
        ItemResult(n, D(1), rating, name, (), kind)
        for n, (name, rating) in enumerate(zip(VALUES, map(D, given_ratings), strict=True))
    ]


# --- the document, worked by hand -------------------------------------------------------------


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


# --- checklist --------------------------------------------------------------------------------


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


# --- ladder -----------------------------------------------------------------------------------


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


# --- suggestions, whatever is marked ----------------------------------------------------------


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


# --- what must be written ---------------------------------------------------------------------


def missing(rating, suggested=None, **texts):
    rating = None if rating is None else D(rating)
    suggested = None if suggested is None else D(suggested)
    return [
        str(code) for code in requirements(scale=DEFAULT_SCALE, rating=rating, suggested=suggested, **texts)
    ]


@pytest.mark.parametrize(
    ("rating", "codes"),
    [
        ("0", ["evidence-low"]),
        ("0.5", ["evidence-low"]),
        ("1", []),
        ("3.5", []),
        ("4", ["evidence-high"]),
        ("5", ["evidence-high"]),
        (None, ["rating"]),
    ],
)
def test_the_ratings_that_need_evidence(rating, codes):
    assert missing(rating, rating) == codes
    assert missing(rating, rating, evidence="复述了三项诉求") == [code for code in codes if code == "rating"]


def test_a_rating_that_differs_from_the_suggestion_needs_a_reason():
    assert missing("3", "3.5") == ["reason"]
    assert missing("3", "3.5", reason="例子不是本人经历") == []
    assert missing("3", "3.0") == []
    assert missing("3", None) == []


def test_a_ticked_red_flag_needs_a_note():
    assert missing("3", red_flag_ticked=True) == ["flag-note"]
    assert missing("3", red_flag_ticked=True, flag_note="承诺了无法兑现的赔偿") == []


def test_everything_missing_is_listed_in_the_order_of_the_page():
    assert missing("5", "3", red_flag_ticked=True) == ["evidence-high", "reason", "flag-note"]
    assert missing(None, "3", red_flag_ticked=True) == ["rating", "flag-note"]


def test_a_question_not_asked_needs_only_the_reason_for_that():
    assert missing(None, "3", not_asked=True, red_flag_ticked=True) == ["not-asked-reason"]
    assert missing(None, not_asked=True, not_asked_reason="时间不够") == []


@pytest.mark.parametrize("empty", ["", "   ", "\u3000\n\t", "……", "。", "\u200b\ufeff", "-"])
def test_spaces_and_marks_alone_are_no_text(empty):
    codes = missing("5", "3", red_flag_ticked=True, evidence=empty, reason=empty, flag_note=empty)
    assert codes == ["evidence-high", "reason", "flag-note"]
    assert missing(None, not_asked=True, not_asked_reason=empty) == ["not-asked-reason"]


@given(st.sampled_from([None, *DEFAULT_SCALE.ratings()]), st.sampled_from([None, *DEFAULT_SCALE.ratings()]))
def test_with_everything_written_only_a_rating_can_be_missing(rating, suggested):
    texts = {"evidence": "有", "reason": "有", "flag_note": "有"}
    found = requirements(
        scale=DEFAULT_SCALE, rating=rating, suggested=suggested, red_flag_ticked=True, **texts
    )
    assert found == ((Requirement.RATING,) if rating is None else ())


# --- totals -----------------------------------------------------------------------------------


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


# --- bands and percentages --------------------------------------------------------------------


def rank(scale, name):
    """0 for the lowest band, more for higher ones."""
    return [scale.lowest_band, *(band.name for band in reversed(scale.bands))].index(name)


def test_every_total_six_values_can_reach_has_its_band_and_they_never_fall():
    reached = [DEFAULT_SCALE.band(Fraction(half_points, 60)) for half_points in range(61)]
    assert reached == ["不合格"] * 38 + ["合格"] * 8 + ["良好"] * 8 + ["优秀"] * 7


@given(scales(), st.fractions(0, 1), st.fractions(0, 1))
def test_bands_leave_no_gap_and_never_fall(scale, one, other):
    low, high = sorted((one, other))
    assert rank(scale, scale.band(low)) <= rank(scale, scale.band(high))
    for band in scale.bands:
        assert scale.band(Fraction(band.lower) / Fraction(scale.band_base)) == band.name


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        ("0", "0.0"),
        ("0.12345", "12.3"),
        ("0.1235", "12.4"),
        ("0.8996", "89.9"),
        ("0.9", "90.0"),
        ("0.90049", "90.0"),
        ("0.7666", "76.6"),
        ("23/30", "76.7"),
        ("19/30", "63.3"),
        ("0.63329", "63.2"),
        ("0.9999", "100.0"),
        ("1", "100.0"),
    ],
)
def test_a_percentage_is_rounded_half_up_but_not_into_a_band_it_has_not_reached(share, shown):
    assert str(DEFAULT_SCALE.percent(Fraction(share))) == shown


def test_where_the_bands_open_is_shown_as_percentages_are():
    assert [str(DEFAULT_SCALE.opens_at(band)) for band in DEFAULT_SCALE.bands] == ["90.0", "76.7", "63.3"]


@given(st.fractions(0, 1), st.fractions(0, 1))
def test_a_shown_percentage_is_close_never_falls_and_agrees_with_the_band(one, other):
    low, high = sorted((one, other))
    shown = DEFAULT_SCALE.percent(low)
    assert abs(Fraction(shown) - low * 100) <= Fraction(1, 10)
    assert shown <= DEFAULT_SCALE.percent(high)
    by_what_is_shown = [band.name for band in DEFAULT_SCALE.bands if shown >= DEFAULT_SCALE.opens_at(band)]
    assert DEFAULT_SCALE.band(low) == next(iter(by_what_is_shown), "不合格")


# --- several scorecards -----------------------------------------------------------------------


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
    assert [(member, own.band) for member, own in result.members] == [(7, "优秀"), (8, "不合格")]


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
    shares = [
        own.share for own in (total(card.items, DEFAULT_SCALE) for card in cards) if own.share is not None
    ]
    assert result.share is None if not shares else min(shares) <= result.share <= max(shares)
    backwards = mean_of(cards[::-1], DEFAULT_SCALE).total
    assert (backwards.share, backwards.band) == (result.share, result.band)


# --- the scale --------------------------------------------------------------------------------


def test_the_default_scale_gives_half_points_from_0_to_5():
    assert [str(rating) for rating in DEFAULT_SCALE.ratings()] == (
        ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5", "3.0", "3.5", "4.0", "4.5", "5.0"]
    )


@given(scales())
def test_a_scale_survives_being_frozen_as_json(scale):
    assert Scale.from_json(json.loads(json.dumps(scale.to_json()))) == scale


def test_a_frozen_scale_holds_numbers_as_plain_strings():
    padded = replace(DEFAULT_SCALE, step=D("0.50"), band_base=D("3E+1"))
    assert padded.to_json() == DEFAULT_SCALE.to_json()
    assert DEFAULT_SCALE.to_json()["step"] == "0.5"
    assert DEFAULT_SCALE.to_json()["band_base"] == "30"


def test_what_else_a_sheet_keeps_beside_its_scale_is_ignored():
    assert Scale.from_json({**DEFAULT_SCALE.to_json(), "name": "价值观考核"}) == DEFAULT_SCALE


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("step", 0.5),
        ("step", "half"),
        ("step", None),
        ("minimum", "NaN"),
        ("maximum", "Infinity"),
        ("bands", None),
        ("bands", []),
        ("bands", "优秀"),
        ("bands", [{"name": "优秀"}]),
        ("bands", [{"lower": "27"}]),
        ("bands", [{"name": "优秀", "lower": 27.0}]),
        ("lowest_band", None),
    ],
)
def test_damaged_json_is_no_scale(field, value):
    with pytest.raises(ValueError):
        Scale.from_json({**DEFAULT_SCALE.to_json(), field: value})
    with pytest.raises(ValueError):
        Scale.from_json({key: kept for key, kept in DEFAULT_SCALE.to_json().items() if key != field})


@pytest.mark.parametrize(
    "change",
    [
        {"minimum": D(5)},
        {"minimum": D(-1)},
        {"step": D(0)},
        {"step": D("-0.5")},
        {"step": D("0.3")},
        {"band_base": D(20)},
        {"bands": ()},
        {"bands": DEFAULT_SCALE.bands[::-1]},
        {"bands": (Band("优秀", D(27)), Band("良好", D(27)))},
        {"bands": (Band("优秀", D(27)), Band("优秀", D(23)))},
        {"bands": (Band("优秀", D(0)),)},
        {"bands": (Band("", D(27)),)},
        {"bands": (Band("不合格", D(27)),)},
        {"lowest_band": ""},
        {"floor": D("NaN")},
    ],
)
def test_a_scale_that_cannot_be_used_is_refused(change):
    with pytest.raises(ValueError):
        replace(DEFAULT_SCALE, **change)
