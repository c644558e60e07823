"""Tables as people and programs write them: forms, quizzes, cards, exports, score sheets."""

from __future__ import annotations

import pytest

from qbank.spreadsheets.columns.columns import field_of, match_columns
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.judging.points import parse_points
from tests.qbank.spreadsheets.test_lines import by_category, from_csv, from_workbook

CALM, PLAN = "How do you calm an angry caller?", "How do you plan shifts?"


def test_the_answers_to_a_form_have_its_questions_as_header():
    file = from_csv(
        ["Timestamp", "Email Address", "Interview question", "What would a good answer include?"],
        ["2026/03/01 10:00:00", "a@example.com", CALM, "Listens"],
        ["2026/03/02 10:00:00", "b@example.com", PLAN, "Forecasts"],
    )
    assert file.texts == [CALM, PLAN]
    assert file.counts == {"header": 1, "questions": 2}


def test_the_column_that_asks_holds_the_question_whatever_it_is_called():
    file = from_csv(
        ["Name", "Tags", "Answer", "Created time", "Status"],
        [CALM, "Empathy", "Listen first", "March 1, 2026 10:00 AM", "Ready"],
        [PLAN, "Planning", "Forecast", "March 2, 2026 10:00 AM", "Draft"],
    )
    assert file.fields == {"Name": "text", "Tags": "tags", "Answer": "answer", "Status": "status"}
    assert file.texts == [CALM, PLAN]
    assert [draft.draft.tags for draft in file.drafts] == ["Empathy", "Planning"]


def test_the_four_steps_of_an_experience_ask_further():
    steps = ["S情境", "任务（T）", "Action", "R：结果"]
    file = from_csv(["胜任力", "面试题", *steps], ["合规", CALM, "Where?", "What for?", "How?", "And then?"])
    assert list(file.drafts[0].draft.probes) == ["Where?", "What for?", "How?", "And then?"]
    assert "probes" not in from_csv(["题目", "背景", "结果"], [CALM, "x", "y"]).fields.values()


@pytest.mark.parametrize("names", ["Q|A", "问|答", "Term|Definition", "Front|Back", "正面|背面"])
def test_some_names_say_what_they_hold_side_by_side(names):
    file = from_csv(names.split("|"), [CALM, "Listen first"], ["What is FCR?", "First call resolution"])
    assert file.texts == [CALM, "What is FCR?"]
    assert file.answers == [["Listen first"], ["First call resolution"]]


def test_a_quiz_offers_answers_and_limits_seconds():
    offered = [f"Answer {n} - max 75 characters" for n in range(1, 4)]
    file = from_workbook(
        ["Quiz template"],
        ["", "Question - max 120 characters", *offered, "Time limit (sec) – 5, 10, 20, or 240 secs",
         "Correct answer(s) - choose at least one"],
        [1, "What is FCR?", "First call resolution", "Fast call reply", "Free rate", 90, 1],
        [2, "What is AHT?", "Average handling time", "All hands", "Any", 240, "1,2"],
    )  # fmt: skip
    assert file.texts[0] == "What is FCR?\nA. First call resolution\nB. Fast call reply\nC. Free rate"
    assert file.answers == [["1"], ["1,2"]]
    assert [row.draft.minutes for row in file.drafts] == [2, 4]


def test_letters_are_options_beside_an_answer():
    file = from_csv(
        ["questiontext", "A", "B", "C", "Answer 1"], ["What is FCR?", "First", "Fast", "Free", "A"]
    )
    assert file.texts == ["What is FCR?\nA. First\nB. Fast\nC. Free"]
    assert file.answers == [["A"]]
    assert Field.OPTION not in match_columns(["题目", "A", "B", "C", "D"]).values()


