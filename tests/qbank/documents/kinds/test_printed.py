"""Text out of printed pages: lines broken in mid-sentence at the page's width, its title in between."""

from __future__ import annotations

import pytest

from qbank.documents.parsing.parse import parse_text

BANK = (
    (
        "请你介绍一次在人手严重不足的情况下仍然完成服务指标的经历，当时你做了哪些取舍？",
        "说明人手缺口的具体数字；说明取舍的依据；说明结果与复盘；能说出如果重来会改变的一步，并给出理由。",
    ),
    (
        "客户连续三次投诉同一个问题没有解决，第四次打来时情绪激动，你接起了电话，第一句话说什么？",
        "先认错不辩解；复述事实；给出明确时限；把跟进人和回访时间写进工单，并亲自回访确认客户已经满意。",
    ),
    (
        "团队满意度从去年到今年连续下降，你会怎么查原因？请按你会做的先后顺序说明每一步看什么数据、找谁谈。",
        "分班次、分渠道、分问题看数据；听录音；找一线谈；形成假设后小范围验证，再决定是否调整流程。",
    ),
)


@pytest.mark.parametrize("width", [28, 32, 34, 36, 38, 40])
@pytest.mark.parametrize("label", ["参考要点", "参考答案"])
def test_a_broken_line_begins_no_question(width: int, label: str) -> None:
    lines: list[str] = []
    for number, (question, answer) in enumerate(BANK, 1):
        for paragraph in (f"{number}. {question}", f"{label}：{answer}"):
            lines += [paragraph[at : at + width] for at in range(0, len(paragraph), width)]
        lines += ["", f"客服主管结构化面试题本          第 {number} 页 共 3 页", ""]
    questions = [q for category in parse_text("\n".join(lines)).bank.categories for q in category.questions]
    assert [question.text for question in questions] == [question for question, _answer in BANK]
    assert [question.answers[0].text for question in questions] == [answer for _question, answer in BANK]
