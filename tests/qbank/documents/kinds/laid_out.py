"""Documents that differ in their layout: answers behind all questions, dialogues, tables, broken lines."""

from __future__ import annotations

from collections.abc import Iterator

from tests.qbank.documents.kinds.writing import (
    ANSWERED,
    ENGLISH_ANSWERED,
    ENGLISH_UNANSWERED,
    UNANSWERED,
    Expected,
    Kind,
    each,
    each_english,
    wrapped,
)

SECTIONS = ["团队"] * 3 + ["客户"] * 3


def kinds() -> Iterator[Kind]:
    yield from _answers_behind()
    yield from _dialogues()
    yield from _markdown()
    yield from _tables()
    yield from _lists()
    yield from _broken_lines()
    yield from _glued()
    yield from _forms()
    yield from _easily_taken_for_others()


def _answers_behind() -> Iterator[Kind]:
    asked = each(lambda n, q, a: f"{n}. {q}")
    yield Kind(
        "第1题解析与参考答案",
        "客服面试题\n"
        + each(lambda n, q, a: f"第{n}题\n{q}\n")
        + each(lambda n, q, a: f"\n第{n}题解析与参考答案\n{a}"),
        ANSWERED,
    )
    yield Kind(
        "第1题 twice",
        each(lambda n, q, a: f"第{n}题：{q}")
        + "\n\n参考答案及解析\n"
        + each(lambda n, q, a: f"第{n}题：{a}"),
        ANSWERED,
    )
    yield Kind(
        "an appendix",
        f"客服面试题\n{asked}\n\n附：参考答案\n" + each(lambda n, q, a: f"{n}. {a}"),
        ANSWERED,
    )
    yield Kind(
        "questions repeated above their answers",
        f"{asked}\n答案部分\n" + each(lambda n, q, a: f"{n}. {q}\n答：{a}"),
        ANSWERED,
    )
    yield Kind(
        "an answer key in English",
        "Interview questions\n"
        + each_english(lambda n, q, a: f"{n}. {q}")
        + "\n\nAnswer Key\n"
        + each_english(lambda n, q, a: f"{n}. {a}"),
        ENGLISH_ANSWERED,
    )


def _dialogues() -> Iterator[Kind]:
    yield Kind("面试官", "模拟面试\n" + each(lambda n, q, a: f"面试官：{q}\n候选人：{a}"), ANSWERED)
    yield Kind("【面试官】", each(lambda n, q, a: f"【面试官】{q}\n【应聘者】{a}\n"), ANSWERED)
    yield Kind("问答", "HR面试问答\n" + each(lambda n, q, a: f"问：{q}答：{a}", sep=""), ANSWERED)
    yield Kind("Q1 A1", each(lambda n, q, a: f"Q{n}：{q}\nA{n}：{a}\n"), ANSWERED)
    yield Kind(
        "Interviewer",
        "Mock interview\n" + each_english(lambda n, q, a: f"Interviewer: {q}\nCandidate: {a}\n"),
        ENGLISH_ANSWERED,
    )


def _markdown() -> Iterator[Kind]:
    item = "- **{q}**\n  - 参考答案：{a}"
    yield Kind(
        "nested bullets",
        "# 客服面试\n\n## 团队\n\n"
        + each(lambda n, q, a: item.format(q=q, a=a), 0, 3)
        + "\n\n## 客户\n\n"
        + each(lambda n, q, a: item.format(q=q, a=a), 3, 6),
        ANSWERED,
        SECTIONS,
    )
    yield Kind(
        "bold questions",
        "# 面试题\n\n" + each(lambda n, q, a: f"**问题{n}：{q}**\n\n**参考答案：** {a}\n"),
        ANSWERED,
    )
    yield Kind(
        "headings that ask",
        "# Interview guide\n\n" + each_english(lambda n, q, a: f"## {q}\n\n{a}\n"),
        ENGLISH_ANSWERED,
    )
    yield Kind(
        "quoted answers",
        "# 面试题\n\n" + each(lambda n, q, a: f"{n}. **{q}**\n\n   > 参考答案：{a}\n"),
        ANSWERED,
    )
    yield Kind("#### Q1.", "# 面试题\n" + each(lambda n, q, a: f"#### Q{n}. {q}\n- **A**：{a}"), ANSWERED)