def test_a_form_above_the_header_names_no_columns():
    file = from_workbook(
        ["面试评分表"],
        ["姓名", "", "应聘岗位", "", "日期", ""],
        ["测评要素", "面试问题", "观察要点", "权重", "得分", "评语"],
        ["沟通能力", "怎样安抚一位情绪激动的客户？", "倾听、同理", "20%", "", ""],
        ["计划能力", "淡季怎么排班？", "数据、预测", "30%", "", ""],
        ["合计", "", "", "100%", "", ""],
        ["面试官签字：", "", "", "日期：", "", ""],
    )
    assert file.texts == ["怎样安抚一位情绪激动的客户？", "淡季怎么排班？"]
    assert file.points == [[("倾听、同理", "20", None)], [("数据、预测", "30", None)]]
    assert file.counts == {"above": 2, "header": 1, "questions": 2, "totals": 1, "notes": 1}


def test_numbered_sections_without_a_header_are_told():
    file = from_workbook(
        ["面试题库"],
        ["一、服务意识（每题5分）"],
        ["1", "怎样安抚一位情绪激动的客户？", "先听"],
        ["2", "客户要赔偿怎么办？", "看规则"],
        ["二、团队管理"],
        ["1", "怎样带新人？", "带"],
        ["2", "淡季怎么排班？", "看数据"],
        ["注：以上题目仅供内部使用"],
        ["制表：人事部"],
    )
    assert by_category(file) == [
        ("服务意识", "怎样安抚一位情绪激动的客户？"),
        ("服务意识", "客户要赔偿怎么办？"),
        ("团队管理", "怎样带新人？"),
        ("团队管理", "淡季怎么排班？"),
    ]
    assert file.answers == [["先听"], ["看规则"], ["带"], ["看数据"]]


def test_the_first_heading_may_stand_above_the_header():
    header = ["序号", "题目", "参考答案"]
    file = from_csv(
        ["第一部分：服务意识（共1题）"], header, ["1", "怎样抽检？", "抽样"],
        ["第二部分：团队管理（共1题）"], header, ["1", "怎样带新人？", "带"],
    )  # fmt: skip
    assert by_category(file) == [("服务意识", "怎样抽检？"), ("团队管理", "怎样带新人？")]
    assert file.counts == {"header": 2, "questions": 2, "sections": 2}


def test_numbers_are_no_points_whatever_their_column_is_called():
    file = from_csv(["Question", "Answer", "Points"], [CALM, "Listen", "10"], [PLAN, "Forecast", "5"])
    assert file.points == [[], []]


@pytest.mark.parametrize(
    ("kind", "meant"),
    [("单选题", "knowledge"), ("判断题", "knowledge"), ("问答题", ""), ("简答题", ""), ("Open-ended", "")],
)
def test_how_a_question_is_answered_says_knowledge_or_nothing_of_its_kind(kind, meant):
    file = from_csv(["题型", "题目"], [kind, "怎样抽检？"])
    assert file.drafts[0].draft.kind == meant
    assert not file.asked


@pytest.mark.parametrize(
    ("names", "field"),
    [
        ("What good looks like|What to look for|Green flags|Scoring guide", Field.POINT),
        ("What poor looks like|Red flags", Field.RED_FLAG),
        ("Question #|题号#", Field.CODE),
        ("Question - max 120 characters|题目：不超过200字", Field.TEXT),
    ],
)
def test_more_names_of_columns(names, field):
    assert {field_of(name) for name in names.split("|")} == {field}


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("倾听+2；安抚+3分", [("倾听", 2, None), ("安抚", 3, None)]),
        ("倾听 40%，安抚 60%", [("倾听", 40, None), ("安抚", 60, None)]),
        ("一次解决率 85%；满意度 90%", [("一次解决率 85%", 1, None), ("满意度 90%", 1, None)]),
        ("【优秀】有数据\n【良好】计划\n【一般】没有", [("有数据", 1, 5), ("计划", 1, 4), ("没有", 1, 3)]),
        ("5=有数据\n3=有计划\n1=没有", [("有数据", 1, 5), ("有计划", 1, 3), ("没有", 1, 1)]),
        ("A级：有数据\nB级：有计划\nC级：没有", [("有数据", 1, 5), ("有计划", 1, 3), ("没有", 1, 1)]),
        ("A：好（8-10分）\nB：中（4-7分）\nC：差（0-3分）",
         [("好（8-10分）", 1, 5), ("中（4-7分）", 1, 3), ("差（0-3分）", 1, 1)]),
        ("A：倾听\nB：安抚", [("A：倾听", 1, None), ("B：安抚", 1, None)]),
    ],
)  # fmt: skip
def test_more_ways_to_write_points(text, points):
    read = parse_points(text).points
    assert [(point.text, point.weight, point.level) for point in read] == points


