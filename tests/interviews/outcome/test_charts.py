"""What a chart draws of a profile: never a nought for what was not asked."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from interviews.outcome.rules.charts import RADAR_AXES, build_profile

D = Decimal


def test_a_radar_shows_what_every_series_was_asked_and_the_table_all():
    chart = build_profile(
        [
            ("一面", {"投诉": D("70.0"), "沟通": D("80.0"), "夜班": None, "带人": D("60.5")}),
            ("二面", {"投诉": D("75.0"), "带人": D("0.0"), "沟通": D("90.0"), "系统": D("10.0")}),
        ],
        ("合格", D("63.3")),
    )
    assert chart.kind == "radar" and chart.left_out == 2
    assert [axis.name for axis in chart.axes] == ["投诉", "沟通", "夜班", "带人", "系统"]
    assert chart.axes[-1].percents == (None, D("10.0"))
    assert chart.to_json() == {
        "kind": "radar",
        "axes": ["投诉", "沟通", "带人"],
        "series": [
            {"name": "一面", "values": [70.0, 80.0, 60.5]},
            {"name": "二面", "values": [75.0, 90.0, 0.0]},
        ],
        "mark": {"name": "合格", "value": 63.3},
    }


def test_too_few_or_too_many_axes_are_bars_and_one_number_needs_no_picture():
    def kind(axes: int, series: int = 1) -> str:
        percents = {str(number): D(50) for number in range(axes)}
        return build_profile([(str(number), percents) for number in range(series)]).kind

    assert [kind(axes) for axes in (0, 1, 2, 3, 10, 11)] == ["", "", "bars", "radar", "radar", "bars"]
    assert kind(1, 2) == "bars"
    assert build_profile([]).to_json() == {"kind": "", "axes": [], "series": [], "mark": None}


def test_series_of_one_name_are_told_apart():
    assert build_profile([("甲", {}), ("乙", {}), ("甲", {})]).series == ("甲", "乙", "甲 (2)")


PERCENT = st.one_of(st.none(), st.decimals(0, 100, places=1))


@given(st.lists(st.dictionaries(st.text("甲乙丙丁戊己", min_size=1, max_size=2), PERCENT), max_size=4))
def test_every_drawn_value_is_one_that_was_given(rows):
    chart = build_profile([(str(number), percents) for number, percents in enumerate(rows)])
    drawn = chart.to_json()
    for series, percents in zip(drawn["series"], rows, strict=True):
        assert [float(percents[name]) for name in drawn["axes"]] == series["values"]
    assert {axis.name for axis in chart.axes} == {name for percents in rows for name in percents}
    assert chart.kind != "radar" or len(drawn["axes"]) in RADAR_AXES