def _tables() -> Iterator[Kind]:
    yield Kind(
        "a table with numbers",
        "# 面试题\n\n| 序号 | 问题 | 参考答案 |\n|---|---|---|\n"
        + each(lambda n, q, a: f"| {n} | {q} | {a} |"),
        ANSWERED,
    )
    yield Kind(
        "columns in another order",
        "| 参考答案 | 难度 | 题目 | 类别 |\n|---|:--:|---|---|\n"
        + each(lambda n, q, a: f"| {a} | 中 | {q} | 团队 |"),
        ANSWERED,
        ["团队"] * 6,
    )
    yield Kind("columns without headings", each(lambda n, q, a: f"| {n} | {q} | {a} |"), ANSWERED)
    yield Kind(
        "rows that name the category",
        "| 序号 | 题目 | 答案 |\n|---|---|---|\n| 一、团队 | | |\n"
        + each(lambda n, q, a: f"| {n} | {q} | {a} |", 0, 3)
        + "\n| 二、客户 | | |\n"
        + each(lambda n, q, a: f"| {n} | {q} | {a} |", 3, 6),
        ANSWERED,
        SECTIONS,
    )
    yield Kind(
        "two tables, each its own order",
        "一、团队\n| 题目 | 答案 |\n|---|---|\n"
        + each(lambda n, q, a: f"| {q} | {a} |", 0, 3)
        + "\n\n二、客户\n| 答案 | 题目 |\n|---|---|\n"
        + each(lambda n, q, a: f"| {a} | {q} |", 3, 6),
        ANSWERED,
        SECTIONS,
    )
    yield Kind(
        "a table beside numbered questions",
        "客服面试题\n一、团队\n"
        + each(lambda n, q, a: f"{n}.{q}\n答：{a}", 0, 3)
        + "\n二、客户\n| 题目 | 答案 |\n|---|---|\n"
        + each(lambda n, q, a: f"| {q} | {a} |", 3, 6),
        ANSWERED,
        SECTIONS,
    )
    yield Kind(
        "a table that the page's edge cut off",
        "| 难度 | 题目 | 答案 |\n|---|---|---|\n"
        + each(lambda n, q, a: f"| 中 | {q} | {a} |", 0, 3)
        + "\n\n"
        + each(lambda n, q, a: f"| 难 | {q} | {a} |", 3, 6),
        ANSWERED,
    )
    yield Kind(
        "cards",
        each(lambda n, q, a: f"| 题目 | {q} |\n| 参考答案 | {a} |\n| 难度 | 中 |\n"),
        ANSWERED,
    )
    yield Kind(
        "tabs",
        "类别\t面试问题\t标准回答\t难度\n" + each(lambda n, q, a: f"团队\t{q}\t{a}\t高"),
        ANSWERED,
        ["团队"] * 6,
    )
    yield Kind(
        "tabs in English",
        "No\tQuestion\tSample answer\tTime\n" + each_english(lambda n, q, a: f"{n}\t{q}\t{a}\t5 min"),
        ENGLISH_ANSWERED,
    )


def _lists() -> Iterator[Kind]:
    yield Kind(
        "pairs between blank lines", "客服面试问题\n\n" + each(lambda n, q, a: f"{q}\n\n{a}\n"), ANSWERED
    )
    yield Kind(
        "bullets below 团队：",
        "客服面试问题清单\n团队：\n"
        + each(lambda n, q, a: f"• {q}", 0, 3)
        + "\n客户：\n"
        + each(lambda n, q, a: f"• {q}", 3, 6),
        UNANSWERED,
        SECTIONS,
    )
    yield Kind("bullets", "面试提问\n" + each(lambda n, q, a: f"● {q}"), UNANSWERED)
    yield Kind("ticks", "面试题\n" + each(lambda n, q, a: f"✅ {q}\n👉 参考答案：{a}"), ANSWERED)
    yield Kind(
        "plain lines below plain titles",
        "Interview questions\n\nCommunication\n"
        + each_english(lambda n, q, a: q, 0, 3)
        + "\n\nPlanning\n"
        + each_english(lambda n, q, a: q, 3, 5),
        ENGLISH_UNANSWERED,
        ["Communication"] * 3 + ["Planning"] * 2,
    )


def _broken_lines() -> Iterator[Kind]:
    def broken(n: int, q: str, a: str) -> str:
        return wrapped(f"{n}.{q}", 14) + "\n" + wrapped(f"参考答案：{a}", 20)

    yield Kind("broken lines", "客服面试题\n" + each(broken), ANSWERED)
    yield Kind(
        "page numbers between dashes",
        "客服面试题\n" + each(lambda n, q, a: f"{broken(n, q, a)}\n- {n} -"),
        ANSWERED,
    )
    yield Kind(
        "page numbers, no answers",
        "客服面试题\n" + each(lambda n, q, a: f"{wrapped(f'{n}.{q}', 16)}\n\n第 {n} 页 共 6 页\n"),
        UNANSWERED,
    )
    yield Kind(
        "page numbers alone in answers",
        "客服面试题\n" + each(lambda n, q, a: f"{n}.{q}\n参考答案：{a[:12]}\n{n}\n{a[12:]}"),
        ANSWERED,
    )
    title = "某公司客服中心面试题（内部资料）"
    yield Kind(
        "running titles in answers",
        f"{title}\n" + each(lambda n, q, a: f"{n}.{q}\n参考答案：{a[:12]}\n{title}\n第{n}页\n{a[12:]}"),
        ANSWERED,
    )
    yield Kind(
        "broken lines in English",
        "Interview questions\n"
        + each_english(lambda n, q, a: f"{n}. {q[:30]}\n{q[30:]}\nSample answer: {a}"),
        ENGLISH_ANSWERED,
    )


