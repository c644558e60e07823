"""Word by word differences."""

from hypothesis import given
from hypothesis import strategies as st

from common.differences import DiffOperation, Stretch, shortened, word_differences


def test_a_latin_word_or_number_changes_as_a_whole():
    assert word_differences("用 KPI 衡量 72 小时", "用 KPIs 衡量 24 小时") == [
        Stretch(DiffOperation.SAME, "用 "),
        Stretch(DiffOperation.REMOVED, "KPI"),
        Stretch(DiffOperation.ADDED, "KPIs"),
        Stretch(DiffOperation.SAME, " 衡量 "),
        Stretch(DiffOperation.REMOVED, "72"),
        Stretch(DiffOperation.ADDED, "24"),
        Stretch(DiffOperation.SAME, " 小时"),
    ]


def test_one_chinese_character_is_enough():
    changed = [
        s
        for s in word_differences("我会先安抚客户的情绪", "我会先安慰客户的情绪")
        if s.change is not DiffOperation.SAME
    ]
    assert changed == [Stretch(DiffOperation.REMOVED, "抚"), Stretch(DiffOperation.ADDED, "慰")]


TEXT = st.text(alphabet="客户先听完ab 12\n，😀\x00", max_size=40)


@given(TEXT, TEXT)
def test_both_versions_can_be_read_off(before, after):
    stretches = word_differences(before, after)
    assert "".join(s.text for s in stretches if s.change is not DiffOperation.ADDED) == before
    assert "".join(s.text for s in stretches if s.change is not DiffOperation.REMOVED) == after


def test_more_different_words_than_the_basic_plane_holds_before_the_surrogates():
    before = " ".join(f"w{number}" for number in range(60_000))
    assert "".join(s.text for s in word_differences(before, before + " end")) == before + " end"


def test_long_unchanged_stretches_are_shortened_around_the_change():
    stretches = shortened(
        word_differences("甲" * 300 + "抚" + "乙" * 300, "甲" * 300 + "慰" + "乙" * 300), 10
    )
    assert [s.text for s in stretches] == ["…" + "甲" * 10, "抚", "慰", "乙" * 10 + "…"]
