"""Exam papers: choices, statements to judge, and a key at the end that counts by sections."""

from __future__ import annotations

import pytest

from qbank.bankfile.drafts import QuestionDraft
from qbank.documents.parsing.parse import parse

PAPER = """客服主管笔试卷

一、单项选择题（每题2分，共6分）
1．客户情绪激动时首先应当（  ）。
A．解释政策  B．倾听安抚  C．转接他人  D．挂断电话
2．首次解决率的英文缩写是（  ）。
A．FCR  B．AHT  C．CSAT  D．NPS
3．下列哪项不属于服务补救？（  ）
A．道歉  B．补偿  C．跟进  D．推诿

二、判断题（每题1分，共3分）
1．客户永远是对的。（ ）
2．投诉处理后不必回访。（ ）
3．质检结果应当及时反馈给坐席。（ ）

三、简答题（每题10分）
1．简述升级投诉的处理流程。
2．如何制定旺季排班计划？

参考答案
一、1．B 2．A 3．D
二、1．× 2．× 3．√
三、1．受理、安抚、核实、提出方案、跟进、回访。
2．先预测话务量，再按技能排班，并预留机动人员。
"""


def questions_of(text: str) -> list[QuestionDraft]:
    return [question for category in parse(text).categories for question in category.questions]


def test_a_key_that_counts_by_sections_answers_each_question() -> None:
    answers = [question.answers[0].text for question in questions_of(PAPER)]
    assert answers == [
        *"BAD××√",
        "受理、安抚、核实、提出方案、跟进、回访。",
        "先预测话务量，再按技能排班，并预留机动人员。",
    ]


def test_options_behind_a_blank_in_brackets_stay_with_their_question() -> None:
    assert "D．推诿" in questions_of(PAPER)[2].text


@pytest.mark.parametrize("verdict", [" ×", "×", "（×）", " (错) "])
def test_a_verdict_behind_a_statement_is_no_part_of_it(verdict: str) -> None:
    text = f"客服判断题\n1. 客户永远是对的。{verdict}\n2. 投诉是改进的机会。√\n3. 夜班可以不做质检。×"
    first = questions_of(text)[0]
    assert first.text == "客户永远是对的。"
    assert [point.text for point in first.points] == [verdict.strip(" （）()")]