def _glued() -> Iterator[Kind]:
    yield Kind("glued", "客服面试题及答案" + each(lambda n, q, a: f"{n}、{q}参考答案：{a}", sep=""), ANSWERED)
    yield Kind(
        "glued between 【】",
        "客服面试题" + each(lambda n, q, a: f"【题目{n}】{q}【答案】{a}【解析】考的是应变。", sep=""),
        ANSWERED,
    )
    yield Kind(
        "glued in English", each_english(lambda n, q, a: f"Q{n}: {q} A: {a} ", sep=""), ENGLISH_ANSWERED
    )


def _forms() -> Iterator[Kind]:
    yield Kind(
        "lines to write on",
        "面试题\n" + each(lambda n, q, a: f"{n}.{q}\n__________\n__________\n"),
        UNANSWERED,
    )
    yield Kind(
        "a form to fill in",
        "客服经理面试评分表\n候选人：______ 日期：______\n"
        + each(lambda n, q, a: f"{n}.{q}\n记录：________\n评分：1 2 3 4 5\n")
        + "\n总分：____ 面试官签名：____",
        UNANSWERED,
    )


def _easily_taken_for_others() -> Iterator[Kind]:
    asking = (
        "甲方要退款，你怎么办？",
        "讲述一次你带新人的经历",
        "乙组缺人，你怎么排班？",
        "谈谈你的一次失误",
    )
    answer = "先听完，再给出两个方案，办法写进流程。"
    answered = [Expected(text, answer) for text in asking]
    yield Kind(
        "answers that are lists, numbered otherwise than the questions",
        "\n\n".join(
            f"{n}. {text}\n参考答案：\n1) 说明背景\n2) 讲清做法\n3) 给出结果"
            for n, text in enumerate(asking, 1)
        ),
        [Expected(text, "讲清做法") for text in asking],
    )
    yield Kind(
        "the first answer speaks of a 方案",
        "\n".join(f"{mark} {text}\n参考：{answer}" for mark, text in zip("①②③④", asking, strict=True)),
        answered,
    )
    yield Kind(
        "bold questions, and the first answer speaks of a 方案",
        "\n".join(f"**{text}**\n{answer}" for text in asking),
        answered,
    )
    yield Kind(
        "one line, 答: also behind a question without its mark",
        "".join(f"{n}、{text}答：{answer}" for n, text in enumerate(asking, 1)),
        answered,
    )
    topics = ("投诉升级的处理流程", "排班与人力预测", "知识库建设的经验", "跨部门协作中的难点")
    yield Kind(
        "topics below a title that speaks of an interview",
        "面试提纲\n" + "\n".join(f"{n}. {topic}" for n, topic in enumerate(topics, 1)),
        [Expected(topic) for topic in topics],
    )
    yield Kind(
        "HR and me",
        "\n".join(f"HR：{text}\n我：{answer}" for text in asking),
        answered,
    )
    yield Kind(
        "a key whose sections stand before their first number",
        "客服笔试题\n一、单选题\n1.接到投诉先做什么？\nA.挂断 B.倾听\n2.首解率越高说明？\nA.来电少 B.成本高\n"
        "二、判断题\n1.坐席可以代评。\n2.工单要复核。\n三、简答题\n1.简述投诉升级流程。\n2.你怎样带新人？\n"
        "参考答案\n一、1.B 2.A\n二、1.× 2.√\n三、1.先登记再上报主管。\n2.第一周听，第二周接。",
        [
            Expected("接到投诉先做什么？", "B", ("挂断", "倾听")),
            Expected("首解率越高说明？", "A", ("来电少", "成本高")),
            Expected("坐席可以代评。", "×"),
            Expected("工单要复核。", "√"),
            Expected("简述投诉升级流程。", "先登记再上报主管。"),
            Expected("你怎样带新人？", "第一周听，第二周接。"),
        ],
        ["单选题"] * 2 + ["判断题"] * 2 + ["简答题"] * 2,
    )