@pytest.mark.parametrize(
    ("names", "levels"),
    [
        ("优秀(8-10分)|合格(5-7分)|不合格(0-4分)", [5, 3, 1]),
        ("优秀（4-5分）|良好（3-4分）|较差（1-2分）", [5, 4, 2]),
        ("高分表现|中分表现|低分表现", [5, 3, 1]),
    ],
)
def test_a_word_says_the_level_rather_than_a_band_of_points(names, levels):
    header = ["题目", *names.split("|")]
    texts = ["有数据", "有计划", "没有"]
    file = from_csv(header, ["怎样抽检？", *texts], ["怎样排班？", *texts])
    assert [level for _text, _weight, level in file.points[0]] == levels


HEADER = ["序号", "题目", "参考答案"]
ASKED = [["1", "怎样安抚一位情绪激动的客户？", "先听"], ["2", "淡季怎么排班？", "看数据"]]


@pytest.mark.parametrize(
    "table",
    [
        [
            ["面试官", "部门", "联系电话"],
            ["赵敏", "人事部", "13800000001"],
            ["钱进", "客服部", "13800000002"],
        ],
        [["日期", "时间", "会议室"], ["3月1日", "09:00", "三号"], ["3月2日", "10:00", "四号"]],
        [["Time", "Interviewer", "Room"], ["09:00", "Anna", "A1"], ["10:00", "Ben", "A2"]],
        [["行标签", "计数项:题目"], ["服务", "1"], ["总计", "2"]],
    ],
)
@pytest.mark.parametrize("above", [[[]], [[], ["附：面试安排"]], []], ids=["gap", "title", "at-once"])
def test_a_table_of_another_kind_below_is_none_of_questions(table, above):
    file = from_workbook(HEADER, *ASKED, *above, *table)
    assert file.texts == [question for _number, question, _answer in ASKED]
    assert file.counts["other_table"] >= len(table) - 2 and file.counts["header"] == 2
    assert sum(file.counts.values()) == file.account.last
    assert "section" not in "".join(file.fields), "a heading above it is no category"


def test_what_asks_below_the_header_of_another_table_is_asked_about():
    file = from_workbook(HEADER, *ASKED, [], ["日期", "时间", "会议室"], ["3月1日", "怎样带新人？", "三号"])
    assert "maybe-other-table!" in file.said(6)


def test_short_texts_below_a_gap_are_asked_about_where_all_others_ask():
    file = from_workbook(HEADER, *ASKED, [], ["甲组", "乙组", "丙组"], ["苹果", "梨", "桃"])
    assert {"maybe-other-table!"} <= file.said(5) and {"maybe-other-table!"} <= file.said(6)


def test_terms_to_explain_are_questions_below_a_gap_too():
    terms = [["1", "服务补救", "补偿"], ["2", "首次解决率", "一次解决"]]
    file = from_workbook(HEADER, *terms, [], ["3", "平均处理时长", "时长"], ["4", "排队时长", "等待"])
    assert not file.asked and len(file.texts) == 4


def test_numbers_alone_are_no_question():
    file = from_workbook(["题目", "参考答案"], ["怎样带新人？", "带"], ["13800000001", "无"])
    assert file.said(3) == {"maybe-other-table!"}


def test_a_label_in_a_counted_table_is_asked_about():
    file = from_workbook(
        ["#", "Focus area", "Question"], [1, "Coaching", CALM], [2, "Metrics", PLAN],
        ["", "", "Overall recommendation"],
    )  # fmt: skip
    assert "maybe-heading!" in file.said(4)


