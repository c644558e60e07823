"""The header is found under titles and notes, and missed by nobody where there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.spreadsheets.columns.header import column_names, find_header
from qbank.spreadsheets.files.table import TableRow

HEADER = ("编号", "题目", "分类", "参考答案")
FIRST = ("1", "你为什么选择客服经理这个岗位？", "求职动机", "因为我喜欢与人打交道，也乐于解决问题。")
SECOND = ("2", "遇到客户情绪激动时你会怎么做", "情绪管理", "先倾听，再共情，然后给出解决办法。")


def lines(*cells: tuple[str, ...], first: int = 1) -> list[TableRow]:
    return [TableRow(number, line) for number, line in enumerate(cells, first) if any(line)]


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        (lines(HEADER, FIRST, SECOND), 1),
        (lines(HEADER), 1),
        (lines((), (), HEADER, FIRST), 3),
        (lines(("客服经理面试题库（2024版）",), HEADER, FIRST), 2),
        (lines(("面试题",), (), HEADER, FIRST, SECOND), 3),
        (
            lines(
                ("填写说明：带 * 的列必填；分类请从下拉框选择。",),
                ("制表人：王敏", "", "日期：3月"),
                HEADER,
                FIRST,
            ),
            3,
        ),
        (lines(("基本信息", "", "", "评分"), HEADER, FIRST), 2),
        (lines(("Code", "Question", "Category", "Model answer"), FIRST, SECOND), 1),
        (lines(("*题目（必填）", "类别", "得分点"), ("你好吗", "动机", "说出两点")), 1),
        (lines(("题目",), ("你为什么来？",), ("你会什么？",)), 1),
        (lines(("甲", "乙", "丙"), FIRST[:3], SECOND[:3]), 1),
        (lines(("序", "内容", "归属"), ("1", "自我介绍", "通用"), ("2", "离职原因", "通用")), 1),
        (lines(("出题部门", "责任人", "题目", "备注", "录入人"), ("人事", "王", "为什么？", "", "李")), 1),
        (lines(FIRST, SECOND), 0),
        (lines(FIRST[1:], SECOND[1:]), 0),
        (lines(("你为什么来？",), ("你会什么？",)), 0),
        (lines(("1", "自我介绍"), ("2", "离职原因")), 0),
        (lines(FIRST, SECOND, HEADER[:1], FIRST), 0),
        ([], 0),
    ],
)
def test_the_header_is_found(rows, number):
    assert find_header(rows) == number


def test_a_header_repeated_on_every_page_is_the_first():
    assert find_header(lines(HEADER, FIRST, HEADER, SECOND)) == 1


@pytest.mark.parametrize(
    ("header", "names"),
    [
        (HEADER, ["编号", "题目", "分类", "参考答案"]),
        (("答案", "答案", "答案"), ["答案", "答案 (2)", "答案 (3)"]),
        (("答案 (2)", "答案", "答案"), ["答案 (2)", "答案", "答案 (3)"]),
        (("A", "", "题目"), ["A", "B", "题目"]),
        (("B", "", "题目"), ["B", "B (2)", "题目"]),
        (("题目\n（必填）", " 分 类 "), ["题目 （必填）", "分 类"]),
    ],
)
def test_every_column_has_a_name_of_its_own(header, names):
    assert column_names(lines(header), 1) == names


def test_rows_longer_than_the_header_have_columns_by_letter():
    assert column_names(lines(("题目",), ("问", "", "多出来的")), 1) == ["题目", "B", "C"]


def test_columns_go_by_letter_where_there_is_no_header():
    assert column_names(lines(("问", *[""] * 26, "远")), 0)[24:] == ["Y", "Z", "AA", "AB"]
    assert column_names([], 0) == []
    assert column_names(lines(("问",)), 7) == ["A"]


CELLS = st.lists(st.text(max_size=12), max_size=6).map(tuple)


@given(st.lists(CELLS, max_size=8), st.integers(0, 9))
def test_any_rows_have_a_header_among_them_or_none(cells, header):
    rows = lines(*cells)
    assert find_header(rows) in {0, *(row.number for row in rows)}
    names = column_names(rows, header)
    assert len(set(names)) == len(names) == max((len(row.cells) for row in rows), default=0)
    assert all(names)
