"""Levels of a ladder with a row each, below a question that is merged or said once."""

from __future__ import annotations

import csv
import io

import pytest

from qbank.spreadsheets.columns.levels import level_columns
from tests.qbank.spreadsheets.test_lines import from_csv, from_workbook
from tests.qbank.spreadsheets.whole_files import read_whole

QUESTIONS = ("怎样做好录音抽检？", "淡季怎么排班？")
TEXTS = ("有计划有复盘", "有计划", "没有方法")


@pytest.mark.parametrize(
    ("name", "values", "levels"),
    [
        ("分值", ("5分", "3分", "1分"), (5, 3, 1)),
        ("得分", ("5", "3", "1"), (5, 3, 1)),
        ("评分", ("1", "3", "5"), (1, 3, 5)),
        ("等级", ("优", "良", "差"), (5, 4, 1)),
        ("评分等级", ("优秀", "合格", "不合格"), (5, 3, 1)),
        ("档次", ("A", "B", "C"), (5, 3, 1)),
        ("级别", ("A级", "B级", "C级"), (5, 3, 1)),
        ("Level", ("L5", "L3", "L1"), (5, 3, 1)),
        ("Rating", ("Excellent", "Fair", "Poor"), (5, 3, 1)),
    ],
)
@pytest.mark.parametrize("is_behind", [True, False])
def test_a_column_beside_the_texts_says_the_levels(name, values, levels, is_behind):
    header = ["题目", "评分标准", name] if is_behind else ["题目", name, "评分标准"]
    rows = []
    for question in QUESTIONS:
        for place, (value, text) in enumerate(zip(values, TEXTS, strict=True)):
            rows.append(["" if place else question, *((text, value) if is_behind else (value, text))])
    ladder = [(text, "1", level) for text, level in zip(TEXTS, levels, strict=True)]
    for file in (from_csv(header, *rows), from_workbook(header, *rows, merged=["A2:A4", "A5:A7"])):
        assert file.texts == list(QUESTIONS)
        assert file.points == [ladder, ladder]
        assert {row.draft.rubric_kind for row in file.drafts} == {"ladder"}
        assert file.counts == {"header": 1, "questions": 2, "parts": 4}


def test_the_texts_may_stand_below_any_name_beside_the_levels():
    file = from_csv(
        ["Question", "Rating", "In practice"],
        ["How do you calm a caller?", "5", "Listens, then acts"],
        ["", "3", "Listens"],
        ["", "1", "Argues"],
    )
    assert file.points == [[("Listens, then acts", "1", 5), ("Listens", "1", 3), ("Argues", "1", 1)]]


def test_the_level_may_stand_before_each_text():
    file = from_workbook(
        ["题目", "评分标准"],
        [QUESTIONS[0], "5分：有计划有复盘"],
        ["", "3分：有计划"],
        ["", "1分：没有方法"],
        merged=["A2:A4"],
    )
    assert file.points == [[(text, "1", level) for text, level in zip(TEXTS, (5, 3, 1), strict=True)]]


@pytest.mark.parametrize("values", [("3", "4", "3"), ("5", "5", "5"), ("5", "3", "2"), ("10", "5", "1")])
def test_numbers_that_run_through_no_levels_are_weights(values):
    rows = [
        ["" if place else QUESTIONS[0], text, value]
        for place, (value, text) in enumerate(zip(values, TEXTS, strict=True))
    ]
    file = from_csv(["题目", "评分标准", "分值"], *rows)
    assert file.points == [[(text, value, None) for text, value in zip(TEXTS, values, strict=True)]]


def test_a_difficulty_of_each_question_is_no_level():
    file = from_csv(
        ["题目", "评分标准", "Level"], [QUESTIONS[0], "有计划", "高"], [QUESTIONS[1], "会预测", "低"]
    )
    assert file.fields["Level"] == "difficulty"


@pytest.mark.parametrize(
    ("names", "levels"),
    [
        ("A级|B级|C级|D级", [5, 4, 3, 1]),
        ("A等|B等|C等", [5, 3, 1]),
        ("Grade A|Grade B|Grade C|Grade D|Grade E", []),
        ("A|B|C|D", []),
        ("评分标准 5|评分标准 3|评分标准 1", [5, 3, 1]),
        ("评分要点 1|评分要点 2|评分要点 3", []),
        ("Answer 1|Answer 2", []),
        ("Level 1|Level 2|Level 3", [1, 2, 3]),
    ],
)
def test_names_that_count_are_no_levels(names, levels):
    assert list(level_columns(names.split("|")).values()) == levels


