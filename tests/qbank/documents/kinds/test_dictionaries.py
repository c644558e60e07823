"""Dictionaries of competencies: levels stand above the questions of each, and are for all of them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from qbank.bankfile.drafts import QuestionDraft
from qbank.documents.parsing.parse import parse_text
from qbank.documents.parsing.reasons import SHARED_LEVELS
from qbank.sources.rules.flags import flags_of
from qbank.sources.rules.upload_preview import Preview

LEVELS = {
    "lines": "- 1级：能分派任务\n- 2级：能给出辅导\n- 3级：能搭建梯队\n",
    "a table": "| 等级 | 表现 |\n|-|-|\n| 1 级 | 能分派任务 |\n"
    "| 2 级 | 能给出辅导 |\n| 3 级 | 能搭建梯队 |\n",
    "points": "1分：能分派任务\n2分：能给出辅导\n3分：能搭建梯队\n",
}
HEADINGS = {
    "marked": ("## 客户导向", "## 团队管理"),
    "marked and numbered": ("## 1. 客户导向", "## 2. 团队管理"),
    "in Chinese numbers": ("一、客户导向", "二、团队管理"),
}


def dictionary(levels: str, headings: tuple[str, str]) -> str:
    return f"""# 胜任力词典

{headings[0]}

定义：站在客户一边。

1. 请讲一次客户提出不合理要求的经历。
2. 你怎么判断客户真正想要什么？

{headings[1]}

定义：带人做事。

{levels}
面试题：

1. 你带过最难带的一位组员是什么样的？
2. 旺季人手不够时你怎么排班？
3. 你怎么让新人独立上岗？
"""


def ladder(question: QuestionDraft) -> list[tuple[int | None, str]]:
    return [(point.level, point.text) for point in question.points]


@pytest.mark.parametrize("headings", HEADINGS.values(), ids=HEADINGS)
@pytest.mark.parametrize("levels", LEVELS.values(), ids=LEVELS)
def test_levels_above_several_questions_are_given_to_each_and_asked_about(
    levels: str, headings: tuple[str, str]
) -> None:
    text = dictionary(levels, headings)
    read = parse_text(text)
    first, second = read.bank.categories
    assert (first.name, second.name) == ("客户导向", "团队管理")
    assert [len(category.questions) for category in read.bank.categories] == [2, 3]
    assert not [question for question in first.questions if question.points]
    for question in second.questions:
        assert ladder(question) == [(1, "能分派任务"), (2, "能给出辅导"), (3, "能搭建梯队")]
        assert question.rubric_kind == "ladder"
    preview = Preview.from_reading(read.bank, read.text, read.blocks, read.doubts)
    (flag,) = [flag for flag in flags_of(preview) if flag.reason == SHARED_LEVELS]
    assert "能搭建梯队" in read.text[flag.start : flag.end]
    assert flag.key == preview.questions[2].key
    assert all(one.end == other.start for one, other in pairwise(preview.blocks))


def test_one_question_gets_them_without_a_word() -> None:
    text = dictionary(LEVELS["lines"], HEADINGS["marked"])
    text = text[: text.index("2. 旺季")] + "\n## 学习\n\n1. 你最近学了什么？\n2. 你怎么学？\n"
    read = parse_text(text)
    assert ladder(read.bank.categories[1].questions[0])[-1] == (3, "能搭建梯队")
    assert not [doubt for doubt in read.doubts if doubt.reason == SHARED_LEVELS]
    assert not read.bank.categories[2].questions[0].points


def test_a_question_with_points_of_its_own_keeps_these() -> None:
    text = dictionary(LEVELS["lines"], HEADINGS["marked"]) + "评分要点：有数据（3分）；有担当（4分）\n"
    *others, last = parse_text(text).bank.categories[1].questions
    assert [(point.text, point.weight) for point in last.points] == [
        ("有数据", Decimal(3)),
        ("有担当", Decimal(4)),
    ]
    assert all(ladder(question)[0] == (1, "能分派任务") for question in others)


def test_a_labelled_question_under_its_own_heading_is_none_of_the_list_before_it() -> None:
    text = dictionary(LEVELS["lines"], HEADINGS["marked"]) + (
        "\n## 抗压\n\n定义：稳得住。\n\n面试题：讲一次你被客户当众辱骂的经历。\n\n"
        "1分：失控\n3分：能克制\n5分：能安抚同事\n"
    )
    categories = parse_text(text).bank.categories
    assert [category.name for category in categories] == ["客户导向", "团队管理", "抗压"]
    (question,) = categories[2].questions
    assert question.text == "讲一次你被客户当众辱骂的经历。"
    assert ladder(question) == [(1, "失控"), (3, "能克制"), (5, "能安抚同事")]
    assert categories[1].questions[2].text == "你怎么让新人独立上岗？"


@pytest.mark.parametrize(
    "heading", ["# 三、论述题（30分）", "三、论述题（30分）", "## 论述题"], ids=["both", "numbered", "marked"]
)
def test_an_unnumbered_question_under_its_own_heading_is_none_of_the_one_before(heading: str) -> None:
    text = f"""一、简答题
1. 请简述一线与二线的职责区别。
参考答案：一线受理，二线升级。
2. 怎样提高首次解决率？
参考答案：授权和培训。
3. 写出三种客户流失的信号。
参考答案：投诉增多等。
4. 旺季怎么排班？
参考答案：按预测排。
{heading}
结合你的经历，谈谈怎样把客服中心变成价值中心。
参考答案：从客户声音驱动改进展开。
"""
    questions = [q for category in parse_text(text).bank.categories for q in category.questions]
    assert [question.text for question in questions][3:] == [
        "旺季怎么排班？",
        "结合你的经历，谈谈怎样把客服中心变成价值中心。",
    ]
    assert [question.answers[0].text for question in questions][3:] == [
        "按预测排。",
        "从客户声音驱动改进展开。",
    ]
