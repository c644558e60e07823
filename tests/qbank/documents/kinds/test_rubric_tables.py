"""A table of what is looked for, below an answer, becomes points with their weights or levels."""

from __future__ import annotations

import pytest

from qbank.bankfile.drafts import QuestionDraft
from qbank.documents.parsing import reasons
from qbank.documents.parsing.parse import parse_text
from qbank.documents.parts.rebuilding import draft_of

QUESTION = "1. 请讲述一次您处理重大客户投诉的经历。\n参考答案：先安抚情绪，再核实事实。\n"
NEXT = "\n\n2. 您如何排班？\n参考答案：看话务量，再按服务水平倒推人数。\n"


def first_of(text: str) -> QuestionDraft:
    parsed = parse_text(text)
    account = parsed.account
    assert account.used + account.left_out + account.left == account.total
    first, second = [question for category in parsed.bank.categories for question in category.questions]
    assert [answer.text for answer in second.answers] == ["看话务量，再按服务水平倒推人数。"]
    assert not second.points
    return first


@pytest.mark.parametrize("label", ["", "评分标准：\n"])
@pytest.mark.parametrize(
    "table",
    [
        "| 要点 | 分值 |\n| --- | --- |\n| 角色清楚 | 3分 |\n| 措施具体 | 7分 |",
        "| 评分项 | 权重 |\n| --- | --- |\n| 角色清楚 | 3 |\n| 措施具体 | 7 |",
        "要点\t分值\n角色清楚\t3\n措施具体\t7",
        "评分要点\t分值\n角色清楚\t3分\n措施具体\t7分",
        "| 序号 | 要点 | 分值 |\n|---|---|---|\n| 1 | 角色清楚 | 3 |\n| 2 | 措施具体 | 7 |\n| | 合计 | 10 |",
    ],
)
def test_points_with_weights(label: str, table: str) -> None:
    question = first_of(QUESTION + label + table + NEXT)
    assert [answer.text for answer in question.answers] == ["先安抚情绪，再核实事实。"]
    assert [(point.text, int(point.weight)) for point in question.points] == [
        ("角色清楚", 3),
        ("措施具体", 7),
    ]


def test_what_is_said_in_two_columns_stays_together() -> None:
    table = "| 考察点 | 说明 | 分值 |\n|---|---|---|\n| 底线 | 不越权许诺 | 5 |\n| 方案 | 至少两个 | 5 |"
    question = first_of(QUESTION + table + NEXT)
    assert [point.text for point in question.points] == ["底线：不越权许诺", "方案：至少两个"]


def test_english_points_of_any_length() -> None:
    table = (
        "| Criterion | Points |\n| --- | --- |\n| Uses recordings of the agent's calls | 6 |\n| A date | 4 |"
    )
    question = first_of(QUESTION + table + NEXT)
    assert [(point.text, int(point.weight)) for point in question.points] == [
        ("Uses recordings of the agent's calls", 6),
        ("A date", 4),
    ]


def test_levels_below_headings() -> None:
    table = "| 等级 | 表现 |\n| --- | --- |\n| 5分 | 有数据 |\n| 3分 | 凭经验 |\n| 1分 | 没有办法 |"
    question = first_of(QUESTION + table + NEXT)
    assert [answer.text for answer in question.answers] == ["先安抚情绪，再核实事实。"]
    assert [(point.level, point.text) for point in question.points] == [
        (1, "没有办法"),
        (3, "凭经验"),
        (5, "有数据"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "| 维度 | 优秀（5分） | 合格（3分） | 较差（1分） |\n|---|---|---|---|\n"
        "| 倾听 | 复述 | 听完 | 打断 |\n| 方案 | 两个 | 一个 | 没有 |",
        "维度\t优秀\t合格\t不合格\n倾听\t复述\t听完\t打断\n方案\t两个\t一个\t没有",
        "| 等级 | 倾听 | 方案 |\n|---|---|---|\n| 优 | 复述 | 两个 |\n"
        "| 中 | 听完 | 一个 |\n| 差 | 打断 | 没有 |",
    ],
)
def test_points_crossed_with_levels(table: str) -> None:
    """Also when the person who looks at the preview has the question read anew."""
    crossed = [(1, "倾听：打断"), (1, "方案：没有"), (3, "倾听：听完")]
    crossed += [(3, "方案：一个"), (5, "倾听：复述"), (5, "方案：两个")]
    question = first_of(QUESTION + table + NEXT)
    assert [answer.text for answer in question.answers] == ["先安抚情绪，再核实事实。"]
    assert [(point.level, point.text) for point in question.points] == crossed
    anew = draft_of([("question", "1. 请讲述一次经历。"), ("point", f"{table}\n")])
    assert [(point.level, point.text) for point in anew.points] == crossed


@pytest.mark.parametrize(
    "table",
    [
        "| 月份 | 优秀 | 合格 |\n| --- | --- | --- |\n| 一月 | 80 | 20 |",
        "| 月份 | 接通率 |\n| --- | --- |\n| 一月 | 80 |\n| 二月 | 85 |",
        "| 指标 | 分值 |\n| --- | --- |\n| 接通率 | 看情况 |\n| 满意度 | 看情况 |",
    ],
)
def test_another_table_stays_in_the_answer(table: str) -> None:
    question = first_of(QUESTION + table + NEXT)
    assert not question.points
    assert "一月" in question.answers[0].text or "接通率" in question.answers[0].text


def test_a_rating_table_behind_the_last_question_is_left_for_a_person_to_say() -> None:
    table = "\n评分表\n| 维度 | 优 | 中 | 差 |\n|---|---|---|---|\n| 仪表 | 整洁 | 一般 | 邋遢 |"
    parsed = parse_text(f"{QUESTION}{NEXT}\n\n3. 您如何带新人？\n参考答案：师傅带徒弟。{table}")
    questions = [question for category in parsed.bank.categories for question in category.questions]
    assert not any(question.points for question in questions)
    assert [left.reason for left in parsed.bank.leftovers] == [reasons.RATING_FOR_ALL]
    assert "整洁" in parsed.bank.leftovers[0].text
