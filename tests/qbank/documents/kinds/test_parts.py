"""What stands beside a question gets into the part it is: points, levels, red flags, probes, settings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qbank.bankfile.drafts import PointDraft, QuestionDraft
from qbank.documents.parsing import reasons
from qbank.documents.parsing.parse import parse

QUESTIONS = ("你怎样安排旺季的排班？", "客户要求破例退货，你怎么回答？", "你怎样看待离职率？")


def read(parts: str) -> QuestionDraft:
    """The second of three questions that all have these parts; ``{n}`` is the question's number."""
    text = "客服面试题\n" + "\n\n".join(
        f"{n}. {question}\n{parts}" for n, question in enumerate(QUESTIONS, 1)
    )
    questions = [question for category in parse(text).categories for question in category.questions]
    assert [question.text for question in questions] == list(QUESTIONS)
    return questions[1]


def points(question: QuestionDraft) -> list[tuple[str, int]]:
    return [(point.text, int(point.weight)) for point in question.points]


def levels(question: QuestionDraft) -> list[tuple[int | None, str]]:
    return [(point.level, point.text) for point in question.points]


@pytest.mark.parametrize(
    "text",
    [
        "评分要点：有数据（3分）；有担当（4分）；有复盘（3分）",
        "【得分点】\n1）有数据 3分\n2）有担当 4分\n3）有复盘 3分",
        "评分标准：\n①有数据（3分）\n②有担当（4分）\n③有复盘（3分）",
        "采分点：（1）有数据（3分）（2）有担当（4分）（3）有复盘（3分）",
        "What to look for:\n- 有数据 (3 points)\n- 有担当 (4 points)\n- 有复盘 (3 points)",
        "**评价标准：**\n\n* 有数据：3分\n* 有担当：4分\n* 有复盘：3分",
        "评分要点：有数据（3），有担当（4），有复盘（3）",
        "Scoring: 有数据 (3), 有担当 (4), 有复盘 (3)",
        "What good looks like:\n- 有数据 (3 points)\n- 有担当 (4 points)\n- 有复盘 (3 points)",
    ],
)
def test_points_with_their_weights(text: str) -> None:
    assert points(read(text)) == [("有数据", 3), ("有担当", 4), ("有复盘", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "评分标准:10分(有数据、有担当、有复盘)",
        "评分要点：有数据；有担当；有复盘。",
        "Key points:\n• 有数据\n• 有担当\n• 有复盘",
        "优秀回答特征：\n- 有数据\n- 有担当\n- 有复盘",
        "好的回答应包括：\n- 有数据\n- 有担当\n- 有复盘",
        "参考答案：看预测。\n一个好的回答会提到以下几点：\n（1）有数据\n（2）有担当\n（3）有复盘",
        "**A strong answer includes**\n\n- 有数据\n- 有担当\n- 有复盘",
        "Sample answer: 看预测。\nGreat candidates will:\n- 有数据\n- 有担当\n- 有复盘",
    ],
)
def test_points_without_weights_weigh_the_same(text: str) -> None:
    assert points(read(text)) == [("有数据", 1), ("有担当", 1), ("有复盘", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "评分标准：\n5分：有数据。\n3分：有例子。\n1分：空谈。",
        "评分标准：5分=有数据；3分=有例子；1分=空谈",
        "行为指标：\n1分：空谈\n3分：有例子\n5分：有数据",
        "答：看预测。\n好：有数据。\n中：有例子。\n差：空谈。",
        "评分标准：好；有数据。 中：有例子。 差；空谈。",
        "Rating scale\n5 - 有数据\n3 - 有例子\n1 - 空谈",
        "评分等级：\nA（9-10分）：有数据\nB（7–8分）：有例子\nC（6分以下）：空谈",
        "等级标准：\nA级：有数据\nB级：有例子\nC级：空谈",
    ],
)
def test_anchors_are_levels(text: str) -> None:
    question = read(text)
    assert levels(question) == [(1, "空谈"), (3, "有例子"), (5, "有数据")]
    assert question.rubric_kind == "ladder"


def test_counted_levels_are_the_levels_they_count() -> None:
    text = "行为等级：\n一级：会应对\n二级：会追问\n三级：会跟进\n四级：会改流程\n五级：会带人"
    words = ["会应对", "会追问", "会跟进", "会改流程", "会带人"]
    assert levels(read(text)) == list(enumerate(words, 1))


