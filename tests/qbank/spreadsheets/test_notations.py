"""Levels and weights as the whole cell explains them, and times: understood, or asked about."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.bankfile.kinds import guess_kind
from qbank.spreadsheets.columns.columns import field_of, match_columns
from qbank.spreadsheets.columns.levels import level_columns
from qbank.spreadsheets.columns.mapping import ColumnMapping, Field
from qbank.spreadsheets.columns.values import match_value
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.judging.lines import SheetLines
from qbank.spreadsheets.judging.minutes import read_minutes
from qbank.spreadsheets.judging.points import parse_points


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("5分：有计划 / 3分：一般 / 1分：没有", [5, 3, 1]),
        ("1分：没有\n3分：一般\n5分：有计划", [1, 3, 5]),
        ("4-5分：有计划\n2-3分：一般\n0-1分：没有", [5, 3, 1]),
        ("优秀（5分）：有计划\n一般（3分）：有\n较差（1分）：无", [5, 3, 1]),
        ("好：耐心；中：一般；差：推诿", [5, 3, 1]),
        ("优秀：有计划\n并有复盘\n不合格：没有", [5, 1]),
        ("Excellent: has a plan\nFair: some\nPoor: none", [5, 3, 1]),
        ("Level 5: plan\nLevel 3: some\nLevel 1: none", [5, 3, 1]),
        ("5 points: plan\n3 points: some\n1 point: none", [5, 3, 1]),
        ("L5 有计划 / L3 一般 / L1 没有", [5, 3, 1]),
        ("5星：很好\n1星：不好", [5, 1]),
    ],
)
def test_levels(text, levels):
    parsed = parse_points(text)
    assert [point.level for point in parsed.points] == levels
    assert parsed.doubt is None
    assert not any(mark in point.text for point in parsed.points for mark in ("分：", "：", "L5", "points:"))


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("倾听诉求 2分", [("倾听诉求", "2")]),
        ("倾听诉求：3分\n安抚：2分", [("倾听诉求", "3"), ("安抚", "2")]),
        ("共10分：倾听3分，安抚3分，方案4分", [("倾听", "3"), ("安抚", "3"), ("方案", "4")]),
        ("倾听2分、安抚3分", [("倾听", "2"), ("安抚", "3")]),
        ("倾听（2分）安抚（3分）方案（5分）", [("倾听", "2"), ("安抚", "3"), ("方案", "5")]),
        ("倾听(20%)、安抚(80%)", [("倾听", "20"), ("安抚", "80")]),
        ("5分：倾听；5分：安抚", [("倾听", "5"), ("安抚", "5")]),
        ("Listens (2 pts); calms (3 pts)", [("Listens", "2"), ("calms", "3")]),
        ("Listens 2 points\nCalms 3 points", [("Listens", "2"), ("Calms", "3")]),
        ("满意度达到 4分", [("满意度达到 4分", "1")]),
        ("（一）倾听（二）安抚", [("倾听", "1"), ("安抚", "1")]),
    ],
)
def test_weights(text, points):
    assert [(point.text, f"{point.weight:f}") for point in parse_points(text).points] == points


@pytest.mark.parametrize(
    "text",
    [
        "2分：倾听；3分：安抚",
        "5分：有计划\n3分：有",
        "10分：很好\n8分：好\n6分：行",
        "8-10分：好\n5-7分：中\n0-4分：差",
    ],
)
def test_what_may_be_either_is_asked_about(text):
    assert parse_points(text).doubt is not None
    assert parse_points(text, checklist=True).doubt is None


def test_a_line_that_leads_to_the_points_is_none():
    parsed = parse_points("做到以下两点：\n- 倾听\n- 安抚")
    assert [point.text for point in parsed.points] == ["倾听", "安抚"]
    assert parsed.introduction == "做到以下两点："


@pytest.mark.parametrize(
    ("text", "minutes", "exact"),
    [
        ("3-5分钟", 5, False), ("3~5 min", 5, False), ("约10分钟", 10, True), ("5'", 5, True),
        ("五分钟", 5, True),
        ("十五分钟", 15, True), ("300秒", 5, True), ("90s", 2, False), ("0.5小时", 30, True),
        ("半小时", 30, True),
        ("1h", 60, True), ("00:05", 5, True), ("00:05:00", 5, True), ("5:00", 5, False),
        ("2分30秒", 3, False),
        ("5分钟以内", 5, True), ("不超过8分钟", 8, True), ("5.5", 6, False), ("up to 5 minutes", 5, True),
    ],
)  # fmt: skip
def test_times(text, minutes, exact):
    read = read_minutes(text)
    assert read is not None
    assert (read.minutes, read.exact) == (minutes, exact)


@pytest.mark.parametrize("text", ["很久", "不限", "一会儿", "5-", "-3", "分钟", "5 apples"])
def test_what_is_no_time(text):
    assert read_minutes(text) is None


@pytest.mark.parametrize(
    ("names", "field"),
    [
        ("正确答案|参考答案与评分标准|答案及解析|explanation|Code Answer|标准答案/解析|Sample Answer (EN)",
         Field.ANSWER),
        ("加分点|考察点（评分要点）|考察要点与评分标准|评判标准|Evaluation criteria|Scoring rubric",
         Field.POINT),
        ("Question Text|面试问题描述|公司面试题|Main question|问题设计", Field.TEXT),
        ("Poor answer|差的回答|错误回答|Weak response|Wrong answer|扣分点", Field.RED_FLAG),
        ("难度系数|Difficulty level|Level of difficulty|Question difficulty", Field.DIFFICULTY),
        ("题目所属分类|Question topic|二级分类|知识点", Field.CATEGORY),
        ("考核维度|Competency assessed|Skill area|岗位胜任力", Field.COMPETENCY),
        ("答题时间|Time limit|Answer time (min)|预计耗时", Field.MINUTES),
        ("追问问题|Follow up question 1|追问方向|Probing questions", Field.PROBE),
        ("分值|配分|Weight|权重（%）|Max score", Field.WEIGHT),
        ("选项A|选项1|Option B|Choices|备选项", Field.OPTION),
        ("Job Level|候选人回答|Candidate answer|更新时间|Interviewer notes|题目来源|得分|Job title|职级",
         None),
    ],
)  # fmt: skip
def test_names_of_columns_by_their_words(names, field):
    assert {name: field_of(name) for name in names.split("|")} == dict.fromkeys(names.split("|"), field)


@pytest.mark.parametrize(
    ("names", "levels"),
    [
        ("题目|5分标准|3分标准|1分标准", {1: 5, 2: 3, 3: 1}),
        ("Question|5 - Excellent|3 - Average|1 - Poor", {1: 5, 2: 3, 3: 1}),
        ("题目|优秀|良好|合格|不合格", {1: 5, 2: 4, 3: 3, 4: 1}),
        ("题目|高分表现|中分表现|低分表现", {1: 5, 2: 3, 3: 1}),
        ("Question|Level 1|Level 2|Level 3", {1: 1, 2: 2, 3: 3}),
        ("Question|Exceeds expectations|Meets expectations|Below expectations", {1: 5, 2: 3, 3: 2}),
        ("题目|4-5分|2-3分|0-1分", {1: 5, 2: 3, 3: 1}),
        ("题目|要点1|要点2", {}),
        ("题目|答案1|答案2|答案3", {}),
        ("Question|Good answer|Poor answer", {}),
        ("题目|难度|中", {}),
    ],
)
def test_columns_for_levels(names, levels):
    assert level_columns(names.split("|")) == levels


def test_the_text_of_a_question_comes_before_its_title():
    assert match_columns(["Question Title", "Question Text"]) == {1: Field.TEXT}
    assert match_columns(["题目名称", "题目内容"]) == {1: Field.TEXT}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请举例说明你如何带新人", "behavioural"),
        ("Tell me about a time you failed", "behavioural"),
        ("如果客户骂你怎么办？", "situational"),
        ("What would you do if two agents are ill?", "situational"),
        ("你为什么选择客服？", "motivation"),
        ("Why do you want to work here?", "motivation"),
        ("什么是首次解决率？", "knowledge"),
        ("What is the GIL?", "knowledge"),
        ("Python sorting", ""),
        ("夜班排班", ""),
    ],
)
def test_the_kind_that_words_show(text, kind):
    assert guess_kind(text) == kind


@given(st.text(alphabet="分：5/（）()、1一.；优 L秀，%-\n", max_size=60))
def test_any_marks_make_points_or_none(text):
    for point in parse_points(text).points:
        assert point.text.strip()


HOSTILE = [
    "（",
    "（2分",
    "1",
    "5分：",
    " ",
    "/ ",
    "、",
    "1、",
    "优秀：a ",
    "\n",
    "；",
    "L5 a",
    "a,2分,",
    "【",
    "注：",
    "一、",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_no_faster_than_the_text(piece):
    """A hundred thousand characters of anything: quadratic expressions would take minutes."""
    text = piece * (100_000 // len(piece))
    began = time.process_time()
    parse_points(text)
    guess_kind(text)
    field_of(text)
    read_minutes(text)
    match_value(Field.DIFFICULTY, text)
    rows = [TableRow(number, (text, text)) for number in range(2, 6)]
    deque = list(SheetLines(rows, 1, ColumnMapping({0: Field.TEXT, 1: Field.POINT}), ["题目", "要点"]))
    assert len(deque) <= len(rows)
    assert time.process_time() - began < 20
