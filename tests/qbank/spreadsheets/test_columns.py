"""Columns are known by their names, and values by what people call them, in Chinese and English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.spreadsheets.columns.columns import field_of, match_columns
from qbank.spreadsheets.columns.labels import FIELDS, HEADERS, LABELS
from qbank.spreadsheets.columns.mapping import CHOICE_FIELDS, SEVERAL, Field
from qbank.spreadsheets.columns.values import match_value


@pytest.mark.parametrize(
    ("names", "field"),
    [
        ("编号 题号 Code ID", Field.CODE),
        (
            "题目 问题 面试题 面试题目 question Questions *题目（必填） 题目内容 問題 题目/Question",
            Field.TEXT,
        ),
        ("分类 类别 模块 分類 Category category*", Field.CATEGORY),
        ("参考答案 答案 參考答案 Answer 参考答案1 答案2 ModelAnswer 答案（选填）", Field.ANSWER),
        ("评分要点 得分点 要点 要点1 要点10 要点三 评分标准 rubric 评分要点（每条一行）", Field.POINT),
        ("警示项 红旗 扣分项 RedFlags red_flag red-flag-2", Field.RED_FLAG),
        ("题型 题目类型 类型 Type question_type", Field.KIND),
        ("评分方式 rubric_kind", Field.RUBRIC_KIND),
        ("难度 难易程度 难度（易/中/难） Difficulty 难度等级 ＤＩＦＦＩＣＵＬＴＹ", Field.DIFFICULTY),
        ("时长 建议时长（分钟） 时长(min) Minutes 分钟 suggested_minutes", Field.MINUTES),
        ("能力项 考察点 考查点 胜任力 能力维度 competency Competencies 能力项2", Field.COMPETENCY),
        ("追问 追问1 追問 Follow-up follow_up_questions probes", Field.PROBE),
        ("状态 Status", Field.STATUS),
    ],
)
def test_names_of_columns(names, field):
    assert {name: field_of(name) for name in names.split()} == dict.fromkeys(names.split(), field)


@pytest.mark.parametrize(
    "name",
    ["序号", "备注", "部门", "更新日期", "A", "AB", "", "  ", "No.", "得分", "出题人", "来源", "编号2"],
)
def test_columns_that_hold_nothing_we_know(name):
    """A running number (序号) is no code: the next file has the same numbers for other questions."""
    assert field_of(name) is None


def test_each_field_has_one_column_but_for_those_that_stand_over_several():
    names = ["题目", "问题", "答案", "答案 (2)", "要点1", "要点2", "要点3", "题型", "类型"]
    matched = match_columns(names)
    assert matched[0] is Field.TEXT
    assert 1 not in matched
    assert [matched.get(column) for column in (2, 3)] == [Field.ANSWER] * 2
    assert [matched.get(column) for column in (4, 5, 6)] == [Field.POINT] * 3
    assert matched[7] is Field.KIND
    assert 8 not in matched


def test_our_own_columns_are_known_in_both_languages():
    for place in (0, 1):
        assert tuple(match_columns([HEADERS[field][place] for field in FIELDS]).values()) == FIELDS


@given(st.lists(st.text(max_size=20), max_size=12))
def test_any_header_can_be_matched(names):
    matched = match_columns(names)
    assert set(matched) <= set(range(len(names)))
    once = [field for field in matched.values() if field not in SEVERAL]
    assert len(once) == len(set(once))


@pytest.mark.parametrize(
    ("field", "code", "words"),
    [
        (Field.DIFFICULTY, "easy", "易 简单 容易 easy Easy ＥＡＳＹ 简单题 低难度 簡單 初级"),
        (Field.DIFFICULTY, "medium", "中 中等 一般 medium 中等难度 适中"),
        (Field.DIFFICULTY, "hard", "难 困难 较难 hard difficult 難 高难度 难（资深）"),
        (Field.KIND, "behavioural", "行为 行为题 行为面试题 行为类 behavioural Behavioral 行為 STAR"),
        (Field.KIND, "situational", "情境 情景 情景模拟 情境题 situational Situational_question"),
        (Field.KIND, "motivation", "动机 求职动机 动机类 motivation"),
        (Field.KIND, "knowledge", "知识 专业知识 专业题 知识性问题 knowledge"),
        (Field.RUBRIC_KIND, "checklist", "要点式 要点 checklist"),
        (Field.RUBRIC_KIND, "ladder", "行为等级 等级 ladder BARS"),
        (Field.STATUS, "ready", "可用 启用 ready 已发布"),
        (Field.STATUS, "draft", "草稿 draft"),
        (Field.STATUS, "retired", "停用 retired 作废"),
    ],
)
def test_values(field, code, words):
    assert {word: match_value(field, word) for word in words.split()} == dict.fromkeys(words.split(), code)


@pytest.mark.parametrize("text", ["三星", "★★★", "4", "很好", "", "？"])
def test_values_that_mean_nothing_by_themselves(text):
    assert all(match_value(field, text) is None for field in CHOICE_FIELDS)


def test_our_own_labels_are_understood():
    for field, labels in LABELS.items():
        for code, pair in labels.items():
            assert [match_value(field, label) for label in pair] == [code, code]


@given(st.sampled_from(list(Field)), st.text(max_size=30))
def test_any_value_is_a_choice_or_none(field, text):
    assert match_value(field, text) in (None, *LABELS.get(field, ()))


def test_of_two_tables_side_by_side_the_second_lends_the_first_nothing():
    """Else the answers of the right-hand questions would stand with those at the left."""
    first = {0: Field.CATEGORY, 1: Field.TEXT, 2: Field.ANSWER}
    beside = ["类别", "题目", "答案", "D", "类别 (2)", "题目 (2)", "答案 (2)"]
    assert match_columns(beside) == first
    assert match_columns(["类别", "题目", "答案", "答案 (2)"]) == first | {3: Field.ANSWER}
