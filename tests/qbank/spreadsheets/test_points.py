"""Rubric points in a cell: as people write them, and as we do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qbank.bankfile.drafts import PointDraft
from qbank.spreadsheets.files.clean import printable
from qbank.spreadsheets.judging.points import format_points, one_line, parse_points
from tests.qbank.spreadsheets.drafts import POINTS, TEXTS


def said(text: str, **options: bool) -> list[tuple[str, str, int | None]]:
    return [(point.text, str(point.weight), point.level) for point in parse_points(text, **options).points]


def plain(*texts: str) -> list[tuple[str, str, int | None]]:
    return [(text, "1", None) for text in texts]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("先听完\n再复述", plain("先听完", "再复述")),
        ("1. 先听完\n2. 再复述", plain("先听完", "再复述")),
        ("1、先听完；\n2、再复述。", plain("先听完", "再复述。")),
        ("1.先听完 2.再复述 3.跟进", plain("先听完", "再复述", "跟进")),
        ("（1）先听完（2）再复述", plain("先听完", "再复述")),
        ("①先听完；②再复述", plain("先听完", "再复述")),
        ("先听完；再复述;跟进", plain("先听完", "再复述", "跟进")),
        ("- 先听完\n- 再复述", plain("先听完", "再复述")),
        ("• 先听完\n• 再复述", plain("先听完", "再复述")),
        ("先听完\n\n  \n再复述\n", plain("先听完", "再复述")),
        ("1. 先听完，\n不打断\n2. 再复述", plain("先听完，不打断", "再复述")),
        ("满意度达到 3.5 分以上", plain("满意度达到 3.5 分以上")),
        ("3年以上客服经验", plain("3年以上客服经验")),
        ("在2.5小时内回复；24小时内解决", plain("在2.5小时内回复", "24小时内解决")),
        ("", []),
        (" \n ；", []),
    ],
)
def test_points_from_one_cell(text, points):
    assert said(text) == points


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("先听完（3分）", "3"),
        ("先听完(3分)", "3"),
        ("先听完 [2]", "2"),
        ("先听完【2.5分】", "2.5"),
        ("（3分）先听完", "3"),
        ("[2] 先听完", "2"),
        ("先听完（3 分）。", "3"),
        ("先听完 (3 points)", "3"),
        ("先听完（权重：2）", "2"),
        ("先听完（30%）", "30"),
    ],
)
def test_weights(text, weight):
    read = parse_points(text)
    assert [(point.text, str(point.weight)) for point in read.points] == [("先听完", weight)]
    assert read.weighted


@pytest.mark.parametrize("text", ["先听完（3）", "先听完（不打断）", "分成3分", "（2023）年的经历"])
def test_what_is_no_weight(text):
    assert [point.weight for point in parse_points(text).points] == [1]
    assert not parse_points(text).weighted


@pytest.mark.parametrize(
    "text",
    [
        "L1 推给别人\nL2 按流程办\nL3 主动跟进",
        "1级：推给别人\n2级：按流程办\n3级：主动跟进",
        "一级：推给别人；二级：按流程办；三级：主动跟进",
        "（1级）推给别人\n（2级）按流程办\n（3级）主动跟进",
        "Level 1: 推给别人\nlevel 2: 按流程办\nLEVEL 3: 主动跟进",
    ],
)
def test_levels(text):
    assert said(text) == [("推给别人", "1", 1), ("按流程办", "1", 2), ("主动跟进", "1", 3)]


def test_numbers_are_the_levels_of_a_ladder():
    text = "1. 推给别人\n2. 按流程办"
    assert said(text, ladder=True) == [("推给别人", "1", 1), ("按流程办", "1", 2)]
    assert said(text) == plain("推给别人", "按流程办")


@pytest.mark.parametrize("text", ["2级以上客诉的处理经验", "L 型思维", "三级跳", "1级"])
def test_what_is_no_level(text):
    assert said(text) == plain(text)


def test_a_cell_of_its_own_is_one_point():
    assert said("先听完；不打断", alone=True) == plain("先听完；不打断")


def test_quotes_stand_below_their_points():
    read = parse_points('• 先听完（2分）\n  原文：“先听完，\n  再说”\n• 复述\nQuote: "b"')
    assert [(point.text, point.quote) for point in read.points] == [
        ("先听完", "先听完，\n再说"),
        ("复述", "b"),
    ]
    assert read.quoted


def test_red_flags_weigh_nothing():
    points = parse_points("1. 争对错（-2分）\n2. 许诺", red_flag=True).points
    assert [(point.text, point.weight, point.red_flag) for point in points] == [
        ("争对错（-2分）", 0, True),
        ("许诺", 0, True),
    ]


def as_written(point: PointDraft) -> PointDraft:
    """What a cell can't hold, and white space in a point, is not kept."""
    return replace(point, text=one_line(printable(point.text)[0]), quote=printable(point.quote)[0])


@given(st.lists(POINTS, max_size=6), st.sampled_from(["zh", "en"]))
@example([PointDraft("L1", Decimal(2)), PointDraft("1级", Decimal(1)), PointDraft("[2] 甲", level=3)], "en")
def test_what_is_written_is_read_as_it_was(points, language):
    for flag in (False, True):
        written_points = tuple(as_written(point) for point in points if point.red_flag == flag)
        text = format_points(written_points, language)
        assert parse_points(text.strip(), red_flag=flag).points == written_points


def test_what_is_written_reads_well():
    points = [PointDraft("先听完", Decimal("2.50"), quote="先听完，不打断"), PointDraft("推给别人", level=1)]
    assert format_points(points) == "• 先听完（2.5分）\n  原文：“先听完，不打断”\n• 1级：推给别人"
    assert format_points(points, "en") == "• 先听完 [2.5]\n  Quote: “先听完，不打断”\n• L1: 推给别人"


@given(TEXTS | st.text(), st.booleans(), st.booleans(), st.booleans())
def test_any_text_has_points_or_none(text, red_flag, ladder, alone):
    for point in parse_points(text, red_flag, ladder, alone).points:
        assert point.text.strip()
        assert point.red_flag == red_flag
        assert point.level is None or not red_flag