def test_a_title_above_a_second_header_is_a_heading():
    file = from_csv(HEADER, *ASKED, ["", "团队管理题", ""], HEADER, ["1", "怎样带新人？", "带"])
    assert by_category(file)[-1] == ("团队管理题", "怎样带新人？") and not file.asked
    assert file.counts == {"header": 2, "questions": 3, "sections": 1}


def test_a_table_of_people_beside_the_questions_is_not_read():
    file = from_workbook(
        ["题目", "参考答案", "", "面试官", "时间"],
        ["怎样带新人？", "带", "", "赵敏", "09:00"],
        ["怎样排班？", "看数据", "", "钱进", "10:00"],
        ["", "", "", "孙丽", "11:00"],
    )
    assert file.fields == {"题目": "text", "参考答案": "answer"}
    assert [row.draft.minutes for row in file.drafts] == [None, None]


def test_what_colours_mean_is_no_point():
    file = from_workbook(
        ["题目", "要点", "分值"], ["怎样带新人？", "示范", 5], ["", "陪练", 5], ["", "黄色为必得分点", ""]
    )
    assert file.points == [[("示范", "5", None), ("陪练", "5", None)]]


def test_levels_stand_beside_a_strong_and_a_weak_answer():
    file = from_csv(
        ["Question", "Strong answer", "Weak answer", "1 - Poor", "3 - Average", "5 - Excellent"],
        [CALM, "Listens", "Argues", "None", "Some", "All"],
    )
    assert file.answers == [["Listens"]]
    assert file.points == [[("None", "1", 1), ("Some", "1", 3), ("All", "1", 5), ("Argues", "0", None)]]


@pytest.mark.parametrize(
    ("cell", "answer", "points"),
    [
        ("参考答案：先核实，再解决。评分标准：核实（4分）；解决（6分）", "先核实，再解决。",
         [("核实", "4", None), ("解决", "6", None)]),
        ("先核实\n【评分标准】\n1. 核实（4分）\n2. 解决（6分）", "先核实",
         [("核实", "4", None), ("解决", "6", None)]),
        ("先安抚（3分），再核实（4分），最后回访（3分）", "先安抚（3分），再核实（4分），最后回访（3分）",
         [("先安抚", "3", None), ("再核实", "4", None), ("最后回访", "3", None)]),
        ("能理解业务高峰。（满分10分）", "能理解业务高峰。（满分10分）", []),
    ],
)  # fmt: skip
def test_an_answer_and_its_points_stand_in_one_cell(cell, answer, points):
    file = from_csv(["题目", "参考答案与评分标准"], ["怎样处理重复来电？", cell])
    assert file.answers == [[answer]]
    assert file.points == [points]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("一刻钟", 15), ("半小时", 30), ("约半个小时", 30), ("两刻钟", 30), ("三刻钟", 45), ("一个半小时", 90),
     ("一小时", 60), ("half an hour", 30), ("a quarter of an hour", 15)],
)  # fmt: skip
def test_hours_in_words(text, minutes):
    file = from_csv(["题目", "时长"], ["怎样抽检？", text])
    assert file.drafts[0].draft.minutes == minutes


@pytest.mark.parametrize(
    ("stars", "difficulty"),
    [("★", "easy"), ("★★★★", "hard"), ("⭐⭐⭐⭐⭐", "hard"), ("★☆☆", "easy"), ("★★☆", "medium"),
     ("★★★☆☆", "medium"), ("★★★★☆", "hard"), ("高", "hard"), ("低", "easy")],
)  # fmt: skip
def test_stars_say_how_difficult(stars, difficulty):
    file = from_csv(["题目", "难度"], ["怎样抽检？", stars])
    assert file.drafts[0].draft.difficulty == difficulty


@pytest.mark.parametrize("stars", ["★★", "★★★"])
def test_stars_of_which_nobody_knows_how_many_there_are_are_asked_about(stars):
    assert from_csv(["题目", "难度"], ["怎样抽检？", stars]).said(2) == {"unknown-difficulty!"}
