"""What a response still lacks before its scorecard can be submitted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.scoring import (
    DEFAULT_SCALE,
    Requirement,
    requirements,
)
from tests.interviews.scoring.strategies import D


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
    lacking = requirements(
        scale=DEFAULT_SCALE, rating=rating, suggested=suggested, red_flag_ticked=True, **texts
    )
    assert lacking == ((Requirement.RATING,) if rating is None else ())
