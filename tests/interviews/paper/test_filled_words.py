"""Ratings, marks and ticks as people write them into a form."""

from decimal import Decimal

import pytest

from interviews.paper.filled.words import NOT_ASKED, read_mark, read_rating, read_yes
from interviews.scoring import DEFAULT_SCALE


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("3.5", "3.5"),
        ("3,5", "3.5"),
        ("３.５", "3.5"),
        ("3½", "3.5"),
        ("½", "0.5"),
        (" 4 分", "4"),
        ("0", "0"),
        ("", None),
        ("5.0", "5"),
        ("未问", NOT_ASKED),
        ("N/A", NOT_ASKED),
    ],
)
def test_ratings_as_people_write_them(text, rating):
    read = read_rating(text, DEFAULT_SCALE.ratings())
    assert read == (Decimal(rating) if rating and rating != NOT_ASKED else rating)


@pytest.mark.parametrize("text", ["7", "3.25", "-1", "five", ".", "1e1", "∞", "3..5", "٣٫٥x"])
def test_what_is_no_rating(text):
    with pytest.raises(ValueError):
        read_rating(text, DEFAULT_SCALE.ratings())


def test_marks_and_ticks_as_people_write_them():
    assert {read_mark(text) for text in ("met", "达到", "✓", "√", "1", "是", "Ｙ", "✔️", "TRUE")} == {"met"}
    assert {read_mark(text) for text in ("partly", "部分", "½", "0.5", "5", "部分达到")} == {"partly"}
    assert {
        read_mark(text)
        for text in ("missed", "未达到", "0", "×", "x", "X", "Ｘ", "✗", "✘", "✕", "否", "未達到")
    } == {"missed"}
    assert read_mark("  ") is None
    assert read_yes("是") and read_yes("☑") and not read_yes("") and not read_yes("没有")
    for text in ("2", "?", "perhaps", "☒x"):
        with pytest.raises(ValueError):
            read_mark(text)
        with pytest.raises(ValueError):
            read_yes(text)


@pytest.mark.parametrize("cross", ["x", "X", "×", "✗", "☒"])
def test_a_cross_beside_a_red_flag_is_asked_about(cross):
    """In a box it ticks the box, beside a sentence it denies it."""
    with pytest.raises(ValueError):
        read_yes(cross)
