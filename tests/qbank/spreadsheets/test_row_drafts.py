"""One row by itself: what it says, what was done to it, and what is wrong, in words that help."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.bankfile.drafts import AnswerDraft
from qbank.spreadsheets.columns.columns import match_columns
from qbank.spreadsheets.columns.mapping import CREATE, ColumnMapping, Field
from qbank.spreadsheets.files.table import Oddity, TableRow
from qbank.spreadsheets.judging.numbering import without_number
from qbank.spreadsheets.judging.row_drafts import RowReader
from qbank.spreadsheets.judging.unknown_values import unknown_values
from qbank.spreadsheets.judging.verdicts import RowDraft
from tests.qbank.spreadsheets.drafts import TEXTS

NAMES = [
    "编号",
    "题目",
    "分类",
    "难度",
    "题型",
    "时长",
    "能力项",
    "参考答案",
    "评分要点",
    "警示项",
    "追问",
    "状态",
]
COLUMN = {name: column for column, name in enumerate(NAMES)}
CATEGORIES = {"自我认知", "团队协作", "一、情境模拟"}
COMPETENCIES = {"投诉处理", "服务、补救", "倾听", "沟通 / 倾听"}


def reader_of(names: list[str] = NAMES, **mapping: object) -> RowReader:
    return RowReader(ColumnMapping(match_columns(names), **mapping), names, CATEGORIES, COMPETENCIES)  # type: ignore[arg-type]


def row(number: int = 2, odd: Mapping[int, Oddity] | None = None, **cells: str) -> TableRow:
    return TableRow(number, tuple(cells.get(name, "") for name in NAMES), odd or {})


def read(reader: RowReader | None = None, **cells: str) -> RowDraft:
    draft = (reader or reader_of()).read(row(**{"题目": "你为什么离职？", "分类": "自我认知"} | cells))
    assert draft is not None
    return draft


def errors(draft: RowDraft) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.column) for problem in draft.problems if problem.error]


def remarks(draft: RowDraft) -> list[str]:
    return [problem.code for problem in draft.problems if not problem.error]


def test_a_whole_row():
    draft = read(
        编号="007",
        难度="易",
        题型="行为题",
        时长="5分钟",
        能力项="投诉处理、倾听",
        参考答案="先听完。\n再复述。",
        评分要点="1. 先听完（3分）\n2. 复述",
        警示项="争对错",
        追问="后来呢？\n\n结果如何？",
        状态="可用",
    )
    question = draft.draft
    assert errors(draft) == []
    assert (question.code, question.difficulty, question.kind, question.minutes) == (
        "007",
        "easy",
        "behavioural",
        5,
    )
    assert question.competencies == ("投诉处理", "倾听")
    assert question.answers == (AnswerDraft("先听完。\n再复述。"),)
    assert [(point.text, point.weight) for point in question.points] == [
        ("先听完", 3),
        ("复述", 1),
        ("争对错", 0),
    ]
    assert question.probes == ("后来呢？", "结果如何？")
    assert (question.status, draft.category, draft.number) == ("ready", "自我认知", 2)
    assert draft.stated >= {str(field) for field in match_columns(NAMES).values()} | {"weights"}
    assert "quotes" not in draft.stated


def test_a_row_speaks_only_of_cells_that_are_not_empty():
    draft = read(难度=" \n")
    assert draft.stated == {"text", "category"}
    assert draft.draft.status == "draft"


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("12. 请介绍自己", "请介绍自己"),
        ("12、请介绍自己", "请介绍自己"),
        ("（3）请介绍自己", "请介绍自己"),
        ("(3) 请介绍自己", "请介绍自己"),
        ("3）请介绍自己", "请介绍自己"),
        ("Q5：请介绍自己", "请介绍自己"),
        ("第3题：请介绍自己", "请介绍自己"),
        ("问题一：请介绍自己", "请介绍自己"),
        ("一、请介绍自己", "请介绍自己"),
        ("①请介绍自己", "请介绍自己"),
        ("１２．请介绍自己", "请介绍自己"),
        ("3年前你在做什么？", "3年前你在做什么？"),
        ("3.5 万客户的流失怎么办？", "3.5 万客户的流失怎么办？"),
        ("2:1 的比例合理吗？", "2:1 的比例合理吗？"),
        ("360 度评估怎么做？", "360 度评估怎么做？"),
        ("一线客服怎么带？", "一线客服怎么带？"),
        ("一、二线城市的客户有何不同？", "一、二线城市的客户有何不同？"),
        ("5S 管理是什么？", "5S 管理是什么？"),
        ("12.", "12."),
        ("3、5、8 号员工请假怎么办？", "3、5、8 号员工请假怎么办？"),
    ],
)
def test_the_number_before_a_question_is_taken_off(text, bare):
    assert without_number(text) == bare
    draft = read(题目=text)
    assert draft.draft.text == bare
    assert ("number-off" in remarks(draft)) == (text != bare)


def test_blank_categories_are_filled_down_and_say_so():
    reader = reader_of()
    first, second = read(reader, 分类="团队协作"), read(reader, 分类="")
    assert (second.category, remarks(second)) == (first.category, ["filled-down"])
    assert "category" in second.stated


def test_a_heading_row_gives_its_category_to_the_rows_below():
    reader = reader_of()
    assert reader.read(row(分类="团队协作")) is None
    assert read(reader, 分类="").category == "团队协作"


def test_rows_without_a_category_above_get_the_one_chosen_for_them():
    draft = read(reader_of(category="自我认知"), 分类="")
    assert (draft.category, draft.stated) == ("自我认知", {"text"})
    assert read(分类="").category == ""


@pytest.mark.parametrize(
    "cells", [{}, {"难度": "中"}, {"编号": "12", "状态": "草稿", "时长": "5"}, {"题目": " \t\n"}]
)
def test_ghost_rows_do_not_count(cells):
    assert reader_of().read(row(**cells)) is None


def test_a_code_is_content_where_the_file_has_no_texts():
    reader = reader_of(["编号", "难度"])
    draft = reader.read(TableRow(2, ("KF-1", "易")))
    assert draft is not None
    assert (draft.draft.code, draft.stated) == ("KF-1", {"code", "difficulty"})


def test_names_are_known_whatever_stands_around_them():
    assert read(分类="二、自我认知").category == "自我认知"
    assert read(分类="自我 认知").category == "自我认知"
    assert read(分类="情境模拟").category == "一、情境模拟"
    assert read(能力项="服务、补救\n投诉处理").draft.competencies == ("服务、补救", "投诉处理")
    assert read(能力项="沟通 / 倾听").draft.competencies == ("沟通 / 倾听",)


def test_what_is_not_known_is_an_error_and_counted():
    reader = reader_of()
    draft = read(reader, 分类="领导力", 难度="三星", 能力项="倾听；共情", 题型="压力", 状态="？")
    assert errors(draft) == [
        ("unknown-category", COLUMN["分类"]),
        ("unknown-kind", COLUMN["题型"]),
        ("unknown-difficulty", COLUMN["难度"]),
        ("unknown-status", COLUMN["状态"]),
        ("unknown-competencies", COLUMN["能力项"]),
    ]
    rows = [row(题目="甲", 分类="领导力", 难度="三星"), row(题目="乙", 难度="三星"), row(难度="四星")]
    unknown = unknown_values(rows, reader_of())
    assert unknown == {Field.CATEGORY: {"领导力": 2}, Field.DIFFICULTY: {"三星": 2}}


def test_values_mean_what_was_chosen_for_them():
    values = {
        Field.CATEGORY: {"领导力": "团队协作", "新类": CREATE, "新 类": CREATE},
        Field.DIFFICULTY: {"三星": "hard", "易": "medium", "待定": ""},
        Field.COMPETENCY: {"共情": CREATE, "不要": ""},
    }
    draft = read(reader_of(values=values), 分类="领导力", 难度="三星", 能力项="共情、倾听、不要")
    assert (errors(draft), draft.category, draft.draft.difficulty) == ([], "团队协作", "hard")
    assert draft.draft.competencies == ("共情", "倾听")
    assert read(reader_of(values=values), 分类="新 类").category == "新类"
    assert read(reader_of(values=values), 难度="易").draft.difficulty == "medium"
    nothing = read(reader_of(values=values), 难度="待定")
    assert (nothing.draft.difficulty, "difficulty" in nothing.stated, errors(nothing)) == ("", False, [])


@pytest.mark.parametrize(
    ("text", "minutes"), [("5", 5), ("５", 5), ("5分钟", 5), ("约 8 分", 8), ("10 min", 10), ("6.0", 6)]
)
def test_minutes(text, minutes):
    assert read(时长=text).draft.minutes == minutes


@pytest.mark.parametrize("text", ["0", "121", "很久", "-3", "5-", "9" * 30])
def test_minutes_that_are_none(text):
    assert errors(read(时长=text)) == [("minutes", COLUMN["时长"])]


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"编号": "x" * 41}, "编号"),
        ({"题目": "题" * 5_001}, "题目"),
        ({"参考答案": "答" * 20_001}, "参考答案"),
        ({"评分要点": "点" * 301}, "评分要点"),
        ({"警示项": "点" * 301}, "警示项"),
    ],
)
def test_too_long(cells, name):
    draft = read(**cells)
    assert errors(draft) == [("too-long", COLUMN[name])]
    problem = next(problem for problem in draft.problems if problem.error)
    assert str(problem.params["longest"]) in problem.message % problem.params


@pytest.mark.parametrize(
    "cell", ["先听完（0分）", "先听完（101分）", "先听完[0.001]", "先听完（" + "9" * 60 + ".5分）"]
)
def test_weights_out_of_range(cell):
    assert errors(read(评分要点=cell)) == [("weight", COLUMN["评分要点"])]


def test_too_many_of_a_thing():
    assert errors(read(追问="问\n" * 21)) == [("too-many", COLUMN["追问"])]
    assert errors(read(评分要点="\n".join(f"要点甲{n}" for n in range(61)))) == [
        ("too-many", COLUMN["评分要点"])
    ]


def test_answers_several_in_a_cell_and_over_columns():
    reader = reader_of(["题目", "答案1", "答案2"])
    draft = reader.read(TableRow(2, ("问？", "甲\n【答案2】\n乙（答案不完整）", "丙")))
    assert draft is not None
    assert draft.draft.answers == (AnswerDraft("甲"), AnswerDraft("乙", complete=False), AnswerDraft("丙"))


def test_points_over_columns_are_one_each():
    reader = reader_of(["题目", "要点1", "要点2", "要点3"])
    draft = reader.read(TableRow(2, ("问？", "先听完；不打断", "", "复述（2分）")))
    assert draft is not None
    assert [(point.text, point.weight) for point in draft.draft.points] == [
        ("先听完；不打断", 1),
        ("复述", 2),
    ]


def test_levels_make_a_ladder():
    draft = read(评分要点="1级：推给别人\n2级：按流程办")
    assert draft.draft.rubric_kind == "ladder"
    assert "rubric_kind" in draft.stated


@pytest.mark.parametrize(
    ("oddity", "code", "error"),
    [
        (Oddity.FORMULA, "formula", True),
        (Oddity.ERROR_VALUE, "error-value", True),
        (Oddity.TOO_LONG, "cut", True),
        (Oddity.DATE, "date", False),
        (Oddity.UNPRINTABLE, "unprintable", False),
    ],
)
def test_odd_cells(oddity, code, error):
    draft = reader_of().read(
        row(题目="问？", 分类="自我认知", 参考答案="x", odd={COLUMN["参考答案"]: oddity})
    )
    assert draft is not None
    assert [(problem.code, problem.column, problem.error) for problem in draft.problems] == [
        (code, COLUMN["参考答案"], error)
    ]


def test_an_odd_cell_in_a_column_that_is_not_read_is_no_matter():
    reader = reader_of(["题目", "备注", "分类"])
    draft = reader.read(TableRow(2, ("问？", "", "自我认知"), {1: Oddity.FORMULA}))
    assert draft is not None
    assert draft.problems == ()


def test_a_formula_is_no_empty_row():
    draft = reader_of().read(row(odd={COLUMN["题目"]: Oddity.FORMULA}))
    assert draft is not None
    assert ("formula", COLUMN["题目"]) in errors(draft)


CELLS = st.lists(TEXTS | st.text(max_size=20), max_size=len(NAMES) + 2).map(tuple)
ODD = st.dictionaries(st.integers(0, len(NAMES) + 2), st.sampled_from(list(Oddity)), max_size=2)


@given(
    st.lists(st.builds(TableRow, st.integers(1, 99), CELLS, ODD), max_size=3),
    st.sampled_from(["", "自我认知"]),
)
def test_any_row_is_read_or_none(rows, category):
    """Whatever stands in the cells: every message has all it names, and fields fit what the row gives."""
    reader = reader_of(category=category)
    for table_row in rows:
        draft = reader.read(table_row)
        if draft is None:
            continue
        for problem in draft.problems:
            assert problem.message % problem.params
            assert problem.column is None or problem.column in range(len(NAMES))
        assert ("answer" in draft.stated) == bool(draft.draft.answers)
        assert draft.draft.text == draft.draft.text.strip()