def test_hidden_rows_between_a_question_and_its_points_part_nothing():
    file = from_workbook(
        ["题目", "评分要点", "分值"],
        [QUESTIONS[0], "有计划", 3],
        ["", "旧的要点", 2],
        ["", "有复盘", 4],
        [QUESTIONS[1], "会预测", 5],
        hidden=[3],
    )
    assert file.points == [[("有计划", "3", None), ("有复盘", "4", None)], [("会预测", "5", None)]]
    assert file.counts == {"header": 1, "questions": 2, "parts": 1, "hidden": 1}


@pytest.mark.parametrize("merged", [["A3:A4"], []])
def test_points_of_a_hidden_question_are_none_of_the_one_above(merged):
    file = from_workbook(
        ["题目", "评分要点"],
        [QUESTIONS[0], "有计划"],
        ["旧题怎么答？", "旧的要点"],
        ["", "旧的第二点"],
        [QUESTIONS[1], "会预测"],
        hidden=[3],
        merged=merged,
    )
    assert [points for points in file.points if ("有计划", "1", None) in points] == [[("有计划", "1", None)]]
    # A row without a question is asked about.
    assert [text for text in file.texts if text] == list(QUESTIONS)


WHOSE = "whose-weight!"


@pytest.mark.parametrize(
    ("header", "cells", "weights", "said"),
    [
        ("要点1|分值1|要点2|分值2", "甲|3|乙|4", "34", ""),
        ("分值1|要点1|分值2|要点2", "3|甲|4|乙", "34", ""),
        ("要点1|要点2|分值1|分值2", "甲|乙|3|4", None, WHOSE),
        ("要点1|要点2|分值|要点3", "甲|乙|3|丙", None, WHOSE),
        ("要点1|分值|要点2", "甲|3|乙", "31", ""),
        ("要点1|要点2|分值", "甲|乙|3/4", "34", ""),
        ("要点1|要点2|分值", "甲|乙|10", "11", "no-weights"),
        ("分值|要点1|要点2", "10|甲|乙", "11", "no-weights"),
        ("要点1|要点2|分值", "甲||3", "3", ""),
    ],
)
def test_weights_belong_to_the_points_beside_them_or_a_person_is_asked(header, cells, weights, said):
    file = from_csv(["题目", *header.split("|")], [QUESTIONS[0], *cells.split("|")])
    assert not said or said in file.said(2)
    assert weights is None or [weight for _text, weight, _level in file.points[0]] == list(weights)


@pytest.mark.parametrize(
    "name", ["题目及答案", "题目/答案", "问题与参考答案", "问答", "Question & Answer", "Q&A"]
)
def test_a_question_and_its_answer_in_one_cell_are_parted(name):
    cells = {
        "怎样做好录音抽检？\n答：先定样本，再听。": ("怎样做好录音抽检？", ["先定样本，再听。"]),
        "2. 淡季怎么排班？参考答案：看数据\n再定": ("淡季怎么排班？", ["看数据\n再定"]),
        "Q: How do you plan?\nA: By numbers": ("How do you plan?", ["By numbers"]),
        "怎样校准评分？\n一起听，再对分": ("怎样校准评分？", ["一起听，再对分"]),
        "你为什么来？": ("你为什么来？", []),
    }
    file = from_csv(["序号", name], *([n, cell] for n, cell in enumerate(cells, 1)))
    assert list(zip(file.texts, file.answers, strict=True)) == list(cells.values())
    assert "answer-parted" in file.said(2)


def test_below_another_name_only_a_marked_line_is_an_answer():
    file = from_csv(
        ["序号", "题目"], [1, "怎样校准评分？\n先说步骤，再举例"], [2, "淡季怎么排班？\n【参考答案】\n看数据"]
    )
    assert file.texts == ["怎样校准评分？\n先说步骤，再举例", "淡季怎么排班？"]
    assert file.answers == [[], ["看数据"]]


def test_options_are_no_answer():
    cell = "抽样多少合适？\nA：1%\nB：5%"
    assert from_csv(["序号", "题目"], [1, cell], [2, "淡季怎么排班？"]).texts[0] == cell


def test_upright_strokes_part_columns():
    rows = [["题目", "答案"], ["怎样做好录音抽检？", "听，再评"], ["淡季怎么排班？", "看数据"]]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter="|").writerows(rows)
    drawn = "| 题目 | 答案 |\n|:--|---|\n| 怎样做好录音抽检？ | 听，再评 |\n| 淡季怎么排班？ | 看数据 |\n"
    for data in (text.getvalue(), drawn):
        file = read_whole("题库.csv", data.encode())
        assert (file.texts, file.answers) == ([row[0] for row in rows[1:]], [["听，再评"], ["看数据"]])


def test_strokes_within_texts_part_nothing():
    rows = [["题目", "选项"], ["抽样多少？", "1%|5%|9%"], ["谁来听？", "组长|质检|经理"]]
    assert from_csv(*rows).reading.separator == ","
