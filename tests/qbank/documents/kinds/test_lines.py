"""Lines broken by a narrow column or by a page's edge come together, and a lone label is one."""

from __future__ import annotations

import pytest

from qbank.bankfile.drafts import QuestionDraft
from qbank.documents.parsing.parse import parse_text

WRAPPED_KEY = """\
1. Tell me about a time when you had to enforce a policy that a customer thought
was unfair. What did you do and how did the customer react in the end?
2. Your team's backlog doubled over a weekend and two people called in sick. Walk
me through the first hour of your Monday morning.
3. Describe how you would introduce quality monitoring to a team which has never
had it before.

Answer key
1. Looks for empathy, a clear explanation of the reason for the policy, and at least
one alternative that was offered.
2. Triage by impact, tell customers what to expect, ask for help early, and write
down what was learned.
3. Starts with the purpose, calibrates with the team, and begins with coaching, not
scores.
"""
LABELLED_KEY = """\
第1题　请您介绍一次推动跨部门协作的经历。
考察点：沟通协调
第2题　您会如何降低客服团队的流失率？
考察点：团队管理

参考答案
第1题　先对齐目标，再明确分工与时间点。
第2题　看离职原因，改善排班和晋升通道。
"""


def questions_of(text: str) -> list[QuestionDraft]:
    parsed = parse_text(text)
    assert parsed.account.left == 0
    return [question for category in parsed.bank.categories for question in category.questions]


@pytest.mark.parametrize(
    ("label", "answer"), [("面试题：", "参考答案："), ("题目：", "参考答案："), ("面试题：\n\n", "答案：")]
)
def test_a_lone_question_below_its_label(label: str, answer: str) -> None:
    (question,) = questions_of(
        f"{label}\n请描述一次您说服上级的经历。\n{answer}\n先收集数据，再约时间汇报。\n"
    )
    assert question.text == "请描述一次您说服上级的经历。"
    assert [a.text for a in question.answers] == ["先收集数据，再约时间汇报。"]


def test_a_lone_english_question_below_its_label() -> None:
    (question,) = questions_of(
        "Interview question:\nDescribe a time you said no.\nSample answer:\nI explained.\n"
    )
    assert question.text == "Describe a time you said no."


def test_the_lines_of_a_narrow_column_come_together() -> None:
    (question,) = questions_of(
        "题目：\n当两位同事都认为对方\n没有尽责时，您会怎么\n处理？\n"
        "参考答案：\n先分别听，再一起对事\n实，最后写下约定，并\n在两周后回看。\n"
    )
    assert question.text == "当两位同事都认为对方没有尽责时，您会怎么处理？"
    assert [a.text for a in question.answers] == ["先分别听，再一起对事实，最后写下约定，并在两周后回看。"]


def test_short_lines_of_a_list_stay_apart() -> None:
    (question,) = questions_of(
        "题目：\n您怎样带新人？\n参考答案：\n先让他听三天录音\n再让他跟着老员工\n最后每天复盘一次\n"
    )
    assert question.answers[0].text.count("\n") == 2


def test_wrapped_questions_with_a_key_at_the_end() -> None:
    questions = questions_of(WRAPPED_KEY)
    assert [question.text.split()[0] for question in questions] == ["Tell", "Your", "Describe"]
    assert "thought was unfair" in questions[0].text
    assert "Walk me through" in questions[1].text
    assert [question.answers[0].text.split()[0] for question in questions] == ["Looks", "Triage", "Starts"]


def test_a_key_at_the_end_of_questions_that_say_what_they_are_for() -> None:
    questions = questions_of(LABELLED_KEY)
    assert [question.competencies for question in questions] == [("沟通协调",), ("团队管理",)]
    assert [question.answers[0].text for question in questions] == [
        "先对齐目标，再明确分工与时间点。",
        "看离职原因，改善排班和晋升通道。",
    ]


@pytest.mark.parametrize(
    ("word", "difficulty"), [("高", "hard"), ("偏高", "hard"), ("中", "medium"), ("低", "easy")]
)
def test_how_difficult_a_question_is(word: str, difficulty: str) -> None:
    text = f"1、您如何排班？\n难度：{word} 时间：8分钟\n答案：看话务量。\n2、您怎样带新人？\n答案：跟着学。\n"
    first = questions_of(text)[0]
    assert (first.difficulty, first.minutes) == (difficulty, 8)