def test_four_words_are_four_levels() -> None:
    text = "评分标准\n优秀（9-10分）：有数据有复盘\n良好（7-8分）：有数据\n"
    text += "一般（5-6分）：有例子\n较差（0-4分）：空谈"
    assert levels(read(text)) == [(2, "空谈"), (3, "有例子"), (4, "有数据"), (5, "有数据有复盘")]


def test_weighed_parts_of_an_answer_are_points_that_quote_it() -> None:
    question = read("参考答案：①先道歉（3分）②再查单（5分）③给时限（2分）")
    assert points(question) == [("先道歉", 3), ("再查单", 5), ("给时限", 2)]
    assert all(point.quote in question.answers[0].text and point.quote for point in question.points)


@pytest.mark.parametrize(
    "text",
    [
        "扣分项：推责任；没有例子",
        "较差的回答会提到：推责任；没有例子",
        "A weak answer may:\n- 推责任\n- 没有例子",
        "Red flags:\n- 推责任\n- 没有例子",
        "【危险信号】①推责任②没有例子",
    ],
)
def test_red_flags(text: str) -> None:
    assert read(text).points == (
        PointDraft("推责任", Decimal(0), red_flag=True),
        PointDraft("没有例子", Decimal(0), red_flag=True),
    )


@pytest.mark.parametrize(
    "text",
    [
        "追问：谁反对？结果怎样？",
        "追问：\n（1）谁反对？\n（2）结果怎样？",
        "【追问】1.谁反对？2.结果怎样？",
        "—— 追问1：谁反对？\n—— 追问2：结果怎样？\n参考答案：看预测。",
        "Follow-up questions:\na. 谁反对？\nb. 结果怎样？",
        "> 追问：谁反对？结果怎样？\n\n---",
    ],
)
def test_probes_one_by_one(text: str) -> None:
    assert read(text).probes == ("谁反对？", "结果怎样？")


def test_a_probe_in_brackets() -> None:
    assert read("（追问：谁反对？）\n参考答案：看预测。").probes == ("谁反对？",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("考察点：沟通、应变", ("沟通", "应变")),
        ("【考察能力】沟通、应变", ("沟通", "应变")),
        ("Competency: Communication, Planning and organising", ("Communication", "Planning and organising")),
    ],
)
def test_competencies_are_named(text: str, names: tuple[str, ...]) -> None:
    assert read(text).competencies == names


def test_a_sentence_on_what_is_assessed_is_a_point() -> None:
    question = read("考察点：候选人是否能在压力下保持冷静，并给出可行的办法。")
    assert question.competencies == ()
    assert [point.text for point in question.points] == ["候选人是否能在压力下保持冷静，并给出可行的办法"]


@pytest.mark.parametrize(
    "text",
    [
        "难度：较难  时间：5分钟  题型：行为题\n答：看预测。",
        "【难度】难\n【时长】5分钟\n【题型】行为面试题\n【答案】看预测。",
        "Difficulty: hard\nTime: 5 minutes\nType: behavioural\nAnswer: 看预测。",
    ],
)
def test_settings(text: str) -> None:
    question = read(text)
    assert (question.difficulty, question.minutes, question.kind) == ("hard", 5, "behavioural")
    assert [answer.text for answer in question.answers] == ["看预测。"]


def test_what_is_not_said_stays_unsaid() -> None:
    question = read("答：看预测。")
    assert (question.kind, question.difficulty, question.minutes) == ("", "", None)
    assert (question.competencies, question.points, question.probes) == ((), (), ())


def test_a_point_is_never_longer_than_a_point_may_be() -> None:
    question = read("评分要点：" + "有数据，也说得出自己的失误。" * 60)
    assert question.points
    assert max(len(point.text) for point in question.points) <= 300


@pytest.mark.parametrize(
    ("first_line", "left"),
    [
        ("客服经理面试题库（五百题）", []),
        ("《客户服务主管》面试题目", []),
        ("Interview questions for customer service managers", []),
        ("面试前请先读一遍。", ["面试前请先读一遍。"]),
        ("华东区客服中心，三月修订", ["华东区客服中心，三月修订"]),
    ],
)
def test_the_title_of_a_document_is_no_riddle(first_line, left):
    bank = parse(
        f"{first_line}\n\n1. 请讲一次你处理投诉的经历\n答：先了解事实。\n2. 你怎样带新人？\n答：结对。\n"
    )
    assert [leftover.text for leftover in bank.leftovers if leftover.reason != reasons.TITLE] == left
    assert left or [leftover.text for leftover in bank.leftovers] == [first_line]
