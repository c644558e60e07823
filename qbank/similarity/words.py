"""Words that mean little for what a question asks (see :mod:`qbank.similarity.index`)."""

from __future__ import annotations

from typing import Final

#: What frames questions of all kinds.
FRAME: Final = """
请 请你 请您 请问 请谈谈 请说说 请讲讲 谈谈 说说 讲讲 谈一谈 说一说 讲一讲 聊聊 描述 描述一下 简要
简单 简述 请描述一下 请解释一下 解释一下 说明一下 介绍一下 分享一下 谈一下 说一下 讲一下 请分享
请举例 举例说明 举例 举一个例子 举个例子 请结合 结合实际 结合自身 分享一次 讲一次 描述一次 谈谈你对
的看法 的理解 你对 你认为 你觉得 您认为 您觉得 认为 觉得 你会 您会 会如何 会怎么 会怎样 你将 如何
怎么 怎样 怎么样 怎么办 怎么做 怎么处理 如何处理 如何应对 处理 应对 你是 您是 是什么 是怎样 是如何
什么 什么样 哪些 哪个 哪一 有哪些 有什么 为什么 为何 你的 您的 自己 自己的 作为 一名 一个 一位 一次
一种 一下 这个 这种 这些 那些 如果 假如 假设 假定 若 遇到 面对 当 时 的 了 吗 呢 吧 在 是 和 与 及
以及 并 并且 而 且 或 对 对于 从 把 被 让 给 向 有 没有 会 能 能否 可以 应该 需要 通常 一般 平时 过去
曾经 经历 情况 这种情况 结果如何 结果怎样 你 您 我 他 她 它 我们 你们 他们 其 也 还 都 很 最 非常 比较
之 以 为 于 要 想 做 做了 说 请说明 请阐述 阐述 论述 试述 试说明
"""

ENGLISH: Final = """
a an the and or of to in on at for with from by as is are was were be been do does did how what why
when where which who would could should will can you your yours me my we our us they them their it
its this that these those please describe tell explain give example examples about time have has had
if there i s t
"""

#: Subjects of many questions in customer service.
TRADE: Final = """
客户 客服 投诉 团队 工作 问题 公司 服务 经理 员工 成员 产品 沟通 管理 岗位 处理 情绪 满意 能力 同事
customer customers service team manager complaint complaints work problem
"""
