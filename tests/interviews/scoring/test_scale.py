"""The scale: its ratings, its bands and percentages, and its JSON."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.scoring import (
    DEFAULT_SCALE,
    Band,
    Scale,
)
from tests.interviews.scoring.strategies import (
    D,
    scales,
)

# Bands and percentages


def rank(scale, name):
    """0 for the lowest band, more for higher ones."""
    return [scale.lowest_band, *(band.name for band in reversed(scale.bands))].index(name)


def test_every_total_six_values_can_reach_has_its_band_and_they_never_fall():
    reached = [DEFAULT_SCALE.band(Fraction(half_points, 60)) for half_points in range(61)]
    assert reached == ["不合格"] * 38 + ["合格"] * 8 + ["良好"] * 8 + ["优秀"] * 7


@given(scales(), st.fractions(0, 1), st.fractions(0, 1))
def test_bands_leave_no_gap_and_never_fall(scale, first, other):
    low, high = sorted((first, other))
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
def test_a_shown_percentage_is_close_never_falls_and_agrees_with_the_band(first, other):
    low, high = sorted((first, other))
    shown = DEFAULT_SCALE.percent(low)
    assert abs(Fraction(shown) - low * 100) <= Fraction(1, 10)
    assert shown <= DEFAULT_SCALE.percent(high)
    by_what_is_shown = [band.name for band in DEFAULT_SCALE.bands if shown >= DEFAULT_SCALE.opens_at(band)]
    assert DEFAULT_SCALE.band(low) == next(iter(by_what_is_shown), "不合格")


# The scale


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
        Scale.from_json({key: stored for key, stored in DEFAULT_SCALE.to_json().items() if key != field})


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
