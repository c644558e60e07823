"""Whatever text comes, parsing it raises nothing and drops nothing."""

import time
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qbank.bankfile.drafts import BankDraft
from qbank.documents.parsing.parse import parse

#: Characters that number, head and mark things: they may be read and not kept.
MARKS = set(
    "追一二三四五六七八九十第题目问试面答案参考解析标准要点思路示例回部分大类章篇单元模块板块别附如下及与"
)
MARKS |= set("0123456789QAuestionwr")

FRAGMENTS = st.sampled_from(
    [
        *(
            "一、",
            "二、",
            "（一）",
            "（二）",
            "1.",
            "2.",
            "3.",
            "1、",
            "2、",
            "（1）",
            "第1题：",
            "题目2：",
            "【题目1】",
            "Q1：",
        ),
        *(
            "参考答案：",
            "答：",
            "【答案】",
            "解析：",
            "答案二：",
            "追问：",
            "参考答案\n",
            "第一部分 ",
            "问：",
            "A：",
        ),
        *("\n", "\n\n", " ", "。", "？", "；", "“", "”", "（", "）"),
        *(
            "你怎样处理客户投诉？",
            "请描述你的经历。",
            "我先倾听。",
            "服务意识",
            "3.0分",
            "2025年",
            "72小时内",
        ),
    ]
)


def draft_text(bank: BankDraft) -> str:
    """Every text that stands somewhere in the drafts."""
    texts = [left.text for left in bank.leftovers]
    texts += [text for passage in bank.passages for text in (passage.title, passage.text)]
    for category in bank.categories:
        texts.append(category.name)
        for question in category.questions:
            texts += [question.text, *question.probes, *(answer.text for answer in question.answers)]
    return "".join(texts)


def lost(text: str, bank: BankDraft) -> Counter[str]:
    """Letters and characters of the text that stand in no draft, but for marks."""
    before = Counter(character for character in text if character.isalnum() and character not in MARKS)
    return before - Counter(draft_text(bank))


@given(st.lists(FRAGMENTS | st.text(max_size=12), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_nothing_is_dropped(text: str) -> None:
    assert not lost(text, parse(text))


@given(st.text())
def test_any_text_parses(text: str) -> None:
    assert not lost(text, parse(text))


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
@example("（二）二、你怎样处理客户投诉？二、你怎样处理客户投诉？")  # numbers that count nothing
@settings(deadline=None)
def test_every_question_says_something_and_every_leftover_says_why(text: str) -> None:
    bank = parse(text)
    questions = [question for category in bank.categories for question in category.questions]
    assert all(question.text.strip() for question in questions)
    assert all(answer.text.strip() for question in questions for answer in question.answers)
    assert all(left.text.strip() and left.reason for left in bank.leftovers)


def write(bank: BankDraft) -> str:
    """A bank as a plain document."""
    lines = []
    for number, category in enumerate(bank.categories):
        lines.append(f"{'一二三四五六七八九'[number]}、{category.name}")
        for index, question in enumerate(category.questions, 1):
            lines.append(f"{index}. {question.text}")
            lines += [f"参考答案：{answer.text}" for answer in question.answers]
    return "\n".join(lines)


PLAIN = st.text(st.sampled_from("客户服务投诉满意流程沟通培训排班指标管理"), min_size=2, max_size=30)
QUESTIONS = st.tuples(PLAIN.map(lambda words: f"你怎样看待{words}？"), PLAIN.map(lambda words: f"{words}。"))


@given(
    st.lists(
        st.tuples(PLAIN, st.lists(QUESTIONS, min_size=1, max_size=5)),
        min_size=1,
        max_size=4,
        unique_by=lambda c: c[0],
    )
)
@settings(deadline=None)
def test_what_was_read_reads_the_same_when_written_out(categories) -> None:
    text = "\n".join(
        f"{'一二三四'[number]}、{name}\n"
        + "\n".join(
            f"{i}. {question}\n参考答案：{answer}" for i, (question, answer) in enumerate(questions, 1)
        )
        for number, (name, questions) in enumerate(categories)
    )
    bank = parse(text)
    assert [
        (category.name, [(q.text, q.answers[0].text) for q in category.questions])
        for category in bank.categories
    ] == [(name, list(questions)) for name, questions in categories]
    assert parse(write(bank)) == replace(bank, leftovers=())


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "1、你好吗？",
            "一、",
            "参考答案：",
            "1.甲？2.乙？参考答案：1.丙2.丁",
            "一、甲\n1、乙？\n",
            "“",
            "（",
            "\n",
            " ",
        ),
        *("1、甲？\n参考答案：乙。\n", "问：甲？\n答：乙。\n", "请问你好吗？\n", "温馨提示\n", "中", "1."),
    ],
)
def test_twice_the_text_takes_about_twice_the_time(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        begun = time.process_time()
        parse(text)
        return time.process_time() - begun

    seconds(1_000)
    assert seconds(40_000) < 10 * seconds(10_000) + 0.5


def test_a_megabyte_of_questions_is_read_in_seconds(document) -> None:
    body = document("000")
    text = body[body.index("一、自我认知") : body.index("温馨提示")] * 60
    begun = time.process_time()
    bank = parse(text[:1_000_000])
    assert sum(len(category.questions) for category in bank.categories) > 1500
    assert time.process_time() - begun < 8
