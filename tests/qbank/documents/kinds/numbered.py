"""Documents that differ in how their questions are numbered, and where numbers begin again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.qbank.documents.kinds.writing import (
    ANSWERED,
    ANSWERS,
    CHINESE,
    QUESTIONS,
    UNANSWERED,
    Expected,
    Kind,
    each,
)

NUMBERS: dict[str, Callable[[int], str]] = {
    "1)": lambda n: f"{n}) ",
    "1）": lambda n: f"{n}）",
    "1.": lambda n: f"{n}. ",
    "1．": lambda n: f"{n}．",
    "full-width": lambda n: f"{chr(0xFF10 + n)}．",
    "（1）": lambda n: f"（{n}）",
    "[1]": lambda n: f"[{n}] ",
    "#1": lambda n: f"#{n} ",
    "No.1": lambda n: f"No.{n} ",
    "Q1.": lambda n: f"Q{n}. ",
    "Question 1:": lambda n: f"Question {n}: ",
    "第1题": lambda n: f"第{n}题 ",
    "第一题": lambda n: f"第{CHINESE[n - 1]}题：",
    "题1": lambda n: f"题{n}：",
    "问题1": lambda n: f"问题{n}：",
    "面试题1": lambda n: f"面试题{n}：",
    "01.": lambda n: f"{n:02d}. ",
    "【题目1】": lambda n: f"【题目{n}】",
    "一、": lambda n: f"{CHINESE[n - 1]}、",
    "（一）": lambda n: f"（{CHINESE[n - 1]}）",
    "一.": lambda n: f"{CHINESE[n - 1]}. ",
    "①": lambda n: chr(0x245F + n),
    "❶": lambda n: f"{chr(0x2775 + n)} ",
    "⑴": lambda n: chr(0x2473 + n),
    "⒈": lambda n: chr(0x2487 + n),
    "1 alone": lambda n: f"{n}  ",
    "### 1.": lambda n: f"### {n}. ",
    "### 问题1": lambda n: f"### 问题{n}：",
    "1.1": lambda n: f"1.{n} ",
}


def kinds() -> Iterator[Kind]:
    for name, number in NUMBERS.items():
        yield Kind(
            f"{name} only questions",
            "客服经理面试题\n" + each(lambda n, q, a, number=number: number(n) + q),
            UNANSWERED,
        )
        yield Kind(
            f"{name} labelled answers",
            "客服经理面试题\n" + each(lambda n, q, a, number=number: f"{number(n)}{q}\n参考答案：{a}\n"),
            ANSWERED,
        )
        yield Kind(
            f"{name} answers without a label",
            "客服经理面试题\n" + each(lambda n, q, a, number=number: f"{number(n)}{q}\n{a}\n"),
            ANSWERED,
        )
    yield from _long_and_broken()
    yield from _sections()
    yield from _beside_other_lists()


def _long_and_broken() -> Iterator[Kind]:
    yield Kind("numbers over 999", each(lambda n, q, a: f"{n + 998}.{q}\n答案：{a}"), ANSWERED)
    yield Kind(
        "numbers over 999, glued", "题库" + each(lambda n, q, a: f"{n + 1997}.{q}答案：{a}", sep=""), ANSWERED
    )
    for name, numbers in (
        ("lost numbers", (1, 2, 4, 5, 8, 9)),
        ("a number given twice", (1, 2, 2, 3, 4, 5)),
        ("all are number one", (1, 1, 1, 1, 1, 1)),
    ):
        text = "".join(f"{n}.{q}\n答：{a}\n" for n, q, a in zip(numbers, QUESTIONS, ANSWERS, strict=True))
        yield Kind(name, text, ANSWERED)


def _sections() -> Iterator[Kind]:
    named = ["团队"] * 3 + ["客户"] * 3

    def answered(n: int, q: str, a: str) -> str:
        return f"{n}.{q}\n答案示例：{a}"

    first, second = each(answered, 0, 3), each(answered, 3, 6)
    going_on = each(lambda n, q, a: answered(n + 3, q, a), 3, 6)
    yield Kind("restarting", f"面试题库\n一、团队\n{first}\n二、客户\n{second}", ANSWERED, named)
    yield Kind("going on", f"面试题库\n（一）团队\n{first}\n（二）客户\n{going_on}", ANSWERED, named)
    yield Kind("headings without numbers", f"面试题\n团队\n{first}\n客户\n{second}", ANSWERED, named)
    dotted = [
        f"{section}. {name}\n"
        + each(lambda n, q, a, s=section: f"{s}.{n} {q}\n参考答案：{a}", start, start + 3)
        for section, name, start in ((1, "团队", 0), (2, "客户", 3))
    ]
    yield Kind("1. above 1.1", "客服面试题\n" + "\n".join(dotted), ANSWERED, named)
    yield Kind(
        "a word on each section",
        "面试题库\n第一部分 行为题\n本部分考察过往经历。\n"
        + each(lambda n, q, a: f"{n}. {q}", 0, 3)
        + "\n第二部分 情景题\n本部分考察应变。\n"
        + each(lambda n, q, a: f"{n}. {q}", 3, 6),
        UNANSWERED,
        ["行为题"] * 3 + ["情景题"] * 3,
    )
    yield Kind(
        "instructions with numbers before",
        "说明：本题库供面试官使用。\n使用方法：\n1. 先看简历。\n2. 再提问。\n\n一、团队\n"
        + each(lambda n, q, a: f"{n}. {q}\n参考答案：{a}"),
        ANSWERED,
        ["团队"] * 6,
    )


def _beside_other_lists() -> Iterator[Kind]:
    yield Kind(
        "answers that list questions",
        each(
            lambda n, q, a: f"{n}.{q}\n参考答案：{a}我会问：\n1.客户为什么来电？\n2.流程能不能改？\n", sep=""
        ),
        ANSWERED,
    )
    yield Kind(
        "answers without a label that list steps",
        "面试题\n" + each(lambda n, q, a: f"{n}、{q}\n{a}\n1、先听。\n2、再答。\n", sep=""),
        ANSWERED,
    )
    yield Kind(
        "answers that count 一、二、三、",
        each(lambda n, q, a: f"{n}、{q}\n答：{a}一、先听。二、再答。三、回访。\n", sep=""),
        ANSWERED,
    )
    yield Kind(
        "parts of a question",
        "面试题\n" + each(lambda n, q, a: f"{n}.{q}\n（1）当时多少人？\n（2）结果怎样？\n参考答案：{a}"),
        [Expected(e.text, e.answer, ("当时多少人？", "结果怎样？")) for e in ANSWERED],
    )
    yield Kind(
        "a topic, then the question",
        "面试题\n" + each(lambda n, q, a: f"{n}. 沟通能力\n{q}\n参考答案：{a}"),
        ANSWERED,
    )
