"""What each line of a sheet is: questions over several rows, headings, notes, totals, further headers, and
none of them lost unseen."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest

from qbank.spreadsheets.columns.header import asks
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.reading import inspect_questions
from tests.qbank.spreadsheets.whole_files import WholeFile, read_whole

Rows = Sequence[Sequence[Any]]


def as_csv(rows: Rows, encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def from_csv(*rows: Sequence[Any]) -> WholeFile:
    return read_whole("题库.csv", as_csv(rows))


def from_workbook(*rows: Sequence[Any], merged: Sequence[str] = (), hidden: Sequence[int] = ()) -> WholeFile:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    file = io.BytesIO()
    book.save(file)
    return read_whole("题库.xlsx", file.getvalue())


def by_category(file: WholeFile) -> list[tuple[str, str]]:
    return [(row.category, row.draft.text) for row in file.drafts]


class TestQuestionsOverSeveralRows:
    def test_blank_cells_go_on_with_the_question_above(self):
        file = from_csv(
            ("序号", "题目", "评分要点", "分值"),
            ("1", "怎么处理辱骂？", "安抚", "3"),
            ("", "", "终止通话", "4"),
            ("2", "骨干请假怎么办？", "核实", "5分"),
            ("", "", "调配", "5分"),
        )
        assert file.texts == ["怎么处理辱骂？", "骨干请假怎么办？"]
        assert file.points == [
            [("安抚", "3", None), ("终止通话", "4", None)],
            [("核实", "5", None), ("调配", "5", None)],
        ]

    def test_the_question_may_be_said_again_in_every_row(self):
        file = from_csv(
            ("Question", "Scoring point", "Score"),
            ("How do you calm a caller?", "Listens", "3"),
            ("How do you calm a caller?", "Apologises", "2"),
            ("How do you coach?", "Observes", "5"),
        )
        assert file.points == [[("Listens", "3", None), ("Apologises", "2", None)], [("Observes", "5", None)]]

    def test_what_is_merged_with_the_question_stays_its_own(self):
        file = from_workbook(
            ("分类", "题目", "要点", "分值", "参考答案"),
            ("服务", "怎么处理辱骂？", "安抚", 3, "先安抚"),
            (None, None, "终止", 4, None),
            (None, "怎么处理超时？", "致歉", 5, "致歉"),
            (None, None, "补偿", 5, None),
            merged=["A2:A5", "B2:B3", "B4:B5", "E2:E3", "E4:E5"],
        )
        assert by_category(file) == [("服务", "怎么处理辱骂？"), ("服务", "怎么处理超时？")]
        assert file.answers == [["先安抚"], ["致歉"]]
        assert [len(points) for points in file.points] == [2, 2]

    def test_a_total_between_them_is_no_point(self):
        file = from_csv(
            ("题目", "评分要点", "分值"),
            ("怎么处理辱骂？", "安抚", "3"),
            ("", "终止通话", "4"),
            ("", "小计", "7"),
            ("骨干请假怎么办？", "核实", "5"),
        )
        assert [len(points) for points in file.points] == [2, 1]
        assert file.counts["totals"] == 1

    def test_probes_and_red_flags_go_on_too(self):
        file = from_workbook(
            ("题目", "加分点", "扣分点", "追问"),
            ("怎么处理辱骂？", "安抚", "争吵", "客户怎么说？"),
            (None, "复盘", "推诿", "后来呢？"),
            merged=["A2:A3"],
        )
        assert file.drafts[0].draft.probes == ("客户怎么说？", "后来呢？")
        assert file.points == [
            [("安抚", "1", None), ("复盘", "1", None), ("争吵", "0", None), ("推诿", "0", None)]
        ]

    def test_an_answer_alone_is_asked_about(self):
        file = from_csv(("题目", "参考答案"), ("怎么处理辱骂？", "安抚"), ("", "复盘"))
        assert [row.draft.text for row in file.drafts] == ["怎么处理辱骂？", ""]

    def test_values_merged_over_several_questions_are_those_of_each(self):
        file = from_workbook(("题目", "难度"), ("怎么排班？", "难"), ("怎么带人？", None), merged=["B2:B3"])
        assert [row.draft.difficulty for row in file.drafts] == ["hard", "hard"]


class TestWeights:
    @pytest.mark.parametrize(
        ("points", "weights", "expected"),
        [
            ("安抚\n终止\n复盘", "3\n4\n3", ["3", "4", "3"]),
            ("安抚；终止", "3/4", ["3", "4"]),
            ("安抚", "30%", ["30"]),
            ("安抚；终止", "10", ["1", "1"]),
            ("安抚；终止", "高；低", ["1", "1"]),
        ],
    )
    def test_weights_in_a_cell_of_their_own(self, points, weights, expected):
        file = from_csv(("题目", "评分要点", "分值"), ("怎么处理辱骂？", points, weights))
        assert [weight for _text, weight, _level in file.points[0]] == expected
        assert ("no-weights" in file.said(2)) == (set(expected) == {"1"})

    def test_a_weight_beside_each_column_of_points(self):
        file = from_csv(
            ("题目", "要点1", "分值1", "要点2", "分值2"), ("怎么处理辱骂？", "安抚", 3, "终止", 7)
        )
        assert file.points == [[("安抚", "3", None), ("终止", "7", None)]]


class TestHeadings:
    @pytest.mark.parametrize(
        ("first", "second"),
        [
            (("一、服务意识", "", ""), ("二、团队管理", "", "")),
            (("", "一、服务意识", ""), ("", "二、团队管理", "")),
            (("", "服务意识", ""), ("", "团队管理", "")),
            (("", "【服务意识】", ""), ("", "【团队管理】", "")),
            (("第一部分 服务意识", "", ""), ("第二部分 团队管理", "", "")),
            (("一", "服务意识", ""), ("二", "团队管理", "")),
            (("（一）服务意识", "", ""), ("（二）团队管理", "", "")),
            (("模块：服务意识", "", ""), ("模块：团队管理", "", "")),
            (("一、服务意识（共1题）", "", ""), ("二、团队管理（1题，20分）", "", "")),
        ],
    )
    def test_headings_between_questions_are_their_categories(self, first, second):
        file = from_csv(
            ("序号", "题目", "参考答案"),
            first,
            (1, "什么样的服务算好？", "结合体验"),
            second,
            (1, "怎样开好早会？", "简短"),
        )
        assert by_category(file) == [("服务意识", "什么样的服务算好？"), ("团队管理", "怎样开好早会？")]
        assert file.counts["sections"] == 2

    @pytest.mark.parametrize(
        "heading", ["Section 1: Service", "Part A - Service", "[Service]", "Module: Service"]
    )
    def test_english_headings(self, heading):
        file = from_csv(("Question", "Answer"), (heading, ""), ("What is good service?", "x"))
        assert by_category(file) == [("Service", "What is good service?")]

    def test_a_list_numbered_like_headings_is_one_of_questions(self):
        file = from_csv(("题目",), ("一、自我介绍",), ("二、离职原因",), ("三、职业规划",))
        assert file.texts == ["自我介绍", "离职原因", "职业规划"]

    def test_a_short_question_without_an_answer_is_asked_about(self):
        file = from_csv(("题目", "参考答案"), ("自我介绍", ""), ("你为什么离职？", "诚实"))
        assert file.texts == ["自我介绍", "你为什么离职？"]
        assert "maybe-heading!" in file.said(2)


class TestNotesAndTotals:
    @pytest.mark.parametrize(
        "line",
        [
            ("注：答案仅供参考",),
            ("", "备注：以上内容请勿外传"),
            ("* 以上答案仅供参考",),
            ("编制人：王敏", "审核人：李雷"),
            ("", "2026年3月1日"),
            ("", "2026-03-01"),
            ("本题库由运营部编制，未经许可不得外传。",),
            ("", "Note: for internal use only"),
            ("", "Prepared by: HR"),
            ("Last updated: 2026-03-01",),
            ("合计", "12题"),
            ("总计：", "", "3"),
            ("", "共 12 题"),
            ("Total", "12 questions"),
            ("", "Total: 12"),
            ("", "第 2 页"),
            ("面试官签字：",),
            ("", "Page 2 of 3"),
            ("选填", "必填", "选填"),
        ],
    )
    def test_lines_that_are_none(self, line):
        file = from_csv(("序号", "题目", "参考答案"), (1, "怎样抽检？", "抽样"), line)
        assert file.texts == ["怎样抽检？"]
        assert file.counts.get("notes", 0) + file.counts.get("totals", 0) == 1
        assert [row for row, kind, _text in file.account.listed if kind in ("notes", "totals")] == [3]

    @pytest.mark.parametrize(
        "text",
        [
            "说明：你怎么看待加班？",
            "注意力不集中的员工怎么带？",
            "合计多少通电话算达标？",
            "Total quality management means what?",
            "备注栏应该写什么？",
            "以上级的身份劝退员工，你怎么谈？",
        ],
    )
    def test_questions_that_begin_like_them(self, text):
        assert from_csv(("题目", "参考答案"), (text, "答"), ("怎样抽检？", "抽样")).texts[0] == text
        assert from_csv(("序号", "题目"), (1, text), (2, "怎样抽检？")).texts[0] == text


class TestFurtherHeaders:
    def test_a_header_in_the_other_language_below_the_first(self):
        for first, second in (
            (("分类", "题目", "参考答案"), ("Category", "Question", "Answer")),
            (("Category", "Question", "Answer"), ("分类", "题目", "参考答案")),
        ):
            file = from_csv(first, second, ("质检", "怎样抽检？", "抽样"))
            assert by_category(file) == [("质检", "怎样抽检？")]

    def test_a_further_table_with_its_columns_in_another_order(self):
        file = from_csv(
            ("Question", "Category", "Answer"),
            ("How do you calm a caller?", "Service", "Listen"),
            (),
            ("Category", "Question", "Model answer"),
            ("Team", "How do you coach?", "Observe"),
        )
        assert by_category(file) == [("Service", "How do you calm a caller?"), ("Team", "How do you coach?")]
        assert file.answers == [["Listen"], ["Observe"]]

    def test_columns_that_only_a_further_table_has_are_read_too(self):
        file = from_csv(
            ("题目", "答案"),
            *[(f"第{n}种投诉怎么处理？", "先安抚") for n in range(29)],
            ("分类", "题目", "参考答案", "难度"),
            ("质检", "怎样抽检录音？", "抽样", "难"),
        )
        assert len(file.drafts) == 30
        assert (file.categories[-1], file.drafts[-1].draft.difficulty) == ("质检", "hard")

    def test_a_table_of_something_else_is_left_out_and_counted(self):
        file = from_csv(("题目", "答案"), ("怎么排班？", "轮休"), (), ("能力", "权重"), ("沟通", "30%"))
        assert file.texts == ["怎么排班？"]
        assert file.counts["other_table"] == 1

    def test_a_header_of_two_rows(self):
        merged = from_workbook(
            ("题目", "分类", "评分标准", None, None),
            (None, None, "优秀", "合格", "不合格"),
            ("怎样抽检？", "质检", "方案完整", "有方案", "没有方案"),
            merged=["A1:A2", "B1:B2", "C1:E1"],
        )
        plain = from_csv(
            ("Question", "Category", "Rubric", "", ""),
            ("", "", "Excellent", "Fair", "Poor"),
            ("How do you coach?", "Team", "Plans", "Tries", "None"),
        )
        for file in (merged, plain):
            assert [level for _text, _weight, level in file.points[0]] == [5, 3, 1]
            assert file.categories in (["质检"], ["Team"])


def test_a_title_that_is_printed_again_is_one():
    header = ("题目", "答案")
    file = from_csv(
        ("客服题库",), header, ("怎样抽检？", "抽样"), ("客服题库",), header, ("怎么排？", "轮休")
    )
    assert file.texts == ["怎样抽检？", "怎么排？"]
    assert file.counts == {"above": 2, "header": 2, "questions": 2}


class TestWithoutAHeader:
    @pytest.mark.parametrize(
        "rows",
        [
            (("质检", "怎样做录音抽检", "抽样"), ("质检", "怎样校准评分", "双盲" * 30),
             ("排班", "淡季怎么排", "轮休")),
            (
                ("Service", "How do you calm a caller?", "Listen, then act"),
                ("Service", "What is first call resolution?", "Solved at once"),
                ("Team", "How would you coach?", "Observe and show"),
            ),
            ((1, "请介绍一下你自己。", "清晰"), (2, "你为什么离职？", "诚实"),
             (3, "你有问题问我们吗？", "有")),
            (("请介绍一下你自己。",), ("你为什么离职？",), ("你有问题问我们吗？",)),
        ],
    )  # fmt: skip
    def test_the_first_question_is_not_taken_for_one(self, rows):
        file = from_csv(*rows)
        assert file.reading.header_row == 0
        assert file.texts == [next(cell for cell in row if asks(str(cell))) for row in rows]

    def test_columns_that_nobody_can_tell_are_asked_about(self):
        file = from_csv(("怎样抽检？", "抽样", "王敏", "甲"), ("怎样排班？", "轮休", "李雷", "乙"))
        assert file.asked


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("面试安排.txt",
         "客服经理面试安排\n第一部分 开场\n面试官先介绍公司情况。\n然后说明流程。\n请候选人自我介绍。\n"),
        ("题库.txt", "1. 你为什么来？\n答：因为喜欢。\n2. 怎么处理投诉？\n答：先听。\n"),
        ("mail.csv",
         "Dear team, read this, thanks.\nWe meet, then talk.\nLunch, walk, talk, tea.\nBye\nJo\n"),
        ("notes.txt", "Call centre notes\nBe polite.\nListen to the caller.\nWrite everything down.\n"),
        ("记录.csv", "会议记录\n时间：周一\n地点：三楼\n结论：下周再议\n"),
    ],
)  # fmt: skip
def test_text_in_lines_is_no_table(name, text):
    with pytest.raises(SpreadsheetError) as refused:
        inspect_questions(name, text.encode())
    assert refused.value.reason is Reason.PROSE
    assert "Upload a document" in refused.value.message


def test_every_line_is_counted_once():
    file = from_csv(
        ("题库",), ("序号", "题目", "答案"), (), (1, "怎样抽检？", "抽样"), (2, "", ""), ("合计", "1题"), ()
    )
    assert file.counts == {"above": 1, "header": 1, "blank": 3, "questions": 1, "totals": 1}
    assert sum(file.counts.values()) == file.account.last == 7


def test_blank_lines_to_the_end_of_the_sheet_are_counted():
    numbered = [(number, None) for number in range(3, 10)]
    file = from_workbook(("序号", "题目"), (1, "怎样抽检？"), (2, "怎么排班？"), *numbered, *[(None, "")] * 5)
    assert file.counts == {"header": 1, "questions": 2, "blank": 7 + 5}
    assert file.account.last == 15


def test_options_become_part_of_the_question():
    file = from_csv(
        ("题目", "选项A", "选项B", "选项C", "正确答案"),
        ("下列哪项正确？", "先听", "争辩", "", "A"),
        ("哪项不对？", "A. 甲", "B. 乙", "C. 丙", "C"),
    )
    assert file.texts == ["下列哪项正确？\nA. 先听\nB. 争辩", "哪项不对？\nA. 甲\nB. 乙\nC. 丙"]
