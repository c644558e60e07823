"""Habits of other companies' documents, several of them in each: what must come out is written below them.

A question is written as ``Q text = answer + probe * point``, its category behind #; what has none says none.
"""

from __future__ import annotations

import pytest

from qbank.bankfile.drafts import PointDraft, QuestionDraft
from qbank.documents.parsing.parse import parse

HABITS = {
    "the four steps of an experience ask further": (
        """行为面试指引（STAR）
一、抗压能力
问题1：请讲一件你在高压下完成的工作。
情境：当时是什么背景？
任务：你的目标是什么？
行动：你具体做了什么？
结果：最后怎么样？
二、学习能力
问题1：最近一年你学会了什么新东西？
情境：为什么要学？
任务：学到什么程度？
行动：怎么学的？
结果：用在哪里了？""",
        """#抗压能力
Q 请讲一件你在高压下完成的工作。
+ 情境：当时是什么背景？
+ 任务：你的目标是什么？
+ 行动：你具体做了什么？
+ 结果：最后怎么样？
#学习能力
Q 最近一年你学会了什么新东西？
+ 情境：为什么要学？
+ 任务：学到什么程度？
+ 行动：怎么学的？
+ 结果：用在哪里了？""",
    ),
    "the four steps tell an answer": (
        """1. Tell me about a target you missed.
Sample answer:
Situation: In Q2 our CSAT fell.
Task: Recover four points.
Action: I listened to sixty calls.
Result: We recovered three points.
Follow-up: Who helped you?
2. How do you coach?
Sample answer: One call a day.""",
        """#
Q Tell me about a target you missed.
= Situation: In Q2 our CSAT fell. Task: Recover four points. Action: I listened to sixty calls. """
        """Result: We recovered three points.
+ Who helped you?
Q How do you coach?
= One call a day.""",
    ),
    "letters count questions below lettered headings, anchors have no colon": (
        """Interview Questions: Retail Store Manager
A. Leadership
 1) How do you set targets for a new team?
    5分 agrees them with the team
    3分 explains them
    1分 copies last year's
B. Operations
 1) A delivery is missing. What do you do first?
    5分 checks stock
    3分 asks the carrier
    1分 waits""",
        """#Leadership
Q How do you set targets for a new team?
* 1: copies last year's
* 3: explains them
* 5: agrees them with the team
#Operations
Q A delivery is missing. What do you do first?
* 1: waits
* 3: asks the carrier
* 5: checks stock""",
    ),
    "labels in two languages, others in no list": (
        """1. 请介绍您自己。 Please introduce yourself.
参考答案 Reference answer: 八年客服经验。
评委看什么：条理
2. 您如何处理投诉？ How do you handle complaints?
参考答案 Reference answer: 先听后答。
评委看什么：耐心
3. 您的职业目标是什么？ What is your career goal?
参考答案 Reference answer: 区域经理。
评委看什么：稳定""",
        """#
Q 请介绍您自己。 Please introduce yourself.
= 八年客服经验。
* 条理 ×1
Q 您如何处理投诉？ How do you handle complaints?
= 先听后答。
* 耐心 ×1
Q 您的职业目标是什么？ What is your career goal?
= 区域经理。
* 稳定 ×1""",
    ),
    "points of points, answers below a heading that ends with their name": (
        """客服主管面试题
一、如何搭建知识库？
评分标准：
（1）内容（40分）
 ①分类合理（20分）
 ②更新及时（20分）
（2）流程（60分）
 ①有审批（30分）
 ②有反馈（30分）
二、怎样拜访大客户？
评分标准：准备（4分）、跟进（6分）""",
        """#
Q 如何搭建知识库？
* 内容：分类合理 ×20
* 内容：更新及时 ×20
* 流程：有审批 ×30
* 流程：有反馈 ×30
Q 怎样拜访大客户？
* 准备 ×4
* 跟进 ×6""",
    ),
    "answers below a heading that ends with their name": (
        """【物业客服主管面试】问题部分
一、业主拒交物业费，你怎样上门沟通？
二、电梯困人，前台应当做哪几件事？

【物业客服主管面试】参考答案部分
一、先听原因；不谈钱先谈事。
二、安抚、通知维保、记录时间。""",
        """#物业客服主管面试】问题部分
Q 业主拒交物业费，你怎样上门沟通？
= 先听原因；不谈钱先谈事。
Q 电梯困人，前台应当做哪几件事？
= 安抚、通知维保、记录时间。""",
    ),
    "titles stand between bullets": (
        """客服经理面试参考问题

关于服务意识
● 您怎么理解“客户永远是对的”？
● 请讲一次您被客户感动的经历。
关于数据
● 您每天看哪三个数字？
● 满意度下降两个点，您先查什么？
编制：人力资源部""",
        """#关于服务意识
Q 您怎么理解“客户永远是对的”？
Q 请讲一次您被客户感动的经历。
#关于数据
Q 您每天看哪三个数字？
Q 满意度下降两个点，您先查什么？""",
    ),
    "levels stand before their question": (
        """一、抗压
评分标准：5分：稳定；3分：有波动；1分：失控
面试题：你最难熬的一周是怎么过的？
二、细致
评分标准：5分：自查；3分：他查；1分：不查
面试题：你怎样保证工单没有错字？""",
        """#抗压
Q 你最难熬的一周是怎么过的？
* 1: 失控
* 3: 有波动
* 5: 稳定
#细致
Q 你怎样保证工单没有错字？
* 1: 不查
* 3: 他查
* 5: 自查""",
    ),
    "a case with several questions and one answer": (
        """案例分析题
材料一：乘客来电，称司机绕路并辱骂。
问题：
（1）你的第一句话是什么？
（2）接下来十分钟内你要完成哪些事？
参考答案：（1）“您现在安全吗？”（2）冻结订单、上报。
材料二：信用卡中心连续三天接到盗刷来电。
问题：
（1）对外口径由谁定？
（2）坐席怎样统一回答？
参考答案：（1）公关与合规。（2）统一话术。""",
        """#
Q 乘客来电，称司机绕路并辱骂。 （1）你的第一句话是什么？ （2）接下来十分钟内你要完成哪些事？
= （1）“您现在安全吗？”（2）冻结订单、上报。
Q 信用卡中心连续三天接到盗刷来电。 （1）对外口径由谁定？ （2）坐席怎样统一回答？
= （1）公关与合规。（2）统一话术。""",
    ),
    "hundreds of questions; a line below the last one": (
        """第一百零一题：什么是服务蓝图？
第一百零二题：什么是关键时刻？
第一百零三题：什么是净推荐值？
如有疑问请联系人力资源部王女士""",
        """#
Q 什么是服务蓝图？
Q 什么是关键时刻？
Q 什么是净推荐值？""",
    ),
}


def point_line(point: PointDraft) -> str:
    return f"* {point.level}: {point.text}" if point.level else f"* {point.text} ×{point.weight:f}"


def lines_of(question: QuestionDraft) -> list[str]:
    lines = [f"Q {question.text}", *(f"= {answer.text}" for answer in question.answers)]
    lines += [f"+ {probe}" for probe in question.probes]
    lines += map(point_line, question.points)
    return [" ".join(line.split()) for line in lines]


@pytest.mark.parametrize("name", HABITS)
def test_a_habit_gives_what_is_written_below_it(name: str) -> None:
    text, expected = HABITS[name]
    lines: list[str] = []
    for category in parse(text).categories:
        lines += [f"#{category.name}", *(line for q in category.questions for line in lines_of(q))]
    assert lines == expected.split("\n")
